//
// RevisionTest.cpp
//
// Library: Tests
// Package: Migration
//
// The form of revision files: what is read, written and refused.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Migration/Revision.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


const std::string header = "-- revision: abc123\n-- message: Add users\n-- date: 2026-11-26T21:04:05Z\n";


std::string failure(const std::string& text)
{
	try
	{
		Revision::parse(text, "a.sql");
	}
	catch (const ImproperConfigurationException& exception)
	{
		return exception.message();
	}
	return "no failure";
}


std::string stepsOf(const std::string& text, const std::string& scheme,
					Direction direction = Direction::Upgrade)
{
	std::string steps;
	for (const Revision::Step& step : Revision::parse(text, "a.sql").steps(direction, scheme, {}))
		steps += (steps.empty() ? "" : "|") + step.statement.text;
	return steps;
}


std::string stepsFailure(const std::string& text, const std::string& scheme)
{
	try
	{
		stepsOf(text, scheme);
	}
	catch (const ImproperConfigurationException& exception)
	{
		return exception.message();
	}
	return "no failure";
}


Revision sample()
{
	Revision revision;
	revision.id = "65bad9b45410";
	revision.parents = {"aaa1", "bbb2"};
	revision.labels = {"billing"};
	revision.message = "Add users";
	revision.date = DateTime::parse("2026-11-26T21:04:05Z");
	revision.sections = {{Direction::Upgrade, "sqlite", true, "CREATE TABLE a (b);\n", 0},
						 {Direction::Upgrade, "other", false, "CREATE TABLE c (d);\n", 0},
						 {Direction::Downgrade, "", true, "DROP TABLE a;\n", 0}};
	return revision;
}


} // namespace


class RevisionTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RevisionTest);
	CPPUNIT_TEST(testWrittenFileReadsBackTheSame);
	CPPUNIT_TEST(testHeaderFieldsAreRead);
	CPPUNIT_TEST(testFaultsOfHeaderAreNamedWithLine);
	CPPUNIT_TEST(testFaultsOfTextAreNamedWithLine);
	CPPUNIT_TEST(testSectionLinesAreExact);
	CPPUNIT_TEST(testTextThatOnlyLooksLikeASectionIsSql);
	CPPUNIT_TEST(testSectionsOfOneDialectAndOfAllRunInOrder);
	CPPUNIT_TEST(testMissingSectionIsNamed);
	CPPUNIT_TEST(testTransactionControlIsRefused);
	CPPUNIT_TEST(testTransactionControlIsFineWithoutTransaction);
	CPPUNIT_TEST(testStatementThatDoesNotEndIsNamedWithLineOfFile);
	CPPUNIT_TEST(testHashIgnoresCommentsAndOtherDialects);
	CPPUNIT_TEST(testHashChangesWithStatements);
	CPPUNIT_TEST(testFileNameIsCutBetweenWords);
	CPPUNIT_TEST(testIdsAreTwelveDigitsAndDiffer);
	CPPUNIT_TEST_SUITE_END();

public:
	void testWrittenFileReadsBackTheSame()
	{
		const std::string text = sample().toText();
		CPPUNIT_ASSERT_EQUAL(text, Revision::parse(text, "a.sql").toText());
	}

	void testHeaderFieldsAreRead()
	{
		const Revision revision = Revision::parse(sample().toText(), "a.sql");
		CPPUNIT_ASSERT_EQUAL(std::string("65bad9b45410"), revision.id);
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), revision.parents.size());
		CPPUNIT_ASSERT_EQUAL(std::string("bbb2"), revision.parents[1]);
		CPPUNIT_ASSERT_EQUAL(std::string("billing"), revision.labels.at(0));
		CPPUNIT_ASSERT_EQUAL(std::string("Add users"), revision.message);
		CPPUNIT_ASSERT_EQUAL(std::string("2026-11-26T21:04:05Z"), revision.date.toString());
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql"), revision.path);
	}

	void testFaultsOfHeaderAreNamedWithLine()
	{
		const std::string section = "-- upgrade\n";
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:1: the header has no \"-- revision: …\""), failure(section));
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:1: there is no section (\"-- upgrade\")"), failure(header));
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.sql:4: unknown key \"parent\" in the header; did you mean parents?"),
			failure(header + "-- parent: a\n" + section));
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:4: \"message\" is there twice"),
							 failure(header + "-- message: b\n" + section));
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.sql:4: \"../x\" in parents is no id (1 to 32 letters, digits or _)"),
			failure(header + "-- parents: ../x\n" + section));
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:4: \"a\" is twice in parents"),
							 failure(header + "-- parents: a, a\n" + section));
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:1: the revision is its own parent"),
							 failure(header + "-- parents: abc123\n" + section));
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:1: \"yesterday\" is no date (YYYY-MM-DDTHH:MM:SSZ)"),
							 failure("-- date: yesterday\n" + section));
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.sql:4: expected a line of the header (\"-- key: value\") or the first "
						"section (\"-- upgrade\")"),
			failure(header + "CREATE TABLE a (b);\n"));
	}

	void testFaultsOfTextAreNamedWithLine()
	{
		CPPUNIT_ASSERT(failure("-- revision: a\r\n").find("a.sql:1: the line ends in CR LF") == 0);
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:5: the line is no valid UTF-8"),
							 failure(header + "-- upgrade\nselect '\xff'\n"));
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:5: there is a NUL in the line"),
							 failure(header + "-- upgrade\n" + std::string(1, '\0') + "\n"));
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:1: the file begins with a byte order mark"),
							 failure("\xEF\xBB\xBF" + header));
	}

	void testSectionLinesAreExact()
	{
		for (const char* line :
			 {"--upgrade", "-- Upgrade", "-- upgrade [SQLite]", "-- upgrade [a b]", "-- upgrade [a",
			  "-- upgrade [a] no transactions", "-- downgrade[a]", "-- upgrade "})
		{
			const std::string message = failure(header + line + "\n");
			CPPUNIT_ASSERT_EQUAL_MESSAGE(line + (": " + message), std::size_t(0),
										 message.find("a.sql:4: a section begins with exactly"));
		}
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql:5: this section is there already, in line 4"),
							 failure(header + "-- upgrade [a]\n-- upgrade [a]\n"));
	}

	void testTextThatOnlyLooksLikeASectionIsSql()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a"),
							 stepsOf(header + "-- upgrade\n-- upgrade the users first\na;\n", "x"));
	}

	void testSectionsOfOneDialectAndOfAllRunInOrder()
	{
		const std::string text =
			header + "-- upgrade [x]\na;\n-- upgrade\nb;\n-- upgrade [y]\nc;\n-- downgrade\nd;\n";
		CPPUNIT_ASSERT_EQUAL(std::string("a|b"), stepsOf(text, "x"));
		CPPUNIT_ASSERT_EQUAL(std::string("b|c"), stepsOf(text, "y"));
		CPPUNIT_ASSERT_EQUAL(std::string("d"), stepsOf(text, "y", Direction::Downgrade));
	}

	void testMissingSectionIsNamed()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql: there is no section \"-- upgrade\" for z (only for x, y)"),
							 stepsFailure(header + "-- upgrade [x]\n-- upgrade [y]\n", "z"));
	}

	void testTransactionControlIsRefused()
	{
		for (const char* statement : {"BEGIN", "commit", "ROLLBACK", "END", "START TRANSACTION"})
		{
			const std::string message =
				stepsFailure(header + "-- upgrade\na;\n/* x */ " + std::string(statement) + ";\n", "x");
			CPPUNIT_ASSERT_EQUAL_MESSAGE(
				message, std::size_t(0),
				message.find("a.sql:6: a revision runs in a transaction of its own"));
		}
	}

	void testTransactionControlIsFineWithoutTransaction()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("BEGIN|a|COMMIT"),
							 stepsOf(header + "-- upgrade no transaction\nBEGIN; a; COMMIT;\n", "x"));
	}

	void testStatementThatDoesNotEndIsNamedWithLineOfFile()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a.sql: line 6: this ' is never closed"),
							 stepsFailure(header + "-- upgrade\na;\nb 'c;\n", "x"));
	}

	void testHashIgnoresCommentsAndOtherDialects()
	{
		const Revision one = Revision::parse(header + "-- upgrade [x]\na;\n", "a.sql");
		const Revision two = Revision::parse(
			header + "-- upgrade [x]\n-- why\n\n  a ;\n-- upgrade [y]\nb;\n-- downgrade\n", "a.sql");
		CPPUNIT_ASSERT_EQUAL(one.hash("x", {}), two.hash("x", {}));
		CPPUNIT_ASSERT_EQUAL(std::size_t(64), one.hash("x", {}).size());
	}

	void testHashChangesWithStatements()
	{
		const Revision one = Revision::parse(header + "-- upgrade\na; b;\n", "a.sql");
		const Revision two = Revision::parse(header + "-- upgrade\na b;\n", "a.sql");
		CPPUNIT_ASSERT(one.hash("x", {}) != two.hash("x", {}));
	}

	void testFileNameIsCutBetweenWords()
	{
		Revision revision = sample();
		CPPUNIT_ASSERT_EQUAL(std::string("2026-11-26_add_users_65bad9b45410.sql"), revision.fileName());
		revision.message = "../../Etc/passwd: one two three four five six seven eight";
		CPPUNIT_ASSERT_EQUAL(
			std::string("2026-11-26_etc_passwd_one_two_three_four_five_six_65bad9b45410.sql"),
			revision.fileName());
		revision.message = "…";
		CPPUNIT_ASSERT_EQUAL(std::string("2026-11-26_65bad9b45410.sql"), revision.fileName());
	}

	void testIdsAreTwelveDigitsAndDiffer()
	{
		const std::string id = makeRevisionId();
		CPPUNIT_ASSERT_EQUAL(std::size_t(12), id.size());
		CPPUNIT_ASSERT(isRevisionId(id));
		CPPUNIT_ASSERT(id != makeRevisionId());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(RevisionTest);
