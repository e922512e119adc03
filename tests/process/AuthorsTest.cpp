// The Author service through HTTP: what the contract promises when all goes well.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include <cppunit/extensions/HelperMacros.h>
#include <memory>
#include <set>

using namespace Athanor::Test;


class AuthorsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(AuthorsTest);
	CPPUNIT_TEST(testListOfNoneIsEmptyPage);
	CPPUNIT_TEST(testListIsByteForByteTheContract);
	CPPUNIT_TEST(testListPagesAreStableAndDisjoint);
	CPPUNIT_TEST(testListPastTheLastPageKeepsTotal);
	CPPUNIT_TEST(testListDefaultsToTenOfEleven);
	CPPUNIT_TEST(testCreateAnswersAuthorAndLocation);
	CPPUNIT_TEST(testCreateWithOwnIdKeepsIt);
	CPPUNIT_TEST(testCreateWithoutDobIsNull);
	CPPUNIT_TEST(testCreateWithCharsetIsAccepted);
	CPPUNIT_TEST(testCreateWithHostileNameKeepsEveryCharacter);
	CPPUNIT_TEST(testCreateWithLeapDayIsKept);
	CPPUNIT_TEST(testCreateInChunksIsAccepted);
	CPPUNIT_TEST(testReadAnswersAuthor);
	CPPUNIT_TEST(testPatchOfOneFieldKeepsTheOther);
	CPPUNIT_TEST(testPatchWithNullClears);
	CPPUNIT_TEST(testPatchWithOwnIdIsAccepted);
	CPPUNIT_TEST(testPatchWithMergePatchTypeIsAccepted);
	CPPUNIT_TEST(testPatchWithEmptyObjectChangesNothing);
	CPPUNIT_TEST(testDeleteAnswersEmptyAndThenNotFound);
	CPPUNIT_TEST(testHeadAnswersHeadersOfGetWithoutBody);
	CPPUNIT_TEST(testOptionsNamesMethods);
	CPPUNIT_TEST(testRequestIdOfClientIsEchoed);
	CPPUNIT_TEST(testRequestIdThatIsUnfitIsReplaced);
	CPPUNIT_TEST(testPipelinedRequestsAreAnsweredInOrder);
	CPPUNIT_TEST(testSecondServiceHasItsOwnDatabase);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_folder = std::make_unique<Folder>();
		_folder->file("athanor.ini", authorsIni());
		_daemon = std::make_unique<Daemon>(*_folder, std::vector<std::string>{"--config", "athanor.ini"});
		_client = std::make_unique<HttpClient>(_daemon->port());
	}

	void tearDown() override
	{
		_client.reset();
		_daemon.reset();
		_folder.reset();
	}

	void testListOfNoneIsEmptyPage()
	{
		const Reply reply = _client->request("GET", "/authors");
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		CPPUNIT_ASSERT_EQUAL(std::string("application/json"), reply.header("Content-Type"));
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[],"limit":10,"offset":0,"total":0})"), reply.body);
	}

	void testListIsByteForByteTheContract()
	{
		create(
			R"({"id":"00000000-0000-4000-8000-000000000002","name":"Agatha Christie","dob":"1890-09-15"})");
		create(R"({"id":"00000000-0000-4000-8000-000000000003","name":"Homer"})");
		create(
			R"({"id":"00000000-0000-4000-8000-000000000001","name":"Ursula K. Le Guin","dob":"1929-10-21"})");
		const Reply reply = _client->request("GET", "/authors?currentPage=1&pageSize=10");
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				R"({"items":[)"
				R"({"name":"Ursula K. Le Guin","id":"00000000-0000-4000-8000-000000000001","dob":"1929-10-21"},)"
				R"({"name":"Agatha Christie","id":"00000000-0000-4000-8000-000000000002","dob":"1890-09-15"},)"
				R"({"name":"Homer","id":"00000000-0000-4000-8000-000000000003","dob":null}],)"
				R"("limit":10,"offset":0,"total":3})"),
			reply.body);
	}

	void testListPagesAreStableAndDisjoint()
	{
		createMany(7);
		std::set<std::string> seen;
		for (int page = 1; page <= 3; ++page)
		{
			const Reply reply =
				_client->request("GET", "/authors?currentPage=" + std::to_string(page) + "&pageSize=3");
			CPPUNIT_ASSERT_EQUAL(200, reply.status);
			CPPUNIT_ASSERT(contains(reply.body, R"("limit":3,"offset":)" + std::to_string(3 * (page - 1)) +
													R"(,"total":7})"));
			for (std::string& id : idsOf(reply.body))
				CPPUNIT_ASSERT_MESSAGE(id, seen.insert(std::move(id)).second);
		}
		CPPUNIT_ASSERT_EQUAL(std::size_t{7}, seen.size());
	}

	void testListPastTheLastPageKeepsTotal()
	{
		createMany(3);
		const Reply reply = _client->request("GET", "/authors?currentPage=5&pageSize=2");
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[],"limit":2,"offset":8,"total":3})"), reply.body);
	}

	void testListDefaultsToTenOfEleven()
	{
		createMany(11);
		const Reply reply = _client->request("GET", "/authors");
		CPPUNIT_ASSERT_EQUAL(std::size_t{10}, idsOf(reply.body).size());
		CPPUNIT_ASSERT(contains(reply.body, R"("limit":10,"offset":0,"total":11})"));
	}

	void testCreateAnswersAuthorAndLocation()
	{
		const Reply reply = _client->request("POST", "/authors", R"({"name":"Ursula","dob":"1929-10-21"})");
		CPPUNIT_ASSERT_EQUAL(201, reply.status);
		CPPUNIT_ASSERT_EQUAL(std::string("application/json"), reply.header("Content-Type"));
		const std::string id = idOf(reply.body);
		CPPUNIT_ASSERT_EQUAL(std::size_t{36}, id.size());
		CPPUNIT_ASSERT_EQUAL('4', id[14]);
		CPPUNIT_ASSERT_EQUAL("/authors/" + id, reply.header("Location"));
		CPPUNIT_ASSERT_EQUAL(R"({"name":"Ursula","id":")" + id + R"(","dob":"1929-10-21"})", reply.body);
	}

	void testCreateWithOwnIdKeepsIt()
	{
		const std::string author =
			R"({"name":"Homer","id":"0b7c2b1e-4a4d-4c39-9f0c-5d3a8e6f1a2b","dob":null})";
		CPPUNIT_ASSERT_EQUAL(author, create(author).body);
	}

	void testCreateWithoutDobIsNull()
	{
		const Reply reply = create(R"({"name":"Homer"})");
		CPPUNIT_ASSERT_EQUAL(R"({"name":"Homer","id":")" + idOf(reply.body) + R"(","dob":null})", reply.body);
	}

	void testCreateWithCharsetIsAccepted()
	{
		for (const char* type :
			 {"application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON"})
		{
			const Reply reply =
				_client->request("POST", "/authors", R"({"name":"x"})", {{"Content-Type", type}});
			CPPUNIT_ASSERT_EQUAL_MESSAGE(type, 201, reply.status);
		}
	}

	void testCreateWithHostileNameKeepsEveryCharacter()
	{
		const std::string name = R"('; drop table author; -- \" \\ / \u0001 %s ${x} é 漢 😀)";
		const Reply created = create("{\"name\":\"" + name + "\"}");
		const Reply read = _client->request("GET", created.header("Location"));
		CPPUNIT_ASSERT_EQUAL("{\"name\":\"" + name + R"(","id":")" + idOf(read.body) + R"(","dob":null})",
							 read.body);
	}

	void testCreateWithLeapDayIsKept()
	{
		for (const char* day : {"2000-02-29", "0001-01-01", "9999-12-31"})
		{
			const Reply reply = create(std::string(R"({"name":"x","dob":")") + day + "\"}");
			CPPUNIT_ASSERT(contains(reply.body, std::string("\"dob\":\"") + day + "\""));
		}
	}

	void testCreateInChunksIsAccepted()
	{
		_client->send(
			"POST /authors HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
			"Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\n8\r\ne\":\"Ann\"\r\n1\r\n}\r\n0\r\n\r\n");
		const Reply reply = _client->receive();
		CPPUNIT_ASSERT_EQUAL(201, reply.status);
		CPPUNIT_ASSERT(contains(reply.body, R"("name":"Ann")"));
	}

	void testReadAnswersAuthor()
	{
		const Reply created = create(R"({"name":"Agatha","dob":"1890-09-15"})");
		const Reply reply = _client->request("GET", created.header("Location"));
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		CPPUNIT_ASSERT_EQUAL(created.body, reply.body);
	}

	void testPatchOfOneFieldKeepsTheOther()
	{
		const Reply created = create(R"({"name":"Agatha","dob":"1890-09-15"})");
		const Reply reply = _client->request("PATCH", created.header("Location"), R"({"name":"Mary"})");
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		const std::string expected =
			R"({"name":"Mary","id":")" + idOf(created.body) + R"(","dob":"1890-09-15"})";
		CPPUNIT_ASSERT_EQUAL(expected, reply.body);
		CPPUNIT_ASSERT_EQUAL(expected, _client->request("GET", created.header("Location")).body);
	}

	void testPatchWithNullClears()
	{
		const Reply created = create(R"({"name":"Agatha","dob":"1890-09-15"})");
		const Reply reply = _client->request("PATCH", created.header("Location"), R"({"dob":null})");
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		CPPUNIT_ASSERT_EQUAL(R"({"name":"Agatha","id":")" + idOf(created.body) + R"(","dob":null})",
							 reply.body);
	}

	void testPatchWithOwnIdIsAccepted()
	{
		const Reply created = create(R"({"name":"Agatha"})");
		const std::string change = R"({"id":")" + idOf(created.body) + R"(","name":"Mary"})";
		CPPUNIT_ASSERT_EQUAL(200, _client->request("PATCH", created.header("Location"), change).status);
	}

	void testPatchWithMergePatchTypeIsAccepted()
	{
		const Reply created = create(R"({"name":"Agatha"})");
		const Reply reply = _client->request("PATCH", created.header("Location"), R"({"name":"Mary"})",
											 {{"Content-Type", "application/merge-patch+json"}});
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
	}

	void testPatchWithEmptyObjectChangesNothing()
	{
		const Reply created = create(R"({"name":"Agatha"})");
		const Reply reply = _client->request("PATCH", created.header("Location"), "{}");
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		CPPUNIT_ASSERT_EQUAL(created.body, reply.body);
	}

	void testDeleteAnswersEmptyAndThenNotFound()
	{
		const std::string location = create(R"({"name":"Agatha"})").header("Location");
		const Reply reply = _client->request("DELETE", location);
		CPPUNIT_ASSERT_EQUAL(204, reply.status);
		CPPUNIT_ASSERT(!reply.has("Content-Length"));
		CPPUNIT_ASSERT(!reply.has("Content-Type"));
		// Bytes of a body would be taken for the next answer.
		CPPUNIT_ASSERT_EQUAL(404, _client->request("DELETE", location).status);
		CPPUNIT_ASSERT_EQUAL(404, _client->request("GET", location).status);
		CPPUNIT_ASSERT_EQUAL(404, _client->request("PATCH", location, R"({"name":"x"})").status);
	}

	void testHeadAnswersHeadersOfGetWithoutBody()
	{
		const std::string location = create(R"({"name":"Agatha"})").header("Location");
		for (const std::string& target : {std::string("/authors"), location})
		{
			const Reply get = _client->request("GET", target);
			const Reply head = _client->request("HEAD", target);
			CPPUNIT_ASSERT_EQUAL(200, head.status);
			CPPUNIT_ASSERT_EQUAL(std::to_string(get.body.size()), head.header("Content-Length"));
			CPPUNIT_ASSERT_EQUAL(get.header("Content-Type"), head.header("Content-Type"));
		}
	}

	void testOptionsNamesMethods()
	{
		const Reply list = _client->request("OPTIONS", "/authors");
		CPPUNIT_ASSERT(list.status == 204 || list.status == 200);
		for (const char* method : {"GET", "HEAD", "POST", "OPTIONS"})
			CPPUNIT_ASSERT_MESSAGE(list.header("Allow"), contains(list.header("Allow"), method));
		const Reply row = _client->request("OPTIONS", "/authors/00000000-0000-4000-8000-000000000001");
		for (const char* method : {"GET", "HEAD", "PATCH", "DELETE", "OPTIONS"})
			CPPUNIT_ASSERT_MESSAGE(row.header("Allow"), contains(row.header("Allow"), method));
	}

	void testRequestIdOfClientIsEchoed()
	{
		for (const std::string& id : {std::string("a"), std::string("Order-66_b.C"), std::string(128, 'x')})
			CPPUNIT_ASSERT_EQUAL(id, requestIdFor(id));
	}

	void testRequestIdThatIsUnfitIsReplaced()
	{
		for (const std::string& id :
			 {std::string("a b"), std::string("x;y"), std::string(129, 'x'), std::string("<i>")})
		{
			const std::string answered = requestIdFor(id);
			CPPUNIT_ASSERT(answered != id);
			CPPUNIT_ASSERT(!answered.empty());
		}
		CPPUNIT_ASSERT(!_client->request("GET", "/authors").header("X-Request-Id").empty());
	}

	void testPipelinedRequestsAreAnsweredInOrder()
	{
		std::string requests;
		for (int i = 1; i <= 20; ++i)
			requests += "GET /authors?pageSize=" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
		_client->send(requests);
		for (int i = 1; i <= 20; ++i)
		{
			const Reply reply = _client->receive();
			CPPUNIT_ASSERT_EQUAL(200, reply.status);
			CPPUNIT_ASSERT(contains(reply.body, "\"limit\":" + std::to_string(i) + ","));
		}
	}

	void testSecondServiceHasItsOwnDatabase()
	{
		const Folder folder;
		folder.file("athanor.ini", twoDatabases());
		const Daemon daemon(folder, {"--config", "athanor.ini"});
		HttpClient client(daemon.port());
		const Reply created = client.request("POST", "/archive/authors", R"({"name":"Old"})");
		CPPUNIT_ASSERT_EQUAL(201, created.status);
		CPPUNIT_ASSERT_EQUAL("/archive/authors/" + idOf(created.body), created.header("Location"));
		CPPUNIT_ASSERT(contains(client.request("GET", "/authors").body, "\"total\":0"));
		// A bind that never commits by itself keeps what a generated route promised.
		CPPUNIT_ASSERT(contains(client.request("GET", "/archive/authors").body, "\"total\":1"));
	}

private:
	static std::string twoDatabases()
	{
		return "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\nload = sqlite, authors\n"
			   "[database]\nbinds = live, archive\n"
			   "[database.live]\nconnection_string = sqlite:///live.db\ncommit_mode = autocommit\ncreate_all "
			   "= true\n"
			   "[database.archive]\nconnection_string = sqlite:///archive.db\ncommit_mode = "
			   "manual\ncreate_all = true\n"
			   "[service.authors]\nbind_key = live\n"
			   "[service.archived]\nplugin = authors\nbind_key = archive\npath = /archive/authors\n"
			   "[server]\nlisten = 127.0.0.1:0\nloops = 2\nworkers = 4\n";
	}

	std::string requestIdFor(const std::string& id)
	{
		return _client->request("GET", "/authors", {}, {{"X-Request-Id", id}}).header("X-Request-Id");
	}

	Reply create(const std::string& body)
	{
		Reply reply = _client->request("POST", "/authors", body);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 201, reply.status);
		return reply;
	}

	void createMany(int count)
	{
		for (int i = 0; i < count; ++i)
			create(R"({"name":"Author )" + std::to_string(i) + "\"}");
	}

	static std::vector<std::string> idsOf(const std::string& body)
	{
		std::vector<std::string> ids;
		const std::string mark = "\"id\":\"";
		for (std::size_t at = body.find(mark); at != std::string::npos; at = body.find(mark, at + 1))
			ids.push_back(body.substr(at + mark.size(), 36));
		return ids;
	}

	static std::string idOf(const std::string& body)
	{
		const auto ids = idsOf(body);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(body, std::size_t{1}, ids.size());
		return ids.front();
	}

	std::unique_ptr<Folder> _folder;
	std::unique_ptr<Daemon> _daemon;
	std::unique_ptr<HttpClient> _client;
};


CPPUNIT_TEST_SUITE_REGISTRATION(AuthorsTest);
