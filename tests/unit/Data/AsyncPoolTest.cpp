//
// AsyncPoolTest.cpp
//
// Library: Tests
// Package: Data
//
// Lending connections to coroutines after one of them was lost.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/AsyncPool.h"
#include "DataTestSupport.h"
#include "LoopRunner.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace DataSamples;


class AsyncPoolTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(AsyncPoolTest);
	CPPUNIT_TEST(testConnectionGivenBackIsReused);
	CPPUNIT_TEST(testBrokenConnectionMakesIdleOnesSuspect);
	CPPUNIT_TEST(testConnectionOpenedAfterTheBreakIsTrusted);
	CPPUNIT_TEST(testConnectionThatDiedIdleIsReplaced);
	CPPUNIT_TEST(testSurplusStaysForTheNextWave);
	CPPUNIT_TEST(testSurplusIsClosedThoughNobodyComesBack);
	CPPUNIT_TEST(testTimerOfSurplusOutlivesPool);
	CPPUNIT_TEST(testUnreachableDatabaseIsTriedByOneBorrowerAtATime);
	CPPUNIT_TEST(testReachableDatabaseAgainServesAllWhoWait);
	CPPUNIT_TEST_SUITE_END();

public:
	void testConnectionGivenBackIsReused()
	{
		lendTwo();
		lendTwo();
		CPPUNIT_ASSERT_EQUAL(2, connects());
	}

	void testBrokenConnectionMakesIdleOnesSuspect()
	{
		lendTwo();
		breakOne();
		lendTwo();
		CPPUNIT_ASSERT_EQUAL(4, connects());
		CPPUNIT_ASSERT_EQUAL(2, backend.faults().counters().open);
	}

	void testConnectionOpenedAfterTheBreakIsTrusted()
	{
		lendTwo();
		breakOne();
		lendTwo();
		lendTwo();
		CPPUNIT_ASSERT_EQUAL(4, connects());
	}

	void testConnectionThatDiedIdleIsReplaced()
	{
		lendTwo();
		backend.faults().claimState(TransactionState::Failed);
		runner.run([this] { return lend(); });
		backend.faults().claimState(std::nullopt);
		CPPUNIT_ASSERT_EQUAL(3, connects());
	}

	void testSurplusStaysForTheNextWave()
	{
		AsyncPool waves(keepingOne(std::chrono::hours(1)), [this] { return connect(); });
		runner.run([&] { return lendBothOf(waves); });
		runner.run([&] { return lendBothOf(waves); });
		CPPUNIT_ASSERT_EQUAL(2, connects());
	}

	void testSurplusIsClosedThoughNobodyComesBack()
	{
		AsyncPool waves(keepingOne(std::chrono::milliseconds(5)), [this] { return connect(); });
		runner.run([&] { return lendBothOf(waves); });
		CPPUNIT_ASSERT(runner.eventually([&] { return backend.faults().counters().open == 1; }));
		runner.run([&] { return lendBothOf(waves); });
		CPPUNIT_ASSERT_EQUAL(3, connects());
		CPPUNIT_ASSERT(runner.eventually([&] { return backend.faults().counters().open == 1; }));
	}

	void testTimerOfSurplusOutlivesPool()
	{
		auto waves = std::make_unique<AsyncPool>(keepingOne(std::chrono::milliseconds(1)),
												 [this] { return connect(); });
		runner.run([&] { return lendBothOf(*waves); });
		bool fired = false;
		runner.call([&] {
			waves.reset();
			const auto later = EventLoop::Clock::now() + std::chrono::milliseconds(5);
			runner.loop().addTimer(later, [&] { fired = true; });
		});
		CPPUNIT_ASSERT(runner.eventually([&] { return fired; }));
		CPPUNIT_ASSERT_EQUAL(0, backend.faults().counters().open);
	}

	void testUnreachableDatabaseIsTriedByOneBorrowerAtATime()
	{
		refuseOnce();
		runner.call([this] { startThree(); });
		CPPUNIT_ASSERT(runner.eventually([this] { return attempts == 2; }));
		CPPUNIT_ASSERT_EQUAL(1, pool.used());
		runner.call([this] { letConnect(false); });
		CPPUNIT_ASSERT(runner.eventually([this] { return attempts == 3 && refused == 1; }));
		CPPUNIT_ASSERT_EQUAL(1, pool.used());
		runner.call([this] { letConnect(true); });
		CPPUNIT_ASSERT(runner.eventually([this] { return served == 2; }));
	}

	void testReachableDatabaseAgainServesAllWhoWait()
	{
		refuseOnce();
		runner.call([this] { startThree(); });
		CPPUNIT_ASSERT(runner.eventually([this] { return attempts == 2; }));
		runner.call([this] { letConnect(true); });
		CPPUNIT_ASSERT(runner.eventually([this] { return served == 3; }));
		CPPUNIT_ASSERT_EQUAL(0, refused);
	}

private:
	static PoolOptions options()
	{
		PoolOptions options;
		options.name = "books";
		options.maxConnections = 3;
		options.keepConnections = 3;
		options.timeout = deadline;
		return options;
	}

	static PoolOptions keepingOne(std::chrono::milliseconds surplusAfter)
	{
		PoolOptions waves = options();
		waves.keepConnections = 1;
		waves.surplusAfter = surplusAfter;
		return waves;
	}

	Task<std::unique_ptr<Connection>> connect()
	{
		++attempts;
		EventLoop& loop = runner.loop();
		const EventLoop::Clock::duration pause = std::chrono::milliseconds(1);
		while (gated && refusals == 0)
			co_await loop.sleep(pause);
		if (refusals > 0)
		{
			--refusals;
			throwRefused();
		}
		std::unique_ptr<Connection> connection = backend.connect(config, Access::Write);
		co_return connection;
	}

	/// The next attempt fails at once; those after it wait for letConnect().
	void refuseOnce()
	{
		refusals = 1;
		CPPUNIT_ASSERT_THROW(runner.run([this] { return lend(); }), ConnectionException);
		gated = true;
	}

	/// Lets one attempt fail, or all succeed from now on.
	void letConnect(bool succeeds)
	{
		if (succeeds)
			gated = false;
		else
			refusals = 1;
	}

	void startThree()
	{
		for (int i = 0; i < 3; ++i)
			runner.loop().spawn(tryToLend());
	}

	Task<void> tryToLend()
	{
		bool lent = false;
		try
		{
			co_await lend();
			lent = true;
		}
		catch (const ConnectionException&)
		{
			++refused;
		}
		if (lent) ++served;
	}

	Task<void> lend()
	{
		Lease lease = co_await pool.acquire();
	}

	Task<void> lendBoth()
	{
		return lendBothOf(pool);
	}

	static Task<void> lendBothOf(AsyncPool& lender)
	{
		Lease first = co_await lender.acquire();
		Lease second = co_await lender.acquire();
	}

	Task<void> lendAndBreak()
	{
		Lease lease = co_await pool.acquire();
		lease.markBroken();
	}

	void lendTwo()
	{
		runner.run([this] { return lendBoth(); });
	}

	void breakOne()
	{
		runner.run([this] { return lendAndBreak(); });
	}

	int connects() const
	{
		return backend.faults().counters().connects;
	}

	FakeBackend backend;
	DatabaseConfig config = makeConfig();
	Test::LoopRunner runner;
	bool gated = false; // attempts wait for letConnect()
	int refusals = 0;
	int attempts = 0;
	int served = 0;
	int refused = 0;
	AsyncPool pool{options(), [this] { return connect(); }};
};


CPPUNIT_TEST_SUITE_REGISTRATION(AsyncPoolTest);
