//
// ValueTextTest.cpp
//
// Library: Tests
// Package: Service
//
// Values from the text of query parameters.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/ValueText.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>
#include <tuple>
#include <vector>


using namespace Athanor;


namespace {


Column columnOf(ValueType type)
{
	Column column;
	column.name = "field";
	column.type = type;
	return column;
}


/// What is wrong with a text; empty if nothing is.
std::string refusal(const std::string& text, const Column& column)
{
	std::string reason;
	readText(text, column, reason);
	return reason;
}


std::string refusal(const std::string& text, ValueType type)
{
	return refusal(text, columnOf(type));
}


Value valueOf(const std::string& text, ValueType type)
{
	std::string reason;
	Value value = readText(text, columnOf(type), reason);
	CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(), reason);
	return value;
}


} // namespace


class ValueTextTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ValueTextTest);
	CPPUNIT_TEST(testEveryTypeIsRead);
	CPPUNIT_TEST(testTimestampMayBeADateAlone);
	CPPUNIT_TEST(testNumbersAreAsciiDigitsOnly);
	CPPUNIT_TEST(testWrongTextSaysWhatIsAllowed);
	CPPUNIT_TEST(testIntegerOutOfRangeSaysTheRange);
	CPPUNIT_TEST(testTextIsTakenAsItIs);
	CPPUNIT_TEST(testUnlistedChoiceNamesTheWords);
	CPPUNIT_TEST_SUITE_END();

public:
	void testEveryTypeIsRead()
	{
		CPPUNIT_ASSERT(valueOf("true", ValueType::Boolean) == Value(true));
		CPPUNIT_ASSERT(valueOf("false", ValueType::Boolean) == Value(false));
		CPPUNIT_ASSERT(valueOf("-9223372036854775808", ValueType::Integer) ==
					   Value(std::numeric_limits<std::int64_t>::min()));
		CPPUNIT_ASSERT(valueOf("007", ValueType::Integer) == Value(7));
		CPPUNIT_ASSERT(valueOf("-0.5", ValueType::Double) == Value(-0.5));
		CPPUNIT_ASSERT(valueOf("12.50", ValueType::Decimal) == Value(Decimal::parse("12.50")));
		CPPUNIT_ASSERT(valueOf("97108AC1-ffcb-411d-8b1e-d9183399f63b", ValueType::UUID) ==
					   Value(UUID::parse("97108ac1-ffcb-411d-8b1e-d9183399f63b")));
		CPPUNIT_ASSERT(valueOf("2024-02-29", ValueType::Date) == Value(Date(2024, 2, 29)));
		CPPUNIT_ASSERT(valueOf("03:04:05.5", ValueType::Time) == Value(Time(3, 4, 5, 500000)));
		CPPUNIT_ASSERT(valueOf("2024-01-02T03:04:05+02:00", ValueType::Timestamp) ==
					   Value(DateTime::parse("2024-01-02T01:04:05Z")));
	}

	void testTimestampMayBeADateAlone()
	{
		CPPUNIT_ASSERT(valueOf("2024-01-02", ValueType::Timestamp) ==
					   Value(DateTime::parse("2024-01-02T00:00:00Z")));
	}

	void testNumbersAreAsciiDigitsOnly()
	{
		for (const ValueType type : {ValueType::Integer, ValueType::Double, ValueType::Decimal})
		{
			for (const char* text : {"", "+1", " 1", "1 ", "1_0", "0x1", "1e3", "--1", "-", ".5", "5.", "１",
									 "1,0", "NaN", "inf", "true", "null"})
			{
				CPPUNIT_ASSERT_MESSAGE(text, !refusal(text, type).empty());
			}
		}
	}

	void testWrongTextSaysWhatIsAllowed()
	{
		const std::vector<std::tuple<ValueType, const char*, const char*>> table{
			{ValueType::Boolean, "1", "not true or false"},
			{ValueType::Boolean, "True", "not true or false"},
			{ValueType::Integer, "x", "not an integer"},
			{ValueType::Integer, "1.0", "not an integer"},
			{ValueType::Decimal, "x", "not a number"},
			{ValueType::UUID, "7", "not a UUID"},
			{ValueType::Date, "2023-02-29", "not a date (YYYY-MM-DD)"},
			{ValueType::Time, "24:00:00", "not a time (HH:MM:SS[.ffffff])"},
			{ValueType::Timestamp, "yesterday", "not a timestamp (RFC 3339)"},
			{ValueType::Timestamp, "2024-01-02T03:04:05", "not a timestamp (RFC 3339)"}};
		for (const auto& [type, text, reason] : table)
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(reason), refusal(text, type));
		}
	}

	void testIntegerOutOfRangeSaysTheRange()
	{
		Column small = columnOf(ValueType::Integer);
		small.minimum = -128;
		small.maximum = 127;
		CPPUNIT_ASSERT_EQUAL(std::string("out of range (-128 to 127)"), refusal("128", small));
		CPPUNIT_ASSERT(!refusal("9223372036854775808", ValueType::Integer).empty());
	}

	void testTextIsTakenAsItIs()
	{
		const std::string text = "null \"quoted\" 'x' % _ \\ 1";
		CPPUNIT_ASSERT(valueOf(text, ValueType::Text) == Value(text));
		CPPUNIT_ASSERT(valueOf("", ValueType::Text) == Value(""));
	}

	void testUnlistedChoiceNamesTheWords()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("not one of poem, novel"),
							 unlistedChoice("Novel", {"poem", "novel"}));
		CPPUNIT_ASSERT_EQUAL(std::string(), unlistedChoice("novel", {"poem", "novel"}));
		CPPUNIT_ASSERT_EQUAL(std::string(), unlistedChoice("anything", {}));
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(ValueTextTest);
