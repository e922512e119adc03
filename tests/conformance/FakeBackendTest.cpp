//
// FakeBackendTest.cpp
//
// Library: Tests
// Package: Conformance
//
// The fake backend misbehaves exactly when it is told to.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "FakeBackend.h"
#include <cppunit/extensions/HelperMacros.h>
#include <thread>


namespace Athanor::Conformance {


namespace {


DatabaseConfig config()
{
	DatabaseConfig config;
	config.connectionString = "fake://test";
	config.engine.busyTimeoutMs = 100;
	return config;
}


ResultSetPtr execute(Connection& connection, const std::string& sql)
{
	const Statement statement{sql};
	const Parameters none;
	return runInline(connection.execute(statement, none));
}


} // namespace


class FakeBackendTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(FakeBackendTest);
	CPPUNIT_TEST(testPlannedFailureHitsTheNthCall);
	CPPUNIT_TEST(testFailureAfterCommitKeepsTheWork);
	CPPUNIT_TEST(testBlockedCallGoesOnWhenReleased);
	CPPUNIT_TEST(testLostConnectionStaysLostAndOthersWork);
	CPPUNIT_TEST(testFailedStatementFailsTheTransactionIfAsked);
	CPPUNIT_TEST(testClaimedStateHidesTheTruth);
	CPPUNIT_TEST_SUITE_END();

public:
	void testPlannedFailureHitsTheNthCall();
	void testFailureAfterCommitKeepsTheWork();
	void testBlockedCallGoesOnWhenReleased();
	void testLostConnectionStaysLostAndOthersWork();
	void testFailedStatementFailsTheTransactionIfAsked();
	void testClaimedStateHidesTheTruth();
};


CPPUNIT_TEST_SUITE_REGISTRATION(FakeBackendTest);


void FakeBackendTest::testPlannedFailureHitsTheNthCall()
{
	const FakeBackend backend;
	const auto connection = backend.connect(config(), Access::Write);
	backend.faults().failAt(
		FakeFaults::Point::Begin, [] { throw TimeoutException("planned"); }, 2);
	runInline(connection->begin(Access::Read));
	runInline(connection->rollback());
	CPPUNIT_ASSERT_THROW(runInline(connection->begin(Access::Read)), TimeoutException);
	runInline(connection->begin(Access::Read));
	CPPUNIT_ASSERT_EQUAL(3, backend.faults().counters().begins);
}


void FakeBackendTest::testFailureAfterCommitKeepsTheWork()
{
	const FakeBackend backend;
	const auto connection = backend.connect(config(), Access::Write);
	execute(*connection, "CREATE TABLE t (id bigint)");
	runInline(connection->begin(Access::Write));
	execute(*connection, "INSERT INTO t (id) VALUES (1)");
	backend.faults().failAt(FakeFaults::Point::AfterCommit, [] { throw CommitUnknownException("planned"); });
	CPPUNIT_ASSERT_THROW(runInline(connection->commit()), CommitUnknownException);
	const ResultSetPtr rows = execute(*connection, "SELECT id FROM t");
	CPPUNIT_ASSERT(rows->next());
}


void FakeBackendTest::testBlockedCallGoesOnWhenReleased()
{
	const FakeBackend backend;
	const auto connection = backend.connect(config(), Access::Write);
	execute(*connection, "CREATE TABLE t (id bigint)");
	backend.faults().blockAt(FakeFaults::Point::Execute);
	bool done = false;
	std::thread blocked([&] {
		execute(*connection, "INSERT INTO t (id) VALUES (1)");
		done = true;
	});
	const bool reached = backend.faults().waitUntilBlocked(std::chrono::seconds(10));
	backend.faults().release();
	blocked.join();
	CPPUNIT_ASSERT(reached);
	CPPUNIT_ASSERT(done);
}


void FakeBackendTest::testLostConnectionStaysLostAndOthersWork()
{
	const FakeBackend backend;
	const auto lost = backend.connect(config(), Access::Write);
	runInline(lost->begin(Access::Write));
	backend.faults().loseConnections();
	CPPUNIT_ASSERT_THROW(runInline(lost->ping()), ConnectionException);
	CPPUNIT_ASSERT_THROW(execute(*lost, "SELECT id FROM t"), ConnectionException);
	const auto other = backend.connect(config(), Access::Write);
	runInline(other->begin(Access::Write));
	CPPUNIT_ASSERT_EQUAL(2, backend.faults().counters().open);
}


void FakeBackendTest::testFailedStatementFailsTheTransactionIfAsked()
{
	const FakeBackend backend(Concurrency::Pooled, true);
	const auto connection = backend.connect(config(), Access::Write);
	runInline(connection->begin(Access::Write));
	execute(*connection, "SAVEPOINT part");
	CPPUNIT_ASSERT_THROW(execute(*connection, "SELECT id FROM nowhere"), RepositoryException);
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Failed);
	CPPUNIT_ASSERT_THROW(execute(*connection, "CREATE TABLE t (id bigint)"), InvalidRequestException);
	execute(*connection, "ROLLBACK TO SAVEPOINT part");
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Active);
}


void FakeBackendTest::testClaimedStateHidesTheTruth()
{
	const FakeBackend backend;
	const auto connection = backend.connect(config(), Access::Write);
	backend.faults().claimState(TransactionState::Failed);
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Failed);
	backend.faults().claimState(std::nullopt);
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
}


} // namespace Athanor::Conformance
