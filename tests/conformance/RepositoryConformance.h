//
// RepositoryConformance.h
//
// Library: Tests
// Package: Conformance
//
// Repositories, blocking and asynchronous: the same answers from every database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_RepositoryConformance_INCLUDED
#define Athanor_Conformance_RepositoryConformance_INCLUDED


#include "ConformanceFixture.h"
#include "RepositoryFace.h"
#include "Athanor/Repository/TableRepository.h"


namespace Athanor::Conformance {


/// The numbers in comments are the cases of the reference's list of behaviours.
class RepositoryConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(RepositoryConformance);
	CPPUNIT_TEST(testCountWithAndWithoutFilters);
	CPPUNIT_TEST(testGetManyAndCountIsExactAlsoPastTheEnd);
	CPPUNIT_TEST(testGetOfUnknownKeyThrowsAndOrNoneIsNothing);
	CPPUNIT_TEST(testGetOneOfSeveralThrowsMultipleResults);
	CPPUNIT_TEST(testGetByAnotherColumn);
	CPPUNIT_TEST(testUpdateKeepsColumnsThatAreNotSet);
	CPPUNIT_TEST(testUpdateManyReturnsFreshRowsInOrder);
	CPPUNIT_TEST(testUpdateManyWithAMissingRowChangesNothing);
	CPPUNIT_TEST(testUpdateManyWithoutKeyThrows);
	CPPUNIT_TEST(testUpdatedAtMovesOnRealChangesOnly);
	CPPUNIT_TEST(testBulkUpdatesSetUpdatedAt);
	CPPUNIT_TEST(testErrorMessagesOfCallRepositoryAndDefault);
	CPPUNIT_TEST(testErrorMessagesAreOfTheirKind);
	CPPUNIT_TEST(testCompositeKeyByTupleAndMap);
	CPPUNIT_TEST(testKeysOfAnotherShapeThrowExactTexts);
	CPPUNIT_TEST(testCompositeKeyUpsertExistingNewAndMixed);
	CPPUNIT_TEST(testUpsertByMatchFields);
	CPPUNIT_TEST(testUpsertOfSeveralMatchesThrows);
	CPPUNIT_TEST(testUpsertOfPartOfARowUpdatesIt);
	CPPUNIT_TEST(testUpsertManyWithTheSameRowTwice);
	CPPUNIT_TEST(testGetOrUpsertOnExistingAndMissing);
	CPPUNIT_TEST(testGetAndUpdateSaysWhetherAnythingChanged);
	CPPUNIT_TEST(testLockedRowIsRefusedToOthers);
	CPPUNIT_TEST(testAddManyReturnsCountedKeysInOrder);
	CPPUNIT_TEST(testAddManyOfMoreRowsThanOneStatementTakes);
	CPPUNIT_TEST(testAddManyWithARefusedRowKeepsNone);
	CPPUNIT_TEST(testRowOfAnotherSessionIsRemovedOnce);
	CPPUNIT_TEST(testRemoveManyIgnoresMissingKeysAndReturnsTheRemoved);
	CPPUNIT_TEST(testRemoveWhereRefusesAnEmptyCondition);
	CPPUNIT_TEST(testExists);
	CPPUNIT_TEST(testAutoCommitKeepsEachWrite);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override;
	void tearDown() override;

	void testCountWithAndWithoutFilters();
	void testGetManyAndCountIsExactAlsoPastTheEnd();
	void testGetOfUnknownKeyThrowsAndOrNoneIsNothing();
	void testGetOneOfSeveralThrowsMultipleResults();
	void testGetByAnotherColumn();
	void testUpdateKeepsColumnsThatAreNotSet();
	void testUpdateManyReturnsFreshRowsInOrder();
	void testUpdateManyWithAMissingRowChangesNothing();
	void testUpdateManyWithoutKeyThrows();
	void testUpdatedAtMovesOnRealChangesOnly();
	void testBulkUpdatesSetUpdatedAt();
	void testErrorMessagesOfCallRepositoryAndDefault();
	void testErrorMessagesAreOfTheirKind();
	void testCompositeKeyByTupleAndMap();
	void testKeysOfAnotherShapeThrowExactTexts();
	void testCompositeKeyUpsertExistingNewAndMixed();
	void testUpsertByMatchFields();
	void testUpsertOfSeveralMatchesThrows();
	void testUpsertOfPartOfARowUpdatesIt();
	void testUpsertManyWithTheSameRowTwice();
	void testGetOrUpsertOnExistingAndMissing();
	void testGetAndUpdateSaysWhetherAnythingChanged();
	void testLockedRowIsRefusedToOthers();
	void testAddManyReturnsCountedKeysInOrder();
	void testAddManyOfMoreRowsThanOneStatementTakes();
	void testAddManyWithARefusedRowKeepsNone();
	void testRowOfAnotherSessionIsRemovedOnce();
	void testRemoveManyIgnoresMissingKeysAndReturnsTheRemoved();
	void testRemoveWhereRefusesAnEmptyCondition();
	void testExists();
	void testAutoCommitKeepsEachWrite();

protected:
	virtual bool isAsync() const
	{
		return false;
	}

private:
	Record addMember(const std::string& email, const Value& name = {}, int points = 0);
	Record addSeat(const std::string& room, int number, const Value& guest = {});
	/// What the task throws says; `nothing` if it does not throw an Exception.
	template <typename Exception, typename T>
	std::string messageOf(Task<T> task);
	void rollback();

	std::unique_ptr<RepositoryFace> _face;
	std::unique_ptr<TableRepository> _members;
	std::unique_ptr<TableRepository> _seats;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_RepositoryConformance_INCLUDED
