//
// ScriptDirectoryTest.cpp
//
// Library: Tests
// Package: Migration
//
// The folder of revision files.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Migration/ScriptDirectory.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>


using namespace Athanor;


class ScriptDirectoryTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ScriptDirectoryTest);
	CPPUNIT_TEST(testInitMakesFolderOnce);
	CPPUNIT_TEST(testWrittenRevisionIsLoaded);
	CPPUNIT_TEST(testRevisionMayLieInAFolderBelow);
	CPPUNIT_TEST(testFolderOutsideIsRefused);
	CPPUNIT_TEST(testFileIsNeverOverwritten);
	CPPUNIT_TEST(testMissingFolderSaysHowToMakeIt);
	CPPUNIT_TEST(testStrayFileIsRefusedHiddenOneIsNot);
	CPPUNIT_TEST(testFaultyFileIsNamed);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		std::string pattern = std::filesystem::temp_directory_path() / "athanor-scripts-XXXXXX";
		CPPUNIT_ASSERT(::mkdtemp(pattern.data()));
		_folder = pattern;
	}

	void tearDown() override
	{
		std::filesystem::remove_all(_folder);
	}

	void testInitMakesFolderOnce()
	{
		scripts().init();
		CPPUNIT_ASSERT(scripts().load().empty());
		CPPUNIT_ASSERT_EQUAL(std::string("Directory migrations/x already exists and is not empty"),
							 failure([&] { scripts().init(); }));
	}

	void testWrittenRevisionIsLoaded()
	{
		scripts().init();
		CPPUNIT_ASSERT_EQUAL(std::string("migrations/x/versions/1970-01-01_first_abc.sql"),
							 scripts().write(sample()));
		const RevisionGraph graph = scripts().load();
		CPPUNIT_ASSERT_EQUAL(std::string("first"), graph.require("abc").message);
		CPPUNIT_ASSERT(std::filesystem::exists(scripts().fileOf(graph.require("abc"))));
	}

	void testRevisionMayLieInAFolderBelow()
	{
		scripts().init();
		CPPUNIT_ASSERT_EQUAL(std::string("migrations/x/versions/billing/1970-01-01_first_abc.sql"),
							 scripts().write(sample(), "billing"));
		const RevisionGraph graph = scripts().load();
		CPPUNIT_ASSERT(std::filesystem::exists(scripts().fileOf(graph.require("abc"))));
	}

	void testFolderOutsideIsRefused()
	{
		scripts().init();
		for (const char* folder : {"..", "a/../../b", "/tmp"})
			CPPUNIT_ASSERT_THROW_MESSAGE(folder, scripts().write(sample(), folder), InvalidRequestException);
	}

	void testFileIsNeverOverwritten()
	{
		scripts().init();
		scripts().write(sample());
		CPPUNIT_ASSERT(failure([&] { scripts().write(sample()); }).find("there is a file of that name") !=
					   std::string::npos);
	}

	void testMissingFolderSaysHowToMakeIt()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("there is no directory migrations/x/versions; `database init` makes it"),
			failure([&] { scripts().load(); }));
	}

	void testStrayFileIsRefusedHiddenOneIsNot()
	{
		scripts().init();
		put(".keep", "");
		CPPUNIT_ASSERT(scripts().load().empty());
		put("a.sql~", "");
		CPPUNIT_ASSERT(failure([&] { scripts().load(); }).find("a.sql~: is no revision file") !=
					   std::string::npos);
	}

	void testFaultyFileIsNamed()
	{
		scripts().init();
		put("a.sql", "-- revision: a\n-- nonsense\n");
		CPPUNIT_ASSERT_EQUAL(std::size_t(0), failure([&] {
												 scripts().load();
											 }).find("migrations/x/versions/a.sql:2: expected"));
	}

private:
	ScriptDirectory scripts() const
	{
		return ScriptDirectory(_folder + "/migrations/x", "migrations/x");
	}

	static Revision sample()
	{
		Revision revision;
		revision.id = "abc";
		revision.message = "first";
		revision.sections.push_back({Direction::Upgrade, "", true, "", 0});
		return revision;
	}

	void put(const std::string& name, const std::string& content) const
	{
		std::ofstream(_folder + "/migrations/x/versions/" + name) << content;
	}

	static std::string failure(const std::function<void()>& f)
	{
		try
		{
			f();
		}
		catch (const ImproperConfigurationException& exception)
		{
			return exception.message();
		}
		return "no failure";
	}

	std::string _folder;
};


CPPUNIT_TEST_SUITE_REGISTRATION(ScriptDirectoryTest);
