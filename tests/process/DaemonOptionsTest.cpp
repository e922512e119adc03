// What athanord answers before it serves: options, --check, and every way a start can fail.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include <cppunit/extensions/HelperMacros.h>

using namespace Athanor::Test;


class DaemonOptionsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(DaemonOptionsTest);
	CPPUNIT_TEST(testHelpAloneExplainsOptionsAndExitCodes);
	CPPUNIT_TEST(testVersionAloneNamesReleaseSdkAndPoco);
	CPPUNIT_TEST(testUnknownOptionEndsWithUsageStatus);
	CPPUNIT_TEST(testMissingConfigEndsWithUsageStatus);
	CPPUNIT_TEST(testStrayArgumentEndsWithUsageStatus);
	CPPUNIT_TEST(testUnknownOptionWithDaemonEndsWithUsageStatus);
	CPPUNIT_TEST(testCheckOfGoodFileSaysOkAndOpensNothing);
	CPPUNIT_TEST(testCheckOfShippedConfigurationsSaysOk);
	CPPUNIT_TEST(testCheckOfBadFilePrintsEveryMistake);
	CPPUNIT_TEST(testCheckOfUndeclaredServiceKeyPrintsItsPlace);
	CPPUNIT_TEST(testBadFileOpensNothing);
	CPPUNIT_TEST(testBadFileWithDaemonEndsWithConfigurationStatus);
	CPPUNIT_TEST(testMissingFileEndsWithConfigurationStatus);
	CPPUNIT_TEST(testUnknownSchemeEndsWithConfigurationStatus);
	CPPUNIT_TEST(testServiceWithoutBindKeyAmongTwoIsRefusedListingThem);
	CPPUNIT_TEST(testServiceWithoutBindKeyUsesTheOnlyDatabase);
	CPPUNIT_TEST(testDuplicateBindIsRefused);
	CPPUNIT_TEST(testLogFileInMissingFolderEndsWithConfigurationStatus);
	CPPUNIT_TEST(testMissingPluginEndsWithPluginStatus);
	CPPUNIT_TEST(testPluginThatIsTextEndsWithPluginStatus);
	CPPUNIT_TEST(testMissingPluginWithDaemonEndsWithPluginStatus);
	CPPUNIT_TEST(testOptionalPluginMissingIsSkipped);
	CPPUNIT_TEST(testDatabaseInMissingFolderEndsWithDatabaseStatus);
	CPPUNIT_TEST(testDatabaseFileThatIsTextEndsWithDatabaseStatus);
	CPPUNIT_TEST(testAddressInUseEndsWithListenStatus);
	CPPUNIT_TEST(testAddressInUseWithDaemonEndsWithListenStatus);
	CPPUNIT_TEST_SUITE_END();

public:
	void testHelpAloneExplainsOptionsAndExitCodes()
	{
		const Folder folder;
		const Outcome outcome = runDaemon(folder, {"--help"});
		CPPUNIT_ASSERT_EQUAL(0, outcome.status);
		for (const char* word :
			 {"--config", "--check", "--daemon", "--pidfile", "--version", "69 ", "70 ", "71 ", "78 "})
			CPPUNIT_ASSERT_MESSAGE(word, contains(outcome.output, word));
		CPPUNIT_ASSERT_EQUAL(std::string(), outcome.errors);
	}

	void testVersionAloneNamesReleaseSdkAndPoco()
	{
		const Folder folder;
		const Outcome outcome = runDaemon(folder, {"--version"});
		CPPUNIT_ASSERT_EQUAL(0, outcome.status);
		CPPUNIT_ASSERT_EQUAL(std::string("athanord " ATHANOR_VERSION " (SDK 1, Poco 1.11.0)\n"),
							 outcome.output);
	}

	void testUnknownOptionEndsWithUsageStatus()
	{
		const Folder folder;
		const Outcome outcome = runDaemon(folder, {"--colour"});
		CPPUNIT_ASSERT_EQUAL(2, outcome.status);
		CPPUNIT_ASSERT_EQUAL(std::string("athanord: Unknown option specified: colour; see athanord --help\n"),
							 outcome.errors);
	}

	void testMissingConfigEndsWithUsageStatus()
	{
		const Folder folder;
		const Outcome outcome = runDaemon(folder, {"--check"});
		CPPUNIT_ASSERT_EQUAL(2, outcome.status);
		CPPUNIT_ASSERT(contains(outcome.errors, "--config FILE is missing; see athanord --help"));
	}

	void testStrayArgumentEndsWithUsageStatus()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni());
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini", "start"});
		CPPUNIT_ASSERT_EQUAL(2, outcome.status);
		CPPUNIT_ASSERT(contains(outcome.errors, "start"));
	}

	void testUnknownOptionWithDaemonEndsWithUsageStatus()
	{
		const Folder folder;
		const Outcome outcome = runDaemon(folder, {"--daemon", "--colour"});
		CPPUNIT_ASSERT_EQUAL(2, outcome.status);
	}

	void testCheckOfGoodFileSaysOkAndOpensNothing()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni("[logging]\noutput = athanor.log\n"));
		const Outcome outcome = runDaemon(folder, {"--check", "-c", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(0, outcome.status);
		CPPUNIT_ASSERT_EQUAL(std::string("athanor.ini: ok (plugins: 2, databases: 1, services: 1)\n"),
							 outcome.output);
		CPPUNIT_ASSERT_EQUAL(std::string(), outcome.errors);
		CPPUNIT_ASSERT_EQUAL(std::string(), readFile(folder.path("test.db")));
		CPPUNIT_ASSERT_EQUAL(std::string(), readFile(folder.path("athanor.log")));
	}

	void testCheckOfShippedConfigurationsSaysOk()
	{
		const Folder folder;
		for (const char* file : {"athanor.ini", "examples/minimal.ini", "examples/two-databases.ini",
								 "examples/logging.ini", "examples/library.ini"})
		{
			const Outcome outcome =
				runDaemon(folder, {"--check", std::string("--config=" ATHANOR_SOURCE_DIR "/config/") + file});
			CPPUNIT_ASSERT_EQUAL_MESSAGE(file + outcome.errors, 0, outcome.status);
		}
	}

	void testCheckOfBadFilePrintsEveryMistake()
	{
		const Folder folder;
		folder.file("bad.ini",
					"[server]\nlisten = 127.0.0.1:99999\nworkerz = 4\n[database]\nbinds = default\n");
		const Outcome outcome = runDaemon(folder, {"--config", "bad.ini", "--check"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT_EQUAL(std::string(), outcome.output);
		CPPUNIT_ASSERT_EQUAL(std::string(badFileMistakes), outcome.errors);
	}

	void testCheckOfUndeclaredServiceKeyPrintsItsPlace()
	{
		const Folder folder;
		folder.file("athanor.ini",
					authorsIni("[service.more]\nplugin = authors\npath = /more\npage_sise = 3\n"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini", "--check"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors,
							   contains(outcome.errors, "athanor.ini:18:1: [service.more] page_sise: "));
	}

	void testBadFileOpensNothing()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni("typo = 1\n"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT_EQUAL(std::string(), readFile(folder.path("test.db")));
	}

	void testBadFileWithDaemonEndsWithConfigurationStatus()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni("typo = 1\n"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini", "--daemon"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, "athanor.ini:15:1: [server] typo: "));
	}

	void testMissingFileEndsWithConfigurationStatus()
	{
		const Folder folder;
		const Outcome outcome = runDaemon(folder, {"--config", "none.ini"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT(contains(outcome.errors, "none.ini"));
	}

	void testUnknownSchemeEndsWithConfigurationStatus()
	{
		const Folder folder;
		folder.file("athanor.ini", replaced(authorsIni(), "sqlite:///", "oracle://user:secret@host/"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, "athanor.ini:7:"));
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, "oracle"));
		CPPUNIT_ASSERT(!contains(outcome.errors, "secret"));
	}

	void testServiceWithoutBindKeyAmongTwoIsRefusedListingThem()
	{
		const Folder folder;
		folder.file("athanor.ini", twoBinds());
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini", "--check"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, "live, archive"));
	}

	void testServiceWithoutBindKeyUsesTheOnlyDatabase()
	{
		const Folder folder;
		std::string ini = replaced(authorsIni(), "binds = default", "binds = live");
		const Daemon daemon = Daemon::serving(folder, replaced(ini, "[database.default]", "[database.live]"));
		daemon.port();
		CPPUNIT_ASSERT(contains(daemon.errors(), "bind live"));
	}

	void testDuplicateBindIsRefused()
	{
		const Folder folder;
		folder.file("athanor.ini", replaced(authorsIni(), "binds = default", "binds = default, default"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, "athanor.ini:5:"));
	}

	void testLogFileInMissingFolderEndsWithConfigurationStatus()
	{
		const Folder folder;
		folder.file("athanor.ini", authorsIni("[logging]\noutput = none/athanor.log\n"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT_EQUAL("cannot open the log file " + folder.path("none/athanor.log") +
								 ": No such file or directory\n",
							 outcome.errors);
	}

	void testMissingPluginEndsWithPluginStatus()
	{
		const Folder folder;
		folder.file("athanor.ini", replaced(authorsIni(), "load = sqlite", "load = missing, sqlite"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(70, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, "missing.so"));
	}

	void testPluginThatIsTextEndsWithPluginStatus()
	{
		const Folder folder;
		folder.file("text.so", "not a library");
		folder.file("athanor.ini", replaced(authorsIni(), "load = sqlite", "load = ./text.so, sqlite"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(70, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, folder.path("text.so")));
	}

	void testMissingPluginWithDaemonEndsWithPluginStatus()
	{
		const Folder folder;
		folder.file("athanor.ini", replaced(authorsIni(), "load = sqlite", "load = missing, sqlite"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini", "--daemon"});
		CPPUNIT_ASSERT_EQUAL(70, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, "missing.so"));
	}

	void testOptionalPluginMissingIsSkipped()
	{
		const Folder folder;
		Daemon daemon = Daemon::serving(folder, replaced(authorsIni("[plugin.missing]\nrequired = false\n"),
														 "load = sqlite", "load = missing, sqlite"));
		CPPUNIT_ASSERT(daemon.port() != 0);
		CPPUNIT_ASSERT_MESSAGE(daemon.errors(), contains(daemon.errors(), "missing.so"));
	}

	void testDatabaseInMissingFolderEndsWithDatabaseStatus()
	{
		const Folder folder;
		folder.file("athanor.ini", replaced(authorsIni(), "///test.db", "///none/test.db"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(69, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, "athanord: bind default: "));
	}

	void testDatabaseFileThatIsTextEndsWithDatabaseStatus()
	{
		const Folder folder;
		folder.file("test.db", std::string(4096, 'x'));
		folder.file("athanor.ini", authorsIni());
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini"});
		CPPUNIT_ASSERT_EQUAL(69, outcome.status);
		CPPUNIT_ASSERT_MESSAGE(outcome.errors, contains(outcome.errors, "athanord: bind default: "));
		CPPUNIT_ASSERT_EQUAL(std::string(4096, 'x'), readFile(folder.path("test.db")));
	}

	void testAddressInUseEndsWithListenStatus()
	{
		const Folder folder;
		const Daemon first = Daemon::serving(folder, authorsIni());
		const Outcome second = runSecond(folder, first, {});
		CPPUNIT_ASSERT_EQUAL(71, second.status);
		CPPUNIT_ASSERT_MESSAGE(second.errors,
							   contains(second.errors, "127.0.0.1:" + std::to_string(first.port())));
	}

	void testAddressInUseWithDaemonEndsWithListenStatus()
	{
		const Folder folder;
		const Daemon first = Daemon::serving(folder, authorsIni());
		CPPUNIT_ASSERT_EQUAL(71, runSecond(folder, first, {"--daemon"}).status);
	}

private:
	static constexpr const char* badFileMistakes =
		"bad.ini:2:10: [server] listen: \"127.0.0.1:99999\" has no port from 0 to 65535\n"
		"bad.ini:3:1: [server] workerz: unknown key; did you mean \"workers\"?\n"
		"bad.ini:5:9: [database] binds: there is no section [database.default]\n";

	static std::string twoBinds()
	{
		return replaced(authorsIni("[database.archive]\nconnection_string = sqlite:///archive.db\n"
								   "[database.live]\nconnection_string = sqlite:///live.db\n"),
						"binds = default\n[database.default]\nconnection_string = sqlite:///test.db\n"
						"commit_mode = autocommit\ncreate_all = true\n",
						"binds = live, archive\n");
	}

	static std::string replaced(std::string text, const std::string& what, const std::string& with)
	{
		const std::size_t at = text.find(what);
		CPPUNIT_ASSERT_MESSAGE(what, at != std::string::npos);
		return text.replace(at, what.size(), with);
	}

	/// With the address of the first.
	static Outcome runSecond(const Folder& folder, const Daemon& first, std::vector<std::string> arguments)
	{
		const std::string address = "127.0.0.1:" + std::to_string(first.port());
		folder.file("second.ini", replaced(authorsIni(), "127.0.0.1:0", address));
		arguments.insert(arguments.end(), {"--config", "second.ini"});
		return runDaemon(folder, arguments);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(DaemonOptionsTest);
