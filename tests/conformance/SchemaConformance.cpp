//
// SchemaConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "SchemaConformance.h"
#include "Athanor/Migration/Schema.h"
#include <algorithm>


namespace Athanor::Conformance {


namespace {


Column makeColumn(const std::string& name, ValueType type, bool nullable = true)
{
	Column column;
	column.name = name;
	column.type = type;
	column.nullable = nullable;
	return column;
}


Column makeKey(const std::string& name)
{
	Column column = makeColumn(name, ValueType::Integer, false);
	column.primaryKey = true;
	return column;
}


/// A table that has one of everything.
const Table& booksTable()
{
	static const Table table = [] {
		Column title = makeColumn("title", ValueType::Text, false);
		title.length = 80;
		title.serverDefault = "'it''s; new'";
		title.unique = true;
		Column year = makeColumn("year", ValueType::Integer);
		year.check = "year > 0 AND year < 3000";
		year.index = true;
		Column kind = makeColumn("kind", ValueType::Text);
		kind.enumValues = {"a", "b"};
		kind.comment = "what it's about";
		Column shelf = makeColumn("shelf", ValueType::Integer);
		shelf.references = Reference{"shelf", "id", "set null", "cascade"};
		TableOptions options;
		options.uniques.push_back({"uq_two", {"year", "title"}});
		options.indexes.push_back({"ix_two", {"year", "kind"}, true});
		options.comment = "all of them";
		return Table("book", {makeKey("id"), title, year, kind, shelf}, options);
	}();
	return table;
}


const Table& shelvesTable()
{
	static const Table table("shelf", {makeKey("id")});
	return table;
}


template <typename T>
const T& named(const std::vector<T>& list, const std::string& name)
{
	const auto found = std::find_if(list.begin(), list.end(), [&](const T& one) { return one.name == name; });
	CPPUNIT_ASSERT_MESSAGE(name, found != list.end());
	return *found;
}


} // namespace


InspectedTable SchemaConformance::inspect(Connection& connection, const std::string& table) const
{
	const auto inspector = target().backend().inspector(connection);
	return runInline(inspector->table(table));
}


void SchemaConformance::testColumnsAreReadAsTheyWereMade()
{
	const auto connection = connect(Access::Write);
	create(*connection, shelvesTable());
	create(*connection, booksTable());
	const InspectedTable table = inspect(*connection, "book");
	CPPUNIT_ASSERT_EQUAL(std::size_t(5), table.columns.size());
	CPPUNIT_ASSERT_EQUAL(std::string("VARCHAR(80)"), table.find("title")->type);
	CPPUNIT_ASSERT_EQUAL(std::size_t(0), table.find("title")->defaultSql.find("'it''s; new'"));
	CPPUNIT_ASSERT(!table.find("title")->nullable);
	CPPUNIT_ASSERT(table.find("year")->nullable);
	CPPUNIT_ASSERT_EQUAL(std::string(), table.find("year")->defaultSql);
	CPPUNIT_ASSERT(table.find("id")->primaryKey);
	const bool comments = dialect().capabilities().comments;
	CPPUNIT_ASSERT_EQUAL(std::string(comments ? "what it's about" : ""), table.find("kind")->comment);
	CPPUNIT_ASSERT_EQUAL(std::string(comments ? "all of them" : ""), table.comment);
}


void SchemaConformance::testConstraintsAreReadWithTheirNames()
{
	const auto connection = connect(Access::Write);
	create(*connection, shelvesTable());
	create(*connection, booksTable());
	const InspectedTable table = inspect(*connection, "book");
	CPPUNIT_ASSERT_EQUAL(std::string("pk_book"), table.primaryKeyName);
	CPPUNIT_ASSERT(table.primaryKey == std::vector<std::string>{"id"});
	CPPUNIT_ASSERT(named(table.uniques, "uq_book_title").columns == std::vector<std::string>{"title"});
	CPPUNIT_ASSERT((named(table.uniques, "uq_two").columns == std::vector<std::string>{"year", "title"}));
	CPPUNIT_ASSERT_EQUAL(std::size_t(2), table.checks.size());
	CPPUNIT_ASSERT(named(table.checks, "ck_book_year").sql.find("3000") != std::string::npos);
}


void SchemaConformance::testForeignKeysAreReadWithTheirActions()
{
	const auto connection = connect(Access::Write);
	create(*connection, shelvesTable());
	create(*connection, booksTable());
	const InspectedTable table = inspect(*connection, "book");
	CPPUNIT_ASSERT(table.foreignKeys == booksTable().foreignKeys());
}


void SchemaConformance::testIndexesAreReadWithoutThoseOfConstraints()
{
	const auto connection = connect(Access::Write);
	create(*connection, shelvesTable());
	create(*connection, booksTable());
	const InspectedTable table = inspect(*connection, "book");
	CPPUNIT_ASSERT_EQUAL(std::size_t(2), table.indexes.size());
	CPPUNIT_ASSERT((table.indexes[0].index == Index{"ix_book_year", {"year"}, false}));
	CPPUNIT_ASSERT((table.indexes[1].index == Index{"ix_two", {"year", "kind"}, true}));
}


void SchemaConformance::testIndexOnExpressionHasNoColumns()
{
	const auto connection = connect(Access::Write);
	run(*connection, "CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(10))");
	run(*connection, "CREATE INDEX by_lower ON item (lower(name))");
	run(*connection, "CREATE INDEX by_some ON item (name) WHERE id > 5");
	run(*connection, "CREATE INDEX backwards ON item (name DESC)");
	const InspectedTable table = inspect(*connection, "item");
	CPPUNIT_ASSERT_EQUAL(std::size_t(3), table.indexes.size());
	for (const InspectedIndex& index : table.indexes)
	{
		CPPUNIT_ASSERT_MESSAGE(index.index.name, index.index.columns.empty());
		run(*connection, "DROP INDEX " + index.index.name);
		run(*connection, index.sql);
	}
	CPPUNIT_ASSERT(table == inspect(*connection, "item"));
}


void SchemaConformance::testMissingTableHasNoColumns()
{
	const auto connection = connect(Access::Write);
	CPPUNIT_ASSERT(inspect(*connection, "nothing").columns.empty());
}


void SchemaConformance::testNamesInQuotesAreRead()
{
	const auto connection = connect(Access::Write);
	run(*connection, "CREATE TABLE \"Odd \"\" name\" (\"a,b\" INTEGER CONSTRAINT \"the key\" PRIMARY KEY, "
					 "\"check\" INTEGER CONSTRAINT \"a (b\" CHECK (\"check\" <> 1))");
	const InspectedTable table = inspect(*connection, "Odd \" name");
	CPPUNIT_ASSERT_EQUAL(std::string("the key"), table.primaryKeyName);
	CPPUNIT_ASSERT(table.primaryKey == std::vector<std::string>{"a,b"});
	CPPUNIT_ASSERT_EQUAL(std::string("a (b"), table.checks.at(0).name);
	CPPUNIT_ASSERT_EQUAL(std::string("\"check\" <> 1"), table.checks.at(0).sql);
}


void SchemaConformance::testEveryTypeReadsBackAsItsModel()
{
	const auto connection = connect(Access::Write);
	std::vector<Column> columns{makeKey("id")};
	for (const ValueType type : {ValueType::Boolean, ValueType::Integer, ValueType::Double,
								 ValueType::Decimal, ValueType::Text, ValueType::Bytes, ValueType::UUID,
								 ValueType::Date, ValueType::Time, ValueType::Timestamp, ValueType::JSON})
		columns.push_back(makeColumn(std::string("a_") + toString(type), type));
	const Table table("all_types", columns);
	create(*connection, table);
	CPPUNIT_ASSERT(describeTable(table, dialect()).columns == inspect(*connection, "all_types").columns);
}


void SchemaConformance::testScratchIsAPlaceOfItsOwn()
{
	const auto connection = connect(Access::Write);
	run(*connection, "CREATE TABLE real_one (id INTEGER)");
	const auto scratch = target().backend().connectScratch(target().config());
	CPPUNIT_ASSERT(scratch);
	create(*scratch, shelvesTable());
	const auto there = target().backend().inspector(*scratch);
	CPPUNIT_ASSERT(runInline(there->tables()) == std::vector<std::string>{"shelf"});
	const auto here = target().backend().inspector(*connection);
	CPPUNIT_ASSERT(runInline(here->tables()) == std::vector<std::string>{"real_one"});
}


} // namespace Athanor::Conformance
