//
// RequestContextTest.cpp
//
// Library: Tests
// Package: Handler
//
// What a handler gets of its request.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/RequestContext.h"
#include "HandlerTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>
#include <functional>


using namespace Athanor;
using namespace HandlerSamples;


namespace {


/// The status of the HttpException that f throws; 200 if it throws none.
int statusOf(const std::function<void()>& f)
{
	try
	{
		f();
	}
	catch (const HttpException& refusal)
	{
		return refusal.status();
	}
	return 200;
}


} // namespace


class RequestContextTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RequestContextTest);
	CPPUNIT_TEST(testJsonContentTypes);
	CPPUNIT_TEST(testMergePatchIsForPatchOnly);
	CPPUNIT_TEST(testMissingContentTypeIs415);
	CPPUNIT_TEST(testMalformedBodiesAre400);
	CPPUNIT_TEST(testBodyDeeperThanTheLimitIs400);
	CPPUNIT_TEST(testBodyIsParsedOnce);
	CPPUNIT_TEST(testAcceptTable);
	CPPUNIT_TEST(testSeveralAcceptFieldsAreOneList);
	CPPUNIT_TEST(testMissingAcceptTakesEverything);
	CPPUNIT_TEST(testSessionIsTheSameForEachBindKey);
	CPPUNIT_TEST(testSessionWithoutKeyIsThatOfTheSection);
	CPPUNIT_TEST(testUnknownBindKeyListsKnownOnes);
	CPPUNIT_TEST(testAsynchronousDatabaseHasNoBlockingSession);
	CPPUNIT_TEST(testPageObeysTheServersMaximum);
	CPPUNIT_TEST_SUITE_END();

public:
	void testJsonContentTypes()
	{
		const std::vector<std::pair<const char*, int>> table{
			{"application/json", 200},
			{"Application/JSON", 200},
			{"application/json; charset=utf-8", 200},
			{"application/json;charset=UTF-8", 200},
			{"application/json ; Charset=\"utf-8\"", 200},
			{"application/json;", 200},
			{"application/json; charset=iso-8859-1", 415},
			{"application/json; charset=utf-16", 415},
			{"application/json; charset=utf-8; charset=latin1", 415},
			{"application/json; profile=x", 415},
			{"text/json", 415},
			{"text/plain", 415},
			{"application/jsonp", 415},
			{"application/problem+json", 415},
			{"application/x-www-form-urlencoded", 415},
			{"", 415},
			{"application/merge-patch+json", 415}};
		for (const auto& [type, status] : table)
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(type, status, jsonStatus("POST", type, "{}"));
		}
	}

	void testMergePatchIsForPatchOnly()
	{
		CPPUNIT_ASSERT_EQUAL(200, jsonStatus("PATCH", "application/merge-patch+json", "{}"));
		CPPUNIT_ASSERT_EQUAL(200, jsonStatus("PATCH", "application/json", "{}"));
		CPPUNIT_ASSERT_EQUAL(415, jsonStatus("PUT", "application/merge-patch+json", "{}"));
	}

	void testMissingContentTypeIs415()
	{
		Http::Request request("POST", "/");
		request.setBody("{}");
		RequestContext context(request, none, *application.scope);
		CPPUNIT_ASSERT_EQUAL(415, statusOf([&] { context.json(); }));
	}

	void testMalformedBodiesAre400()
	{
		for (const char* body : {"", " ", "{", "{\"a\":1,}", "{'a':1}", "{\"a\":1}x", "{\"a\":1,\"a\":2}",
								 "\"\xff\"", "\"\\u0000\"", "nul", "[1e999]"})
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(body, 400, jsonStatus("POST", "application/json", body));
		}
	}

	void testBodyDeeperThanTheLimitIs400()
	{
		application.scope->settings.jsonDepth = 2;
		CPPUNIT_ASSERT_EQUAL(200, jsonStatus("POST", "application/json", "[[1]]"));
		CPPUNIT_ASSERT_EQUAL(400, jsonStatus("POST", "application/json", "[[[1]]]"));
	}

	void testBodyIsParsedOnce()
	{
		Http::Request request("POST", "/");
		request.addHeader("Content-Type", "application/json").setBody("{\"a\":1}");
		RequestContext context(request, none, *application.scope);
		const Json::Value& first = context.json();
		request.setBody("broken");
		CPPUNIT_ASSERT_EQUAL(&first, &context.json());
	}

	void testAcceptTable()
	{
		const std::vector<std::pair<const char*, int>> table{{"application/json", 200},
															 {"*/*", 200},
															 {"application/*", 200},
															 {"APPLICATION/JSON", 200},
															 {"text/html, application/json;q=0.1", 200},
															 {"text/html,*/*;q=0.8", 200},
															 {"application/json; charset=utf-8", 200},
															 {"", 200},
															 {",", 200},
															 {"*/*;q=0, application/json", 200},
															 {"application/json;q=0.001", 200},
															 {"text/html", 406},
															 {"application/xml", 406},
															 {"text/*", 406},
															 {"application/json;q=0", 406},
															 {"application/json; Q=0.000", 406},
															 {"*/*;q=0", 406},
															 {"application/json;q=0, */*", 406},
															 {"application/*;q=0.0, */*;q=1", 406},
															 {"application/json;charset=utf-8;q=0", 406},
															 {"application/jsonp", 406}};
		for (const auto& [accept, status] : table)
		{
			Http::Request request("GET", "/");
			request.addHeader("Accept", accept);
			const RequestContext context(request, none, *application.scope);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(accept, status, statusOf([&] { context.requireJsonAccepted(); }));
		}
	}

	void testSeveralAcceptFieldsAreOneList()
	{
		Http::Request request("GET", "/");
		request.addHeader("Accept", "text/html").addHeader("accept", "application/json");
		const RequestContext context(request, none, *application.scope);
		CPPUNIT_ASSERT_EQUAL(200, statusOf([&] { context.requireJsonAccepted(); }));
	}

	void testMissingAcceptTakesEverything()
	{
		Http::Request request("GET", "/");
		const RequestContext context(request, none, *application.scope);
		CPPUNIT_ASSERT_EQUAL(200, statusOf([&] { context.requireJsonAccepted(); }));
	}

	void testSessionIsTheSameForEachBindKey()
	{
		application.add("reports", CommitMode::Manual);
		Http::Request request("GET", "/");
		RequestContext context(request, none, *application.scope);
		Session& session = context.session();
		CPPUNIT_ASSERT_EQUAL(&session, &context.session());
		CPPUNIT_ASSERT_EQUAL(&session, &context.session("default"));
		Session& reports = context.session("reports");
		CPPUNIT_ASSERT(&reports != &session);
		CPPUNIT_ASSERT_EQUAL(&reports, &context.session("reports"));
		CPPUNIT_ASSERT_EQUAL(std::string("reports"), reports.engine().bindKey());
	}

	void testSessionWithoutKeyIsThatOfTheSection()
	{
		application.add("reports", CommitMode::Manual);
		application.scope->bindKey = "reports";
		Http::Request request("GET", "/");
		RequestContext context(request, none, *application.scope);
		CPPUNIT_ASSERT_EQUAL(std::string("reports"), context.session().engine().bindKey());
	}

	void testUnknownBindKeyListsKnownOnes()
	{
		application.add("reports", CommitMode::Manual);
		Http::Request request("GET", "/");
		RequestContext context(request, none, *application.scope);
		try
		{
			context.session("reprots");
			CPPUNIT_FAIL("nothing was thrown");
		}
		catch (const ImproperConfigurationException& failure)
		{
			CPPUNIT_ASSERT(failure.message().find("default, reports") != std::string::npos);
		}
	}

	void testAsynchronousDatabaseHasNoBlockingSession()
	{
		DatabaseConfig config = makeConfig("later", CommitMode::Manual);
		config.async = true;
		application.engines.add(config, application.backend);
		Http::Request request("GET", "/");
		RequestContext context(request, none, *application.scope);
		CPPUNIT_ASSERT_THROW(context.session("later"), ImproperConfigurationException);
	}

	void testPageObeysTheServersMaximum()
	{
		application.scope->settings.maxPageSize = 50;
		Http::Request request("GET", "/?pageSize=50&currentPage=2");
		RequestContext context(request, none, *application.scope);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{50}, context.query<LimitOffset>().offset);
		Http::Request greedy("GET", "/?pageSize=51");
		RequestContext refused(greedy, none, *application.scope);
		CPPUNIT_ASSERT_EQUAL(400, statusOf([&] { refused.query<LimitOffset>(); }));
	}

private:
	int jsonStatus(const char* method, const char* type, const char* body)
	{
		Http::Request request(method, "/");
		request.addHeader("Content-Type", type).setBody(body);
		RequestContext context(request, none, *application.scope);
		return statusOf([&] { context.json(); });
	}

	Application application;
	const Http::PathParameters none{};
};

CPPUNIT_TEST_SUITE_REGISTRATION(RequestContextTest);
