// All sessions of the daemon are terminated, again and again: each costs one request at most.
// SPDX-License-Identifier: MIT
#include "FaultBench.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>
#include <thread>

using namespace Athanor::Test;


class TerminationTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(TerminationTest);
	CPPUNIT_TEST(testTerminatedSessionCostsAtMostOneRequest);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTerminatedSessionCostsAtMostOneRequest()
	{
		FaultBench bench;
		bench.startLoad();
		const auto begin = Clock::now();
		const auto end = begin + std::chrono::seconds(fullNumbers() ? 20 : 3);
		int killed = 0;
		for (auto next = begin; next < end; next += std::chrono::milliseconds(200))
		{
			std::this_thread::sleep_until(next);
			killed += terminateAll(bench.cluster());
		}
		const auto over = Clock::now();
		bench.blocking().successAfter(over);
		bench.looping().successAfter(over);
		bench.stopLoad();
		const int failed = failures(bench.blocking()) + failures(bench.looping());
		report(std::to_string(killed) + " sessions terminated, " + std::to_string(failed) +
			   " requests failed");
		bench.requireTruth();
		CPPUNIT_ASSERT(killed > 0);
		CPPUNIT_ASSERT_MESSAGE(std::to_string(failed) + " failed of " + std::to_string(killed),
							   failed <= killed);
		bench.requireNoLeak();
	}

private:
	using Clock = AuthorsLoad::Clock;

	static int terminateAll(const PrivateCluster& cluster)
	{
		return std::stoi(cluster.ask("SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM "
									 "pg_stat_activity WHERE application_name = 'athanor'"));
	}

	static int failures(const AuthorsLoad& load)
	{
		return load.count([](const AuthorsLoad::Sample& sample) { return sample.fate != Fate::Succeeded; });
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(TerminationTest);
