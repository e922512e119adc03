//
// StatementConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "StatementConformance.h"
#include <atomic>
#include <chrono>
#include <thread>


namespace Athanor::Conformance {


void StatementConformance::testColumnsAreNamed()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	const ResultSetPtr rows = run(*connection, "SELECT name, id FROM item");
	CPPUNIT_ASSERT(rows->columns() == std::vector<std::string>({"name", "id"}));
	CPPUNIT_ASSERT(!rows->next());
	CPPUNIT_ASSERT(!rows->next());
	CPPUNIT_ASSERT(run(*connection, "INSERT INTO item (id, name) VALUES (1, 'one')")->columns().empty());
}


void StatementConformance::testAffectedRowsAreCounted()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	const std::string insert = "INSERT INTO item (id, name) VALUES (1, 'one'), (2, 'two'), (3, 'three')";
	CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, run(*connection, insert)->affectedRows());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2},
						 run(*connection, "UPDATE item SET number = 5 WHERE id > 1")->affectedRows());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0},
						 run(*connection, "UPDATE item SET number = 5 WHERE id > 100")->affectedRows());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, run(*connection, "DELETE FROM item WHERE id = 1")->affectedRows());
	const std::string create = "CREATE TABLE other (id " + typeName(ValueType::Integer) + ")";
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, run(*connection, create)->affectedRows());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, run(*connection, "SELECT id FROM item")->affectedRows());
}


void StatementConformance::testReturningGivesChangedRows()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 1, "one");
	insertItem(*connection, 2, "two");
	const ResultSetPtr updated =
		run(*connection, "UPDATE item SET number = 9 WHERE id = 2 RETURNING id, number");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, updated->affectedRows());
	CPPUNIT_ASSERT(updated->next());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, updated->integer(0));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{9}, updated->integer(1));
	CPPUNIT_ASSERT(!updated->next());
	const ResultSetPtr none = run(*connection, "DELETE FROM item WHERE id = 99 RETURNING id");
	CPPUNIT_ASSERT(!none->next());
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, none->columns().size());
}


void StatementConformance::testChangeIsDoneBeforeItsRowsAreRead()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	const ResultSetPtr unread =
		run(*connection, "INSERT INTO item (id, name) VALUES (1, 'one'), (2, 'two') RETURNING id");
	const auto other = connect(Access::Read);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, countItems(*other));
	CPPUNIT_ASSERT(unread->next());
}


void StatementConformance::testSameStatementTwiceAtOnceDoesNotMix()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 1, "one");
	insertItem(*connection, 2, "two");
	const ResultSetPtr first = run(*connection, "SELECT id FROM item ORDER BY id");
	CPPUNIT_ASSERT(first->next());
	const ResultSetPtr second = run(*connection, "SELECT id FROM item ORDER BY id");
	CPPUNIT_ASSERT(second->next());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, second->integer(0));
	CPPUNIT_ASSERT(first->next());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, first->integer(0));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, second->integer(0));
}


void StatementConformance::testStatementWhileAnotherStreamsWorks()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	for (int i = 1; i <= 10; ++i)
		insertItem(*connection, i, std::to_string(i));
	const ResultSetPtr rows = run(*connection, "SELECT id FROM item ORDER BY id");
	std::int64_t sum = 0;
	while (rows->next())
	{
		sum += rows->integer(0);
		sum +=
			askInteger(*connection, "SELECT count(*) FROM item WHERE id = :id", {{"id", rows->integer(0)}});
	}
	CPPUNIT_ASSERT_EQUAL(std::int64_t{65}, sum);
}


void StatementConformance::testParametersOutliveNothing()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 1, "a name that is too long for a small buffer");
	ResultSetPtr rows;
	{
		const std::string name = "a name that is too long for a small buffer";
		const CompiledStatement compiled =
			compilePlain("SELECT id FROM item WHERE name = :name ORDER BY id", {{"name", name}}, dialect());
		rows = run(*connection, compiled);
	}
	CPPUNIT_ASSERT(rows->next());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, rows->integer(0));
	CPPUNIT_ASSERT(!rows->next());
}


void StatementConformance::testManyDifferentStatementsWork()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 7, "seven");
	// More than a connection keeps prepared, twice over, so that some are prepared again.
	for (int round = 0; round < 2; ++round)
	{
		for (int i = 0; i < 300; ++i)
		{
			const std::string sql = "SELECT count(*) FROM item WHERE id = " + std::to_string(i);
			CPPUNIT_ASSERT_EQUAL(std::int64_t{i == 7 ? 1 : 0}, askInteger(*connection, sql));
		}
	}
}


void StatementConformance::testKeptStatementSurvivesChangeOfTable()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 1, "one");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*connection));
	run(*connection, "DROP TABLE item");
	CPPUNIT_ASSERT_THROW(countItems(*connection), RepositoryException);
	createItems(*connection);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countItems(*connection));
}


void StatementConformance::testSlowStatementTimesOut()
{
	const auto connection = connect(Access::Write);
	const auto start = std::chrono::steady_clock::now();
	CPPUNIT_ASSERT_EQUAL(std::string("57014"),
						 stateOf<TimeoutException>([&] { run(*connection, target().slowStatement()); }));
	const auto took = std::chrono::steady_clock::now() - start;
	CPPUNIT_ASSERT(took >= std::chrono::milliseconds(400));
	CPPUNIT_ASSERT(took < std::chrono::seconds(10));
	createItems(*connection);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countItems(*connection));
}


void StatementConformance::testCancelFromAnotherThreadStopsTheStatement()
{
	DatabaseConfig config = target().config();
	config.engine.statementTimeoutMs = 20000;
	const auto connection = target().backend().connect(config, Access::Write);
	std::atomic<bool> done = false;
	// Again and again: the first ones may come before the statement runs.
	std::thread canceller([&] {
		while (!done)
		{
			connection->cancel();
			std::this_thread::yield();
		}
	});
	const auto start = std::chrono::steady_clock::now();
	const std::string state = stateOf<TimeoutException>([&] { run(*connection, target().slowStatement()); });
	done = true;
	canceller.join();
	CPPUNIT_ASSERT_EQUAL(std::string("57014"), state);
	CPPUNIT_ASSERT(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}


void StatementConformance::testCancelWhenIdleDoesNothing()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	connection->cancel();
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countItems(*connection));
}


void StatementConformance::testPingAndResetLeaveTheConnectionUsable()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 1, "one");
	runInline(connection->ping());
	runInline(connection->reset());
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*connection));
}


void StatementConformance::testCompiledConditionsSelectTheRightRows()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	for (int i = 1; i <= 6; ++i)
		insertItem(*connection, i, std::to_string(i), i % 3);
	run(*connection, "INSERT INTO item (id, name) VALUES (7, 'seven')");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2},
						 askInteger(*connection, "SELECT count(*) FROM item WHERE number = 1"));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1},
						 askInteger(*connection, "SELECT count(*) FROM item WHERE number IS NULL"));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{4},
						 askInteger(*connection, "SELECT count(*) FROM item WHERE NOT (number = 1)"));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{3},
						 askInteger(*connection, "SELECT count(*) FROM item WHERE id IN (1, 2, 7, 99)"));
	CPPUNIT_ASSERT_EQUAL(
		std::int64_t{2},
		askInteger(*connection, "SELECT count(*) FROM item WHERE (id < 2 OR id > 6) AND id <> 3"));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1},
						 askInteger(*connection, "SELECT count(*) FROM item WHERE name LIKE 'sev%'"));
	const ResultSetPtr page =
		run(*connection, "SELECT id FROM item ORDER BY id DESC LIMIT :limit OFFSET :offset",
			{{"limit", 2}, {"offset", 1}});
	CPPUNIT_ASSERT(page->next());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{6}, page->integer(0));
	CPPUNIT_ASSERT(page->next());
	CPPUNIT_ASSERT(!page->next());
}


void StatementConformance::testInspectorSeesTablesAndColumns()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	run(*connection, "CREATE TABLE another (id " + typeName(ValueType::Integer) + ")");
	const auto inspector = target().backend().inspector(*connection);
	const std::vector<std::string> tables = runInline(inspector->tables());
	CPPUNIT_ASSERT(tables == std::vector<std::string>({"another", "item"}));
	const std::vector<InspectedColumn> columns = runInline(inspector->columns("item"));
	CPPUNIT_ASSERT_EQUAL(std::size_t{3}, columns.size());
	CPPUNIT_ASSERT_EQUAL(std::string("id"), columns[0].name);
	CPPUNIT_ASSERT(columns[0].primaryKey);
	CPPUNIT_ASSERT(!columns[0].nullable);
	CPPUNIT_ASSERT_EQUAL(typeName(ValueType::Text), columns[1].type);
	CPPUNIT_ASSERT(!columns[1].nullable);
	CPPUNIT_ASSERT(columns[2].nullable);
	CPPUNIT_ASSERT(!columns[2].primaryKey);
	CPPUNIT_ASSERT(runInline(inspector->columns("nowhere")).empty());
}


} // namespace Athanor::Conformance
