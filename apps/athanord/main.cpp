// athanord: the daemon. Options, signals and exit codes around a Host.
// SPDX-License-Identifier: MIT
#include "Usage.h"
#include "Athanor/Migration/CommandLine.h"
#include "Athanor/Server/Background.h"
#include "Athanor/Server/DatabaseProgram.h"
#include "Athanor/Server/ExitStatus.h"
#include "Athanor/Server/Host.h"
#include "Athanor/Server/Logging.h"
#include "Athanor/Server/PidFile.h"
#include "Athanor/Server/Signals.h"
#include "Poco/Format.h"
#include "Poco/Logger.h"
#include "Poco/Util/OptionException.h"
#include "Poco/Util/ServerApplication.h"
#include <filesystem>
#include <iostream>
#include <map>

using namespace Athanor;
using Poco::Util::Option;


class Athanord: public Poco::Util::ServerApplication
{
public:
	/// Poco's own run() forks before anything is checked, and calls wrong usage a fault of the configuration.
	int start(int argc, char** argv)
	{
		try
		{
			init(argc, argv);
			return run();
		}
		catch (const Poco::Util::OptionException& exc)
		{
			return report({exitUsage, exc.displayText() + "; see athanord --help"});
		}
	}

protected:
	void defineOptions(Poco::Util::OptionSet& options) override
	{
		options.addOption(Option("config", "c").argument("FILE"));
		options.addOption(Option("pidfile", "").argument("FILE"));
		for (const char* flag : {"check", "daemon", "help", "version"})
			options.addOption(Option(flag, ""));
	}

	void handleOption(const std::string& name, const std::string& value) override
	{
		_options[name] = value;
	}

	int main(const std::vector<std::string>& arguments) override
	{
		if (given("help")) return print(usage);
		if (given("version")) return print(versionLine());
		if (!arguments.empty())
			return report({exitUsage, arguments.front() + ": no arguments; see athanord --help"});
		if (!given("config")) return report({exitUsage, "--config FILE is missing; see athanord --help"});
		// Where the program is, and not where a link to it is.
		config().setString("application.dir",
						   std::filesystem::read_symlink("/proc/self/exe").parent_path() / "");
		try
		{
			const auto configuration = attempt(
				exitConfiguration, [this] { return Configuration::load(_options["config"], config()); });
			return given("check") ? check(configuration) : serve(configuration);
		}
		catch (const StartFailure& failure)
		{
			return report(failure);
		}
	}

private:
	bool given(const char* option) const
	{
		return _options.count(option) != 0;
	}

	int print(const std::string& text) const
	{
		std::cout << text << std::endl;
		return std::cout ? exitDone : exitFailed;
	}

	int report(const StartFailure& failure)
	{
		std::cerr << (failure.status == exitConfiguration ? "" : "athanord: ") << failure.message
				  << std::endl;
		if (_hasLog) logger().fatal(failure.message);
		return failure.status;
	}

	int check(const Configuration& configuration)
	{
		LoggingConfig quiet;
		quiet.level = "warning";
		configureLogging(quiet);
		Host host(configuration);
		attempt(exitPlugin, [&] { host.loadPlugins(); });
		return print(Poco::format("%s: ok (plugins: %z, databases: %z, services: %z)",
								  configuration.fileName(), configuration.plugins().load.size(),
								  configuration.databases().size(), configuration.services().size()));
	}

	int serve(const Configuration& configuration)
	{
		const std::string pidPath = given("pidfile") ? std::filesystem::absolute(_options["pidfile"]) : "";
		Background background;
		if (given("daemon")) background.enter();
		const PidFile pidFile = attempt(exitListen, [&] { return PidFile(pidPath); });
		attempt(exitConfiguration, [&] { configureLogging(configuration.logging()); });
		_hasLog = !configuration.logging().file.empty() || configuration.logging().hasOwnChannels();
		setLogger(Poco::Logger::get("athanor.server"));
		Host host(configuration);
		attempt(exitPlugin, [&] { host.loadPlugins(); });
		attempt(exitDatabase, [&] { host.openDatabases(); });
		attempt(exitListen, [&] { host.listen(); });
		if (given("daemon") && !_hasLog)
			logger().warning("the log ends here: [logging] output names no file");
		background.started();
		Signals::awaitStop(logger());
		Signals::exitOnNextStop();
		host.stop();
		logger().information("stopped");
		return exitDone;
	}

	std::map<std::string, std::string> _options;
	/// Whether the log goes elsewhere than to standard error.
	bool _hasLog = false;
};


int main(int argc, char** argv)
{
	// Poco refuses options it does not know, so the commands have a parser of their own.
	const std::vector<std::string> words(argv + 1, argv + argc);
	std::string command;
	if (CommandLine::isMeant(words, command)) return runDatabaseProgram("athanord", words);
	Signals::block();
	const Signals::FaultHandlers faults;
	static LoggingErrorHandler errors;
	Poco::ErrorHandler::set(&errors);
	Athanord daemon;
	faults.restore();
	return daemon.start(argc, argv);
}
