// SPDX-License-Identifier: MIT
#include "Athanor/Config/DatabaseConfig.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>
#include <utility>
#include <vector>


using namespace Athanor;


class DatabaseConfigTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(DatabaseConfigTest);
	CPPUNIT_TEST(testRedactedMasksEveryFormOfPassword);
	CPPUNIT_TEST(testRedactedWithoutPasswordIsUnchanged);
	CPPUNIT_TEST(testRedactedOddPasswordsNeverLeak);
	CPPUNIT_TEST(testSchemeWithoutColonIsEmpty);
	CPPUNIT_TEST(testNamesOfModesAreThoseOfTheFile);
	CPPUNIT_TEST_SUITE_END();

public:
	void testRedactedMasksEveryFormOfPassword()
	{
		const std::vector<std::pair<std::string, std::string>> cases{
			{"x://u:pw@h/d", "x://u:***@h/d"},
			{"x+drv://u:pw@h:5432/d?a=b", "x+drv://u:***@h:5432/d?a=b"},
			{"x://:pw@h", "x://:***@h"},
			{"x://h/d?password=pw", "x://h/d?password=***"},
			{"x://h/d?user=u&PassWord=pw&sslmode=require", "x://h/d?user=u&PassWord=***&sslmode=require"},
			{"x://h/d?sslpassword=pw", "x://h/d?sslpassword=***"},
			{"x://host=h password=pw dbname=d", "x://host=h password=*** dbname=d"},
			{"host=h password = 'p w\\' x' dbname=d", "host=h password = *** dbname=d"},
			{"x://h;pwd=pw;a=b", "x://h;pwd=***;a=b"},
			{"x://u:pw@h/d?password=pw", "x://u:***@h/d?password=***"},
		};
		for (const auto& [text, expected] : cases)
		{
			CPPUNIT_ASSERT_EQUAL(expected, redactConnectionString(text));
		}
	}

	void testRedactedWithoutPasswordIsUnchanged()
	{
		for (const std::string text : {"x:///local.db", "x:////var/a@b.db", "x://", "x://u@h:5432/d?a=b&c=d",
									   "x://h:5432/d", "x://h/d?mail=a@b", ""})
		{
			DatabaseConfig database;
			database.connectionString = text;
			CPPUNIT_ASSERT_EQUAL(text, database.redacted());
		}
	}

	void testRedactedOddPasswordsNeverLeak()
	{
		for (const std::string text :
			 {"x://u:/SECRET@h/d", "x://u:S@SECRET@h", "x://u:S?SECRET@h", "x://u:#SECRET@h/d?e=1",
			  "x://u:a:SECRET@h", "x://h:1/d?password=S@SECRET", "x://u:1password=SECRET@h/d",
			  "x://u:S&SECRET@h", "x://u:S=SECRET@h", "x://u:S SECRET@h", "password=\"SECRET",
			  "password='a SECRET"})
		{
			CPPUNIT_ASSERT_MESSAGE(text, redactConnectionString(text).find("SECRET") == std::string::npos);
		}
	}

	void testSchemeWithoutColonIsEmpty()
	{
		DatabaseConfig database;
		database.connectionString = "host=h";
		CPPUNIT_ASSERT_EQUAL(std::string(), database.scheme());
		CPPUNIT_ASSERT_EQUAL(std::string(), database.driver());
		CPPUNIT_ASSERT_EQUAL(std::string(), database.target());
	}

	void testNamesOfModesAreThoseOfTheFile()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("manual"), std::string(toString(CommitMode::Manual)));
		CPPUNIT_ASSERT_EQUAL(std::string("autocommit"), std::string(toString(CommitMode::Autocommit)));
		CPPUNIT_ASSERT_EQUAL(std::string("autocommit_include_redirect"),
							 std::string(toString(CommitMode::AutocommitIncludeRedirect)));
		CPPUNIT_ASSERT_EQUAL(std::string("full"), std::string(toString(Synchronous::Full)));
		CPPUNIT_ASSERT_EQUAL(std::string("normal"), std::string(toString(Synchronous::Normal)));
		CPPUNIT_ASSERT_EQUAL(std::string("off"), std::string(toString(Synchronous::Off)));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(DatabaseConfigTest);
