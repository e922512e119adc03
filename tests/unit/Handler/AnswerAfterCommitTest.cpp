//
// AnswerAfterCommitTest.cpp
//
// Library: Tests
// Package: Handler
//
// No byte of an answer leaves before its commit is decided.
//
// SPDX-License-Identifier: MIT
//
#include "../Http/RawClient.h"
#include "Athanor/Http/Server.h"
#include "HandlerTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace HandlerSamples;


class AnswerAfterCommitTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(AnswerAfterCommitTest);
	CPPUNIT_TEST(testLargeAnswerWaitsForItsCommit);
	CPPUNIT_TEST(testCommitThatFailsTakesTheAnswersPlace);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		Http::ServerOptions options;
		options.addresses = {"127.0.0.1:0"};
		options.loops = 1;
		_server = std::make_unique<Http::Server>(Http::Limits(), std::move(options));
		const auto handler = [](RequestContext& context) {
			insert(context.session(), 1);
			// More than a socket takes at once: as near to a stream as an answer can be.
			return Response::text(std::string(4000000, 'x'));
		};
		_server->router().add("POST", "/items",
							  std::make_unique<HandlerEndpoint>(_application.scope, "/items", handler));
		_server->start();
	}

	void tearDown() override
	{
		_application.backend.faults().release();
		_server->stop();
	}

	void testLargeAnswerWaitsForItsCommit()
	{
		_application.backend.faults().blockAt(Point::Commit);
		Http::RawClient client(_server->addresses().front());
		client.send(request);
		CPPUNIT_ASSERT(_application.backend.faults().waitUntilBlocked(std::chrono::seconds(5)));
		// Whatever left before the commit is here: it is on this machine.
		CPPUNIT_ASSERT(!client.readable(std::chrono::milliseconds(20)));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, _application.count());
		_application.backend.faults().release();
		const Http::RawResponse answer = client.response();
		CPPUNIT_ASSERT_EQUAL(200, answer.status);
		CPPUNIT_ASSERT_EQUAL(std::size_t{4000000}, answer.body.size());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, _application.count());
	}

	void testCommitThatFailsTakesTheAnswersPlace()
	{
		_application.backend.faults().failAt(Point::Commit, [] { throw ConnectionException("gone"); });
		Http::RawClient client(_server->addresses().front());
		client.send(request);
		const Http::RawResponse answer = client.response();
		CPPUNIT_ASSERT_EQUAL(503, answer.status);
		CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), answer.header("Content-Type"));
		CPPUNIT_ASSERT_EQUAL(std::string::npos, answer.body.find("xxx"));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, _application.count());
	}

private:
	static constexpr const char* request = "POST /items HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";

	Application _application;
	std::unique_ptr<Http::Server> _server;
};


CPPUNIT_TEST_SUITE_REGISTRATION(AnswerAfterCommitTest);
