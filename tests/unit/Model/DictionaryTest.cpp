//
// DictionaryTest.cpp
//
// Library: Tests
// Package: Model
//
// Objects as names and values.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Dictionary.h"
#include <cppunit/extensions/HelperMacros.h>


namespace DictionarySamples {


using namespace Athanor;


struct Book: BigIntAuditBase
{
	std::string title;
	std::optional<std::int32_t> year;
	std::vector<Book> sequels;
	std::optional<std::int64_t> prequel;

	static constexpr auto model()
	{
		return table(column("title", &Book::title), column("year", &Book::year),
					 column("prequel", &Book::prequel),
					 relation("sequels", &Book::sequels).foreignKey("prequel"));
	}
};


std::string namesIn(const Dictionary& dictionary)
{
	std::string names;
	for (const auto& [name, value] : dictionary)
		names += name + " ";
	return names;
}


} // namespace DictionarySamples


using namespace DictionarySamples;


class DictionaryTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(DictionaryTest);
	CPPUNIT_TEST(testColumnsStandInTheOrderOfTheTable);
	CPPUNIT_TEST(testWhatIsNotSetIsLeftOut);
	CPPUNIT_TEST(testExcludedColumnsAreLeftOut);
	CPPUNIT_TEST_SUITE_END();

public:
	void testColumnsStandInTheOrderOfTheTable()
	{
		Book book;
		book.id = 7;
		book.title = "Curtain";
		book.createdAt = book.updatedAt = DateTime::now();
		book.sequels.resize(1);
		const Dictionary dictionary = toDict(book);
		CPPUNIT_ASSERT_EQUAL(std::string("id title year prequel created_at updated_at "),
							 namesIn(dictionary));
		CPPUNIT_ASSERT(dictionary.at(0).second == Value(7));
		CPPUNIT_ASSERT(dictionary.at(1).second == Value("Curtain"));
		CPPUNIT_ASSERT(dictionary.at(2).second.isNull());
	}

	void testWhatIsNotSetIsLeftOut()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("title year prequel "), namesIn(toDict(Book{})));
		CPPUNIT_ASSERT(toDict(Record(tableOf<Book>())).empty());
	}

	void testExcludedColumnsAreLeftOut()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("title "),
							 namesIn(toDict(Book{}, {"year", "prequel", "no such column"})));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(DictionaryTest);
