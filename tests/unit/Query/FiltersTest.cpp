//
// FiltersTest.cpp
//
// Library: Tests
// Package: Query
//
// What filters become; which rows they select is the conformance suite's business.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Query/Filters.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


class FiltersTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(FiltersTest);
	CPPUNIT_TEST(testFiltersWithNothingToSayAreNone);
	CPPUNIT_TEST(testQueryOfCollectsConditionsOrdersAndTheLastPage);
	CPPUNIT_TEST(testOperatorNamesAreParsed);
	CPPUNIT_TEST(testUnknownOperatorThrowsListingThem);
	CPPUNIT_TEST(testWrongNumberOrKindOfValuesThrows);
	CPPUNIT_TEST(testGroupLeavesOrdersAndPagesOut);
	CPPUNIT_TEST_SUITE_END();

public:
	void testFiltersWithNothingToSayAreNone()
	{
		CPPUNIT_ASSERT(!(BeforeAfter{"a", {}, {}}.condition()));
		CPPUNIT_ASSERT(!(OnBeforeAfter{"a", {}, {}}.condition()));
		CPPUNIT_ASSERT(!(CollectionFilter{"a", std::nullopt}.condition()));
		CPPUNIT_ASSERT(!(NotInCollectionFilter{"a", std::vector<Value>()}.condition()));
		CPPUNIT_ASSERT(!(BooleanFilter{"a", std::nullopt}.condition()));
		CPPUNIT_ASSERT(!(SearchFilter{{}, "x"}.condition()));
		CPPUNIT_ASSERT(!(FilterGroup{}.condition()));
	}

	void testQueryOfCollectsConditionsOrdersAndTheLastPage()
	{
		const Query query = queryOf({NullFilter{"a"}, OrderBy{"b", true}, LimitOffset{1, 2}, OrderBy{"c"},
									 NotNullFilter{"d"}, LimitOffset{3, 4}});
		CPPUNIT_ASSERT(query.where->kind() == Condition::Kind::All);
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, query.where->operands().size());
		CPPUNIT_ASSERT_EQUAL(std::string("b"), query.orderBy[0].column);
		CPPUNIT_ASSERT_EQUAL(std::string("c"), query.orderBy[1].column);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, query.page->limit);
		CPPUNIT_ASSERT(!queryOf({}).where);
	}

	void testOperatorNamesAreParsed()
	{
		const std::vector<std::string>& names = ComparisonFilter::operatorNames();
		CPPUNIT_ASSERT_EQUAL(std::size_t{16}, names.size());
		CPPUNIT_ASSERT(ComparisonFilter::parseOperator("iendswith") == ComparisonFilter::Operator::IEndsWith);
		for (std::size_t i = 1; i < names.size(); ++i)
			CPPUNIT_ASSERT(ComparisonFilter::parseOperator(names[i]) !=
						   ComparisonFilter::parseOperator(names[i - 1]));
	}

	void testUnknownOperatorThrowsListingThem()
	{
		try
		{
			ComparisonFilter::parseOperator("is");
			CPPUNIT_FAIL("nothing was thrown");
		}
		catch (const InvalidRequestException& failure)
		{
			CPPUNIT_ASSERT_EQUAL(
				std::string("Invalid operator 'is'. Must be one of: between, dateeq, endswith, eq, "
							"ge, gt, iendswith, ilike, in, istartswith, le, like, lt, ne, notin, "
							"startswith"),
				failure.message());
		}
	}

	void testWrongNumberOrKindOfValuesThrows()
	{
		using Operator = ComparisonFilter::Operator;
		const std::vector<ComparisonFilter> wrong{{"a", Operator::Eq, {}},
												  {"a", Operator::Eq, {1, 2}},
												  {"a", Operator::Between, {1}},
												  {"a", Operator::Gt, {nullptr}},
												  {"a", Operator::Like, {1}},
												  {"a", Operator::StartsWith, {nullptr}},
												  {"a", Operator::DateEq, {"2024-01-01"}}};
		for (const ComparisonFilter& filter : wrong)
			CPPUNIT_ASSERT_THROW(filter.condition(), InvalidRequestException);
	}

	void testGroupLeavesOrdersAndPagesOut()
	{
		const FilterGroup group{LogicalOperator::Or, {NullFilter{"a"}, OrderBy{"b"}, LimitOffset{1, 0}}};
		CPPUNIT_ASSERT(group.condition()->kind() == Condition::Kind::Any);
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, group.condition()->operands().size());
		const FilterGroup nothing{LogicalOperator::Or, {OrderBy{"b"}}};
		CPPUNIT_ASSERT(!nothing.condition());
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(FiltersTest);
