//
// SchemaFiltersTest.cpp
//
// Library: Tests
// Package: Service
//
// Which query parameters a schema gives its lists.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Service/SchemaBinding.h"
#include <cppunit/extensions/HelperMacros.h>
#include <algorithm>
#include <string>
#include <vector>


using namespace Athanor;


namespace {


struct Book: UUIDBase, AuditColumns
{
	std::string title;
	std::string genre;
	bool inStock = false;
	Decimal price;
	std::optional<Date> published;
	JsonText details;
	Bytes cover;

	static constexpr auto model()
	{
		return table(column("title", &Book::title), column("genre", &Book::genre),
					 column("in_stock", &Book::inStock), column("price", &Book::price),
					 column("published", &Book::published), column("details", &Book::details),
					 column("cover", &Book::cover));
	}
};


std::vector<std::string> namesOf(const Schema& schema)
{
	const SchemaBinding binding(schema, tableOf<Book>());
	std::vector<std::string> names;
	for (const FilterParameter& parameter : binding.filters().parameters())
	{
		names.push_back(parameter.name);
	}
	return names;
}


/// Why a schema cannot be bound.
std::string refusal(const Schema& schema)
{
	try
	{
		const SchemaBinding binding(schema, tableOf<Book>());
	}
	catch (const ImproperConfigurationException& exception)
	{
		return exception.message();
	}
	return "";
}


using Names = std::vector<std::string>;


} // namespace


class SchemaFiltersTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SchemaFiltersTest);
	CPPUNIT_TEST(testNothingIsFilterableUnlessDeclared);
	CPPUNIT_TEST(testParametersFollowTheTypeOfTheColumn);
	CPPUNIT_TEST(testParametersFollowTheNameInJson);
	CPPUNIT_TEST(testChoicesAreAParameterOfTheirOwn);
	CPPUNIT_TEST(testFieldsThatCannotBeFilteredAreRefused);
	CPPUNIT_TEST(testWriteOnlyFieldIsNeverBetrayed);
	CPPUNIT_TEST(testParametersOfTheSameNameAreRefused);
	CPPUNIT_TEST(testChoiceThatIsNotListedIsRefused);
	CPPUNIT_TEST(testSortKeysAreNamedAsInJson);
	CPPUNIT_TEST(testCamelCaseCapitalisesAllWordsButTheFirst);
	CPPUNIT_TEST_SUITE_END();

public:
	void testNothingIsFilterableUnlessDeclared()
	{
		const SchemaBinding binding(Schema::of(tableOf<Book>()), tableOf<Book>());
		CPPUNIT_ASSERT(binding.filters().parameters().empty());
		CPPUNIT_ASSERT(binding.filters().sortKeys().empty());
		CPPUNIT_ASSERT(!binding.filters().searches());
	}

	void testParametersFollowTheTypeOfTheColumn()
	{
		CPPUNIT_ASSERT(namesOf(Schema{}.field("id").filterable()) == Names{"ids"});
		CPPUNIT_ASSERT(namesOf(Schema{}.field("in_stock").filterable()) == Names{"inStock"});
		CPPUNIT_ASSERT(namesOf(Schema{}.field("price").filterable()) == (Names{"priceIn", "priceNotIn"}));
		CPPUNIT_ASSERT(namesOf(Schema{}.field("created_at").filterable()) ==
					   (Names{"createdBefore", "createdAfter"}));
		CPPUNIT_ASSERT(namesOf(Schema{}.field("updated_at").filterable()) ==
					   (Names{"updatedBefore", "updatedAfter"}));
		CPPUNIT_ASSERT(namesOf(Schema{}.field("published").filterable()) ==
					   (Names{"publishedBefore", "publishedAfter", "publishedIn", "publishedNotIn"}));
	}

	void testParametersFollowTheNameInJson()
	{
		CPPUNIT_ASSERT(namesOf(Schema{}.field("created_at").named("createdAt").filterable()) ==
					   (Names{"createdBefore", "createdAfter"}));
		CPPUNIT_ASSERT(namesOf(Schema{}.field("in_stock").named("available").filterable()) ==
					   Names{"available"});
	}

	void testChoicesAreAParameterOfTheirOwn()
	{
		CPPUNIT_ASSERT(namesOf(Schema{}.field("genre").choices({"poem", "novel"}).filterable()) ==
					   (Names{"genre", "genreIn", "genreNotIn"}));
	}

	void testFieldsThatCannotBeFilteredAreRefused()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("schema of table book: details is neither comparable nor sortable"),
							 refusal(Schema{}.field("details").filterable()));
		CPPUNIT_ASSERT(!refusal(Schema{}.field("cover").sortable()).empty());
		CPPUNIT_ASSERT_EQUAL(std::string("schema of table book: price is no text to be searched"),
							 refusal(Schema{}.field("price").searchable()));
		CPPUNIT_ASSERT(!refusal(Schema{}.field("price").choices({"1"})).empty());
		CPPUNIT_ASSERT(!refusal(Schema{}.field("title").matchFields({"isbn"})).empty());
	}

	void testWriteOnlyFieldIsNeverBetrayed()
	{
		for (const Schema& schema : {Schema{}.field("id").field("title").writeOnly().searchable(),
									 Schema{}.field("id").field("title").sortable().writeOnly(),
									 Schema{}.field("id").field("title").filterable().writeOnly()})
		{
			CPPUNIT_ASSERT(refusal(schema).find("title is write-only") != std::string::npos);
		}
	}

	void testParametersOfTheSameNameAreRefused()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("schema of table book: two query parameters would be named priceIn"),
			refusal(Schema{}.field("in_stock").named("price_in").filterable().field("price").filterable()));
		CPPUNIT_ASSERT_EQUAL(std::string("schema of table book: two query parameters would be named orderBy"),
							 refusal(Schema{}.field("in_stock").named("order_by").filterable()));
		CPPUNIT_ASSERT(
			!refusal(
				 Schema{}.field("in_stock").named("ids").filterable().field("id").named("key").filterable())
				 .empty());
	}

	void testChoiceThatIsNotListedIsRefused()
	{
		const SchemaBinding binding(Schema{}.field("genre").choices({"poem", "novel"}).filterable(),
									tableOf<Book>());
		std::string reason;
		binding.filters().condition(binding.filters().parameters()[0], {"novel", "play"}, reason);
		CPPUNIT_ASSERT_EQUAL(std::string("not one of poem, novel"), reason);
		binding.filters().condition(binding.filters().parameters()[0], {"novel", "poem"}, reason);
		CPPUNIT_ASSERT_EQUAL(std::string(), reason);
	}

	void testSortKeysAreNamedAsInJson()
	{
		const SchemaBinding binding(
			Schema{}.field("title").sortable().field("created_at").named("createdAt").sortable(),
			tableOf<Book>());
		CPPUNIT_ASSERT_EQUAL(std::string("title, createdAt"), binding.filters().orderNames());
		CPPUNIT_ASSERT_EQUAL(std::string("created_at"), binding.filters().sortKey("createdAt")->column);
		CPPUNIT_ASSERT(!binding.filters().sortKey("created_at"));
		CPPUNIT_ASSERT(!binding.filters().sortKey("price"));
	}

	void testCamelCaseCapitalisesAllWordsButTheFirst()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("createdAt"), camelCase("created_at"));
		CPPUNIT_ASSERT_EQUAL(std::string("isActive"), camelCase("isActive"));
		CPPUNIT_ASSERT_EQUAL(std::string("aBC"), camelCase("a_b_c"));
		CPPUNIT_ASSERT_EQUAL(std::string("x2Y"), camelCase("x2_y"));
		CPPUNIT_ASSERT_EQUAL(std::string("name"), camelCase("name"));
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(SchemaFiltersTest);
