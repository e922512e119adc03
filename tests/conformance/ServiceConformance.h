//
// ServiceConformance.h
//
// Library: Tests
// Package: Conformance
//
// Services over each backend, blocking and asynchronous.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_ServiceConformance_INCLUDED
#define Athanor_Conformance_ServiceConformance_INCLUDED


#include "Athanor/Data/UnitOfWork.h"
#include "ConformanceFixture.h"


namespace Athanor::Conformance {


/// Each test is one coroutine, run over a blocking session and then over an asynchronous one where the backend has such.
class ServiceConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(ServiceConformance);
	CPPUNIT_TEST(testCreateIsShownAsItsSchemaSays);
	CPPUNIT_TEST(testUpdateWritesWhatWasSentOnly);
	CPPUNIT_TEST(testUpdateWithUnsetFieldsWritesDefaultsForThatCallOnly);
	CPPUNIT_TEST(testUpdateHookSeesTheDataAndItsResultIsStored);
	CPPUNIT_TEST(testPageHasItemsLimitOffsetAndTotal);
	CPPUNIT_TEST(testRemoveManyTakesKeysAndObjectsMixed);
	CPPUNIT_TEST(testRemoveWhereRemovesWhatMatches);
	CPPUNIT_TEST(testUpdateManyChangesAllRows);
	CPPUNIT_TEST(testUpdateManyTakesObjectsNamesAndBodiesMixed);
	CPPUNIT_TEST(testUpsertFindsItsRowByMatchFields);
	CPPUNIT_TEST(testUpsertOfNewRowNeedsWhatACreateNeeds);
	CPPUNIT_TEST(testUpsertManyInsertsAndChanges);
	CPPUNIT_TEST(testGetOrUpsertSaysWhetherTheRowIsNew);
	CPPUNIT_TEST(testBulkCreateNamesAllRefusedRowsAndKeepsNone);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testCreateIsShownAsItsSchemaSays();
	void testUpdateWritesWhatWasSentOnly();
	void testUpdateWithUnsetFieldsWritesDefaultsForThatCallOnly();
	void testUpdateHookSeesTheDataAndItsResultIsStored();
	void testPageHasItemsLimitOffsetAndTotal();
	void testRemoveManyTakesKeysAndObjectsMixed();
	void testRemoveWhereRemovesWhatMatches();
	void testUpdateManyChangesAllRows();
	void testUpdateManyTakesObjectsNamesAndBodiesMixed();
	void testUpsertFindsItsRowByMatchFields();
	void testUpsertOfNewRowNeedsWhatACreateNeeds();
	void testUpsertManyInsertsAndChanges();
	void testGetOrUpsertSaysWhetherTheRowIsNew();
	void testBulkCreateNamesAllRefusedRowsAndKeepsNone();

private:
	using Body = Task<void> (*)(UnitOfWork&);

	void runOnBothFaces(Body body);
	void runBlocking(Body body);
	void runAsynchronously(Body body);
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_ServiceConformance_INCLUDED
