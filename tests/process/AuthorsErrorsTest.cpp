// The Author service through HTTP: every error of the contract that a client can provoke.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include <cppunit/extensions/HelperMacros.h>
#include <csignal>
#include <memory>
#include <sqlite3.h>

using namespace Athanor::Test;


class AuthorsErrorsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(AuthorsErrorsTest);
	CPPUNIT_TEST(testProblemIsByteForByteTheContract);
	CPPUNIT_TEST(testBadQueryValueIsRefusedNamingIt);
	CPPUNIT_TEST(testUnknownQueryParameterIsRefusedNamingIt);
	CPPUNIT_TEST(testUnknownQueryParameterWhenTolerantIsIgnored);
	CPPUNIT_TEST(testMalformedPercentEncodingIsRefused);
	CPPUNIT_TEST(testMalformedBodyIsRefused);
	CPPUNIT_TEST(testDuplicateKeyInBodyIsRefused);
	CPPUNIT_TEST(testTooDeepBodyIsRefused);
	CPPUNIT_TEST(testMissingFieldIsNamed);
	CPPUNIT_TEST(testEveryWrongFieldIsNamed);
	CPPUNIT_TEST(testBodyThatIsNoObjectIsInvalid);
	CPPUNIT_TEST(testWrongDatesAreInvalid);
	CPPUNIT_TEST(testPatchWithOtherIdIsInvalid);
	CPPUNIT_TEST(testPatchWithNullNameIsInvalid);
	CPPUNIT_TEST(testMalformedIdIsNotFound);
	CPPUNIT_TEST(testUnknownPathIsNotFound);
	CPPUNIT_TEST(testUnroutedMethodIsNotAllowedAndNamesOthers);
	CPPUNIT_TEST(testOtherAcceptIsNotAcceptable);
	CPPUNIT_TEST(testOtherContentTypeIsUnsupported);
	CPPUNIT_TEST(testSameIdTwiceIsConflict);
	CPPUNIT_TEST(testLimitsAreAnsweredWithTheirStatus);
	CPPUNIT_TEST(testUnknownExpectationFails);
	CPPUNIT_TEST(testUnknownMethodIsNotImplemented);
	CPPUNIT_TEST(testOtherVersionIsNotSupported);
	CPPUNIT_TEST(testSlowHeaderTimesOut);
	CPPUNIT_TEST(testLockedDatabaseIsUnavailableAndThenWorks);
	CPPUNIT_TEST(testErrorsKeepNothing);
	CPPUNIT_TEST(testChangeOfARowThatCannotBeReadSaysThatItIsKept);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_folder = std::make_unique<Folder>();
		start({});
	}

	void tearDown() override
	{
		_daemon.reset();
		_folder.reset();
	}

	void testProblemIsByteForByteTheContract()
	{
		const std::string target = "/authors/00000000-0000-4000-8000-000000000009";
		const Reply reply = request(_port, "GET", target, {}, {{"X-Request-Id", "r-1"}});
		CPPUNIT_ASSERT_EQUAL(404, reply.status);
		CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), reply.header("Content-Type"));
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"type":"about:blank","title":"Not Found","status":404,)"
										 R"("detail":"The requested resource was not found","instance":")") +
								 target + R"(","request_id":"r-1"})",
							 reply.body);
	}

	void testBadQueryValueIsRefusedNamingIt()
	{
		for (const char* value :
			 {"0", "-1", "+1", "x", "", "1.0", "1_0", "%201", "9223372036854775808", "%D9%A1"})
			refusedNaming(std::string("currentPage=") + value, "currentPage");
		for (const char* value : {"0", "1001", "-5", "abc"})
			refusedNaming(std::string("pageSize=") + value, "pageSize");
		refusedNaming("pageSize=10&pageSize=10", "pageSize");
		refusedNaming("currentPage=9223372036854775807&pageSize=1000", "currentPage");
	}

	void testUnknownQueryParameterIsRefusedNamingIt()
	{
		refusedNaming("sortorder=asc", "sortorder");
	}

	void testUnknownQueryParameterWhenTolerantIsIgnored()
	{
		start("strict_query = false\n");
		CPPUNIT_ASSERT_EQUAL(200, request(_port, "GET", "/authors?utm_source=x").status);
	}

	void testMalformedPercentEncodingIsRefused()
	{
		for (const char* target :
			 {"/authors?pageSize=%", "/authors?pageSize=%zz", "/authors?%ff=1", "/authors/%zz"})
			CPPUNIT_ASSERT_EQUAL_MESSAGE(target, 400, request(_port, "GET", target).status);
	}

	void testMalformedBodyIsRefused()
	{
		for (const char* body : {"{", "{\"name\":}", "{'name':'x'}", "{\"name\":\"x\"}x", "{\"name\":\"x\",}",
								 "nul", "{\"name\":\"\xff\"}", "{\"name\":\"\\ud800\"}", "{\"name\":NaN}"})
			problem(400, post(body));
		problem(400, request(_port, "POST", "/authors", {},
							 {{"Content-Type", "application/json"}, {"Content-Length", "0"}}));
	}

	void testDuplicateKeyInBodyIsRefused()
	{
		const Reply reply = post(R"({"name":"a","name":"b"})");
		problem(400, reply);
		CPPUNIT_ASSERT_MESSAGE(reply.body, contains(reply.body, "name"));
	}

	void testTooDeepBodyIsRefused()
	{
		problem(400, post(R"({"name":)" + std::string(70, '[') + std::string(70, ']') + "}"));
		problem(400, post(std::string(500000, '[')));
	}

	void testMissingFieldIsNamed()
	{
		const Reply reply = post(R"({"dob":"1929-10-21"})");
		problem(422, reply);
		CPPUNIT_ASSERT_MESSAGE(reply.body, contains(reply.body, R"("errors":[{"field":"name","reason":")"));
	}

	void testEveryWrongFieldIsNamed()
	{
		const Reply reply = post(R"({"name":5,"dob":"yesterday","shoe":44})");
		problem(422, reply);
		for (const char* field : {R"x({"field":"name","reason":")x", R"x({"field":"shoe","reason":")x",
								  R"x({"field":"dob","reason":"not a date (YYYY-MM-DD)"})x"})
			CPPUNIT_ASSERT_MESSAGE(reply.body, contains(reply.body, field));
	}

	void testBodyThatIsNoObjectIsInvalid()
	{
		for (const char* body : {"[]", "5", "null", "\"name\"", "true"})
		{
			const int status = post(body).status;
			CPPUNIT_ASSERT_MESSAGE(body + std::to_string(status), status == 422 || status == 400);
		}
	}

	void testWrongDatesAreInvalid()
	{
		for (const char* date :
			 {"1900-02-29", "1999-13-01", "1999-00-10", "99-1-1", "1999-01-01T00:00:00Z", "", " 1999-01-01"})
			problem(422, post(std::string(R"({"name":"x","dob":")") + date + "\"}"));
		problem(422, post(R"({"name":"x","dob":19990101})"));
	}

	void testPatchWithOtherIdIsInvalid()
	{
		const std::string location = post(R"({"name":"x"})").header("Location");
		const Reply reply =
			request(_port, "PATCH", location, R"({"id":"00000000-0000-4000-8000-000000000009","name":"y"})");
		problem(422, reply);
		CPPUNIT_ASSERT_MESSAGE(reply.body, contains(reply.body, R"("field":"id")"));
		CPPUNIT_ASSERT(contains(request(_port, "GET", location).body, R"("name":"x")"));
	}

	void testPatchWithNullNameIsInvalid()
	{
		const std::string location = post(R"({"name":"x"})").header("Location");
		const Reply reply = request(_port, "PATCH", location, R"({"name":null})");
		problem(422, reply);
		CPPUNIT_ASSERT(contains(reply.body, R"("field":"name")"));
	}

	void testMalformedIdIsNotFound()
	{
		for (const char* id : {"7", "not-a-uuid", "00000000-0000-4000-8000-00000000000g",
							   "%7B00000000-0000-4000-8000-000000000009%7D"})
			for (const char* method : {"GET", "DELETE"})
				problem(404, request(_port, method, std::string("/authors/") + id));
		problem(404, request(_port, "PATCH", "/authors/7", R"({"name":"x"})"));
	}

	void testUnknownPathIsNotFound()
	{
		for (const char* path : {"/", "/author", "/authors/1/books", "/AUTHORS"})
			problem(404, request(_port, "GET", path));
	}

	void testUnroutedMethodIsNotAllowedAndNamesOthers()
	{
		const Reply list = request(_port, "DELETE", "/authors");
		problem(405, list);
		for (const char* method : {"GET", "HEAD", "POST", "OPTIONS"})
			CPPUNIT_ASSERT_MESSAGE(list.header("Allow"), contains(list.header("Allow"), method));
		CPPUNIT_ASSERT(!contains(list.header("Allow"), "DELETE"));
		problem(405, request(_port, "POST", "/authors/00000000-0000-4000-8000-000000000009", "{}"));
		problem(405, request(_port, "PUT", "/authors/00000000-0000-4000-8000-000000000009", "{}"));
	}

	void testOtherAcceptIsNotAcceptable()
	{
		for (const char* type : {"text/html", "application/xml, text/plain;q=0.5", "application/json;q=0"})
			problem(406, request(_port, "GET", "/authors", {}, {{"Accept", type}}));
		for (const char* type : {"*/*", "application/*", "text/html, application/json;q=0.1"})
			CPPUNIT_ASSERT_EQUAL_MESSAGE(type, 200,
										 request(_port, "GET", "/authors", {}, {{"Accept", type}}).status);
	}

	void testOtherContentTypeIsUnsupported()
	{
		for (const char* type : {"text/plain", "application/x-www-form-urlencoded",
								 "application/json; charset=latin1", "application/merge-patch+json"})
			problem(415, request(_port, "POST", "/authors", R"({"name":"x"})", {{"Content-Type", type}}));
		HttpClient client(_port);
		client.send("POST /authors HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n{\"name\":\"x\"}");
		problem(415, client.receive());
	}

	void testSameIdTwiceIsConflict()
	{
		const std::string author = R"({"id":"00000000-0000-4000-8000-000000000009","name":"x"})";
		CPPUNIT_ASSERT_EQUAL(201, post(author).status);
		problem(409, post(author));
		CPPUNIT_ASSERT(contains(request(_port, "GET", "/authors").body, "\"total\":1"));
	}

	void testLimitsAreAnsweredWithTheirStatus()
	{
		problem(414, request(_port, "GET", "/authors?" + std::string(9000, 'x')));
		problem(431, request(_port, "GET", "/authors", {}, {{"X-Long", std::string(9000, 'x')}}));
		problem(431, request(_port, "GET", "/authors", {}, Headers(120, {"X-Many", "1"})));
		HttpClient client(_port);
		client.send("POST /authors HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
					"Content-Length: 1048577\r\n\r\n");
		// Before a byte of the body was sent.
		problem(413, client.receive());
	}

	void testUnknownExpectationFails()
	{
		problem(417, request(_port, "GET", "/authors", {}, {{"Expect", "a-miracle"}}));
	}

	void testUnknownMethodIsNotImplemented()
	{
		problem(501, request(_port, "BREW", "/authors"));
	}

	void testOtherVersionIsNotSupported()
	{
		for (const char* version : {"HTTP/2.0", "HTTP/3.0", "HTTP/0.9"})
		{
			HttpClient client(_port);
			client.send(std::string("GET /authors ") + version + "\r\nHost: a\r\n\r\n");
			problem(505, client.receive());
		}
	}

	void testSlowHeaderTimesOut()
	{
		start("header_timeout_ms = 200\n");
		HttpClient client(_port);
		client.send("GET /authors HTTP/1.1\r\nHost: a\r\nX-Slow: ");
		problem(408, client.receive());
		CPPUNIT_ASSERT_EQUAL(std::string(), client.rest());
	}

	void testLockedDatabaseIsUnavailableAndThenWorks()
	{
		start("[database.default.engine]\nbusy_timeout_ms = 100\n");
		sqlite3* database = nullptr;
		CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open(_folder->path("test.db").c_str(), &database));
		const int locked = sqlite3_exec(database, "begin immediate", nullptr, nullptr, nullptr);
		const Reply refused = post(R"({"name":"x"})");
		const Reply read = request(_port, "GET", "/authors");
		sqlite3_close(database);
		CPPUNIT_ASSERT_EQUAL(SQLITE_OK, locked);
		problem(503, refused);
		CPPUNIT_ASSERT(!refused.header("Retry-After").empty());
		CPPUNIT_ASSERT_EQUAL(200, read.status);
		CPPUNIT_ASSERT_EQUAL(201, post(R"({"name":"x"})").status);
	}

	void testErrorsKeepNothing()
	{
		for (const char* body : {"{", "{}", R"({"name":5})", R"({"name":"x","dob":"never"})"})
			CPPUNIT_ASSERT(post(body).status >= 400);
		CPPUNIT_ASSERT(contains(request(_port, "GET", "/authors").body, "\"total\":0"));
	}

	void testChangeOfARowThatCannotBeReadSaysThatItIsKept()
	{
		const std::string author = post(R"({"name":"x"})").header("Location");
		execute("update author set dob = 'never'");
		problem(500, request(_port, "GET", author));
		const Reply changed = request(_port, "PATCH", author, R"({"name":"y"})");
		problem(500, changed);
		CPPUNIT_ASSERT_MESSAGE(changed.body, contains(changed.body, R"("outcome":"committed")"));
		execute("update author set dob = null");
		CPPUNIT_ASSERT(contains(request(_port, "GET", author).body, R"("name":"y")"));
	}

private:
	/// As another program does it.
	void execute(const char* sql) const
	{
		sqlite3* database = nullptr;
		CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open(_folder->path("test.db").c_str(), &database));
		sqlite3_busy_timeout(database, 10000);
		const int done = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
		sqlite3_close(database);
		CPPUNIT_ASSERT_EQUAL(SQLITE_OK, done);
	}

	void start(const std::string& more)
	{
		_daemon.reset();
		_folder->file("athanor.ini", authorsIni(more));
		_daemon = std::make_unique<Daemon>(*_folder, std::vector<std::string>{"--config", "athanor.ini"});
		_port = _daemon->port();
	}

	Reply post(const std::string& body) const
	{
		return request(_port, "POST", "/authors", body);
	}

	/// Asserts the status and the shape of a problem.
	static void problem(int status, const Reply& reply)
	{
		CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, status, reply.status);
		CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), reply.header("Content-Type"));
		CPPUNIT_ASSERT_EQUAL(std::size_t{0}, reply.body.find(R"({"type":"about:blank","title":")"));
		CPPUNIT_ASSERT(contains(reply.body, "\"status\":" + std::to_string(status) + ",\"detail\":\""));
		const std::string id = reply.header("X-Request-Id");
		CPPUNIT_ASSERT(!id.empty());
		CPPUNIT_ASSERT_MESSAGE(reply.body, contains(reply.body, "\"request_id\":\"" + id + "\""));
		CPPUNIT_ASSERT_MESSAGE(reply.body, contains(reply.body, "\"instance\":\""));
	}

	void refusedNaming(const std::string& query, const std::string& parameter) const
	{
		const Reply reply = request(_port, "GET", "/authors?" + query);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(query, 400, reply.status);
		problem(400, reply);
		CPPUNIT_ASSERT_MESSAGE(query + reply.body, contains(reply.body, parameter));
	}

	std::unique_ptr<Folder> _folder;
	std::unique_ptr<Daemon> _daemon;
	std::uint16_t _port = 0;
};


CPPUNIT_TEST_SUITE_REGISTRATION(AuthorsErrorsTest);
