//
// SmugglingTest.cpp
//
// Library: Foundation
// Package: Http
//
// What two servers could read differently is refused, over a real connection.
//
// SPDX-License-Identifier: MIT
//
#include "TestServer.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>
#include <vector>


using namespace Athanor::Http;


namespace {


const std::string second = "GET /echo/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";


struct Probe
{
	const char* name;
	std::string text;
	int status;
};


std::string post(const std::string& fields, const std::string& body)
{
	return "POST /echo HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}


std::vector<Probe> probes()
{
	const std::string te = "Transfer-Encoding: chunked\r\n";
	return {
		{"CL.TE", post("Content-Length: 6\r\n" + te, "0\r\n\r\n" + second), 400},
		{"TE.CL", post(te + "Content-Length: 4\r\n", "5c\r\n" + second + "0\r\n\r\n"), 400},
		{"TE.TE", post(te + "Transfer-Encoding: identity\r\n", "0\r\n\r\n" + second), 400},
		{"TE.TE unknown", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n" + second), 501},
		{"TE with a blank before the colon", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n" + second),
		 400},
		{"TE with a tab inside", post("Transfer-Encoding: chu\tnked\r\n", "0\r\n\r\n" + second), 400},
		{"TE folded", post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n" + second), 400},
		{"TE 1.0", "POST /echo HTTP/1.0\r\n" + te + "\r\n0\r\n\r\n" + second, 400},
		{"CL.CL same", post("Content-Length: 0\r\nContent-Length: 0\r\n", second), 400},
		{"CL.CL other", post("Content-Length: 0\r\nContent-Length: 40\r\n", second), 400},
		{"CL list", post("Content-Length: 0, 0\r\n", second), 400},
		{"CL.0", post("Content-Length: +0\r\n", second), 400},
		{"0.CL", "GET /echo HTTP/1.1\r\nHost: a\r\n Content-Length: 40\r\n\r\n" + second, 400},
		{"chunk-ext with LF", post(te, "2;\nxx\r\n10\r\n\r\n0\r\n\r\n" + second), 400},
		{"chunk size blank", post(te, "0 \r\n\r\n" + second), 400},
		{"chunk size hex prefix", post(te, "0x0\r\n\r\n" + second), 400},
		{"chunk end missing", post(te, "1\r\na0\r\n\r\n" + second), 400},
		{"bare LF after the line", "POST /echo HTTP/1.1\nHost: a\r\n\r\n" + second, 400},
		{"bare LF after a field", "POST /echo HTTP/1.1\r\nHost: a\r\nA: b\nC: d\r\n\r\n" + second, 400},
		{"bare LF ends the header", "POST /echo HTTP/1.1\r\nHost: a\r\n\n" + second, 400},
		{"bare CR", post("A: b\rContent-Length: 40\r\n", second), 400},
		{"obs-fold", post("A: b\r\n Content-Length: 40\r\n", second), 400},
		{"NUL", post(std::string("A: b\0c\r\n", 8), second), 400},
		{"NUL in a name", post(std::string("Content-Length\0: 40\r\n", 21), second), 400},
		{"space before colon", post("Content-Length : 40\r\n", second), 400},
		{"two Hosts", post("Host: b\r\n", second), 400},
		{"authority malformed", "POST http://a:b/echo HTTP/1.1\r\nHost: a\r\n\r\n" + second, 400},
		{"authority with a user", "POST http://u@a/echo HTTP/1.1\r\nHost: a\r\n\r\n" + second, 400},
		{"no Host", "POST /echo HTTP/1.1\r\n\r\n" + second, 400},
	};
}


} // namespace


class SmugglingTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SmugglingTest);
	CPPUNIT_TEST(testProbeIsRefusedOnceAndSecondRequestNeverSeen);
	CPPUNIT_TEST(testTruncatedRequestIsNeverDispatched);
	CPPUNIT_TEST_SUITE_END();

public:
	void testProbeIsRefusedOnceAndSecondRequestNeverSeen()
	{
		TestServer server;
		server.start();
		for (const Probe& probe : probes())
		{
			RawClient client(server.address());
			client.send(probe.text);
			const std::vector<RawResponse> responses = client.responsesUntilClose();
			CPPUNIT_ASSERT_EQUAL_MESSAGE(probe.name, std::size_t(1), responses.size());
			CPPUNIT_ASSERT_EQUAL_MESSAGE(probe.name, probe.status, responses[0].status);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(probe.name, std::string("close"), responses[0].header("Connection"));
			CPPUNIT_ASSERT_MESSAGE(probe.name, !responses[0].header("X-Request-Id").empty());
			CPPUNIT_ASSERT_EQUAL_MESSAGE(probe.name, 0, server.dispatched.load());
		}
	}

	void testTruncatedRequestIsNeverDispatched()
	{
		TestServer server;
		server.start();
		const std::string te = "Transfer-Encoding: chunked\r\n";
		const std::vector<std::string> requests = {
			"GET /echo HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /echo HTTP/1.0\r\n\r\n",
			"GET http://a/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
			"GET /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi",
			post("Content-Length: 5\r\n", "hello"),
			post("Content-Length: 5\r\nConnection: close\r\n", "hello"),
			post(te, "5\r\nhello\r\n0\r\n\r\n"),
			post(te, "2;a=b\r\nhe\r\n3\r\nllo\r\n0\r\nA: b\r\n\r\n"),
			"PUT /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi",
			"\r\nGET /echo HTTP/1.1\r\nHost: a\r\n\r\n",
		};
		for (const std::string& request : requests)
		{
			for (std::size_t length = 0; length < request.size(); ++length)
			{
				RawClient client(server.address());
				client.send(std::string_view(request).substr(0, length));
				client.shutdownWrite();
				client.responsesUntilClose();
			}
		}
		CPPUNIT_ASSERT_EQUAL(0, server.dispatched.load());
		CPPUNIT_ASSERT_EQUAL(std::uint64_t(0), server.server().statistics().requests);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SmugglingTest);
