//
// SingleWriterTest.cpp
//
// Library: Tests
// Package: Data
//
// Sessions that read on a reader and change over to the one writer.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Session.h"
#include "DataTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace DataSamples;


class SingleWriterTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SingleWriterTest);
	CPPUNIT_TEST(testReadersWorkBesideAWriter);
	CPPUNIT_TEST(testReaderIsGivenBackAtFirstWrite);
	CPPUNIT_TEST(testFirstWriteSeesWhatOthersCommitted);
	CPPUNIT_TEST(testReadsAfterAWriteStayOnTheWriter);
	CPPUNIT_TEST(testWriterIsGivenBackAtCommit);
	CPPUNIT_TEST(testBusyWriterThrowsAfterBoundedWait);
	CPPUNIT_TEST(testBeginForWritingTakesTheWriter);
	CPPUNIT_TEST(testTransactionBegunForReadingChangesOver);
	CPPUNIT_TEST(testSavepointOfReaderIsOpenedOnWriter);
	CPPUNIT_TEST(testReadsCommitWithoutTransaction);
	CPPUNIT_TEST(testReadThatLosesItsConnectionRecoversInSavepoint);
	CPPUNIT_TEST(testTransactionLeftOpenOnReaderIsFoundAtCommit);
	CPPUNIT_TEST_SUITE_END();

public:
	void testReadersWorkBesideAWriter()
	{
		Session writer(database.engine);
		insert(writer, 1);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, database.count());
		writer.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testReaderIsGivenBackAtFirstWrite()
	{
		Session session(database.engine);
		count(session);
		insert(session, 1);
		CPPUNIT_ASSERT_EQUAL(1, database.engine.used());
	}

	void testFirstWriteSeesWhatOthersCommitted()
	{
		Session session(database.engine);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, count(session));
		{
			Session other(database.engine);
			insert(other, 1);
			other.commit();
		}
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, count(session));
		insert(session, 2);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, count(session));
	}

	void testReadsAfterAWriteStayOnTheWriter()
	{
		Session session(database.engine);
		insert(session, 1);
		const int begins = database.faults().counters().begins;
		count(session);
		insert(session, 2);
		CPPUNIT_ASSERT_EQUAL(begins, database.faults().counters().begins);
	}

	void testWriterIsGivenBackAtCommit()
	{
		Session first(database.engine);
		Session second(database.engine);
		insert(first, 1);
		first.commit();
		insert(second, 2);
		second.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, database.count());
	}

	void testBusyWriterThrowsAfterBoundedWait()
	{
		DatabaseConfig config = makeConfig();
		config.engine.poolTimeoutMs = 5;
		ItemDatabase impatient(Concurrency::SingleWriter, false, config);
		Session first(impatient.engine);
		Session second(impatient.engine);
		insert(first, 1);
		count(second);
		CPPUNIT_ASSERT_THROW(insert(second, 2), ConnectionException);
		CPPUNIT_ASSERT(second.failed());
		first.commit();
		second.rollback();
		insert(second, 2);
		second.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, impatient.count());
	}

	void testBeginForWritingTakesTheWriter()
	{
		DatabaseConfig config = makeConfig();
		config.engine.poolTimeoutMs = 5;
		ItemDatabase impatient(Concurrency::SingleWriter, false, config);
		Session first(impatient.engine);
		Session second(impatient.engine);
		first.begin(Access::Write);
		CPPUNIT_ASSERT_THROW(second.begin(Access::Write), ConnectionException);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, impatient.count());
	}

	void testTransactionBegunForReadingChangesOver()
	{
		Session session(database.engine);
		session.begin(Access::Read);
		count(session);
		insert(session, 1);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testSavepointOfReaderIsOpenedOnWriter()
	{
		Session session(database.engine);
		session.begin(Access::Read);
		CPPUNIT_ASSERT_THROW(session.savepoint([&] {
			insert(session, 1);
			insert(session, 1);
		}),
							 DuplicateKeyException);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, count(session));
		insert(session, 2);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testReadsCommitWithoutTransaction()
	{
		const FakeFaults::Counters before = database.faults().counters();
		Session session(database.engine);
		count(session);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(before.begins, database.faults().counters().begins);
		CPPUNIT_ASSERT_EQUAL(before.commits, database.faults().counters().commits);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
	}

	void testReadThatLosesItsConnectionRecoversInSavepoint()
	{
		Session session(database.engine);
		CPPUNIT_ASSERT_THROW(session.savepoint([&] {
			count(session);
			database.faults().loseConnections();
			count(session);
		}),
							 ConnectionException);
		// There was no transaction to lose: the next statement gets a connection that lives.
		CPPUNIT_ASSERT(!session.failed());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, count(session));
	}

	void testTransactionLeftOpenOnReaderIsFoundAtCommit()
	{
		Session session(database.engine);
		count(session);
		database.faults().claimState(TransactionState::Active);
		CPPUNIT_ASSERT_EQUAL(std::string("the transaction was begun or ended behind the framework's back"),
							 messageOf([&] { session.commit(); }));
		database.faults().claimState(std::nullopt);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
	}

private:
	ItemDatabase database{Concurrency::SingleWriter};
};

CPPUNIT_TEST_SUITE_REGISTRATION(SingleWriterTest);
