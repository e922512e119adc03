//
// DateTimeTest.cpp
//
// Library: Tests
// Package: Core
//
// Dates, times and instants: what is read, what is refused, round trips.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/DateTime.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>


using Athanor::Date;
using Athanor::DateTime;
using Athanor::SerializationException;
using Athanor::Time;


class DateTimeTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(DateTimeTest);
	CPPUNIT_TEST(testDateParseTable);
	CPPUNIT_TEST(testDateWritesWhatItIsAsText);
	CPPUNIT_TEST(testDateConstructorRefusesMissingDays);
	CPPUNIT_TEST(testDateDaysRoundTrip);
	CPPUNIT_TEST(testTimeParseTable);
	CPPUNIT_TEST(testTimeFractionIsScaled);
	CPPUNIT_TEST(testDateTimeParseTable);
	CPPUNIT_TEST(testDateTimeOffsetsAreConverted);
	CPPUNIT_TEST(testDateTimeSQLForm);
	CPPUNIT_TEST(testDateTimeBeforeEpoch);
	CPPUNIT_TEST(testDateTimeRange);
	CPPUNIT_TEST(testNowIsRecent);
	CPPUNIT_TEST_SUITE_END();

public:
	void testDateParseTable()
	{
		const char* good[] = {"0001-01-01", "9999-12-31", "2024-02-29",
							  "2000-02-29", "1970-01-01", "1582-10-10"};
		for (const char* text : good)
		{
			CPPUNIT_ASSERT_MESSAGE(text, Date::tryParse(text));
			CPPUNIT_ASSERT_EQUAL(std::string(text), Date::parse(text).toString());
		}
		const char* bad[] = {"",           "2023-02-29",  "1900-02-29",  "2024-13-01",  "2024-00-01",
							 "2024-01-00", "2024-01-32",  "2024-04-31",  "0000-01-01",  "2024-1-1",
							 "20240101",   "2024/01/01",  "2024-01-01 ", " 2024-01-01", "+2024-01-01",
							 "-001-01-01", "12024-01-01", "2024-01-01T", "2024-0a-01",  "2024-01",
							 "٢٠٢٤-01-01"};
		for (const char* text : bad)
		{
			CPPUNIT_ASSERT_MESSAGE(text, !Date::tryParse(text));
			CPPUNIT_ASSERT_THROW(Date::parse(text), SerializationException);
		}
	}

	void testDateWritesWhatItIsAsText()
	{
		for (const char* text : {"0001-01-01", "0987-10-09", "9999-12-31"})
		{
			std::string written(12, '?');
			Date::parse(text).writeTo(written.data() + 1);
			CPPUNIT_ASSERT_EQUAL("?" + std::string(text) + "?", written);
			CPPUNIT_ASSERT_EQUAL(std::string(text), Date::parse(text).toString());
		}
	}

	void testDateConstructorRefusesMissingDays()
	{
		CPPUNIT_ASSERT_THROW(Date(2023, 2, 29), SerializationException);
		CPPUNIT_ASSERT_THROW(Date(0, 1, 1), SerializationException);
		CPPUNIT_ASSERT_THROW(Date(10000, 1, 1), SerializationException);
		CPPUNIT_ASSERT_THROW(Date(2024, -1, 1), SerializationException);
		CPPUNIT_ASSERT_THROW(Date(2024, 257, 257), SerializationException);
	}

	void testDateDaysRoundTrip()
	{
		CPPUNIT_ASSERT_EQUAL(std::int64_t(0), Date(1970, 1, 1).toDays());
		CPPUNIT_ASSERT_EQUAL(std::int64_t(19782), Date(2024, 2, 29).toDays());
		CPPUNIT_ASSERT(Date::fromDays(-719162) == Date(1, 1, 1));
		CPPUNIT_ASSERT(Date::fromDays(2932896) == Date(9999, 12, 31));
		CPPUNIT_ASSERT_THROW(Date::fromDays(-719163), SerializationException);
		CPPUNIT_ASSERT_THROW(Date::fromDays(2932897), SerializationException);
		for (std::int64_t days = -719162; days <= 2932896; days += 997)
		{
			const Date date = Date::fromDays(days);
			CPPUNIT_ASSERT_EQUAL(days, date.toDays());
			CPPUNIT_ASSERT(Date::parse(date.toString()) == date);
		}
	}

	void testTimeParseTable()
	{
		const char* good[] = {"00:00:00", "23:59:59", "12:34:56.000001", "23:59:59.999999"};
		for (const char* text : good)
			CPPUNIT_ASSERT_EQUAL(std::string(text), Time::parse(text).toString());
		const char* bad[] = {"",         "24:00:00",  "23:60:00",  "23:59:60",   "1:00:00",
							 "12:00",    "12:00:00.", "12:00:00Z", "12:00:00,5", "12:00:00.1234567",
							 "12-00-00", "-1:00:00"};
		for (const char* text : bad)
		{
			CPPUNIT_ASSERT_MESSAGE(text, !Time::tryParse(text));
			CPPUNIT_ASSERT_THROW(Time::parse(text), SerializationException);
		}
		CPPUNIT_ASSERT_THROW(Time(24, 0), SerializationException);
		CPPUNIT_ASSERT_THROW(Time::fromMicroseconds(-1), SerializationException);
		CPPUNIT_ASSERT_THROW(Time::fromMicroseconds(86400000000), SerializationException);
	}

	void testTimeFractionIsScaled()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("00:00:00.500000"), Time::parse("00:00:00.5").toString());
		CPPUNIT_ASSERT_EQUAL(std::int64_t(120000), Time::parse("00:00:00.12").microseconds());
		CPPUNIT_ASSERT_EQUAL(std::string("00:00:00"), Time::parse("00:00:00.000").toString());
	}

	void testDateTimeParseTable()
	{
		const char* good[] = {"2024-01-02T03:04:05Z",      "2024-01-02t03:04:05z",
							  "2024-01-02 03:04:05Z",      "2024-01-02T03:04:05+00:00",
							  "2024-01-02T03:04:05-00:00", "2024-01-02T05:04:05+02:00",
							  "2024-01-02T03:04:05.0Z",    "2024-01-01T03:05:05.000000-23:59",
							  "2024-01-03T03:03:05+23:59"};
		for (const char* text : good)
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string("2024-01-02T03:04:05Z"),
										 DateTime::parse(text).toString());
		}
		const char* bad[] = {"",
							 "2024-01-02",
							 "2024-01-02T03:04:05",
							 "2024-01-02T03:04Z",
							 "2024-01-02T03:04:60Z",
							 "2024-01-02T24:00:00Z",
							 "2024-02-30T00:00:00Z",
							 "2024-01-02T03:04:05.Z",
							 "2024-01-02T03:04:05.1234567Z",
							 "2024-01-02T03:04:05+2:00",
							 "2024-01-02T03:04:05+0200",
							 "2024-01-02T03:04:05+24:00",
							 "2024-01-02T03:04:05+02:60",
							 "2024-01-02T03:04:05 Z",
							 "2024-01-02T03:04:05ZZ",
							 "2024-01-02_03:04:05Z",
							 "2024-01-02  03:04:05Z",
							 "0001-01-01T00:00:00+00:01",
							 "9999-12-31T23:59:59-00:01"};
		for (const char* text : bad)
		{
			CPPUNIT_ASSERT_MESSAGE(text, !DateTime::tryParse(text));
			CPPUNIT_ASSERT_THROW(DateTime::parse(text), SerializationException);
		}
	}

	void testDateTimeOffsetsAreConverted()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("2023-12-31T22:30:00.678901Z"),
							 DateTime::parse("2024-01-01T00:00:00.678901+01:30").toString());
		CPPUNIT_ASSERT_EQUAL(std::string("2024-03-01T00:30:00Z"),
							 DateTime::parse("2024-02-29T23:30:00-01:00").toString());
	}

	void testDateTimeSQLForm()
	{
		const DateTime instant = DateTime::parse("2024-01-02T03:04:05Z");
		CPPUNIT_ASSERT_EQUAL(std::string("2024-01-02 03:04:05.000000"), instant.toSQL());
		CPPUNIT_ASSERT(DateTime::tryParseSQL(instant.toSQL()) == instant);
		CPPUNIT_ASSERT(DateTime::tryParseSQL("2024-01-02 03:04:05") == instant);
		CPPUNIT_ASSERT(!DateTime::tryParseSQL("2024-01-02T03:04:05"));
		CPPUNIT_ASSERT(!DateTime::tryParseSQL("2024-01-02 03:04:05Z"));
		CPPUNIT_ASSERT(!DateTime::tryParseSQL("2024-01-02"));
	}

	void testDateTimeBeforeEpoch()
	{
		const DateTime instant = DateTime::fromMicroseconds(-1);
		CPPUNIT_ASSERT_EQUAL(std::string("1969-12-31T23:59:59.999999Z"), instant.toString());
		CPPUNIT_ASSERT(DateTime(instant.date(), instant.time()) == instant);
		CPPUNIT_ASSERT(DateTime::fromMicroseconds(-86400000000).date() == Date(1969, 12, 31));
		CPPUNIT_ASSERT(instant < DateTime());
	}

	void testDateTimeRange()
	{
		const DateTime first(Date(1, 1, 1), Time());
		const DateTime last(Date(9999, 12, 31), Time(23, 59, 59, 999999));
		CPPUNIT_ASSERT(DateTime::fromMicroseconds(first.microseconds()) == first);
		CPPUNIT_ASSERT(DateTime::fromMicroseconds(last.microseconds()) == last);
		CPPUNIT_ASSERT_THROW(DateTime::fromMicroseconds(first.microseconds() - 1), SerializationException);
		CPPUNIT_ASSERT_THROW(DateTime::fromMicroseconds(last.microseconds() + 1), SerializationException);
		CPPUNIT_ASSERT(DateTime::parse(first.toString()) == first);
		CPPUNIT_ASSERT(DateTime::parse(last.toString()) == last);
	}

	void testNowIsRecent()
	{
		CPPUNIT_ASSERT(DateTime::now() > DateTime::parse("2024-01-01T00:00:00Z"));
		CPPUNIT_ASSERT(Date::today() > Date(2024, 1, 1));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(DateTimeTest);
