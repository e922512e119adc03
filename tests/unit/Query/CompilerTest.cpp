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
