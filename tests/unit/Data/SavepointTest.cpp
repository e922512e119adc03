//
// SavepointTest.cpp
//
// Library: Tests
// Package: Data
//
// Savepoints of sessions, on databases of every concurrency.
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
class SavepointTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SavepointTest);
	CPPUNIT_TEST(testSavepointKeepsWhatItDid);
	CPPUNIT_TEST(testSavepointRecoversFromFailedStatement);
	CPPUNIT_TEST(testSavepointUndoesWorkOfForeignException);
	CPPUNIT_TEST(testSwallowedErrorInsideSavepointThrowsAtItsEnd);
	CPPUNIT_TEST(testNestedSavepointsUndoTheirOwnWorkOnly);
	CPPUNIT_TEST(testOuterSavepointUndoesInnerWork);
	CPPUNIT_TEST(testSavepointBeforeFirstStatementUndoesIt);
	CPPUNIT_TEST(testSavepointAfterReadUndoesFirstWrite);
	CPPUNIT_TEST(testSavepointInFailedSessionThrows);
	CPPUNIT_TEST(testSavepointThatCannotBeUndoneFailsTheSession);
	CPPUNIT_TEST(testSavepointThatCannotBeOpenedFailsTheSession);
	CPPUNIT_TEST(testSavepointNeverRecoversLostConnection);
	CPPUNIT_TEST_SUITE_END();

public:
	void testSavepointKeepsWhatItDid()
	{
		Session session(database.engine);
		insert(session, 1);
		const int result = session.savepoint([&] {
			insert(session, 2);
			return 42;
		});
		session.commit();
		CPPUNIT_ASSERT_EQUAL(42, result);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, database.count());
	}

	void testSavepointRecoversFromFailedStatement()
	{
		Session session(database.engine);
		insert(session, 1);
		CPPUNIT_ASSERT_THROW(session.savepoint([&] {
			insert(session, 2);
			insert(session, 1);
		}),
							 DuplicateKeyException);
		CPPUNIT_ASSERT(!session.failed());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, count(session));
		insert(session, 3);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, database.count());
	}

	void testSavepointUndoesWorkOfForeignException()
	{
		Session session(database.engine);
		insert(session, 1);
		CPPUNIT_ASSERT_THROW(session.savepoint([&] {
			insert(session, 2);
			throw std::runtime_error("changed my mind");
		}),
							 std::runtime_error);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testSwallowedErrorInsideSavepointThrowsAtItsEnd()
	{
		Session session(database.engine);
		insert(session, 1);
		const auto swallow = [&] {
			insert(session, 2);
			CPPUNIT_ASSERT_THROW(insert(session, 1), DuplicateKeyException);
		};
		CPPUNIT_ASSERT_THROW(session.savepoint(swallow), InvalidRequestException);
		CPPUNIT_ASSERT(!session.failed());
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testNestedSavepointsUndoTheirOwnWorkOnly()
	{
		Session session(database.engine);
		session.savepoint([&] {
			insert(session, 1);
			CPPUNIT_ASSERT_THROW(session.savepoint([&] {
				insert(session, 2);
				insert(session, 1);
			}),
								 DuplicateKeyException);
			insert(session, 3);
		});
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, database.count());
	}

	void testOuterSavepointUndoesInnerWork()
	{
		Session session(database.engine);
		insert(session, 1);
		CPPUNIT_ASSERT_THROW(session.savepoint([&] {
			session.savepoint([&] { insert(session, 2); });
			insert(session, 1);
		}),
							 DuplicateKeyException);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testSavepointBeforeFirstStatementUndoesIt()
	{
		Session session(database.engine);
		CPPUNIT_ASSERT_THROW(session.savepoint([&] {
			insert(session, 1);
			insert(session, 1);
		}),
							 DuplicateKeyException);
		insert(session, 2);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testSavepointAfterReadUndoesFirstWrite()
	{
		Session session(database.engine);
		count(session);
		session.savepoint([&] {
			count(session);
			CPPUNIT_ASSERT_THROW(session.savepoint([&] {
				insert(session, 1);
				insert(session, 1);
			}),
								 DuplicateKeyException);
			insert(session, 2);
		});
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, count(session));
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testSavepointInFailedSessionThrows()
	{
		Session session(database.engine);
		insert(session, 1);
		CPPUNIT_ASSERT_THROW(insert(session, 1), DuplicateKeyException);
		bool ran = false;
		CPPUNIT_ASSERT_THROW(session.savepoint([&] { ran = true; }), InvalidRequestException);
		CPPUNIT_ASSERT(!ran);
		CPPUNIT_ASSERT(session.failed());
	}

	void testSavepointThatCannotBeUndoneFailsTheSession()
	{
		Session session(database.engine);
		insert(session, 1);
		CPPUNIT_ASSERT_THROW(session.savepoint([&] {
			insert(session, 2);
			database.faults().failAt(Point::Execute, throwRefused);
			throw std::runtime_error("changed my mind");
		}),
							 std::runtime_error);
		// What should have been undone is still there: it must not be committed.
		CPPUNIT_ASSERT(session.failed());
		CPPUNIT_ASSERT_THROW(session.commit(), InvalidRequestException);
		session.close();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, database.count());
	}

	void testSavepointThatCannotBeOpenedFailsTheSession()
	{
		Session session(database.engine);
		insert(session, 1);
		bool ran = false;
		database.faults().failAt(Point::Execute, throwConnectionLost);
		CPPUNIT_ASSERT_THROW(session.savepoint([&] { ran = true; }), ConnectionException);
		CPPUNIT_ASSERT(!ran);
		CPPUNIT_ASSERT_THROW(session.commit(), InvalidRequestException);
		session.rollback();
		insert(session, 2);
		session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, database.count());
	}

	void testSavepointNeverRecoversLostConnection()
	{
		Session session(database.engine);
		insert(session, 1);
		CPPUNIT_ASSERT_THROW(session.savepoint([&] {
			database.faults().failAt(Point::Execute, throwConnectionLost);
			insert(session, 2);
		}),
							 ConnectionException);
		CPPUNIT_ASSERT(session.failed());
		CPPUNIT_ASSERT_THROW(session.commit(), InvalidRequestException);
		session.rollback();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, database.count());
	}

private:
	ItemDatabase database{Database::concurrency, Database::failTransactionOnError};
};


CPPUNIT_TEST_SUITE_REGISTRATION(SavepointTest<Pooled>);
CPPUNIT_TEST_SUITE_REGISTRATION(SavepointTest<StrictPooled>);
CPPUNIT_TEST_SUITE_REGISTRATION(SavepointTest<SingleWriter>);
CPPUNIT_TEST_SUITE_REGISTRATION(SavepointTest<SingleConnection>);
