//
// ChangesTest.cpp
//
// Library: Tests
// Package: Query
//
// The SQL of typed changes, to the letter.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Changes.h"
#include "QueryModels.h"
#include "QueryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace QuerySamples;


namespace {


Capabilities able()
{
	Capabilities capabilities;
	capabilities.returning = true;
	capabilities.multiRowInsert = true;
	return capabilities;
}


const SampleDialect dialect(able());
const SampleDialect poor;


template <typename S>
std::string sqlOf(const S& statement)
{
	return statement.compile(dialect).statement.text;
}


} // namespace


class ChangesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ChangesTest);
	CPPUNIT_TEST(testInsertOfAnObject);
	CPPUNIT_TEST(testInsertOfSomeColumnsFillsTheGeneratedOnes);
	CPPUNIT_TEST(testInsertOfSeveralObjectsIsOneStatement);
	CPPUNIT_TEST(testInsertOfRowsThatDifferThrows);
	CPPUNIT_TEST(testInsertOfNothingThrows);
	CPPUNIT_TEST(testUpdateSetsTheMomentOfTheChange);
	CPPUNIT_TEST(testUpdateOfNothingThrows);
	CPPUNIT_TEST(testUpdateWithoutConditionIsRefusedUnlessAllAreMeant);
	CPPUNIT_TEST(testRemoveWithoutConditionIsRefusedUnlessAllAreMeant);
	CPPUNIT_TEST(testConditionsAddUp);
	CPPUNIT_TEST(testReturningGivesAllColumns);
	CPPUNIT_TEST(testReturningWhereThereIsNoneThrows);
	CPPUNIT_TEST(testSeveralRowsWhereThereIsNoSuchInsertThrow);
	CPPUNIT_TEST_SUITE_END();

public:
	void testInsertOfAnObject()
	{
		Author author;
		author.name = "x";
		const CompiledStatement sql = insert(author).compile(dialect);
		CPPUNIT_ASSERT_EQUAL(
			std::string("INSERT INTO \"author\" (\"name\", \"dob\") VALUES ($1/text, $2/date)"),
			sql.statement.text);
		CPPUNIT_ASSERT(sql.parameters == (Parameters{Value("x"), Value()}));
		CPPUNIT_ASSERT(Access::Write == sql.statement.access);
	}

	void testInsertOfSomeColumnsFillsTheGeneratedOnes()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("INSERT INTO \"book\" (\"title\", \"created_at\", \"updated_at\") VALUES ($1/text, "
						"$2/timestamp, $3/timestamp)"),
			sqlOf(insert<Book>().set(&Book::title, "x")));
	}

	void testInsertOfSeveralObjectsIsOneStatement()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("INSERT INTO \"author\" (\"name\", \"dob\") VALUES ($1/text, $2/date), "
						"($3/text, $4/date)"),
			sqlOf(insert(std::vector<Author>(2))));
	}

	void testInsertOfRowsThatDifferThrows()
	{
		std::vector<Author> authors(2);
		authors.front().id = 7;
		CPPUNIT_ASSERT_THROW(sqlOf(insert(authors)), InvalidRequestException);
	}

	void testInsertOfNothingThrows()
	{
		CPPUNIT_ASSERT_THROW(sqlOf(insert(std::vector<Author>())), InvalidRequestException);
	}

	void testUpdateSetsTheMomentOfTheChange()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("UPDATE \"book\" SET \"year\" = $1/integer, \"updated_at\" = $2/timestamp WHERE "
						"\"title\" = $3/text"),
			sqlOf(update<Book>().set(&Book::year, std::nullopt).where(column(&Book::title) == "x")));
		CPPUNIT_ASSERT_EQUAL(
			std::string("UPDATE \"author\" SET \"name\" = $1/text WHERE \"id\" = $2/integer"),
			sqlOf(update<Author>().set(&Author::name, "x").where(column(&Author::id) == 1)));
	}

	void testUpdateOfNothingThrows()
	{
		CPPUNIT_ASSERT_THROW(sqlOf(update<Book>().everything()), InvalidRequestException);
	}

	void testUpdateWithoutConditionIsRefusedUnlessAllAreMeant()
	{
		const auto all = update<Author>().set(&Author::name, "x");
		CPPUNIT_ASSERT_THROW(sqlOf(all), InvalidRequestException);
		CPPUNIT_ASSERT_EQUAL(std::string("UPDATE \"author\" SET \"name\" = $1/text WHERE 1 = 1"),
							 sqlOf(all.everything()));
	}

	void testRemoveWithoutConditionIsRefusedUnlessAllAreMeant()
	{
		CPPUNIT_ASSERT_THROW(sqlOf(remove<Author>()), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(sqlOf(remove<Author>().returning()), InvalidRequestException);
		CPPUNIT_ASSERT_EQUAL(std::string("DELETE FROM \"author\" WHERE 1 = 1"),
							 sqlOf(remove<Author>().everything()));
	}

	void testConditionsAddUp()
	{
		const Condition untyped = Condition::isNull("dob");
		CPPUNIT_ASSERT_EQUAL(
			std::string("DELETE FROM \"author\" WHERE (\"name\" = $1/text AND \"dob\" IS NULL)"),
			sqlOf(remove<Author>().where(column(&Author::name) == "x").where(untyped)));
	}

	void testReturningGivesAllColumns()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				"DELETE FROM \"author\" WHERE \"id\" = $1/integer RETURNING \"id\", \"name\", \"dob\""),
			sqlOf(remove<Author>().where(column(&Author::id) == 1).returning()));
	}

	void testReturningWhereThereIsNoneThrows()
	{
		CPPUNIT_ASSERT_THROW(insert(Author()).returning().compile(poor), InvalidRequestException);
	}

	void testSeveralRowsWhereThereIsNoSuchInsertThrow()
	{
		CPPUNIT_ASSERT_THROW(insert(std::vector<Author>(2)).compile(poor), InvalidRequestException);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ChangesTest);
