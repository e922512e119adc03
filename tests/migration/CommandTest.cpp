// The database commands as a user types them: the first session, several databases, exit statuses, what is said.
// SPDX-License-Identifier: MIT
#include "MigrationFixture.h"
#include <cppunit/extensions/HelperMacros.h>

using namespace Athanor::Test;


namespace {


constexpr const char* usersTable = R"(CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50)))";


/// Two databases and their models.
class TwoDatabases
{
public:
	explicit TwoDatabases(bool postgresql):
		users(postgresql ? makePostgreSQLPlace(folder) : makeSQLitePlace(folder, "users.db")),
		products(postgresql ? makePostgreSQLPlace(folder) : makeSQLitePlace(folder, "products.db"))
	{
		folder.file("athanor.ini", "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\n"
								   "load = sqlite, postgresql, " ATHANOR_TEST_SERVICES "/two-binds.so\n"
								   "[database]\nbinds = default, products\n[database.default]\n" +
									   users->settings("default") + "[database.products]\n" +
									   products->settings("products"));
	}

	Outcome database(std::vector<std::string> words, const std::string& input = {}) const
	{
		words.insert(words.begin(), {ATHANORD, "database"});
		words.insert(words.end(), {"--config", "athanor.ini"});
		return run(folder, words, input);
	}

	std::string succeed(std::vector<std::string> words) const
	{
		const Outcome outcome = database(std::move(words));
		CPPUNIT_ASSERT_EQUAL_MESSAGE(outcome.errors, 0, outcome.status);
		return outcome.output;
	}

	Folder folder;
	std::unique_ptr<Place> users;
	std::unique_ptr<Place> products;
};


const std::string versionTables = "alembic_versions\nalembic_versions_files\n";


} // namespace


class CommandTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(CommandTest);
	CPPUNIT_TEST(testFirstSession);
	CPPUNIT_TEST(testEachBindGetsItsOwnTables);
	CPPUNIT_TEST(testOneHistoryServesBothDatabases);
	CPPUNIT_TEST(testSecondAutogenerateFindsNothing);
	CPPUNIT_TEST(testCheckListsDifferences);
	CPPUNIT_TEST(testDestructiveChangesNeedTheirFlag);
	CPPUNIT_TEST(testLikelyRenameIsAskedFor);
	CPPUNIT_TEST(testDumpedDataLoadsBack);
	CPPUNIT_TEST(testFaultyFixtureLoadsNothing);
	CPPUNIT_TEST(testUnknownTableIsSkipped);
	CPPUNIT_TEST(testDaemonMigratesAtStart);
	CPPUNIT_TEST(testCommandsThatOnlyLook);
	CPPUNIT_TEST(testExitStatuses);
	CPPUNIT_TEST(testAthanorIsTheSameProgram);
	CPPUNIT_TEST(testEditOpensTheFile);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testFirstSession()
	{
		const TwoDatabases both(postgresql());
		CPPUNIT_ASSERT_EQUAL(0, both.database({"init"}, "y\ny\n").status);
		const std::string written =
			both.succeed({"revision", "--autogenerate", "-m", "Add users table", "--rev-id", "abc123"});
		CPPUNIT_ASSERT_MESSAGE(written, contains(written, "_add_users_table_abc123.sql ... done"));
		CPPUNIT_ASSERT_EQUAL(0, both.database({"upgrade"}, "y\n").status);
		CPPUNIT_ASSERT_EQUAL(versionTables + "users\n", both.users->tables());
		const std::string history = both.succeed({"history"});
		CPPUNIT_ASSERT_EQUAL(std::string("<base> -> abc123 (head), Add users table\n"), history);
		CPPUNIT_ASSERT_EQUAL(0, both.database({"downgrade"}, "y\n").status);
		CPPUNIT_ASSERT_EQUAL(versionTables, both.users->tables());
	}

	void testEachBindGetsItsOwnTables()
	{
		const TwoDatabases both(postgresql());
		both.succeed({"init", "--no-prompt"});
		for (const char* bind : {"default", "products"})
		{
			both.succeed({"--bind-key", bind, "make-migrations", "--no-prompt"});
			both.succeed({"upgrade", "--no-prompt", "--bind-key", bind});
			CPPUNIT_ASSERT_EQUAL(std::string("No new upgrade operations detected.\n"),
								 both.succeed({"check", "--bind-key", bind}));
		}
		CPPUNIT_ASSERT_EQUAL(versionTables + "users\n", both.users->tables());
		CPPUNIT_ASSERT_EQUAL(versionTables + "products\n", both.products->tables());
		both.succeed({"drop-all", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(std::string(), both.users->tables() + both.products->tables());
	}

	void testOneHistoryServesBothDatabases()
	{
		const TwoDatabases here(postgresql());
		here.succeed({"init", "--no-prompt"});
		here.succeed({"make-migrations", "--no-prompt", "--bind-key", "products"});
		const TwoDatabases there(!postgresql());
		CPPUNIT_ASSERT_EQUAL(
			0, run(here.folder, {"cp", "-r", here.folder.path("migrations"), there.folder.path("migrations")})
				   .status);
		there.succeed({"upgrade", "--no-prompt", "--bind-key", "products"});
		CPPUNIT_ASSERT_EQUAL(std::string("No new upgrade operations detected.\n"),
							 there.succeed({"check", "--bind-key", "products"}));
		there.succeed({"downgrade", "--no-prompt", "base", "--bind-key", "products"});
		CPPUNIT_ASSERT_EQUAL(versionTables, there.products->tables());
	}

	void testSecondAutogenerateFindsNothing()
	{
		const TwoDatabases both(postgresql());
		both.succeed({"init", "--no-prompt"});
		both.succeed({"make-migrations", "--no-prompt"});
		const Outcome behind = both.database({"make-migrations", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(1, behind.status);
		CPPUNIT_ASSERT_EQUAL(std::string("athanord: Target database is not up to date.\n"), behind.errors);
		both.succeed({"upgrade", "--no-prompt"});
		const std::string nothing = both.succeed({"make-migrations", "--no-prompt"});
		CPPUNIT_ASSERT_MESSAGE(nothing, contains(nothing, "No changes detected"));
	}

	void testCheckListsDifferences()
	{
		const TwoDatabases both(postgresql());
		both.succeed({"init", "--no-prompt"});
		both.users->ask(usersTable);
		const Outcome outcome = both.database({"check"});
		CPPUNIT_ASSERT_EQUAL(1, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.output, contains(outcome.output, "added column users.email\n"));
		CPPUNIT_ASSERT_MESSAGE(outcome.output,
							   contains(outcome.output, "added unique constraint uq_users_email of users\n"));
		CPPUNIT_ASSERT_EQUAL(std::string("New upgrade operations detected:\n"), outcome.errors);
	}

	void testDestructiveChangesNeedTheirFlag()
	{
		const TwoDatabases both(postgresql());
		both.succeed({"init", "--no-prompt"});
		both.succeed({"make-migrations", "--no-prompt"});
		both.succeed({"upgrade", "--no-prompt"});
		both.users->ask("ALTER TABLE users ADD COLUMN extra VARCHAR(10)");
		both.users->ask("INSERT INTO users (id, name, extra) VALUES (1, 'a', 'x')");
		both.users->ask("INSERT INTO users (id, name) VALUES (2, 'b')");
		const Outcome refused = both.database({"make-migrations", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL_MESSAGE(refused.output, 1, refused.status);
		CPPUNIT_ASSERT_MESSAGE(
			refused.errors, contains(refused.errors, "removes the column users.extra; 1 row(s) at risk\n"));
		both.succeed({"make-migrations", "--no-prompt", "--allow-destructive"});
		both.succeed({"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(std::string("2\n"), both.users->ask("SELECT count(*) FROM users"));
		CPPUNIT_ASSERT_EQUAL(std::string("No new upgrade operations detected.\n"), both.succeed({"check"}));
	}

	void testLikelyRenameIsAskedFor()
	{
		const TwoDatabases both(postgresql());
		both.succeed({"init", "--no-prompt"});
		both.succeed({"make-migrations", "--no-prompt"});
		both.succeed({"upgrade", "--no-prompt"});
		both.users->ask("ALTER TABLE users RENAME COLUMN name TO nickname");
		both.users->ask("INSERT INTO users (id, nickname) VALUES (1, 'a')");
		const Outcome hint = both.database({"make-migrations", "--no-prompt", "--sql"});
		CPPUNIT_ASSERT_MESSAGE(hint.errors, contains(hint.errors, "--rename users.nickname:name"));
		const Outcome asked = both.database({"make-migrations", "-m", "x"}, "y\n");
		CPPUNIT_ASSERT_EQUAL_MESSAGE(asked.errors, 0, asked.status);
		CPPUNIT_ASSERT_MESSAGE(
			asked.errors, contains(asked.errors, "Was the column users.nickname renamed to name? [y/n]: "));
		both.succeed({"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(std::string("a\n"), both.users->ask("SELECT name FROM users"));
	}

	void testDumpedDataLoadsBack()
	{
		const TwoDatabases both(postgresql());
		both.succeed({"init", "--no-prompt"});
		both.succeed({"make-migrations", "--no-prompt"});
		both.succeed({"upgrade", "--no-prompt"});
		both.users->ask("INSERT INTO users (id, name, email) VALUES (7, 'it''s', 'ü'), (3, 'b', NULL)");
		const std::string dumped =
			both.succeed({"dump-data", "--bind-key", "default", "--table", "*", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(std::string("Dumped 2 row(s) of users to ./fixtures/users.json\n"), dumped);
		CPPUNIT_ASSERT_EQUAL(
			std::string(R"([{"id":3,"name":"b","email":null},{"id":7,"name":"it's","email":"ü"}])"),
			readFile(both.folder.path("fixtures/users.json")));
		both.users->ask("DELETE FROM users");
		both.succeed({"load-data"});
		CPPUNIT_ASSERT_EQUAL(std::string("3|b|\n7|it's|ü\n"),
							 both.users->ask("SELECT id, name, email FROM users ORDER BY id"));
		both.users->ask("INSERT INTO users (name) VALUES ('next')");
		CPPUNIT_ASSERT_EQUAL(std::string("8\n"), both.users->ask("SELECT max(id) FROM users"));
	}

	void testFaultyFixtureLoadsNothing()
	{
		const TwoDatabases both(postgresql());
		both.users->ask("CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50), email VARCHAR(100))");
		CPPUNIT_ASSERT_EQUAL(0, run(both.folder, {"mkdir", "fixtures"}).status);
		both.folder.file("fixtures/users.json", R"([{"id":1,"name":"a"},{"id":2,"nam":"b"}])");
		const Outcome outcome = both.database({"load-data", "--table", "users"});
		CPPUNIT_ASSERT_EQUAL(1, outcome.status);
		CPPUNIT_ASSERT_EQUAL(std::string("athanord: ./fixtures/users.json: row 2: there is no column nam\n"),
							 outcome.errors);
		CPPUNIT_ASSERT_EQUAL(std::string("0\n"), both.users->ask("SELECT count(*) FROM users"));
	}

	void testUnknownTableIsSkipped()
	{
		const TwoDatabases both(postgresql());
		CPPUNIT_ASSERT_EQUAL(
			std::string("Skipping table 'x' because it is not available in the default registry\n"),
			both.succeed({"dump-data", "--table", "x"}));
		const Outcome no = both.database({"dump-data", "--table", "*"}, "n\n");
		CPPUNIT_ASSERT_EQUAL(std::string("No data was dumped.\n"), no.output);
	}

	void testDaemonMigratesAtStart()
	{
		const Project project(postgresql());
		project.succeed({"init", "--no-prompt"});
		project.succeed({"make-migrations", "--no-prompt"});
		const std::string ini = readFile(project.folder().path("athanor.ini"));
		const std::string section = "[database.default]\n";
		const auto with = [&](const std::string& mode) {
			std::string text = ini;
			return text.replace(text.find(section), section.size(), section + "migrations = " + mode + "\n");
		};
		project.folder().file("athanor.ini", with("check"));
		const Outcome refused = runDaemon(project.folder(), {"--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(69, refused.status);
		CPPUNIT_ASSERT_MESSAGE(refused.errors,
							   contains(refused.errors, "bind default: the schema is at base"));
		project.folder().file("athanor.ini", with("upgrade"));
		Daemon daemon(project.folder(), {"--config", "athanor.ini"});
		CPPUNIT_ASSERT(daemon.port() != 0);
		CPPUNIT_ASSERT_EQUAL(std::string("alembic_versions\nalembic_versions_files\nauthor\n"),
							 project.place().tables());
		project.folder().file("athanor.ini", with("check"));
		Daemon second(project.folder(), {"--config", "athanor.ini"});
		CPPUNIT_ASSERT(second.port() != 0);
	}

	void testCommandsThatOnlyLook()
	{
		const Project project(postgresql());
		project.revision("aaa1", "", "-- upgrade\n-- downgrade\n");
		project.revision("bbb2", "aaa1", "-- upgrade\n-- downgrade\n");
		project.revision("ccc3", "aaa1", "-- upgrade\n-- downgrade\n");
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2 (head)\nccc3 (head)\n"), project.succeed({"heads"}));
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1 (branchpoint)\n     -> bbb2 (head)\n     -> ccc3 (head)\n"),
							 project.succeed({"branches"}));
		const std::string shown = project.succeed({"show", "bbb"});
		CPPUNIT_ASSERT_EQUAL(std::size_t(0),
							 shown.find("Rev: bbb2 (head)\nParent: aaa1\nPath: migrations/default/"));
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1 -> bbb2 (head), bbb2\n<base> -> aaa1 (branchpoint), aaa1\n"),
							 project.succeed({"history", "--rev-range", ":bbb2"}));
		CPPUNIT_ASSERT_EQUAL(std::string(), project.succeed({"current"}));
		CPPUNIT_ASSERT_EQUAL(std::string("Current revision(s) for "),
							 project.succeed({"current", "--verbose"}).substr(0, 24));
		CPPUNIT_ASSERT(contains(project.succeed({"list-templates"}), "sql - "));
		CPPUNIT_ASSERT_EQUAL(
			std::string("athanord: History range requires [start]:[end], [start]:, or :[end]"),
			project.fail(1, {"history", "--rev-range", "x"}));
	}

	void testExitStatuses()
	{
		const Project project(postgresql());
		CPPUNIT_ASSERT_EQUAL(std::string("athanord: unknown option --nonsense; see athanord database --help"),
							 project.fail(2, {"heads", "--nonsense"}));
		CPPUNIT_ASSERT_EQUAL(std::string("athanord: No config found for bind key: x (there are: default)"),
							 project.fail(1, {"heads", "--bind-key", "x"}));
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"athanord: there is no directory migrations/default/versions; `database init` makes it"),
			project.fail(1, {"heads"}));
		project.configure("missing-plugin");
		CPPUNIT_ASSERT(contains(project.fail(70, {"heads"}), "missing-plugin"));
		project.configure("authors", "wrong = 1\n");
		CPPUNIT_ASSERT(contains(project.fail(78, {"heads"}), "athanor.ini:"));
	}

	void testAthanorIsTheSameProgram()
	{
		const Project project(postgresql());
		project.revision("aaa1", "", "-- upgrade\n-- downgrade\n");
		const Outcome heads = run(project.folder(), {ATHANOR, "--config", "athanor.ini", "db", "heads"});
		CPPUNIT_ASSERT_EQUAL_MESSAGE(heads.errors, std::string("aaa1 (head)\n"), heads.output);
		const Outcome help = run(project.folder(), {ATHANOR, "database", "upgrade", "--help"});
		CPPUNIT_ASSERT_EQUAL(0, help.status);
		CPPUNIT_ASSERT_EQUAL(std::size_t(0),
							 help.output.find("usage: athanor database upgrade --config FILE"));
		CPPUNIT_ASSERT_EQUAL(2, run(project.folder(), {ATHANOR, "serve"}).status);
		CPPUNIT_ASSERT_EQUAL(2, run(project.folder(), {ATHANOR}).status);
		CPPUNIT_ASSERT_EQUAL(0, run(project.folder(), {ATHANOR, "--version"}).status);
	}

	void testEditOpensTheFile()
	{
		const Project project(postgresql());
		project.revision("aaa1", "", "-- upgrade\n-- downgrade\n");
		const Outcome edited = run(project.folder(), {"env", "EDITOR=cat", ATHANORD, "database", "edit",
													  "aaa1", "--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL_MESSAGE(edited.errors, 0, edited.status);
		CPPUNIT_ASSERT_EQUAL(std::size_t(0), edited.output.find("-- revision: aaa1\n"));
		CPPUNIT_ASSERT_EQUAL(std::string("athanord: Can't locate revision identified by 'x'"),
							 project.fail(1, {"edit", "x"}));
	}

protected:
	virtual bool postgresql() const = 0;
};


class SQLiteCommandTest: public CommandTest
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteCommandTest, CommandTest);
	CPPUNIT_TEST_SUITE_END();

protected:
	bool postgresql() const override
	{
		return false;
	}
};


class PostgreSQLCommandTest: public CommandTest
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLCommandTest, CommandTest);
	CPPUNIT_TEST_SUITE_END();

protected:
	bool postgresql() const override
	{
		return true;
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteCommandTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLCommandTest);
