//
// IntervalTest.cpp
//
// Library: Tests
// Package: Core
//
// Intervals: exact, in range, in ISO 8601.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Interval.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <limits>
#include <random>


using Athanor::Interval;


namespace {


using Limits = std::numeric_limits<std::int64_t>;


std::string again(const char* text)
{
	return Interval::parse(text).toString();
}


} // namespace


class IntervalTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(IntervalTest);
	CPPUNIT_TEST(testTextIsDaysAndSeconds);
	CPPUNIT_TEST(testEveryPartIsRead);
	CPPUNIT_TEST(testExtremesAreExact);
	CPPUNIT_TEST(testBeyondTheRangeIsRefused);
	CPPUNIT_TEST(testOtherTextIsRefused);
	CPPUNIT_TEST(testParseSaysWhatItWants);
	CPPUNIT_TEST(testRandomIntervalsComeBack);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTextIsDaysAndSeconds()
	{
		using namespace std::chrono;
		CPPUNIT_ASSERT_EQUAL(std::string("PT3602S"), Interval(hours(1) + seconds(2)).toString());
		CPPUNIT_ASSERT_EQUAL(std::string("P1DT7200S"), Interval(hours(26)).toString());
		CPPUNIT_ASSERT_EQUAL(std::string("P7D"), Interval(hours(24 * 7)).toString());
		CPPUNIT_ASSERT_EQUAL(std::string("PT0.000001S"), Interval(microseconds(1)).toString());
		CPPUNIT_ASSERT_EQUAL(std::string("-PT1.5S"), Interval(milliseconds(-1500)).toString());
		CPPUNIT_ASSERT_EQUAL(std::string("P0D"), Interval().toString());
	}

	void testEveryPartIsRead()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("P1DT7384.25S"), again("P1DT2H3M4.25S"));
		CPPUNIT_ASSERT_EQUAL(std::string("P14D"), again("P2W"));
		CPPUNIT_ASSERT_EQUAL(std::string("PT3600S"), again("+PT60M"));
		CPPUNIT_ASSERT_EQUAL(std::string("-P1D"), again("-PT24H"));
		CPPUNIT_ASSERT_EQUAL(std::string("P0D"), again("-PT0S"));
	}

	void testExtremesAreExact()
	{
		for (const std::int64_t micros : {Limits::min(), Limits::min() + 1, Limits::max()})
		{
			const std::string text = Interval::fromMicroseconds(micros).toString();
			CPPUNIT_ASSERT_EQUAL(micros, Interval::parse(text).microseconds());
		}
		CPPUNIT_ASSERT_EQUAL(std::string("P106751991DT14454.775807S"),
							 Interval::fromMicroseconds(Limits::max()).toString());
	}

	void testBeyondTheRangeIsRefused()
	{
		CPPUNIT_ASSERT(!Interval::tryParse("P106751991DT14454.775808S"));
		CPPUNIT_ASSERT(Interval::tryParse("-P106751991DT14454.775808S"));
		CPPUNIT_ASSERT(!Interval::tryParse("-P106751991DT14454.775809S"));
		CPPUNIT_ASSERT(!Interval::tryParse("P99999999999999999999999D"));
		CPPUNIT_ASSERT(!Interval::tryParse("PT18446744073709551615S"));
	}

	void testOtherTextIsRefused()
	{
		for (const char* text :
			 {"",      "P",      "PT",     "P1",           "1D",     "P1DT",   "P1M",  "P1Y",
			  "P1W1D", "PT1S2M", "PT1.S",  "PT1.1234567S", "PT1.5M", "p1d",    "P1D ", " P1D",
			  "P-1D",  "--P1D",  "PT1,5S", "PT.5S",        "P1H",    "1:00:00"})
		{
			CPPUNIT_ASSERT_MESSAGE(text, !Interval::tryParse(text));
		}
	}

	void testParseSaysWhatItWants()
	{
		CPPUNIT_ASSERT_THROW_MESSAGE("", Interval::parse("1h"), Athanor::SerializationException);
	}

	void testRandomIntervalsComeBack()
	{
		std::mt19937_64 random(4);
		for (int i = 0; i < 10000; ++i)
		{
			const auto micros = static_cast<std::int64_t>(random() >> (i % 60));
			const std::string text = Interval::fromMicroseconds(micros).toString();
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, micros, Interval::parse(text).microseconds());
		}
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(IntervalTest);
