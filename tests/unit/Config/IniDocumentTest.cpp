// SPDX-License-Identifier: MIT
#include "ConfigTestSupport.h"
#include "Athanor/Config/IniDocument.h"
#include "Poco/TemporaryFile.h"
#include "Poco/Util/IniFileConfiguration.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


class IniDocumentTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(IniDocumentTest);
	CPPUNIT_TEST(testPositionsWithTabsAndUmlautsCountCharacters);
	CPPUNIT_TEST(testOrderOfSectionsAndKeysIsKept);
	CPPUNIT_TEST(testValueWithCommentCharactersIsKept);
	CPPUNIT_TEST(testValuesOfGoodFilesEqualThoseOfPoco);
	CPPUNIT_TEST(testMarkAndLineEndsAreSkipped);
	CPPUNIT_TEST(testLastLineWithoutEndIsRead);
	CPPUNIT_TEST(testLongestLineIsAccepted);
	CPPUNIT_TEST(testFileMissingIsOneMistake);
	CPPUNIT_TEST(testDirectoryIsOneMistake);
	CPPUNIT_TEST(testFileTooLargeIsOneMistake);
	CPPUNIT_TEST(testFileIsLoaded);
	CPPUNIT_TEST(testMistakesBeyondLimitAreCounted);
	CPPUNIT_TEST_SUITE_END();

public:
	void testPositionsWithTabsAndUmlautsCountCharacters()
	{
		const auto document = IniDocument::parse("\n\t[ä.ö]\n\tßß\t= \tx y \nempty=\n", "f");
		CPPUNIT_ASSERT(document.errors().empty());
		const auto& section = document.sections().at(0);
		CPPUNIT_ASSERT_EQUAL(std::string("ä.ö"), section.name);
		CPPUNIT_ASSERT_EQUAL(2, section.line);
		CPPUNIT_ASSERT_EQUAL(2, section.column);
		const auto& entry = section.entries.at(0);
		CPPUNIT_ASSERT_EQUAL(std::string("ßß"), entry.key);
		CPPUNIT_ASSERT_EQUAL(std::string("x y"), entry.value);
		CPPUNIT_ASSERT_EQUAL(3, entry.line);
		CPPUNIT_ASSERT_EQUAL(2, entry.keyColumn);
		CPPUNIT_ASSERT_EQUAL(8, entry.valueColumn);
		CPPUNIT_ASSERT_EQUAL(7, section.entries.at(1).valueColumn);
	}

	void testOrderOfSectionsAndKeysIsKept()
	{
		const auto document = IniDocument::parse("[z]\nz=1\na=2\n[a]\nm=3\n", "f");
		CPPUNIT_ASSERT_EQUAL(std::string("z"), document.sections().at(0).name);
		CPPUNIT_ASSERT_EQUAL(std::string("a"), document.sections().at(1).name);
		CPPUNIT_ASSERT_EQUAL(std::string("z"), document.sections().at(0).entries.at(0).key);
		CPPUNIT_ASSERT_EQUAL(std::string("a"), document.sections().at(0).entries.at(1).key);
		CPPUNIT_ASSERT_EQUAL(std::string("2"), document.find("Z")->find("A")->value);
		CPPUNIT_ASSERT(document.find("y") == nullptr);
		CPPUNIT_ASSERT(document.find("z")->find("y") == nullptr);
	}

	void testValueWithCommentCharactersIsKept()
	{
		const auto document = IniDocument::parse("[a]\nb = c ; d # e = \"f\" [g]\n", "f");
		CPPUNIT_ASSERT(document.errors().empty());
		CPPUNIT_ASSERT_EQUAL(std::string("c ; d # e = \"f\" [g]"), document.find("a")->find("b")->value);
	}

	void testValuesOfGoodFilesEqualThoseOfPoco()
	{
		const std::string tricky =
			"; c\n[a.b]\n  k1 = v 1 \n k 2=\t;x\n[ c ]\r\nk3=#=;[\r\n\r\nK4 =\r\nk5 = ä";
		for (const std::string& text :
			 {tricky, ConfigTestSupport::readFile(ConfigTestSupport::projectFile("config/athanor.ini"))})
		{
			const auto document = IniDocument::parse(text, "f");
			CPPUNIT_ASSERT_EQUAL(std::string(), document.errors().toString());
			std::istringstream stream(text);
			Poco::AutoPtr<Poco::Util::IniFileConfiguration> poco(
				new Poco::Util::IniFileConfiguration(stream));
			int count = 0;
			for (const auto& section : document.sections())
			{
				for (const auto& entry : section.entries)
				{
					CPPUNIT_ASSERT_EQUAL(poco->getRawString(section.name + "." + entry.key), entry.value);
					++count;
				}
			}
			CPPUNIT_ASSERT(count >= 5);
		}
	}

	void testMarkAndLineEndsAreSkipped()
	{
		const auto document = IniDocument::parse("\xEF\xBB\xBF[a]\r\nb = c\r\n", "f");
		CPPUNIT_ASSERT(document.errors().empty());
		CPPUNIT_ASSERT_EQUAL(1, document.find("a")->column);
		CPPUNIT_ASSERT_EQUAL(std::string("c"), document.find("a")->find("b")->value);
		CPPUNIT_ASSERT_EQUAL('[', document.text().front());
	}

	void testLastLineWithoutEndIsRead()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("c"),
							 IniDocument::parse("[a]\nb=c", "f").find("a")->find("b")->value);
	}

	void testLongestLineIsAccepted()
	{
		const std::string line = "b=" + std::string(IniDocument::maxLineBytes - 2, 'x');
		CPPUNIT_ASSERT(IniDocument::parse("[a]\n" + line + "\n", "f").errors().empty());
		CPPUNIT_ASSERT_EQUAL(std::string("f:2:1: [a]: line is longer than 65536 bytes"),
							 IniDocument::parse("[a]\n" + line + "x\n", "f").errors().toString());
	}

	void testFileMissingIsOneMistake()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("/no/such.ini: cannot be read (No such file or directory)"),
							 IniDocument::load("/no/such.ini").errors().toString());
	}

	void testDirectoryIsOneMistake()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("/tmp: is a directory"),
							 IniDocument::load("/tmp").errors().toString());
	}

	void testFileTooLargeIsOneMistake()
	{
		const std::string text(IniDocument::maxFileBytes + 1, '\n');
		CPPUNIT_ASSERT_EQUAL(std::string("f: file is larger than 4194304 bytes"),
							 IniDocument::parse(text, "f").errors().toString());
	}

	void testFileIsLoaded()
	{
		Poco::TemporaryFile file;
		std::ofstream(file.path()) << "[a]\nb = c\n";
		const auto document = IniDocument::load(file.path());
		CPPUNIT_ASSERT(document.errors().empty());
		CPPUNIT_ASSERT_EQUAL(file.path(), document.fileName());
		CPPUNIT_ASSERT_EQUAL(std::string("c"), document.find("a")->find("b")->value);
	}

	void testMistakesBeyondLimitAreCounted()
	{
		std::string text;
		for (int i = 0; i < 103; ++i)
			text += "nonsense\n";
		const auto message = IniDocument::parse(text, "f").errors().toString();
		CPPUNIT_ASSERT(
			message.find("f:100:1: line has no = between key and value\n... and 3 more mistakes") !=
			std::string::npos);
		CPPUNIT_ASSERT(message.find("f:101:") == std::string::npos);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(IniDocumentTest);
