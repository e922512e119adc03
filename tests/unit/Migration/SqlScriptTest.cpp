//
// SqlScriptTest.cpp
//
// Library: Tests
// Package: Migration
//
// Where one statement ends and the next begins.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Migration/SqlScript.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


constexpr SqlSyntax plain{};
constexpr SqlSyntax rich{true, true, true};


/// The statements, with a bar between them.
std::string split(std::string_view script, const SqlSyntax& syntax = rich)
{
	std::string text;
	for (const SqlStatement& statement : splitSql(script, syntax))
		text += (text.empty() ? "" : "|") + statement.text;
	return text;
}


std::string failure(std::string_view script)
{
	try
	{
		splitSql(script, rich, 10);
	}
	catch (const ImproperConfigurationException& exception)
	{
		return exception.message();
	}
	return "no failure";
}


} // namespace


class SqlScriptTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SqlScriptTest);
	CPPUNIT_TEST(testSemicolonsSeparateStatements);
	CPPUNIT_TEST(testLastStatementNeedsNoSemicolon);
	CPPUNIT_TEST(testQuotesHideSemicolons);
	CPPUNIT_TEST(testDoubledQuoteDoesNotEndText);
	CPPUNIT_TEST(testCommentsAreNoStatements);
	CPPUNIT_TEST(testCommentInsideStatementStays);
	CPPUNIT_TEST(testNestedCommentEndsWhereDialectSays);
	CPPUNIT_TEST(testDollarQuotesHideSemicolons);
	CPPUNIT_TEST(testDollarIsOrdinaryWhereDialectHasNoSuchQuotes);
	CPPUNIT_TEST(testBackslashCountsInEscapeStringsOnly);
	CPPUNIT_TEST(testTriggerBodyIsOneStatement);
	CPPUNIT_TEST(testCaseInTriggerBodyDoesNotEndIt);
	CPPUNIT_TEST(testAtomicFunctionBodyIsOneStatement);
	CPPUNIT_TEST(testBeginOutsideOfBodyIsAStatement);
	CPPUNIT_TEST(testLinesAreThoseOfTheFile);
	CPPUNIT_TEST(testWhatDoesNotEndIsNamedWithItsLine);
	CPPUNIT_TEST(testLeadingWordsSkipComments);
	CPPUNIT_TEST_SUITE_END();

public:
	void testSemicolonsSeparateStatements()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a|b c|d"), split("a;\nb c;;\n ; d;"));
	}

	void testLastStatementNeedsNoSemicolon()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a|b"), split("a; b\n"));
		CPPUNIT_ASSERT_EQUAL(std::string(), split(" \n\t"));
	}

	void testQuotesHideSemicolons()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("select ';', \"a;b\", `;`|c"), split("select ';', \"a;b\", `;`; c"));
	}

	void testDoubledQuoteDoesNotEndText()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("select 'it''s; so'|c"), split("select 'it''s; so'; c"));
	}

	void testCommentsAreNoStatements()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a|b"), split("-- x;\na; -- 'y\n/* z; */ b; -- end"));
	}

	void testCommentInsideStatementStays()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a -- it's;\n b|c"), split("a -- it's;\n b; c"));
	}

	void testNestedCommentEndsWhereDialectSays()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("b"), split("/* x /* y */ ; */ b", rich));
		CPPUNIT_ASSERT_EQUAL(std::string("c"), split("/* x /* y */ ; c", plain));
	}

	void testDollarQuotesHideSemicolons()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("do $$ a; b; $$|c"), split("do $$ a; b; $$; c"));
		CPPUNIT_ASSERT_EQUAL(std::string("do $x$ $$; '$x$|c"), split("do $x$ $$; '$x$; c"));
		CPPUNIT_ASSERT_EQUAL(std::string("select $1|$2"), split("select $1;$2"));
	}

	void testDollarIsOrdinaryWhereDialectHasNoSuchQuotes()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("select $$ a|b $$"), split("select $$ a; b $$", plain));
	}

	void testBackslashCountsInEscapeStringsOnly()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("select E'\\';', 'a\\'|b"), split("select E'\\';', 'a\\'; b"));
		CPPUNIT_ASSERT_EQUAL(std::string("select e'\\'|b"), split("select e'\\'; b", plain));
	}

	void testTriggerBodyIsOneStatement()
	{
		const std::string trigger =
			"CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = 1; SELECT 2; END";
		CPPUNIT_ASSERT_EQUAL(trigger + "|c", split(trigger + "; c"));
	}

	void testCaseInTriggerBodyDoesNotEndIt()
	{
		const std::string trigger =
			"create trigger t after insert on a begin select case when 1 then 2 end; select 3; end";
		CPPUNIT_ASSERT_EQUAL(trigger + "|c", split(trigger + "; c"));
	}

	void testAtomicFunctionBodyIsOneStatement()
	{
		const std::string function =
			"CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END";
		CPPUNIT_ASSERT_EQUAL(function + "|c", split(function + "; c"));
	}

	void testBeginOutsideOfBodyIsAStatement()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("BEGIN|CREATE TABLE trigger_log (a)|END"),
							 split("BEGIN; CREATE TABLE trigger_log (a); END;"));
	}

	void testLinesAreThoseOfTheFile()
	{
		const auto statements = splitSql("-- x\na\n;\n\n/*\n*/ b;'\n';c", plain, 10);
		CPPUNIT_ASSERT_EQUAL(std::size_t(4), statements.size());
		CPPUNIT_ASSERT_EQUAL(11, statements[0].line);
		CPPUNIT_ASSERT_EQUAL(15, statements[1].line);
		CPPUNIT_ASSERT_EQUAL(16, statements[3].line);
	}

	void testWhatDoesNotEndIsNamedWithItsLine()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("line 11: this ' is never closed"), failure("a;\nb 'c\n"));
		CPPUNIT_ASSERT_EQUAL(std::string("line 10: this comment does not end"), failure("/* a\n"));
		CPPUNIT_ASSERT_EQUAL(std::string("line 10: the text that begins with $x$ does not end"),
							 failure("$x$ $y$"));
		CPPUNIT_ASSERT_EQUAL(std::string("line 11: the body of this statement has no END"),
							 failure("\ncreate trigger t begin select 1;\n"));
	}

	void testLeadingWordsSkipComments()
	{
		const auto words = leadingWords("-- a\n/* b */ Create\tTable x", 2);
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), words.size());
		CPPUNIT_ASSERT_EQUAL(std::string("CREATE"), words[0]);
		CPPUNIT_ASSERT_EQUAL(std::string("TABLE"), words[1]);
		CPPUNIT_ASSERT(leadingWords("(select)", 2).empty());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SqlScriptTest);
