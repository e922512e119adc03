//
// FilterChainTest.cpp
//
// Library: Tests
// Package: Handler
//
// Functions around handlers.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/FilterChain.h"
#include "HandlerTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace HandlerSamples;


class FilterChainTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(FilterChainTest);
	CPPUNIT_TEST(testBeforeFilterAnswersInTheHandlersPlace);
	CPPUNIT_TEST(testBeforeFilterThatAnswersNothingLetsTheHandlerRun);
	CPPUNIT_TEST(testWorkOfBeforeFilterIsDecidedByItsAnswer);
	CPPUNIT_TEST(testAfterFilterDecidesAboutTheCommit);
	CPPUNIT_TEST(testAfterFilterSeesErrors);
	CPPUNIT_TEST(testAfterFilterCannotCommitAnError);
	CPPUNIT_TEST(testFiltersNestAroundTheHandler);
	CPPUNIT_TEST(testFilterHoldsForItsPathAndBelow);
	CPPUNIT_TEST(testThrowingBeforeFilterBecomesItsAnswer);
	CPPUNIT_TEST(testPathWithoutSlashThrows);
	CPPUNIT_TEST_SUITE_END();

public:
	void testBeforeFilterAnswersInTheHandlersPlace()
	{
		application.filters.before("/items", [](RequestContext&) { return Response(401); });
		bool ran = false;
		const Response response = application.answer([&](RequestContext&) {
			ran = true;
			return Response(200);
		});
		CPPUNIT_ASSERT_EQUAL(401, response.status());
		CPPUNIT_ASSERT(!ran);
	}

	void testBeforeFilterThatAnswersNothingLetsTheHandlerRun()
	{
		application.filters.before("/items", [](RequestContext&) { return std::nullopt; });
		CPPUNIT_ASSERT_EQUAL(200, insertOne().status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, application.count());
	}

	void testWorkOfBeforeFilterIsDecidedByItsAnswer()
	{
		application.filters.before("/items", [](RequestContext& context) {
			insert(context.session(), 7);
			return Response(403);
		});
		insertOne();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count());
	}

	void testAfterFilterDecidesAboutTheCommit()
	{
		application.filters.after("/items", [](RequestContext&, Response& response) {
			response.setStatus(response.status() == 200 ? 400 : 200);
		});
		CPPUNIT_ASSERT_EQUAL(400, insertOne().status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count());
		const Response turned = application.answer([](RequestContext& context) {
			insert(context.session(), 2);
			return Response(500);
		});
		CPPUNIT_ASSERT_EQUAL(200, turned.status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, application.count());
	}

	void testAfterFilterSeesErrors()
	{
		application.filters.after("/", [](RequestContext&, Response& response) {
			response.set("Access-Control-Allow-Origin", "*");
		});
		application.backend.faults().failAt(Point::Commit, throwIntegrity);
		const Response failedCommit = insertOne();
		CPPUNIT_ASSERT_EQUAL(409, failedCommit.status());
		CPPUNIT_ASSERT(failedCommit.header("Access-Control-Allow-Origin").has_value());
		const Response thrown =
			application.answer([](RequestContext&) -> Response { throw HttpException(404, "no"); });
		CPPUNIT_ASSERT(thrown.header("Access-Control-Allow-Origin").has_value());
	}

	void testAfterFilterCannotCommitAnError()
	{
		application.filters.after("/items",
								  [](RequestContext&, Response& response) { response.setStatus(200); });
		application.answer([](RequestContext& context) -> Response {
			insert(context.session(), 1);
			throw HttpException(404, "no");
		});
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count());
	}

	void testFiltersNestAroundTheHandler()
	{
		std::string trace;
		for (const char* name : {"a", "b"})
		{
			application.filters.before("/", [&trace, name](RequestContext&) {
				trace += name;
				return std::nullopt;
			});
			application.filters.after("/", [&trace, name](RequestContext&, Response&) { trace += name; });
		}
		application.answer([&](RequestContext&) {
			trace += "-";
			return Response(200);
		});
		CPPUNIT_ASSERT_EQUAL(std::string("ab-ba"), trace);
	}

	void testFilterHoldsForItsPathAndBelow()
	{
		application.filters.before("/authors/", [](RequestContext&) { return Response(401); });
		const auto status = [this](const std::string& pattern) {
			return application.answer([](RequestContext&) { return Response(200); }, pattern).status();
		};
		CPPUNIT_ASSERT_EQUAL(401, status("/authors"));
		CPPUNIT_ASSERT_EQUAL(401, status("/authors/{id:uuid}"));
		CPPUNIT_ASSERT_EQUAL(200, status("/authorship"));
		CPPUNIT_ASSERT_EQUAL(200, status("/"));
		CPPUNIT_ASSERT_EQUAL(200, status("/x/authors"));
	}

	void testThrowingBeforeFilterBecomesItsAnswer()
	{
		application.filters.before("/", [](RequestContext&) -> std::optional<Response> {
			throw HttpException(403, "editors only");
		});
		CPPUNIT_ASSERT_EQUAL(403, insertOne().status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count());
	}

	void testPathWithoutSlashThrows()
	{
		const auto none = [](RequestContext&) -> std::optional<Response> { return std::nullopt; };
		CPPUNIT_ASSERT_THROW(application.filters.before("items", none), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(application.filters.after("", [](RequestContext&, Response&) {}),
							 ImproperConfigurationException);
	}

private:
	Response insertOne()
	{
		return application.answer([](RequestContext& context) {
			insert(context.session(), 1);
			return Response(200);
		});
	}

	Application application;
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterChainTest);
