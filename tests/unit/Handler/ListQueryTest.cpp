//
// ListQueryTest.cpp
//
// Library: Tests
// Package: Handler
//
// From query parameters to the query of a list.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/ListQuery.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Service/SchemaBinding.h"
#include <cppunit/extensions/HelperMacros.h>
#include <functional>
#include <string>
#include <utility>
#include <vector>


using namespace Athanor;


namespace {


struct Book: UUIDBase, AuditColumns
{
	std::string title;
	std::string genre;
	bool inStock = false;
	std::int32_t pages = 0;

	static constexpr auto model()
	{
		return table(column("title", &Book::title), column("genre", &Book::genre),
					 column("in_stock", &Book::inStock), column("pages", &Book::pages));
	}
};


const SchemaBinding& books()
{
	static const SchemaBinding binding(Schema{}
										   .field("id")
										   .filterable()
										   .field("title")
										   .searchable()
										   .sortable()
										   .field("genre")
										   .choices({"poem", "novel"})
										   .filterable()
										   .field("in_stock")
										   .filterable()
										   .field("pages")
										   .filterable()
										   .sortable()
										   .field("created_at")
										   .readOnly()
										   .filterable(),
									   tableOf<Book>());
	return binding;
}


Query queryOf(const std::string& text)
{
	QueryParameters parameters(text);
	return readListQuery(parameters, books().filters(), PageLimits());
}


/// The one condition of a query.
Condition conditionOf(const std::string& text)
{
	const Query query = queryOf(text);
	CPPUNIT_ASSERT_MESSAGE(text, query.where.has_value());
	return *query.where;
}


std::string refusalOf(const std::string& text)
{
	try
	{
		queryOf(text);
	}
	catch (const HttpException& refusal)
	{
		return std::to_string(refusal.status()) + ": " + refusal.message();
	}
	return "accepted";
}


const std::string id = "97108ac1-ffcb-411d-8b1e-d9183399f63b";


} // namespace


class ListQueryTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ListQueryTest);
	CPPUNIT_TEST(testNoParametersIsFirstPageOfAll);
	CPPUNIT_TEST(testRepeatedValuesAreOneMembership);
	CPPUNIT_TEST(testBooleanIsEqual);
	CPPUNIT_TEST(testMomentsAreStrict);
	CPPUNIT_TEST(testSeveralFiltersMustAllHold);
	CPPUNIT_TEST(testEmptySearchIsNoFilter);
	CPPUNIT_TEST(testOrderIsAscendingUnlessToldOtherwise);
	CPPUNIT_TEST(testDirectionAloneOrdersByTheFirstSortableField);
	CPPUNIT_TEST(testWrongValuesNameTheParameterAndWhatIsAllowed);
	CPPUNIT_TEST(testSingleValuedParametersGivenTwiceAre400);
	CPPUNIT_TEST(testParametersOfServiceAreKnown);
	CPPUNIT_TEST(testUnknownParameterListsThoseOfTheService);
	CPPUNIT_TEST_SUITE_END();

public:
	void testNoParametersIsFirstPageOfAll()
	{
		const Query query = queryOf("");
		CPPUNIT_ASSERT(!query.where);
		CPPUNIT_ASSERT(query.orderBy.empty());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{20}, query.page->limit);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, query.page->offset);
	}

	void testRepeatedValuesAreOneMembership()
	{
		const Condition in = conditionOf("pagesIn=1&pagesIn=-2");
		CPPUNIT_ASSERT(in.kind() == Condition::Kind::In);
		CPPUNIT_ASSERT_EQUAL(std::string("pages"), in.column());
		CPPUNIT_ASSERT(in.values() == (std::vector<Value>{1, -2}));
		CPPUNIT_ASSERT(conditionOf("ids=" + id).values() == std::vector<Value>{UUID::parse(id)});
		CPPUNIT_ASSERT(conditionOf("genre=novel&genre=poem").values() ==
					   (std::vector<Value>{"novel", "poem"}));
		CPPUNIT_ASSERT(conditionOf("pagesNotIn=1").kind() == Condition::Kind::Not);
	}

	void testBooleanIsEqual()
	{
		const Condition is = conditionOf("inStock=false");
		CPPUNIT_ASSERT(is.kind() == Condition::Kind::Compare);
		CPPUNIT_ASSERT(is.comparison() == Comparison::Equal);
		CPPUNIT_ASSERT(is.values() == std::vector<Value>{false});
	}

	void testMomentsAreStrict()
	{
		CPPUNIT_ASSERT(conditionOf("createdBefore=2024-01-02T03:04:05Z").comparison() == Comparison::Less);
		const Condition after = conditionOf("createdAfter=2024-01-02");
		CPPUNIT_ASSERT(after.comparison() == Comparison::Greater);
		CPPUNIT_ASSERT(after.values() == std::vector<Value>{DateTime::parse("2024-01-02T00:00:00Z")});
	}

	void testSeveralFiltersMustAllHold()
	{
		const Condition all = conditionOf("inStock=true&genre=poem&createdAfter=2024-01-02");
		CPPUNIT_ASSERT(all.kind() == Condition::Kind::All);
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, all.operands().size());
	}

	void testEmptySearchIsNoFilter()
	{
		CPPUNIT_ASSERT(!queryOf("searchString=").where);
		CPPUNIT_ASSERT(queryOf("searchString=x&searchIgnoreCase=true").where.has_value());
	}

	void testOrderIsAscendingUnlessToldOtherwise()
	{
		const Query ascending = queryOf("orderBy=pages");
		CPPUNIT_ASSERT_EQUAL(std::string("pages"), ascending.orderBy.at(0).column);
		CPPUNIT_ASSERT(!ascending.orderBy.at(0).descending);
		CPPUNIT_ASSERT(!queryOf("orderBy=title&sortOrder=asc").orderBy.at(0).descending);
		CPPUNIT_ASSERT(queryOf("orderBy=title&sortOrder=desc").orderBy.at(0).descending);
	}

	void testDirectionAloneOrdersByTheFirstSortableField()
	{
		const Query query = queryOf("sortOrder=desc");
		CPPUNIT_ASSERT_EQUAL(std::string("title"), query.orderBy.at(0).column);
		CPPUNIT_ASSERT(query.orderBy.at(0).descending);
	}

	void testWrongValuesNameTheParameterAndWhatIsAllowed()
	{
		const std::vector<std::pair<std::string, std::string>> table{
			{"ids=7", "\"ids\" is not a UUID"},
			{"ids=", "\"ids\" is not a UUID"},
			{"ids=" + id + "&ids=x", "\"ids\" is not a UUID"},
			{"inStock=1", "\"inStock\" is not true or false"},
			{"genre=play", "\"genre\" is not one of poem, novel"},
			{"genreNotIn=play", "\"genreNotIn\" is not one of poem, novel"},
			{"pagesIn=1.5", "\"pagesIn\" is not an integer"},
			{"pagesIn=2147483648", "\"pagesIn\" is out of range (-2147483648 to 2147483647)"},
			{"createdBefore=soon", "\"createdBefore\" is not a timestamp (RFC 3339)"},
			{"orderBy=created_at", "\"orderBy\" must be one of title, pages"},
			{"orderBy=", "\"orderBy\" must be one of title, pages"},
			{"orderBy=title&sortOrder=ASC", "\"sortOrder\" must be asc or desc"},
			{"searchString=x&searchIgnoreCase=yes", "\"searchIgnoreCase\" must be true or false"}};
		for (const auto& [text, detail] : table)
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, "400: The parameter " + detail, refusalOf(text));
		}
	}

	void testSingleValuedParametersGivenTwiceAre400()
	{
		for (const std::string name :
			 {"inStock", "createdBefore", "searchString", "searchIgnoreCase", "orderBy", "sortOrder"})
		{
			std::string text = name;
			text.append("=true&").append(name).append("=true");
			CPPUNIT_ASSERT_EQUAL("400: The parameter \"" + name + "\" was given twice", refusalOf(text));
		}
	}

	void testParametersOfServiceAreKnown()
	{
		QueryParameters parameters("ids=" + id +
								   "&title=x&currentPage=1&pageSize=2&searchString=a&searchIgnoreCase=true&"
								   "orderBy=title&sortOrder=asc&genre=poem&genreIn=poem&genreNotIn=poem&"
								   "inStock=true&pagesIn=1&pagesNotIn=2&createdBefore=2024-01-01&"
								   "createdAfter=2024-01-01");
		readListQuery(parameters, books().filters(), PageLimits());
		CPPUNIT_ASSERT_EQUAL(std::string("x"), parameters.text("title").value());
		CPPUNIT_ASSERT_NO_THROW(parameters.refuseUnknown());
	}

	void testUnknownParameterListsThoseOfTheService()
	{
		QueryParameters parameters("titleIn=x");
		readListQuery(parameters, books().filters(), PageLimits());
		try
		{
			parameters.refuseUnknown();
			CPPUNIT_FAIL("nothing was refused");
		}
		catch (const HttpException& refusal)
		{
			CPPUNIT_ASSERT_EQUAL(
				std::string("The parameter \"titleIn\" is not known here; known: currentPage, pageSize, ids, "
							"genre, genreIn, genreNotIn, inStock, pagesIn, pagesNotIn, createdBefore, "
							"createdAfter, searchString, searchIgnoreCase, orderBy, sortOrder"),
				refusal.message());
		}
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(ListQueryTest);
