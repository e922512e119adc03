//
// FilterConformance.h
//
// Library: Tests
// Package: Conformance
//
// Conditions and filters select the same rows on every database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_FilterConformance_INCLUDED
#define Athanor_Conformance_FilterConformance_INCLUDED


#include "Athanor/Query/Filters.h"
#include "ConformanceFixture.h"
#include "RepositoryFace.h"


namespace Athanor::Conformance {


class FilterConformance: public Fixture
{
	CPPUNIT_TEST_SUITE(FilterConformance);
	CPPUNIT_TEST(testBeforeAfterFilterIsStrict);
	CPPUNIT_TEST(testOnBeforeAfterFilterIsInclusive);
	CPPUNIT_TEST(testCollectionFilterSelectsListEmptyOrAll);
	CPPUNIT_TEST(testNotInCollectionFilterWithEmptyListSelectsAll);
	CPPUNIT_TEST(testNullInListMeansIsNull);
	CPPUNIT_TEST(testChoicesAndBooleanFilter);
	CPPUNIT_TEST(testNullAndNotNullFilter);
	CPPUNIT_TEST(testSearchFilterTellsCasesApart);
	CPPUNIT_TEST(testSearchFilterIgnoringCaseFoldsLettersOfAsciiOnly);
	CPPUNIT_TEST(testSearchFilterOverSeveralFieldsOrs);
	CPPUNIT_TEST(testNotInSearchFilterAndsOverFields);
	CPPUNIT_TEST(testSearchedWildcardsMeanThemselves);
	CPPUNIT_TEST(testComparisonFilterOrders);
	CPPUNIT_TEST(testComparisonFilterLists);
	CPPUNIT_TEST(testComparisonFilterPatterns);
	CPPUNIT_TEST(testPatternCharacterIsNotAByte);
	CPPUNIT_TEST(testComparisonFilterEndsWithLooksAtTheEnd);
	CPPUNIT_TEST(testComparisonFilterDateEqCoversTheDay);
	CPPUNIT_TEST(testDecimalsCompareByValue);
	CPPUNIT_TEST(testTextOrdersByCodePoints);
	CPPUNIT_TEST(testComparedColumns);
	CPPUNIT_TEST(testExistsFilterOperators);
	CPPUNIT_TEST(testNotExistsFilterOperators);
	CPPUNIT_TEST(testExistsOverTheSameTable);
	CPPUNIT_TEST(testExistsInExists);
	CPPUNIT_TEST(testFilterGroupOrs);
	CPPUNIT_TEST(testMultiFilterOfNestedGroups);
	CPPUNIT_TEST(testMultiFilterThatIsWrongIsRefusedWithItsPath);
	CPPUNIT_TEST(testLimitOffsetAndOrderByFilter);
	CPPUNIT_TEST(testNullsComeLastAscendingAndFirstDescending);
	CPPUNIT_TEST(testListsOfEveryTypeAndLength);
	CPPUNIT_TEST(testLongChainsOfConditions);
	CPPUNIT_TEST(testTooManyValuesAreRefusedBeforeTheDatabase);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override;
	void tearDown() override;

	void testBeforeAfterFilterIsStrict();
	void testOnBeforeAfterFilterIsInclusive();
	void testCollectionFilterSelectsListEmptyOrAll();
	void testNotInCollectionFilterWithEmptyListSelectsAll();
	void testNullInListMeansIsNull();
	void testChoicesAndBooleanFilter();
	void testNullAndNotNullFilter();
	void testSearchFilterTellsCasesApart();
	void testSearchFilterIgnoringCaseFoldsLettersOfAsciiOnly();
	void testSearchFilterOverSeveralFieldsOrs();
	void testNotInSearchFilterAndsOverFields();
	void testSearchedWildcardsMeanThemselves();
	void testComparisonFilterOrders();
	void testComparisonFilterLists();
	void testComparisonFilterPatterns();
	void testPatternCharacterIsNotAByte();
	void testComparisonFilterEndsWithLooksAtTheEnd();
	void testComparisonFilterDateEqCoversTheDay();
	void testDecimalsCompareByValue();
	void testTextOrdersByCodePoints();
	void testComparedColumns();
	void testExistsFilterOperators();
	void testNotExistsFilterOperators();
	void testExistsOverTheSameTable();
	void testExistsInExists();
	void testFilterGroupOrs();
	void testMultiFilterOfNestedGroups();
	void testMultiFilterThatIsWrongIsRefusedWithItsPath();
	void testLimitOffsetAndOrderByFilter();
	void testNullsComeLastAscendingAndFirstDescending();
	void testListsOfEveryTypeAndLength();
	void testLongChainsOfConditions();
	void testTooManyValuesAreRefusedBeforeTheDatabase();

protected:
	virtual bool isAsync() const
	{
		return false;
	}

private:
	ResultSetPtr ask(const CompiledStatement& compiled);
	void makeTable(const Table& table);
	void addPerson(int id, const Value& name, const Value& nick, const Value& born, const Value& seen);
	void addPet(int id, int owner, const std::string& name, int legs);
	/// The ids of the persons that the filters select, as `1 2 3`.
	std::string ids(const std::vector<Filter>& filters);
	std::string idsOf(const Query& query);

	std::unique_ptr<RepositoryFace> _face;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_FilterConformance_INCLUDED
