//
// ResourceRoutesTest.cpp
//
// Library: Tests
// Package: Handler
//
// The five generated routes, without sockets.
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


struct Author: UUIDBase
{
	std::string name;
	std::optional<Date> dob;

	static constexpr auto model()
	{
		return table(column("name", &Author::name).unique(), column("dob", &Author::dob));
	}
};


class AuthorService: public Service<Author, AuthorService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}
			.field("name")
			.required()
			.field("id")
			.readOnlyAfterCreate()
			.field("dob")
			.defaultPageSize(10);
	}
};


/// Says when it was changed, so that a change looks at the row first.
struct Note: UUIDBase, AuditColumns
{
	std::string text;

	static constexpr auto model()
	{
		return table(column("text", &Note::text));
	}
};


/// Keys of text.
struct Tag
{
	std::string name;

	static constexpr auto model()
	{
		return table(column("name", &Tag::name).primaryKey());
	}
};


const std::string id = "97108ac1-ffcb-411d-8b1e-d9183399f63b";
const std::string absent = "00000000-0000-4000-8000-000000000000";
const std::string christie = R"({"name":"Christie","id":")" + id + R"(","dob":null})";


} // namespace


template <typename Database>
class ResourceRoutesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ResourceRoutesTest);
	CPPUNIT_TEST(testCreateAnswers201WithLocation);
	CPPUNIT_TEST(testCreateGeneratesKey);
	CPPUNIT_TEST(testCreateRefusals);
	CPPUNIT_TEST(testListAnswersPage);
	CPPUNIT_TEST(testListOfBadPageIs400);
	CPPUNIT_TEST(testReadUpdateAndDelete);
	CPPUNIT_TEST(testUpdateRefusals);
	CPPUNIT_TEST(testMissingAuthorIs404);
	CPPUNIT_TEST(testMalformedKeyIsNoResource);
	CPPUNIT_TEST(testOtherMethodsAreNotAllowed);
	CPPUNIT_TEST(testUnknownParameterIs400WhenStrict);
	CPPUNIT_TEST(testUnknownParameterIsIgnoredWhenNotStrict);
	CPPUNIT_TEST(testNotAcceptableIs406AndChangesNothing);
	CPPUNIT_TEST(testFailingCommitIsNo2xx);
	CPPUNIT_TEST(testWriteOfOneStatementIsATransactionOfItsOwn);
	CPPUNIT_TEST(testChangeThatLooksAtItsRowFirstIsInOneTransactionWithIt);
	CPPUNIT_TEST(testUnavailableDatabaseIs503);
	CPPUNIT_TEST(testTextKeysAreEncodedInLocation);
	CPPUNIT_TEST(testCompositeKeyIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		Engine& engine = application.engines.get();
		engine.metadata().add(tableOf<Author>());
		engine.metadata().add(tableOf<Tag>());
		engine.metadata().add(tableOf<Note>());
		runInline(createAll(engine));
		addService<AuthorService>("/authors");
		addService<Service<Tag>>("/tags");
		addService<Service<Note>>("/notes");
	}

	void tearDown() override
	{
		CPPUNIT_ASSERT_EQUAL(0, application.used());
	}

	void testCreateAnswers201WithLocation()
	{
		const Response response = send("POST", "/authors", christie);
		CPPUNIT_ASSERT_EQUAL(201, response.status());
		CPPUNIT_ASSERT_EQUAL(christie, response.body());
		CPPUNIT_ASSERT_EQUAL(std::string("application/json"), response.contentType());
		CPPUNIT_ASSERT_EQUAL("/authors/" + id, std::string(response.header("Location").value_or("")));
		// Committed and visible to the next request, whatever the mode.
		CPPUNIT_ASSERT_EQUAL(christie, send("GET", "/authors/" + id).body());
	}

	void testCreateGeneratesKey()
	{
		const Response response = send("POST", "/authors", R"({"name":"Christie"})");
		const std::string location(response.header("Location").value_or(""));
		CPPUNIT_ASSERT_EQUAL(response.body(), send("GET", location).body());
	}

	void testCreateRefusals()
	{
		send("POST", "/authors", christie);
		CPPUNIT_ASSERT_EQUAL(409, send("POST", "/authors", christie).status());
		CPPUNIT_ASSERT_EQUAL(409, send("POST", "/authors", R"({"name":"Christie"})").status());
		CPPUNIT_ASSERT_EQUAL(422, send("POST", "/authors", "{}").status());
		CPPUNIT_ASSERT_EQUAL(422, send("POST", "/authors", R"({"name":"x","age":3})").status());
		CPPUNIT_ASSERT_EQUAL(422, send("POST", "/authors", "[]").status());
		CPPUNIT_ASSERT_EQUAL(400, send("POST", "/authors", "{").status());
		CPPUNIT_ASSERT_EQUAL(415, send("POST", "/authors", "{}", {{"Content-Type", "text/plain"}}).status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, total());
	}

	void testListAnswersPage()
	{
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[],"limit":10,"offset":0,"total":0})"),
							 send("GET", "/authors").body());
		send("POST", "/authors", christie);
		send("POST", "/authors", R"({"name":"Sayers"})");
		const std::string first = R"({"name":"Allingham","id":")" + absent + R"(","dob":null})";
		send("POST", "/authors", first);
		const Response page = send("GET", "/authors/?currentPage=1&pageSize=1");
		CPPUNIT_ASSERT_EQUAL(200, page.status());
		CPPUNIT_ASSERT_EQUAL(R"({"items":[)" + first + R"(],"limit":1,"offset":0,"total":3})", page.body());
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[],"limit":5,"offset":45,"total":3})"),
							 send("GET", "/authors?currentPage=10&pageSize=5").body());
	}

	void testListOfBadPageIs400()
	{
		for (const char* query : {"pageSize=0", "pageSize=1001", "currentPage=0", "pageSize=+1",
								  "pageSize=1&pageSize=1", "currentPage=9223372036854775807"})
		{
			const Response response = send("GET", std::string("/authors?") + query);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(query, 400, response.status());
			CPPUNIT_ASSERT_EQUAL_MESSAGE(query, std::string("application/problem+json"),
										 response.contentType());
		}
	}

	void testReadUpdateAndDelete()
	{
		send("POST", "/authors", christie);
		const std::string updated = R"({"name":"Christie","id":")" + id + R"(","dob":"1890-09-15"})";
		const Response patched = send("PATCH", "/authors/" + id, R"({"dob":"1890-09-15"})");
		CPPUNIT_ASSERT_EQUAL(200, patched.status());
		CPPUNIT_ASSERT_EQUAL(updated, patched.body());
		CPPUNIT_ASSERT_EQUAL(updated, send("GET", "/authors/" + id).body());
		const Response merged = send("PATCH", "/authors/" + id, R"({"dob":null})",
									 {{"Content-Type", "application/merge-patch+json"}});
		CPPUNIT_ASSERT_EQUAL(christie, merged.body());
		CPPUNIT_ASSERT_EQUAL(christie, send("PATCH", "/authors/" + id, "{}").body());
		const Response removed = send("DELETE", "/authors/" + id);
		CPPUNIT_ASSERT_EQUAL(204, removed.status());
		CPPUNIT_ASSERT(removed.body().empty());
		CPPUNIT_ASSERT_EQUAL(404, send("GET", "/authors/" + id).status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, total());
	}

	void testUpdateRefusals()
	{
		send("POST", "/authors", christie);
		const std::string path = "/authors/" + id;
		CPPUNIT_ASSERT_EQUAL(422, send("PATCH", path, R"({"id":")" + absent + "\"}").status());
		CPPUNIT_ASSERT_EQUAL(422, send("PATCH", path, R"({"name":null})").status());
		CPPUNIT_ASSERT_EQUAL(422, send("PATCH", path, R"({"dob":"soon","name":"x"})").status());
		CPPUNIT_ASSERT_EQUAL(400, send("PATCH", path, "").status());
		CPPUNIT_ASSERT_EQUAL(200, send("PATCH", path, R"({"id":")" + id + "\"}").status());
		send("POST", "/authors", R"({"name":"Sayers"})");
		CPPUNIT_ASSERT_EQUAL(409, send("PATCH", path, R"({"name":"Sayers"})").status());
		CPPUNIT_ASSERT_EQUAL(christie, send("GET", path).body());
	}

	void testMissingAuthorIs404()
	{
		CPPUNIT_ASSERT_EQUAL(404, send("GET", "/authors/" + absent).status());
		CPPUNIT_ASSERT_EQUAL(404, send("PATCH", "/authors/" + absent, R"({"name":"x"})").status());
		CPPUNIT_ASSERT_EQUAL(404, send("PATCH", "/authors/" + absent, "{}").status());
		CPPUNIT_ASSERT_EQUAL(404, send("DELETE", "/authors/" + absent).status());
	}

	void testMalformedKeyIsNoResource()
	{
		for (const char* path : {"/authors/7", "/authors/97108ac1", "/authors/x/y"})
		{
			CPPUNIT_ASSERT_MESSAGE(path,
								   router.match("GET", path).outcome == Http::Router::Outcome::NotFound);
		}
	}

	void testOtherMethodsAreNotAllowed()
	{
		const Http::Router::Match match = router.match("DELETE", "/authors");
		CPPUNIT_ASSERT(match.outcome == Http::Router::Outcome::MethodNotAllowed);
		CPPUNIT_ASSERT(match.allow.find("POST") != std::string::npos);
		CPPUNIT_ASSERT(router.match("PUT", "/authors/" + id).outcome ==
					   Http::Router::Outcome::MethodNotAllowed);
	}

	void testUnknownParameterIs400WhenStrict()
	{
		send("POST", "/authors", christie);
		CPPUNIT_ASSERT_EQUAL(400, send("GET", "/authors?page=1").status());
		CPPUNIT_ASSERT_EQUAL(400, send("GET", "/authors/" + id + "?x").status());
		CPPUNIT_ASSERT_EQUAL(400, send("POST", "/authors?x=1", R"({"name":"x"})").status());
		CPPUNIT_ASSERT_EQUAL(400, send("PATCH", "/authors/" + id + "?x=1", R"({"name":"x"})").status());
		CPPUNIT_ASSERT_EQUAL(400, send("DELETE", "/authors/" + id + "?x=1").status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, total());
	}

	void testUnknownParameterIsIgnoredWhenNotStrict()
	{
		application.scope->settings.strictQuery = false;
		CPPUNIT_ASSERT_EQUAL(201, send("POST", "/authors?x=1", christie).status());
		CPPUNIT_ASSERT_EQUAL(200, send("GET", "/authors?page=1").status());
		CPPUNIT_ASSERT_EQUAL(400, send("GET", "/authors?pageSize=0").status());
		CPPUNIT_ASSERT_EQUAL(204, send("DELETE", "/authors/" + id + "?x=1").status());
	}

	void testNotAcceptableIs406AndChangesNothing()
	{
		for (const char* path : {"/authors", "/tags"})
		{
			CPPUNIT_ASSERT_EQUAL(406, send("GET", path, "", {{"Accept", "text/html"}}).status());
		}
		const Response response = send("POST", "/authors", christie,
									   {{"Accept", "text/html"}, {"Content-Type", "application/json"}});
		CPPUNIT_ASSERT_EQUAL(406, response.status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, total());
	}

	void testFailingCommitIsNo2xx()
	{
		const std::string note(send("POST", "/notes", R"({"text":"one"})").header("Location").value_or(""));
		application.backend.faults().failAt(Point::Commit, throwIntegrity);
		CPPUNIT_ASSERT_EQUAL(409, send("PATCH", note, R"({"text":"other"})").status());
		application.backend.faults().failAt(Point::Commit, throwRefused);
		CPPUNIT_ASSERT_EQUAL(503, send("PATCH", note, R"({"text":"other"})").status());
		CPPUNIT_ASSERT(send("GET", note).body().find("one") != std::string::npos);
	}

	void testWriteOfOneStatementIsATransactionOfItsOwn()
	{
		const int begins = application.backend.faults().counters().begins;
		CPPUNIT_ASSERT_EQUAL(201, send("POST", "/authors", christie).status());
		CPPUNIT_ASSERT_EQUAL(200, send("PATCH", "/authors/" + id, R"({"name":"Other"})").status());
		CPPUNIT_ASSERT(send("GET", "/authors/" + id).body().find("Other") != std::string::npos);
		CPPUNIT_ASSERT_EQUAL(204, send("DELETE", "/authors/" + id).status());
		CPPUNIT_ASSERT_EQUAL(404, send("PATCH", "/authors/" + id, R"({"name":"Other"})").status());
		CPPUNIT_ASSERT_EQUAL(begins, application.backend.faults().counters().begins);
		application.backend.faults().failAt(Point::Execute, throwIntegrity);
		CPPUNIT_ASSERT_EQUAL(409, send("POST", "/authors", christie).status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, total());
	}

	void testChangeThatLooksAtItsRowFirstIsInOneTransactionWithIt()
	{
		const std::string note(send("POST", "/notes", R"({"text":"one"})").header("Location").value_or(""));
		const int begins = application.backend.faults().counters().begins;
		CPPUNIT_ASSERT_EQUAL(200, send("PATCH", note, R"({"text":"other"})").status());
		CPPUNIT_ASSERT_EQUAL(begins + 1, application.backend.faults().counters().begins);
	}

	void testUnavailableDatabaseIs503()
	{
		application.backend.faults().failAt(Point::Execute, throwRefused);
		const Response response = send("GET", "/authors");
		CPPUNIT_ASSERT_EQUAL(503, response.status());
		CPPUNIT_ASSERT(response.header("Retry-After").has_value());
		CPPUNIT_ASSERT_EQUAL(200, send("GET", "/authors").status());
	}

	void testTextKeysAreEncodedInLocation()
	{
		const Response response = send("POST", "/tags", R"({"name":"a/b ä%"})");
		CPPUNIT_ASSERT_EQUAL(201, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string("/tags/a%2Fb%20%C3%A4%25"),
							 std::string(response.header("Location").value_or("")));
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"name":"a/b ä%"})"),
							 send("GET", "/tags/a%2Fb%20%C3%A4%25").body());
	}

	void testCompositeKeyIsRefused()
	{
		Column room;
		room.name = "room";
		room.primaryKey = true;
		Column number = room;
		number.name = "number";
		const Table seats("seat", {room, number});
		const SchemaBinding binding(Schema::of(seats), seats);
		Routes routes(staged, application.scope, "/seats");
		CPPUNIT_ASSERT_THROW(addResource(routes, binding, {}), ImproperConfigurationException);
	}

private:
	using Headers = std::vector<std::pair<std::string, std::string>>;

	template <typename ServiceType>
	void addService(const std::string& mount)
	{
		staged.clear();
		Routes routes(staged, application.scope, mount);
		addResource(routes, ServiceType::binding(),
					[](UnitOfWork& unit) { return std::make_unique<ServiceType>(unit); });
		for (const StagedRoute& route : staged)
		{
			router.add(route.method, route.pattern, route.endpoint);
		}
	}

	Response send(const std::string& method, const std::string& target, const std::string& body = {},
				  const Headers& headers = {{"Content-Type", "application/json"}})
	{
		Http::Request request(method, target);
		for (const auto& [name, value] : headers)
		{
			request.addHeader(name, value);
		}
		request.setBody(body);
		const Http::Router::Match match = router.match(method, request.path());
		CPPUNIT_ASSERT_MESSAGE(method + " " + target, match.outcome == Http::Router::Outcome::Found);
		return match.endpoint->blocking()->handle(request, match.parameters);
	}

	std::int64_t total()
	{
		return Json::parse(send("GET", "/authors").body()).find("total")->asInt64().value();
	}

	Application application{Database::commitMode, Database::concurrency};
	std::vector<StagedRoute> staged;
	Http::Router router;
};


CPPUNIT_TEST_SUITE_REGISTRATION(ResourceRoutesTest<Pooled>);
CPPUNIT_TEST_SUITE_REGISTRATION(ResourceRoutesTest<ManualPooled>);
CPPUNIT_TEST_SUITE_REGISTRATION(ResourceRoutesTest<SingleWriter>);
