//
// DdlTest.cpp
//
// Library: Tests
// Package: Query
//
// CREATE statements, to the letter.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Ddl.h"
#include "QueryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


const SampleDialect dialect;


std::vector<std::string> textsOf(const Table& table, bool ifNotExists = false)
{
	std::vector<std::string> texts;
	for (const Statement& statement : createTable(table, dialect, ifNotExists))
	{
		texts.push_back(statement.text);
	}
	return texts;
}


Table referring(const std::string& name, const std::string& to)
{
	Column other = makeColumn("other", ValueType::Integer, true);
	other.references = Reference{to, "id", {}, {}};
	return Table(name, {makeKey("id", ValueType::Integer), other});
}


} // namespace


class DdlTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(DdlTest);
	CPPUNIT_TEST(testColumnsCarryTypeAndNullability);
	CPPUNIT_TEST(testKeyCountedByDatabaseHasIdentity);
	CPPUNIT_TEST(testServerDefaultStandsBeforeNotNull);
	CPPUNIT_TEST(testCompositeKeyIsOneConstraint);
	CPPUNIT_TEST(testUniqueColumnHasNamedConstraint);
	CPPUNIT_TEST(testForeignKeyHasNameAndActions);
	CPPUNIT_TEST(testForeignKeyWithoutActionsHasNone);
	CPPUNIT_TEST(testIndexIsAStatementAfterTheTable);
	CPPUNIT_TEST(testUniqueIndexSaysSo);
	CPPUNIT_TEST(testConstraintsOfTheTableFollowItsKey);
	CPPUNIT_TEST(testCommentsAreStatementsWhereTheDatabaseHasThem);
	CPPUNIT_TEST(testCircleOfForeignKeysIsClosedAfterwards);
	CPPUNIT_TEST(testCircleStaysInlineWhereForwardReferencesAreFine);
	CPPUNIT_TEST(testIfNotExistsGuardsTableAndIndexes);
	CPPUNIT_TEST(testEvilNamesAreQuoted);
	CPPUNIT_TEST(testStatementsAreWritesThatAreNotKept);
	CPPUNIT_TEST_SUITE_END();

public:
	void testColumnsCarryTypeAndNullability()
	{
		Column name = makeColumn("name", ValueType::Text);
		name.length = 100;
		const Table table("author",
						  {makeKey("id", ValueType::UUID), name, makeColumn("dob", ValueType::Date, true)});
		CPPUNIT_ASSERT(textsOf(table) ==
					   (std::vector<std::string>{
						   "CREATE TABLE \"author\" (\"id\" uuid NOT NULL, \"name\" text(100) NOT NULL, "
						   "\"dob\" date, CONSTRAINT \"pk_author\" PRIMARY KEY (\"id\"))"}));
	}

	void testKeyCountedByDatabaseHasIdentity()
	{
		Column id = makeKey("id", ValueType::Integer);
		id.generator = Generator::Database;
		CPPUNIT_ASSERT(textsOf(Table("t", {id})) ==
					   (std::vector<std::string>{"CREATE TABLE \"t\" (\"id\" integer IDENTITY NOT NULL, "
												 "CONSTRAINT \"pk_t\" PRIMARY KEY (\"id\"))"}));
	}

	void testServerDefaultStandsBeforeNotNull()
	{
		Column state = makeColumn("state", ValueType::Text);
		state.serverDefault = "'new'";
		CPPUNIT_ASSERT(
			textsOf(Table("t", {makeKey("id", ValueType::Integer), state})) ==
			(std::vector<std::string>{
				"CREATE TABLE \"t\" (\"id\" integer NOT NULL, \"state\" text DEFAULT 'new' NOT NULL, "
				"CONSTRAINT \"pk_t\" PRIMARY KEY (\"id\"))"}));
	}

	void testCompositeKeyIsOneConstraint()
	{
		CPPUNIT_ASSERT(
			textsOf(seats()) ==
			(std::vector<std::string>{
				"CREATE TABLE \"seat\" (\"room\" text NOT NULL, \"taken\" boolean NOT NULL, "
				"\"number\" integer NOT NULL, CONSTRAINT \"pk_seat\" PRIMARY KEY (\"room\", \"number\"))"}));
	}

	void testUniqueColumnHasNamedConstraint()
	{
		Column login = makeColumn("login", ValueType::Text);
		login.unique = true;
		CPPUNIT_ASSERT(
			textsOf(Table("t", {makeKey("id", ValueType::Integer), login})) ==
			(std::vector<std::string>{
				"CREATE TABLE \"t\" (\"id\" integer NOT NULL, \"login\" text NOT NULL, "
				"CONSTRAINT \"pk_t\" PRIMARY KEY (\"id\"), CONSTRAINT \"uq_t_login\" UNIQUE (\"login\"))"}));
	}

	void testForeignKeyHasNameAndActions()
	{
		Column author = makeColumn("author_id", ValueType::UUID, true);
		author.references = Reference{"author", "id", "set null", "cascade"};
		CPPUNIT_ASSERT(textsOf(Table("book", {makeKey("id", ValueType::Integer), author})) ==
					   (std::vector<std::string>{
						   "CREATE TABLE \"book\" (\"id\" integer NOT NULL, \"author_id\" uuid, "
						   "CONSTRAINT \"pk_book\" PRIMARY KEY (\"id\"), "
						   "CONSTRAINT \"fk_book_author_id_author\" FOREIGN KEY (\"author_id\") REFERENCES "
						   "\"author\" (\"id\") ON DELETE set null ON UPDATE cascade)"}));
	}

	void testForeignKeyWithoutActionsHasNone()
	{
		Column author = makeColumn("author_id", ValueType::UUID);
		author.references = Reference{"author", "id", "", ""};
		const std::string text = textsOf(Table("book", {makeKey("id", ValueType::Integer), author})).front();
		CPPUNIT_ASSERT_EQUAL(std::string::npos, text.find(" ON "));
		CPPUNIT_ASSERT(text.find("REFERENCES \"author\" (\"id\"))") != std::string::npos);
	}

	void testIndexIsAStatementAfterTheTable()
	{
		Column year = makeColumn("year", ValueType::Integer);
		year.index = true;
		const std::vector<std::string> texts =
			textsOf(Table("book", {makeKey("id", ValueType::Integer), year}));
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, texts.size());
		CPPUNIT_ASSERT_EQUAL(
			std::string("CREATE TABLE \"book\" (\"id\" integer NOT NULL, \"year\" integer NOT NULL, "
						"CONSTRAINT \"pk_book\" PRIMARY KEY (\"id\"))"),
			texts[0]);
		CPPUNIT_ASSERT_EQUAL(std::string("CREATE INDEX \"ix_book_year\" ON \"book\" (\"year\")"), texts[1]);
	}

	void testUniqueIndexSaysSo()
	{
		Column year = makeColumn("year", ValueType::Integer);
		year.index = year.unique = true;
		const std::vector<std::string> texts =
			textsOf(Table("book", {makeKey("id", ValueType::Integer), year}));
		CPPUNIT_ASSERT_EQUAL(std::string("CREATE UNIQUE INDEX \"ix_book_year\" ON \"book\" (\"year\")"),
							 texts.at(1));
		CPPUNIT_ASSERT_EQUAL(std::string::npos, texts[0].find("UNIQUE"));
	}

	void testConstraintsOfTheTableFollowItsKey()
	{
		TableOptions options;
		options.uniques = {{{}, {"a", "b"}}};
		options.checks = {{"positive", "a > 0"}};
		options.foreignKeys = {{{}, {"a", "b"}, "u", {"x", "y"}, "CASCADE", ""}};
		const Table table("t",
						  {makeKey("id", ValueType::Integer), makeColumn("a", ValueType::Integer, true),
						   makeColumn("b", ValueType::Integer, true)},
						  options);
		CPPUNIT_ASSERT_EQUAL(
			std::string("CREATE TABLE \"t\" (\"id\" integer NOT NULL, \"a\" integer, \"b\" integer, "
						"CONSTRAINT \"pk_t\" PRIMARY KEY (\"id\"), "
						"CONSTRAINT \"uq_t_a\" UNIQUE (\"a\", \"b\"), "
						"CONSTRAINT \"ck_t_positive\" CHECK (a > 0), "
						"CONSTRAINT \"fk_t_a_u\" FOREIGN KEY (\"a\", \"b\") REFERENCES \"u\" (\"x\", \"y\") "
						"ON DELETE cascade)"),
			textsOf(table).front());
	}

	void testCommentsAreStatementsWhereTheDatabaseHasThem()
	{
		Column a = makeColumn("a", ValueType::Integer);
		a.comment = "it's a";
		TableOptions options;
		options.comment = "rows";
		const Table table("t", {makeKey("id", ValueType::Integer), a}, options);
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, textsOf(table).size());
		Capabilities capabilities;
		capabilities.comments = true;
		const std::vector<Statement> statements = createTable(table, SampleDialect(capabilities), false);
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, statements.size());
		CPPUNIT_ASSERT_EQUAL(std::string("COMMENT ON TABLE \"t\" IS 'rows'"), statements[1].text);
		CPPUNIT_ASSERT_EQUAL(std::string("COMMENT ON COLUMN \"t\".\"a\" IS 'it''s a'"), statements[2].text);
	}

	void testCircleOfForeignKeysIsClosedAfterwards()
	{
		const Table a = referring("a", "b");
		const Table b = referring("b", "a");
		const std::vector<Statement> statements = createTables({&b, &a}, dialect, false);
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, statements.size());
		CPPUNIT_ASSERT_EQUAL(std::string::npos, statements[0].text.find("FOREIGN KEY"));
		CPPUNIT_ASSERT(statements[1].text.find("FOREIGN KEY") != std::string::npos);
		CPPUNIT_ASSERT_EQUAL(std::string("ALTER TABLE \"b\" ADD CONSTRAINT \"fk_b_other_a\" FOREIGN KEY "
										 "(\"other\") REFERENCES \"a\" (\"id\")"),
							 statements[2].text);
	}

	void testCircleStaysInlineWhereForwardReferencesAreFine()
	{
		const Table a = referring("a", "b");
		const Table b = referring("b", "a");
		Capabilities capabilities;
		capabilities.forwardReferences = true;
		const std::vector<Statement> statements = createTables({&b, &a}, SampleDialect(capabilities), false);
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, statements.size());
		CPPUNIT_ASSERT(statements[0].text.find("FOREIGN KEY") != std::string::npos);
	}

	void testIfNotExistsGuardsTableAndIndexes()
	{
		Column year = makeColumn("year", ValueType::Integer);
		year.index = true;
		const std::vector<std::string> texts =
			textsOf(Table("book", {makeKey("id", ValueType::Integer), year}), true);
		CPPUNIT_ASSERT_EQUAL(std::size_t{0}, texts[0].find("CREATE TABLE IF NOT EXISTS \"book\" ("));
		CPPUNIT_ASSERT_EQUAL(
			std::string("CREATE INDEX IF NOT EXISTS \"ix_book_year\" ON \"book\" (\"year\")"), texts[1]);
	}

	void testEvilNamesAreQuoted()
	{
		Column column = makeKey("c\" d", ValueType::Integer);
		column.index = true;
		const std::vector<std::string> texts = textsOf(Table("a\"b", {column}));
		CPPUNIT_ASSERT_EQUAL(std::string("CREATE TABLE \"a\"\"b\" (\"c\"\" d\" integer NOT NULL, "
										 "CONSTRAINT \"pk_a\"\"b\" PRIMARY KEY (\"c\"\" d\"))"),
							 texts[0]);
		CPPUNIT_ASSERT_EQUAL(std::string("CREATE INDEX \"ix_a\"\"b_c\"\" d\" ON \"a\"\"b\" (\"c\"\" d\")"),
							 texts[1]);
	}

	void testStatementsAreWritesThatAreNotKept()
	{
		for (const Statement& statement : createTable(books(), dialect, true))
		{
			CPPUNIT_ASSERT(statement.access == Access::Write);
			CPPUNIT_ASSERT(!statement.keep);
		}
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(DdlTest);
