//
// ConditionTest.cpp
//
// Library: Tests
// Package: Query
//
// Conditions as trees.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Query/Condition.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


class ConditionTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ConditionTest);
	CPPUNIT_TEST(testCompareKeepsColumnComparisonAndValue);
	CPPUNIT_TEST(testEqualToNullIsIsNull);
	CPPUNIT_TEST(testNotEqualToNullIsNegatedIsNull);
	CPPUNIT_TEST(testOrderingAgainstNullThrows);
	CPPUNIT_TEST(testInKeepsItsValuesInOrder);
	CPPUNIT_TEST(testAllAndAnyKeepTheirOperands);
	CPPUNIT_TEST(testCopyIsIndependentOfTheOriginal);
	CPPUNIT_TEST(testNullInListIsTestedApart);
	CPPUNIT_TEST(testSearchedTextIsEscaped);
	CPPUNIT_TEST(testPatternEndingWithLoneBackslashThrows);
	CPPUNIT_TEST(testPatternThatIsTooLongThrows);
	CPPUNIT_TEST(testBetweenNullThrows);
	CPPUNIT_TEST_SUITE_END();

public:
	void testCompareKeepsColumnComparisonAndValue()
	{
		const Condition condition = Condition::compare("year", Comparison::GreaterOrEqual, 1990);
		CPPUNIT_ASSERT(condition.kind() == Condition::Kind::Compare);
		CPPUNIT_ASSERT(condition.comparison() == Comparison::GreaterOrEqual);
		CPPUNIT_ASSERT_EQUAL(std::string("year"), condition.column());
		CPPUNIT_ASSERT(condition.values() == std::vector<Value>{Value(1990)});
	}

	void testEqualToNullIsIsNull()
	{
		const Condition condition = Condition::compare("year", Comparison::Equal, nullptr);
		CPPUNIT_ASSERT(condition.kind() == Condition::Kind::IsNull);
		CPPUNIT_ASSERT_EQUAL(std::string("year"), condition.column());
		CPPUNIT_ASSERT(condition.values().empty());
	}

	void testNotEqualToNullIsNegatedIsNull()
	{
		const Condition condition = Condition::compare("year", Comparison::NotEqual, nullptr);
		CPPUNIT_ASSERT(condition.kind() == Condition::Kind::Not);
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, condition.operands().size());
		CPPUNIT_ASSERT(condition.operands().front().kind() == Condition::Kind::IsNull);
	}

	void testOrderingAgainstNullThrows()
	{
		for (const Comparison comparison :
			 {Comparison::Less, Comparison::LessOrEqual, Comparison::Greater, Comparison::GreaterOrEqual})
		{
			CPPUNIT_ASSERT_THROW(Condition::compare("year", comparison, nullptr), InvalidRequestException);
		}
	}

	void testInKeepsItsValuesInOrder()
	{
		const Condition condition = Condition::in("year", {3, 1, 2});
		CPPUNIT_ASSERT(condition.kind() == Condition::Kind::In);
		CPPUNIT_ASSERT(condition.values() == (std::vector<Value>{3, 1, 2}));
	}

	void testAllAndAnyKeepTheirOperands()
	{
		const Condition all = Condition::all({Condition::isNull("a"), Condition::isNull("b")});
		const Condition any = Condition::any({all, Condition::isNull("c")});
		CPPUNIT_ASSERT(any.kind() == Condition::Kind::Any);
		CPPUNIT_ASSERT(any.operands().front().kind() == Condition::Kind::All);
		CPPUNIT_ASSERT_EQUAL(std::string("b"), any.operands().front().operands()[1].column());
		CPPUNIT_ASSERT_EQUAL(std::string("c"), any.operands()[1].column());
	}

	void testCopyIsIndependentOfTheOriginal()
	{
		Condition original = Condition::isNull("a");
		const Condition copy = original;
		original = Condition::in("b", {1});
		CPPUNIT_ASSERT(copy.kind() == Condition::Kind::IsNull);
		CPPUNIT_ASSERT_EQUAL(std::string("a"), copy.column());
	}

	void testNullInListIsTestedApart()
	{
		const Condition condition = Condition::in("year", {1, nullptr, 2});
		CPPUNIT_ASSERT(condition.kind() == Condition::Kind::Any);
		CPPUNIT_ASSERT(condition.operands()[0].values() == (std::vector<Value>{1, 2}));
		CPPUNIT_ASSERT(condition.operands()[1].kind() == Condition::Kind::IsNull);
	}

	void testSearchedTextIsEscaped()
	{
		const auto patternOf = [](const Condition& condition) {
			return condition.values().front().get<std::string>();
		};
		CPPUNIT_ASSERT_EQUAL(std::string("%5\\%\\_\\\\%"), patternOf(Condition::contains("a", "5%_\\")));
		CPPUNIT_ASSERT_EQUAL(std::string("x%"), patternOf(Condition::startsWith("a", "x")));
		CPPUNIT_ASSERT_EQUAL(std::string("%x"), patternOf(Condition::endsWith("a", "x")));
		CPPUNIT_ASSERT(Condition::endsWith("a", "x", Case::Ignored).ignoresCase());
	}

	void testPatternEndingWithLoneBackslashThrows()
	{
		for (const char* pattern : {"\\", "a\\", "\\\\\\"})
			CPPUNIT_ASSERT_THROW_MESSAGE(pattern, Condition::like("a", pattern), InvalidRequestException);
		for (const char* pattern : {"", "\\\\", "a\\%", "\\\\a"})
			CPPUNIT_ASSERT_NO_THROW_MESSAGE(pattern, Condition::like("a", pattern));
	}

	void testPatternThatIsTooLongThrows()
	{
		const std::string longest(Condition::maximumPattern - 1, 'x');
		CPPUNIT_ASSERT_NO_THROW(Condition::startsWith("a", longest));
		CPPUNIT_ASSERT_THROW(Condition::contains("a", longest), InvalidRequestException);
	}

	void testBetweenNullThrows()
	{
		CPPUNIT_ASSERT_THROW(Condition::between("a", 1, nullptr), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(Condition::between("a", nullptr, 1), InvalidRequestException);
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConditionTest);
