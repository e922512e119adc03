// Clients that send a byte now and then must not cost the others anything.
// SPDX-License-Identifier: MIT
#include "Census.h"
#include "Daemon.h"
#include "HttpClient.h"
#include <cppunit/extensions/HelperMacros.h>
#include <chrono>
#include <memory>
#include <vector>

using namespace Athanor::Test;


class SlowClientsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SlowClientsTest);
	CPPUNIT_TEST(testHalfOpenHeadersTimeOutAndHoldNoThread);
	CPPUNIT_TEST(testSlowBodyTimesOutAndNothingIsKept);
	CPPUNIT_TEST(testConnectionsBeyondLimitAreAnswered);
	CPPUNIT_TEST_SUITE_END();

public:
	void testHalfOpenHeadersTimeOutAndHoldNoThread()
	{
		const Folder folder;
		const Daemon daemon = Daemon::serving(folder, authorsIni("header_timeout_ms = 2000\n"));
		const auto port = daemon.port();
		HttpClient normal(port);
		CPPUNIT_ASSERT_EQUAL(200, normal.request("GET", "/authors").status);
		const std::size_t threads = threadsOf(daemon.pid());

		const auto opened = std::chrono::steady_clock::now();
		std::vector<std::unique_ptr<HttpClient>> slow;
		for (int i = 0; i < 200; ++i)
			slow.push_back(std::make_unique<HttpClient>(port));
		const std::string head = "GET /authors HTTP/1.1\r\nX: 1\r\n";
		// Each byte makes the connection busy again; none of them buys time.
		for (const char byte : head)
		{
			if (std::chrono::steady_clock::now() - opened > std::chrono::milliseconds(1500)) break;
			for (const auto& client : slow)
				client->send(std::string(1, byte));
			CPPUNIT_ASSERT_EQUAL(200, normal.request("GET", "/authors").status);
		}
		CPPUNIT_ASSERT_EQUAL(threads, threadsOf(daemon.pid()));
		for (const auto& client : slow)
		{
			CPPUNIT_ASSERT_EQUAL(408, client->receive().status);
			CPPUNIT_ASSERT_EQUAL(std::string(), client->rest());
		}
		CPPUNIT_ASSERT_EQUAL(200, normal.request("GET", "/authors").status);
	}

	void testSlowBodyTimesOutAndNothingIsKept()
	{
		const Folder folder;
		const Daemon daemon =
			Daemon::serving(folder, authorsIni("body_grace_ms = 200\nbody_min_rate = 1000000\n"));
		HttpClient client(daemon.port());
		client.send("POST /authors HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
					"14\r\n\r\n"
					"{\"name\":\"x\"}");
		CPPUNIT_ASSERT_EQUAL(408, client.receive().status);
		CPPUNIT_ASSERT_EQUAL(std::string(), client.rest());
		CPPUNIT_ASSERT(contains(request(daemon.port(), "GET", "/authors").body, "\"total\":0"));
	}

	void testConnectionsBeyondLimitAreAnswered()
	{
		const Folder folder;
		const Daemon daemon = Daemon::serving(folder, authorsIni("max_connections = 2\n"));
		const auto port = daemon.port();
		HttpClient first(port);
		HttpClient second(port);
		CPPUNIT_ASSERT_EQUAL(200, first.request("GET", "/authors").status);
		CPPUNIT_ASSERT_EQUAL(200, second.request("GET", "/authors").status);
		HttpClient third(port);
		const Reply refused = third.receive();
		CPPUNIT_ASSERT_EQUAL(503, refused.status);
		CPPUNIT_ASSERT(!refused.header("Retry-After").empty());
		CPPUNIT_ASSERT_EQUAL(200, first.request("GET", "/authors").status);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SlowClientsTest);
