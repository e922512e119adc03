//
// PostgreSQLAsyncTest.cpp
//
// Library: Tests
// Package: Conformance
//
// Asynchronous connections to PostgreSQL: order, failures, lost servers, deadlines.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "LoopRunner.h"
#include "PostgreSQLCluster.h"
#include "postgresql/AsyncConnect.h"
#include "postgresql/AsyncConnection.h"
#include "postgresql/Backend.h"
#include <chrono>
#include <cppunit/extensions/HelperMacros.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>


namespace Athanor::Conformance {


using PostgreSQL::AsyncConnection;


class PostgreSQLAsyncTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PostgreSQLAsyncTest);
	CPPUNIT_TEST(testManyQueriesAtOnceKeepTheirOrder);
	CPPUNIT_TEST(testFailureInTheMiddleTouchesNoOther);
	CPPUNIT_TEST(testFailingReadOfABatchFailsAlone);
	CPPUNIT_TEST(testReadBehindAWriteSeesIt);
	CPPUNIT_TEST(testFailedFirstUseDoesNotPoisonTheStatement);
	CPPUNIT_TEST(testTransactionKeepsAndUndoes);
	CPPUNIT_TEST(testTransactionRulesAreThoseOfTheBlockingConnection);
	CPPUNIT_TEST(testCommitOfFailedTransactionThrows);
	CPPUNIT_TEST(testDeferredConstraintFailsTheCommit);
	CPPUNIT_TEST(testStatementTimeoutOfTheServer);
	CPPUNIT_TEST(testKilledServerFailsAllThatWait);
	CPPUNIT_TEST(testKillWhileIdleIsSafeToRetry);
	CPPUNIT_TEST(testConnectionKilledInCommitIsUnknown);
	CPPUNIT_TEST(testSilentServerIsGivenUp);
	CPPUNIT_TEST(testServerThatNeverGreetsIsGivenUp);
	CPPUNIT_TEST(testRefusedConnectionSaysSo);
	CPPUNIT_TEST(testWrongPasswordSaysSoAndHidesIt);
	CPPUNIT_TEST(testHostIsLookedUpBesideTheLoop);
	CPPUNIT_TEST(testUnknownHostIsAConnectionException);
	CPPUNIT_TEST(testChangedTableIsPreparedAgain);
	CPPUNIT_TEST(testManyDifferentStatementsAreBounded);
	CPPUNIT_TEST(testResetLeaksNothing);
	CPPUNIT_TEST(testCancelStopsTheStatement);
	CPPUNIT_TEST(testCancelledTaskIsNotResumed);
	CPPUNIT_TEST(testClosingWithWaitersFailsThem);
	CPPUNIT_TEST(testBigAnswersAndParametersPass);
	CPPUNIT_TEST(testPocoIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override;
	void tearDown() override;
	void testManyQueriesAtOnceKeepTheirOrder();
	void testFailureInTheMiddleTouchesNoOther();
	void testFailingReadOfABatchFailsAlone();
	void testReadBehindAWriteSeesIt();
	void testFailedFirstUseDoesNotPoisonTheStatement();
	void testTransactionKeepsAndUndoes();
	void testTransactionRulesAreThoseOfTheBlockingConnection();
	void testCommitOfFailedTransactionThrows();
	void testDeferredConstraintFailsTheCommit();
	void testStatementTimeoutOfTheServer();
	void testKilledServerFailsAllThatWait();
	void testKillWhileIdleIsSafeToRetry();
	void testConnectionKilledInCommitIsUnknown();
	void testSilentServerIsGivenUp();
	void testServerThatNeverGreetsIsGivenUp();
	void testRefusedConnectionSaysSo();
	void testWrongPasswordSaysSoAndHidesIt();
	void testHostIsLookedUpBesideTheLoop();
	void testUnknownHostIsAConnectionException();
	void testChangedTableIsPreparedAgain();
	void testManyDifferentStatementsAreBounded();
	void testResetLeaksNothing();
	void testCancelStopsTheStatement();
	void testCancelledTaskIsNotResumed();
	void testClosingWithWaitersFailsThem();
	void testBigAnswersAndParametersPass();
	void testPocoIsRefused();

private:
	/// What became of one statement.
	struct Outcome
	{
		std::string text; ///< the first cell, or the exception's class and SQLSTATE
		bool lost = false;
		bool retry = false;
		bool done = false;
	};
	using Outcomes = std::vector<Outcome>;

	void open();
	void open(const DatabaseConfig& config);
	/// Executes it and waits.
	Outcome ask(const std::string& sql, const Parameters& parameters = {});
	Outcome wait(Task<void> task);
	/// Starts all of them at once, and waits until all are done.
	Outcomes askAll(const std::vector<std::string>& all);
	void start(const std::string& sql, Outcome& outcome, const Parameters& parameters = {}, bool keep = true);
	void waitFor(const Outcomes& outcomes);
	std::string openFailure(const std::string& connectionString, int timeoutMs = 5000);
	AsyncConnection& native() const;

	Task<void> execute(std::string sql, Parameters parameters, bool keep, Outcome& outcome);
	Task<void> readBriefly(std::string sql, Parameters parameters, Outcome& outcome);
	static Task<void> note(Task<void> task, Outcome& outcome);
	static void noteFailure(const DatabaseException& exception, Outcome& outcome);
	Task<void> connect(DatabaseConfig config);

	std::unique_ptr<Test::PostgreSQLSchema> _schema;
	std::unique_ptr<Test::LoopRunner> _runner;
	PostgreSQLBackend _backend;
	std::unique_ptr<Connection> _connection; ///< used on the loop's thread only
	std::vector<std::string> _order;
};


CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLAsyncTest);


void PostgreSQLAsyncTest::setUp()
{
	_schema = std::make_unique<Test::PostgreSQLSchema>();
	_runner = std::make_unique<Test::LoopRunner>();
	_order.clear();
}


void PostgreSQLAsyncTest::tearDown()
{
	if (_runner) _runner->call([this] { _connection.reset(); });
	_runner.reset();
	_schema.reset();
}


AsyncConnection& PostgreSQLAsyncTest::native() const
{
	return dynamic_cast<AsyncConnection&>(*_connection);
}


Task<void> PostgreSQLAsyncTest::connect(DatabaseConfig config)
{
	EventLoop& loop = _runner->loop();
	const Access access = Access::Write;
	std::unique_ptr<Connection> connection = co_await _backend.connectAsync(config, access, loop);
	_connection = std::move(connection);
}


void PostgreSQLAsyncTest::open(const DatabaseConfig& config)
{
	_runner->run([this, config] { return connect(config); });
}


void PostgreSQLAsyncTest::open()
{
	DatabaseConfig config = _schema->config();
	config.engine.statementTimeoutMs = 500;
	open(config);
}


void PostgreSQLAsyncTest::noteFailure(const DatabaseException& exception, Outcome& outcome)
{
	outcome.text = Test::classOf(exception) + " " + exception.detail().sqlState;
	outcome.lost = exception.detail().connectionLost;
	outcome.retry = exception.detail().safeToRetry;
}


Task<void> PostgreSQLAsyncTest::execute(std::string sql, Parameters parameters, bool keep, Outcome& outcome)
{
	const bool reads = sql.rfind("SELECT", 0) == 0;
	const Statement statement{sql, reads ? Access::Read : Access::Write, keep};
	try
	{
		ResultSetPtr rows = co_await _connection->execute(statement, parameters);
		outcome.text = rows->next() && !rows->isNull(0) ? std::string(rows->text(0)) : "";
	}
	catch (const DatabaseException& exception)
	{
		noteFailure(exception, outcome);
	}
	_order.push_back(outcome.text);
	outcome.done = true;
}


Task<void> PostgreSQLAsyncTest::note(Task<void> task, Outcome& outcome)
{
	Task<void> running = std::move(task);
	try
	{
		co_await running;
		outcome.text = "ok";
	}
	catch (const DatabaseException& exception)
	{
		noteFailure(exception, outcome);
	}
	outcome.done = true;
}


void PostgreSQLAsyncTest::start(const std::string& sql, Outcome& outcome, const Parameters& parameters,
								bool keep)
{
	_runner->call([&] { _runner->loop().spawn(execute(sql, parameters, keep, outcome)); });
}


PostgreSQLAsyncTest::Outcome PostgreSQLAsyncTest::ask(const std::string& sql, const Parameters& parameters)
{
	Outcome outcome;
	_runner->run([&] { return execute(sql, parameters, true, outcome); });
	return outcome;
}


PostgreSQLAsyncTest::Outcome PostgreSQLAsyncTest::wait(Task<void> task)
{
	Outcome outcome;
	_runner->run([&] { return note(std::move(task), outcome); });
	return outcome;
}


void PostgreSQLAsyncTest::waitFor(const Outcomes& outcomes)
{
	const bool done = _runner->eventually([&] {
		for (const Outcome& outcome : outcomes)
		{
			if (!outcome.done) return false;
		}
		return true;
	});
	CPPUNIT_ASSERT_MESSAGE("somebody waits for ever", done);
}


PostgreSQLAsyncTest::Outcomes PostgreSQLAsyncTest::askAll(const std::vector<std::string>& all)
{
	Outcomes outcomes(all.size());
	_runner->call([&] {
		for (std::size_t i = 0; i < all.size(); ++i)
			_runner->loop().spawn(execute(all[i], {}, true, outcomes[i]));
	});
	waitFor(outcomes);
	return outcomes;
}


std::string PostgreSQLAsyncTest::openFailure(const std::string& connectionString, int timeoutMs)
{
	DatabaseConfig config = _schema->config();
	config.connectionString = connectionString;
	config.engine.connectTimeoutMs = timeoutMs;
	try
	{
		open(config);
	}
	catch (const ConnectionException& exception)
	{
		return exception.detail().sqlState + " " + exception.message();
	}
	return "no exception";
}


void PostgreSQLAsyncTest::testManyQueriesAtOnceKeepTheirOrder()
{
	open();
	constexpr int count = 64;
	std::vector<std::string> wanted;
	Outcomes outcomes(count);
	_runner->call([&] {
		for (int i = 0; i < count; ++i)
		{
			wanted.push_back(std::to_string(i));
			_runner->loop().spawn(
				execute("SELECT $1::int", {i}, true, outcomes[static_cast<std::size_t>(i)]));
		}
	});
	waitFor(outcomes);
	_runner->call([&] {
		CPPUNIT_ASSERT(_order == wanted);
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, native().preparedStatements());
		CPPUNIT_ASSERT_EQUAL(std::size_t{0}, native().outstanding());
		CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::None);
	});
}


void PostgreSQLAsyncTest::testFailureInTheMiddleTouchesNoOther()
{
	open();
	const Outcomes outcomes = askAll({"SELECT 1", "CREATE TABLE kept (id int)", "SELECT 1 / 0",
									  "INSERT INTO kept VALUES (7)", "SELECT 2"});
	CPPUNIT_ASSERT_EQUAL(std::string("1"), outcomes[0].text);
	CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 22012"), outcomes[2].text);
	CPPUNIT_ASSERT(!outcomes[2].lost);
	CPPUNIT_ASSERT_EQUAL(std::string("2"), outcomes[4].text);
	CPPUNIT_ASSERT_EQUAL(std::string("7"), ask("SELECT id FROM kept").text);
}


Task<void> PostgreSQLAsyncTest::readBriefly(std::string sql, Parameters parameters, Outcome& outcome)
{
	const Statement statement{std::move(sql), Access::Read, true, true};
	try
	{
		ResultSetPtr rows = co_await _connection->execute(statement, parameters);
		outcome.text = rows->next() ? std::string(rows->text(0)) : "";
	}
	catch (const DatabaseException& exception)
	{
		noteFailure(exception, outcome);
	}
	outcome.done = true;
}


void PostgreSQLAsyncTest::testFailingReadOfABatchFailsAlone()
{
	open();
	const std::string sql = "SELECT 12 / $1::int";
	// Prepared first: only then it joins a batch.
	CPPUNIT_ASSERT_EQUAL(std::string("12"), ask(sql, {1}).text);
	const std::vector<int> values{1, 2, 0, 3, 4, 0, 6};
	Outcomes outcomes(values.size());
	std::size_t outstanding = 0;
	_runner->call([&] {
		for (std::size_t i = 0; i < values.size(); ++i)
			startDetached(readBriefly(sql, {values[i]}, outcomes[i]), [](const std::exception_ptr&) {});
		_runner->loop().atEndOfPass([&] { outstanding = native().outstanding(); });
	});
	waitFor(outcomes);
	// All of them, and the synchronisation point.
	CPPUNIT_ASSERT_EQUAL(values.size() + 1, outstanding);
	std::string texts;
	for (const Outcome& outcome : outcomes)
		texts += outcome.text + (outcome.lost ? " lost; " : "; ");
	CPPUNIT_ASSERT_EQUAL(
		std::string("12; 6; RepositoryException 22012; 4; 3; RepositoryException 22012; 2; "), texts);
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::None);
	CPPUNIT_ASSERT_EQUAL(std::string("4"), ask(sql, {3}).text);
}


void PostgreSQLAsyncTest::testReadBehindAWriteSeesIt()
{
	open();
	ask("CREATE TABLE item (id int)");
	const std::string count = "SELECT count(*)::text FROM item";
	const std::string insert = "INSERT INTO item VALUES (1)";
	ask(count);
	Outcomes outcomes(4);
	_runner->call([&] {
		const auto forget = [](const std::exception_ptr&) {};
		startDetached(readBriefly(count, {}, outcomes[0]), forget);
		startDetached(execute(insert, {}, true, outcomes[1]), forget);
		startDetached(readBriefly(count, {}, outcomes[2]), forget);
		startDetached(readBriefly(count, {}, outcomes[3]), forget);
	});
	waitFor(outcomes);
	CPPUNIT_ASSERT_EQUAL(std::string("0 1 1"),
						 outcomes[0].text + " " + outcomes[2].text + " " + outcomes[3].text);
}


void PostgreSQLAsyncTest::testFailedFirstUseDoesNotPoisonTheStatement()
{
	open();
	const std::string sql = "SELECT count(*) FROM later";
	const Outcomes outcomes = askAll({sql, sql, sql});
	for (const Outcome& outcome : outcomes)
		CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 42P01"), outcome.text);
	ask("CREATE TABLE later (id int)");
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(sql).text);
}


void PostgreSQLAsyncTest::testTransactionKeepsAndUndoes()
{
	open();
	ask("CREATE TABLE item (id int)");
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait(_connection->begin(Access::Write)).text);
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::Active);
	ask("INSERT INTO item VALUES (1)");
	CPPUNIT_ASSERT_EQUAL(std::string("0"),
						 Test::askPostgreSQL("SELECT count(*) FROM " + _schema->name() + ".item"));
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait(_connection->commit()).text);
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::None);
	wait(_connection->begin(Access::Write));
	ask("INSERT INTO item VALUES (2)");
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait(_connection->rollback()).text);
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask("SELECT count(*) FROM item").text);
}


void PostgreSQLAsyncTest::testTransactionRulesAreThoseOfTheBlockingConnection()
{
	open();
	CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException 25P01"), wait(_connection->commit()).text);
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait(_connection->rollback()).text);
	wait(_connection->begin(Access::Read));
	CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException 25001"),
						 wait(_connection->begin(Access::Read)).text);
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait(_connection->commit()).text);
}


void PostgreSQLAsyncTest::testCommitOfFailedTransactionThrows()
{
	open();
	wait(_connection->begin(Access::Write));
	ask("SELECT 1 / 0");
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::Failed);
	CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException 25P02"), wait(_connection->commit()).text);
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait(_connection->rollback()).text);
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::None);
	// The failure and the COMMIT in one batch: the server answers ROLLBACK, and nobody may take that for success.
	wait(_connection->begin(Access::Write));
	Outcomes outcomes(2);
	_runner->call([&] {
		_runner->loop().spawn(execute("SELECT 1 / 0", {}, true, outcomes[0]));
		_runner->loop().spawn(note(_connection->commit(), outcomes[1]));
	});
	waitFor(outcomes);
	CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException 25P02"), outcomes[1].text);
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::None);
}


void PostgreSQLAsyncTest::testDeferredConstraintFailsTheCommit()
{
	open();
	ask("CREATE TABLE parent (id int PRIMARY KEY)");
	ask("CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
	wait(_connection->begin(Access::Write));
	ask("INSERT INTO child VALUES (1)");
	CPPUNIT_ASSERT_EQUAL(std::string("ForeignKeyException 23503"), wait(_connection->commit()).text);
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::None);
}


void PostgreSQLAsyncTest::testStatementTimeoutOfTheServer()
{
	open();
	const auto begin = std::chrono::steady_clock::now();
	const Outcomes outcomes = askAll({"SELECT pg_sleep(20)", "SELECT 2"});
	CPPUNIT_ASSERT(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
	CPPUNIT_ASSERT_EQUAL(std::string("TimeoutException 57014"), outcomes[0].text);
	CPPUNIT_ASSERT(!outcomes[0].lost);
	CPPUNIT_ASSERT_EQUAL(std::string("2"), outcomes[1].text);
}


void PostgreSQLAsyncTest::testKilledServerFailsAllThatWait()
{
	DatabaseConfig config = _schema->config();
	open(config);
	const std::string pid = ask("SELECT pg_backend_pid()").text;
	Outcomes outcomes(3);
	_runner->call([&] {
		_runner->loop().spawn(execute("SELECT pg_sleep(20)", {}, true, outcomes[0]));
		_runner->loop().spawn(execute("SELECT 1", {}, true, outcomes[1]));
		_runner->loop().spawn(execute("SELECT 2", {}, true, outcomes[2]));
	});
	Test::askPostgreSQL("SELECT pg_terminate_backend(" + pid + ")");
	waitFor(outcomes);
	for (const Outcome& outcome : outcomes)
	{
		CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 57P01"), outcome.text);
		CPPUNIT_ASSERT(outcome.lost);
		CPPUNIT_ASSERT(outcome.retry);
	}
	const Outcome later = ask("SELECT 3");
	CPPUNIT_ASSERT(later.lost);
	CPPUNIT_ASSERT(later.retry);
	CPPUNIT_ASSERT(wait(_connection->ping()).lost);
	CPPUNIT_ASSERT(_connection->transactionState() == TransactionState::Failed);
}


void PostgreSQLAsyncTest::testKillWhileIdleIsSafeToRetry()
{
	open();
	const std::string pid = ask("SELECT pg_backend_pid()").text;
	Test::askPostgreSQL("SELECT pg_terminate_backend(" + pid + ", 5000)");
	CPPUNIT_ASSERT(
		_runner->eventually([this] { return _connection->transactionState() == TransactionState::Failed; }));
	const Outcome outcome = wait(_connection->begin(Access::Write));
	CPPUNIT_ASSERT(outcome.lost);
	CPPUNIT_ASSERT(outcome.retry);
}


void PostgreSQLAsyncTest::testConnectionKilledInCommitIsUnknown()
{
	open(_schema->config());
	ask("CREATE TABLE slow (id int)");
	ask("CREATE FUNCTION wait_long() RETURNS trigger LANGUAGE plpgsql AS "
		"'BEGIN PERFORM pg_sleep(20); RETURN NULL; END'");
	ask("CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED "
		"FOR EACH ROW EXECUTE FUNCTION wait_long()");
	const std::string pid = ask("SELECT pg_backend_pid()").text;
	wait(_connection->begin(Access::Write));
	ask("INSERT INTO slow VALUES (1)");
	Outcomes outcomes(1);
	_runner->call([&] { _runner->loop().spawn(note(_connection->commit(), outcomes[0])); });
	Test::askPostgreSQL("SELECT pg_terminate_backend(" + pid + ")");
	waitFor(outcomes);
	CPPUNIT_ASSERT_EQUAL(std::string("CommitUnknownException 57P01"), outcomes[0].text);
	CPPUNIT_ASSERT(outcomes[0].lost);
	CPPUNIT_ASSERT(!outcomes[0].retry);
}


void PostgreSQLAsyncTest::testSilentServerIsGivenUp()
{
	// The server's own limit is lifted, so that only the deadline of this side can end the statement.
	open();
	ask("SET statement_timeout = 0");
	const auto begin = std::chrono::steady_clock::now();
	const Outcomes outcomes = askAll({"SELECT pg_sleep(20)", "SELECT 1"});
	const auto took = std::chrono::steady_clock::now() - begin;
	CPPUNIT_ASSERT(took >= std::chrono::milliseconds(900));
	CPPUNIT_ASSERT(took < std::chrono::seconds(5));
	CPPUNIT_ASSERT_EQUAL(std::string("TimeoutException 57014"), outcomes[0].text);
	CPPUNIT_ASSERT(outcomes[0].lost);
	CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 08006"), outcomes[1].text);
	CPPUNIT_ASSERT(outcomes[1].lost);
}


void PostgreSQLAsyncTest::testServerThatNeverGreetsIsGivenUp()
{
	const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	sockaddr_in address{};
	address.sin_family = AF_INET;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	socklen_t size = sizeof address;
	CPPUNIT_ASSERT_EQUAL(0, ::bind(listener, reinterpret_cast<sockaddr*>(&address), size));
	CPPUNIT_ASSERT_EQUAL(0, ::listen(listener, 8));
	CPPUNIT_ASSERT_EQUAL(0, ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size));
	const std::string place = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
	const std::string failure = openFailure("postgresql://u:secret@" + place + "/d", 200);
	::close(listener);
	CPPUNIT_ASSERT_EQUAL("08001 cannot connect to " + place + "/d: no connection within 200 ms", failure);
}


void PostgreSQLAsyncTest::testRefusedConnectionSaysSo()
{
	const std::string failure = openFailure("postgresql://u:secret@127.0.0.1:1/d");
	CPPUNIT_ASSERT_EQUAL(std::string("08001 cannot connect to 127.0.0.1:1/d: "), failure.substr(0, 39));
	CPPUNIT_ASSERT(failure.find("refused") != std::string::npos);
	CPPUNIT_ASSERT(failure.find("secret") == std::string::npos);
}


void PostgreSQLAsyncTest::testWrongPasswordSaysSoAndHidesIt()
{
	std::string string = Test::postgreSQL();
	const std::string right = ":athanor@";
	CPPUNIT_ASSERT(string.find(right) != std::string::npos);
	string.replace(string.find(right), right.size(), ":secret@");
	const std::string failure = openFailure(string);
	CPPUNIT_ASSERT_EQUAL(std::string("28P01"), failure.substr(0, 5));
	CPPUNIT_ASSERT(failure.find("secret") == std::string::npos);
}


void PostgreSQLAsyncTest::testHostIsLookedUpBesideTheLoop()
{
	DatabaseConfig config = _schema->config();
	const std::size_t at = config.connectionString.find("127.0.0.1");
	CPPUNIT_ASSERT(at != std::string::npos);
	config.connectionString.replace(at, 9, "localhost");
	CPPUNIT_ASSERT(PostgreSQL::needsLookup("localhost"));
	CPPUNIT_ASSERT(!PostgreSQL::needsLookup("127.0.0.1"));
	CPPUNIT_ASSERT(!PostgreSQL::needsLookup("::1"));
	CPPUNIT_ASSERT(!PostgreSQL::needsLookup("/run/postgresql"));
	open(config);
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask("SELECT 1").text);
}


void PostgreSQLAsyncTest::testUnknownHostIsAConnectionException()
{
	const std::string failure = openFailure("postgresql://u:secret@no-such-host.invalid/d");
	CPPUNIT_ASSERT_EQUAL(std::string("08001"), failure.substr(0, 5));
	CPPUNIT_ASSERT(failure.find("no-such-host.invalid") != std::string::npos);
}


void PostgreSQLAsyncTest::testChangedTableIsPreparedAgain()
{
	open();
	ask("CREATE TABLE item (id int, name text)");
	ask("INSERT INTO item VALUES (1, 'one')");
	const std::string sql = "SELECT * FROM item";
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(sql).text);
	ask("ALTER TABLE item ADD more int");
	const Outcomes outcomes = askAll({sql, sql});
	CPPUNIT_ASSERT_EQUAL(std::string("1"), outcomes[0].text);
	CPPUNIT_ASSERT_EQUAL(std::string("1"), outcomes[1].text);
	ask("DEALLOCATE ALL");
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(sql).text);
}


void PostgreSQLAsyncTest::testManyDifferentStatementsAreBounded()
{
	open();
	std::vector<std::string> all;
	for (int i = 0; i < 300; ++i)
		all.push_back("SELECT " + std::to_string(i));
	for (int round = 0; round < 2; ++round)
	{
		const Outcomes outcomes = askAll(all);
		for (std::size_t i = 0; i < all.size(); ++i)
			CPPUNIT_ASSERT_EQUAL(std::to_string(i), outcomes[i].text);
	}
	CPPUNIT_ASSERT_EQUAL(PostgreSQL::StatementCache::capacity, native().preparedStatements());
	const std::string count = ask("SELECT count(*) FROM pg_prepared_statements").text;
	CPPUNIT_ASSERT_EQUAL(std::to_string(PostgreSQL::StatementCache::capacity), count);
}


void PostgreSQLAsyncTest::testResetLeaksNothing()
{
	open();
	const std::string limit = ask("SHOW statement_timeout").text;
	askAll({"SET statement_timeout = 12345", "SET timezone = 'Asia/Tokyo'", "CREATE TEMP TABLE leak (id int)",
			"SELECT pg_advisory_lock(4711)", "LISTEN leak", "PREPARE leak AS SELECT 1"});
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), wait(_connection->reset()).text);
	CPPUNIT_ASSERT_EQUAL(limit, ask("SHOW statement_timeout").text);
	CPPUNIT_ASSERT_EQUAL(std::string("UTC"), ask("SHOW timezone").text);
	CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 42P01"), ask("SELECT * FROM leak").text);
	CPPUNIT_ASSERT_EQUAL(std::string("0"),
						 ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = "
							 "pg_backend_pid()")
							 .text);
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask("SELECT count(*) FROM pg_listening_channels()").text);
	CPPUNIT_ASSERT_EQUAL(std::string("0"),
						 ask("SELECT count(*) FROM pg_prepared_statements WHERE name = 'leak'").text);
}


void PostgreSQLAsyncTest::testCancelStopsTheStatement()
{
	open(_schema->config());
	Outcomes outcomes(1);
	start("SELECT pg_sleep(20)", outcomes[0]);
	CPPUNIT_ASSERT(_runner->eventually([&] {
		_connection->cancel();
		return outcomes[0].done;
	}));
	CPPUNIT_ASSERT_EQUAL(std::string("TimeoutException 57014"), outcomes[0].text);
	CPPUNIT_ASSERT(!outcomes[0].lost);
}


void PostgreSQLAsyncTest::testCancelledTaskIsNotResumed()
{
	open();
	const Statement slow{"SELECT pg_sleep(0.05)", Access::Read};
	const Statement quick{"SELECT 1", Access::Read};
	const Parameters none;
	Test::Abandoned abandoned;
	Outcome outcome;
	_runner->call([&] {
		abandoned.start(_connection->execute(slow, none));
		abandoned.destroy();
	});
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask("SELECT 1").text);
	CPPUNIT_ASSERT(!abandoned.resumed());
}


void PostgreSQLAsyncTest::testClosingWithWaitersFailsThem()
{
	open();
	Outcomes outcomes(2);
	_runner->call([&] {
		_runner->loop().spawn(execute("SELECT pg_sleep(20)", {}, true, outcomes[0]));
		_runner->loop().spawn(execute("SELECT 1", {}, true, outcomes[1]));
	});
	_runner->call([&] {
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, native().outstanding());
		_connection.reset();
	});
	waitFor(outcomes);
	CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 08006"), outcomes[0].text);
	CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 08006"), outcomes[1].text);
}


void PostgreSQLAsyncTest::testBigAnswersAndParametersPass()
{
	DatabaseConfig config = _schema->config();
	open(config);
	const std::string big(8 << 20, 'x');
	Outcomes outcomes(4);
	for (Outcome& outcome : outcomes)
		start("SELECT length($1::text) || ' ' || length(repeat($1::text, 2))", outcome, {big});
	waitFor(outcomes);
	for (const Outcome& outcome : outcomes)
		CPPUNIT_ASSERT_EQUAL(std::string("8388608 16777216"), outcome.text);
	const Outcome echoed = ask("SELECT $1::text", {big});
	CPPUNIT_ASSERT(echoed.text == big);
}


void PostgreSQLAsyncTest::testPocoIsRefused()
{
	open();
	CPPUNIT_ASSERT_THROW(_connection->poco(), InvalidRequestException);
}


} // namespace Athanor::Conformance
