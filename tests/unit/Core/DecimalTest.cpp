//
// DecimalTest.cpp
//
// Library: Tests
// Package: Core
//
// Decimals: canonical text, refusals, order.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Decimal.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <limits>
#include <utility>


using Athanor::Decimal;


class DecimalTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(DecimalTest);
	CPPUNIT_TEST(testTextIsCanonical);
	CPPUNIT_TEST(testMalformedTextIsRefused);
	CPPUNIT_TEST(testDigitsAreLimited);
	CPPUNIT_TEST(testOrderIsByValue);
	CPPUNIT_TEST(testScaleAndPrecision);
	CPPUNIT_TEST(testFromInteger);
	CPPUNIT_TEST(testSumsAreExact);
	CPPUNIT_TEST(testSumOfTooManyDigitsThrows);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTextIsCanonical()
	{
		const std::pair<const char*, const char*> table[] = {
			{"0", "0"},         {"-0", "0"},       {"+1", "1"},        {"007", "7"},
			{"12.50", "12.50"}, {"-0.00", "0.00"}, {"000.10", "0.10"}, {"1.5e3", "1500"},
			{"1.5E+3", "1500"}, {"1.5e1", "15"},   {"15e-1", "1.5"},   {"15e-5", "0.00015"},
			{"-1e-2", "-0.01"}, {"0e5", "0"},      {"1.50e1", "15.0"}, {"1.23e1", "12.3"},
			{"0.001e3", "1"},   {"-00.5", "-0.5"}, {"100", "100"},     {"0.0e1", "0"}};
		for (const auto& [text, canonical] : table)
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(canonical), Decimal::parse(text).toString());
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(canonical), Decimal::parse(canonical).toString());
		}
	}

	void testMalformedTextIsRefused()
	{
		const char* bad[] = {"",      "-",    "+",     ".5",    "5.",  "NaN", "Infinity", "-inf",
							 " 1",    "1 ",   "1,5",   "1e",    "1e+", "e5",  "--1",      "+-1",
							 "1.2.3", "0x10", "1_000", "1e1.5", "١",   "1.e5"};
		for (const char* text : bad)
		{
			CPPUNIT_ASSERT_MESSAGE(text, !Decimal::tryParse(text));
			CPPUNIT_ASSERT_THROW(Decimal::parse(text), Athanor::SerializationException);
		}
	}

	void testSumsAreExact()
	{
		const char* const table[][3] = {{"0", "0", "0"},
										{"0.1", "0.2", "0.3"},
										{"1.50", "2.5", "4.00"},
										{"999.99", "0.01", "1000.00"},
										{"-1", "1.00", "0.00"},
										{"-1.5", "1", "-0.5"},
										{"1", "-1.5", "-0.5"},
										{"-2", "-3.25", "-5.25"},
										{"100", "-0.001", "99.999"},
										{"99999999999999999999999999", "1", "100000000000000000000000000"}};
		for (const auto& [left, right, sum] : table)
		{
			CPPUNIT_ASSERT_EQUAL(std::string(sum), (Decimal::parse(left) + Decimal::parse(right)).toString());
			CPPUNIT_ASSERT_EQUAL(std::string(sum), (Decimal::parse(right) + Decimal::parse(left)).toString());
		}
	}

	void testSumOfTooManyDigitsThrows()
	{
		const Decimal most = Decimal::parse(std::string(1000, '9'));
		CPPUNIT_ASSERT_THROW(most + Decimal::fromInteger(1), Athanor::SerializationException);
	}

	void testDigitsAreLimited()
	{
		CPPUNIT_ASSERT(Decimal::tryParse(std::string(1000, '9')));
		CPPUNIT_ASSERT(!Decimal::tryParse(std::string(1001, '9')));
		CPPUNIT_ASSERT(Decimal::tryParse("1e999"));
		CPPUNIT_ASSERT(!Decimal::tryParse("1e1000"));
		CPPUNIT_ASSERT(!Decimal::tryParse("1e99999999999999999999"));
		CPPUNIT_ASSERT(Decimal::tryParse("1e-1000"));
		CPPUNIT_ASSERT(!Decimal::tryParse("1e-1001"));
	}

	void testOrderIsByValue()
	{
		const char* rising[] = {"-100", "-99.9", "-2",   "-1.5", "-1.05", "-0.5", "0",    "0.001",
								"0.5",  "1",     "1.05", "1.5",  "2",     "10",   "99.9", "100"};
		for (std::size_t i = 0; i + 1 < std::size(rising); ++i)
		{
			CPPUNIT_ASSERT_MESSAGE(rising[i], Decimal::parse(rising[i]) < Decimal::parse(rising[i + 1]));
			CPPUNIT_ASSERT_MESSAGE(rising[i], Decimal::parse(rising[i + 1]) > Decimal::parse(rising[i]));
		}
		CPPUNIT_ASSERT(Decimal::parse("1.0") == Decimal::parse("1.00"));
		CPPUNIT_ASSERT(Decimal::parse("-1") == Decimal::parse("-1.000"));
		CPPUNIT_ASSERT(Decimal::parse("0") == Decimal::parse("-0.0"));
		CPPUNIT_ASSERT(Decimal::parse("1") != Decimal::parse("-1"));
	}

	void testScaleAndPrecision()
	{
		CPPUNIT_ASSERT_EQUAL(2, Decimal::parse("12.50").scale());
		CPPUNIT_ASSERT_EQUAL(4, Decimal::parse("12.50").precision());
		CPPUNIT_ASSERT_EQUAL(0, Decimal::parse("-7").scale());
		CPPUNIT_ASSERT_EQUAL(1, Decimal::parse("0.00").precision());
		CPPUNIT_ASSERT_EQUAL(2, Decimal::parse("0.010").precision());
	}

	void testFromInteger()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("0"), Decimal().toString());
		CPPUNIT_ASSERT_EQUAL(std::string("-9223372036854775808"),
							 Decimal::fromInteger(std::numeric_limits<long long>::min()).toString());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(DecimalTest);
