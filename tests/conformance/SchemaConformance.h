//
// SchemaConformance.h
//
// Library: Tests
// Package: Conformance
//
// What inspectors read of tables that the core made, and of those it did not.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_SchemaConformance_INCLUDED
#define Athanor_Conformance_SchemaConformance_INCLUDED


#include "ConformanceFixture.h"


namespace Athanor::Conformance {


class SchemaConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(SchemaConformance);
	CPPUNIT_TEST(testColumnsAreReadAsTheyWereMade);
	CPPUNIT_TEST(testConstraintsAreReadWithTheirNames);
	CPPUNIT_TEST(testForeignKeysAreReadWithTheirActions);
	CPPUNIT_TEST(testIndexesAreReadWithoutThoseOfConstraints);
	CPPUNIT_TEST(testIndexOnExpressionHasNoColumns);
	CPPUNIT_TEST(testMissingTableHasNoColumns);
	CPPUNIT_TEST(testNamesInQuotesAreRead);
	CPPUNIT_TEST(testEveryTypeReadsBackAsItsModel);
	CPPUNIT_TEST(testScratchIsAPlaceOfItsOwn);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testColumnsAreReadAsTheyWereMade();
	void testConstraintsAreReadWithTheirNames();
	void testForeignKeysAreReadWithTheirActions();
	void testIndexesAreReadWithoutThoseOfConstraints();
	void testIndexOnExpressionHasNoColumns();
	void testMissingTableHasNoColumns();
	void testNamesInQuotesAreRead();
	void testEveryTypeReadsBackAsItsModel();
	void testScratchIsAPlaceOfItsOwn();

private:
	InspectedTable inspect(Connection& connection, const std::string& table) const;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_SchemaConformance_INCLUDED
