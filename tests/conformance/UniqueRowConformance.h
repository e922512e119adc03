//
// UniqueRowConformance.h
//
// Library: Tests
// Package: Conformance
//
// Rows that are told by a unique name: slugs, and get or create.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_UniqueRowConformance_INCLUDED
#define Athanor_Conformance_UniqueRowConformance_INCLUDED


#include "Athanor/Repository/TableRepository.h"
#include "ConformanceFixture.h"
#include "RepositoryFace.h"


namespace Athanor::Conformance {


class UniqueRowConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(UniqueRowConformance);
	CPPUNIT_TEST(testGetBySlugFindsItsRow);
	CPPUNIT_TEST(testAvailableSlugIsThatOfTheText);
	CPPUNIT_TEST(testAvailableSlugOfATakenOneIsAnother);
	CPPUNIT_TEST(testAvailableSlugFitsTheColumn);
	CPPUNIT_TEST(testAvailableSlugOfATextWithoutLetters);
	CPPUNIT_TEST(testGetOrCreateCreatesOnce);
	CPPUNIT_TEST(testGetOrCreateLeavesTheRowAsItIs);
	CPPUNIT_TEST(testGetOrCreateByNamedColumns);
	CPPUNIT_TEST(testGetOrCreateWithoutAUniqueKeyThrows);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override;
	void tearDown() override;

	void testGetBySlugFindsItsRow();
	void testAvailableSlugIsThatOfTheText();
	void testAvailableSlugOfATakenOneIsAnother();
	void testAvailableSlugFitsTheColumn();
	void testAvailableSlugOfATextWithoutLetters();
	void testGetOrCreateCreatesOnce();
	void testGetOrCreateLeavesTheRowAsItIs();
	void testGetOrCreateByNamedColumns();
	void testGetOrCreateWithoutAUniqueKeyThrows();

protected:
	virtual bool isAsync() const
	{
		return false;
	}

private:
	TableRepository posts();
	Record addPost(const std::string& slug, const std::string& title = {});

	std::unique_ptr<RepositoryFace> _face;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_UniqueRowConformance_INCLUDED
