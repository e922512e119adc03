//
// SelectTest.cpp
//
// Library: Tests
// Package: Query
//
// The SQL of typed selects, to the letter.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Select.h"
#include "QueryModels.h"
#include "QueryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace QuerySamples;


namespace {


const SampleDialect dialect;


template <typename S>
std::string sqlOf(const S& statement)
{
	return statement.compile(dialect).statement.text;
}


template <typename S>
std::string countOf(const S& statement)
{
	return statement.compileCount(dialect).statement.text;
}


} // namespace


class SelectTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SelectTest);
	CPPUNIT_TEST(testObjectsHaveAllColumnsAndTheOrderOfTheKey);
	CPPUNIT_TEST(testConditionsAddUp);
	CPPUNIT_TEST(testOrdersByMembersAndColumns);
	CPPUNIT_TEST(testLimitAndOffset);
	CPPUNIT_TEST(testLockIsAWrite);
	CPPUNIT_TEST(testStatementIsAValue);
	CPPUNIT_TEST(testColumnsAreSelected);
	CPPUNIT_TEST(testAggregatesHaveNames);
	CPPUNIT_TEST(testGroupsAreOrderedByTheirColumns);
	CPPUNIT_TEST(testDistinctIsGroupedByAllColumns);
	CPPUNIT_TEST(testOrderByAnAggregate);
	CPPUNIT_TEST(testCountOfGroupsCountsTheResult);
	CPPUNIT_TEST(testColumnBesideGroupsThrows);
	CPPUNIT_TEST(testOrderOfGroupsByAnotherColumnThrows);
	CPPUNIT_TEST(testOrderOfRowsByAnAggregateThrows);
	CPPUNIT_TEST(testAggregateThatDatabasesDoNotHaveThrows);
	CPPUNIT_TEST(testGroupsByJsonThrow);
	CPPUNIT_TEST(testLockedGroupsThrow);
	CPPUNIT_TEST(testResultsHaveTheTypesOfTheMembers);
	CPPUNIT_TEST_SUITE_END();

public:
	void testObjectsHaveAllColumnsAndTheOrderOfTheKey()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT \"id\", \"name\", \"dob\" FROM \"author\" ORDER BY \"id\""),
							 sqlOf(select<Author>()));
		CPPUNIT_ASSERT(Access::Read == select<Author>().compile(dialect).statement.access);
	}

	void testConditionsAddUp()
	{
		const auto typed = column(&Author::name) == "x";
		const Condition untyped = Condition::isNull("dob");
		CPPUNIT_ASSERT_EQUAL(
			std::string("SELECT count(*) FROM \"author\" WHERE (\"name\" = $1/text AND \"dob\" IS NULL)"),
			countOf(select<Author>().where(typed).where(untyped)));
	}

	void testOrdersByMembersAndColumns()
	{
		const std::string sql =
			sqlOf(select<Author>().orderBy(column(&Author::dob).desc(), &Author::name, column(&Author::id)));
		CPPUNIT_ASSERT_EQUAL(std::string(" ORDER BY \"dob\" DESC NULLS FIRST, \"name\", \"id\""),
							 sql.substr(sql.find(" ORDER BY ")));
	}

	void testLimitAndOffset()
	{
		const CompiledStatement page = select<Author>().limit(5).offset(10).compile(dialect);
		CPPUNIT_ASSERT(page.parameters == (Parameters{Value(5), Value(10)}));
		const CompiledStatement rest = select<Author>().offset(3).compile(dialect);
		CPPUNIT_ASSERT(rest.parameters ==
					   (Parameters{Value(std::numeric_limits<std::int64_t>::max()), Value(3)}));
	}

	void testLockIsAWrite()
	{
		const CompiledStatement locked = select<Author>().lock({}).compile(dialect);
		CPPUNIT_ASSERT(Access::Write == locked.statement.access);
		CPPUNIT_ASSERT(locked.statement.text.find(" FOR UPDATE") != std::string::npos);
		CPPUNIT_ASSERT(sqlOf(select<Author>(&Author::name).lock({})).find(" FOR UPDATE") !=
					   std::string::npos);
	}

	void testStatementIsAValue()
	{
		const auto all = select<Author>();
		const auto some = all.where(column(&Author::id) == 1).limit(1);
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT count(*) FROM \"author\""), countOf(all));
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT count(*) FROM \"author\" WHERE \"id\" = $1/integer"),
							 countOf(some));
	}

	void testColumnsAreSelected()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"SELECT \"title\", \"id\" AS \"number\" FROM \"book\" WHERE \"sold\" = $1/boolean ORDER BY "
				"numeric(\"price\") DESC, \"id\" LIMIT $2/integer OFFSET $3/integer"),
			sqlOf(select<Book>(&Book::title, column(&Book::id).as("number"))
					  .where(column(&Book::sold) == true)
					  .orderBy(column(&Book::price).desc())
					  .limit(2)));
	}

	void testAggregatesHaveNames()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("SELECT count(*) AS \"count\", count(\"year\") AS \"count_year\", sum(\"price\") AS "
						"\"sum_price\", min(numeric(\"price\")) AS \"cheapest\", max(\"title\") AS "
						"\"max_title\" FROM \"book\""),
			sqlOf(select<Book>(count(), count(&Book::year), sum(&Book::price),
							   min(&Book::price).as("cheapest"), max(column(&Book::title)))));
	}

	void testGroupsAreOrderedByTheirColumns()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"SELECT \"year\", count(*) AS \"count\" FROM \"book\" WHERE \"sold\" = $1/boolean "
				"GROUP BY \"year\", numeric(\"price\") ORDER BY numeric(\"price\"), \"year\" NULLS LAST"),
			sqlOf(select<Book>(&Book::year, count())
					  .where(column(&Book::sold) == true)
					  .groupBy(&Book::year, &Book::price)
					  .orderBy(&Book::price)));
	}

	void testDistinctIsGroupedByAllColumns()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("SELECT \"title\" FROM \"book\" GROUP BY \"title\" ORDER BY \"title\""),
			sqlOf(select<Book>(&Book::title).distinct()));
	}

	void testOrderByAnAggregate()
	{
		const std::string sql =
			sqlOf(select<Book>(&Book::title)
					  .groupBy(&Book::title)
					  .orderBy(count().desc(), max(&Book::price).desc(), sum(&Book::year)));
		CPPUNIT_ASSERT_EQUAL(
			std::string(" ORDER BY count(*) DESC, numeric(max(numeric(\"price\"))) DESC NULLS FIRST, "
						"sum(\"year\") NULLS LAST, \"title\""),
			sql.substr(sql.find(" ORDER BY ")));
	}

	void testCountOfGroupsCountsTheResult()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"SELECT count(*) FROM (SELECT \"year\" FROM \"book\" GROUP BY \"year\") AS \"counted\""),
			countOf(select<Book>(&Book::year).groupBy(&Book::year).limit(1)));
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT count(*) FROM \"book\""),
							 countOf(select<Book>(&Book::year)));
	}

	void testColumnBesideGroupsThrows()
	{
		CPPUNIT_ASSERT_THROW(sqlOf(select<Book>(&Book::title, count())), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(sqlOf(select<Book>(&Book::title, &Book::year).groupBy(&Book::year)),
							 InvalidRequestException);
	}

	void testOrderOfGroupsByAnotherColumnThrows()
	{
		CPPUNIT_ASSERT_THROW(sqlOf(select<Book>(&Book::title).distinct().orderBy(&Book::year)),
							 InvalidRequestException);
	}

	void testOrderOfRowsByAnAggregateThrows()
	{
		CPPUNIT_ASSERT_THROW(sqlOf(select<Book>(&Book::title).orderBy(count())), InvalidRequestException);
	}

	/// The typed face refuses them when it is compiled; what is made by hand, here.
	void testAggregateThatDatabasesDoNotHaveThrows()
	{
		Projection wrong;
		wrong.items.push_back({Aggregate::Maximum, "sold", {}});
		CPPUNIT_ASSERT_THROW(compileProjection(tableOf<Book>(), wrong, {}, dialect), InvalidRequestException);
		wrong.items.front() = {Aggregate::Sum, "title", {}};
		CPPUNIT_ASSERT_THROW(compileProjection(tableOf<Book>(), wrong, {}, dialect), InvalidRequestException);
		wrong.items.clear();
		CPPUNIT_ASSERT_THROW(compileProjection(tableOf<Book>(), wrong, {}, dialect), InvalidRequestException);
	}

	void testGroupsByJsonThrow()
	{
		CPPUNIT_ASSERT_THROW(sqlOf(select<Book>(&Book::notes).distinct()), InvalidRequestException);
	}

	void testLockedGroupsThrow()
	{
		CPPUNIT_ASSERT_THROW(sqlOf(select<Book>(count()).lock({})), InvalidRequestException);
	}

	void testResultsHaveTheTypesOfTheMembers()
	{
		using One = decltype(select<Book>(&Book::title))::One;
		static_assert(std::is_same_v<One, std::string>);
		using Several = decltype(select<Book>(&Book::year, count(), sum(&Book::year), sum(&Book::price),
											  max(&Book::genre)))::One;
		static_assert(
			std::is_same_v<Several,
						   std::tuple<std::optional<std::int32_t>, std::int64_t, std::optional<std::int64_t>,
									  std::optional<Decimal>, std::optional<Genre>>>);
		const std::vector<ValueType> types = select<Book>(count(), sum(&Book::price), &Book::title).types();
		CPPUNIT_ASSERT(types ==
					   (std::vector<ValueType>{ValueType::Integer, ValueType::Decimal, ValueType::Text}));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SelectTest);
