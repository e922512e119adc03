//
// NamedParametersTest.cpp
//
// Library: Tests
// Package: Query
//
// Plain SQL with :names.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Query/NamedParameters.h"
#include "QueryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


const SampleDialect dialect;


std::string textOf(std::string_view sql, const NamedParameters& parameters = {})
{
	return compilePlain(sql, parameters, dialect).statement.text;
}


std::string failureOf(std::string_view sql, const NamedParameters& parameters)
{
	try
	{
		compilePlain(sql, parameters, dialect);
	}
	catch (const InvalidRequestException& failure)
	{
		return failure.message();
	}
	return "nothing was thrown";
}


Access accessOf(std::string_view sql)
{
	return compilePlain(sql, {}, dialect).statement.access;
}


} // namespace


class NamedParametersTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(NamedParametersTest);
	CPPUNIT_TEST(testNamesBecomePlaceholdersOfTheirTypes);
	CPPUNIT_TEST(testRepeatedNameIsBoundAtEachPlace);
	CPPUNIT_TEST(testLongerNameIsNotMistakenForShorter);
	CPPUNIT_TEST(testNullIsBoundAsText);
	CPPUNIT_TEST(testQuotedTextIsLeftAlone);
	CPPUNIT_TEST(testCommentsAreLeftAlone);
	CPPUNIT_TEST(testCastsAreLeftAlone);
	CPPUNIT_TEST(testDollarQuotesAreLeftAlone);
	CPPUNIT_TEST(testColonWithoutNameIsLeftAlone);
	CPPUNIT_TEST(testUnterminatedTextEndsQuietly);
	CPPUNIT_TEST(testMissingParameterThrowsNamingIt);
	CPPUNIT_TEST(testUnusedParameterThrowsNamingIt);
	CPPUNIT_TEST(testMessagesNeverShowValues);
	CPPUNIT_TEST(testSelectAndValuesAreReads);
	CPPUNIT_TEST(testEverythingElseIsAWrite);
	CPPUNIT_TEST_SUITE_END();

public:
	void testNamesBecomePlaceholdersOfTheirTypes()
	{
		const CompiledStatement compiled =
			compilePlain("select * from book where year > :year and title = :title_1",
						 {{"title_1", "x"}, {"year", 1990}}, dialect);
		CPPUNIT_ASSERT_EQUAL(std::string("select * from book where year > $1/integer and title = $2/text"),
							 compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{1990, "x"}));
	}

	void testRepeatedNameIsBoundAtEachPlace()
	{
		const CompiledStatement compiled = compilePlain("select :a, :b, :a", {{"a", 1}, {"b", 2}}, dialect);
		CPPUNIT_ASSERT_EQUAL(std::string("select $1/integer, $2/integer, $3/integer"),
							 compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{1, 2, 1}));
	}

	void testLongerNameIsNotMistakenForShorter()
	{
		const CompiledStatement compiled = compilePlain("select :ab,:a", {{"a", 1}, {"ab", 2}}, dialect);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{2, 1}));
	}

	void testNullIsBoundAsText()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("select $1/text"), textOf("select :a", {{"a", nullptr}}));
	}

	void testQuotedTextIsLeftAlone()
	{
		for (const std::string sql :
			 {"select ':a'", "select 'it''s :a'", "select \":a\"", "select \"x\"\":a\"", "select `:a`",
			  "select '--' , ':a'", "select '/*' , ':a'"})
		{
			CPPUNIT_ASSERT_EQUAL(sql, textOf(sql));
		}
		CPPUNIT_ASSERT_EQUAL(std::string("select ':a', $1/integer"), textOf("select ':a', :a", {{"a", 1}}));
	}

	void testCommentsAreLeftAlone()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("select 1 -- isn't :b\n, $1/integer"),
							 textOf("select 1 -- isn't :b\n, :a", {{"a", 1}}));
		CPPUNIT_ASSERT_EQUAL(std::string("select /* isn't :b */ $1/integer"),
							 textOf("select /* isn't :b */ :a", {{"a", 1}}));
		CPPUNIT_ASSERT_EQUAL(std::string("select 1 -- :b"), textOf("select 1 -- :b"));
		CPPUNIT_ASSERT_EQUAL(std::string("select 1 - $1/integer / 2"),
							 textOf("select 1 - :a / 2", {{"a", 1}}));
	}

	void testCastsAreLeftAlone()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("select x::text, $1/integer::text, y::a"),
							 textOf("select x::text, :a::text, y::a", {{"a", 1}}));
	}

	void testDollarQuotesAreLeftAlone()
	{
		for (const std::string sql : {"select $$ :a ' $$", "select $tag$ :a $$ :b $tag$", "select $1, $2"})
		{
			CPPUNIT_ASSERT_EQUAL(sql, textOf(sql));
		}
		CPPUNIT_ASSERT_EQUAL(std::string("select $x$ ' $x$, $1/integer"),
							 textOf("select $x$ ' $x$, :a", {{"a", 1}}));
	}

	void testColonWithoutNameIsLeftAlone()
	{
		for (const std::string sql : {"select a[1:2]", "x := 1", "select 1 :", "select : a"})
		{
			CPPUNIT_ASSERT_EQUAL(sql, textOf(sql));
		}
	}

	void testUnterminatedTextEndsQuietly()
	{
		for (const std::string sql :
			 {"select 'x :a", "select \"", "select /* :a", "select $$ :a", "select $", "", ":"})
		{
			CPPUNIT_ASSERT_EQUAL(sql, textOf(sql));
		}
	}

	void testMissingParameterThrowsNamingIt()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("no value was given for the parameter :region"),
							 failureOf("select :region, :year", {{"year", 2024}}));
	}

	void testUnusedParameterThrowsNamingIt()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("the statement has no parameter :yaer"),
							 failureOf("select :year", {{"year", 2024}, {"yaer", 2024}}));
		// Given twice, only the first is used.
		CPPUNIT_ASSERT_EQUAL(std::string("the statement has no parameter :year"),
							 failureOf("select :year", {{"year", 2024}, {"year", 2025}}));
	}

	void testMessagesNeverShowValues()
	{
		const NamedParameters secret{{"password", "tiger"}};
		CPPUNIT_ASSERT(failureOf("select 1", secret).find("tiger") == std::string::npos);
	}

	void testSelectAndValuesAreReads()
	{
		for (const char* sql :
			 {"select 1", "SELECT 1", "\n\t Select 1", "(select 1)", "values (1)", "VALUES(1)"})
		{
			CPPUNIT_ASSERT_MESSAGE(sql, accessOf(sql) == Access::Read);
		}
	}

	void testEverythingElseIsAWrite()
	{
		for (const char* sql :
			 {"insert into x values (1)", "update x set a = 1", "delete from x",
			  "with a as (select 1) select 1", "create table x (a int)", "pragma foreign_keys = off",
			  "selection", "/* select */ delete from x", "", "explain select 1"})
		{
			CPPUNIT_ASSERT_MESSAGE(sql, accessOf(sql) == Access::Write);
		}
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(NamedParametersTest);
