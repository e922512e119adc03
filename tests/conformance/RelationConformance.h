//
// RelationConformance.h
//
// Library: Tests
// Package: Conformance
//
// Relations of every kind: loaded in a fixed number of statements, written with their rows.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_RelationConformance_INCLUDED
#define Athanor_Conformance_RelationConformance_INCLUDED


#include "Athanor/Data/UnitOfWork.h"
#include "ConformanceFixture.h"
#include "CountingBackend.h"


namespace Athanor::Conformance {


/// Each test is one coroutine, run over a blocking session and then, on a database of its own, over an asynchronous one
/// where the backend has such.
class RelationConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(RelationConformance);
	CPPUNIT_TEST(testNothingIsLoadedThatWasNotAskedFor);
	CPPUNIT_TEST(testOneToManyIsLoadedInOneMoreStatement);
	CPPUNIT_TEST(testManyToOneIsLoadedInOneMoreStatement);
	CPPUNIT_TEST(testManyToManyIsLoadedInTwoMoreStatements);
	CPPUNIT_TEST(testChainIsLoadedLevelByLevel);
	CPPUNIT_TEST(testLoadAllLoadsEveryRelationOnce);
	CPPUNIT_TEST(testCompositeKeysAreFollowed);
	CPPUNIT_TEST(testRowsThatReferToThemselvesAreFollowed);
	CPPUNIT_TEST(testNestedObjectsAreCreatedTogether);
	CPPUNIT_TEST(testRelatedRowThatExistsIsLinkedNotDoubled);
	CPPUNIT_TEST(testUpdateLeavesRelationsAlone);
	CPPUNIT_TEST(testOneToManyIsReplaced);
	CPPUNIT_TEST(testOwnedRowsLeftOutAreRemoved);
	CPPUNIT_TEST(testManyToOneIsReplaced);
	CPPUNIT_TEST(testManyToManyIsReplaced);
	CPPUNIT_TEST(testRemovedRowTakesItsAssociationsAlong);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testNothingIsLoadedThatWasNotAskedFor();
	void testOneToManyIsLoadedInOneMoreStatement();
	void testManyToOneIsLoadedInOneMoreStatement();
	void testManyToManyIsLoadedInTwoMoreStatements();
	void testChainIsLoadedLevelByLevel();
	void testLoadAllLoadsEveryRelationOnce();
	void testCompositeKeysAreFollowed();
	void testRowsThatReferToThemselvesAreFollowed();
	void testNestedObjectsAreCreatedTogether();
	void testRelatedRowThatExistsIsLinkedNotDoubled();
	void testUpdateLeavesRelationsAlone();
	void testOneToManyIsReplaced();
	void testOwnedRowsLeftOutAreRemoved();
	void testManyToOneIsReplaced();
	void testManyToManyIsReplaced();
	void testRemovedRowTakesItsAssociationsAlong();

private:
	using Body = Task<void> (*)(UnitOfWork&, const CountingBackend&);

	void runOnBothFaces(Body body);
	void runBlocking(Body body);
	void runAsynchronously(Body body);
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_RelationConformance_INCLUDED
