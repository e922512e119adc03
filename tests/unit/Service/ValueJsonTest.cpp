//
// ValueJsonTest.cpp
//
// Library: Tests
// Package: Service
//
// Every type of value, from JSON and to JSON.
//
// SPDX-License-Identifier: MIT
//
#include "SchemaTestSupport.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Service/ValueJson.h"
#include <cppunit/extensions/HelperMacros.h>
#include <limits>


using namespace Athanor;


namespace {


Column columnOf(ValueType type)
{
	Column column;
	column.name = "field";
	column.type = type;
	return column;
}


Column textOf(int length)
{
	Column column = columnOf(ValueType::Text);
	column.length = length;
	return column;
}


Column numeric(int precision, int scale)
{
	Column column = columnOf(ValueType::Decimal);
	column.precision = precision;
	column.scale = scale;
	return column;
}


std::string written(const Value& value, int scale = keepScale)
{
	Json::Writer writer;
	writeValue(writer, value, scale);
	return writer.take();
}


/// What a cell becomes; the stub keeps decimals, dates, times and JSON as text.
std::string writtenCell(const Value& cell, ValueType type, int scale = keepScale)
{
	GivenRows rows{GivenRows::Row{cell}};
	rows.next();
	Json::Writer writer;
	writeCell(writer, rows, 0, type, scale);
	return writer.take();
}


/// JSON in, and what is written of the value that was read.
std::string readAndWritten(const std::string& json, const Column& column)
{
	std::string reason;
	const Value value = readValue(Json::parse(json), column, reason);
	CPPUNIT_ASSERT_EQUAL_MESSAGE(json, std::string(), reason);
	CPPUNIT_ASSERT_MESSAGE(json, value.isNull() || value.type() == column.type);
	return written(value, scaleOf(column));
}


std::string reasonFor(const Json::Value& json, const Column& column)
{
	std::string reason;
	const Value value = readValue(json, column, reason);
	CPPUNIT_ASSERT(value.isNull());
	return reason;
}


struct Good
{
	const char* json;
	const char* out;
};


void assertGood(const Column& column, const std::vector<Good>& cases)
{
	for (const Good& good : cases)
	{
		CPPUNIT_ASSERT_EQUAL_MESSAGE(good.json, std::string(good.out), readAndWritten(good.json, column));
	}
}


void assertBad(const Column& column, const std::string& reason, const std::vector<std::string>& inputs)
{
	for (const std::string& json : inputs)
	{
		CPPUNIT_ASSERT_EQUAL_MESSAGE(json, reason, reasonFor(Json::parse(json), column));
	}
}


} // namespace


class ValueJsonTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ValueJsonTest);
	CPPUNIT_TEST(testBooleanTrueAndFalseOnly);
	CPPUNIT_TEST(testIntegerExactOrRefused);
	CPPUNIT_TEST(testIntegerOutsideTheMemberNamesTheRange);
	CPPUNIT_TEST(testDoubleAcceptsEveryNumber);
	CPPUNIT_TEST(testDoubleBeyondRangeIsRefused);
	CPPUNIT_TEST(testDecimalKeepsItsDigits);
	CPPUNIT_TEST(testDecimalOfColumnHasItsScale);
	CPPUNIT_TEST(testDecimalWithTooManyDigitsIsRefused);
	CPPUNIT_TEST(testTextCountsCodePoints);
	CPPUNIT_TEST(testBytesAreBase64);
	CPPUNIT_TEST(testUuidIsWrittenLowerCase);
	CPPUNIT_TEST(testDateIsADayOfTheCalendar);
	CPPUNIT_TEST(testTimeHasMicrosecondsOnlyWhenNotZero);
	CPPUNIT_TEST(testTimestampIsWrittenInUtc);
	CPPUNIT_TEST(testJsonIsKeptCompactInOrder);
	CPPUNIT_TEST(testIntervalIsReadAndWrittenAsDuration);
	CPPUNIT_TEST(testTextOfAnEnumIsOneOfItsWords);
	CPPUNIT_TEST(testNullNeedsANullableColumn);
	CPPUNIT_TEST(testGoodValueClearsTheReason);
	CPPUNIT_TEST(testDoubleNotFiniteIsWrittenAsNull);
	CPPUNIT_TEST(testScaleNeverCutsDigits);
	CPPUNIT_TEST(testScaleBeyondAnyBufferIsPadded);
	CPPUNIT_TEST(testCellOfEveryTypeIsWrittenLikeItsValue);
	CPPUNIT_TEST(testNullCellOfEveryTypeIsNull);
	CPPUNIT_TEST(testDecimalCellIsMadeCanonical);
	CPPUNIT_TEST(testCellThatIsNoValueOfItsTypeThrows);
	CPPUNIT_TEST_SUITE_END();

public:
	void testBooleanTrueAndFalseOnly()
	{
		const Column column = columnOf(ValueType::Boolean);
		assertGood(column, {{"true", "true"}, {"false", "false"}});
		assertBad(column, "not a boolean", {"0", "1", "\"true\"", "[]", "{}"});
	}

	void testIntegerExactOrRefused()
	{
		const Column column = columnOf(ValueType::Integer);
		assertGood(column, {{"0", "0"},
							{"-7", "-7"},
							{"9007199254740993", "9007199254740993"},
							{"9223372036854775807", "9223372036854775807"},
							{"-9223372036854775808", "-9223372036854775808"}});
		assertBad(column, "not an integer", {"1.0", "1e3", "1.5", "\"1\"", "true", "[1]", "{}"});
		assertBad(column, "out of range (-9223372036854775808 to 9223372036854775807)",
				  {"9223372036854775808", "-9223372036854775809", "123456789012345678901234567890"});
	}

	void testIntegerOutsideTheMemberNamesTheRange()
	{
		Column column = columnOf(ValueType::Integer);
		column.minimum = std::numeric_limits<std::int32_t>::min();
		column.maximum = std::numeric_limits<std::int32_t>::max();
		assertGood(column, {{"2147483647", "2147483647"}, {"-2147483648", "-2147483648"}});
		assertBad(column, "out of range (-2147483648 to 2147483647)",
				  {"2147483648", "-2147483649", "9223372036854775808"});
	}

	void testDoubleAcceptsEveryNumber()
	{
		const Column column = columnOf(ValueType::Double);
		assertGood(column, {{"0.1", "0.1"},
							{"1", "1.0"},
							{"-2.5e-3", "-0.0025"},
							{"1e3", "1000.0"},
							{"1e-400", "0.0"},
							{"1.7976931348623157e308", "1.7976931348623157e+308"}});
		assertBad(column, "not a number", {"\"1.5\"", "true", "[]", "\"NaN\""});
	}

	void testDoubleBeyondRangeIsRefused()
	{
		const Column column = columnOf(ValueType::Double);
		CPPUNIT_ASSERT_EQUAL(std::string("out of range"), reasonFor(Json::Value::number("1e999"), column));
		CPPUNIT_ASSERT_EQUAL(std::string("out of range"), reasonFor(Json::Value::number("-1e999"), column));
	}

	void testDecimalKeepsItsDigits()
	{
		const Column column = columnOf(ValueType::Decimal);
		assertGood(column,
				   {{"12.50", "\"12.50\""},
					{"\"12.50\"", "\"12.50\""},
					{"1.5e3", "\"1500\""},
					{"-0.1", "\"-0.1\""},
					{"0.10000000000000000000000000000001", "\"0.10000000000000000000000000000001\""}});
		assertBad(column, "not a decimal number",
				  {"\"\"", "\"1,5\"", "\"NaN\"", "\"Infinity\"", "\" 1\"", "\".5\"", "true", "[]", "{}"});
		CPPUNIT_ASSERT_EQUAL(std::string("out of range"), reasonFor(Json::Value::number("1e2000"), column));
	}

	void testDecimalOfColumnHasItsScale()
	{
		assertGood(numeric(10, 2), {{"12.5", "\"12.50\""},
									{"12", "\"12.00\""},
									{"12.34", "\"12.34\""},
									{"-0.5", "\"-0.50\""},
									{"0", "\"0.00\""},
									{"99999999.99", "\"99999999.99\""}});
		assertGood(numeric(2, 2), {{"0", "\"0.00\""}, {"0.99", "\"0.99\""}});
		assertGood(numeric(5, 0), {{"99999", "\"99999\""}});
	}

	void testDecimalWithTooManyDigitsIsRefused()
	{
		assertBad(numeric(10, 2), "more than 2 digits after the dot", {"1.234", "\"1.500\"", "1e-3"});
		assertBad(numeric(10, 1), "more than 1 digit after the dot", {"1.23"});
		assertBad(numeric(5, 0), "more than 0 digits after the dot", {"1.5"});
		assertBad(numeric(10, 2), "more than 10 digits", {"12345678901", "123456789.01", "1e10"});
		// They would fit in ten digits, were two not kept for what comes after the dot.
		assertBad(numeric(10, 2), "more than 8 digits before the dot",
				  {"123456789", "-123456789", "123456789.1"});
		assertBad(numeric(2, 2), "more than 0 digits before the dot", {"1", "1.5"});
	}

	void testTextCountsCodePoints()
	{
		assertGood(columnOf(ValueType::Text), {{"\"\"", "\"\""},
											   {"\"a\\\"b\\n\"", "\"a\\\"b\\n\""},
											   {"\"\xC3\xA9\\u00e9\"", "\"\xC3\xA9\xC3\xA9\""}});
		assertGood(textOf(3),
				   {{"\"abc\"", "\"abc\""},
					{"\"\\u00e9\\u20ac\\ud83d\\ude00\"", "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\""}});
		assertBad(textOf(3), "longer than 3 characters", {"\"abcd\"", "\"\\u00e9\\u00e9\\u00e9\\u00e9\""});
		assertBad(textOf(1), "longer than 1 character", {"\"ab\""});
		assertBad(textOf(3), "not a string", {"1", "true", "[\"a\"]", "{}"});
	}

	void testBytesAreBase64()
	{
		const Column column = columnOf(ValueType::Bytes);
		assertGood(column, {{"\"\"", "\"\""}, {"\"/wBoaQ==\"", "\"/wBoaQ==\""}});
		assertBad(column, "not base64", {"\"/wBoaQ\"", "\"_wBoaQ==\"", "\"a b=\"", "1", "[]"});
	}

	void testUuidIsWrittenLowerCase()
	{
		const Column column = columnOf(ValueType::UUID);
		assertGood(column, {{"\"97108AC1-FFCB-411D-8B1E-D9183399F63B\"",
							 "\"97108ac1-ffcb-411d-8b1e-d9183399f63b\""}});
		assertBad(column, "not a UUID",
				  {"\"97108ac1ffcb411d8b1ed9183399f63b\"", "\"{97108ac1-ffcb-411d-8b1e-d9183399f63b}\"",
				   "\"\"", "1", "{}"});
	}

	void testDateIsADayOfTheCalendar()
	{
		const Column column = columnOf(ValueType::Date);
		assertGood(column, {{"\"1890-09-15\"", "\"1890-09-15\""}, {"\"2024-02-29\"", "\"2024-02-29\""}});
		assertBad(column, "not a date (YYYY-MM-DD)",
				  {"\"2023-02-29\"", "\"1890-9-15\"", "\"15.09.1890\"", "\"1890-09-15T00:00:00Z\"", "\"\"",
				   "18900915", "[]"});
	}

	void testTimeHasMicrosecondsOnlyWhenNotZero()
	{
		const Column column = columnOf(ValueType::Time);
		assertGood(column, {{"\"03:04:05\"", "\"03:04:05\""},
							{"\"03:04:05.000\"", "\"03:04:05\""},
							{"\"03:04:05.678\"", "\"03:04:05.678000\""}});
		assertBad(column, "not a time (HH:MM:SS[.ffffff])",
				  {"\"24:00:00\"", "\"03:04\"", "\"3:04:05\"", "\"03:04:05Z\"", "\"03:04:05.1234567\"", "3"});
	}

	void testTimestampIsWrittenInUtc()
	{
		const Column column = columnOf(ValueType::Timestamp);
		assertGood(column, {{"\"2024-01-02T03:04:05Z\"", "\"2024-01-02T03:04:05Z\""},
							{"\"2024-01-02T03:04:05.678901Z\"", "\"2024-01-02T03:04:05.678901Z\""},
							{"\"2024-01-02T03:04:05.5+02:00\"", "\"2024-01-02T01:04:05.500000Z\""},
							{"\"2024-01-01T00:30:00+01:00\"", "\"2023-12-31T23:30:00Z\""}});
		assertBad(
			column, "not a timestamp (RFC 3339)",
			{"\"2024-01-02T03:04:05\"", "\"2024-01-02\"", "\"2024-13-02T03:04:05Z\"", "1704164645", "\"\""});
	}

	void testJsonIsKeptCompactInOrder()
	{
		const Column column = columnOf(ValueType::JSON);
		assertGood(column, {{"{ \"b\" : [1, 2.50, 1e3], \"a\" : null }", "{\"b\":[1,2.50,1e3],\"a\":null}"},
							{"\"text\"", "\"text\""},
							{"true", "true"},
							{"12345678901234567890", "12345678901234567890"},
							{"[]", "[]"}});
	}

	void testIntervalIsReadAndWrittenAsDuration()
	{
		const Column column = columnOf(ValueType::Interval);
		assertGood(column, {{"\"PT1H2S\"", "\"PT3602S\""}, {"\"P1DT0.50S\"", "\"P1DT0.5S\""}});
		assertBad(column, "not a duration (ISO 8601: PnDTnHnMnS)",
				  {"3602", "\"P1M\"", "\"\"", "\"1:00:00\""});
		CPPUNIT_ASSERT_EQUAL(std::string("\"-PT0.5S\""),
							 writtenCell(std::int64_t{-500000}, ValueType::Interval));
	}

	void testTextOfAnEnumIsOneOfItsWords()
	{
		Column column = columnOf(ValueType::Text);
		column.enumValues = {"novel", "poetry"};
		assertGood(column, {{"\"novel\"", "\"novel\""}});
		assertBad(column, "not one of novel, poetry", {"\"Novel\"", "\"\"", "\"novel \""});
	}

	void testNullNeedsANullableColumn()
	{
		for (int type = 0; type <= static_cast<int>(ValueType::Interval); ++type)
		{
			Column column = columnOf(static_cast<ValueType>(type));
			assertBad(column, "must not be null", {"null"});
			column.nullable = true;
			assertGood(column, {{"null", "null"}});
		}
	}

	void testGoodValueClearsTheReason()
	{
		std::string reason = "left from before";
		readValue(Json::Value(1), columnOf(ValueType::Integer), reason);
		CPPUNIT_ASSERT(reason.empty());
	}

	void testDoubleNotFiniteIsWrittenAsNull()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("null"), written(std::numeric_limits<double>::quiet_NaN()));
		CPPUNIT_ASSERT_EQUAL(std::string("null"), written(-std::numeric_limits<double>::infinity()));
		CPPUNIT_ASSERT_EQUAL(std::string("null"),
							 writtenCell(std::numeric_limits<double>::infinity(), ValueType::Double));
	}

	void testScaleNeverCutsDigits()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"12.50\""), written(Decimal::parse("12.5000000000"), 2));
		CPPUNIT_ASSERT_EQUAL(std::string("\"12\""), written(Decimal::parse("12.000"), 0));
		CPPUNIT_ASSERT_EQUAL(std::string("\"100\""), written(Decimal::parse("100"), 0));
		CPPUNIT_ASSERT_EQUAL(std::string("\"12.505\""), written(Decimal::parse("12.50500"), 2));
		CPPUNIT_ASSERT_EQUAL(std::string("\"12.5000\""), written(Decimal::parse("12.5000")));
	}

	void testScaleBeyondAnyBufferIsPadded()
	{
		const std::string out = written(Decimal::parse("1.5"), 300);
		CPPUNIT_ASSERT_EQUAL("\"1.5" + std::string(299, '0') + "\"", out);
	}

	void testCellOfEveryTypeIsWrittenLikeItsValue()
	{
		const UUID uuid = UUID::parse("97108ac1-ffcb-411d-8b1e-d9183399f63b");
		CPPUNIT_ASSERT_EQUAL(std::string("true"), writtenCell(std::int64_t{1}, ValueType::Boolean));
		CPPUNIT_ASSERT_EQUAL(std::string("false"), writtenCell(std::int64_t{0}, ValueType::Boolean));
		CPPUNIT_ASSERT_EQUAL(std::string("-9223372036854775808"),
							 writtenCell(std::numeric_limits<std::int64_t>::min(), ValueType::Integer));
		CPPUNIT_ASSERT_EQUAL(std::string("0.1"), writtenCell(0.1, ValueType::Double));
		CPPUNIT_ASSERT_EQUAL(std::string("\"12.50\""), writtenCell("12.5", ValueType::Decimal, 2));
		CPPUNIT_ASSERT_EQUAL(std::string("\"a\\\"b\""), writtenCell("a\"b", ValueType::Text));
		CPPUNIT_ASSERT_EQUAL(std::string("\"/wBoaQ==\""),
							 writtenCell(Bytes{std::string("\xFF\0hi", 4)}, ValueType::Bytes));
		CPPUNIT_ASSERT_EQUAL("\"" + uuid.toString() + "\"", writtenCell(uuid, ValueType::UUID));
		CPPUNIT_ASSERT_EQUAL(std::string("\"1890-09-15\""), writtenCell("1890-09-15", ValueType::Date));
		CPPUNIT_ASSERT_EQUAL(std::string("\"03:04:05\""), writtenCell("03:04:05.000000", ValueType::Time));
		CPPUNIT_ASSERT_EQUAL(
			std::string("\"2024-01-02T03:04:05.000001Z\""),
			writtenCell(DateTime::parse("2024-01-02T03:04:05.000001Z"), ValueType::Timestamp));
		CPPUNIT_ASSERT_EQUAL(std::string("{\"a\": [1]}"), writtenCell("{\"a\": [1]}", ValueType::JSON));
	}

	void testNullCellOfEveryTypeIsNull()
	{
		for (int type = 0; type <= static_cast<int>(ValueType::Interval); ++type)
		{
			CPPUNIT_ASSERT_EQUAL(std::string("null"), writtenCell(Value(), static_cast<ValueType>(type), 2));
		}
	}

	void testDecimalCellIsMadeCanonical()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"1500\""), writtenCell("1.5e3", ValueType::Decimal));
		CPPUNIT_ASSERT_EQUAL(std::string("\"0.00\""), writtenCell("-0.0", ValueType::Decimal, 2));
		CPPUNIT_ASSERT_EQUAL(std::string("\"7.0\""), writtenCell("007.0", ValueType::Decimal));
		CPPUNIT_ASSERT_EQUAL(std::string("\"-0.5\""), writtenCell("-0.5", ValueType::Decimal));
	}

	void testCellThatIsNoValueOfItsTypeThrows()
	{
		CPPUNIT_ASSERT_THROW(writtenCell("NaN", ValueType::Decimal), SerializationException);
		CPPUNIT_ASSERT_THROW(writtenCell("", ValueType::Decimal), SerializationException);
		CPPUNIT_ASSERT_THROW(writtenCell("-", ValueType::Decimal), SerializationException);
		CPPUNIT_ASSERT_THROW(writtenCell("infinity", ValueType::Date), SerializationException);
		CPPUNIT_ASSERT_THROW(writtenCell("25:00:00", ValueType::Time), SerializationException);
		CPPUNIT_ASSERT_THROW(writtenCell("\xFF", ValueType::Text), SerializationException);
		CPPUNIT_ASSERT_THROW(writtenCell("7", ValueType::Integer), SerializationException);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ValueJsonTest);
