// Far more clients than connections, whose handlers keep them: the rest is refused in time, and neighbours notice nothing.
// SPDX-License-Identifier: MIT
#include "Crowd.h"
#include "Daemon.h"
#include "FaultBench.h"
#include "PrivateCluster.h"
#include <algorithm>
#include <cppunit/extensions/HelperMacros.h>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace Athanor::Test;


namespace {


using Answers = std::vector<Crowd::Answer>;

constexpr int poolTimeoutMs = 250;
constexpr int connections = 4;
constexpr int holdMs = 500;


std::string bindSection(const std::string& name, bool async, const std::string& connectionString)
{
	std::ostringstream ini;
	ini << "[database." << name << "]\nconnection_string = " << connectionString
		<< "\nasync = " << (async ? "true" : "false") << "\n[database." << name
		<< ".engine]\npool_size = " << connections
		<< "\nmax_overflow = 0\npool_timeout_ms = " << poolTimeoutMs << "\n[service." << name
		<< "]\nplugin = hold\nbind_key = " << name << "\npath = /" << name << "\n";
	return ini.str();
}


/// A blocking handler waits for its connection on a worker: there are more workers than clients.
std::string iniFor(const std::string& connectionString)
{
	return "[server]\nlisten = 127.0.0.1:0\nloops = 2\nworkers = 256\n"
		   "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\n"
		   "load = postgresql, " ATHANOR_TEST_SERVICES "/hold.so\n"
		   "[database]\nbinds = crowded, crowded-async, calm, calm-async\n" +
		   bindSection("crowded", false, connectionString) +
		   bindSection("crowded-async", true, connectionString) +
		   bindSection("calm", false, connectionString) + bindSection("calm-async", true, connectionString);
}


Answers withStatus(const Answers& answers, int status)
{
	Answers found;
	std::copy_if(answers.begin(), answers.end(), std::back_inserter(found),
				 [status](const Crowd::Answer& answer) { return answer.status == status; });
	return found;
}


std::string figuresOf(const std::string& name, const Answers& answers)
{
	std::ostringstream text;
	text << answers.size() << " " << name << " (ms: least " << quantile(answers, 0).count() << ", median "
		 << quantile(answers, 0.5).count() << ", p99 " << quantile(answers, 0.99).count() << ", most "
		 << quantile(answers, 1).count() << ")";
	return text.str();
}


} // namespace


class PoolExhaustionTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PoolExhaustionTest);
	CPPUNIT_TEST(testOverflowOfABlockingPoolIsRefusedInTime);
	CPPUNIT_TEST(testOverflowOfAnAsynchronousPoolIsRefusedInTime);
	CPPUNIT_TEST_SUITE_END();

public:
	void testOverflowOfABlockingPoolIsRefusedInTime()
	{
		crowd("/crowded/blocking/", "/calm/blocking/0");
	}

	void testOverflowOfAnAsynchronousPoolIsRefusedInTime()
	{
		crowd("/crowded-async/looping/", "/calm-async/looping/0");
	}

private:
	using Clock = Crowd::Clock;
	using milliseconds = Crowd::milliseconds;

	/// What busy cores add between the daemon's decision and a client's clock: the claim is about the daemon, and
	/// half of the answers must keep it on the client's clock as well.
	static constexpr milliseconds slack{400};

	void crowd(const std::string& crowded, const std::string& calm)
	{
		const PrivateCluster cluster;
		const Folder folder;
		const Daemon daemon = Daemon::serving(folder, iniFor(cluster.connectionString()));
		const std::chrono::seconds duration(fullNumbers() ? 10 : 3);
		Crowd neighbours(daemon.port(), calm, connections);
		const Answers before = neighbours.run(Clock::now() + std::chrono::milliseconds(500));
		Crowd all(daemon.port(), crowded + std::to_string(holdMs), 200);
		const auto begin = Clock::now();
		Answers meanwhile;
		std::thread neighbour([&] { meanwhile = neighbours.run(begin + duration); });
		const Answers answers = all.run(begin + duration);
		neighbour.join();
		const std::chrono::duration<double> took = Clock::now() - begin;
		report(crowded + ": " + figuresOf("served", withStatus(answers, 200)) + ", " +
			   figuresOf("refused", withStatus(answers, 503)));
		report(calm + ": before " + figuresOf("served", before) + ", meanwhile " +
			   figuresOf("served", withStatus(meanwhile, 200)));
		requireRefusals(answers);
		// Two rounds a second for each connection, but for the first and the last one.
		const double expected = connections * (took.count() * 1000 / holdMs - 2);
		CPPUNIT_ASSERT(static_cast<double>(withStatus(answers, 200).size()) >= 0.8 * expected);
		CPPUNIT_ASSERT_EQUAL(meanwhile.size(), withStatus(meanwhile, 200).size());
		CPPUNIT_ASSERT(quantile(meanwhile, 0.5) < milliseconds(100));
		CPPUNIT_ASSERT(quantile(meanwhile, 1) < milliseconds(poolTimeoutMs) + slack);
	}

	static void requireRefusals(const Answers& answers)
	{
		const Answers refused = withStatus(answers, 503);
		CPPUNIT_ASSERT_EQUAL(answers.size(), refused.size() + withStatus(answers, 200).size());
		CPPUNIT_ASSERT(refused.size() > 200);
		CPPUNIT_ASSERT(std::all_of(refused.begin(), refused.end(),
								   [](const Crowd::Answer& answer) { return answer.retryAfter; }));
		// The client's clock starts when its request is sent, which may be after the daemon's.
		CPPUNIT_ASSERT(quantile(refused, 0) >= milliseconds(poolTimeoutMs - 20));
		CPPUNIT_ASSERT(quantile(refused, 0.5) <= milliseconds(poolTimeoutMs + 100));
		CPPUNIT_ASSERT(quantile(refused, 1) <= milliseconds(poolTimeoutMs + 100) + slack);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(PoolExhaustionTest);
