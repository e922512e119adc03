// SPDX-License-Identifier: MIT
#include "ConfigTestSupport.h"
#include "Poco/Environment.h"
#include "Poco/TemporaryFile.h"
#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>


using namespace Athanor;
using namespace ConfigTestSupport;


namespace {


const std::string twoBinds = "[plugins]\nload = svc\n"
							 "[database]\nbinds = zeta, alpha\n"
							 "[database.alpha]\nconnection_string = x:///a\n"
							 "[database.zeta]\nconnection_string = x:///z\n";


const std::string statusesHead = "[database]\nbinds = a\n[database.a]\nconnection_string = x:///a\n";


/// What is wrong with a file.
std::string problems(const std::string& text)
{
	try
	{
		parse(text);
	}
	catch (const ImproperConfigurationException& exception)
	{
		return exception.message();
	}
	return "nothing";
}


} // namespace


class ConfigurationTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ConfigurationTest);
	CPPUNIT_TEST(testServerKeysAreRead);
	CPPUNIT_TEST(testListenTakesSeveralAddresses);
	CPPUNIT_TEST(testPathsRelativeBecomeAbsolute);
	CPPUNIT_TEST(testWorkingDirectoryDefaultIsTheCurrentOne);
	CPPUNIT_TEST(testDirectoryWithoutApplicationDirIsNeededForNamesOnly);
	CPPUNIT_TEST(testPluginSettingsMissingAreDefaults);
	CPPUNIT_TEST(testBindsKeepTheOrderOfTheList);
	CPPUNIT_TEST(testBindNamesInOtherCaseAreTheListed);
	CPPUNIT_TEST(testServiceWithoutBindKeyTakesDefault);
	CPPUNIT_TEST(testServiceWithoutBindKeyTakesTheOnlyOne);
	CPPUNIT_TEST(testServiceWithoutBindKeyAmongTwoIsRefused);
	CPPUNIT_TEST(testServiceWithoutDatabasesHasNoBindKey);
	CPPUNIT_TEST(testServiceKeepsOwnKeysInOrder);
	CPPUNIT_TEST(testRequireUnknownBindKeyNamesKnownOnes);
	CPPUNIT_TEST(testDatabaseKeysAreRead);
	CPPUNIT_TEST(testExtraStatusesAreRead);
	CPPUNIT_TEST(testContradictoryStatusesAreRefused);
	CPPUNIT_TEST(testStatusesThatAreNoneAreRefused);
	CPPUNIT_TEST(testExtraStatusesOfManualModeAreRefused);
	CPPUNIT_TEST(testAsyncDriverMakesBindAsync);
	CPPUNIT_TEST(testLoggingKeysAreRead);
	CPPUNIT_TEST(testLoggingOfPocoIsHandedOn);
	CPPUNIT_TEST(testReferencesToFileAndApplicationAreExpanded);
	CPPUNIT_TEST(testEnvironmentValueIsTakenAsItIs);
	CPPUNIT_TEST(testMessagesNeverShowThePassword);
	CPPUNIT_TEST(testLoadMissingFileIsRefused);
	CPPUNIT_TEST(testLoadReadsTheFile);
	CPPUNIT_TEST_SUITE_END();

public:
	void testServerKeysAreRead()
	{
		const auto server =
			parse("[server]\nloops=1\nworkers=2\nworker_queue=3\nmax_connections=4\n"
				  "max_request_line=300\nmax_header=1KiB\nmax_headers_bytes=2 kib\n"
				  "max_headers=8\nmax_body_bytes=3 MiB\njson_depth=10\nheader_timeout_ms=11\n"
				  "body_min_rate=12\nbody_grace_ms=13\nidle_timeout_ms=14\nwrite_timeout_ms=15\n"
				  "drain_timeout_ms=16\nmax_page_size=17\nstrict_query=OFF\naccess_log=Yes\n")
				.server();
		ServerConfig expected;
		expected.loops = 1;
		expected.workers = 2;
		expected.workerQueue = 3;
		expected.maxConnections = 4;
		expected.maxRequestLine = 300;
		expected.maxHeader = 1024;
		expected.maxHeadersBytes = 2048;
		expected.maxHeaders = 8;
		expected.maxBodyBytes = 3 * 1024 * 1024;
		expected.jsonDepth = 10;
		expected.headerTimeoutMs = 11;
		expected.bodyMinRate = 12;
		expected.bodyGraceMs = 13;
		expected.idleTimeoutMs = 14;
		expected.writeTimeoutMs = 15;
		expected.drainTimeoutMs = 16;
		expected.maxPageSize = 17;
		expected.strictQuery = false;
		expected.accessLog = true;
		CPPUNIT_ASSERT(expected == server);
	}

	void testListenTakesSeveralAddresses()
	{
		const auto listen =
			parse("[server]\nlisten = localhost:80, [::1]:0 ,0.0.0.0:65535, a:0, a:0").server().listen;
		const std::vector<ListenAddress> expected{
			{"localhost", 80}, {"::1", 0}, {"0.0.0.0", 65535}, {"a", 0}, {"a", 0}};
		CPPUNIT_ASSERT(expected == listen);
		CPPUNIT_ASSERT_EQUAL(std::string("[::1]:0"), listen[1].toString());
		CPPUNIT_ASSERT_EQUAL(std::string("localhost:80"), listen[0].toString());
	}

	void testPathsRelativeBecomeAbsolute()
	{
		const auto configuration = parse("[plugins]\ndirectory = lib/../p\nload = a, x/b.so, /c.so\n"
										 "[logging]\noutput = log/x.log\n"
										 "[database]\nbinds = a\n[database.a]\nconnection_string = x:///y\n");
		const auto& plugins = configuration.plugins();
		CPPUNIT_ASSERT_EQUAL(std::string("/srv/p"), plugins.directory);
		CPPUNIT_ASSERT_EQUAL(std::string("/srv/p/a.so"), plugins.fileOf(plugins.load[0]));
		CPPUNIT_ASSERT_EQUAL(std::string("/srv/x/b.so"), plugins.fileOf(plugins.load[1]));
		CPPUNIT_ASSERT_EQUAL(std::string("/c.so"), plugins.fileOf(plugins.load[2]));
		CPPUNIT_ASSERT_EQUAL(std::string("/srv/log/x.log"), configuration.logging().file);
		CPPUNIT_ASSERT_EQUAL(std::string("/srv"), configuration.databases()[0].workingDirectory);
		CPPUNIT_ASSERT_EQUAL(std::string("x:///y"), configuration.databases()[0].connectionString);
	}

	void testWorkingDirectoryDefaultIsTheCurrentOne()
	{
		auto config = application();
		CPPUNIT_ASSERT_EQUAL(std::filesystem::current_path().string(),
							 Configuration::parse("", "a.ini", *config).workingDirectory());
	}

	void testDirectoryWithoutApplicationDirIsNeededForNamesOnly()
	{
		Poco::AutoPtr<Poco::Util::MapConfiguration> bare(new Poco::Util::MapConfiguration);
		CPPUNIT_ASSERT_EQUAL(std::string(),
							 Configuration::parse("", "a.ini", *bare, "/").plugins().directory);
		CPPUNIT_ASSERT_NO_THROW(Configuration::parse("[plugins]\nload=/a.so", "a.ini", *bare, "/"));
		CPPUNIT_ASSERT_THROW(Configuration::parse("[plugins]\nload=a", "a.ini", *bare, "/"),
							 ImproperConfigurationException);
	}

	void testPluginSettingsMissingAreDefaults()
	{
		const auto configuration = parse("[plugins]\nload = a, b\n[plugin.a]\nrequired = off\n");
		CPPUNIT_ASSERT(!configuration.plugin("a").required);
		CPPUNIT_ASSERT(configuration.plugin("b").required);
		CPPUNIT_ASSERT_EQUAL(3, configuration.plugin("a").position.line);
	}

	void testBindsKeepTheOrderOfTheList()
	{
		const auto configuration = parse(twoBinds);
		CPPUNIT_ASSERT((std::vector<std::string>{"zeta", "alpha"}) == configuration.knownBindKeys());
		CPPUNIT_ASSERT_EQUAL(std::string("x:///z"), configuration.databases()[0].connectionString);
		CPPUNIT_ASSERT_EQUAL(std::string("x:///a"), configuration.find("alpha")->connectionString);
		CPPUNIT_ASSERT(configuration.find("beta") == nullptr);
		CPPUNIT_ASSERT(!configuration.defaultBindKey());
	}

	void testBindNamesInOtherCaseAreTheListed()
	{
		const auto configuration =
			parse("[plugins]\nload = svc\n[database]\nbinds = Main\n"
				  "[DATABASE.MAIN]\nConnection_String = x://\n[database.main.engine]\npool_size = 7\n"
				  "[service.svc]\nbind_key = MAIN\n");
		CPPUNIT_ASSERT_EQUAL(std::string("Main"), configuration.databases()[0].bindKey);
		CPPUNIT_ASSERT_EQUAL(7, configuration.databases()[0].engine.poolSize);
		CPPUNIT_ASSERT_EQUAL(std::string("Main"), configuration.services()[0].bindKey);
		CPPUNIT_ASSERT(configuration.find("main") == nullptr);
	}

	void testServiceWithoutBindKeyTakesDefault()
	{
		const auto configuration = parse(
			"[plugins]\nload = svc\n[database]\nbinds = a, default\n[database.a]\nconnection_string = x://\n"
			"[database.default]\nconnection_string = x://\n[service.svc]\n");
		CPPUNIT_ASSERT_EQUAL(std::string("default"), configuration.services()[0].bindKey);
		CPPUNIT_ASSERT_EQUAL(std::string("default"), *configuration.defaultBindKey());
	}

	void testServiceWithoutBindKeyTakesTheOnlyOne()
	{
		const auto configuration = parse("[plugins]\nload = svc\n[database]\nbinds = a\n[database.a]\n"
										 "connection_string = x://\n[service.svc]\n");
		CPPUNIT_ASSERT_EQUAL(std::string("a"), configuration.services()[0].bindKey);
		CPPUNIT_ASSERT_EQUAL(std::string("a"), *configuration.defaultBindKey());
	}

	void testServiceWithoutBindKeyAmongTwoIsRefused()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.ini:9:1: [service.svc] bind_key: is missing, and no bind key is called "
						"\"default\"; known: zeta, alpha"),
			refusal(twoBinds + "[service.svc]\n"));
	}

	void testServiceWithoutDatabasesHasNoBindKey()
	{
		const auto configuration = parse("[plugins]\nload = svc\n[service.svc]\n");
		CPPUNIT_ASSERT_EQUAL(std::string(), configuration.services()[0].bindKey);
		CPPUNIT_ASSERT_EQUAL(std::string(), configuration.services()[0].path);
		CPPUNIT_ASSERT_EQUAL(std::string("svc"), configuration.services()[0].plugin);
	}

	void testServiceKeepsOwnKeysInOrder()
	{
		const auto configuration = parse(twoBinds + "[service.one]\nzz = ${application.dir}\nplugin = svc\n"
													"path = /\nbind_key = alpha\n  aa = 1\n");
		const auto& service = configuration.services().at(0);
		CPPUNIT_ASSERT_EQUAL(std::string("one"), service.name);
		CPPUNIT_ASSERT_EQUAL(std::string("svc"), service.plugin);
		CPPUNIT_ASSERT_EQUAL(std::string("/"), service.path);
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), service.settings.size());
		CPPUNIT_ASSERT_EQUAL(std::string("zz"), service.settings[0].key);
		CPPUNIT_ASSERT_EQUAL(std::string("/opt/athanor/bin/"), service.settings[0].value);
		CPPUNIT_ASSERT_EQUAL(std::string("${application.dir}"), service.settings[0].raw);
		CPPUNIT_ASSERT((SourcePosition{"a.ini", 14, 3}) == service.settings[1].position);
		CPPUNIT_ASSERT((SourcePosition{"a.ini", 14, 8}) == service.settings[1].valuePosition);
		CPPUNIT_ASSERT_EQUAL(std::string("a.ini:14:8: [service.one] aa: why"),
							 service.error("aa", "why").toString());
		CPPUNIT_ASSERT_EQUAL(std::string("a.ini:9:1: [service.one] no: why"),
							 service.error("no", "why").toString());
	}

	void testRequireUnknownBindKeyNamesKnownOnes()
	{
		const auto configuration = parse(twoBinds);
		CPPUNIT_ASSERT_EQUAL(std::string("alpha"), configuration.require("alpha").bindKey);
		try
		{
			configuration.require("alhpa");
			CPPUNIT_FAIL("accepted");
		}
		catch (const ImproperConfigurationException& exception)
		{
			CPPUNIT_ASSERT_EQUAL(
				std::string("unknown bind key \"alhpa\"; known: zeta, alpha; did you mean \"alpha\"?"),
				exception.message());
		}
	}

	void testDatabaseKeysAreRead()
	{
		const auto database =
			parse("[database]\nbinds = a\n[database.a]\n  connection_string = X+Drv://u:p@h/d\n"
				  "commit_mode = AUTOCOMMIT_include_redirect\ncreate_all = on\nasync = true\n"
				  "[database.a.engine]\npool_size=1\nmax_overflow=-1\npool_timeout_ms=2\npool_recycle_s="
				  "3\npool_idle_s=7\n"
				  "pool_pre_ping=on\nshared_connections=5\ngroup_commit=on\nconnect_timeout_ms=4\nstatement_"
				  "timeout_ms="
				  "0\nbusy_timeout_ms=6\n"
				  "synchronous=normal\nisolation_level=Repeatable_read\necho=on\noptions.Application_Name = "
				  "me\nOptions.x.y =\n")
				.databases()
				.at(0);
		const EngineConfig engine{1,
								  -1,
								  2,
								  3,
								  7,
								  true,
								  5,
								  true,
								  4,
								  0,
								  6,
								  Synchronous::Normal,
								  true,
								  {{"Application_Name", "me"}, {"x.y", ""}},
								  IsolationLevel::RepeatableRead};
		CPPUNIT_ASSERT(engine == database.engine);
		CPPUNIT_ASSERT(database.commitMode == CommitMode::AutocommitIncludeRedirect);
		CPPUNIT_ASSERT(database.createAll);
		CPPUNIT_ASSERT(database.async);
		CPPUNIT_ASSERT_EQUAL(std::string("x"), database.scheme());
		CPPUNIT_ASSERT_EQUAL(std::string("drv"), database.driver());
		CPPUNIT_ASSERT_EQUAL(std::string("u:p@h/d"), database.target());
		CPPUNIT_ASSERT_EQUAL(std::string("a.ini:4:23: [database.a] connection_string: why"),
							 database.error("connection_string", "why").toString());
		CPPUNIT_ASSERT_EQUAL(std::string("a.ini:3:1: [database.a] async: why"),
							 database.error("async", "why").toString());
	}

	void testExtraStatusesAreRead()
	{
		const auto database =
			parse(statusesHead + "commit_mode = autocommit\nextra_commit_statuses = 404, 409\n"
								 "extra_rollback_statuses = 206\n")
				.databases()
				.at(0);
		CPPUNIT_ASSERT((std::vector<int>{404, 409}) == database.extraCommitStatuses);
		CPPUNIT_ASSERT((std::vector<int>{206}) == database.extraRollbackStatuses);
	}

	void testContradictoryStatusesAreRefused()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("a.ini:7:27: [database.a] extra_rollback_statuses: 404 is among "
										 "extra_commit_statuses as well"),
							 problems(statusesHead + "commit_mode = autocommit\nextra_commit_statuses = 404\n"
													 "extra_rollback_statuses = 206, 404\n"));
	}

	void testStatusesThatAreNoneAreRefused()
	{
		const std::string mode = statusesHead + "commit_mode = autocommit\nextra_commit_statuses = ";
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.ini:6:25: [database.a] extra_commit_statuses: \"99\" is no status of an "
						"answer (200 to 599)"),
			problems(mode + "99\n"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.ini:6:30: [database.a] extra_commit_statuses: \"oops\" is no status of an "
						"answer (200 to 599)"),
			problems(mode + "404, oops\n"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.ini:6:30: [database.a] extra_commit_statuses: 404 is there twice"),
			problems(mode + "404, 404\n"));
	}

	void testExtraStatusesOfManualModeAreRefused()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.ini:5:25: [database.a] extra_commit_statuses: commit_mode = manual commits no "
						"status by itself"),
			problems(statusesHead + "extra_commit_statuses = 404\n"));
	}

	void testAsyncDriverMakesBindAsync()
	{
		const std::string head = "[database]\nbinds = a\n[database.a]\nconnection_string = ";
		CPPUNIT_ASSERT(parse(head + "postgresql+asyncpg://h/d").databases()[0].async);
		CPPUNIT_ASSERT(parse(head + "sqlite+aiosqlite:///d").databases()[0].async);
		CPPUNIT_ASSERT(!parse(head + "postgresql+psycopg://h/d").databases()[0].async);
		CPPUNIT_ASSERT(!parse(head + "sqlite:///a+async").databases()[0].async);
		CPPUNIT_ASSERT_EQUAL(std::string("sqlite"), parse(head + "sqlite:///a+b").databases()[0].scheme());
		CPPUNIT_ASSERT_EQUAL(std::string("postgresql"),
							 parse(head + "postgresql+asyncpg://h").databases()[0].scheme());
	}

	void testLoggingKeysAreRead()
	{
		const auto logging = parse("[logging]\nlevel = Debug\noutput = Console\nformat = JSON\n").logging();
		CPPUNIT_ASSERT_EQUAL(std::string("debug"), logging.level);
		CPPUNIT_ASSERT_EQUAL(std::string(), logging.file);
		CPPUNIT_ASSERT(logging.format == LogFormat::Json);
		CPPUNIT_ASSERT(!logging.hasOwnChannels());
	}

	void testLoggingOfPocoIsHandedOn()
	{
		const auto logging =
			parse("[logging]\nloggers.root.channel = c\n[logging.channels.c]\nclass = FileChannel\n"
				  "path = ${application.dir}x.log\n")
				.logging();
		const std::map<std::string, std::string> expected{
			{"logging.loggers.root.channel", "c"},
			{"logging.channels.c.class", "FileChannel"},
			{"logging.channels.c.path", "/opt/athanor/bin/x.log"}};
		CPPUNIT_ASSERT(logging.hasOwnChannels());
		CPPUNIT_ASSERT(expected == logging.properties);
	}

	void testReferencesToFileAndApplicationAreExpanded()
	{
		const auto configuration = parse(
			"[plugins]\nload = svc\n[server]\nworkers = 7\n"
			"[service.svc]\na = ${server.workers}/${service.svc.b}$\nb = <${application.dir}>\nc = $x {y}\n");
		const auto& settings = configuration.services()[0].settings;
		CPPUNIT_ASSERT_EQUAL(std::string("7/</opt/athanor/bin/>$"), settings[0].value);
		CPPUNIT_ASSERT_EQUAL(std::string("$x {y}"), settings[2].value);
	}

	void testEnvironmentValueIsTakenAsItIs()
	{
		Poco::Environment::set("ATHANOR_TEST_PASSWORD", "a${server.workers}${b");
		const auto configuration =
			parse("[database]\nbinds = a\n[database.a]\n"
				  "connection_string = x://u:${system.env.ATHANOR_TEST_PASSWORD}@h/d\n");
		CPPUNIT_ASSERT_EQUAL(std::string("x://u:a${server.workers}${b@h/d"),
							 configuration.databases()[0].connectionString);
		CPPUNIT_ASSERT_EQUAL(std::string("x://u:***@h/d"), configuration.databases()[0].redacted());
	}

	void testMessagesNeverShowThePassword()
	{
		Poco::Environment::set("ATHANOR_TEST_PASSWORD", "geheim");
		const auto message =
			refusal("[plugins]\nload = svc\n[server]\nworkers = ${system.env.ATHANOR_TEST_PASSWORD}\n"
					"[database]\nbinds = a\n[database.a]\n"
					"connection_string = user:${system.env.ATHANOR_TEST_PASSWORD}\n");
		CPPUNIT_ASSERT_EQUAL(
			std::string("a.ini:4:11: [server] workers: \"${system.env.ATHANOR_TEST_PASSWORD}\" is not a "
						"whole number\n"
						"a.ini:8:21: [database.a] connection_string: has no scheme (scheme://...)"),
			message);
	}

	void testLoadMissingFileIsRefused()
	{
		auto config = application();
		try
		{
			Configuration::load("/no/such.ini", *config);
			CPPUNIT_FAIL("accepted");
		}
		catch (const ImproperConfigurationException& exception)
		{
			CPPUNIT_ASSERT_EQUAL(std::string("/no/such.ini: cannot be read (No such file or directory)"),
								 exception.message());
		}
	}

	void testLoadReadsTheFile()
	{
		Poco::TemporaryFile file;
		std::ofstream(file.path()) << "[server]\nworkers = 9\n";
		auto config = application();
		const auto configuration = Configuration::load(file.path(), *config, "/srv");
		CPPUNIT_ASSERT_EQUAL(9, configuration.server().workers);
		CPPUNIT_ASSERT_EQUAL(file.path(), configuration.fileName());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ConfigurationTest);
