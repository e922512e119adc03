//
// SQLiteAsyncTest.cpp
//
// Library: Tests
// Package: Conformance
//
// Asynchronous connections to SQLite: two loops, one writer, locks, failures, closing.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/AsyncSession.h"
#include "LoopRunner.h"
#include "TemporaryDirectory.h"
#include "sqlite/Backend.h"
#include "sqlite/Connection.h"
#include "sqlite/ResultSet.h"
#include <atomic>
#include <cppunit/extensions/HelperMacros.h>
#include <cstdlib>
#include <cxxabi.h>
#include <list>
#include <sqlite3.h>


namespace Athanor::Conformance {


namespace {


/// What became of a task.
struct Outcome
{
	std::string text; ///< the first cell, or the exception's class and SQLSTATE
	bool onItsLoop = true;
	std::atomic<bool> done = false;
};


/// The write lock of the file, as another program would hold it.
class ForeignLock
{
public:
	explicit ForeignLock(const std::string& path)
	{
		CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open(path.c_str(), &_database));
		CPPUNIT_ASSERT_EQUAL(SQLITE_OK,
							 sqlite3_exec(_database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr));
	}
	ForeignLock(const ForeignLock&) = delete;
	ForeignLock& operator=(const ForeignLock&) = delete;
	~ForeignLock()
	{
		sqlite3_close(_database);
	}

private:
	sqlite3* _database = nullptr;
};


const std::string slow = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) "
						 "SELECT count(*) FROM numbers LIMIT 1";


std::string nameOf(const DatabaseException& exception)
{
	int status = 0;
	const std::unique_ptr<char, void (*)(void*)> name(
		abi::__cxa_demangle(typeid(exception).name(), nullptr, nullptr, &status), std::free);
	const std::string text = status == 0 ? name.get() : "?";
	return text.substr(text.rfind(':') + 1) + " " + exception.detail().sqlState;
}


/// Waits for a task and notes how it ended.
Task<void> note(Task<void> task, EventLoop& loop, Outcome& outcome)
{
	const Task<void> running = std::move(task);
	try
	{
		co_await running;
	}
	catch (const DatabaseException& exception)
	{
		outcome.text = nameOf(exception);
	}
	outcome.onItsLoop = outcome.onItsLoop && loop.isCurrent();
	outcome.done = true;
}


Task<void> ask(Connection& connection, std::string sql, Outcome& outcome)
{
	const Statement statement{std::move(sql), Access::Write};
	const Parameters none;
	ResultSetPtr rows = co_await connection.execute(statement, none);
	outcome.text = rows->next() ? std::string(rows->text(0)) : "";
}


Task<void> select(Connection& connection, ResultSetPtr& result)
{
	const Statement statement{"SELECT value FROM counter", Access::Read};
	const Parameters none;
	ResultSetPtr rows = co_await connection.execute(statement, none);
	result = std::move(rows);
}


Task<void> execute(AsyncSession& session, std::string sql, Access access, Outcome& outcome)
{
	const Statement statement{std::move(sql), access};
	const Parameters none;
	UnitOfWork& unit = session.unit();
	ResultSetPtr rows = co_await unit.execute(statement, none);
	outcome.text = rows->next() ? std::string(rows->text(0)) : "";
	outcome.onItsLoop = outcome.onItsLoop && session.loop().isCurrent();
}


/// One statement in a transaction of its own.
Task<void> transact(Engine& engine, EventLoop& loop, std::string sql, Access access, Outcome& outcome)
{
	AsyncSession session(engine, loop);
	co_await execute(session, sql, access, outcome);
	co_await session.commit();
}


/// One write that is a transaction of its own.
Task<void> writeOnce(Engine& engine, EventLoop& loop, std::string sql, Outcome& outcome)
{
	AsyncSession session(engine, loop);
	UnitOfWork& unit = session.unit();
	unit.promiseCommit();
	unit.nextWriteIsLast();
	co_await execute(session, sql, Access::Write, outcome);
	co_await session.commit();
}


/// Reads a number and writes the next one.
Task<void> increment(Engine& engine, EventLoop& loop, Outcome& outcome)
{
	AsyncSession session(engine, loop);
	const std::string query = "SELECT CAST(value AS TEXT) FROM counter";
	co_await session.begin(Access::Write);
	co_await execute(session, query, Access::Read, outcome);
	const std::string update = "UPDATE counter SET value = " + std::to_string(std::stoi(outcome.text) + 1);
	co_await execute(session, update, Access::Write, outcome);
	co_await session.commit();
}


} // namespace


class SQLiteAsyncTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SQLiteAsyncTest);
	CPPUNIT_TEST(testWrittenOnOneLoopIsReadOnTheOther);
	CPPUNIT_TEST(testIncrementsOfTwoLoopsLoseNothing);
	CPPUNIT_TEST(testIncrementsInMemoryLoseNothing);
	CPPUNIT_TEST(testFailedStatementFailsTheSessionUntilRollback);
	CPPUNIT_TEST(testFailedCommitLeavesTheWriterUsable);
	CPPUNIT_TEST(testLoopRunsWhileTheWriterWaitsForALock);
	CPPUNIT_TEST(testLockThatStaysEndsInABoundedWait);
	CPPUNIT_TEST(testWritesOfTwoLoopsAreGroupedAndEachHasItsOutcome);
	CPPUNIT_TEST(testDeferredConstraintFailsItsWriteAlone);
	CPPUNIT_TEST(testInterruptedWriteFailsAlone);
	CPPUNIT_TEST(testTransactionHasItsTurnBetweenGroups);
	CPPUNIT_TEST(testManyStatementsAtOnceKeepTheirOrder);
	CPPUNIT_TEST(testRowsDoNotStreamFromTheThread);
	CPPUNIT_TEST(testFailureToOpenCrossesWithItsType);
	CPPUNIT_TEST(testReaderIsABlockingConnectionThatCannotWrite);
	CPPUNIT_TEST(testOutsideOfALoopOnlyClosingWorks);
	CPPUNIT_TEST(testClosingRollsBack);
	CPPUNIT_TEST(testClosingFailsWhatStillWaits);
	CPPUNIT_TEST(testCancelInterruptsTheStatement);
	CPPUNIT_TEST(testAbandonedTaskIsNotContinuedAndCanBeRolledBack);
	CPPUNIT_TEST(testPocoIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override;
	void tearDown() override;
	void testWrittenOnOneLoopIsReadOnTheOther();
	void testIncrementsOfTwoLoopsLoseNothing();
	void testIncrementsInMemoryLoseNothing();
	void testFailedStatementFailsTheSessionUntilRollback();
	void testFailedCommitLeavesTheWriterUsable();
	void testLoopRunsWhileTheWriterWaitsForALock();
	void testLockThatStaysEndsInABoundedWait();
	void testWritesOfTwoLoopsAreGroupedAndEachHasItsOutcome();
	void testDeferredConstraintFailsItsWriteAlone();
	void testInterruptedWriteFailsAlone();
	void testTransactionHasItsTurnBetweenGroups();
	void testManyStatementsAtOnceKeepTheirOrder();
	void testRowsDoNotStreamFromTheThread();
	void testFailureToOpenCrossesWithItsType();
	void testReaderIsABlockingConnectionThatCannotWrite();
	void testOutsideOfALoopOnlyClosingWorks();
	void testClosingRollsBack();
	void testClosingFailsWhatStillWaits();
	void testCancelInterruptsTheStatement();
	void testAbandonedTaskIsNotContinuedAndCanBeRolledBack();
	void testPocoIsRefused();

private:
	using Make = std::function<Task<void>()>;

	DatabaseConfig configOf(const std::string& connectionString) const;
	std::string path() const
	{
		return _directory->path() + "/async.db";
	}
	/// Asks a blocking connection for the first cell.
	std::string askFile(const std::string& sql) const;
	void makeEngine(const std::string& connectionString, int busyTimeoutMs = 100);
	/// Opens _connection on the first loop.
	void open(Access access, int busyTimeoutMs = 100);
	Task<void> connect(DatabaseConfig config, Access access);
	/// Runs a task on the first loop to its end.
	std::string wait(const Make& make);
	std::string askConnection(const std::string& sql);
	/// Starts a task on the first loop.
	Outcome& start(const Make& make);
	void incrementOnBothLoops();
	/// Starts writes of their own, by turns on both loops, while the file is locked: all but the first are one group.
	void startWrites(const std::vector<std::string>& all);
	void waitForAll();

	std::unique_ptr<TemporaryDirectory> _directory;
	std::unique_ptr<SQLiteBackend> _backend;
	std::unique_ptr<Test::LoopRunner> _first;
	std::unique_ptr<Test::LoopRunner> _second;
	std::unique_ptr<Engine> _engine;
	std::unique_ptr<Connection> _connection; ///< used on the first loop only
	std::list<Outcome> _outcomes;
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteAsyncTest);


void SQLiteAsyncTest::setUp()
{
	_directory = std::make_unique<TemporaryDirectory>();
	_backend = std::make_unique<SQLiteBackend>();
	_first = std::make_unique<Test::LoopRunner>();
	_second = std::make_unique<Test::LoopRunner>();
	askFile("CREATE TABLE counter (value INTEGER NOT NULL)");
	askFile("INSERT INTO counter VALUES (0)");
	askFile("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
	askFile("CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
}


void SQLiteAsyncTest::tearDown()
{
	if (_first) _first->call([this] { _connection.reset(); });
	// Not before the pools have cleaned what came back.
	const bool returned = !_engine || _first->eventually([this] { return _engine->used() == 0; });
	if (_engine) _engine->close();
	_engine.reset();
	_second.reset();
	_first.reset();
	_outcomes.clear();
	_backend.reset();
	_directory.reset();
	CPPUNIT_ASSERT_MESSAGE("a connection did not come back to its pool", returned);
}


DatabaseConfig SQLiteAsyncTest::configOf(const std::string& connectionString) const
{
	DatabaseConfig config;
	config.bindKey = "default";
	config.connectionString = connectionString;
	config.workingDirectory = _directory->path();
	config.async = true;
	config.engine.busyTimeoutMs = 100;
	config.engine.synchronous = Synchronous::Off;
	return config;
}


std::string SQLiteAsyncTest::askFile(const std::string& sql) const
{
	const std::unique_ptr<Connection> connection =
		_backend->connect(configOf("sqlite:///async.db"), Access::Write);
	const Statement statement{sql, Access::Write};
	const Parameters none;
	const ResultSetPtr rows = runInline(connection->execute(statement, none));
	return rows->next() ? std::string(rows->text(0)) : "";
}


void SQLiteAsyncTest::makeEngine(const std::string& connectionString, int busyTimeoutMs)
{
	DatabaseConfig config = configOf(connectionString);
	config.engine.busyTimeoutMs = busyTimeoutMs;
	config.engine.statementTimeoutMs = 500;
	_engine = std::make_unique<Engine>(std::move(config), *_backend);
	_engine->attachLoops({&_first->loop(), &_second->loop()});
}


Task<void> SQLiteAsyncTest::connect(DatabaseConfig config, Access access)
{
	EventLoop& loop = _first->loop();
	std::unique_ptr<Connection> connection = co_await _backend->connectAsync(config, access, loop);
	_connection = std::move(connection);
}


void SQLiteAsyncTest::open(Access access, int busyTimeoutMs)
{
	DatabaseConfig config = configOf("sqlite:///async.db");
	config.engine.busyTimeoutMs = busyTimeoutMs;
	_first->run([this, config, access] { return connect(config, access); });
}


std::string SQLiteAsyncTest::wait(const Make& make)
{
	Outcome outcome;
	outcome.text = "ok";
	_first->run([&] { return note(make(), _first->loop(), outcome); });
	CPPUNIT_ASSERT(outcome.onItsLoop);
	return outcome.text;
}


std::string SQLiteAsyncTest::askConnection(const std::string& sql)
{
	Outcome outcome;
	_first->run([&] { return note(ask(*_connection, sql, outcome), _first->loop(), outcome); });
	return outcome.text;
}


Outcome& SQLiteAsyncTest::start(const Make& make)
{
	Outcome& outcome = _outcomes.emplace_back();
	outcome.text = "ok";
	_first->call([&] { _first->loop().spawn(note(make(), _first->loop(), outcome)); });
	return outcome;
}


void SQLiteAsyncTest::testWrittenOnOneLoopIsReadOnTheOther()
{
	makeEngine("sqlite:///async.db");
	Outcome written;
	Outcome read;
	const std::string insert = "INSERT INTO parent VALUES (41) RETURNING CAST(id + 1 AS TEXT)";
	const std::string query = "SELECT CAST(id AS TEXT) FROM parent";
	_first->run([&] { return transact(*_engine, _first->loop(), insert, Access::Write, written); });
	_second->run([&] { return transact(*_engine, _second->loop(), query, Access::Read, read); });
	CPPUNIT_ASSERT_EQUAL(std::string("42"), written.text);
	CPPUNIT_ASSERT_EQUAL(std::string("41"), read.text);
	CPPUNIT_ASSERT(written.onItsLoop && read.onItsLoop);
	CPPUNIT_ASSERT_EQUAL(std::string("41"), askFile(query));
}


void SQLiteAsyncTest::incrementOnBothLoops()
{
	constexpr int each = 8;
	for (int i = 0; i < each; ++i)
	{
		for (Test::LoopRunner* runner : {_first.get(), _second.get()})
		{
			Outcome& outcome = _outcomes.emplace_back();
			EventLoop& loop = runner->loop();
			runner->call([&] { loop.spawn(note(increment(*_engine, loop, outcome), loop, outcome)); });
		}
	}
	waitForAll();
	for (const Outcome& outcome : _outcomes)
	{
		CPPUNIT_ASSERT_EQUAL(std::string(), outcome.text);
		CPPUNIT_ASSERT(outcome.onItsLoop);
	}
}


void SQLiteAsyncTest::waitForAll()
{
	CPPUNIT_ASSERT(_first->eventually([this] {
		return std::all_of(_outcomes.begin(), _outcomes.end(),
						   [](const Outcome& outcome) { return outcome.done.load(); });
	}));
}


void SQLiteAsyncTest::startWrites(const std::vector<std::string>& all)
{
	const ForeignLock lock(path());
	for (const std::string& sql : all)
	{
		Outcome& outcome = _outcomes.emplace_back();
		Test::LoopRunner& runner = _outcomes.size() % 2 == 0 ? *_second : *_first;
		EventLoop& loop = runner.loop();
		runner.call([&] { loop.spawn(note(writeOnce(*_engine, loop, sql, outcome), loop, outcome)); });
	}
}


void SQLiteAsyncTest::testWritesOfTwoLoopsAreGroupedAndEachHasItsOutcome()
{
	makeEngine("sqlite:///async.db", 10'000);
	// The loops take turns, and which of them comes first is not said: what depends on an order is on one loop.
	startWrites({"INSERT INTO parent VALUES (0) RETURNING 'first'",
				 "INSERT INTO parent VALUES (1) RETURNING 'one'", "INSERT INTO nowhere VALUES (1)",
				 "INSERT INTO parent VALUES (1)", "UPDATE counter SET value = value + 1 RETURNING 'counted'",
				 "UPDATE counter SET value = value + 1 RETURNING 'counted too'"});
	waitForAll();
	std::string texts;
	for (const Outcome& outcome : _outcomes)
		texts += outcome.text + (outcome.onItsLoop ? "; " : " on the other loop; ");
	CPPUNIT_ASSERT_EQUAL(
		std::string(
			"first; one; RepositoryException 42000; DuplicateKeyException 23505; counted; counted too; "),
		texts);
	CPPUNIT_ASSERT_EQUAL(std::string("2"), askFile("SELECT CAST(count(*) AS TEXT) FROM parent"));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), askFile("SELECT CAST(value AS TEXT) FROM counter"));
}


void SQLiteAsyncTest::testDeferredConstraintFailsItsWriteAlone()
{
	makeEngine("sqlite:///async.db", 10'000);
	startWrites({"INSERT INTO parent VALUES (0)", "INSERT INTO parent VALUES (1)",
				 "INSERT INTO child VALUES (7)", "UPDATE counter SET value = value + 1",
				 "INSERT INTO child VALUES (1)"});
	waitForAll();
	std::string texts;
	for (const Outcome& outcome : _outcomes)
		texts += outcome.text + "; ";
	CPPUNIT_ASSERT_EQUAL(std::string("; ; ForeignKeyException 23503; ; ; "), texts);
	CPPUNIT_ASSERT_EQUAL(std::string("2"), askFile("SELECT CAST(count(*) AS TEXT) FROM parent"));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), askFile("SELECT CAST(count(*) AS TEXT) FROM child"));
	// Not twice, although the group was executed again.
	CPPUNIT_ASSERT_EQUAL(std::string("1"), askFile("SELECT CAST(value AS TEXT) FROM counter"));
}


void SQLiteAsyncTest::testInterruptedWriteFailsAlone()
{
	makeEngine("sqlite:///async.db", 10'000);
	startWrites({"INSERT INTO parent VALUES (0)", "UPDATE counter SET value = value + 1",
				 "INSERT INTO parent " + slow, "UPDATE counter SET value = value + 1"});
	waitForAll();
	CPPUNIT_ASSERT_EQUAL(std::string("TimeoutException 57014"), std::next(_outcomes.begin(), 2)->text);
	CPPUNIT_ASSERT_EQUAL(std::string(), _outcomes.back().text);
	CPPUNIT_ASSERT_EQUAL(std::string("2"), askFile("SELECT CAST(value AS TEXT) FROM counter"));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), askFile("SELECT CAST(count(*) AS TEXT) FROM parent"));
}


void SQLiteAsyncTest::testTransactionHasItsTurnBetweenGroups()
{
	makeEngine("sqlite:///async.db", 10'000);
	std::vector<std::string> all(200, "UPDATE counter SET value = value + 1");
	startWrites(all);
	incrementOnBothLoops();
	CPPUNIT_ASSERT_EQUAL(std::string("216"), askFile("SELECT CAST(value AS TEXT) FROM counter"));
}


void SQLiteAsyncTest::testIncrementsOfTwoLoopsLoseNothing()
{
	makeEngine("sqlite:///async.db");
	incrementOnBothLoops();
	CPPUNIT_ASSERT_EQUAL(std::string("16"), askFile("SELECT CAST(value AS TEXT) FROM counter"));
}


void SQLiteAsyncTest::testIncrementsInMemoryLoseNothing()
{
	makeEngine("sqlite:///:memory:");
	Outcome outcome;
	const auto run = [&](const std::string& sql) {
		_second->run([&] { return transact(*_engine, _second->loop(), sql, Access::Write, outcome); });
	};
	run("CREATE TABLE counter (value INTEGER NOT NULL)");
	run("INSERT INTO counter VALUES (0)");
	incrementOnBothLoops();
	run("SELECT CAST(value AS TEXT) FROM counter");
	CPPUNIT_ASSERT_EQUAL(std::string("16"), outcome.text);
}


void SQLiteAsyncTest::testFailedStatementFailsTheSessionUntilRollback()
{
	makeEngine("sqlite:///async.db");
	const std::string insert = "INSERT INTO parent VALUES (1)";
	Outcome outcome;
	std::unique_ptr<AsyncSession> session;
	const Make write = [&] { return execute(*session, insert, Access::Write, outcome); };
	_first->call([&] { session = std::make_unique<AsyncSession>(*_engine, _first->loop()); });
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait(write));
	CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException 23505"), wait(write));
	CPPUNIT_ASSERT(session->failed());
	CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException "), wait(write));
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait([&] { return session->rollback(); }));
	CPPUNIT_ASSERT_EQUAL(std::string("0"), askFile("SELECT CAST(count(*) AS TEXT) FROM parent"));
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait(write));
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait([&] { return session->commit(); }));
	_first->call([&] { session.reset(); });
	CPPUNIT_ASSERT_EQUAL(std::string("1"), askFile("SELECT CAST(count(*) AS TEXT) FROM parent"));
}


void SQLiteAsyncTest::testFailedCommitLeavesTheWriterUsable()
{
	makeEngine("sqlite:///async.db");
	Outcome outcome;
	const auto write = [&](const std::string& sql) {
		return wait([&] { return transact(*_engine, _first->loop(), sql, Access::Write, outcome); });
	};
	CPPUNIT_ASSERT_EQUAL(std::string("ForeignKeyException 23503"), write("INSERT INTO child VALUES (7)"));
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), write("INSERT INTO parent VALUES (1)"));
	CPPUNIT_ASSERT_EQUAL(std::string("0"), askFile("SELECT CAST(count(*) AS TEXT) FROM child"));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), askFile("SELECT CAST(count(*) AS TEXT) FROM parent"));
}


void SQLiteAsyncTest::testLoopRunsWhileTheWriterWaitsForALock()
{
	open(Access::Write, 20'000);
	auto lock = std::make_unique<ForeignLock>(path());
	const Outcome& begun = start([this] { return _connection->begin(Access::Write); });
	int ticks = 0;
	std::function<void()> tick = [&] {
		if (++ticks < 20)
			_first->loop().addTimer(EventLoop::Clock::now() + std::chrono::milliseconds(2), tick);
	};
	_first->call(tick);
	CPPUNIT_ASSERT(_first->eventually([&] { return ticks == 20; }));
	CPPUNIT_ASSERT(!begun.done);
	lock.reset();
	CPPUNIT_ASSERT(_first->eventually([&] { return begun.done.load(); }));
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), begun.text);
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::Active);
}


void SQLiteAsyncTest::testLockThatStaysEndsInABoundedWait()
{
	open(Access::Write);
	const ForeignLock lock(path());
	CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 55P03"),
						 wait([this] { return _connection->begin(Access::Write); }));
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::None);
}


void SQLiteAsyncTest::testManyStatementsAtOnceKeepTheirOrder()
{
	open(Access::Write);
	for (int i = 0; i < 32; ++i)
	{
		const std::string sql =
			i == 7 ? "SELECT nothing" : "UPDATE counter SET value = value + 1 RETURNING CAST(value AS TEXT)";
		Outcome& outcome = _outcomes.emplace_back();
		_first->call(
			[&] { _first->loop().spawn(note(ask(*_connection, sql, outcome), _first->loop(), outcome)); });
	}
	CPPUNIT_ASSERT(_first->eventually([this] { return _outcomes.back().done.load(); }));
	int number = 0;
	for (const Outcome& outcome : _outcomes)
	{
		const bool failed = &outcome == &*std::next(_outcomes.begin(), 7);
		const std::string wanted = failed ? "RepositoryException 42000" : std::to_string(++number);
		CPPUNIT_ASSERT_EQUAL(wanted, outcome.text);
	}
}


void SQLiteAsyncTest::testRowsDoNotStreamFromTheThread()
{
	open(Access::Write);
	ResultSetPtr rows;
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait([&] { return select(*_connection, rows); }));
	CPPUNIT_ASSERT(dynamic_cast<SQLite::KeptRows*>(rows.get()));
	// Nothing is left open that would keep a table from being dropped.
	CPPUNIT_ASSERT_EQUAL(std::string(), askConnection("DROP TABLE counter"));
	CPPUNIT_ASSERT(rows->next());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, rows->integer(0));
	CPPUNIT_ASSERT(!rows->next());
}


void SQLiteAsyncTest::testFailureToOpenCrossesWithItsType()
{
	const DatabaseConfig config = configOf("sqlite:///missing/async.db");
	CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 08001"),
						 wait([&] { return connect(config, Access::Write); }));
}


void SQLiteAsyncTest::testReaderIsABlockingConnectionThatCannotWrite()
{
	CPPUNIT_ASSERT(_backend->hasAsync());
	open(Access::Read);
	CPPUNIT_ASSERT(dynamic_cast<SQLite::Connection*>(_connection.get()));
	CPPUNIT_ASSERT_EQUAL(std::string("0"), askConnection("SELECT CAST(value AS TEXT) FROM counter"));
	CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException 25006"),
						 askConnection("UPDATE counter SET value = 1"));
}


void SQLiteAsyncTest::testOutsideOfALoopOnlyClosingWorks()
{
	open(Access::Write);
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait([this] { return _connection->begin(Access::Write); }));
	CPPUNIT_ASSERT_THROW(runInline(_connection->rollback()), InvalidRequestException);
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::Active);
	_connection.reset();
	CPPUNIT_ASSERT_EQUAL(std::string(), askFile("UPDATE counter SET value = 2"));
}


void SQLiteAsyncTest::testClosingRollsBack()
{
	open(Access::Write);
	wait([this] { return _connection->begin(Access::Write); });
	CPPUNIT_ASSERT_EQUAL(std::string(), askConnection("UPDATE counter SET value = 5"));
	_first->call([this] { _connection.reset(); });
	CPPUNIT_ASSERT_EQUAL(std::string("0"), askFile("SELECT CAST(value AS TEXT) FROM counter"));
}


void SQLiteAsyncTest::testClosingFailsWhatStillWaits()
{
	open(Access::Write, 20'000);
	Outcome running;
	const Outcome& waiting = start([&] { return ask(*_connection, slow, running); });
	const Outcome& queued = start([this] { return _connection->ping(); });
	_first->call([this] { _connection.reset(); });
	CPPUNIT_ASSERT(_first->eventually([&] { return waiting.done && queued.done; }));
	// The first was interrupted, or had not begun.
	CPPUNIT_ASSERT(waiting.text == "TimeoutException 57014" || waiting.text == "ConnectionException 08003");
	CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 08003"), queued.text);
}


void SQLiteAsyncTest::testCancelInterruptsTheStatement()
{
	open(Access::Write);
	_connection->cancel();
	Outcome running;
	const Outcome& outcome = start([&] { return ask(*_connection, slow, running); });
	CPPUNIT_ASSERT(_first->eventually([&] {
		_connection->cancel();
		return outcome.done.load();
	}));
	CPPUNIT_ASSERT_EQUAL(std::string("TimeoutException 57014"), outcome.text);
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait([this] { return _connection->ping(); }));
}


void SQLiteAsyncTest::testAbandonedTaskIsNotContinuedAndCanBeRolledBack()
{
	open(Access::Write, 20'000);
	auto lock = std::make_unique<ForeignLock>(path());
	Test::Abandoned abandoned;
	Outcome unused;
	_first->call([&] {
		const Statement statement{"BEGIN IMMEDIATE", Access::Write, false};
		abandoned.start(_connection->execute(statement, {}));
		CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::Active);
		abandoned.destroy();
		CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::Active);
	});
	lock.reset();
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait([this] { return _connection->rollback(); }));
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::None);
	CPPUNIT_ASSERT(!abandoned.resumed());
	CPPUNIT_ASSERT_EQUAL(std::string(), askFile("UPDATE counter SET value = 2"));
}


void SQLiteAsyncTest::testPocoIsRefused()
{
	open(Access::Write);
	CPPUNIT_ASSERT_THROW(_connection->poco(), InvalidRequestException);
}


} // namespace Athanor::Conformance
