//
// ListConformance.h
//
// Library: Tests
// Package: Conformance
//
// Columns that hold lists.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_ListConformance_INCLUDED
#define Athanor_Conformance_ListConformance_INCLUDED


#include "ConformanceFixture.h"
#include "RepositoryFace.h"


namespace Athanor::Conformance {


class ListConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(ListConformance);
	CPPUNIT_TEST(testListsComeAsTheyWereStored);
	CPPUNIT_TEST(testNullAndEmptyAreTwoThings);
	CPPUNIT_TEST(testUpdateOfAnEqualListChangesNothing);
	CPPUNIT_TEST(testListIsSelectedAndReturned);
	CPPUNIT_TEST(testListsAreTestedForNullOnly);
	CPPUNIT_TEST(testUnfitBodyIsRefused);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override;
	void tearDown() override;

	void testListsComeAsTheyWereStored();
	void testNullAndEmptyAreTwoThings();
	void testUpdateOfAnEqualListChangesNothing();
	void testListIsSelectedAndReturned();
	void testListsAreTestedForNullOnly();
	void testUnfitBodyIsRefused();

private:
	std::unique_ptr<RepositoryFace> _face;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_ListConformance_INCLUDED
