//
// PostgreSQLLaneTest.cpp
//
// Library: Tests
// Package: Conformance
//
// The two lanes of an asynchronous PostgreSQL database, through units of work.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/Engine.h"
#include "Athanor/Data/UnitOfWork.h"
#include "LoopRunner.h"
#include "PostgreSQLCluster.h"
#include "postgresql/Backend.h"
#include <cppunit/extensions/HelperMacros.h>
#include <csignal>
#include <deque>
#include <set>


namespace Athanor::Conformance {


class PostgreSQLLaneTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PostgreSQLLaneTest);
	CPPUNIT_TEST(testReadsOfManyUnitsShareTheConnections);
	CPPUNIT_TEST(testOpenTransactionNeverCarriesStatementsOfOthers);
	CPPUNIT_TEST(testUnitThatWroteReadsItsOwnWrites);
	CPPUNIT_TEST(testPlainSqlIsKeptOffTheLane);
	CPPUNIT_TEST(testCancellingOneUnitFailsNoOther);
	CPPUNIT_TEST(testFailureOfOneUnitTouchesNoOther);
	CPPUNIT_TEST(testSlowReadIsPassedBy);
	CPPUNIT_TEST(testLastWriteIsCommittedAtOnce);
	CPPUNIT_TEST(testLastWriteThatFailsKeepsNothing);
	CPPUNIT_TEST(testPromisedWriteAfterAnotherIsInItsTransaction);
	CPPUNIT_TEST(testWritesOverOneConnectionAreTransactionsOfTheirOwn);
	CPPUNIT_TEST(testWritesAreGroupedOnlyWhenAsked);
	CPPUNIT_TEST(testCountsOfOnePassAreAskedOnce);
	CPPUNIT_TEST(testReadIsRetriedWhenItsConnectionIsGone);
	CPPUNIT_TEST(testWriteWhoseAnswerIsLostIsUnknown);
	CPPUNIT_TEST(testWriteThatTheServerDidNotFinishIsNotInDoubt);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override;
	void tearDown() override;
	void testReadsOfManyUnitsShareTheConnections();
	void testOpenTransactionNeverCarriesStatementsOfOthers();
	void testUnitThatWroteReadsItsOwnWrites();
	void testPlainSqlIsKeptOffTheLane();
	void testCancellingOneUnitFailsNoOther();
	void testFailureOfOneUnitTouchesNoOther();
	void testSlowReadIsPassedBy();
	void testLastWriteIsCommittedAtOnce();
	void testLastWriteThatFailsKeepsNothing();
	void testPromisedWriteAfterAnotherIsInItsTransaction();
	void testWritesOverOneConnectionAreTransactionsOfTheirOwn();
	void testWritesAreGroupedOnlyWhenAsked();
	void testCountsOfOnePassAreAskedOnce();
	void testReadIsRetriedWhenItsConnectionIsGone();
	void testWriteWhoseAnswerIsLostIsUnknown();
	void testWriteThatTheServerDidNotFinishIsNotInDoubt();

private:
	/// What became of a statement: the first cell, or the exception's class and SQLSTATE.
	struct Outcome
	{
		std::string text;
		bool done = false;
	};

	void openEngine(bool groupCommit = false, int connections = 15);
	/// False if a connection did not come back to its pool.
	bool closeEngine();
	UnitOfWork& unit();
	std::string read(UnitOfWork& unit, const std::string& sql);
	std::string write(UnitOfWork& unit, const std::string& sql);
	std::string wait(UnitOfWork& unit, const std::string& sql, Access access);
	Outcome& start(UnitOfWork& unit, const std::string& sql, Access access);
	void finish(const Outcome& outcome);
	Task<void> ask(UnitOfWork& unit, std::string sql, Access access, Outcome& outcome);
	/// One write of its own.
	std::string writeOnce(const std::string& sql);
	static Task<void> count(UnitOfWork& unit, Outcome& outcome);
	void commit(UnitOfWork& unit);
	std::string rows() const;
	std::set<std::string> lanePids();

	static constexpr const char* pid = "SELECT pg_backend_pid()";
	static constexpr const char* insert = "INSERT INTO item VALUES (1)";

	std::unique_ptr<Test::PostgreSQLSchema> _schema;
	std::unique_ptr<Test::LoopRunner> _runner;
	PostgreSQLBackend _backend;
	std::unique_ptr<Engine> _engine;
	std::deque<std::unique_ptr<UnitOfWork>> _units; ///< used on the loop's thread only
	std::deque<Outcome> _outcomes;
};


CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLLaneTest);


void PostgreSQLLaneTest::setUp()
{
	_schema = std::make_unique<Test::PostgreSQLSchema>();
	Test::askPostgreSQL("CREATE TABLE " + _schema->name() + ".item (id int PRIMARY KEY)");
	_runner = std::make_unique<Test::LoopRunner>();
	openEngine();
}


void PostgreSQLLaneTest::openEngine(bool groupCommit, int connections)
{
	DatabaseConfig config = _schema->config();
	config.async = true;
	config.engine.sharedConnections = 2;
	config.engine.statementTimeoutMs = 2000;
	config.engine.groupCommit = groupCommit;
	config.engine.poolSize = connections;
	config.engine.maxOverflow = 0;
	_engine = std::make_unique<Engine>(config, _backend);
	_engine->attachLoops({&_runner->loop()});
}


bool PostgreSQLLaneTest::closeEngine()
{
	_runner->call([this] { _units.clear(); });
	const bool returned = _runner->eventually([this] { return _engine->used() == 0; });
	_runner->call([this] { _engine->close(); });
	return returned;
}


void PostgreSQLLaneTest::tearDown()
{
	const bool returned = !_runner || closeEngine();
	_runner.reset();
	_engine.reset();
	_outcomes.clear();
	_schema.reset();
	CPPUNIT_ASSERT_MESSAGE("a connection did not come back to its pool", returned);
}


UnitOfWork& PostgreSQLLaneTest::unit()
{
	return *_units.emplace_back(std::make_unique<UnitOfWork>(*_engine));
}


Task<void> PostgreSQLLaneTest::ask(UnitOfWork& unit, std::string sql, Access access, Outcome& outcome)
{
	const Statement statement{sql, access};
	const Parameters none;
	try
	{
		ResultSetPtr rows = co_await unit.execute(statement, none);
		outcome.text = rows->next() && !rows->isNull(0) ? std::string(rows->text(0)) : "ok";
	}
	catch (const DatabaseException& exception)
	{
		outcome.text = Test::classOf(exception) + " " + exception.detail().sqlState;
	}
	outcome.done = true;
}


std::string PostgreSQLLaneTest::wait(UnitOfWork& unit, const std::string& sql, Access access)
{
	Outcome outcome;
	_runner->run([&] { return ask(unit, sql, access, outcome); });
	return outcome.text;
}


std::string PostgreSQLLaneTest::read(UnitOfWork& unit, const std::string& sql)
{
	return wait(unit, sql, Access::Read);
}


std::string PostgreSQLLaneTest::write(UnitOfWork& unit, const std::string& sql)
{
	return wait(unit, sql, Access::Write);
}


PostgreSQLLaneTest::Outcome& PostgreSQLLaneTest::start(UnitOfWork& unit, const std::string& sql,
													   Access access)
{
	Outcome& outcome = _outcomes.emplace_back();
	_runner->call([&] { _runner->loop().spawn(ask(unit, sql, access, outcome)); });
	return outcome;
}


void PostgreSQLLaneTest::finish(const Outcome& outcome)
{
	CPPUNIT_ASSERT(_runner->eventually([&] { return outcome.done; }));
}


void PostgreSQLLaneTest::commit(UnitOfWork& unit)
{
	_runner->run([&] { return unit.commit(); });
}


std::string PostgreSQLLaneTest::rows() const
{
	return Test::askPostgreSQL("SELECT count(*) FROM " + _schema->name() + ".item");
}


/// The servers of the shared connections: two statements under way go over two of them.
std::set<std::string> PostgreSQLLaneTest::lanePids()
{
	const Outcome& first = start(unit(), "SELECT pg_backend_pid() FROM pg_sleep(0.02)", Access::Read);
	const Outcome& second = start(unit(), "SELECT pg_backend_pid() FROM pg_sleep(0.02)", Access::Read);
	finish(first);
	finish(second);
	return {first.text, second.text};
}


void PostgreSQLLaneTest::testReadsOfManyUnitsShareTheConnections()
{
	const std::set<std::string> shared = lanePids();
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, shared.size());
	for (int i = 0; i < 10; ++i)
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, shared.count(read(unit(), pid)));
	_runner->call([this] { CPPUNIT_ASSERT_EQUAL(0, _engine->used()); });
}


void PostgreSQLLaneTest::testOpenTransactionNeverCarriesStatementsOfOthers()
{
	const std::set<std::string> shared = lanePids();
	UnitOfWork& writer = unit();
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), write(writer, insert));
	const std::string own = read(writer, pid);
	CPPUNIT_ASSERT_EQUAL(std::size_t{0}, shared.count(own));
	// The transaction stays open while others come and go.
	for (int i = 0; i < 20; ++i)
	{
		UnitOfWork& other = unit();
		CPPUNIT_ASSERT(read(other, pid) != own);
		CPPUNIT_ASSERT_EQUAL(std::string("0"), read(other, "SELECT count(*) FROM item"));
	}
	const std::string begun =
		read(writer, "SELECT xact_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()");
	CPPUNIT_ASSERT_EQUAL(begun, read(writer, "SELECT now()::text"));
	_runner->run([&] { return writer.rollback(); });
	CPPUNIT_ASSERT_EQUAL(std::string("0"), rows());
}


void PostgreSQLLaneTest::testUnitThatWroteReadsItsOwnWrites()
{
	UnitOfWork& writer = unit();
	CPPUNIT_ASSERT_EQUAL(std::string("0"), read(writer, "SELECT count(*) FROM item"));
	write(writer, insert);
	CPPUNIT_ASSERT_EQUAL(std::string("1"), read(writer, "SELECT count(*) FROM item"));
	commit(writer);
	CPPUNIT_ASSERT_EQUAL(std::string("1"), read(unit(), "SELECT count(*) FROM item"));
}


void PostgreSQLLaneTest::testPlainSqlIsKeptOffTheLane()
{
	const std::set<std::string> shared = lanePids();
	UnitOfWork& plain = unit();
	plain.markDirty();
	CPPUNIT_ASSERT_EQUAL(std::size_t{0}, shared.count(read(plain, pid)));
	CPPUNIT_ASSERT_EQUAL(std::string("99s"), read(plain, "SELECT set_config('lock_timeout', '99s', false)"));
	for (int i = 0; i < 6; ++i)
		CPPUNIT_ASSERT(read(unit(), "SELECT current_setting('lock_timeout')") != "99s");
}


void PostgreSQLLaneTest::testCancellingOneUnitFailsNoOther()
{
	lanePids();
	const Statement slow{"SELECT 1 FROM pg_sleep(0.03)", Access::Read};
	const Parameters none;
	std::deque<Test::Abandoned> cancelled(4);
	std::deque<Outcome> others(4);
	_runner->call([&] {
		for (std::size_t i = 0; i < cancelled.size(); ++i)
		{
			cancelled[i].start(unit().execute(slow, none));
			_runner->loop().spawn(ask(unit(), "SELECT 2", Access::Read, others[i]));
		}
		for (Test::Abandoned& task : cancelled)
			task.destroy();
	});
	for (std::size_t i = 0; i < others.size(); ++i)
	{
		finish(others[i]);
		CPPUNIT_ASSERT_EQUAL(std::string("2"), others[i].text);
		CPPUNIT_ASSERT(!cancelled[i].resumed());
	}
}


void PostgreSQLLaneTest::testFailureOfOneUnitTouchesNoOther()
{
	lanePids();
	const Outcome& good = start(unit(), "SELECT 1 FROM pg_sleep(0.02)", Access::Read);
	const Outcome& bad = start(unit(), "SELECT 1 / 0", Access::Read);
	const Outcome& alsoGood = start(unit(), "SELECT 3", Access::Read);
	finish(good);
	finish(bad);
	finish(alsoGood);
	CPPUNIT_ASSERT_EQUAL(std::string("1"), good.text);
	CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 22012"), bad.text);
	CPPUNIT_ASSERT_EQUAL(std::string("3"), alsoGood.text);
}


void PostgreSQLLaneTest::testSlowReadIsPassedBy()
{
	const std::set<std::string> shared = lanePids();
	const Outcome& first = start(unit(), "SELECT pg_sleep(20)", Access::Read);
	const Outcome& second = start(unit(), "SELECT pg_sleep(20)", Access::Read);
	// Once both are known to be held up, others go over a connection of their own.
	CPPUNIT_ASSERT(_runner->eventually([begin = std::chrono::steady_clock::now()] {
		return std::chrono::steady_clock::now() - begin > 2 * SharedLane::heldUpAfter;
	}));
	CPPUNIT_ASSERT_EQUAL(std::size_t{0}, shared.count(read(unit(), pid)));
	CPPUNIT_ASSERT(!first.done && !second.done);
	for (const std::string& server : shared)
		Test::askPostgreSQL("SELECT pg_cancel_backend(" + server + ")");
	finish(first);
	finish(second);
	CPPUNIT_ASSERT_EQUAL(std::string("TimeoutException 57014"), first.text);
	CPPUNIT_ASSERT_EQUAL(std::string("TimeoutException 57014"), second.text);
}


void PostgreSQLLaneTest::testLastWriteIsCommittedAtOnce()
{
	UnitOfWork& writer = unit();
	writer.promiseCommit();
	writer.nextWriteIsLast();
	CPPUNIT_ASSERT_EQUAL(std::string("ok"), write(writer, insert));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), rows());
	CPPUNIT_ASSERT(writer.wrote());
	commit(writer);
	CPPUNIT_ASSERT_EQUAL(std::string("1"), rows());
}


void PostgreSQLLaneTest::testLastWriteThatFailsKeepsNothing()
{
	Test::askPostgreSQL("INSERT INTO " + _schema->name() + ".item VALUES (1)");
	UnitOfWork& writer = unit();
	writer.promiseCommit();
	writer.nextWriteIsLast();
	CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException 23505"),
						 write(writer, "INSERT INTO item VALUES (2), (1)"));
	CPPUNIT_ASSERT(writer.failed());
	CPPUNIT_ASSERT_EQUAL(std::string("1"), rows());
}


void PostgreSQLLaneTest::testPromisedWriteAfterAnotherIsInItsTransaction()
{
	UnitOfWork& writer = unit();
	writer.promiseCommit();
	write(writer, "INSERT INTO item VALUES (2)");
	writer.nextWriteIsLast();
	write(writer, insert);
	CPPUNIT_ASSERT_EQUAL(std::string("0"), rows());
	commit(writer);
	CPPUNIT_ASSERT_EQUAL(std::string("2"), rows());
}


std::string PostgreSQLLaneTest::writeOnce(const std::string& sql)
{
	UnitOfWork& writer = unit();
	writer.promiseCommit();
	writer.nextWriteIsLast();
	return write(writer, sql);
}


void PostgreSQLLaneTest::testWritesOverOneConnectionAreTransactionsOfTheirOwn()
{
	CPPUNIT_ASSERT(closeEngine());
	openEngine(false, 1);
	const std::string returning = " RETURNING pg_backend_pid() || ' ' || pg_current_xact_id()";
	std::deque<Outcome> outcomes(4);
	const std::vector<std::string> ids = {"1", "2", "1", "3"};
	_runner->call([&] {
		for (std::size_t i = 0; i < ids.size(); ++i)
		{
			UnitOfWork& writer = unit();
			writer.promiseCommit();
			writer.nextWriteIsLast();
			_runner->loop().spawn(ask(writer, "INSERT INTO item VALUES (" + ids[i] + ")" + returning,
									  Access::Write, outcomes[i]));
		}
	});
	std::set<std::string> servers;
	std::set<std::string> transactions;
	for (const Outcome& outcome : outcomes)
	{
		finish(outcome);
		if (&outcome == &outcomes[2]) continue;
		servers.insert(outcome.text.substr(0, outcome.text.find(' ')));
		transactions.insert(outcome.text);
	}
	CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException 23505"), outcomes[2].text);
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, servers.size());
	CPPUNIT_ASSERT_EQUAL(std::size_t{3}, transactions.size());
	CPPUNIT_ASSERT_EQUAL(std::string("3"), rows());
}


void PostgreSQLLaneTest::testWritesAreGroupedOnlyWhenAsked()
{
	const std::string returning = " RETURNING current_setting('synchronous_commit')";
	CPPUNIT_ASSERT_EQUAL(std::string("on"), writeOnce("INSERT INTO item VALUES (1)" + returning));
	CPPUNIT_ASSERT(closeEngine());
	openEngine(true);
	// One at the end of the group waits for the disk.
	CPPUNIT_ASSERT_EQUAL(std::string("off"), writeOnce("INSERT INTO item VALUES (2)" + returning));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), rows());
	CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException 23505"), writeOnce(insert));
}


Task<void> PostgreSQLLaneTest::count(UnitOfWork& unit, Outcome& outcome)
{
	const Statement statement{"SELECT nextval('asked')", Access::Read};
	const Parameters none;
	std::int64_t total = co_await unit.count(statement, none);
	outcome.text = std::to_string(total);
	outcome.done = true;
}


void PostgreSQLLaneTest::testCountsOfOnePassAreAskedOnce()
{
	Test::askPostgreSQL("CREATE SEQUENCE " + _schema->name() + ".asked");
	std::deque<Outcome> outcomes(4);
	_runner->call([&] {
		for (int i = 0; i < 3; ++i)
			_runner->loop().spawn(count(unit(), outcomes[static_cast<std::size_t>(i)]));
	});
	for (int i = 0; i < 3; ++i)
		finish(outcomes[static_cast<std::size_t>(i)]);
	_runner->run([&] { return count(unit(), outcomes[3]); });
	std::string texts;
	for (const Outcome& outcome : outcomes)
		texts += outcome.text + " ";
	CPPUNIT_ASSERT_EQUAL(std::string("1 1 1 2 "), texts);
}


void PostgreSQLLaneTest::testReadIsRetriedWhenItsConnectionIsGone()
{
	for (const std::string& server : lanePids())
		Test::askPostgreSQL("SELECT pg_terminate_backend(" + server + ", 5000)");
	CPPUNIT_ASSERT_EQUAL(std::string("7"), read(unit(), "SELECT 7"));
}


void PostgreSQLLaneTest::testWriteWhoseAnswerIsLostIsUnknown()
{
	// The connection that the pool lends next.
	UnitOfWork& before = unit();
	const std::string server = write(before, "SELECT pg_backend_pid()::text");
	commit(before);
	// Frozen, the server neither refuses nor acts; later it may yet find the statement and commit it.
	::kill(std::stoi(server), SIGSTOP);
	UnitOfWork& writer = unit();
	writer.promiseCommit();
	writer.nextWriteIsLast();
	const std::string outcome = write(writer, insert);
	::kill(std::stoi(server), SIGCONT);
	CPPUNIT_ASSERT_EQUAL(std::string("CommitUnknownException 57014"), outcome);
}


void PostgreSQLLaneTest::testWriteThatTheServerDidNotFinishIsNotInDoubt()
{
	lanePids();
	UnitOfWork& writer = unit();
	writer.promiseCommit();
	writer.nextWriteIsLast();
	const Outcome& outcome = start(writer, "INSERT INTO item SELECT 1 FROM pg_sleep(20)", Access::Write);
	const std::string terminate =
		"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE "
		"'INSERT INTO item SELECT 1%' AND wait_event = 'PgSleep'";
	// It is tried once more, because the server said that it ends instead of working on it.
	CPPUNIT_ASSERT(_runner->eventually([&] {
		Test::askPostgreSQL(terminate);
		return outcome.done;
	}));
	CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 57P01"), outcome.text);
	CPPUNIT_ASSERT_EQUAL(std::string("0"), rows());
}


} // namespace Athanor::Conformance
