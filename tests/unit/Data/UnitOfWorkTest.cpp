//
// UnitOfWorkTest.cpp
//
// Library: Tests
// Package: Data
//
// Reads that are repeated on a fresh connection, and all that is not.
//
// SPDX-License-Identifier: MIT
//
#include "DataTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace DataSamples;


namespace {


/// The connection is gone, and the statement was not begun.
void throwNotSent()
{
	ErrorDetail detail;
	detail.sqlState = "57P01";
	detail.connectionLost = true;
	detail.safeToRetry = true;
	throw ConnectionException("the server ends the session", detail);
}


/// Worth another try later, but the connection is fine.
void throwLocked()
{
	ErrorDetail detail;
	detail.sqlState = "55P03";
	detail.safeToRetry = true;
	throw ConnectionException("locked", detail);
}


/// A read as repositories make them.
std::int64_t read(Session& session)
{
	CompiledStatement compiled;
	compiled.statement = Statement{"select count(*) from item", Access::Read, true};
	return session.execute(compiled)[0][0].get<std::int64_t>();
}


DatabaseConfig isolatedConfig(IsolationLevel level)
{
	DatabaseConfig config = makeConfig();
	config.engine.isolationLevel = level;
	return config;
}


} // namespace


class UnitOfWorkTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(UnitOfWorkTest);
	CPPUNIT_TEST(testIsolatedReadsRunInTheTransaction);
	CPPUNIT_TEST(testIsolatedReadOfSingleWriterTakesTheWriter);
	CPPUNIT_TEST(testReadThatWasNotSentRunsAgainOnAFreshConnection);
	CPPUNIT_TEST(testIdleConnectionsOfBeforeDoNotServeTheRepetition);
	CPPUNIT_TEST(testReadIsRepeatedOnlyOnce);
	CPPUNIT_TEST(testReadThatMayHaveRunIsNotRepeated);
	CPPUNIT_TEST(testReadOnALivingConnectionIsNotRepeated);
	CPPUNIT_TEST(testReadInATransactionIsNotRepeated);
	CPPUNIT_TEST(testPlainSqlIsNotRepeated);
	CPPUNIT_TEST(testWriteInATransactionIsNotRepeated);
	CPPUNIT_TEST(testLastWriteThatWasNotSentRunsAgain);
	CPPUNIT_TEST(testRepetitionThatCannotConnectFailsTheSession);
	CPPUNIT_TEST(testConnectionLostAfterAReadIsNoFailureOfTheCommit);
	CPPUNIT_TEST_SUITE_END();

public:
	void testIsolatedReadsRunInTheTransaction()
	{
		for (const auto& [level, begins] :
			 {std::pair(IsolationLevel::Default, 0), std::pair(IsolationLevel::ReadCommitted, 0),
			  std::pair(IsolationLevel::RepeatableRead, 1), std::pair(IsolationLevel::Serializable, 1)})
		{
			ItemDatabase isolated(Concurrency::Pooled, false, isolatedConfig(level));
			const int before = isolated.faults().counters().begins;
			Session session(isolated.engine);
			read(session);
			read(session);
			CPPUNIT_ASSERT_EQUAL(begins, isolated.faults().counters().begins - before);
		}
	}

	void testIsolatedReadOfSingleWriterTakesTheWriter()
	{
		DatabaseConfig config = isolatedConfig(IsolationLevel::Serializable);
		config.engine.busyTimeoutMs = 1;
		config.engine.poolTimeoutMs = 1;
		ItemDatabase isolated(Concurrency::SingleWriter, false, config);
		Session session(isolated.engine);
		read(session);
		Session other(isolated.engine);
		CPPUNIT_ASSERT_THROW(insert(other, 1), ConnectionException);
		insert(session, 2);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, isolated.count());
	}

	void testReadThatWasNotSentRunsAgainOnAFreshConnection()
	{
		const int connects = counters().connects;
		Session session(database.engine);
		database.faults().failAt(Point::Execute, throwNotSent);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, read(session));
		CPPUNIT_ASSERT(!session.failed());
		CPPUNIT_ASSERT_EQUAL(connects + 1, counters().connects);
		CPPUNIT_ASSERT_EQUAL(1, database.engine.used());
	}

	void testIdleConnectionsOfBeforeDoNotServeTheRepetition()
	{
		{
			Session first(database.engine);
			Session second(database.engine);
			read(first);
			read(second);
		}
		const int connects = counters().connects;
		const int executes = counters().executes;
		Session session(database.engine);
		database.faults().failAt(Point::Execute, throwNotSent);
		read(session);
		CPPUNIT_ASSERT_EQUAL(connects + 1, counters().connects);
		CPPUNIT_ASSERT_EQUAL(executes + 2, counters().executes);
	}

	void testReadIsRepeatedOnlyOnce()
	{
		Session session(database.engine);
		const int executes = counters().executes;
		database.faults().failAt(Point::Execute, throwNotSent, 1);
		database.faults().failAt(Point::Execute, throwNotSent, 2);
		CPPUNIT_ASSERT_THROW(read(session), ConnectionException);
		CPPUNIT_ASSERT(session.failed());
		CPPUNIT_ASSERT_EQUAL(executes + 2, counters().executes);
		session.rollback();
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
	}

	void testReadThatMayHaveRunIsNotRepeated()
	{
		expectNoRepetition(throwConnectionLost, [](Session& session) { read(session); });
	}

	void testReadOnALivingConnectionIsNotRepeated()
	{
		expectNoRepetition(throwLocked, [](Session& session) { read(session); });
	}

	void testReadInATransactionIsNotRepeated()
	{
		Session session(database.engine);
		session.begin(Access::Write);
		expectNoRepetition(throwNotSent, [&](Session&) { read(session); });
	}

	void testPlainSqlIsNotRepeated()
	{
		expectNoRepetition(throwNotSent, [](Session& session) { count(session); });
	}

	void testWriteInATransactionIsNotRepeated()
	{
		expectNoRepetition(throwNotSent, [](Session& session) { insert(session, 1); });
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, database.count());
	}

	void testLastWriteThatWasNotSentRunsAgain()
	{
		Session session(database.engine);
		const CompiledStatement write = compilePlain("insert into item (id, name) values (:id, :name)",
													 {{"id", 1}, {"name", "a"}}, database.engine.dialect());
		session.unit().promiseCommit();
		session.unit().nextWriteIsLast();
		database.faults().failAt(Point::Execute, throwNotSent);
		session.execute(write);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testRepetitionThatCannotConnectFailsTheSession()
	{
		Session session(database.engine);
		database.faults().failAt(Point::Execute, throwNotSent);
		database.faults().failAt(Point::Connect, throwRefused);
		CPPUNIT_ASSERT_THROW(read(session), ConnectionException);
		CPPUNIT_ASSERT(session.failed());
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
	}

	void testConnectionLostAfterAReadIsNoFailureOfTheCommit()
	{
		Session session(database.engine);
		read(session);
		database.faults().claimState(TransactionState::Failed);
		session.commit();
		database.faults().claimState(std::nullopt);
		CPPUNIT_ASSERT(!session.failed());
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
	}

private:
	FakeFaults::Counters counters() const
	{
		return database.faults().counters();
	}

	void expectNoRepetition(const std::function<void()>& thrower, const std::function<void(Session&)>& run)
	{
		Session session(database.engine);
		const int executes = counters().executes;
		database.faults().failAt(Point::Execute, thrower);
		CPPUNIT_ASSERT_THROW(run(session), ConnectionException);
		CPPUNIT_ASSERT_EQUAL(executes + 1, counters().executes);
	}

	ItemDatabase database{Concurrency::Pooled};
};


CPPUNIT_TEST_SUITE_REGISTRATION(UnitOfWorkTest);
