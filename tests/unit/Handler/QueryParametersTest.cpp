//
// QueryParametersTest.cpp
//
// Library: Tests
// Package: Handler
//
// Parameters of query strings.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/QueryParameters.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <functional>


using namespace Athanor;


namespace {


/// `400: <detail>` of the HttpException that f throws.
std::string refusalOf(const std::function<void()>& f)
{
	try
	{
		f();
	}
	catch (const HttpException& refusal)
	{
		return std::to_string(refusal.status()) + ": " + refusal.message();
	}
	return "accepted";
}


std::optional<std::int64_t> numberOf(const std::string& value)
{
	QueryParameters query("n=" + value);
	return query.number("n", 0, 1000);
}


LimitOffset pageOf(std::string_view text, PageLimits limits = {})
{
	QueryParameters query(text);
	return query.page(limits);
}


} // namespace


class QueryParametersTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(QueryParametersTest);
	CPPUNIT_TEST(testTextIsDecodedOnce);
	CPPUNIT_TEST(testMissingAndEmptyAreToldApart);
	CPPUNIT_TEST(testMalformedEncodingIs400);
	CPPUNIT_TEST(testParameterGivenTwiceIs400);
	CPPUNIT_TEST(testNumbersAreAsciiDigitsOnly);
	CPPUNIT_TEST(testNumberOutOfRangeIs400NamingParameterAndRange);
	CPPUNIT_TEST(testPageDefaults);
	CPPUNIT_TEST(testPageIsLimitAndOffset);
	CPPUNIT_TEST(testBadPagesAre400);
	CPPUNIT_TEST(testOffsetBeyondInt64Is400);
	CPPUNIT_TEST(testUnknownParameterIs400ListingKnownOnes);
	CPPUNIT_TEST(testLongNamesAreCutInMessages);
	CPPUNIT_TEST(testTooManyParametersAre400);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTextIsDecodedOnce()
	{
		const std::vector<std::pair<std::string, std::string>> table{
			{"plain", "plain"}, {"a+b%20c", "a b c"}, {"%2B", "+"}, {"%2525", "%25"},
			{"%C3%A4", "ä"},    {"%c3%a4", "ä"},      {"ä", "ä"},   {"a=b=c", "a=b=c"},
			{"%26", "&"},       {"a/b?c", "a/b?c"}};
		for (const auto& [encoded, decoded] : table)
		{
			QueryParameters query("x=1&name=" + encoded + "&y");
			CPPUNIT_ASSERT_EQUAL(decoded, query.text("name").value());
		}
		QueryParameters encodedName("cur%72entPage=3");
		CPPUNIT_ASSERT_EQUAL(std::string("3"), encodedName.text("currentPage").value());
	}

	void testMissingAndEmptyAreToldApart()
	{
		QueryParameters query("&a=&&b&");
		CPPUNIT_ASSERT_EQUAL(std::string(), query.text("a").value());
		CPPUNIT_ASSERT_EQUAL(std::string(), query.text("b").value());
		CPPUNIT_ASSERT(!query.text("c"));
		CPPUNIT_ASSERT(!query.text("A"));
	}

	void testMalformedEncodingIs400()
	{
		for (const std::string text : {"a=%", "a=%4", "a=%4g", "a=%g4", "a=%-1", "a=1%", "%=a", "a=%00",
									   "a=x%00y", "a=%ff", "a=%C3", "a=%C0%80", "a=%ED%A0%80", "a=\xff"})
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string("400"),
										 refusalOf([&] { QueryParameters query(text); }).substr(0, 3));
		}
	}

	void testParameterGivenTwiceIs400()
	{
		QueryParameters query("a=1&b=2&a=1");
		CPPUNIT_ASSERT_EQUAL(std::string("400: The parameter \"a\" was given twice"),
							 refusalOf([&] { query.text("a"); }));
		CPPUNIT_ASSERT_EQUAL(std::string("2"), query.text("b").value());
	}

	void testNumbersAreAsciiDigitsOnly()
	{
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, numberOf("0").value());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1000}, numberOf("1000").value());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, numberOf("007").value());
		for (const std::string value : {"",
										"%2B1",
										"+1",
										"-1",
										"-0",
										"1+",
										"%201",
										"1%09",
										"1_0",
										"1.0",
										"1e1",
										"0x1",
										"%EF%BC%91",
										"%D9%A1",
										"1%0A",
										"1,0",
										"1001",
										"9223372036854775808",
										"18446744073709551616",
										"99999999999999999999999999",
										"one"})
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(
				value, std::string("400: The parameter \"n\" must be a whole number from 0 to 1000"),
				refusalOf([&] { numberOf(value); }));
		}
	}

	void testNumberOutOfRangeIs400NamingParameterAndRange()
	{
		QueryParameters query("pageSize=0");
		CPPUNIT_ASSERT_EQUAL(
			std::string("400: The parameter \"pageSize\" must be a whole number from 1 to 100"),
			refusalOf([&] { query.number("pageSize", 1, 100); }));
		CPPUNIT_ASSERT(!query.number("other", 1, 100));
	}

	void testPageDefaults()
	{
		CPPUNIT_ASSERT_EQUAL(std::int64_t{20}, pageOf("").limit);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, pageOf("").offset);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, pageOf("", {10, 1000}).limit);
		// A default above what the server allows is cut to it.
		CPPUNIT_ASSERT_EQUAL(std::int64_t{5}, pageOf("", {10, 5}).limit);
	}

	void testPageIsLimitAndOffset()
	{
		const LimitOffset page = pageOf("currentPage=3&pageSize=7");
		CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, page.limit);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{14}, page.offset);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1000}, pageOf("pageSize=1000").limit);
	}

	void testBadPagesAre400()
	{
		for (const std::string text :
			 {"currentPage=0", "currentPage=-1", "currentPage=", "pageSize=0", "pageSize=1001", "pageSize=x",
			  "currentPage=1&currentPage=2", "currentPage=9223372036854775808"})
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string("400"),
										 refusalOf([&] { pageOf(text); }).substr(0, 3));
		}
	}

	void testOffsetBeyondInt64Is400()
	{
		// The last page whose offset fits: (p - 1) * 1000 ≤ 2^63 - 1.
		CPPUNIT_ASSERT_EQUAL(std::int64_t{9223372036854775000},
							 pageOf("pageSize=1000&currentPage=9223372036854776").offset);
		CPPUNIT_ASSERT_EQUAL(
			std::string("400: The parameter \"currentPage\" lies beyond the last possible page"),
			refusalOf([] { pageOf("pageSize=1000&currentPage=9223372036854777"); }));
		CPPUNIT_ASSERT_EQUAL(std::string("400"), refusalOf([] {
													 pageOf("pageSize=2&currentPage=9223372036854775807");
												 }).substr(0, 3));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{9223372036854775806},
							 pageOf("pageSize=1&currentPage=9223372036854775807").offset);
	}

	void testUnknownParameterIs400ListingKnownOnes()
	{
		QueryParameters query("pageSize=1&curentPage=2");
		query.page({});
		CPPUNIT_ASSERT_EQUAL(
			std::string("400: The parameter \"curentPage\" is not known here; known: currentPage, pageSize"),
			refusalOf([&] { query.refuseUnknown(); }));
		QueryParameters known("pageSize=1");
		known.page({});
		CPPUNIT_ASSERT_EQUAL(std::string("accepted"), refusalOf([&] { known.refuseUnknown(); }));
		QueryParameters none("a");
		CPPUNIT_ASSERT_EQUAL(std::string("400: The parameter \"a\" is not known here; known: none"),
							 refusalOf([&] { none.refuseUnknown(); }));
	}

	void testLongNamesAreCutInMessages()
	{
		QueryParameters query(std::string(5000, 'a'));
		CPPUNIT_ASSERT(refusalOf([&] { query.refuseUnknown(); }).size() < 200);
	}

	void testTooManyParametersAre400()
	{
		std::string text;
		for (int i = 0; i < 1001; ++i)
		{
			text += "a&";
		}
		CPPUNIT_ASSERT_EQUAL(std::string("400"),
							 refusalOf([&] { QueryParameters query(text); }).substr(0, 3));
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(QueryParametersTest);
