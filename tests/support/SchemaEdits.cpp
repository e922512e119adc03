// SPDX-License-Identifier: MIT
#include "SchemaEdits.h"
#include <algorithm>


namespace Athanor::Test {


namespace {


using Edits = std::vector<SchemaEdit>;


void drop(Draft& draft, const std::string& table, const std::string& column)
{
	auto& columns = draft.table(table).columns;
	columns.erase(
		std::remove_if(columns.begin(), columns.end(), [&](const Column& one) { return one.name == column; }),
		columns.end());
}


void dropTable(Draft& draft, const std::string& table)
{
	auto& tables = draft.tables;
	tables.erase(std::remove_if(tables.begin(), tables.end(),
								[&](const Draft::DraftTable& one) { return one.name == table; }),
				 tables.end());
}


void insertBefore(Draft& draft, const std::string& table, const std::string& before, Column column)
{
	auto& columns = draft.table(table).columns;
	const auto place =
		std::find_if(columns.begin(), columns.end(), [&](const Column& one) { return one.name == before; });
	columns.insert(place, std::move(column));
}


void addTables(Edits& edits)
{
	edits.push_back({"add_table",
					 {},
					 [](Draft& d) {
						 d.tables.push_back({"city", {makeKey("id"), makeText("name", 40)}, {}});
					 },
					 ""});
	edits.push_back(
		{"add_table_with_reference",
		 {},
		 [](Draft& d) {
			 d.tables.push_back({"visit", {makeKey("id"), makeReference("pet_id", "pet", "cascade")}, {}});
		 },
		 ""});
	edits.push_back(
		{"add_tables_that_refer_to_each_other",
		 {},
		 [](Draft& d) {
			 d.tables.push_back({"left_one", {makeKey("id"), makeReference("other", "right_one")}, {}});
			 d.tables.push_back({"right_one", {makeKey("id"), makeReference("other", "left_one")}, {}});
		 },
		 ""});
	edits.push_back({"add_table_that_refers_to_itself",
					 {},
					 [](Draft& d) {
						 d.tables.push_back({"tree", {makeKey("id"), makeReference("parent", "tree")}, {}});
					 },
					 ""});
	edits.push_back(
		{"add_table_with_everything",
		 {},
		 [](Draft& d) {
			 Column kind = makeText("kind", 20, false);
			 kind.enumValues = {"a", "b"};
			 kind.serverDefault = "'a'";
			 kind.index = true;
			 Column size = makeColumn("size", ValueType::Integer);
			 size.check = "size > 0";
			 d.tables.push_back(
				 {"thing",
				  {makeKey("id", ValueType::UUID), kind, size, makeColumn("at", ValueType::Timestamp),
				   makeColumn("data", ValueType::JSON), makeColumn("raw", ValueType::Bytes),
				   makeColumn("day", ValueType::Date), makeColumn("hour", ValueType::Time),
				   makeColumn("ratio", ValueType::Double), makeColumn("open", ValueType::Boolean)},
				  {}});
		 },
		 ""});
	edits.push_back({"add_table_counted_by_database",
					 {},
					 [](Draft& d) {
						 Column id = makeKey("id");
						 id.generator = Generator::Database;
						 d.tables.push_back({"event", {id, makeText("name", 10)}, {}});
					 },
					 ""});
}


void changeTables(Edits& edits)
{
	edits.push_back({"drop_table", {}, [](Draft& d) { dropTable(d, "pet"); }, ""});
	edits.push_back(
		{"drop_tables_that_refer_to_each_other",
		 [](Draft& d) {
			 d.tables.push_back({"left_one", {makeKey("id"), makeReference("other", "right_one")}, {}});
			 d.tables.push_back({"right_one", {makeKey("id"), makeReference("other", "left_one")}, {}});
		 },
		 [](Draft& d) {
			 dropTable(d, "left_one");
			 dropTable(d, "right_one");
		 },
		 ""});
	edits.push_back({"rename_table", {}, [](Draft& d) { d.table("pet").name = "animal"; }, "pet:animal"});
	edits.push_back({"rename_referred_table",
					 {},
					 [](Draft& d) {
						 d.table("person").name = "human";
						 d.table("pet").column("owner_id").references->table = "human";
					 },
					 "person:human"});
	edits.push_back({"rename_table_and_column",
					 {},
					 [](Draft& d) {
						 d.table("pet").name = "animal";
						 d.table("animal").column("name").name = "title";
					 },
					 "pet:animal animal.name:title"});
	edits.push_back({"replace_table",
					 {},
					 [](Draft& d) {
						 dropTable(d, "pet");
						 d.tables.push_back({"car", {makeKey("number"), makeText("maker", 9)}, {}});
					 },
					 ""});
}


void addColumns(Edits& edits)
{
	edits.push_back(
		{"add_column", {}, [](Draft& d) { d.table("person").columns.push_back(makeText("city", 20)); }, ""});
	edits.push_back({"add_column_in_the_middle",
					 {},
					 [](Draft& d) { insertBefore(d, "person", "email", makeText("city", 20)); },
					 ""});
	edits.push_back({"add_column_not_null_with_default",
					 {},
					 [](Draft& d) {
						 Column c = makeText("city", 20, false);
						 c.serverDefault = "'x''y; z'";
						 d.table("person").columns.push_back(c);
					 },
					 ""});
	edits.push_back({"add_column_with_moment_as_default",
					 {},
					 [](Draft& d) {
						 Column c = makeColumn("made", ValueType::Timestamp, false);
						 c.serverDefault = "CURRENT_TIMESTAMP";
						 d.table("person").columns.push_back(c);
					 },
					 ""});
	edits.push_back({"add_column_unique",
					 {},
					 [](Draft& d) {
						 Column c = makeText("code", 20);
						 c.unique = true;
						 d.table("person").columns.push_back(c);
					 },
					 ""});
	edits.push_back({"add_column_indexed",
					 {},
					 [](Draft& d) {
						 Column c = makeText("code", 20);
						 c.index = true;
						 d.table("person").columns.push_back(c);
					 },
					 ""});
	edits.push_back({"add_column_with_check",
					 {},
					 [](Draft& d) {
						 Column c = makeColumn("weight", ValueType::Integer);
						 c.check = "weight >= 0 AND weight < 1000";
						 d.table("pet").columns.push_back(c);
					 },
					 ""});
	edits.push_back(
		{"add_column_with_reference",
		 {},
		 [](Draft& d) { d.table("pet").columns.push_back(makeReference("vet_id", "person", "set null")); },
		 ""});
	edits.push_back({"add_two_columns",
					 {},
					 [](Draft& d) {
						 d.table("person").columns.push_back(makeText("a", 20));
						 d.table("person").columns.push_back(makeColumn("b", ValueType::Boolean));
					 },
					 ""});
}


void changeColumns(Edits& edits)
{
	edits.push_back({"drop_column", {}, [](Draft& d) { drop(d, "person", "note"); }, ""});
	edits.push_back({"drop_column_in_the_middle", {}, [](Draft& d) { drop(d, "person", "age"); }, ""});
	edits.push_back({"drop_column_unique", {}, [](Draft& d) { drop(d, "person", "email"); }, ""});
	edits.push_back({"drop_column_indexed", {}, [](Draft& d) { drop(d, "pet", "name"); }, ""});
	edits.push_back({"drop_column_with_reference", {}, [](Draft& d) { drop(d, "pet", "owner_id"); }, ""});
	edits.push_back({"rename_column",
					 {},
					 [](Draft& d) { d.table("person").column("age").name = "years"; },
					 "person.age:years"});
	edits.push_back({"rename_column_unique",
					 {},
					 [](Draft& d) { d.table("person").column("email").name = "mail"; },
					 "person.email:mail"});
	edits.push_back({"rename_column_and_change_type",
					 {},
					 [](Draft& d) {
						 Column& c = d.table("person").column("age");
						 c.name = "years";
						 c.type = ValueType::Text;
					 },
					 "person.age:years"});
	edits.push_back({"rename_key_column",
					 {},
					 [](Draft& d) {
						 d.table("person").column("id").name = "number";
						 d.table("pet").column("owner_id").references->column = "number";
					 },
					 "person.id:number"});
	edits.push_back({"rename_column_in_check",
					 [](Draft& d) { d.table("person").column("age").check = "age > 0"; },
					 [](Draft& d) {
						 Column& c = d.table("person").column("age");
						 c.name = "years";
						 c.check = "years > 0";
					 },
					 "person.age:years"});
	edits.push_back({"rename_and_add",
					 {},
					 [](Draft& d) {
						 d.table("person").column("age").name = "years";
						 d.table("person").columns.push_back(makeColumn("months", ValueType::Integer));
					 },
					 "person.age:years"});
}


void addColumnChanges(Edits& edits)
{
	const auto change = [&](const std::string& name, std::function<void(Column&)> f,
							const std::string& column = "age") {
		edits.push_back({name, {}, [f, column](Draft& d) { f(d.table("person").column(column)); }, ""});
	};
	change("type_integer_to_text", [](Column& c) { c.type = ValueType::Text; });
	change("type_integer_to_decimal", [](Column& c) { c.type = ValueType::Decimal; });
	change("type_integer_to_boolean", [](Column& c) { c.type = ValueType::Boolean; });
	change(
		"type_text_to_integer", [](Column& c) { c.type = ValueType::Integer; }, "note");
	change(
		"type_text_to_json", [](Column& c) { c.type = ValueType::JSON; }, "note");
	change("type_integer_to_double", [](Column& c) { c.type = ValueType::Double; });
	change(
		"length_longer", [](Column& c) { c.length = 200; }, "name");
	change(
		"length_shorter", [](Column& c) { c.length = 20; }, "name");
	change(
		"length_removed", [](Column& c) { c.length = 0; }, "name");
	change(
		"length_added", [](Column& c) { c.length = 500; }, "note");
	change(
		"precision_larger",
		[](Column& c) {
			c.precision = 14;
			c.scale = 4;
		},
		"score");
	change("to_not_null", [](Column& c) { c.nullable = false; });
	change(
		"to_null", [](Column& c) { c.nullable = true; }, "name");
	change("default_added", [](Column& c) { c.serverDefault = "18"; });
	change(
		"default_of_text_added", [](Column& c) { c.serverDefault = "'it''s'"; }, "note");
	change("type_and_default_and_null", [](Column& c) {
		c.type = ValueType::Text;
		c.serverDefault = "'x'";
		c.nullable = false;
	});
	change("comment_added", [](Column& c) { c.comment = "in years; it's a number"; });
}


void addTexts(Edits& edits)
{
	edits.push_back({"default_changed", [](Draft& d) { d.table("person").column("age").serverDefault = "1"; },
					 [](Draft& d) { d.table("person").column("age").serverDefault = "2"; }, ""});
	edits.push_back({"default_removed", [](Draft& d) { d.table("person").column("age").serverDefault = "1"; },
					 [](Draft& d) { d.table("person").column("age").serverDefault = ""; }, ""});
	edits.push_back({"comment_of_table_changed", [](Draft& d) { d.table("pet").options.comment = "old"; },
					 [](Draft& d) { d.table("pet").options.comment = "new"; }, ""});
	edits.push_back({"enum_added",
					 {},
					 [](Draft& d) {
						 d.table("person").column("name").enumValues = {"a", "b"};
					 },
					 ""});
	edits.push_back({"enum_value_added",
					 [](Draft& d) {
						 d.table("person").column("name").enumValues = {"a", "b"};
					 },
					 [](Draft& d) {
						 d.table("person").column("name").enumValues = {"a", "b", "c"};
					 },
					 ""});
	edits.push_back({"enum_value_removed",
					 [](Draft& d) {
						 d.table("person").column("name").enumValues = {"a", "b"};
					 },
					 [](Draft& d) { d.table("person").column("name").enumValues = {"a"}; }, ""});
}


void addKeys(Edits& edits)
{
	edits.push_back({"key_gets_second_column",
					 {},
					 [](Draft& d) {
						 Column& c = d.table("pet").column("name");
						 c.primaryKey = true;
					 },
					 ""});
	edits.push_back({"key_moves",
					 {},
					 [](Draft& d) {
						 d.table("pet").column("id").primaryKey = false;
						 d.table("pet").column("name").primaryKey = true;
					 },
					 ""});
	edits.push_back({"key_counted_by_database",
					 {},
					 [](Draft& d) { d.table("pet").column("id").generator = Generator::Database; },
					 ""});
	edits.push_back({"key_of_referred_table_gets_type",
					 {},
					 [](Draft& d) {
						 d.table("person").column("id").type = ValueType::Text;
						 d.table("person").column("id").length = 40;
						 Column& c = d.table("pet").column("owner_id");
						 c.type = ValueType::Text;
						 c.length = 40;
					 },
					 ""});
	edits.push_back({"reference_added",
					 {},
					 [](Draft& d) { d.table("person").columns.push_back(makeReference("boss", "person")); },
					 ""});
	edits.push_back({"reference_removed",
					 {},
					 [](Draft& d) { d.table("pet").column("owner_id").references.reset(); },
					 ""});
	edits.push_back({"reference_gets_action",
					 {},
					 [](Draft& d) { d.table("pet").column("owner_id").references->onDelete = "cascade"; },
					 ""});
	edits.push_back({"reference_changes_action",
					 [](Draft& d) { d.table("pet").column("owner_id").references->onDelete = "cascade"; },
					 [](Draft& d) {
						 Reference& r = *d.table("pet").column("owner_id").references;
						 r.onDelete = "set null";
						 r.onUpdate = "cascade";
					 },
					 ""});
	edits.push_back({"reference_of_two_columns",
					 [](Draft& d) {
						 d.tables.push_back({"seat", {makeKey("room"), makeKey("number")}, {}});
						 d.table("person").columns.push_back(makeColumn("room", ValueType::Integer));
					 },
					 [](Draft& d) {
						 d.table("person").options.foreignKeys.push_back(
							 {"", {"room", "age"}, "seat", {"room", "number"}, "", ""});
					 },
					 ""});
}


void addConstraints(Edits& edits)
{
	edits.push_back(
		{"unique_added", {}, [](Draft& d) { d.table("person").column("name").unique = true; }, ""});
	edits.push_back(
		{"unique_removed", {}, [](Draft& d) { d.table("person").column("email").unique = false; }, ""});
	edits.push_back({"unique_of_two_columns",
					 {},
					 [](Draft& d) {
						 d.table("person").options.uniques.push_back({"", {"name", "age"}});
					 },
					 ""});
	edits.push_back(
		{"check_added", {}, [](Draft& d) { d.table("person").column("age").check = "age > 0"; }, ""});
	edits.push_back({"check_changed", [](Draft& d) { d.table("person").column("age").check = "age > 0"; },
					 [](Draft& d) { d.table("person").column("age").check = "age > 1"; }, ""});
	edits.push_back({"check_removed", [](Draft& d) { d.table("person").column("age").check = "age > 0"; },
					 [](Draft& d) { d.table("person").column("age").check = ""; }, ""});
	edits.push_back(
		{"check_of_two_columns",
		 {},
		 [](Draft& d) {
			 d.table("person").options.checks.push_back({"grown", "age > 17 OR note IS NOT NULL"});
		 },
		 ""});
	edits.push_back({"index_added", {}, [](Draft& d) { d.table("person").column("age").index = true; }, ""});
	edits.push_back({"index_removed", {}, [](Draft& d) { d.table("pet").column("name").index = false; }, ""});
	edits.push_back({"index_of_two_columns",
					 {},
					 [](Draft& d) {
						 d.table("person").options.indexes.push_back({"", {"age", "name"}, false});
					 },
					 ""});
	edits.push_back(
		{"index_becomes_unique", {}, [](Draft& d) { d.table("pet").column("name").unique = true; }, ""});
	edits.push_back({"many_changes_at_once",
					 {},
					 [](Draft& d) {
						 d.table("person").column("age").check = "age > 0";
						 d.table("person").column("name").length = 90;
						 d.table("person").columns.push_back(makeText("city", 20));
						 drop(d, "person", "note");
						 d.table("pet").column("owner_id").references->onDelete = "cascade";
						 d.tables.push_back({"city", {makeKey("id"), makeText("name", 40)}, {}});
					 },
					 ""});
}


} // namespace


std::vector<SchemaEdit> makeSchemaEdits()
{
	Edits edits;
	addTables(edits);
	changeTables(edits);
	addColumns(edits);
	changeColumns(edits);
	addColumnChanges(edits);
	addTexts(edits);
	addKeys(edits);
	addConstraints(edits);
	return edits;
}


} // namespace Athanor::Test
