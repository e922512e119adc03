//
// HostileStringsConformance.h
//
// Library: Tests
// Package: Conformance
//
// 500 naughty and 125 injected texts as names and as values: no row that was not asked for, no statement that fails.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_HostileStringsConformance_INCLUDED
#define Athanor_Conformance_HostileStringsConformance_INCLUDED


#include "ConformanceFixture.h"
#include "RepositoryFace.h"
#include "Athanor/Query/Condition.h"
#include "Athanor/Repository/TableRepository.h"


namespace Athanor::Conformance {


class HostileStringsConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(HostileStringsConformance);
	CPPUNIT_TEST(testValuesAreStoredAndFoundAsTheyAre);
	CPPUNIT_TEST(testValuesOfEveryTextConditionMeanThemselves);
	CPPUNIT_TEST(testListsOfValuesMeanThemselves);
	CPPUNIT_TEST(testValuesOfMultiFiltersMeanThemselves);
	CPPUNIT_TEST(testValuesOfPlainSqlMeanThemselves);
	CPPUNIT_TEST(testColumnsOfConditionsAreRefused);
	CPPUNIT_TEST(testColumnsOfOrdersAndMatchesAreRefused);
	CPPUNIT_TEST(testFieldsOfMultiFiltersAreRefused);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override;
	void tearDown() override;

	void testValuesAreStoredAndFoundAsTheyAre();
	void testValuesOfEveryTextConditionMeanThemselves();
	void testListsOfValuesMeanThemselves();
	void testValuesOfMultiFiltersMeanThemselves();
	void testValuesOfPlainSqlMeanThemselves();
	void testColumnsOfConditionsAreRefused();
	void testColumnsOfOrdersAndMatchesAreRefused();
	void testFieldsOfMultiFiltersAreRefused();

protected:
	virtual bool isAsync() const
	{
		return false;
	}

private:
	std::int64_t count(const std::optional<Condition>& condition);
	void expectCount(const std::string& text, std::int64_t expected, const Condition& condition);
	/// The task throws InvalidRequestException.
	template <typename T>
	void refuses(const std::string& text, Task<T> task);

	std::unique_ptr<RepositoryFace> _face;
	std::unique_ptr<TableRepository> _notes;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_HostileStringsConformance_INCLUDED
