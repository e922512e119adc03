//
// CompilerTest.cpp
//
// Library: Tests
// Package: Query
//
// The SQL of reads and writes, to the letter.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Query/Compiler.h"
#include "QueryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>
#include <limits>


using namespace Athanor;


namespace {


const SampleDialect dialect;
const Compiler compiler(dialect);


Query where(Condition condition)
{
	Query query;
	query.where = std::move(condition);
	return query;
}


std::string whereText(Condition condition)
{
	const std::string sql = compiler.count(books(), where(std::move(condition))).statement.text;
	const std::string head = "SELECT count(*) FROM \"book\" WHERE ";
	CPPUNIT_ASSERT_EQUAL(head, sql.substr(0, head.size()));
	return sql.substr(head.size());
}


std::string orderText(std::vector<OrderBy> order)
{
	Query query;
	query.orderBy = std::move(order);
	const std::string sql = compiler.select(books(), {0}, query).statement.text;
	const std::string head = "SELECT \"id\" FROM \"book\" ORDER BY ";
	CPPUNIT_ASSERT_EQUAL(head, sql.substr(0, head.size()));
	return sql.substr(head.size());
}


} // namespace


class CompilerTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(CompilerTest);
	CPPUNIT_TEST(testSelectNamesColumnsAndOrdersByKey);
	CPPUNIT_TEST(testSelectWithEverythingNumbersPlaceholdersInOrder);
	CPPUNIT_TEST(testSelectSameShapeGivesSameText);
	CPPUNIT_TEST(testOnlyReadsOfFewRowsByTheKeyAreBrief);
	CPPUNIT_TEST(testOnlyTheInsertOfOneRowAddsARow);
	CPPUNIT_TEST(testOrderAddsTheKeyOnlyWhereItIsMissing);
	CPPUNIT_TEST(testOrderPlacesNullsOfNullableColumns);
	CPPUNIT_TEST(testOrderUsesSortKeyOfDialect);
	CPPUNIT_TEST(testOrderOfCompositeKeyAddsMissingKeyColumns);
	CPPUNIT_TEST(testCountIgnoresOrderAndPage);
	CPPUNIT_TEST(testComparisonsAreSpelled);
	CPPUNIT_TEST(testNullComparisonsAreSpelled);
	CPPUNIT_TEST(testEmptyConditionsAreConstant);
	CPPUNIT_TEST(testNestedConditionsAreParenthesised);
	CPPUNIT_TEST(testInListsItsPlaceholders);
	CPPUNIT_TEST(testComparedDecimalUsesSortKey);
	CPPUNIT_TEST(testLikeIsPatternAndPlaceholder);
	CPPUNIT_TEST(testExistsIsCorrelatedByAliases);
	CPPUNIT_TEST(testComparedColumnsOfDifferentTypesThrow);
	CPPUNIT_TEST(testColumnOfNoTableAroundThrows);
	CPPUNIT_TEST(testDayOfTimestampIsARange);
	CPPUNIT_TEST(testValuesAreFittedToTheirColumns);
	CPPUNIT_TEST(testValuesOfAnotherTypeThrowNamingColumnAndTypes);
	CPPUNIT_TEST(testTextThatNoDatabaseHoldsThrows);
	CPPUNIT_TEST(testJsonColumnsAreNeitherComparedNorSorted);
	CPPUNIT_TEST(testLongChainsAreSplit);
	CPPUNIT_TEST(testMoreValuesThanTheDatabaseTakesThrow);
	CPPUNIT_TEST(testLockedSelectIsAWrite);
	CPPUNIT_TEST(testUnknownColumnThrowsInvalidRequest);
	CPPUNIT_TEST(testInsertWritesOnlyWhatIsSet);
	CPPUNIT_TEST(testInsertOfNullWritesNull);
	CPPUNIT_TEST(testInsertOfNothingUsesDefaultValues);
	CPPUNIT_TEST(testInsertReturnsWantedColumns);
	CPPUNIT_TEST(testUpdateSetsOnlyWhatIsSet);
	CPPUNIT_TEST(testUpdateOfNothingThrows);
	CPPUNIT_TEST(testRemoveWithCompositeKey);
	CPPUNIT_TEST(testKeyOfWrongSizeThrows);
	CPPUNIT_TEST(testEvilNamesAreQuoted);
	CPPUNIT_TEST(testAccessTellsReadsFromWrites);
	CPPUNIT_TEST_SUITE_END();

public:
	void testSelectNamesColumnsAndOrdersByKey()
	{
		const CompiledStatement compiled = compiler.select(books(), {1, 0}, {});
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT \"title\", \"id\" FROM \"book\" ORDER BY \"id\""),
							 compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters.empty());
		CPPUNIT_ASSERT(compiled.statement.keep);
	}

	void testSelectWithEverythingNumbersPlaceholdersInOrder()
	{
		Query query = where(Condition::all({Condition::compare("title", Comparison::Equal, "Curtain"),
											Condition::in("year", {1974, 1975})}));
		query.orderBy = {{"title", true}};
		query.page = LimitOffset{10, 30};
		const CompiledStatement compiled = compiler.select(books(), {0}, query);
		CPPUNIT_ASSERT_EQUAL(
			std::string("SELECT \"id\" FROM \"book\" WHERE (\"title\" = $1/text AND \"year\" IN ($2/integer, "
						"$3/integer)) "
						"ORDER BY \"title\" DESC, \"id\" LIMIT $4/integer OFFSET $5/integer"),
			compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{"Curtain", 1974, 1975, 10, 30}));
	}

	void testSelectSameShapeGivesSameText()
	{
		const auto text = [](const char* title, std::int64_t offset) {
			Query query = where(Condition::compare("title", Comparison::Equal, title));
			query.page = LimitOffset{10, offset};
			return compiler.select(books(), {0}, query).statement.text;
		};
		CPPUNIT_ASSERT_EQUAL(text("a", 0), text("'; drop table book; --", 20));
	}

	void testOnlyReadsOfFewRowsByTheKeyAreBrief()
	{
		const auto brief = [](const Query& query) {
			return compiler.select(books(), {0}, query).statement.brief;
		};
		Query page;
		CPPUNIT_ASSERT(!brief(page));
		page.page = LimitOffset{100, 100};
		CPPUNIT_ASSERT(brief(page));
		page.page = LimitOffset{100, 101};
		CPPUNIT_ASSERT(!brief(page));
		page.page = LimitOffset{10, std::numeric_limits<std::int64_t>::max()};
		CPPUNIT_ASSERT(!brief(page));
		page.page = LimitOffset{10, 0};
		Query sorted = page;
		sorted.orderBy = {{"title"}};
		CPPUNIT_ASSERT(!brief(sorted));
		Query filtered = page;
		filtered.where = Condition::compare("title", Comparison::Equal, "Curtain");
		CPPUNIT_ASSERT(!brief(filtered));
		Query locked = page;
		locked.lock = RowLock{};
		CPPUNIT_ASSERT(!brief(locked));
		CPPUNIT_ASSERT(compiler.selectByKey(books(), {0}, {1}).statement.brief);
	}

	void testOnlyTheInsertOfOneRowAddsARow()
	{
		Record book(books());
		CPPUNIT_ASSERT(compiler.insert(book, {}).statement.addsRow);
		book.set("id", 1);
		book.set("title", "Curtain");
		CPPUNIT_ASSERT(compiler.insert(book, {}).statement.addsRow);
		CPPUNIT_ASSERT(!compiler.insertMany({book, book}, {}, {{0}, {1}}).statement.addsRow);
		CPPUNIT_ASSERT(!compiler.update(book, std::vector<Value>{1}, {}).statement.addsRow);
	}

	void testOrderAddsTheKeyOnlyWhereItIsMissing()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"title\", \"id\""), orderText({{"title"}}));
		CPPUNIT_ASSERT_EQUAL(std::string("\"id\" DESC"), orderText({{"id", true}}));
		CPPUNIT_ASSERT_EQUAL(std::string("\"id\" DESC, \"title\""), orderText({{"id", true}, {"title"}}));
	}

	void testOrderPlacesNullsOfNullableColumns()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"year\" NULLS LAST, \"id\""), orderText({{"year"}}));
		CPPUNIT_ASSERT_EQUAL(std::string("\"year\" DESC NULLS FIRST, \"id\""), orderText({{"year", true}}));
	}

	void testOrderUsesSortKeyOfDialect()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("numeric(\"price\") DESC, \"id\""), orderText({{"price", true}}));
	}

	void testOrderOfCompositeKeyAddsMissingKeyColumns()
	{
		Query query;
		query.orderBy = {{"number", true}};
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT \"taken\" FROM \"seat\" ORDER BY \"number\" DESC, \"room\""),
							 compiler.select(seats(), {1}, query).statement.text);
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT \"taken\" FROM \"seat\" ORDER BY \"room\", \"number\""),
							 compiler.select(seats(), {1}, {}).statement.text);
	}

	void testCountIgnoresOrderAndPage()
	{
		Query query = where(Condition::isNull("year"));
		query.orderBy = {{"title"}};
		query.page = LimitOffset{1, 1};
		const CompiledStatement compiled = compiler.count(books(), query);
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT count(*) FROM \"book\" WHERE \"year\" IS NULL"),
							 compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters.empty());
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT count(*) FROM \"book\""),
							 compiler.count(books(), {}).statement.text);
	}

	void testComparisonsAreSpelled()
	{
		const std::vector<std::pair<Comparison, std::string>> table{
			{Comparison::Equal, "="},   {Comparison::NotEqual, "<>"},
			{Comparison::Less, "<"},    {Comparison::LessOrEqual, "<="},
			{Comparison::Greater, ">"}, {Comparison::GreaterOrEqual, ">="}};
		for (const auto& [comparison, sign] : table)
		{
			CPPUNIT_ASSERT_EQUAL("\"year\" " + sign + " $1/integer",
								 whereText(Condition::compare("year", comparison, 1)));
		}
	}

	void testNullComparisonsAreSpelled()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"year\" IS NULL"),
							 whereText(Condition::compare("year", Comparison::Equal, nullptr)));
		CPPUNIT_ASSERT_EQUAL(std::string("NOT (\"year\" IS NULL)"),
							 whereText(Condition::compare("year", Comparison::NotEqual, nullptr)));
	}

	void testEmptyConditionsAreConstant()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("1 = 0"), whereText(Condition::in("year", {})));
		CPPUNIT_ASSERT_EQUAL(std::string("1 = 1"), whereText(Condition::all({})));
		CPPUNIT_ASSERT_EQUAL(std::string("1 = 0"), whereText(Condition::any({})));
		CPPUNIT_ASSERT_EQUAL(std::string("NOT (1 = 0)"),
							 whereText(Condition::negation(Condition::in("year", {}))));
	}

	void testNestedConditionsAreParenthesised()
	{
		const Condition old = Condition::compare("year", Comparison::Less, 1900);
		const Condition either = Condition::any({old, Condition::isNull("year")});
		CPPUNIT_ASSERT_EQUAL(
			std::string("((\"year\" < $1/integer OR \"year\" IS NULL) AND NOT (\"title\" = $2/text))"),
			whereText(Condition::all(
				{either, Condition::negation(Condition::compare("title", Comparison::Equal, "x"))})));
	}

	void testInListsItsPlaceholders()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"title\" IN ($1/text, $2/text)"),
							 whereText(Condition::in("title", {"a", "b"})));
		CPPUNIT_ASSERT_EQUAL(std::string("numeric(\"price\") IN ($1/decimal)"),
							 whereText(Condition::in("price", {1})));
	}

	void testComparedDecimalUsesSortKey()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("numeric(\"price\") > $1/decimal"),
							 whereText(Condition::compare("price", Comparison::Greater, 1)));
	}

	void testLikeIsPatternAndPlaceholder()
	{
		const CompiledStatement compiled =
			compiler.count(books(), where(Condition::contains("title", "50%")));
		CPPUNIT_ASSERT_EQUAL(
			std::string("SELECT count(*) FROM \"book\" WHERE \"title\" LIKE $1/text ESCAPE '\\'"),
			compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == Parameters{"%50\\%%"});
		CPPUNIT_ASSERT_EQUAL(std::string("lower(\"title\") LIKE lower($1/text) ESCAPE '\\'"),
							 whereText(Condition::startsWith("title", "a", Case::Ignored)));
		CPPUNIT_ASSERT_THROW(whereText(Condition::contains("year", "1")), InvalidRequestException);
	}

	void testExistsIsCorrelatedByAliases()
	{
		const Condition inner = Condition::all(
			{Condition::compareColumns("number", Comparison::Equal, ColumnName("year", 1)),
			 Condition::compare("room", Comparison::Equal, "A"), Condition::isNull(ColumnName("title", 1))});
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"EXISTS (SELECT 1 FROM \"seat\" AS \"exists_1\" WHERE (\"exists_1\".\"number\" = "
				"\"book\".\"year\" AND \"exists_1\".\"room\" = $1/text AND \"book\".\"title\" IS NULL))"),
			whereText(Condition::exists(seats(), inner)));
		// Outside again, columns need no table.
		CPPUNIT_ASSERT_EQUAL(
			std::string("(NOT (EXISTS (SELECT 1 FROM \"seat\" AS \"exists_1\" WHERE 1 = 1)) AND \"id\" = "
						"$1/integer)"),
			whereText(Condition::all({Condition::notExists(seats(), Condition::all({})),
									  Condition::compare("id", Comparison::Equal, 1)})));
	}

	void testComparedColumnsOfDifferentTypesThrow()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"id\" < \"year\""),
							 whereText(Condition::compareColumns("id", Comparison::Less, "year")));
		CPPUNIT_ASSERT_THROW(whereText(Condition::compareColumns("id", Comparison::Less, "title")),
							 InvalidRequestException);
	}

	void testColumnOfNoTableAroundThrows()
	{
		CPPUNIT_ASSERT_THROW(whereText(Condition::isNull(ColumnName("id", 1))), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(whereText(Condition::isNull(ColumnName("id", -1))), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(whereText(Condition::exists(seats(), Condition::isNull(ColumnName("id", 2)))),
							 InvalidRequestException);
	}

	void testDayOfTimestampIsARange()
	{
		const Table table("visit",
						  {makeKey("id", ValueType::Integer), makeColumn("seen", ValueType::Timestamp)});
		const CompiledStatement compiled =
			compiler.count(table, where(Condition::onDate("seen", Date(2024, 1, 2))));
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT count(*) FROM \"visit\" WHERE (\"seen\" >= $1/timestamp AND "
										 "\"seen\" <= $2/timestamp)"),
							 compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{DateTime::parse("2024-01-02T00:00:00Z"),
														  DateTime::parse("2024-01-02T23:59:59.999999Z")}));
		CPPUNIT_ASSERT_THROW(whereText(Condition::onDate("title", Date(2024, 1, 2))),
							 InvalidRequestException);
	}

	void testValuesAreFittedToTheirColumns()
	{
		const CompiledStatement compiled =
			compiler.count(books(), where(Condition::compare("price", Comparison::Less, 5)));
		CPPUNIT_ASSERT(compiled.parameters == Parameters{Decimal::parse("5")});
	}

	void testValuesOfAnotherTypeThrowNamingColumnAndTypes()
	{
		try
		{
			whereText(Condition::compare("year", Comparison::Equal, "1974"));
			CPPUNIT_FAIL("nothing was thrown");
		}
		catch (const InvalidRequestException& failure)
		{
			for (const char* part : {"year", "book", "integer", "text"})
				CPPUNIT_ASSERT_MESSAGE(part, failure.message().find(part) != std::string::npos);
		}
		CPPUNIT_ASSERT_THROW(whereText(Condition::in("title", {"a", 1})), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(whereText(Condition::compare("id", Comparison::Equal, 1.0)),
							 InvalidRequestException);
	}

	void testTextThatNoDatabaseHoldsThrows()
	{
		const std::string withNul("a\0b", 3);
		CPPUNIT_ASSERT_THROW(whereText(Condition::compare("title", Comparison::Equal, withNul)),
							 SerializationException);
		CPPUNIT_ASSERT_THROW(whereText(Condition::contains("title", withNul)), SerializationException);
		CPPUNIT_ASSERT_THROW(whereText(Condition::in("title", {"\xff"})), SerializationException);
	}

	void testJsonColumnsAreNeitherComparedNorSorted()
	{
		const Table table("note",
						  {makeKey("id", ValueType::Integer), makeColumn("body", ValueType::JSON, true)});
		Query sorted;
		sorted.orderBy = {{"body"}};
		const Condition equal = Condition::compare("body", Comparison::Equal, JsonText{"{}"});
		CPPUNIT_ASSERT_THROW(compiler.count(table, where(equal)), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(compiler.select(table, {0}, sorted), InvalidRequestException);
		CPPUNIT_ASSERT_NO_THROW(compiler.count(table, where(Condition::isNull("body"))));
	}

	void testLongChainsAreSplit()
	{
		const std::vector<Condition> chain(101, Condition::isNull("year"));
		const std::string sql = whereText(Condition::all(chain));
		CPPUNIT_ASSERT_EQUAL(std::string("(("), sql.substr(0, 2));
		CPPUNIT_ASSERT(sql.find(") AND (") != std::string::npos);
	}

	void testMoreValuesThanTheDatabaseTakesThrow()
	{
		const auto most = static_cast<std::size_t>(dialect.capabilities().maxParameters);
		CPPUNIT_ASSERT_NO_THROW(whereText(Condition::in("id", std::vector<Value>(most, Value(1)))));
		CPPUNIT_ASSERT_THROW(whereText(Condition::in("id", std::vector<Value>(most + 1, Value(1)))),
							 InvalidRequestException);
	}

	void testLockedSelectIsAWrite()
	{
		Query query;
		query.lock = RowLock{};
		const CompiledStatement compiled = compiler.select(books(), {0}, query);
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT \"id\" FROM \"book\" ORDER BY \"id\" FOR UPDATE"),
							 compiled.statement.text);
		CPPUNIT_ASSERT(compiled.statement.access == Access::Write);
	}

	void testUnknownColumnThrowsInvalidRequest()
	{
		Query order;
		order.orderBy = {{"nothing"}};
		const auto count = [](Condition condition) { compiler.count(books(), where(std::move(condition))); };
		CPPUNIT_ASSERT_THROW(compiler.select(books(), {0}, order), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(count(Condition::isNull("nothing")), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(count(Condition::in("nothing", {1})), InvalidRequestException);
		// Even where its value would not matter: a mistake does not hide behind an empty list.
		CPPUNIT_ASSERT_THROW(count(Condition::in("nothing", {})), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(count(Condition::all({Condition::compare("id\" = 1 --", Comparison::Equal, 1)})),
							 InvalidRequestException);
	}

	void testInsertWritesOnlyWhatIsSet()
	{
		Record record(books());
		record.set("price", Decimal::parse("1.50"));
		record.set("title", "Curtain");
		const CompiledStatement compiled = compiler.insert(record, {});
		CPPUNIT_ASSERT_EQUAL(
			std::string("INSERT INTO \"book\" (\"title\", \"price\") VALUES ($1/text, $2/decimal)"),
			compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{"Curtain", Decimal::parse("1.50")}));
	}

	void testInsertOfNullWritesNull()
	{
		Record record(books());
		record.set("year", nullptr);
		const CompiledStatement compiled = compiler.insert(record, {});
		CPPUNIT_ASSERT_EQUAL(std::string("INSERT INTO \"book\" (\"year\") VALUES ($1/integer)"),
							 compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == Parameters{Value()});
	}

	void testInsertOfNothingUsesDefaultValues()
	{
		const Record record(books());
		CPPUNIT_ASSERT_EQUAL(std::string("INSERT INTO \"book\" DEFAULT VALUES"),
							 compiler.insert(record, {}).statement.text);
		CPPUNIT_ASSERT_EQUAL(std::string("INSERT INTO \"book\" DEFAULT VALUES RETURNING \"id\""),
							 compiler.insert(record, {0}).statement.text);
	}

	void testInsertReturnsWantedColumns()
	{
		Record record(books());
		record.set("title", "Curtain");
		CPPUNIT_ASSERT_EQUAL(
			std::string("INSERT INTO \"book\" (\"title\") VALUES ($1/text) RETURNING \"id\", \"title\""),
			compiler.insert(record, {0, 1}).statement.text);
	}

	void testUpdateSetsOnlyWhatIsSet()
	{
		Record changes(books());
		changes.set("title", "Curtain");
		changes.set("year", nullptr);
		const CompiledStatement compiled = compiler.update(changes, {7}, {0});
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"UPDATE \"book\" SET \"title\" = $1/text, \"year\" = $2/integer WHERE \"id\" = $3/integer "
				"RETURNING \"id\""),
			compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{"Curtain", nullptr, 7}));
	}

	void testUpdateOfNothingThrows()
	{
		CPPUNIT_ASSERT_THROW(compiler.update(Record(books()), {7}, {}), InvalidRequestException);
	}

	void testRemoveWithCompositeKey()
	{
		const CompiledStatement compiled = compiler.remove(seats(), {"A", 7});
		CPPUNIT_ASSERT_EQUAL(
			std::string("DELETE FROM \"seat\" WHERE (\"room\" = $1/text AND \"number\" = $2/integer)"),
			compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{"A", 7}));
	}

	void testKeyOfWrongSizeThrows()
	{
		CPPUNIT_ASSERT_THROW(compiler.remove(seats(), {"A"}), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(compiler.remove(books(), {1, 2}), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(compiler.remove(books(), {}), InvalidRequestException);
	}

	void testEvilNamesAreQuoted()
	{
		const std::string evil = "x\"; DROP TABLE y; --";
		const Table table(evil, {makeKey(evil, ValueType::Integer)});
		const std::string quoted = "\"x\"\"; DROP TABLE y; --\"";
		Record record(table);
		record.set(0, 1);
		CPPUNIT_ASSERT_EQUAL("SELECT " + quoted + " FROM " + quoted + " ORDER BY " + quoted,
							 compiler.select(table, {0}, {}).statement.text);
		CPPUNIT_ASSERT_EQUAL("INSERT INTO " + quoted + " (" + quoted + ") VALUES ($1/integer)",
							 compiler.insert(record, {}).statement.text);
		CPPUNIT_ASSERT_EQUAL("UPDATE " + quoted + " SET " + quoted + " = $1/integer WHERE " + quoted +
								 " = $2/integer",
							 compiler.update(record, {1}, {}).statement.text);
	}

	void testAccessTellsReadsFromWrites()
	{
		Record record(books());
		record.set("title", "x");
		CPPUNIT_ASSERT(compiler.select(books(), {0}, {}).statement.access == Access::Read);
		CPPUNIT_ASSERT(compiler.count(books(), {}).statement.access == Access::Read);
		CPPUNIT_ASSERT(compiler.insert(record, {0}).statement.access == Access::Write);
		CPPUNIT_ASSERT(compiler.update(record, {1}, {}).statement.access == Access::Write);
		CPPUNIT_ASSERT(compiler.remove(books(), {1}).statement.access == Access::Write);
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(CompilerTest);
