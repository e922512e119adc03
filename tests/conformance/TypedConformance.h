//
// TypedConformance.h
//
// Library: Tests
// Package: Conformance
//
// Typed statements give the same from every database, in sessions of both faces.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_TypedConformance_INCLUDED
#define Athanor_Conformance_TypedConformance_INCLUDED


#include "ConformanceFixture.h"
#include "RepositoryFace.h"


namespace Athanor::Conformance {


class TypedConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(TypedConformance);
	CPPUNIT_TEST(testObjectsComeAsTheyWereInserted);
	CPPUNIT_TEST(testConditionsOrderAndPage);
	CPPUNIT_TEST(testValuesOfOneColumnAndOfSeveral);
	CPPUNIT_TEST(testAggregatesOfAllRows);
	CPPUNIT_TEST(testSmallestAndLargestOfEveryType);
	CPPUNIT_TEST(testAggregatesOfNoRowsAreNothing);
	CPPUNIT_TEST(testGroupsAreCountedAndOrdered);
	CPPUNIT_TEST(testGroupsHavePages);
	CPPUNIT_TEST(testEqualDecimalsAreOneGroup);
	CPPUNIT_TEST(testDistinctGivesNoRowTwice);
	CPPUNIT_TEST(testSumThatIsTooLargeIsRefused);
	CPPUNIT_TEST(testExistsLooksIntoTheOtherTable);
	CPPUNIT_TEST(testInsertOfSomeColumnsGeneratesTheOthers);
	CPPUNIT_TEST(testInsertReturnsTheRowsAsStored);
	CPPUNIT_TEST(testUpdateChangesWhatMatchesAndItsMoment);
	CPPUNIT_TEST(testRemoveReturnsWhatItRemoved);
	CPPUNIT_TEST(testChangesOfAllRowsHaveToBeMeant);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override;
	void tearDown() override;

	void testObjectsComeAsTheyWereInserted();
	void testConditionsOrderAndPage();
	void testValuesOfOneColumnAndOfSeveral();
	void testAggregatesOfAllRows();
	void testSmallestAndLargestOfEveryType();
	void testAggregatesOfNoRowsAreNothing();
	void testGroupsAreCountedAndOrdered();
	void testGroupsHavePages();
	void testEqualDecimalsAreOneGroup();
	void testDistinctGivesNoRowTwice();
	void testSumThatIsTooLargeIsRefused();
	void testExistsLooksIntoTheOtherTable();
	void testInsertOfSomeColumnsGeneratesTheOthers();
	void testInsertReturnsTheRowsAsStored();
	void testUpdateChangesWhatMatchesAndItsMoment();
	void testRemoveReturnsWhatItRemoved();
	void testChangesOfAllRowsHaveToBeMeant();

protected:
	virtual bool isAsync() const
	{
		return false;
	}

private:
	template <typename S>
	typename S::Result execute(const S& statement);
	void addWorks();

	std::unique_ptr<RepositoryFace> _face;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_TypedConformance_INCLUDED
