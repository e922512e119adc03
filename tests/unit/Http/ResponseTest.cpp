//
// ResponseTest.cpp
//
// Library: Foundation
// Package: Http
//
// Tests of Response, problem() and accessLine().
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Response.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Http/AccessLog.h"
#include "Athanor/Http/Problem.h"
#include "Athanor/Json/Writer.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>


using namespace Athanor;
using namespace Athanor::Http;


class ResponseTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ResponseTest);
	CPPUNIT_TEST(testAddForgedHeaderThrows);
	CPPUNIT_TEST(testSetReplacesIgnoringCase);
	CPPUNIT_TEST(testStatusOutOfRangeThrows);
	CPPUNIT_TEST(testContentTypeIsOneField);
	CPPUNIT_TEST(testRetryAfterIsAtLeastOneSecond);
	CPPUNIT_TEST(testProblemHasMembersInOrder);
	CPPUNIT_TEST(testProblemInvalidUtf8IsReplaced);
	CPPUNIT_TEST(testAccessLineEscapesWhatCouldForgeALine);
	CPPUNIT_TEST_SUITE_END();

public:
	void testAddForgedHeaderThrows()
	{
		Response response;
		const std::string nul(1, '\0');
		for (const std::string& bad :
			 {std::string("\r"), std::string("\n"), nul, std::string("\x01"), std::string("\x7F")})
		{
			CPPUNIT_ASSERT_THROW(response.add("X", "a" + bad + "b"), InvalidRequestException);
			CPPUNIT_ASSERT_THROW(response.set("X" + bad, "a"), InvalidRequestException);
			CPPUNIT_ASSERT_THROW(response.setContentType("a" + bad), InvalidRequestException);
		}
		CPPUNIT_ASSERT_THROW(response.add("", "a"), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(response.add("a b", "a"), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(response.add("a:", "a"), InvalidRequestException);
		CPPUNIT_ASSERT(response.headers().empty());
	}

	void testSetReplacesIgnoringCase()
	{
		Response response;
		response.add("A", "1").add("a", "2").set("A", "3");
		CPPUNIT_ASSERT_EQUAL(std::size_t(1), response.headers().size());
		CPPUNIT_ASSERT_EQUAL(std::string("3"), std::string(*response.header("a")));
	}

	void testStatusOutOfRangeThrows()
	{
		CPPUNIT_ASSERT_THROW(Response(100), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(Response(600), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(Response().setStatus(0), InvalidRequestException);
	}

	void testContentTypeIsOneField()
	{
		Response response = Response::json("{}", 201);
		response.add("content-type", "text/x");
		CPPUNIT_ASSERT_EQUAL(201, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string("text/x"), response.contentType());
		CPPUNIT_ASSERT(response.headers().empty());
	}

	void testRetryAfterIsAtLeastOneSecond()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("1"),
							 std::string(*Response(503).retryAfter(0).header("Retry-After")));
	}

	void testProblemHasMembersInOrder()
	{
		const Response response = problem(409, "no \"way\"", "/a", "id-1",
										  [](Json::Writer& json) { json.key("retry").value(true); });
		CPPUNIT_ASSERT_EQUAL(409, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), response.contentType());
		CPPUNIT_ASSERT_EQUAL(std::string("{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,"
										 "\"detail\":\"no \\\"way\\\"\",\"instance\":\"/a\","
										 "\"request_id\":\"id-1\",\"retry\":true}"),
							 response.body());
	}

	void testProblemInvalidUtf8IsReplaced()
	{
		const Response response = problem(400, "d", "/\xFF", "i");
		CPPUNIT_ASSERT(response.body().find("\"instance\":\"/?\"") != std::string::npos);
	}

	void testAccessLineEscapesWhatCouldForgeALine()
	{
		Request request("GET", "/a\"\r\n\x1B");
		request.setRequestId("i\n");
		const std::string line = accessLine(request, 200, 12, std::chrono::microseconds(34));
		CPPUNIT_ASSERT(line.find("\"GET /a\\x22\\x0d\\x0a\\x1b\" 200 12 34 i\\x0a") != std::string::npos);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ResponseTest);
