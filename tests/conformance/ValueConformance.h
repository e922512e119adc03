//
// ValueConformance.h
//
// Library: Tests
// Package: Conformance
//
// Every type of value comes back as it was stored.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_ValueConformance_INCLUDED
#define Athanor_Conformance_ValueConformance_INCLUDED


#include "ConformanceFixture.h"


namespace Athanor::Conformance {


class ValueConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(ValueConformance);
	CPPUNIT_TEST(testBooleansRoundTrip);
	CPPUNIT_TEST(testIntegersRoundTrip);
	CPPUNIT_TEST(testDoublesRoundTripBitwise);
	CPPUNIT_TEST(testNegativeZeroComesBackAsZero);
	CPPUNIT_TEST(testDecimalsRoundTripWithScale);
	CPPUNIT_TEST(testTextsRoundTrip);
	CPPUNIT_TEST(testBytesRoundTrip);
	CPPUNIT_TEST(testUUIDsRoundTrip);
	CPPUNIT_TEST(testDatesRoundTrip);
	CPPUNIT_TEST(testTimesRoundTrip);
	CPPUNIT_TEST(testTimestampsRoundTrip);
	CPPUNIT_TEST(testJSONRoundTrips);
	CPPUNIT_TEST(testIntervalsRoundTrip);
	CPPUNIT_TEST(testIntervalsSortByLength);
	CPPUNIT_TEST(testTextWithNulIsRefused);
	CPPUNIT_TEST(testTextThatIsNotUtf8IsRefused);
	CPPUNIT_TEST(testNumbersThatAreNotFiniteAreRefused);
	CPPUNIT_TEST(testLengthsAndDigitsBeyondTheColumn);
	CPPUNIT_TEST(testDecimalsSortAndCompareByValue);
	CPPUNIT_TEST(testTimestampsSortAsInstants);
	CPPUNIT_TEST(testNullsSortAsTheCompilerSays);
	CPPUNIT_TEST(testCountedKeyCountsUp);
	CPPUNIT_TEST(testCellOfAnotherTypeThrows);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testBooleansRoundTrip();
	void testIntegersRoundTrip();
	void testDoublesRoundTripBitwise();
	void testNegativeZeroComesBackAsZero();
	void testDecimalsRoundTripWithScale();
	void testTextsRoundTrip();
	void testBytesRoundTrip();
	void testUUIDsRoundTrip();
	void testDatesRoundTrip();
	void testTimesRoundTrip();
	void testTimestampsRoundTrip();
	void testJSONRoundTrips();
	void testIntervalsRoundTrip();
	void testIntervalsSortByLength();
	void testTextWithNulIsRefused();
	void testTextThatIsNotUtf8IsRefused();
	void testNumbersThatAreNotFiniteAreRefused();
	void testLengthsAndDigitsBeyondTheColumn();
	void testDecimalsSortAndCompareByValue();
	void testTimestampsSortAsInstants();
	void testNullsSortAsTheCompilerSays();
	void testCountedKeyCountsUp();
	void testCellOfAnotherTypeThrows();

private:
	/// Stores each value and null, and reads them back by RETURNING and by SELECT.
	void checkRoundTrips(ValueType type, const std::vector<Value>& values);
	void checkRefused(ValueType type, const Value& value);
	std::vector<Value> sorted(const Table& table, const Query& query);
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_ValueConformance_INCLUDED
