//
// PostgreSQLGroupTest.cpp
//
// Library: Tests
// Package: Conformance
//
// Groups of writes on PostgreSQL: what is one transaction, what is not, and what each writer hears.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "LoopRunner.h"
#include "PostgreSQLCluster.h"
#include "postgresql/Backend.h"
#include <cppunit/extensions/HelperMacros.h>
#include <atomic>
#include <csignal>
#include <set>


namespace Athanor::Conformance {


class PostgreSQLGroupTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PostgreSQLGroupTest);
	CPPUNIT_TEST(testAddedRowsAreOneTransactionThatWaitsForTheDisk);
	CPPUNIT_TEST(testRowThatIsRefusedIsRefusedAlone);
	CPPUNIT_TEST(testRefusedCommitRefusesOneRow);
	CPPUNIT_TEST(testChangesAreTransactionsOfTheirOwn);
	CPPUNIT_TEST(testChangesStayWhenAddedRowsAreExecutedAgain);
	CPPUNIT_TEST(testEachWriteHasItsOutcome);
	CPPUNIT_TEST(testChangedTableIsPreparedAgain);
	CPPUNIT_TEST(testValueThatCannotBeSentFailsAlone);
	CPPUNIT_TEST(testAfterADeadlockRowsAreAddedAlone);
	CPPUNIT_TEST(testSessionThatEndsBeforeTheCommitKeepsNothing);
	CPPUNIT_TEST(testSessionThatEndsBeforeTheCommitLeavesChangesUnknown);
	CPPUNIT_TEST(testSessionThatEndsInTheCommitIsUnknown);
	CPPUNIT_TEST(testSessionThatEndsInAChangeIsUnknown);
	CPPUNIT_TEST(testServerThatAnswersTooLateLeavesAllUnknown);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_schema = std::make_unique<Test::PostgreSQLSchema>();
		_runner = std::make_unique<Test::LoopRunner>();
		_connection = open();
		execute("CREATE TABLE item (id int PRIMARY KEY, name text)");
		execute("CREATE TABLE counter (id int PRIMARY KEY, value int)");
		execute("INSERT INTO counter VALUES (1, 0)");
	}

	void tearDown() override
	{
		_runner->call([this] {
			_connection.reset();
			_other.reset();
			_gate.reset();
		});
		_runner.reset();
		_schema.reset();
	}

	void testAddedRowsAreOneTransactionThatWaitsForTheDisk()
	{
		prepare(addTelling("current_setting('synchronous_commit')"));
		CPPUNIT_ASSERT_EQUAL(std::string("on on on"),
							 outcomesOf(threeOf(addTelling("current_setting('synchronous_commit')"))));
		prepare(addTelling(transaction));
		const WriteGroup group = threeOf(addTelling(transaction), 10);
		executeGroup(group);
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, transactionsOf(group).size());
		prepare(addTelling(position));
		const WriteGroup last = threeOf(addTelling(position), 20);
		executeGroup(last);
		CPPUNIT_ASSERT(isFlushed(outcomeOf(*last.back())));
	}

	void testRowThatIsRefusedIsRefusedAlone()
	{
		prepare(addTelling(transaction));
		WriteGroup group = threeOf(addTelling(transaction));
		group.insert(group.begin() + 1, add(addTelling(transaction), 1));
		executeGroup(group);
		CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException 23505"), outcomeOf(*group[1]));
		group.erase(group.begin() + 1);
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, transactionsOf(group).size());
		CPPUNIT_ASSERT_EQUAL(std::string("3"), rows());
		CPPUNIT_ASSERT_EQUAL(std::string("on"), execute("SHOW synchronous_commit"));
		// The next ones share again.
		const WriteGroup next = threeOf(addTelling(transaction), 10);
		executeGroup(next);
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, transactionsOf(next).size());
	}

	void testRefusedCommitRefusesOneRow()
	{
		execute("ALTER TABLE item ADD UNIQUE (name) DEFERRABLE INITIALLY DEFERRED");
		const std::string sql = "INSERT INTO item VALUES ($1, 'same') RETURNING id";
		prepare(sql);
		const WriteGroup group = {add(sql, 1), add(sql, 2)};
		CPPUNIT_ASSERT_EQUAL(std::string("1 DuplicateKeyException 23505"), outcomesOf(group));
		CPPUNIT_ASSERT_EQUAL(std::string("1"), rows());
	}

	void testChangesAreTransactionsOfTheirOwn()
	{
		prepare(addTelling(transaction));
		const std::string change =
			"UPDATE counter SET value = value + 1 RETURNING pg_current_xact_id()::text";
		execute(change);
		WriteGroup group = threeOf(addTelling(transaction));
		group.insert(group.begin() + 1, changeBy(change));
		group.insert(group.begin() + 3, changeBy(change));
		group.push_back(
			changeBy("UPDATE counter SET value = 7 RETURNING current_setting('synchronous_commit')"));
		executeGroup(group);
		CPPUNIT_ASSERT_EQUAL(std::string("off"), outcomeOf(*group.back()));
		group.pop_back();
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, transactionsOf(group).size());
		CPPUNIT_ASSERT_EQUAL(std::string("7"), execute("SELECT value FROM counter"));
		CPPUNIT_ASSERT_EQUAL(std::string("on"), execute("SHOW synchronous_commit"));
	}

	void testChangesStayWhenAddedRowsAreExecutedAgain()
	{
		prepare(addTelling(transaction));
		const std::string change =
			"UPDATE counter SET value = value + 1 RETURNING pg_current_wal_insert_lsn()::text";
		const WriteGroup group = {changeBy(change), add(addTelling(transaction), 1),
								  add(addTelling(transaction), 1)};
		executeGroup(group);
		CPPUNIT_ASSERT(isFlushed(outcomeOf(*group[0])));
		CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException 23505"), outcomeOf(*group[2]));
		CPPUNIT_ASSERT_EQUAL(std::string("1"), execute("SELECT value FROM counter"));
		CPPUNIT_ASSERT_EQUAL(std::string("1"), rows());
		CPPUNIT_ASSERT_EQUAL(std::string("on"), execute("SHOW synchronous_commit"));
	}

	/// Nothing is prepared, so nothing is shared.
	void testEachWriteHasItsOutcome()
	{
		const std::string sql = "INSERT INTO item VALUES (1) RETURNING current_setting('synchronous_commit')";
		const WriteGroup group = {
			changeBy(sql), changeBy(sql), changeBy("INSERT INTO nowhere VALUES (1)"),
			changeBy("INSERT INTO item VALUES (3) RETURNING pg_current_wal_insert_lsn()::text")};
		executeGroup(group);
		CPPUNIT_ASSERT_EQUAL(std::string("off"), outcomeOf(*group[0]));
		CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException 23505"), outcomeOf(*group[1]));
		CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 42P01"), outcomeOf(*group[2]));
		CPPUNIT_ASSERT(isFlushed(outcomeOf(*group[3])));
		CPPUNIT_ASSERT_EQUAL(std::string("2"), rows());
		CPPUNIT_ASSERT_EQUAL(std::string("on"), execute("SHOW synchronous_commit"));
		CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::None);
	}

	void testChangedTableIsPreparedAgain()
	{
		const std::string sql = "INSERT INTO item VALUES ($1) RETURNING *";
		prepare(sql);
		Test::askPostgreSQL("ALTER TABLE " + _schema->name() + ".item ADD COLUMN more int");
		CPPUNIT_ASSERT_EQUAL(std::string("1 2 3"), outcomesOf(threeOf(sql)));
		CPPUNIT_ASSERT_EQUAL(std::string("11 12 13"), outcomesOf(threeOf(sql, 10)));
	}

	void testValueThatCannotBeSentFailsAlone()
	{
		const std::string sql = "INSERT INTO item VALUES (DEFAULT, $1) RETURNING name";
		execute("ALTER TABLE item ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY");
		execute(sql, {"first"});
		WriteGroup group = {add(sql, 0), add(sql, 0)};
		group[0]->parameters = {std::string("a\0b", 3)};
		group[1]->parameters = {"second"};
		CPPUNIT_ASSERT_EQUAL(std::string("SerializationException second"), outcomesOf(group));
	}

	/// The group has row 1 and wants row 2, another transaction has row 2 and wants row 1.
	void testAfterADeadlockRowsAreAddedAlone()
	{
		_other = open();
		_gate = open();
		const std::string sql = addTelling(transaction);
		const std::string gated = "INSERT INTO item SELECT $1 FROM pg_advisory_xact_lock_shared(7)";
		prepare(sql);
		prepare(gated);
		execute("SET deadlock_timeout = '20ms'");
		executeOn(*_other, "SET deadlock_timeout = '20s'");
		executeOn(*_gate, "SELECT pg_advisory_lock(7)");
		_runner->run([this] { return _other->begin(Access::Write); });
		executeOn(*_other, "INSERT INTO item VALUES (2)");
		const WriteGroup group = {add(sql, 1), add(gated, 3), add(sql, 2)};
		std::atomic<bool> done = false;
		_runner->call([&] { _runner->loop().spawn(finish(_connection->executeGroup(group), done)); });
		awaitLock("advisory");
		const std::shared_ptr<GroupedWrite> crossing = changeBy("INSERT INTO item VALUES (1)");
		std::atomic<bool> crossed = false;
		_runner->call([&] { _runner->loop().spawn(finish(executeInto(*_other, *crossing), crossed)); });
		awaitLock("transactionid");
		executeOn(*_gate, "SELECT pg_advisory_unlock(7)");
		CPPUNIT_ASSERT(_runner->eventually([&] { return crossed.load(); }));
		CPPUNIT_ASSERT_EQUAL(std::string(), outcomeOf(*crossing));
		_runner->run([this] { return _other->commit(); });
		CPPUNIT_ASSERT(_runner->eventually([&] { return done.load(); }));
		CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException 23505"), outcomeOf(*group[0]));
		CPPUNIT_ASSERT_EQUAL(std::string(), outcomeOf(*group[1]));
		CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException 23505"), outcomeOf(*group[2]));
		const WriteGroup next = threeOf(sql, 10);
		executeGroup(next);
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, transactionsOf(next).size());
	}

	void testSessionThatEndsBeforeTheCommitKeepsNothing()
	{
		const WriteGroup group = groupWithSlowRow();
		CPPUNIT_ASSERT_EQUAL(std::string("ok"), endSessionIn(group));
		for (const std::shared_ptr<GroupedWrite>& write : group)
			CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 57P01 lost, safe to retry"),
								 outcomeOf(*write));
		CPPUNIT_ASSERT_EQUAL(std::string("0"), rows());
	}

	void testSessionThatEndsBeforeTheCommitLeavesChangesUnknown()
	{
		WriteGroup group = groupWithSlowRow();
		group.insert(group.begin(), changeBy("UPDATE counter SET value = 1"));
		CPPUNIT_ASSERT_EQUAL(std::string("CommitUnknownException"), endSessionIn(group).substr(0, 22));
		CPPUNIT_ASSERT(!group[0]->error);
		for (std::size_t i = 1; i < group.size(); ++i)
			CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 57P01 lost, safe to retry"),
								 outcomeOf(*group[i]));
		CPPUNIT_ASSERT_EQUAL(std::string("0"), rows());
	}

	void testSessionThatEndsInTheCommitIsUnknown()
	{
		execute("CREATE FUNCTION wait_long() RETURNS trigger LANGUAGE plpgsql AS "
				"'BEGIN PERFORM pg_sleep(20); RETURN NULL; END'");
		prepare(addTelling(transaction));
		execute("CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON item DEFERRABLE INITIALLY DEFERRED "
				"FOR EACH ROW EXECUTE FUNCTION wait_long()");
		const WriteGroup group = threeOf(addTelling(transaction));
		CPPUNIT_ASSERT_EQUAL(std::string("ok"), endSessionIn(group));
		for (const std::shared_ptr<GroupedWrite>& write : group)
			CPPUNIT_ASSERT_EQUAL(std::string("CommitUnknownException 57P01 lost"), outcomeOf(*write));
	}

	void testSessionThatEndsInAChangeIsUnknown()
	{
		const WriteGroup group = {changeBy("INSERT INTO item VALUES (1)"),
								  changeBy("INSERT INTO item SELECT 2 FROM pg_sleep(20)"),
								  changeBy("INSERT INTO item VALUES (3)")};
		CPPUNIT_ASSERT_EQUAL(std::string("CommitUnknownException 57P01 lost"), endSessionIn(group));
		CPPUNIT_ASSERT(!group[0]->error);
		CPPUNIT_ASSERT(group[1]->error && group[2]->error);
		// It was committed, but who knows whether it is on the disk.
		CPPUNIT_ASSERT_EQUAL(std::string("1"), rows());
	}

	void testServerThatAnswersTooLateLeavesAllUnknown()
	{
		_runner->call([this] { _connection.reset(); });
		_connection = open(300);
		prepare(addTelling(transaction));
		WriteGroup group = threeOf(addTelling(transaction));
		group.push_back(changeBy("UPDATE counter SET value = 1"));
		const auto pid = static_cast<pid_t>(std::stol(execute("SELECT pg_backend_pid()::text")));
		CPPUNIT_ASSERT_EQUAL(0, kill(pid, SIGSTOP));
		std::atomic<bool> done = false;
		_runner->call([&] { _runner->loop().spawn(finish(_connection->executeGroup(group), done)); });
		const bool finished = _runner->eventually([&] { return done.load(); });
		kill(pid, SIGCONT);
		CPPUNIT_ASSERT(finished);
		for (const std::shared_ptr<GroupedWrite>& write : group)
			CPPUNIT_ASSERT_EQUAL(std::string("CommitUnknownException"), outcomeOf(*write).substr(0, 22));
	}

private:
	static constexpr const char* transaction = "pg_current_xact_id()::text";
	static constexpr const char* position = "pg_current_wal_insert_lsn()::text";

	std::unique_ptr<Connection> open(int statementTimeoutMs = 0)
	{
		std::unique_ptr<Connection> opened;
		_runner->run([&] { return openInto(opened, statementTimeoutMs); });
		return opened;
	}

	Task<void> openInto(std::unique_ptr<Connection>& opened, int statementTimeoutMs)
	{
		DatabaseConfig config = _schema->config();
		config.engine.statementTimeoutMs = statementTimeoutMs;
		const Access access = Access::Write;
		EventLoop& loop = _runner->loop();
		std::unique_ptr<Connection> connection = co_await _backend.connectAsync(config, access, loop);
		opened = std::move(connection);
	}

	static std::string addTelling(const std::string& what)
	{
		return "INSERT INTO item VALUES ($1) RETURNING " + what;
	}

	static std::shared_ptr<GroupedWrite> add(const std::string& sql, int id)
	{
		std::shared_ptr<GroupedWrite> write = changeBy(sql);
		write->statement.addsRow = true;
		write->parameters = {id};
		return write;
	}

	static std::shared_ptr<GroupedWrite> changeBy(const std::string& sql)
	{
		auto write = std::make_shared<GroupedWrite>();
		write->statement = {sql, Access::Write};
		return write;
	}

	static WriteGroup threeOf(const std::string& sql, int after = 0)
	{
		return {add(sql, after + 1), add(sql, after + 2), add(sql, after + 3)};
	}

	/// The last row waits for a long time.
	WriteGroup groupWithSlowRow()
	{
		const std::string slow =
			"INSERT INTO item SELECT $1 FROM pg_sleep(CASE WHEN $1 = 99 THEN 20 ELSE 0 END)";
		prepare(slow);
		prepare(addTelling(transaction));
		return {add(addTelling(transaction), 1), add(slow, 99), add(addTelling(transaction), 2)};
	}

	/// So that the connection knows the statement.
	void prepare(const std::string& sql)
	{
		execute(sql, {1000});
		execute("DELETE FROM item");
	}

	std::string execute(const std::string& sql, const Parameters& parameters = {})
	{
		return executeOn(*_connection, sql, parameters);
	}

	/// The first cell, or the error.
	std::string executeOn(Connection& connection, const std::string& sql, const Parameters& parameters = {})
	{
		GroupedWrite write;
		write.statement = {sql, Access::Write};
		write.parameters = parameters;
		_runner->run([&] { return executeInto(connection, write); });
		return outcomeOf(write);
	}

	static Task<void> executeInto(Connection& connection, GroupedWrite& write)
	{
		const Statement& statement = write.statement;
		try
		{
			ResultSetPtr result = co_await connection.execute(statement, write.parameters);
			write.result = std::move(result);
		}
		catch (...)
		{
			write.error = std::current_exception();
		}
	}

	void executeGroup(const WriteGroup& group)
	{
		_runner->run([&] { return _connection->executeGroup(group); });
	}

	std::string outcomesOf(const WriteGroup& group)
	{
		executeGroup(group);
		std::string outcomes;
		for (const std::shared_ptr<GroupedWrite>& write : group)
			outcomes += (outcomes.empty() ? "" : " ") + outcomeOf(*write);
		return outcomes;
	}

	Task<void> finish(Task<void> task, std::atomic<bool>& done)
	{
		Task<void> running = std::move(task);
		try
		{
			co_await running;
			_thrown = "ok";
		}
		catch (const DatabaseException& exception)
		{
			_thrown = describe(exception);
		}
		done = true;
	}

	/// What executeGroup() threw, or ok, when the server ends the session while it sleeps.
	std::string endSessionIn(const WriteGroup& group)
	{
		const std::string pid = execute("SELECT pg_backend_pid()::text");
		std::atomic<bool> done = false;
		_runner->call([&] { _runner->loop().spawn(finish(_connection->executeGroup(group), done)); });
		const std::string sleeping =
			"SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = " + pid;
		CPPUNIT_ASSERT(_runner->eventually([&] { return Test::askPostgreSQL(sleeping) == "1"; }));
		Test::askPostgreSQL("SELECT pg_terminate_backend(" + pid + ")");
		CPPUNIT_ASSERT(_runner->eventually([&] { return done.load(); }));
		return _thrown;
	}

	static std::string describe(const DatabaseException& exception)
	{
		std::string text = Test::classOf(exception);
		if (!exception.detail().sqlState.empty()) text += " " + exception.detail().sqlState;
		if (exception.detail().connectionLost) text += " lost";
		if (exception.detail().safeToRetry) text += ", safe to retry";
		return text;
	}

	/// The first cell, or the error; to be asked once.
	static std::string outcomeOf(GroupedWrite& write)
	{
		try
		{
			if (write.error) std::rethrow_exception(write.error);
			const bool has = write.result && write.result->next() && !write.result->isNull(0);
			return has ? std::string(write.result->text(0)) : std::string();
		}
		catch (const DatabaseException& exception)
		{
			return describe(exception);
		}
	}

	static std::set<std::string> transactionsOf(const WriteGroup& group)
	{
		std::set<std::string> all;
		for (const std::shared_ptr<GroupedWrite>& write : group)
			all.insert(outcomeOf(*write));
		return all;
	}

	/// Waits until somebody waits for a lock of that type.
	void awaitLock(const std::string& type)
	{
		const std::string sql =
			"SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = '" + type + "'";
		CPPUNIT_ASSERT(_runner->eventually([&] { return Test::askPostgreSQL(sql) == "1"; }));
	}

	bool isFlushed(const std::string& at)
	{
		return execute("SELECT (pg_current_wal_flush_lsn() > '" + at + "')::text") == "true";
	}

	std::string rows() const
	{
		return Test::askPostgreSQL("SELECT count(*) FROM " + _schema->name() + ".item");
	}

	std::unique_ptr<Test::PostgreSQLSchema> _schema;
	std::unique_ptr<Test::LoopRunner> _runner;
	PostgreSQLBackend _backend;
	std::unique_ptr<Connection> _connection; ///< used on the loop's thread only
	std::unique_ptr<Connection> _other;
	std::unique_ptr<Connection> _gate;
	std::string _thrown;
};


CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLGroupTest);


} // namespace Athanor::Conformance
