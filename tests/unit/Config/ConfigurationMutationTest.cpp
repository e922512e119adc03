// Every mistake in a configuration gives exactly one line, with its place and what was probably meant.
// SPDX-License-Identifier: MIT
#include "ConfigTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>
#include <vector>


using namespace ConfigTestSupport;


namespace {


const std::vector<std::string> baseLines{
	"[server]",                                 // 1
	"listen = 127.0.0.1:8080",                  // 2
	"workers = 4",                              // 3
	"max_body_bytes = 2 MiB",                   // 4
	"strict_query = yes",                       // 5
	"",                                         // 6
	"[plugins]",                                // 7
	"directory = plugins",                      // 8
	"load = sqlite, authors",                   // 9
	"",                                         // 10
	"[plugin.authors]",                         // 11
	"required = no",                            // 12
	"",                                         // 13
	"[database]",                               // 14
	"binds = default, reports",                 // 15
	"",                                         // 16
	"[database.default]",                       // 17
	"connection_string = sqlite:///local.db",   // 18
	"commit_mode = autocommit",                 // 19
	"create_all = true",                        // 20
	"",                                         // 21
	"[database.default.engine]",                // 22
	"pool_size = 3",                            // 23
	"",                                         // 24
	"[database.reports]",                       // 25
	"connection_string = sqlite:///reports.db", // 26
	"",                                         // 27
	"[service.authors]",                        // 28
	"bind_key = default",                       // 29
	"path = /authors",                          // 30
	"page_size = 10",                           // 31
	"",                                         // 32
	"[logging]",                                // 33
	"level = notice",                           // 34
};


/// The base file with one line replaced (by several, if text has line ends).
std::string mutate(int line, const std::string& text)
{
	std::string result;
	for (std::size_t i = 0; i < baseLines.size(); ++i)
	{
		result += (static_cast<int>(i) + 1 == line ? text : baseLines[i]) + "\n";
	}
	return result;
}


struct Mutation
{
	int line;
	std::string text;
	std::string refusal; ///< without the file's name
};


void check(const std::vector<Mutation>& mutations)
{
	for (const auto& mutation : mutations)
	{
		CPPUNIT_ASSERT_EQUAL_MESSAGE(mutation.text, "a.ini:" + mutation.refusal,
									 refusal(mutate(mutation.line, mutation.text)));
	}
}


} // namespace


class ConfigurationMutationTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ConfigurationMutationTest);
	CPPUNIT_TEST(testBaseUnchangedIsAccepted);
	CPPUNIT_TEST(testSyntaxMutatedIsRefused);
	CPPUNIT_TEST(testBytesMutatedAreRefused);
	CPPUNIT_TEST(testSectionNameMutatedIsRefused);
	CPPUNIT_TEST(testKeyNameMutatedIsRefused);
	CPPUNIT_TEST(testTypeMutatedIsRefused);
	CPPUNIT_TEST(testRangeMutatedIsRefused);
	CPPUNIT_TEST(testListenMutatedIsRefused);
	CPPUNIT_TEST(testPluginsMutatedAreRefused);
	CPPUNIT_TEST(testBindsMutatedAreRefused);
	CPPUNIT_TEST(testDatabaseMutatedIsRefused);
	CPPUNIT_TEST(testServiceMutatedIsRefused);
	CPPUNIT_TEST(testReferenceMutatedIsRefused);
	CPPUNIT_TEST(testManyMistakesGiveAllLinesInOrder);
	CPPUNIT_TEST(testHarmlessChangesAreAccepted);
	CPPUNIT_TEST_SUITE_END();

public:
	void testBaseUnchangedIsAccepted()
	{
		CPPUNIT_ASSERT_EQUAL(std::string(), refusal(mutate(0, "")));
	}

	void testSyntaxMutatedIsRefused()
	{
		check({
			{3, "workers", "3:1: [server]: line has no = between key and value"},
			{3, "  workers 4", "3:3: [server]: line has no = between key and value"},
			{3, "= 4", "3:1: [server]: no key before the ="},
			{3, "# workers = 4", "3:1: [server]: a comment starts with ; and not with #"},
			{3, "\t#", "3:2: [server]: a comment starts with ; and not with #"},
			{3, "workers = 4 ; few", "3:11: [server] workers: \"4 ; few\" is not a whole number"},
			{3, "workers = \"4\"", "3:11: [server] workers: \"\"4\"\" is not a whole number"},
			{3, "listen = [::1]:1", "3:1: [server] listen: key is there twice; first in line 2"},
			{3, "LISTEN = [::1]:1", "3:1: [server] LISTEN: key is there twice; first in line 2"},
			{1, "workers = 4\n[server]\nloops = 1",
			 "1:1: workers: key stands before the first section header"},
			{7, "[plugins", "7:1: [server]: section header has no ]"},
			{7, "[plugins] ; which",
			 "7:10: [server]: text behind a section header; a comment needs a line of its own"},
			{33, "[]\n[logging]", "33:1: [service.authors]: section header is empty"},
			{33, "[server]\n[logging]", "33:1: [server]: section is there twice; first in line 1"},
			{33, "[Server]\n[logging]", "33:1: [server]: section is there twice; first in line 1"},
			{34, "level = notice\n[logging.channels.c]\nclass = X\n[logging.channels]\nc.class = Y",
			 "38:1: [logging.channels] c.class: key is there twice; first in line 36"},
		});
	}

	void testBytesMutatedAreRefused()
	{
		check({
			{3, std::string("wor\0kers = 4", 12), "3:4: [server]: NUL character"},
			{3, "workers = 4\x01", "3:12: [server]: control character"},
			{3, "workers = 4\rloops = 2", "3:12: [server]: control character"},
			{3, "workers = \xFF", "3:1: [server]: line is not UTF-8"},
			{3, "workers = \xC0\xAF", "3:1: [server]: line is not UTF-8"},
			{3, "workers = \xED\xA0\x80", "3:1: [server]: line is not UTF-8"},
			{3, "\xEF\xBB\xBFworkers = 4",
			 "3:1: [server] \xEF\xBB\xBFworkers: unknown key; did you mean \"workers\"?"},
			{3, std::string(70000, 'x'), "3:1: [server]: line is longer than 65536 bytes"},
			{3, ";" + std::string(1000000, 'x'), "3:1: [server]: line is longer than 65536 bytes"},
			{3, "wörkers = 4", "3:1: [server] wörkers: unknown key; did you mean \"workers\"?"},
			{3,
			 "workers =\xC2\xA0"
			 "4",
			 "3:10: [server] workers: \"\xC2\xA0"
			 "4\" is not a whole number"},
		});
	}

	void testSectionNameMutatedIsRefused()
	{
		check({
			{33, "[loging]", "33:1: [loging]: unknown section; did you mean \"logging\"?"},
			{33, "[nonsense]", "33:1: [nonsense]: unknown section"},
			{33, "[include]", "33:1: [include]: unknown section"},
			{33, "[logging.chanels.c]",
			 "33:1: [logging.chanels.c]: unknown section; did you mean \"logging.channels.c\"?"},
			{22, "[database.default.engin]",
			 "22:1: [database.default.engin]: unknown section; did you mean \"database.default.engine\"?"},
			{11, "[plugn.authors]",
			 "11:1: [plugn.authors]: unknown section; did you mean \"plugin.authors\"?"},
			{11, "[plugins.authors]",
			 "11:1: [plugins.authors]: unknown section; did you mean \"plugin.authors\"?"},
			{28, "[services.authors]",
			 "28:1: [services.authors]: unknown section; did you mean \"service.authors\"?"},
			{28, "[service.]\nplugin = authors", "28:1: [service.]: name is missing behind the dot"},
			{28, "[service.my authors]\nplugin = authors",
			 "28:1: [service.my authors]: name \"my authors\" must be a letter or _, then letters, digits, _ "
			 "or -"},
			{28, "[service.a.b]\nplugin = authors",
			 "28:1: [service.a.b]: name \"a.b\" must be a letter or _, then letters, digits, _ or -"},
		});
	}

	void testKeyNameMutatedIsRefused()
	{
		check({
			{3, "worker = 4", "3:1: [server] worker: unknown key; did you mean \"workers\"?"},
			{2, "lisen = 127.0.0.1:80", "2:1: [server] lisen: unknown key; did you mean \"listen\"?"},
			{3, "   zebra = 4", "3:4: [server] zebra: unknown key"},
			{3, "binds = default", "3:1: [server] binds: unknown key; it belongs into [database]"},
			{12, "reqired = no", "12:1: [plugin.authors] reqired: unknown key; did you mean \"required\"?"},
			{19, "commitmode = manual",
			 "19:1: [database.default] commitmode: unknown key; did you mean \"commit_mode\"?"},
			{23, "pool_timeout = 3",
			 "23:1: [database.default.engine] pool_timeout: unknown key; did you mean \"pool_timeout_ms\"?"},
			{23, "options. = 3", "23:1: [database.default.engine] options.: unknown key"},
			{34, "levl = notice", "34:1: [logging] levl: unknown key; did you mean \"level\"?"},
			{14, "[database]\ndefault.async = true", "15:1: [database] default.async: unknown key"},
		});
	}

	void testTypeMutatedIsRefused()
	{
		check({
			{3, "workers = four", "3:11: [server] workers: \"four\" is not a whole number"},
			{3, "workers = 4.0", "3:11: [server] workers: \"4.0\" is not a whole number"},
			{3, "workers = 0x10", "3:11: [server] workers: \"0x10\" is not a whole number"},
			{3, "workers = +4", "3:11: [server] workers: \"+4\" is not a whole number"},
			{3, "workers = 99999999999999999999",
			 "3:11: [server] workers: \"99999999999999999999\" is not a whole number"},
			{3, "workers =", "3:10: [server] workers: has no value"},
			{3, "idle_timeout_ms = 60s",
			 "3:19: [server] idle_timeout_ms: \"60s\" is not a whole number of milliseconds"},
			{23, "pool_recycle_s = 1h",
			 "23:18: [database.default.engine] pool_recycle_s: \"1h\" is not a whole number of seconds"},
			{4, "max_body_bytes = 2 MB",
			 "4:18: [server] max_body_bytes: \"2 MB\" is not a number of bytes (KiB, MiB and GiB may "
			 "follow)"},
			{4, "max_body_bytes = -1",
			 "4:18: [server] max_body_bytes: \"-1\" is not a number of bytes (KiB, MiB and GiB may follow)"},
			{5, "strict_query = 1",
			 "5:16: [server] strict_query: \"1\" is not true, false, yes, no, on or off"},
			{5, "strict_query = ture",
			 "5:16: [server] strict_query: \"ture\" is not true, false, yes, no, on or off; did you mean "
			 "\"true\"?"},
			{19, "commit_mode = auto_commit",
			 "19:15: [database.default] commit_mode: \"auto_commit\" is not manual, autocommit or "
			 "autocommit_include_redirect; did you mean \"autocommit\"?"},
			{23, "synchronous = ful",
			 "23:15: [database.default.engine] synchronous: \"ful\" is not full, normal or off; did you mean "
			 "\"full\"?"},
			{34, "format = jsn",
			 "34:10: [logging] format: \"jsn\" is not text or json; did you mean \"json\"?"},
		});
	}

	void testRangeMutatedIsRefused()
	{
		check({
			{3, "workers = 0", "3:11: [server] workers: 0 is not in the range 1 to 4096"},
			{3, "workers = -4", "3:11: [server] workers: -4 is not in the range 1 to 4096"},
			{3, "workers = 4097", "3:11: [server] workers: 4097 is not in the range 1 to 4096"},
			{3, "max_headers_bytes = 1 GiB",
			 "3:21: [server] max_headers_bytes: 1 GiB is not in the range 1 KiB to 16 MiB"},
			{4, "max_body_bytes = 3 GiB",
			 "4:18: [server] max_body_bytes: 3 GiB is not in the range 0 to 2 GiB"},
			{23, "max_overflow = -2",
			 "23:16: [database.default.engine] max_overflow: -2 is not in the range -1 to 10000"},
			{23, "statement_timeout_ms = 86400001",
			 "23:24: [database.default.engine] statement_timeout_ms: 86400001 is not in the range 0 to "
			 "86400000"},
		});
	}

	void testListenMutatedIsRefused()
	{
		check({
			{2, "listen = 8080", "2:10: [server] listen: \"8080\" is not host:port"},
			{2, "listen = :8080", "2:10: [server] listen: \":8080\" is not host:port"},
			{2, "listen = localhost:http",
			 "2:10: [server] listen: \"localhost:http\" has no port from 0 to 65535"},
			{2, "listen = localhost:65536",
			 "2:10: [server] listen: \"localhost:65536\" has no port from 0 to 65535"},
			{2, "listen = localhost:", "2:10: [server] listen: \"localhost:\" has no port from 0 to 65535"},
			{2, "listen = 127.0.0.256:80",
			 "2:10: [server] listen: \"127.0.0.256:80\" has no IPv4 address before its port"},
			{2, "listen = ::1:80",
			 "2:10: [server] listen: \"::1:80\" needs brackets around an IPv6 address ([::1]:8080)"},
			{2, "listen = [::g]:80",
			 "2:10: [server] listen: \"[::g]:80\" has no IPv6 address in its brackets"},
			{2, "listen = [::1]", "2:10: [server] listen: \"[::1]\" is not host:port"},
			{2, "listen = localhost:1,, localhost:2", "2:22: [server] listen: word missing between commas"},
			{2, "listen = localhost:1, ä b:2",
			 "2:23: [server] listen: \"ä b:2\" has no host name or address before its port"},
			{2, "listen = localhost:1, localhost:1", "2:23: [server] listen: localhost:1 is there twice"},
			{2, "listen =", "2:9: [server] listen: needs at least one host:port"},
		});
	}

	void testPluginsMutatedAreRefused()
	{
		check({
			{9, "load = sqlite, authors, authors", "9:25: [plugins] load: \"authors\" is there twice"},
			{9, "load = sqlite, authors, x.so",
			 "9:25: [plugins] load: \"x.so\" is neither a plugin's name nor a path; did you mean \"x\"?"},
			{9, "load = sqlite, authors,", "9:24: [plugins] load: word missing between commas"},
			{11, "[plugin.author]",
			 "11:1: [plugin.author]: plugin is not in [plugins] load; did you mean \"authors\"?"},
			{8, "directory =", "8:12: [plugins] directory: has no value"},
		});
	}

	void testBindsMutatedAreRefused()
	{
		check({
			{15, "binds = default, reports, default",
			 "15:27: [database] binds: bind key \"default\" is there twice"},
			{15, "binds = default, reports, Reports",
			 "15:27: [database] binds: bind key \"Reports\" is there twice"},
			{15, "binds = default, reports, 1st",
			 "15:27: [database] binds: bind key \"1st\" must be a letter or _, then letters, digits, _ or -"},
			{15, "binds = default, reports, größe",
			 "15:27: [database] binds: bind key \"größe\" must be a letter or _, then letters, digits, _ or "
			 "-"},
			{15, "binds = default, reports, users",
			 "15:27: [database] binds: there is no section [database.users]"},
			{15, "binds = default", "25:1: [database.reports]: bind key is not in [database] binds"},
			{15, "binds = default, report",
			 "15:18: [database] binds: there is no section [database.report]; did you mean \"reports\"?\n"
			 "a.ini:25:1: [database.reports]: bind key is not in [database] binds; did you mean \"report\"?"},
			{22, "[database.defalt.engine]",
			 "22:1: [database.defalt.engine]: bind key is not in [database] binds; did you mean "
			 "\"default\"?"},
		});
	}

	void testDatabaseMutatedIsRefused()
	{
		check({
			{18, "", "17:1: [database.default] connection_string: is missing"},
			{18, "connection_string =", "18:20: [database.default] connection_string: has no value"},
			{18, "connection_string = host=x password=geheim",
			 "18:21: [database.default] connection_string: has no scheme (scheme://...)"},
			{18, "connection_string = ://x",
			 "18:21: [database.default] connection_string: has no valid scheme before the ://"},
			{18, "connection_string = a b://x",
			 "18:21: [database.default] connection_string: has no valid scheme before the ://"},
			{18, "connection_string = a+://x",
			 "18:21: [database.default] connection_string: has no driver between the + and the ://"},
			{18, "connection_string = a+asyncfoo://x\nasync = no",
			 "19:9: [database.default] async: contradicts the driver +asyncfoo of connection_string"},
		});
	}

	void testServiceMutatedIsRefused()
	{
		check({
			{29, "bind_key = x",
			 "29:12: [service.authors] bind_key: unknown bind key \"x\"; known: default, reports"},
			{29, "bind_key = defualt",
			 "29:12: [service.authors] bind_key: unknown bind key \"defualt\"; known: default, reports; did "
			 "you "
			 "mean \"default\"?"},
			{29, "plugin = author",
			 "29:10: [service.authors] plugin: plugin \"author\" is not in [plugins] load; did you mean "
			 "\"authors\"?"},
			{28, "[service.author]",
			 "28:1: [service.author]: plugin \"author\" is not in [plugins] load; did you mean \"authors\"?"},
			{30, "path = authors", "30:8: [service.authors] path: \"authors\" must begin with /"},
			{30, "path = /authors/", "30:8: [service.authors] path: \"/authors/\" must not end with /"},
			{30, "path = /a//b", "30:8: [service.authors] path: \"/a//b\" has an empty segment (//)"},
			{30, "path = /a/../b", "30:8: [service.authors] path: \"/a/../b\" has a segment . or .."},
			{30, "path = /a?b",
			 "30:8: [service.authors] path: \"/a?b\" has a character that a mount point must not have "
			 "(blank ? # % { } \\ \" < >)"},
			{31, "[service.second]\nplugin = authors\npath = /authors",
			 "33:8: [service.second] path: \"/authors\" is the path of [service.authors] already"},
		});
	}

	void testReferenceMutatedIsRefused()
	{
		check({
			{3, "workers = ${no.such.key}", "3:11: [server] workers: ${no.such.key} is not known"},
			{3, "workers = ${}", "3:11: [server] workers: ${} is not known"},
			{8, "directory = a/${application.dri}",
			 "8:15: [plugins] directory: ${application.dri} is not known"},
			{18, "connection_string = s://u:${system.env.ATHANOR_NO_SUCH_VARIABLE}@h/d",
			 "18:27: [database.default] connection_string: environment variable ATHANOR_NO_SUCH_VARIABLE is "
			 "not set"},
			{18, "connection_string = s://u:p${w@h/d",
			 "18:28: [database.default] connection_string: ${ has no closing }"},
			{3, "workers = ${server.workers}",
			 "3:11: [server] workers: ${server.workers} refers to itself or too deep"},
			{31, "page_size = ${x}", "31:13: [service.authors] page_size: ${x} is not known"},
			{34, "channels.c.path = ${x}", "34:19: [logging] channels.c.path: ${x} is not known"},
			{33, "[logging.channels.c]\npath = ${x}\n[logging]",
			 "34:8: [logging.channels.c] path: ${x} is not known"},
		});
	}

	void testManyMistakesGiveAllLinesInOrder()
	{
		const std::string text = "# not so\n"
								 "[server]\n"
								 "listen 80\n"
								 "workers = many\n"
								 "[databse]\n"
								 "binds = a\n"
								 "[service.x]\n"
								 "bind_key = a\n";
		const std::string expected =
			"a.ini:1:1: a comment starts with ; and not with #\n"
			"a.ini:3:1: [server]: line has no = between key and value\n"
			"a.ini:4:11: [server] workers: \"many\" is not a whole number\n"
			"a.ini:5:1: [databse]: unknown section; did you mean \"database\"?\n"
			"a.ini:7:1: [service.x]: plugin \"x\" is not in [plugins] load\n"
			"a.ini:8:12: [service.x] bind_key: unknown bind key \"a\"; there are none";
		CPPUNIT_ASSERT_EQUAL(expected, refusal(text));
	}

	void testHarmlessChangesAreAccepted()
	{
		std::string crlf = "\xEF\xBB\xBF";
		for (const auto& line : baseLines)
			crlf += line + "\r\n";
		CPPUNIT_ASSERT_EQUAL(std::string(), refusal(crlf));
		for (const char* text : {"  WORKERS\t=  4  ", "; workers", "  ; x", "workers=4096", "\t", ""})
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(), refusal(mutate(3, text)));
		}
		CPPUNIT_ASSERT_EQUAL(std::string(), refusal(""));
		CPPUNIT_ASSERT_EQUAL(std::string(), refusal("[server]"));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ConfigurationMutationTest);
