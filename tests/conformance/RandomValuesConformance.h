//
// RandomValuesConformance.h
//
// Library: Tests
// Package: Conformance
//
// Random values of every type are written, read, made JSON and parsed, and are what they were.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_RandomValuesConformance_INCLUDED
#define Athanor_Conformance_RandomValuesConformance_INCLUDED


#include "Athanor/Model/Column.h"
#include "ConformanceFixture.h"


namespace Athanor::Conformance {


/// Each test takes some hundred values; with ATHANOR_TEST_THOROUGH (the label slow) a million, and says on stderr how far
/// it is.
class RandomValuesConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(RandomValuesConformance);
	CPPUNIT_TEST(testBooleansSurvive);
	CPPUNIT_TEST(testIntegersSurvive);
	CPPUNIT_TEST(testDoublesSurvive);
	CPPUNIT_TEST(testDecimalsSurvive);
	CPPUNIT_TEST(testDecimalsWithPrecisionSurvive);
	CPPUNIT_TEST(testTextsSurvive);
	CPPUNIT_TEST(testBytesSurvive);
	CPPUNIT_TEST(testUUIDsSurvive);
	CPPUNIT_TEST(testDatesSurvive);
	CPPUNIT_TEST(testTimesSurvive);
	CPPUNIT_TEST(testTimestampsSurvive);
	CPPUNIT_TEST(testIntervalsSurvive);
	CPPUNIT_TEST(testJSONSurvives);
	CPPUNIT_TEST(testListsOfTextsSurvive);
	CPPUNIT_TEST(testListsOfIntegersSurvive);
	CPPUNIT_TEST(testListsOfBooleansSurvive);
	CPPUNIT_TEST(testListsOfUUIDsSurvive);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testBooleansSurvive();
	void testIntegersSurvive();
	void testDoublesSurvive();
	void testDecimalsSurvive();
	void testDecimalsWithPrecisionSurvive();
	void testTextsSurvive();
	void testBytesSurvive();
	void testUUIDsSurvive();
	void testDatesSurvive();
	void testTimesSurvive();
	void testTimestampsSurvive();
	void testIntervalsSurvive();
	void testJSONSurvives();
	void testListsOfTextsSurvive();
	void testListsOfIntegersSurvive();
	void testListsOfBooleansSurvive();
	void testListsOfUUIDsSurvive();

protected:
	virtual bool isAsync() const
	{
		return false;
	}

private:
	void check(ValueType type);
	void check(Column column);
	void checkLists(ValueType element);
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_RandomValuesConformance_INCLUDED
