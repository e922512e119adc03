//
// StatementConformance.h
//
// Library: Tests
// Package: Conformance
//
// Statements, their rows, limits, and the connection afterwards.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_StatementConformance_INCLUDED
#define Athanor_Conformance_StatementConformance_INCLUDED


#include "ConformanceFixture.h"


namespace Athanor::Conformance {


class StatementConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(StatementConformance);
	CPPUNIT_TEST(testColumnsAreNamed);
	CPPUNIT_TEST(testAffectedRowsAreCounted);
	CPPUNIT_TEST(testReturningGivesChangedRows);
	CPPUNIT_TEST(testChangeIsDoneBeforeItsRowsAreRead);
	CPPUNIT_TEST(testSameStatementTwiceAtOnceDoesNotMix);
	CPPUNIT_TEST(testStatementWhileAnotherStreamsWorks);
	CPPUNIT_TEST(testParametersOutliveNothing);
	CPPUNIT_TEST(testManyDifferentStatementsWork);
	CPPUNIT_TEST(testKeptStatementSurvivesChangeOfTable);
	CPPUNIT_TEST(testSlowStatementTimesOut);
	CPPUNIT_TEST(testCancelFromAnotherThreadStopsTheStatement);
	CPPUNIT_TEST(testCancelWhenIdleDoesNothing);
	CPPUNIT_TEST(testPingAndResetLeaveTheConnectionUsable);
	CPPUNIT_TEST(testCompiledConditionsSelectTheRightRows);
	CPPUNIT_TEST(testInspectorSeesTablesAndColumns);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testColumnsAreNamed();
	void testAffectedRowsAreCounted();
	void testReturningGivesChangedRows();
	void testChangeIsDoneBeforeItsRowsAreRead();
	void testSameStatementTwiceAtOnceDoesNotMix();
	void testStatementWhileAnotherStreamsWorks();
	void testParametersOutliveNothing();
	void testManyDifferentStatementsWork();
	void testKeptStatementSurvivesChangeOfTable();
	void testSlowStatementTimesOut();
	void testCancelFromAnotherThreadStopsTheStatement();
	void testCancelWhenIdleDoesNothing();
	void testPingAndResetLeaveTheConnectionUsable();
	void testCompiledConditionsSelectTheRightRows();
	void testInspectorSeesTablesAndColumns();
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_StatementConformance_INCLUDED
