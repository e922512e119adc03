//
// SessionTest.cpp
//
// Library: Tests
// Package: Data
//
// Sessions on databases of every concurrency: connections, transactions, failures.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Session.h"
#include "DataTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace DataSamples;


/// What holds on every database, whatever its concurrency.
template <typename Database>
class SessionTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SessionTest);
	CPPUNIT_TEST(testConnectionIsTakenAtFirstStatement);
	CPPUNIT_TEST(testCommittedWorkIsKeptAndConnectionGivenBack);
	CPPUNIT_TEST(testSessionSeesItsOwnWrites);
	CPPUNIT_TEST(testUncommittedWorkIsGoneWithTheSession);
	CPPUNIT_TEST(testRollbackUndoesAndSessionGoesOn);
	CPPUNIT_TEST(testCommitOfNothingTouchesNoDatabase);
	CPPUNIT_TEST(testFailedStatementRefusesLaterOnesUntilRollback);
	CPPUNIT_TEST(testFailedStatementKeepsNothingAtCommit);
	CPPUNIT_TEST(testFailingCommitKeepsNothingAndGivesConnectionBack);
	CPPUNIT_TEST(testLostConnectionIsClosedAndNextTransactionIsFine);
	CPPUNIT_TEST(testCommitOfUnknownOutcomePassesOn);
	CPPUNIT_TEST(testForeignEndIsFoundAtCommit);
	CPPUNIT_TEST(testForeignEndIsFoundAtRollback);
	CPPUNIT_TEST(testForeignEndIsFoundAtNextStatement);
	CPPUNIT_TEST(testFailingRollbackClosesConnection);
	CPPUNIT_TEST(testFailingBeginFailsTheSession);
	CPPUNIT_TEST(testUseAfterCloseThrows);
	CPPUNIT_TEST(testStatementErrorsCarryBindKey);
	CPPUNIT_TEST(testMissingPocoSessionThrows);
	CPPUNIT_TEST(testPlainSqlResetsTheConnection);
	CPPUNIT_TEST(testParameterMistakeDoesNotFailTheSession);
	CPPUNIT_TEST_SUITE_END();

public:
	void testConnectionIsTakenAtFirstStatement()
	{
		Session session(database.engine);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		count(session);
		CPPUNIT_ASSERT_EQUAL(1, database.engine.used());
		count(session);
		CPPUNIT_ASSERT_EQUAL(1, database.engine.used());
	}

	void testCommittedWorkIsKeptAndConnectionGivenBack()
	{
		Session session(database.engine);
		insert(session, 1);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
		insert(session, 2);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, database.count());
	}

	void testSessionSeesItsOwnWrites()
	{
		Session session(database.engine);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, count(session));
		insert(session, 1);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, count(session));
		insert(session, 2);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, count(session));
		CPPUNIT_ASSERT_EQUAL(1, database.engine.used());
	}

	void testUncommittedWorkIsGoneWithTheSession()
	{
		{
			Session session(database.engine);
			insert(session, 1);
		}
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, database.count());
	}

	void testRollbackUndoesAndSessionGoesOn()
	{
		Session session(database.engine);
		insert(session, 1);
		session.rollback();
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		insert(session, 2);
		session.commit();
		session.rollback();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testCommitOfNothingTouchesNoDatabase()
	{
		const int commits = database.faults().counters().commits;
		Session session(database.engine);
		session.commit();
		session.rollback();
		CPPUNIT_ASSERT_EQUAL(commits, database.faults().counters().commits);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
	}

	void testFailedStatementRefusesLaterOnesUntilRollback()
	{
		Session session(database.engine);
		insert(session, 1);
		CPPUNIT_ASSERT_THROW(insert(session, 1), DuplicateKeyException);
		CPPUNIT_ASSERT(session.failed());
		CPPUNIT_ASSERT_THROW(count(session), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(insert(session, 2), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(session.begin(Access::Read), InvalidRequestException);
		session.rollback();
		CPPUNIT_ASSERT(!session.failed());
		insert(session, 3);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testFailedStatementKeepsNothingAtCommit()
	{
		{
			Session session(database.engine);
			insert(session, 1);
			CPPUNIT_ASSERT_THROW(session.execute("select nonsense"), RepositoryException);
			CPPUNIT_ASSERT_THROW(session.commit(), InvalidRequestException);
		}
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, database.count());
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
	}

	void testFailingCommitKeepsNothingAndGivesConnectionBack()
	{
		Session session(database.engine);
		insert(session, 1);
		database.faults().failAt(Point::Commit, throwIntegrity);
		CPPUNIT_ASSERT_THROW(session.commit(), ForeignKeyException);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		CPPUNIT_ASSERT(!session.failed());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, database.count());
		insert(session, 2);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testLostConnectionIsClosedAndNextTransactionIsFine()
	{
		Session session(database.engine);
		insert(session, 1);
		const int connects = database.faults().counters().connects;
		database.faults().loseConnections();
		CPPUNIT_ASSERT_THROW(insert(session, 2), ConnectionException);
		session.rollback();
		insert(session, 3);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(connects + 1, database.faults().counters().connects);
	}

	void testCommitOfUnknownOutcomePassesOn()
	{
		Session session(database.engine);
		insert(session, 1);
		database.faults().failAt(Point::AfterCommit, [] {
			ErrorDetail detail;
			detail.connectionLost = true;
			throw CommitUnknownException("lost during the commit", detail);
		});
		CPPUNIT_ASSERT_THROW(session.commit(), CommitUnknownException);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testForeignEndIsFoundAtCommit()
	{
		Session session(database.engine, "plugin books");
		insert(session, 1);
		database.faults().claimState(TransactionState::None);
		CPPUNIT_ASSERT_EQUAL(std::string("the transaction was begun or ended behind the framework's back"),
							 messageOf([&] { session.commit(); }));
		database.faults().claimState(std::nullopt);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		CPPUNIT_ASSERT(!session.failed());
	}

	void testForeignEndIsFoundAtRollback()
	{
		Session session(database.engine);
		insert(session, 1);
		database.faults().claimState(TransactionState::None);
		CPPUNIT_ASSERT_EQUAL(std::string("the transaction was begun or ended behind the framework's back"),
							 messageOf([&] { session.rollback(); }));
		database.faults().claimState(std::nullopt);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
	}

	void testForeignEndIsFoundAtNextStatement()
	{
		Session session(database.engine);
		insert(session, 1);
		database.faults().claimState(TransactionState::None);
		CPPUNIT_ASSERT_THROW(insert(session, 2), DatabaseException);
		CPPUNIT_ASSERT(session.failed());
		CPPUNIT_ASSERT_THROW(session.commit(), InvalidRequestException);
		// It was reported; rolling back is the way out.
		session.rollback();
		database.faults().claimState(std::nullopt);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
	}

	void testFailingRollbackClosesConnection()
	{
		Session session(database.engine);
		insert(session, 1);
		const int open = database.faults().counters().open;
		database.faults().failAt(Point::Rollback, throwRefused);
		session.rollback();
		CPPUNIT_ASSERT_EQUAL(open - 1, database.faults().counters().open);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, database.count());
	}

	void testFailingBeginFailsTheSession()
	{
		Session session(database.engine);
		database.faults().failAt(Point::Begin, throwRefused);
		CPPUNIT_ASSERT_THROW(session.begin(Access::Write), ConnectionException);
		CPPUNIT_ASSERT(session.failed());
		session.rollback();
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		insert(session, 1);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testUseAfterCloseThrows()
	{
		Session session(database.engine);
		insert(session, 1);
		session.close();
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		CPPUNIT_ASSERT_THROW(count(session), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(session.begin(Access::Read), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(session.commit(), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(session.rollback(), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(session.savepoint([] {}), InvalidRequestException);
		session.close();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, database.count());
	}

	void testStatementErrorsCarryBindKey()
	{
		Session session(database.engine);
		insert(session, 1);
		try
		{
			insert(session, 1);
			CPPUNIT_FAIL("nothing was thrown");
		}
		catch (const DuplicateKeyException& failure)
		{
			CPPUNIT_ASSERT_EQUAL(std::string("default"), failure.detail().bindKey);
			CPPUNIT_ASSERT_EQUAL(std::string("item"), failure.detail().table);
		}
	}

	void testMissingPocoSessionThrows()
	{
		Session session(database.engine);
		CPPUNIT_ASSERT_THROW(session.poco(), InvalidRequestException);
	}

	void testPlainSqlResetsTheConnection()
	{
		Session session(database.engine);
		const int resets = database.faults().counters().resets;
		insert(session, 1);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(resets + 1, database.faults().counters().resets);
		session.execute(CompiledStatement{Statement{"select count(*) from item", Access::Read, true}, {}});
		session.rollback();
		CPPUNIT_ASSERT_EQUAL(resets + 1, database.faults().counters().resets);
	}

	void testParameterMistakeDoesNotFailTheSession()
	{
		Session session(database.engine);
		insert(session, 1);
		CPPUNIT_ASSERT_THROW(session.execute("select :x"), InvalidRequestException);
		CPPUNIT_ASSERT(!session.failed());
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

private:
	ItemDatabase database{Database::concurrency, Database::failTransactionOnError};
};


CPPUNIT_TEST_SUITE_REGISTRATION(SessionTest<Pooled>);
CPPUNIT_TEST_SUITE_REGISTRATION(SessionTest<StrictPooled>);
CPPUNIT_TEST_SUITE_REGISTRATION(SessionTest<SingleWriter>);
CPPUNIT_TEST_SUITE_REGISTRATION(SessionTest<SingleConnection>);
