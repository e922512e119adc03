//
// TransactionConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "TransactionConformance.h"


namespace Athanor::Conformance {


void TransactionConformance::testStateFollowsTheTransaction()
{
	const auto connection = connect(Access::Write);
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
	runInline(connection->begin(Access::Write));
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Active);
	runInline(connection->commit());
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
	runInline(connection->begin(Access::Read));
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Active);
	runInline(connection->rollback());
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
}


void TransactionConformance::testRollbackWithoutTransactionDoesNothing()
{
	const auto connection = connect(Access::Write);
	runInline(connection->rollback());
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
}


void TransactionConformance::testCommitWithoutTransactionIsRefused()
{
	const auto connection = connect(Access::Write);
	CPPUNIT_ASSERT_EQUAL(std::string("25P01"),
						 stateOf<InvalidRequestException>([&] { runInline(connection->commit()); }));
}


void TransactionConformance::testSecondBeginIsRefused()
{
	const auto connection = connect(Access::Write);
	runInline(connection->begin(Access::Write));
	CPPUNIT_ASSERT_EQUAL(std::string("25001"), stateOf<InvalidRequestException>(
												   [&] { runInline(connection->begin(Access::Read)); }));
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Active);
}


void TransactionConformance::testCommitKeepsAndRollbackUndoes()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	runInline(connection->begin(Access::Write));
	insertItem(*connection, 1, "kept");
	runInline(connection->commit());
	runInline(connection->begin(Access::Write));
	insertItem(*connection, 2, "undone");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, countItems(*connection));
	runInline(connection->rollback());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*connection));
}


void TransactionConformance::testStatementOutsideTransactionIsItsOwn()
{
	const auto writer = connect(Access::Write);
	createItems(*writer);
	insertItem(*writer, 1, "one");
	const auto reader = connect(Access::Read);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*reader));
}


void TransactionConformance::testDdlRollsBack()
{
	const auto connection = connect(Access::Write);
	runInline(connection->begin(Access::Write));
	createItems(*connection);
	runInline(connection->rollback());
	CPPUNIT_ASSERT_THROW(countItems(*connection), RepositoryException);
}


void TransactionConformance::testUncommittedIsNotVisibleToOthers()
{
	const auto writer = connect(Access::Write);
	createItems(*writer);
	const auto reader = connect(Access::Read);
	runInline(writer->begin(Access::Write));
	insertItem(*writer, 1, "one");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*writer));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countItems(*reader));
	runInline(writer->commit());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*reader));
}


void TransactionConformance::testWriterIsNotBlockedByReader()
{
	const auto writer = connect(Access::Write);
	createItems(*writer);
	insertItem(*writer, 1, "one");
	const auto reader = connect(Access::Read);
	runInline(reader->begin(Access::Read));
	const ResultSetPtr rows = run(*reader, "SELECT id FROM item");
	CPPUNIT_ASSERT(rows->next());
	runInline(writer->begin(Access::Write));
	insertItem(*writer, 2, "two");
	runInline(writer->commit());
	CPPUNIT_ASSERT(!rows->next());
	runInline(reader->rollback());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, countItems(*reader));
}


void TransactionConformance::testConnectionThatClosesRollsBack()
{
	const auto reader = connect(Access::Write);
	createItems(*reader);
	{
		const auto writer = connect(Access::Write);
		runInline(writer->begin(Access::Write));
		insertItem(*writer, 1, "one");
	}
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countItems(*reader));
	runInline(reader->begin(Access::Write));
	CPPUNIT_ASSERT(reader->transactionState() == TransactionState::Active);
}


void TransactionConformance::testFailedStatementChangesNothing()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 2, "two");
	const auto insertBoth = [&] {
		run(*connection, "INSERT INTO item (id, name) VALUES (1, 'one'), (2, 'again')");
	};
	CPPUNIT_ASSERT_EQUAL(std::string("23505"), stateOf<DuplicateKeyException>(insertBoth));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*connection));
}


void TransactionConformance::testSavepointUndoesItsPart()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	runInline(connection->begin(Access::Write));
	insertItem(*connection, 1, "before");
	run(*connection, "SAVEPOINT part");
	insertItem(*connection, 2, "inside");
	run(*connection, "ROLLBACK TO SAVEPOINT part");
	run(*connection, "RELEASE SAVEPOINT part");
	insertItem(*connection, 3, "after");
	runInline(connection->commit());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, countItems(*connection));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, askInteger(*connection, "SELECT count(*) FROM item WHERE id = 2"));
}


void TransactionConformance::testNestedSavepointsUndoTheInnermost()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	runInline(connection->begin(Access::Write));
	run(*connection, "SAVEPOINT outer_part");
	insertItem(*connection, 1, "outer");
	run(*connection, "SAVEPOINT inner_part");
	insertItem(*connection, 2, "inner");
	run(*connection, "ROLLBACK TO SAVEPOINT inner_part");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*connection));
	run(*connection, "ROLLBACK TO SAVEPOINT outer_part");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countItems(*connection));
	runInline(connection->commit());
}


void TransactionConformance::testSavepointRecoversFromFailedStatement()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	runInline(connection->begin(Access::Write));
	insertItem(*connection, 1, "one");
	run(*connection, "SAVEPOINT part");
	CPPUNIT_ASSERT_THROW(insertItem(*connection, 1, "again"), DuplicateKeyException);
	run(*connection, "ROLLBACK TO SAVEPOINT part");
	insertItem(*connection, 2, "two");
	runInline(connection->commit());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, countItems(*connection));
}


} // namespace Athanor::Conformance
