// PostgreSQL is restarted under load: what clients get meanwhile, and how soon it is over.
// SPDX-License-Identifier: MIT
#include "FaultBench.h"
#include <algorithm>
#include <cppunit/extensions/HelperMacros.h>
#include <string>

using namespace Athanor::Test;


class RestartTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RestartTest);
	CPPUNIT_TEST(testRestartsAreRefusalsAndNothingElse);
	CPPUNIT_TEST_SUITE_END();

public:
	void testRestartsAreRefusalsAndNothingElse()
	{
		FaultBench bench;
		bench.startLoad();
		milliseconds worst{0};
		for (int i = 0; i < (fullNumbers() ? 10 : 2); ++i)
		{
			const auto accepted = bench.cluster().restart();
			worst =
				std::max({worst, recovery(bench.blocking(), accepted), recovery(bench.looping(), accepted)});
		}
		bench.stopLoad();
		report("worst recovery " + std::to_string(worst.count()) + " ms");
		bench.requireTruth();
		CPPUNIT_ASSERT(worst <= std::chrono::seconds(1));
		CPPUNIT_ASSERT_EQUAL(0, bench.blocking().count(Fate::TimedOut));
		CPPUNIT_ASSERT_EQUAL(0, bench.looping().count(Fate::TimedOut));
		bench.requireNoLeak();
	}

private:
	using milliseconds = std::chrono::milliseconds;

	/// From the moment at which the server accepted again to the first success. Returns when it is over for everybody.
	static milliseconds recovery(AuthorsLoad& load, AuthorsLoad::Clock::time_point accepted)
	{
		return std::chrono::duration_cast<milliseconds>(load.successAfter(accepted) - accepted);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(RestartTest);
