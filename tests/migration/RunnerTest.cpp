// upgrade, downgrade, stamp on both databases: what is run, what is remembered, and what a failure leaves behind.
// SPDX-License-Identifier: MIT
#include "MigrationFixture.h"
#include <cppunit/extensions/HelperMacros.h>

using namespace Athanor::Test;


namespace {


constexpr const char* versionsOf = "SELECT version_num FROM alembic_versions ORDER BY 1";

const std::string createA =
	"-- upgrade\nCREATE TABLE a (id INTEGER PRIMARY KEY);\n-- downgrade\nDROP TABLE a;\n";
const std::string createB =
	"-- upgrade\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n-- downgrade\nDROP TABLE b;\n";


} // namespace


class RunnerTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RunnerTest);
	CPPUNIT_TEST(testUpgradeAndDowngradeFollowTheLine);
	CPPUNIT_TEST(testUpgradeOfWhatIsDoneDoesNothing);
	CPPUNIT_TEST(testProgressNamesRevisions);
	CPPUNIT_TEST(testFailureKeepsNothingOfItsRevision);
	CPPUNIT_TEST(testFaultyFileRunsNothing);
	CPPUNIT_TEST(testChangedFileIsReported);
	CPPUNIT_TEST(testBranchesAndMergeKeepOneRowForEachHead);
	CPPUNIT_TEST(testStampRunsNothing);
	CPPUNIT_TEST(testScriptDoesWhatUpgradeDoes);
	CPPUNIT_TEST(testScriptStopsAtTheFirstError);
	CPPUNIT_TEST(testScriptsOfStampAndVersionTableRun);
	CPPUNIT_TEST(testStatementsThatNeedNoTransactionRunWithoutOne);
	CPPUNIT_TEST(testPromptIsAskedAndNoChangesNothing);
	CPPUNIT_TEST(testEightProcessesApplyOnce);
	CPPUNIT_TEST(testLockOfAnotherProcessIsWaitedForAndItsHolderNamed);
	CPPUNIT_TEST(testKillAtEveryStatementLeavesTheTruth);
	CPPUNIT_TEST(testDropAllLeavesTablesOfOthers);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override
	{
		_project = std::make_unique<Project>(postgresql());
	}

	void tearDown() override
	{
		_project.reset();
	}

	void testUpgradeAndDowngradeFollowTheLine()
	{
		line();
		CPPUNIT_ASSERT_EQUAL(0, upgrade());
		CPPUNIT_ASSERT_EQUAL(std::string("a\nalembic_versions\nalembic_versions_files\nb\n"),
							 _project->place().tables());
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
		_project->succeed({"downgrade", "--no-prompt", "-1"});
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1\n"), ask(versionsOf));
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1\n"), _project->succeed({"current"}));
		_project->succeed({"downgrade", "--no-prompt", "base"});
		CPPUNIT_ASSERT_EQUAL(std::string(), ask(versionsOf));
		CPPUNIT_ASSERT_EQUAL(std::string("alembic_versions\nalembic_versions_files\n"),
							 _project->place().tables());
		_project->succeed({"upgrade", "--no-prompt", "+1"});
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1\n"), ask(versionsOf));
	}

	void testUpgradeOfWhatIsDoneDoesNothing()
	{
		line();
		upgrade();
		const Outcome outcome = _project->database({"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(0, outcome.status);
		CPPUNIT_ASSERT_EQUAL(std::string("nothing to do\n"), outcome.errors);
	}

	void testProgressNamesRevisions()
	{
		line();
		const Outcome outcome = _project->database({"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(
			std::string("Running upgrade  -> aaa1, aaa1\nRunning upgrade aaa1 -> bbb2, bbb2\n"),
			outcome.errors);
	}

	void testFailureKeepsNothingOfItsRevision()
	{
		line();
		_project->revision("ccc3", "bbb2",
						   "-- upgrade\nCREATE TABLE c (id INTEGER);\n\nINSERT INTO nowhere VALUES (1);\n");
		const std::string error = _project->fail(1, {"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_MESSAGE(
			error, contains(error, "athanord: bind default: migrations/default/versions/ccc3.sql:8: ") ||
					   contains(error, "athanord: migrations/default/versions/ccc3.sql:8: "));
		CPPUNIT_ASSERT_MESSAGE(error, contains(error, "nowhere"));
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
		CPPUNIT_ASSERT(!contains("\n" + _project->place().tables(), "\nc\n"));
	}

	void testFaultyFileRunsNothing()
	{
		line();
		_project->revision("ccc3", "bbb2", "-- upgrade\nCOMMIT;\n");
		const std::string error = _project->fail(1, {"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_MESSAGE(error,
							   contains(error, "ccc3.sql:6: a revision runs in a transaction of its own"));
		CPPUNIT_ASSERT(!contains(_project->place().tables(), "a\n"));
	}

	void testChangedFileIsReported()
	{
		line();
		upgrade();
		_project->revision("aaa1", "",
						   "-- upgrade\nCREATE TABLE z (id INTEGER);\n-- downgrade\nDROP TABLE a;\n");
		_project->revision("ccc3", "bbb2",
						   "-- upgrade\nCREATE TABLE c (id INTEGER);\n-- downgrade\nDROP TABLE c;\n");
		const std::string error = _project->fail(1, {"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_MESSAGE(error,
							   contains(error, "aaa1.sql: the file was changed after it was applied on"));
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
		_project->succeed({"stamp", "bbb2"});
		CPPUNIT_ASSERT_EQUAL(0, upgrade());
	}

	void testBranchesAndMergeKeepOneRowForEachHead()
	{
		line();
		_project->revision("ccc3", "aaa1",
						   "-- upgrade\nCREATE TABLE c (id INTEGER);\n-- downgrade\nDROP TABLE c;\n");
		const std::string error = _project->fail(1, {"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_MESSAGE(
			error, contains(error, "Multiple head revisions are present for given argument 'head'"));
		_project->succeed({"upgrade", "--no-prompt", "heads"});
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\nccc3\n"), ask(versionsOf));
		_project->succeed({"merge", "heads", "--no-prompt", "--rev-id", "mmm1"});
		CPPUNIT_ASSERT_EQUAL(0, upgrade());
		CPPUNIT_ASSERT_EQUAL(std::string("mmm1\n"), ask(versionsOf));
		const std::string history = _project->succeed({"history", "--indicate-current"});
		CPPUNIT_ASSERT_MESSAGE(
			history,
			contains(history, "bbb2, ccc3 -> mmm1 (head) (mergepoint) (current), merge revisions\n"));
		CPPUNIT_ASSERT_MESSAGE(history, contains(history, "<base> -> aaa1 (branchpoint), aaa1\n"));
		_project->succeed({"downgrade", "--no-prompt", "ccc3"});
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\nccc3\n"), ask(versionsOf));
	}

	void testStampRunsNothing()
	{
		line();
		_project->succeed({"stamp", "head"});
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
		CPPUNIT_ASSERT_EQUAL(std::string("alembic_versions\nalembic_versions_files\n"),
							 _project->place().tables());
		ask("UPDATE alembic_versions SET version_num = 'unknown'");
		const std::string error = _project->fail(1, {"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_MESSAGE(error, contains(error, "Can't locate revision identified by 'unknown'"));
		_project->succeed({"stamp", "aaa1", "--purge"});
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1\n"), ask(versionsOf));
	}

	void testScriptDoesWhatUpgradeDoes()
	{
		line();
		const std::string up = _project->succeed({"upgrade", "--sql", "head"});
		const Outcome first = _project->place().shell(up);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(first.errors, 0, first.status);
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
		CPPUNIT_ASSERT_EQUAL(std::string("nothing to do\n"),
							 _project->database({"upgrade", "--no-prompt"}).errors);
		const std::string down = _project->succeed({"downgrade", "--sql", "bbb2:base"});
		const Outcome second = _project->place().shell(down);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(second.errors, 0, second.status);
		CPPUNIT_ASSERT_EQUAL(std::string("alembic_versions\nalembic_versions_files\n"),
							 _project->place().tables());
		CPPUNIT_ASSERT_EQUAL(std::string(), ask(versionsOf));
	}

	void testScriptStopsAtTheFirstError()
	{
		line();
		_project->revision("bbb2", "aaa1", "-- upgrade\nINSERT INTO nowhere VALUES (1);\n");
		_project->revision("ccc3", "bbb2", createB);
		const Outcome outcome = _project->place().shell(_project->succeed({"upgrade", "--sql"}));
		CPPUNIT_ASSERT(outcome.status != 0);
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1\n"), ask(versionsOf));
	}

	void testScriptsOfStampAndVersionTableRun()
	{
		line();
		CPPUNIT_ASSERT_EQUAL(0,
							 _project->place().shell(_project->succeed({"ensure-version", "--sql"})).status);
		CPPUNIT_ASSERT_EQUAL(std::string(), ask(versionsOf));
		CPPUNIT_ASSERT_EQUAL(0,
							 _project->place().shell(_project->succeed({"stamp", "head", "--sql"})).status);
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
		_project->succeed({"ensure-version"});
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
	}

	void testStatementsThatNeedNoTransactionRunWithoutOne()
	{
		_project->revision("aaa1", "", "-- upgrade\nCREATE TABLE a (id INTEGER);\n");
		_project->revision("bbb2", "aaa1", "-- upgrade no transaction\nVACUUM;\nCREATE INDEX i ON a (id);\n");
		CPPUNIT_ASSERT_EQUAL(0, upgrade());
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
	}

	void testPromptIsAskedAndNoChangesNothing()
	{
		line();
		const Outcome no = _project->database({"upgrade"}, "n\n");
		CPPUNIT_ASSERT_EQUAL(0, no.status);
		CPPUNIT_ASSERT_EQUAL(
			std::string("Are you sure you want migrate the database to the `head` revision? [y/n]: "),
			no.errors);
		const Outcome end = _project->database({"upgrade"});
		CPPUNIT_ASSERT_EQUAL(1, end.status);
		CPPUNIT_ASSERT_MESSAGE(end.errors, contains(end.errors, "Aborted!\n"));
		CPPUNIT_ASSERT_EQUAL(std::string(), _project->succeed({"current"}));
		CPPUNIT_ASSERT_EQUAL(0, _project->database({"upgrade"}, "y\n").status);
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2 (head)\n"), _project->succeed({"current"}));
	}

	void testEightProcessesApplyOnce()
	{
		line();
		for (int round = 0; round < rounds; ++round)
		{
			std::vector<std::unique_ptr<Command>> processes;
			for (int i = 0; i < 8; ++i)
				processes.push_back(std::make_unique<Command>(
					_project->folder(), _project->words({"upgrade", "--no-prompt", "--lock-timeout", "20"})));
			int applied = 0;
			for (const auto& process : processes)
			{
				const int status = process->wait();
				CPPUNIT_ASSERT_EQUAL_MESSAGE(process->errors(), 0, status);
				if (contains(process->errors(), "Running upgrade")) ++applied;
			}
			CPPUNIT_ASSERT_EQUAL(1, applied);
			CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
			_project->succeed({"downgrade", "--no-prompt", "base"});
		}
	}

	void testLockOfAnotherProcessIsWaitedForAndItsHolderNamed()
	{
		_project->revision("aaa1", "", "-- upgrade\n" + slow(30) + ";\n");
		const Command holder(_project->folder(), _project->words({"upgrade", "--no-prompt"}));
		CPPUNIT_ASSERT(eventually([&] { return contains(holder.errors(), "Running upgrade"); }));
		const std::string error = _project->fail(1, {"upgrade", "--no-prompt", "--lock-timeout", "1"});
		CPPUNIT_ASSERT_MESSAGE(error, contains(error, "another process migrates this database ("));
		CPPUNIT_ASSERT_MESSAGE(error, contains(error, "process ") && contains(error, "since "));
	}

	void testKillAtEveryStatementLeavesTheTruth()
	{
		std::string sections = "-- upgrade\n";
		for (int i = 0; i < steps; ++i)
			sections += "CREATE TABLE t" + std::to_string(i) + " (id INTEGER);\n" + slow(0.05) + ";\n";
		_project->revision("aaa1", "", createA);
		_project->revision("bbb2", "aaa1", sections);
		for (int i = 1; i <= 2 * steps; ++i)
		{
			Command victim(_project->folder(), _project->words({"upgrade", "--no-prompt", "--verbose"}));
			const std::string mark = "statement " + std::to_string(i) + " of " + std::to_string(2 * steps);
			CPPUNIT_ASSERT_MESSAGE(mark, eventually([&] { return contains(victim.errors(), mark); }));
			victim.kill();
			CPPUNIT_ASSERT_EQUAL(128 + 9, victim.wait());
			CPPUNIT_ASSERT(eventually([&] { return _project->database({"current"}).output == "aaa1\n"; }));
			CPPUNIT_ASSERT(!contains(_project->place().tables(), "t0\n"));
		}
		CPPUNIT_ASSERT_EQUAL(0, upgrade());
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), ask(versionsOf));
		CPPUNIT_ASSERT(contains(_project->place().tables(), "t" + std::to_string(steps - 1) + "\n"));
	}

	void testDropAllLeavesTablesOfOthers()
	{
		_project->succeed({"init", "--no-prompt"});
		ask("CREATE TABLE author (id INTEGER PRIMARY KEY)");
		ask("CREATE TABLE foreign_table (id INTEGER PRIMARY KEY)");
		_project->succeed({"ensure-version"});
		_project->succeed({"drop-all", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(std::string("foreign_table\n"), _project->place().tables());
	}

protected:
	virtual bool postgresql() const = 0;
	/// A statement that takes that many seconds.
	virtual std::string slow(double seconds) const = 0;

private:
	const int rounds = thorough() ? 20 : 2;
	/// Pairs of statements.
	const int steps = thorough() ? 10 : 3;

	void line() const
	{
		_project->revision("aaa1", "", createA);
		_project->revision("bbb2", "aaa1", createB);
	}

	int upgrade() const
	{
		return _project->database({"upgrade", "--no-prompt"}).status;
	}

	std::string ask(const std::string& sql) const
	{
		return _project->place().ask(sql);
	}

	std::unique_ptr<Project> _project;
};


class SQLiteRunnerTest: public RunnerTest
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteRunnerTest, RunnerTest);
	CPPUNIT_TEST_SUITE_END();

protected:
	bool postgresql() const override
	{
		return false;
	}
	std::string slow(double seconds) const override
	{
		// About ten million steps a second.
		return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
			   std::to_string(static_cast<long>(seconds * 1e7)) + ") SELECT count(*) FROM n";
	}
};


class PostgreSQLRunnerTest: public RunnerTest
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLRunnerTest, RunnerTest);
	CPPUNIT_TEST_SUITE_END();

protected:
	bool postgresql() const override
	{
		return true;
	}
	std::string slow(double seconds) const override
	{
		return "SELECT pg_sleep(" + std::to_string(seconds) + ")";
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteRunnerTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLRunnerTest);
