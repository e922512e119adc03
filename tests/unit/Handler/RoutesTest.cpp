//
// RoutesTest.cpp
//
// Library: Tests
// Package: Handler
//
// Registering handlers, and binding their arguments.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/Routes.h"
#include "HandlerTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace HandlerSamples;


namespace {


Response plainFunction(RequestContext&, std::int64_t id)
{
	return Response::text(std::to_string(id));
}


} // namespace


class RoutesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RoutesTest);
	CPPUNIT_TEST(testPatternsAreBelowTheMountPoint);
	CPPUNIT_TEST(testRootMountPoint);
	CPPUNIT_TEST(testMountPointWithoutSlashThrows);
	CPPUNIT_TEST(testEachMethodIsStaged);
	CPPUNIT_TEST(testArgumentsComeInTheOrderOfThePattern);
	CPPUNIT_TEST(testHandlerMayTakeFewerArguments);
	CPPUNIT_TEST(testFunctionIsAHandler);
	CPPUNIT_TEST(testWrongArgumentsAre500);
	CPPUNIT_TEST(testResponseMakesBlockingAndTaskMakesAsync);
	CPPUNIT_TEST(testAsyncHandlerAnswersWithArguments);
	CPPUNIT_TEST(testAsyncHandlersExceptionBecomesItsAnswer);
	CPPUNIT_TEST_SUITE_END();

public:
	void testPatternsAreBelowTheMountPoint()
	{
		Routes routes(staged, application.scope, "/books/");
		const auto ok = [](RequestContext&) { return Response(); };
		routes.get("/", ok).get("", ok).get("/{id:int}", ok).get("x", ok);
		CPPUNIT_ASSERT_EQUAL(std::string("/books"), routes.mountPoint());
		CPPUNIT_ASSERT_EQUAL(std::string("/books"), staged[0].pattern);
		CPPUNIT_ASSERT_EQUAL(std::string("/books"), staged[1].pattern);
		CPPUNIT_ASSERT_EQUAL(std::string("/books/{id:int}"), staged[2].pattern);
		CPPUNIT_ASSERT_EQUAL(std::string("/books/x"), staged[3].pattern);
	}

	void testRootMountPoint()
	{
		Routes routes(staged, application.scope, "/");
		const auto ok = [](RequestContext&) { return Response(); };
		routes.get("/", ok).get("/x", ok);
		CPPUNIT_ASSERT_EQUAL(std::string("/"), staged[0].pattern);
		CPPUNIT_ASSERT_EQUAL(std::string("/x"), staged[1].pattern);
	}

	void testMountPointWithoutSlashThrows()
	{
		CPPUNIT_ASSERT_THROW(Routes(staged, application.scope, "books"), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(Routes(staged, application.scope, ""), ImproperConfigurationException);
	}

	void testEachMethodIsStaged()
	{
		Routes routes(staged, application.scope, "/x");
		const auto ok = [](RequestContext&) { return Response(); };
		routes.get("/", ok).post("/", ok).put("/", ok).patch("/", ok).del("/", ok).add("PURGE", "/", ok);
		std::string methods;
		for (const StagedRoute& route : staged)
		{
			methods += route.method + " ";
		}
		CPPUNIT_ASSERT_EQUAL(std::string("GET POST PUT PATCH DELETE PURGE "), methods);
	}

	void testArgumentsComeInTheOrderOfThePattern()
	{
		const UUID id = UUID::v4();
		const Response response = answer(
			[](RequestContext&, const std::string& text, std::int64_t number, UUID uuid) {
				return Response::text(text + " " + std::to_string(number) + " " + uuid.toString());
			},
			{{"text", "a/b"}, {"number", std::int64_t{-7}}, {"uuid", id}});
		CPPUNIT_ASSERT_EQUAL("a/b -7 " + id.toString(), response.body());
	}

	void testHandlerMayTakeFewerArguments()
	{
		const Response response =
			answer([](RequestContext&, std::int64_t a) { return Response::text(std::to_string(a)); },
				   {{"a", std::int64_t{1}}, {"b", std::int64_t{2}}});
		CPPUNIT_ASSERT_EQUAL(std::string("1"), response.body());
	}

	void testFunctionIsAHandler()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("5"), answer(&plainFunction, {{"id", std::int64_t{5}}}).body());
	}

	void testWrongArgumentsAre500()
	{
		bool ran = false;
		const auto handler = [&ran](RequestContext&, UUID) {
			ran = true;
			return Response();
		};
		CPPUNIT_ASSERT_EQUAL(500, answer(handler, {}).status());
		CPPUNIT_ASSERT_EQUAL(500, answer(handler, {{"id", std::int64_t{1}}}).status());
		CPPUNIT_ASSERT_EQUAL(500, answer(handler, {{"id", std::string("x")}}).status());
		CPPUNIT_ASSERT(!ran);
	}

	void testResponseMakesBlockingAndTaskMakesAsync()
	{
		Routes routes(staged, application.scope, "/x");
		routes.get("/", [](RequestContext&) { return Response(); });
		routes.post("/", [](RequestContext&) -> Task<Response> {
			Response response;
			co_return response;
		});
		CPPUNIT_ASSERT(staged[0].endpoint->blocking());
		CPPUNIT_ASSERT(!staged[0].endpoint->async());
		CPPUNIT_ASSERT(staged[1].endpoint->async());
		CPPUNIT_ASSERT(!staged[1].endpoint->blocking());
	}

	void testAsyncHandlerAnswersWithArguments()
	{
		const Response response = answerAsync([](RequestContext&, std::int64_t id) -> Task<Response> {
			Response answered = Response::text(std::to_string(id));
			co_return answered;
		});
		CPPUNIT_ASSERT_EQUAL(std::string("7"), response.body());
	}

	void testAsyncHandlersExceptionBecomesItsAnswer()
	{
		application.filters.after("/",
								  [](RequestContext&, Response& response) { response.set("X-After", "1"); });
		const Response response = answerAsync([](RequestContext&, std::int64_t id) -> Task<Response> {
			Response answered;
			if (id == 7) throw HttpException(404, "no");
			co_return answered;
		});
		CPPUNIT_ASSERT_EQUAL(404, response.status());
		CPPUNIT_ASSERT(response.header("X-After").has_value());
	}

private:
	using Parameters = std::vector<std::pair<std::string, Http::PathParameters::Value>>;

	template <typename Handler>
	Response answer(Handler handler, const Parameters& values)
	{
		staged.clear();
		Routes(staged, application.scope, "/x").get("/", handler);
		Http::Request request("GET", "/x");
		Http::PathParameters parameters;
		for (const auto& [name, value] : values)
		{
			parameters.add(name, value);
		}
		return staged.front().endpoint->blocking()->handle(request, parameters);
	}

	template <typename Handler>
	Response answerAsync(Handler handler)
	{
		Routes(staged, application.scope, "/x").get("/", handler);
		Http::Request request("GET", "/x");
		Http::PathParameters parameters;
		parameters.add("id", std::int64_t{7});
		return runInline(staged.front().endpoint->async()->handle(request, parameters));
	}

	Application application;
	std::vector<StagedRoute> staged;
};

CPPUNIT_TEST_SUITE_REGISTRATION(RoutesTest);
