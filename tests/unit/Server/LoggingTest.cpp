// The log as [logging] sets it up: level, file, Poco's own channels, full disks.
// SPDX-License-Identifier: MIT
#include "Athanor/Server/Logging.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Logger.h"
#include "Poco/TemporaryFile.h"
#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace Athanor;


class LoggingTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(LoggingTest);
	CPPUNIT_TEST(testConfigureWithFileAppendsEveryLineAtOnce);
	CPPUNIT_TEST(testConfigureWithLevelDropsLessImportant);
	CPPUNIT_TEST(testConfigureReachesLoggersThatExist);
	CPPUNIT_TEST(testConfigureWithFolderMissingThrowsNamingFile);
	CPPUNIT_TEST(testConfigureWithPocoChannelsUsesThem);
	CPPUNIT_TEST(testConfigureWithUnknownPocoClassThrows);
	CPPUNIT_TEST(testReopenAfterRenameWritesToNewFile);
	CPPUNIT_TEST(testReopenOfPocoFileChannelWritesToNewFile);
	CPPUNIT_TEST(testReopenThatFailsKeepsOldFile);
	CPPUNIT_TEST(testFullDiskNeverThrowsAndIsCounted);
	CPPUNIT_TEST(testFullDiskWithPocoFileChannelNeverThrows);
	CPPUNIT_TEST(testErrorHandlerLogsWhatEndedThread);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_folder = Poco::TemporaryFile::tempName();
		std::filesystem::create_directory(_folder);
		_config.file = path("athanor.log");
	}

	void tearDown() override
	{
		LoggingConfig silent;
		silent.level = "none";
		configureLogging(silent);
		std::filesystem::remove_all(_folder);
	}

	void testConfigureWithFileAppendsEveryLineAtOnce()
	{
		std::ofstream(_config.file) << "before\n";
		configureLogging(_config);
		logger().information("one");
		CPPUNIT_ASSERT_EQUAL(std::string("before\n20"), content("athanor.log").substr(0, 9));
		CPPUNIT_ASSERT(has("athanor.log", "Z Information athanor.test: one\n"));
	}

	void testConfigureWithLevelDropsLessImportant()
	{
		_config.level = "warning";
		configureLogging(_config);
		logger().information("quiet");
		logger().warning("loud");
		CPPUNIT_ASSERT(!has("athanor.log", "quiet"));
		CPPUNIT_ASSERT(has("athanor.log", "loud"));
	}

	void testConfigureReachesLoggersThatExist()
	{
		Poco::Logger& early = Poco::Logger::get("athanor.test.early");
		_config.level = "debug";
		configureLogging(_config);
		early.debug("here");
		CPPUNIT_ASSERT(has("athanor.log", "athanor.test.early: here"));
	}

	void testConfigureWithFolderMissingThrowsNamingFile()
	{
		_config.file = path("none/athanor.log");
		try
		{
			configureLogging(_config);
			CPPUNIT_FAIL("opened");
		}
		catch (const ImproperConfigurationException& exc)
		{
			CPPUNIT_ASSERT_EQUAL("cannot open the log file " + _config.file + ": No such file or directory",
								 exc.message());
		}
	}

	void testConfigureWithPocoChannelsUsesThem()
	{
		configureLogging(pocoConfig("FileChannel"));
		logger().information("one");
		CPPUNIT_ASSERT_EQUAL(std::string("<one>\n"), content("poco.log"));
	}

	void testConfigureWithUnknownPocoClassThrows()
	{
		CPPUNIT_ASSERT_THROW(configureLogging(pocoConfig("NoChannel")), ImproperConfigurationException);
	}

	void testReopenAfterRenameWritesToNewFile()
	{
		configureLogging(_config);
		logger().information("one");
		std::filesystem::rename(_config.file, path("old.log"));
		logger().information("two");
		reopenLogs();
		logger().information("three");
		CPPUNIT_ASSERT(has("old.log", "one") && has("old.log", "two") && !has("old.log", "three"));
		CPPUNIT_ASSERT(has("athanor.log", "three") && !has("athanor.log", "two"));
	}

	void testReopenOfPocoFileChannelWritesToNewFile()
	{
		configureLogging(pocoConfig("FileChannel"));
		logger().information("one");
		std::filesystem::rename(path("poco.log"), path("old.log"));
		reopenLogs();
		logger().information("two");
		CPPUNIT_ASSERT_EQUAL(std::string("<one>\n"), content("old.log"));
		CPPUNIT_ASSERT_EQUAL(std::string("<two>\n"), content("poco.log"));
	}

	void testReopenThatFailsKeepsOldFile()
	{
		_config.file = path("logs/athanor.log");
		std::filesystem::create_directory(path("logs"));
		configureLogging(_config);
		std::filesystem::rename(path("logs"), path("gone"));
		reopenLogs();
		logger().information("still here");
		CPPUNIT_ASSERT(
			has("gone/athanor.log", "Error athanor.server: cannot open the log file " + _config.file));
		CPPUNIT_ASSERT(has("gone/athanor.log", "still here"));
	}

	void testFullDiskNeverThrowsAndIsCounted()
	{
		std::filesystem::create_symlink("/dev/full", _config.file);
		configureLogging(_config);
		logger().information("one");
		logger().information("two");
		std::filesystem::remove(_config.file);
		reopenLogs();
		logger().information("three");
		CPPUNIT_ASSERT(
			has("athanor.log", "Error athanor.server: messages that could not be written here: 2\n"));
		CPPUNIT_ASSERT(has("athanor.log", "three\n"));
	}

	void testFullDiskWithPocoFileChannelNeverThrows()
	{
		std::filesystem::create_symlink("/dev/full", path("poco.log"));
		configureLogging(pocoConfig("FileChannel"));
		CPPUNIT_ASSERT_NO_THROW(logger().information("one"));
	}

	void testErrorHandlerLogsWhatEndedThread()
	{
		configureLogging(_config);
		LoggingErrorHandler handler;
		handler.exception(Poco::RuntimeException("of poco"));
		handler.exception(std::runtime_error("of the standard library"));
		handler.exception();
		CPPUNIT_ASSERT(has("athanor.log", "of poco"));
		CPPUNIT_ASSERT(has("athanor.log", "of the standard library"));
		CPPUNIT_ASSERT(has("athanor.log", "unknown exception"));
	}

private:
	static Poco::Logger& logger()
	{
		return Poco::Logger::get("athanor.test");
	}

	std::string path(const std::string& name) const
	{
		return _folder + "/" + name;
	}

	std::string content(const std::string& name) const
	{
		std::ifstream stream(path(name));
		return {std::istreambuf_iterator<char>(stream), {}};
	}

	bool has(const std::string& name, const std::string& part) const
	{
		return content(name).find(part) != std::string::npos;
	}

	LoggingConfig pocoConfig(const std::string& channelClass) const
	{
		LoggingConfig config;
		config.properties = {{"logging.loggers.root.channel", "file"},
							 {"logging.loggers.root.level", "information"},
							 {"logging.channels.file.class", channelClass},
							 {"logging.channels.file.path", path("poco.log")},
							 {"logging.channels.file.formatter", "plain"},
							 {"logging.formatters.plain.class", "PatternFormatter"},
							 {"logging.formatters.plain.pattern", "<%t>"}};
		return config;
	}

	std::string _folder;
	LoggingConfig _config;
};


CPPUNIT_TEST_SUITE_REGISTRATION(LoggingTest);
