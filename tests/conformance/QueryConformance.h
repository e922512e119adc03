//
// QueryConformance.h
//
// Library: Tests
// Package: Conformance
//
// Query repositories, blocking and asynchronous.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_QueryConformance_INCLUDED
#define Athanor_Conformance_QueryConformance_INCLUDED


#include "Athanor/Repository/StatementReader.h"
#include "ConformanceFixture.h"
#include "RepositoryFace.h"


namespace Athanor::Conformance {


class QueryConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(QueryConformance);
	CPPUNIT_TEST(testListAndCountOfGroups);
	CPPUNIT_TEST(testCountIsOfAllRowsWhateverThePage);
	CPPUNIT_TEST(testRowsHaveTheNamesAndTypesOfTheStatement);
	CPPUNIT_TEST(testGetOneGivesTheOnlyRow);
	CPPUNIT_TEST(testGetOneOfSeveralOrNoneThrows);
	CPPUNIT_TEST(testPlainSelectIsCountedAndPaged);
	CPPUNIT_TEST(testPlainGetOneKeepsItsOwnLimit);
	CPPUNIT_TEST(testMessagesAreThoseOfTheRepository);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override;
	void tearDown() override;

	void testListAndCountOfGroups();
	void testCountIsOfAllRowsWhateverThePage();
	void testRowsHaveTheNamesAndTypesOfTheStatement();
	void testGetOneGivesTheOnlyRow();
	void testGetOneOfSeveralOrNoneThrows();
	void testPlainSelectIsCountedAndPaged();
	void testPlainGetOneKeepsItsOwnLimit();
	void testMessagesAreThoseOfTheRepository();

protected:
	virtual bool isAsync() const
	{
		return false;
	}

private:
	using Queries = StatementReader;

	Queries queries();
	void addSales();

	std::unique_ptr<RepositoryFace> _face;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_QueryConformance_INCLUDED
