//
// CommandLineTest.cpp
//
// Library: Tests
// Package: Migration
//
// What the words of `database …` mean.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Migration/CommandLine.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


std::string failure(const std::vector<std::string>& words)
{
	try
	{
		CommandLine::parse(words);
	}
	catch (const InvalidRequestException& exception)
	{
		return exception.message();
	}
	return "no failure";
}


std::string first(const std::vector<std::string>& words)
{
	std::string word;
	return std::string(CommandLine::isMeant(words, word) ? "yes " : "no ") + word;
}


} // namespace


class CommandLineTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(CommandLineTest);
	CPPUNIT_TEST(testOptionsStandAnywhere);
	CPPUNIT_TEST(testFormsOfValues);
	CPPUNIT_TEST(testSignedNumberIsAnArgument);
	CPPUNIT_TEST(testPresetsOfArguments);
	CPPUNIT_TEST(testAliasesAreTheSameCommand);
	CPPUNIT_TEST(testRepeatedOptionsAreKept);
	CPPUNIT_TEST(testWrongUsageIsNamed);
	CPPUNIT_TEST(testHelpNeedsNothingElse);
	CPPUNIT_TEST(testEveryCommandHasHelp);
	CPPUNIT_TEST(testIsMeantLooksAtTheFirstWordThatIsNoOption);
	CPPUNIT_TEST_SUITE_END();

public:
	void testOptionsStandAnywhere()
	{
		for (const std::vector<std::string>& words :
			 {std::vector<std::string>{"--config", "f", "--no-prompt", "database", "upgrade", "head"},
			  {"database", "--config", "f", "upgrade", "--no-prompt", "head"},
			  {"db", "upgrade", "head", "--no-prompt", "-c", "f"}})
		{
			const CommandLine line = CommandLine::parse(words);
			CPPUNIT_ASSERT_EQUAL(std::string("upgrade"), line.command()->name);
			CPPUNIT_ASSERT_EQUAL(std::string("f"), line.value("config"));
			CPPUNIT_ASSERT_EQUAL(std::string("head"), line.argument());
			CPPUNIT_ASSERT(line.has("no-prompt"));
		}
	}

	void testFormsOfValues()
	{
		const CommandLine line = CommandLine::parse({"db", "revision", "--config=a=b", "-mAdd users"});
		CPPUNIT_ASSERT_EQUAL(std::string("a=b"), line.value("config"));
		CPPUNIT_ASSERT_EQUAL(std::string("Add users"), line.value("message"));
		CPPUNIT_ASSERT_EQUAL(std::string("else"), line.value("head", "else"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("-x"),
			CommandLine::parse({"db", "merge", "a+b", "-c", "f", "-m", "-x"}).value("message"));
	}

	void testSignedNumberIsAnArgument()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("-1"),
							 CommandLine::parse({"db", "-c", "f", "downgrade", "-1"}).argument());
		CPPUNIT_ASSERT_EQUAL(std::string("+2"),
							 CommandLine::parse({"db", "-c", "f", "upgrade", "+2"}).argument());
		CPPUNIT_ASSERT_EQUAL(std::string("-x"),
							 CommandLine::parse({"db", "-c", "f", "show", "--", "-x"}).argument());
	}

	void testPresetsOfArguments()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("head"),
							 CommandLine::parse({"db", "-c", "f", "upgrade"}).argument());
		CPPUNIT_ASSERT_EQUAL(std::string("-1"),
							 CommandLine::parse({"db", "-c", "f", "downgrade"}).argument());
		CPPUNIT_ASSERT_EQUAL(std::string(), CommandLine::parse({"db", "-c", "f", "init"}).argument());
	}

	void testAliasesAreTheSameCommand()
	{
		CPPUNIT_ASSERT_EQUAL(CommandLine::parse({"db", "-c", "f", "make-migrations"}).command(),
							 CommandLine::parse({"db", "-c", "f", "revision"}).command());
		CPPUNIT_ASSERT_EQUAL(CommandLine::parse({"db", "-c", "f", "current"}).command(),
							 CommandLine::parse({"db", "-c", "f", "show-current-revision"}).command());
	}

	void testRepeatedOptionsAreKept()
	{
		const CommandLine line =
			CommandLine::parse({"db", "-c", "f", "dump-data", "-t", "a", "--table", "b"});
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), line.values("table").size());
		CPPUNIT_ASSERT_EQUAL(std::string("b"), line.value("table"));
	}

	void testWrongUsageIsNamed()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("unknown option --confg; did you mean --config?"),
							 failure({"db", "heads", "--confg", "f"}));
		CPPUNIT_ASSERT_EQUAL(std::string("unknown option -x"), failure({"db", "heads", "-x"}));
		CPPUNIT_ASSERT_EQUAL(std::string("--config needs a value"), failure({"db", "heads", "--config"}));
		CPPUNIT_ASSERT_EQUAL(std::string("--sql takes no value"), failure({"db", "upgrade", "--sql=yes"}));
		CPPUNIT_ASSERT_EQUAL(std::string("--config FILE is missing"), failure({"db", "heads"}));
		CPPUNIT_ASSERT_EQUAL(std::string("heads takes no option --sql"),
							 failure({"db", "-c", "f", "heads", "--sql"}));
		CPPUNIT_ASSERT_EQUAL(std::string("heads takes no argument: x"),
							 failure({"db", "-c", "f", "heads", "x"}));
		CPPUNIT_ASSERT_EQUAL(std::string("upgrade takes one argument; too many: b"),
							 failure({"db", "-c", "f", "upgrade", "a", "b"}));
		CPPUNIT_ASSERT_EQUAL(std::string("stamp needs its argument REVISION"),
							 failure({"db", "-c", "f", "stamp"}));
		CPPUNIT_ASSERT_EQUAL(std::string("unknown command database upgrad; did you mean upgrade?"),
							 failure({"db", "upgrad"}));
		CPPUNIT_ASSERT_EQUAL(std::string("unknown command databse; did you mean database?"),
							 failure({"databse"}));
		CPPUNIT_ASSERT_EQUAL(std::string("database needs a command; see database --help"), failure({"db"}));
	}

	void testHelpNeedsNothingElse()
	{
		CPPUNIT_ASSERT(CommandLine::parse({"database", "--help"}).wantsHelp());
		const CommandLine line = CommandLine::parse({"database", "upgrade", "-h"});
		CPPUNIT_ASSERT_EQUAL(std::size_t(0), line.help("athanord").find("usage: athanord database upgrade "));
	}

	void testEveryCommandHasHelp()
	{
		const std::string all = CommandLine::parse({"database", "--help"}).help("athanor");
		CPPUNIT_ASSERT_EQUAL(std::size_t(18), CommandLine::commands().size());
		for (const CommandSpec& command : CommandLine::commands())
		{
			const std::string help = CommandLine::parse({"database", command.name, "--help"}).help("athanor");
			CPPUNIT_ASSERT_MESSAGE(command.name, all.find("  " + command.name) != std::string::npos);
			CPPUNIT_ASSERT_MESSAGE(help, help.find(command.doc) != std::string::npos);
			for (const std::string& option : command.options)
				CPPUNIT_ASSERT_MESSAGE(option, help.find("--" + option) != std::string::npos);
		}
	}

	void testIsMeantLooksAtTheFirstWordThatIsNoOption()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("yes database"), first({"-c", "db", "--check", "database", "x"}));
		CPPUNIT_ASSERT_EQUAL(std::string("yes db"), first({"--pidfile", "p", "--config=f", "db"}));
		CPPUNIT_ASSERT_EQUAL(std::string("no "), first({"--config", "database"}));
		CPPUNIT_ASSERT_EQUAL(std::string("no serve"), first({"serve", "database"}));
		CPPUNIT_ASSERT_EQUAL(std::string("no "), first({}));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(CommandLineTest);
