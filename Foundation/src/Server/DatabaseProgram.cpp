//
// DatabaseProgram.cpp
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Server/DatabaseProgram.h"
#include "Fixtures.h"
#include "PluginHost.h"
#include "Athanor/Migration/DatabaseCommands.h"
#include "Athanor/Server/ExitStatus.h"
#include "Athanor/Server/Logging.h"
#include "Poco/AutoPtr.h"
#include "Poco/Util/LayeredConfiguration.h"
#include "Poco/Util/MapConfiguration.h"
#include "Poco/Util/SystemConfiguration.h"
#include <filesystem>
#include <iostream>
#include <unistd.h>


namespace Athanor {


namespace {


/// What `${…}` may refer to beside the file itself.
Poco::AutoPtr<Poco::Util::LayeredConfiguration> applicationConfiguration()
{
	Poco::AutoPtr<Poco::Util::LayeredConfiguration> layers(new Poco::Util::LayeredConfiguration);
	const Poco::AutoPtr<Poco::Util::MapConfiguration> own(new Poco::Util::MapConfiguration);
	const Poco::AutoPtr<Poco::Util::SystemConfiguration> system(new Poco::Util::SystemConfiguration);
	layers->addWriteable(own, 0);
	layers->add(system, 100);
	// Where the program is, and not where a link to it is.
	layers->setString("application.dir", std::filesystem::read_symlink("/proc/self/exe").parent_path() / "");
	return layers;
}


int report(const std::string& program, const StartFailure& failure)
{
	const bool inFile = failure.status == exitConfiguration;
	std::cerr << (inFile ? "" : program + ": ") << failure.message << std::endl;
	return failure.status;
}


/// A command that failed: unless it is the database that is not there, its status is 1.
ExitStatus statusOf(const DatabaseException& exception)
{
	const std::string& state = exception.detail().sqlState;
	const bool unreachable =
		dynamic_cast<const ConnectionException*>(&exception) && state.rfind("08", 0) == 0;
	return unreachable ? exitDatabase : exitFailed;
}


int runCommand(const CommandLine& line, PluginHost& plugins)
{
	const Console console{std::cin, std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1};
	DatabaseCommands commands(plugins.engines(), plugins.backends(), console);
	addFixtureCommands(commands, console);
	try
	{
		const int status = commands.run(line);
		std::cout.flush();
		if (!std::cout) throw StartFailure{exitFailed, "cannot write to standard output"};
		return status;
	}
	catch (const Aborted&)
	{
		std::cerr << "Aborted!" << std::endl;
		return exitFailed;
	}
	catch (const DatabaseException& exception)
	{
		throw StartFailure{statusOf(exception), failureText(exception)};
	}
	catch (const Poco::Exception& exception)
	{
		throw StartFailure{exitFailed, exception.displayText()};
	}
	catch (const std::exception& exception)
	{
		throw StartFailure{exitFailed, exception.what()};
	}
}


int runOn(const CommandLine& line)
{
	Poco::AutoPtr<Poco::Util::LayeredConfiguration> application = applicationConfiguration();
	const auto configuration =
		attempt(exitConfiguration, [&] { return Configuration::load(line.value("config"), *application); });
	LoggingConfig quiet;
	quiet.level = "warning";
	configureLogging(quiet);
	PluginHost plugins(configuration);
	attempt(exitPlugin, [&] { plugins.load(); });
	return runCommand(line, plugins);
}


} // namespace


int runDatabaseProgram(const std::string& program, const std::vector<std::string>& words)
{
	try
	{
		const CommandLine line = CommandLine::parse(words);
		if (!line.wantsHelp()) return runOn(line);
		std::cout << line.help(program) << std::endl;
		return std::cout ? exitDone : exitFailed;
	}
	catch (const InvalidRequestException& exception)
	{
		return report(program, {exitUsage, exception.message() + "; see " + program + " database --help"});
	}
	catch (const StartFailure& failure)
	{
		return report(program, failure);
	}
}


} // namespace Athanor
