// The pid file: written, locked, taken over, removed.
// SPDX-License-Identifier: MIT
#include "Athanor/Server/PidFile.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/TemporaryFile.h"
#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

using namespace Athanor;


class PidFileTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PidFileTest);
	CPPUNIT_TEST(testFileHoldsProcessIdUntilDestroyed);
	CPPUNIT_TEST(testEmptyPathDoesNothing);
	CPPUNIT_TEST(testHeldFileRefusesAnotherNamingProcess);
	CPPUNIT_TEST(testLeftBehindFileIsOverwritten);
	CPPUNIT_TEST(testReplacedFileIsNotRemoved);
	CPPUNIT_TEST(testSymbolicLinkIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_path = Poco::TemporaryFile::tempName();
	}

	void tearDown() override
	{
		std::filesystem::remove(_path);
	}

	void testFileHoldsProcessIdUntilDestroyed()
	{
		{
			const PidFile file(_path);
			CPPUNIT_ASSERT_EQUAL(std::to_string(getpid()) + "\n", content());
		}
		CPPUNIT_ASSERT(!std::filesystem::exists(_path));
	}

	void testEmptyPathDoesNothing()
	{
		CPPUNIT_ASSERT_NO_THROW(PidFile(""));
	}

	void testHeldFileRefusesAnotherNamingProcess()
	{
		const PidFile file(_path);
		try
		{
			const PidFile another(_path);
			CPPUNIT_FAIL("taken");
		}
		catch (const DatabaseException& exc)
		{
			CPPUNIT_ASSERT_EQUAL("pid file " + _path + ": another daemon runs with it, process " +
									 std::to_string(getpid()),
								 exc.message());
		}
		CPPUNIT_ASSERT(std::filesystem::exists(_path));
	}

	void testLeftBehindFileIsOverwritten()
	{
		std::ofstream(_path) << "12345678901234567890\n";
		const PidFile file(_path);
		CPPUNIT_ASSERT_EQUAL(std::to_string(getpid()) + "\n", content());
	}

	void testReplacedFileIsNotRemoved()
	{
		{
			const PidFile file(_path);
			std::filesystem::remove(_path);
			std::ofstream(_path) << "somebody else's\n";
		}
		CPPUNIT_ASSERT_EQUAL(std::string("somebody else's\n"), content());
	}

	void testSymbolicLinkIsRefused()
	{
		std::filesystem::create_symlink("/dev/null", _path);
		CPPUNIT_ASSERT_THROW(PidFile{_path}, DatabaseException);
	}

private:
	std::string content() const
	{
		std::ifstream stream(_path);
		return {std::istreambuf_iterator<char>(stream), {}};
	}

	std::string _path;
};


CPPUNIT_TEST_SUITE_REGISTRATION(PidFileTest);
