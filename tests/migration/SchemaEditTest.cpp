// Sixty and more changes of models, each made to a database with rows by autogenerate, upgraded, compared, taken back and
// made again. All of them are run where the full numbers are wanted, otherwise every seventh.
// SPDX-License-Identifier: MIT
#include "MigrationFixture.h"
#include "SchemaEdits.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstdlib>
#include <fstream>

using namespace Athanor::Test;


namespace {


constexpr const char* service = ATHANOR_TEST_SERVICES "/schema-edits.so";

const std::string nothingToDo = "No new upgrade operations detected.\n";


/// One edit on one database.
class EditRun
{
public:
	EditRun(bool postgresql, const SchemaEdit& edit):
		_edit(edit),
		_project(postgresql, service, section("before")),
		_postgresql(postgresql)
	{
	}

	void run()
	{
		_project.succeed({"init", "--no-prompt"});
		generate({});
		_project.succeed({"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(nothingToDo, _project.succeed({"check"}));
		fill();
		const std::string schema = schemaText();
		const std::string rows = rowCounts();
		_project.configure(service, section("after"));
		generate(renames());
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), _project.versions().size());
		_project.succeed({"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(nothingToDo, _project.succeed({"check"}));
		_project.succeed({"downgrade", "--no-prompt", "-1"});
		CPPUNIT_ASSERT_EQUAL(schema, schemaText());
		if (keepsRows()) CPPUNIT_ASSERT_EQUAL(rows, rowCounts());
		_project.succeed({"upgrade", "--no-prompt"});
		CPPUNIT_ASSERT_EQUAL(nothingToDo, _project.succeed({"check"}));
	}

	/// Everything there is to know when it goes wrong.
	std::string story() const
	{
		std::string text;
		for (const std::string& file : _project.versions())
			text += readFile(file) + "\n";
		return text;
	}

private:
	std::string section(const std::string& state) const
	{
		return "[service.schema-edits]\nedit = " + _edit.name + "\nstate = " + state + "\n";
	}

	std::vector<std::string> renames() const
	{
		std::vector<std::string> words;
		std::string rest = _edit.rename;
		while (!rest.empty())
		{
			const std::size_t end = std::min(rest.find(' '), rest.size());
			words.insert(words.end(), {"--rename", rest.substr(0, end)});
			rest.erase(0, end + 1);
		}
		return words;
	}

	void generate(std::vector<std::string> more) const
	{
		more.insert(more.begin(),
					{"revision", "--autogenerate", "-m", "step", "--no-prompt", "--allow-destructive"});
		_project.succeed(more);
	}

	/// Rows that satisfy what every edit asks for.
	void fill() const
	{
		const Place& place = _project.place();
		place.ask("INSERT INTO person (id, name, age, note) VALUES (1, 'a', 30, '7')");
		const bool narrow = _edit.name == "enum_value_removed";
		place.ask(std::string("INSERT INTO person (id, name, age, note) VALUES (2, '") +
				  (narrow ? "a" : "b") + "', 31, '8')");
		// A row has nothing for a column that comes back and must not be null.
		if (_edit.name != "drop_column_indexed")
			place.ask("INSERT INTO pet (id, name, owner_id) VALUES (1, 'rex', 2)");
	}

	bool keepsRows() const
	{
		return _edit.name != "drop_table" && _edit.name != "replace_table";
	}

	std::string rowCounts() const
	{
		return _project.place().ask("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM pet)");
	}

	/// As the database tells it, in no spelling of ours.
	std::string schemaText() const
	{
		if (!_postgresql)
			return _project.place().ask(
				"SELECT t.name, x.cid, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk FROM sqlite_schema "
				"t, "
				"pragma_table_xinfo(t.name) x WHERE t.type = 'table' ORDER BY 1, 2; "
				"SELECT t.name, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete FROM "
				"sqlite_schema t, "
				"pragma_foreign_key_list(t.name) f WHERE t.type = 'table' ORDER BY 1, 2, 3; "
				"SELECT t.name, i.\"unique\", i.origin, group_concat(x.name) FROM sqlite_schema t, "
				"pragma_index_list(t.name) i, pragma_index_info(i.name) x WHERE t.type = 'table' "
				"GROUP BY t.name, i.name, 2, 3 ORDER BY 1, 2, 3, 4");
		const std::string columns = _project.place().ask(
			"SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, "
			"pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum) FROM pg_attribute a JOIN "
			"pg_class c "
			"ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
			"WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND "
			"NOT a.attisdropped ORDER BY 1, 2");
		const std::string constraints = _project.place().ask(
			"SELECT c.relname, k.contype, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c "
			"ON c.oid = k.conrelid WHERE c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2, 3");
		const std::string indexes = _project.place().ask(
			"SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1");
		const std::string comments = _project.place().ask(
			"SELECT relname, obj_description(oid, 'pg_class') FROM pg_class WHERE relnamespace = "
			"current_schema()::regnamespace AND relkind = 'r' ORDER BY 1");
		return columns + constraints + indexes + comments;
	}

	const SchemaEdit& _edit;
	Project _project;
	const bool _postgresql;
};


} // namespace


class SchemaEditTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SchemaEditTest);
	CPPUNIT_TEST(testEveryEditOnSQLite);
	CPPUNIT_TEST(testEveryEditOnPostgreSQL);
	CPPUNIT_TEST(testThereAreSixtyEdits);
	CPPUNIT_TEST_SUITE_END();

public:
	void testEveryEditOnSQLite()
	{
		runAll(false);
	}

	void testEveryEditOnPostgreSQL()
	{
		runAll(true);
	}

	void testThereAreSixtyEdits()
	{
		CPPUNIT_ASSERT(makeSchemaEdits().size() >= 60);
	}

private:
	static void runAll(bool postgresql)
	{
		const std::vector<SchemaEdit> edits = makeSchemaEdits();
		const char* only = std::getenv("ATHANOR_TEST_EDIT");
		std::string failures;
		for (std::size_t i = 0; i < edits.size(); ++i)
		{
			// SQLite keeps no comments, and decimals as texts of any length.
			const bool shows = edits[i].name.rfind("comment", 0) != 0 && edits[i].name != "precision_larger";
			if (!postgresql && !shows) continue;
			const bool wanted = only ? edits[i].name == only : thorough() || i % 7 == 0;
			if (wanted) failures += failureOf(postgresql, edits[i]);
		}
		CPPUNIT_ASSERT_EQUAL(std::string(), failures);
	}

	/// Empty if it works. All are tried before the test fails.
	static std::string failureOf(bool postgresql, const SchemaEdit& edit)
	{
		EditRun run(postgresql, edit);
		try
		{
			run.run();
			return {};
		}
		catch (const CppUnit::Exception& exception)
		{
			return edit.name + ":\n" + exception.what() + "\n" + run.story() + "\n";
		}
		catch (const std::exception& exception)
		{
			return edit.name + ": " + exception.what() + "\n";
		}
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SchemaEditTest);
