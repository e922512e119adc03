//
// BulkRoutesTest.cpp
//
// Library: Tests
// Package: Handler
//
// Arrays on the routes of a collection, and its filters, without sockets.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/ResourceRoutes.h"
#include "Athanor/Http/Router.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Service/Service.h"
#include "HandlerTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace HandlerSamples;


namespace {


struct Tag
{
	std::string name;
	std::optional<std::int32_t> rank;

	static constexpr auto model()
	{
		return table(column("name", &Tag::name).primaryKey(), column("rank", &Tag::rank));
	}
};


class TagService: public Service<Tag, TagService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}.field("name").readOnlyAfterCreate().sortable().field("rank").filterable().bulk(3);
	}
};


const std::string two = R"([{"name":"a","rank":1},{"name":"b","rank":null}])";


} // namespace


template <typename Database>
class BulkRoutesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(BulkRoutesTest);
	CPPUNIT_TEST(testArrayIsCreatedAndAnswersRows);
	CPPUNIT_TEST(testObjectIsStillOneRow);
	CPPUNIT_TEST(testArrayIsChanged);
	CPPUNIT_TEST(testKeysAreRemoved);
	CPPUNIT_TEST(testInvalidRowsAre422WithTheirIndexes);
	CPPUNIT_TEST(testConflictingRowsAre409WithTheirIndexes);
	CPPUNIT_TEST(testTooManyRowsAre422);
	CPPUNIT_TEST(testBodyThatIsNoArrayIs422);
	CPPUNIT_TEST(testCollectionAllowsItsMethods);
	CPPUNIT_TEST(testFailingCommitKeepsNothing);
	CPPUNIT_TEST(testListIsFilteredAndOrdered);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		Engine& engine = application.engines.get();
		engine.metadata().add(tableOf<Tag>());
		runInline(createAll(engine));
		Routes routes(staged, application.scope, "/tags");
		addResource(routes, TagService::binding(),
					[](UnitOfWork& unit) { return std::make_unique<TagService>(unit); });
		for (const StagedRoute& route : staged)
		{
			router.add(route.method, route.pattern, route.endpoint);
		}
	}

	void tearDown() override
	{
		CPPUNIT_ASSERT_EQUAL(0, application.used());
	}

	void testArrayIsCreatedAndAnswersRows()
	{
		const Response response = send("POST", two);
		CPPUNIT_ASSERT_EQUAL(two, response.body());
		CPPUNIT_ASSERT_EQUAL(201, response.status());
		CPPUNIT_ASSERT(!response.header("Location"));
		// Committed, whatever the mode.
		CPPUNIT_ASSERT_EQUAL(R"({"items":)" + two + R"(,"limit":20,"offset":0,"total":2})", list());
	}

	void testObjectIsStillOneRow()
	{
		const Response response = send("POST", R"({"name":"a"})");
		CPPUNIT_ASSERT_EQUAL(201, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string("/tags/a"), std::string(response.header("Location").value_or("")));
	}

	void testArrayIsChanged()
	{
		send("POST", two);
		const Response response = send("PATCH", R"([{"name":"b","rank":2},{"name":"a"}])");
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"name":"b","rank":2},{"name":"a","rank":1}])"),
							 response.body());
		CPPUNIT_ASSERT_EQUAL(200, response.status());
		CPPUNIT_ASSERT(list().find(R"({"name":"b","rank":2})") != std::string::npos);
	}

	void testKeysAreRemoved()
	{
		send("POST", two);
		const Response response = send("DELETE", R"(["b"])");
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"name":"b","rank":null}])"), response.body());
		CPPUNIT_ASSERT_EQUAL(200, response.status());
		CPPUNIT_ASSERT_EQUAL(
			std::string(R"({"items":[{"name":"a","rank":1}],"limit":20,"offset":0,"total":1})"), list());
	}

	void testInvalidRowsAre422WithTheirIndexes()
	{
		const Response response = send("POST", R"([{"name":"a"},{"rank":"x"},{"name":"c"}])");
		CPPUNIT_ASSERT_EQUAL(422, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"index":1,"field":"name","reason":"required"},)"
										 R"({"index":1,"field":"rank","reason":"not an integer"}])"),
							 errorsOf(response));
		CPPUNIT_ASSERT_EQUAL(422, send("DELETE", R"(["x"])").status());
		CPPUNIT_ASSERT(list().find(R"("total":0)") != std::string::npos);
	}

	void testConflictingRowsAre409WithTheirIndexes()
	{
		send("POST", two);
		const Response response = send("POST", R"([{"name":"c"},{"name":"b"},{"name":"a"}])");
		CPPUNIT_ASSERT_EQUAL(409, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"index":1,"field":"name","reason":"exists already"},)"
										 R"({"index":2,"field":"name","reason":"exists already"}])"),
							 errorsOf(response));
		CPPUNIT_ASSERT(list().find(R"("total":2)") != std::string::npos);
	}

	void testTooManyRowsAre422()
	{
		const Response response = send("POST", "[1,2,3,4]");
		CPPUNIT_ASSERT_EQUAL(422, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"field":"","reason":"must have at most 3 rows"}])"),
							 errorsOf(response));
	}

	void testBodyThatIsNoArrayIs422()
	{
		for (const char* method : {"PATCH", "DELETE"})
		{
			CPPUNIT_ASSERT_EQUAL(422, send(method, "{}").status());
			CPPUNIT_ASSERT_EQUAL(422, send(method, "[]").status());
			CPPUNIT_ASSERT_EQUAL(400, send(method, "[").status());
		}
	}

	void testCollectionAllowsItsMethods()
	{
		const Http::Router::Match match = router.match("PUT", "/tags");
		CPPUNIT_ASSERT(match.outcome == Http::Router::Outcome::MethodNotAllowed);
		for (const char* method : {"GET", "POST", "PATCH", "DELETE"})
		{
			CPPUNIT_ASSERT(match.allow.find(method) != std::string::npos);
		}
	}

	void testFailingCommitKeepsNothing()
	{
		application.backend.faults().failAt(Point::Commit, throwRefused);
		CPPUNIT_ASSERT_EQUAL(503, send("POST", two).status());
		CPPUNIT_ASSERT(list().find(R"("total":0)") != std::string::npos);
	}

	void testListIsFilteredAndOrdered()
	{
		send("POST", two);
		CPPUNIT_ASSERT_EQUAL(
			std::string(R"({"items":[{"name":"a","rank":1}],"limit":20,"offset":0,"total":1})"),
			list("?rankIn=1&rankIn=7"));
		CPPUNIT_ASSERT(list("?orderBy=name&sortOrder=desc").find(R"([{"name":"b")") != std::string::npos);
		CPPUNIT_ASSERT(list("?orderBy=rank").find("\"status\":400") != std::string::npos);
		application.scope->settings.strictQuery = false;
		CPPUNIT_ASSERT(list("?unknown=1&rankIn=1").find(R"("total":1)") != std::string::npos);
	}

private:
	Response send(const std::string& method, const std::string& body, const std::string& target = "/tags")
	{
		Http::Request request(method, target);
		request.addHeader("Content-Type", "application/json");
		request.setBody(body);
		const Http::Router::Match match = router.match(method, request.path());
		CPPUNIT_ASSERT(match.outcome == Http::Router::Outcome::Found);
		return match.endpoint->blocking()->handle(request, match.parameters);
	}

	std::string list(const std::string& query = {})
	{
		return send("GET", "", "/tags" + query).body();
	}

	static std::string errorsOf(const Response& response)
	{
		return Json::parse(response.body()).find("errors")->toString();
	}

	Application application{Database::commitMode, Database::concurrency};
	Http::Router router;
	std::vector<StagedRoute> staged;
};


CPPUNIT_TEST_SUITE_REGISTRATION(BulkRoutesTest<Pooled>);
CPPUNIT_TEST_SUITE_REGISTRATION(BulkRoutesTest<ManualPooled>);
CPPUNIT_TEST_SUITE_REGISTRATION(BulkRoutesTest<SingleWriter>);
