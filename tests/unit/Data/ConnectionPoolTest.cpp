//
// ConnectionPoolTest.cpp
//
// Library: Tests
// Package: Data
//
// Lending connections, and taking them back clean.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/ConnectionPool.h"
#include "DataTestSupport.h"
#include <atomic>
#include <cppunit/extensions/HelperMacros.h>
#include <future>
#include <thread>


using namespace Athanor;
using namespace DataSamples;


namespace {


/// A pool of connections to a fake database.
struct Pool
{
	explicit Pool(PoolOptions options):
		pool(std::move(options), [this] { return backend.connect(config, Access::Write); })
	{
	}

	static PoolOptions options(int connections)
	{
		PoolOptions options;
		options.name = "books";
		options.maxConnections = connections;
		options.keepConnections = connections;
		options.timeout = deadline;
		return options;
	}

	FakeFaults::Counters counters() const
	{
		return backend.faults().counters();
	}

	FakeBackend backend;
	DatabaseConfig config = makeConfig();
	ConnectionPool pool;
};


PoolOptions impatient(int connections)
{
	PoolOptions options = Pool::options(connections);
	options.timeout = std::chrono::milliseconds(5);
	return options;
}


/// Of three.
PoolOptions keepingOne(std::chrono::milliseconds surplusAfter)
{
	PoolOptions options = Pool::options(3);
	options.keepConnections = 1;
	options.surplusAfter = surplusAfter;
	return options;
}


void execute(Connection& connection, std::string sql)
{
	runInline(connection.execute(Statement{std::move(sql), Access::Write, false}, {}));
}


} // namespace


class ConnectionPoolTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ConnectionPoolTest);
	CPPUNIT_TEST(testNothingIsOpenedBeforeFirstBorrower);
	CPPUNIT_TEST(testConnectionGivenBackIsReused);
	CPPUNIT_TEST(testExhaustedPoolThrowsNamingItself);
	CPPUNIT_TEST(testWaiterGetsConnectionGivenBack);
	CPPUNIT_TEST(testWaiterMayOpenWhenBrokenConnectionComesBack);
	CPPUNIT_TEST(testOpenTransactionIsRolledBackOnReturn);
	CPPUNIT_TEST(testFailingRollbackClosesConnection);
	CPPUNIT_TEST(testTransactionThatSurvivesRollbackClosesConnection);
	CPPUNIT_TEST(testDirtyConnectionIsResetOnce);
	CPPUNIT_TEST(testFailingResetClosesConnection);
	CPPUNIT_TEST(testBrokenConnectionIsClosed);
	CPPUNIT_TEST(testBrokenConnectionMakesIdleOnesSuspect);
	CPPUNIT_TEST(testConnectionOpenedAfterTheBreakIsTrusted);
	CPPUNIT_TEST(testConnectionThatDiedIdleIsReplaced);
	CPPUNIT_TEST(testConnectionsBeyondKeptOnesAreClosedOnReturn);
	CPPUNIT_TEST(testSurplusStaysForTheNextWave);
	CPPUNIT_TEST(testSurplusIsClosedWhenOthersComeBackLater);
	CPPUNIT_TEST(testOldConnectionIsReplaced);
	CPPUNIT_TEST(testPrePingReplacesDeadConnection);
	CPPUNIT_TEST(testPrePingOfLivingConnectionKeepsIt);
	CPPUNIT_TEST(testFailingConnectFreesItsSlot);
	CPPUNIT_TEST(testFailingReconnectFreesItsSlot);
	CPPUNIT_TEST(testSlowConnectDoesNotDelayOthers);
	CPPUNIT_TEST(testUnreachableDatabaseIsTriedByOneBorrowerAtATime);
	CPPUNIT_TEST(testReachableDatabaseAgainServesAllWhoWait);
	CPPUNIT_TEST(testClosedPoolRefusesBorrowers);
	CPPUNIT_TEST(testClosingWakesWaiters);
	CPPUNIT_TEST(testConnectionGivenBackToClosedPoolIsClosed);
	CPPUNIT_TEST(testMovedLeaseGivesBackOnce);
	CPPUNIT_TEST(testManyThreadsNeverExceedTheLimit);
	CPPUNIT_TEST_SUITE_END();

public:
	void testNothingIsOpenedBeforeFirstBorrower()
	{
		const Pool pool(Pool::options(2));
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().connects);
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.open());
	}

	void testConnectionGivenBackIsReused()
	{
		Pool pool(Pool::options(2));
		Lease first = pool.pool.acquire();
		const Connection* connection = &*first;
		CPPUNIT_ASSERT_EQUAL(1, pool.pool.used());
		first.release();
		CPPUNIT_ASSERT(!first);
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.used());
		CPPUNIT_ASSERT_EQUAL(1, pool.pool.open());
		const Lease second = pool.pool.acquire();
		CPPUNIT_ASSERT_EQUAL(connection, static_cast<const Connection*>(&*second));
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().connects);
	}

	void testExhaustedPoolThrowsNamingItself()
	{
		Pool pool(impatient(2));
		const Lease first = pool.pool.acquire();
		const Lease second = pool.pool.acquire();
		try
		{
			pool.pool.acquire();
			CPPUNIT_FAIL("nothing was thrown");
		}
		catch (const ConnectionException& failure)
		{
			CPPUNIT_ASSERT_EQUAL(
				std::string("no connection of \"books\" became free within 5 ms; all 2 are in use"),
				failure.message());
			CPPUNIT_ASSERT_EQUAL(std::string("53300"), failure.detail().sqlState);
			CPPUNIT_ASSERT(failure.detail().safeToRetry);
			CPPUNIT_ASSERT(!failure.detail().connectionLost);
		}
		CPPUNIT_ASSERT_EQUAL(2, pool.counters().connects);
		CPPUNIT_ASSERT_EQUAL(2, pool.pool.used());
	}

	void testWaiterGetsConnectionGivenBack()
	{
		Pool pool(Pool::options(1));
		Lease lease = pool.pool.acquire();
		const Connection* connection = &*lease;
		auto waiter = std::async(std::launch::async, [&] {
			const Lease got = pool.pool.acquire();
			return static_cast<const Connection*>(&*got);
		});
		lease.release();
		CPPUNIT_ASSERT(waiter.wait_for(deadline) == std::future_status::ready);
		CPPUNIT_ASSERT_EQUAL(connection, waiter.get());
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().connects);
	}

	void testWaiterMayOpenWhenBrokenConnectionComesBack()
	{
		Pool pool(Pool::options(1));
		Lease lease = pool.pool.acquire();
		auto waiter = std::async(std::launch::async, [&] { return static_cast<bool>(pool.pool.acquire()); });
		lease.markBroken();
		lease.release();
		CPPUNIT_ASSERT(waiter.get());
		CPPUNIT_ASSERT_EQUAL(2, pool.counters().connects);
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().open);
	}

	void testOpenTransactionIsRolledBackOnReturn()
	{
		Pool pool(Pool::options(1));
		Lease lease = pool.pool.acquire();
		runInline(lease->begin(Access::Write));
		execute(*lease, "create table t (id bigint primary key)");
		lease.release();
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().rollbacks);
		CPPUNIT_ASSERT_EQUAL(1, pool.pool.open());
		Lease next = pool.pool.acquire();
		CPPUNIT_ASSERT(next->transactionState() == TransactionState::None);
		CPPUNIT_ASSERT_THROW(execute(*next, "select * from t"), RepositoryException);
	}

	void testFailingRollbackClosesConnection()
	{
		Pool pool(Pool::options(1));
		Lease lease = pool.pool.acquire();
		runInline(lease->begin(Access::Read));
		pool.backend.faults().failAt(Point::Rollback, throwRefused);
		lease.release();
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.open());
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().open);
	}

	void testTransactionThatSurvivesRollbackClosesConnection()
	{
		Pool pool(Pool::options(1));
		Lease lease = pool.pool.acquire();
		pool.backend.faults().claimState(TransactionState::Active);
		lease.release();
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().rollbacks);
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().open);
	}

	void testDirtyConnectionIsResetOnce()
	{
		Pool pool(Pool::options(1));
		Lease lease = pool.pool.acquire();
		lease.markDirty();
		lease.release();
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().resets);
		lease = pool.pool.acquire();
		lease.release();
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().resets);
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().connects);
	}

	void testFailingResetClosesConnection()
	{
		Pool pool(Pool::options(1));
		pool.backend.faults().failAt(Point::Reset, throwRefused);
		Lease lease = pool.pool.acquire();
		lease.markDirty();
		lease.release();
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.open());
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().open);
		lease = pool.pool.acquire();
		CPPUNIT_ASSERT_EQUAL(2, pool.counters().connects);
	}

	void testBrokenConnectionIsClosed()
	{
		Pool pool(Pool::options(1));
		Lease lease = pool.pool.acquire();
		runInline(lease->begin(Access::Read));
		lease.markDirty();
		lease.markBroken();
		lease.release();
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().open);
		// It is of no use to ask it anything.
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().rollbacks);
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().resets);
		lease = pool.pool.acquire();
		lease.release();
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().open);
	}

	void testBrokenConnectionMakesIdleOnesSuspect()
	{
		Pool pool(Pool::options(3));
		breakOneOfThree(pool);
		lendThree(pool);
		CPPUNIT_ASSERT_EQUAL(6, pool.counters().connects);
		CPPUNIT_ASSERT_EQUAL(3, pool.counters().open);
	}

	void testConnectionOpenedAfterTheBreakIsTrusted()
	{
		Pool pool(Pool::options(3));
		breakOneOfThree(pool);
		lendThree(pool);
		lendThree(pool);
		CPPUNIT_ASSERT_EQUAL(6, pool.counters().connects);
	}

	void testConnectionThatDiedIdleIsReplaced()
	{
		Pool pool(Pool::options(1));
		pool.pool.acquire().release();
		pool.backend.faults().claimState(TransactionState::Failed);
		const Lease lease = pool.pool.acquire();
		pool.backend.faults().claimState(std::nullopt);
		CPPUNIT_ASSERT_EQUAL(2, pool.counters().connects);
	}

	void testConnectionsBeyondKeptOnesAreClosedOnReturn()
	{
		Pool pool(keepingOne(std::chrono::milliseconds(0)));
		Lease first = pool.pool.acquire();
		Lease second = pool.pool.acquire();
		Lease third = pool.pool.acquire();
		first.release();
		second.release();
		third.release();
		CPPUNIT_ASSERT_EQUAL(1, pool.pool.open());
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().open);
	}

	void testSurplusStaysForTheNextWave()
	{
		Pool pool(keepingOne(std::chrono::hours(1)));
		lendThree(pool);
		lendThree(pool);
		CPPUNIT_ASSERT_EQUAL(3, pool.counters().connects);
		CPPUNIT_ASSERT_EQUAL(3, pool.pool.open());
	}

	void testSurplusIsClosedWhenOthersComeBackLater()
	{
		Pool pool(keepingOne(std::chrono::milliseconds(1)));
		lendThree(pool);
		const auto until = std::chrono::steady_clock::now() + deadline;
		while (pool.pool.open() > 1 && std::chrono::steady_clock::now() < until)
			pool.pool.acquire().release();
		CPPUNIT_ASSERT_EQUAL(1, pool.pool.open());
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().open);
		CPPUNIT_ASSERT_EQUAL(3, pool.counters().connects);
	}

	void testOldConnectionIsReplaced()
	{
		PoolOptions options = Pool::options(1);
		options.recycleAfter = std::chrono::seconds(0);
		Pool pool(options);
		pool.pool.acquire().release();
		const auto before = std::chrono::steady_clock::now();
		while (std::chrono::steady_clock::now() == before)
		{
		}
		const Lease lease = pool.pool.acquire();
		CPPUNIT_ASSERT_EQUAL(2, pool.counters().connects);
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().open);
	}

	void testPrePingReplacesDeadConnection()
	{
		PoolOptions options = Pool::options(1);
		options.prePing = true;
		Pool pool(options);
		pool.pool.acquire().release();
		pool.backend.faults().loseConnections();
		const Lease lease = pool.pool.acquire();
		runInline(lease->ping());
		CPPUNIT_ASSERT_EQUAL(2, pool.counters().connects);
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().open);
	}

	void testPrePingOfLivingConnectionKeepsIt()
	{
		PoolOptions options = Pool::options(1);
		options.prePing = true;
		Pool pool(options);
		pool.pool.acquire().release();
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().pings);
		pool.pool.acquire().release();
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().pings);
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().connects);
	}

	void testFailingConnectFreesItsSlot()
	{
		Pool pool(impatient(1));
		pool.backend.faults().failAt(Point::Connect, throwRefused);
		CPPUNIT_ASSERT_EQUAL(std::string("refused"), messageOf([&] { pool.pool.acquire(); }));
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.open());
		const Lease lease = pool.pool.acquire();
		CPPUNIT_ASSERT_EQUAL(1, pool.pool.used());
	}

	void testFailingReconnectFreesItsSlot()
	{
		PoolOptions options = impatient(1);
		options.prePing = true;
		Pool pool(options);
		pool.pool.acquire().release();
		pool.backend.faults().loseConnections();
		pool.backend.faults().failAt(Point::Connect, throwRefused);
		CPPUNIT_ASSERT_THROW(pool.pool.acquire(), ConnectionException);
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.open());
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().open);
		CPPUNIT_ASSERT(pool.pool.acquire());
	}

	void testSlowConnectDoesNotDelayOthers()
	{
		Pool pool(Pool::options(2));
		pool.backend.faults().blockAt(Point::Connect);
		auto slow = std::async(std::launch::async, [&] { return static_cast<bool>(pool.pool.acquire()); });
		CPPUNIT_ASSERT(pool.backend.faults().waitUntilBlocked(deadline));
		const Lease quick = pool.pool.acquire();
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().connects);
		pool.backend.faults().release();
		CPPUNIT_ASSERT(slow.get());
	}

	void testUnreachableDatabaseIsTriedByOneBorrowerAtATime()
	{
		Pool pool(impatient(3));
		refuseOnce(pool);
		pool.backend.faults().blockAt(Point::Connect);
		std::future<void> trying = std::async(std::launch::async, [&] { pool.pool.acquire().release(); });
		CPPUNIT_ASSERT(pool.backend.faults().waitUntilBlocked(deadline));
		const std::string message = messageOf([&] { pool.pool.acquire(); });
		pool.backend.faults().release();
		trying.get();
		CPPUNIT_ASSERT_EQUAL(
			std::string("no connection of \"books\" became free within 5 ms; the database cannot be reached"),
			message);
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().connects);
	}

	void testReachableDatabaseAgainServesAllWhoWait()
	{
		Pool pool(Pool::options(3));
		refuseOnce(pool);
		pool.backend.faults().blockAt(Point::Connect);
		std::future<Lease> first = std::async(std::launch::async, [&] { return pool.pool.acquire(); });
		CPPUNIT_ASSERT(pool.backend.faults().waitUntilBlocked(deadline));
		std::future<Lease> second = std::async(std::launch::async, [&] { return pool.pool.acquire(); });
		std::future<Lease> third = std::async(std::launch::async, [&] { return pool.pool.acquire(); });
		pool.backend.faults().release();
		const Lease one = first.get();
		const Lease two = second.get();
		const Lease three = third.get();
		CPPUNIT_ASSERT_EQUAL(3, pool.counters().connects);
	}

	void testClosedPoolRefusesBorrowers()
	{
		Pool pool(Pool::options(1));
		pool.pool.acquire().release();
		pool.pool.close();
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().open);
		CPPUNIT_ASSERT_EQUAL(std::string("the pool of \"books\" is closed"),
							 messageOf([&] { pool.pool.acquire(); }));
	}

	void testClosingWakesWaiters()
	{
		Pool pool(Pool::options(1));
		const Lease lease = pool.pool.acquire();
		auto waiter = std::async(std::launch::async, [&] { return messageOf([&] { pool.pool.acquire(); }); });
		pool.pool.close();
		CPPUNIT_ASSERT(waiter.wait_for(deadline / 2) == std::future_status::ready);
		CPPUNIT_ASSERT_EQUAL(std::string("the pool of \"books\" is closed"), waiter.get());
	}

	void testConnectionGivenBackToClosedPoolIsClosed()
	{
		Pool pool(Pool::options(1));
		Lease lease = pool.pool.acquire();
		pool.pool.close();
		runInline(lease->ping());
		CPPUNIT_ASSERT_EQUAL(1, pool.counters().open);
		lease.release();
		CPPUNIT_ASSERT_EQUAL(0, pool.counters().open);
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.open());
	}

	void testMovedLeaseGivesBackOnce()
	{
		Pool pool(Pool::options(2));
		Lease first = pool.pool.acquire();
		first.markBroken();
		Lease moved = std::move(first);
		first.release();
		CPPUNIT_ASSERT_EQUAL(1, pool.pool.used());
		Lease other = pool.pool.acquire();
		other = std::move(moved);
		CPPUNIT_ASSERT_EQUAL(1, pool.pool.used());
		CPPUNIT_ASSERT_EQUAL(2, pool.pool.open());
		other.release();
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.used());
		// The mark moved along: it cost the idle one its trust as well.
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.open());
	}

	void testManyThreadsNeverExceedTheLimit()
	{
		constexpr int limit = 3;
		constexpr int rounds = 200;
		Pool pool(Pool::options(limit));
		std::atomic<int> inUse = 0;
		std::atomic<int> served = 0;
		std::atomic<bool> exceeded = false;
		std::vector<std::thread> threads;
		for (int t = 0; t < 16; ++t)
		{
			threads.emplace_back([&, t] {
				for (int i = 0; i < rounds; ++i)
				{
					Lease lease = pool.pool.acquire();
					if (++inUse > limit || pool.counters().open > limit) exceeded = true;
					runInline(lease->begin(Access::Read));
					if ((t + i) % 5 == 0) lease.markBroken();
					if ((t + i) % 7 == 0) lease.markDirty();
					--inUse;
					++served;
				}
			});
		}
		for (std::thread& thread : threads)
		{
			thread.join();
		}
		CPPUNIT_ASSERT(!exceeded);
		CPPUNIT_ASSERT_EQUAL(16 * rounds, served.load());
		CPPUNIT_ASSERT_EQUAL(0, pool.pool.used());
		CPPUNIT_ASSERT_EQUAL(pool.counters().open, pool.pool.open());
		CPPUNIT_ASSERT(pool.pool.open() <= limit);
	}

private:
	static void refuseOnce(Pool& pool)
	{
		pool.backend.faults().failAt(Point::Connect, throwRefused);
		CPPUNIT_ASSERT_THROW(pool.pool.acquire(), ConnectionException);
	}

	static void lendThree(Pool& pool)
	{
		const Lease first = pool.pool.acquire();
		const Lease second = pool.pool.acquire();
		const Lease third = pool.pool.acquire();
	}

	static void breakOneOfThree(Pool& pool)
	{
		lendThree(pool);
		Lease broken = pool.pool.acquire();
		broken.markBroken();
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConnectionPoolTest);
