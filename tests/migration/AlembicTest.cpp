// Real Alembic and the database commands on the same database: each reads what the other wrote.
// SPDX-License-Identifier: MIT
#include "MigrationFixture.h"
#include "PostgreSQLCluster.h"
#include "SkipTest.h"
#include <cppunit/extensions/HelperMacros.h>

using namespace Athanor::Test;


namespace {


constexpr const char* versionsOf = "SELECT version_num FROM alembic_versions ORDER BY 1";

/// What `alembic init` would write, as short as it can be.
constexpr const char* environment = R"(from alembic import context
from sqlalchemy import create_engine
engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(connection=connection, version_table="alembic_versions")
    with context.begin_transaction():
        context.run_migrations()
)";


std::string script(const std::string& id, const std::string& parent, const std::string& table)
{
	return "from alembic import op\nimport sqlalchemy as sa\nrevision = '" + id +
		   "'\ndown_revision = " + (parent.empty() ? "None" : "'" + parent + "'") +
		   "\nbranch_labels = None\ndepends_on = None\n"
		   "def upgrade():\n    op.create_table('" +
		   table +
		   "', sa.Column('id', sa.Integer, primary_key=True))\ndef downgrade():\n    op.drop_table('" +
		   table + "')\n";
}


} // namespace


class AlembicTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(AlembicTest);
	CPPUNIT_TEST(testDatabaseOfAlembicIsContinuedOnSQLite);
	CPPUNIT_TEST(testDatabaseOfAlembicIsContinuedOnPostgreSQL);
	CPPUNIT_TEST_SUITE_END();

public:
	void testDatabaseOfAlembicIsContinuedOnSQLite()
	{
		takeOver(false);
	}

	void testDatabaseOfAlembicIsContinuedOnPostgreSQL()
	{
		takeOver(true);
	}

private:
	/// Alembic brings a database to a revision; ours stamps and continues; Alembic reads that, and goes back and forth.
	static void takeOver(bool postgresql)
	{
		const Project project(postgresql);
		prepare(project, postgresql);
		CPPUNIT_ASSERT_EQUAL(std::string(), alembic(project, {"upgrade", "aaa1"}));
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1\n"), project.place().ask(versionsOf));
		project.revision(
			"aaa1", "",
			"-- upgrade\nCREATE TABLE a (id INTEGER PRIMARY KEY);\n-- downgrade\nDROP TABLE a;\n");
		project.revision(
			"bbb2", "aaa1",
			"-- upgrade\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n-- downgrade\nDROP TABLE b;\n");
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1\n"), project.succeed({"current"}));
		project.succeed({"stamp", "aaa1"});
		project.succeed({"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2\n"), project.place().ask(versionsOf));
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2 (head)\n"), alembic(project, {"current"}));
		alembic(project, {"downgrade", "-1"});
		CPPUNIT_ASSERT_EQUAL(std::string("aaa1\n"), project.succeed({"current"}));
		alembic(project, {"upgrade", "head"});
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2 (head)\n"), project.succeed({"current"}));
		project.succeed({"downgrade", "--no-prompt", "base"});
		CPPUNIT_ASSERT_EQUAL(std::string(), alembic(project, {"current"}));
	}

	static void prepare(const Project& project, bool postgresql)
	{
		const Folder& folder = project.folder();
		std::string url = "sqlite:///test.db";
		// Alembic reads the ini with interpolation: percent signs are doubled.
		if (postgresql)
			url = postgreSQL() + "?options=-csearch_path%%3D" +
				  project.place().ask("SELECT current_schema()").substr(0, 13);
		CPPUNIT_ASSERT_EQUAL(0, run(folder, {"mkdir", "-p", "scripts/versions"}).status);
		folder.file("alembic.ini", "[alembic]\nscript_location = scripts\nsqlalchemy.url = " + url + "\n");
		folder.file("scripts/env.py", environment);
		folder.file("scripts/versions/a.py", script("aaa1", "", "a"));
		folder.file("scripts/versions/b.py", script("bbb2", "aaa1", "b"));
	}

	static std::string alembic(const Project& project, std::vector<std::string> words)
	{
		words.insert(words.begin(), "alembic");
		const Outcome outcome = run(project.folder(), words);
		if (outcome.status == 127) throw SkipTest{"alembic is not installed (script/lib/setup test)"};
		CPPUNIT_ASSERT_EQUAL_MESSAGE(outcome.errors, 0, outcome.status);
		return outcome.output;
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(AlembicTest);
