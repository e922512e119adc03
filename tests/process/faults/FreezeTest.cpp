// PostgreSQL stands still under load: every client gets an answer in time, and all is well when it goes on.
// SPDX-License-Identifier: MIT
#include "FaultBench.h"
#include "HttpClient.h"
#include <algorithm>
#include <cppunit/extensions/HelperMacros.h>
#include <string>
#include <thread>

using namespace Athanor::Test;


class FreezeTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(FreezeTest);
	CPPUNIT_TEST(testEveryRequestIsAnsweredInTimeWhileTheServerIsFrozen);
	CPPUNIT_TEST_SUITE_END();

public:
	void testEveryRequestIsAnsweredInTimeWhileTheServerIsFrozen()
	{
		Patience patience;
		patience.statement = std::chrono::milliseconds(1000);
		patience.connect = std::chrono::milliseconds(1000);
		patience.pool = std::chrono::milliseconds(250);
		FaultBench bench(patience);
		bench.startLoad();
		bench.cluster().freeze();
		const auto frozen = Clock::now();
		const auto thawing = frozen + std::chrono::milliseconds(fullNumbers() ? 5000 : 2500);
		askHealth(bench.daemon(), thawing);
		std::this_thread::sleep_until(thawing);
		bench.cluster().thaw();
		const auto thawed = Clock::now();
		// Everything that was sent a second after it must succeed; two more seconds show it.
		std::this_thread::sleep_until(thawed + std::chrono::milliseconds(2000));
		bench.stopLoad();
		const auto failing =
			std::max(bench.blocking().lastFailureAfter(thawed), bench.looping().lastFailureAfter(thawed));
		report("last failing request was sent " + std::to_string(failing.count()) + " ms after the thaw");
		report("/live took at most " + std::to_string(_slowestLive.count()) + " ms, /ready " +
			   std::to_string(_slowestReady.count()) + " ms");
		bench.requireTruth();
		const auto limit = patience.statement + std::chrono::seconds(1);
		CPPUNIT_ASSERT(bench.blocking().slowest() <= limit);
		CPPUNIT_ASSERT(bench.looping().slowest() <= limit);
		CPPUNIT_ASSERT(failing <= std::chrono::seconds(1));
		CPPUNIT_ASSERT(_slowestLive <= std::chrono::milliseconds(500));
		CPPUNIT_ASSERT(_slowestReady <= limit);
		CPPUNIT_ASSERT_EQUAL(200, request(bench.daemon().port(), "GET", "/ready").status);
		bench.requireNoLeak();
	}

private:
	using Clock = AuthorsLoad::Clock;
	using milliseconds = std::chrono::milliseconds;

	/// As long as the server is frozen, the daemon is alive and not ready, and says so in time.
	void askHealth(const Daemon& daemon, Clock::time_point end)
	{
		HttpClient client(daemon.port());
		while (Clock::now() + milliseconds(1500) < end)
		{
			CPPUNIT_ASSERT_EQUAL(200, timed(client, "/live", _slowestLive));
			CPPUNIT_ASSERT_EQUAL(503, timed(client, "/ready", _slowestReady));
		}
	}

	static int timed(HttpClient& client, const std::string& target, milliseconds& slowest)
	{
		const auto sent = Clock::now();
		const int status = client.request("GET", target).status;
		slowest = std::max(slowest, std::chrono::duration_cast<milliseconds>(Clock::now() - sent));
		return status;
	}

	milliseconds _slowestLive{0};
	milliseconds _slowestReady{0};
};


CPPUNIT_TEST_SUITE_REGISTRATION(FreezeTest);
