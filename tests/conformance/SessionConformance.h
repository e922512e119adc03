//
// SessionConformance.h
//
// Library: Tests
// Package: Conformance
//
// Sessions of the core over each backend.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_SessionConformance_INCLUDED
#define Athanor_Conformance_SessionConformance_INCLUDED


#include "ConformanceFixture.h"


namespace Athanor::Conformance {


class SessionConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(SessionConformance);
	CPPUNIT_TEST(testCommitKeepsAndCloseRollsBack);
	CPPUNIT_TEST(testNamedParametersMayRepeat);
	CPPUNIT_TEST(testFailedSessionRefusesUntilRollback);
	CPPUNIT_TEST(testSavepointScopeRecoversFromItsFailure);
	CPPUNIT_TEST(testTwoSessionsDoNotSeeEachOthersWork);
	CPPUNIT_TEST(testSessionThatReadFirstMayWriteAndSeesItsWork);
	CPPUNIT_TEST(testConnectionsComeBack);
	CPPUNIT_TEST(testReadModifyWriteOfManyThreadsLosesNothing);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testCommitKeepsAndCloseRollsBack();
	void testNamedParametersMayRepeat();
	void testFailedSessionRefusesUntilRollback();
	void testSavepointScopeRecoversFromItsFailure();
	void testTwoSessionsDoNotSeeEachOthersWork();
	void testSessionThatReadFirstMayWriteAndSeesItsWork();
	void testConnectionsComeBack();
	void testReadModifyWriteOfManyThreadsLosesNothing();
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_SessionConformance_INCLUDED
