//
// SchemaConformance.h
//
// Library: Tests
// Package: Conformance
//
// Tables of models in a real database: what is declared really holds.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_SchemaConformance_INCLUDED
#define Athanor_Conformance_SchemaConformance_INCLUDED


#include "Athanor/Data/Engine.h"
#include "Athanor/Data/Session.h"
#include "ConformanceFixture.h"
#include <memory>


namespace Athanor::Conformance {


class SchemaConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(SchemaConformance);
	CPPUNIT_TEST(testUniqueColumnsRefuseASecondRow);
	CPPUNIT_TEST(testUniqueIndexRefusesASecondRow);
	CPPUNIT_TEST(testChecksRefuseRows);
	CPPUNIT_TEST(testEnumColumnRefusesOtherWords);
	CPPUNIT_TEST(testCompositeForeignKeyRefusesOrphans);
	CPPUNIT_TEST(testForeignKeyActionsAreTaken);
	CPPUNIT_TEST(testConstraintsHaveTheirNames);
	CPPUNIT_TEST(testServerDefaultsFillTheRow);
	CPPUNIT_TEST(testKeysOfEveryBaseAreMade);
	CPPUNIT_TEST(testTablesThatReferToEachOtherAreCreated);
	CPPUNIT_TEST(testCreateAllTwiceLeavesTablesAlone);
	CPPUNIT_TEST(testTypedObjectsSurviveTheDatabase);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override;
	void tearDown() override;

	void testUniqueColumnsRefuseASecondRow();
	void testUniqueIndexRefusesASecondRow();
	void testChecksRefuseRows();
	void testEnumColumnRefusesOtherWords();
	void testCompositeForeignKeyRefusesOrphans();
	void testForeignKeyActionsAreTaken();
	void testConstraintsHaveTheirNames();
	void testServerDefaultsFillTheRow();
	void testKeysOfEveryBaseAreMade();
	void testTablesThatReferToEachOtherAreCreated();
	void testCreateAllTwiceLeavesTablesAlone();
	void testTypedObjectsSurviveTheDatabase();

private:
	void createHalls();

	std::unique_ptr<Engine> _engine;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_SchemaConformance_INCLUDED
