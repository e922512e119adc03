//
// DatabaseCommands.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/DatabaseCommands.h"
#include "CommandTools.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Poco/String.h"
#include <algorithm>
#include <istream>
#include <ostream>


namespace Athanor {


namespace {


using Handler = int (*)(const CommandContext&);


const std::map<std::string, Handler>& handlers()
{
	static const std::map<std::string, Handler> handlers{
		{"init", &runInit},
		{"make-migrations", &runMakeMigrations},
		{"upgrade", &runUpgrade},
		{"downgrade", &runDowngrade},
		{"history", &runHistory},
		{"current", &runCurrent},
		{"heads", &runHeads},
		{"branches", &runBranches},
		{"show", &runShow},
		{"check", &runCheck},
		{"stamp", &runStamp},
		{"merge", &runMerge},
		{"edit", &runEdit},
		{"ensure-version", &runEnsureVersion},
		{"list-templates", &runListTemplates},
		{"drop-all", &runDropAll},
	};
	return handlers;
}


/// Those that act on every database when none is named.
bool actsOnAll(const std::string& command)
{
	return command == "init" || command == "drop-all" || command == "dump-data";
}


} // namespace


bool Console::confirm(const std::string& question) const
{
	for (;;)
	{
		err << question << " [y/n]: " << std::flush;
		std::string answer;
		if (!std::getline(in, answer)) throw Aborted();
		answer = toLower(Poco::trim(answer));
		if (answer == "y" || answer == "yes") return true;
		if (answer == "n" || answer == "no") return false;
		err << "Please enter y or n" << std::endl;
	}
}


std::string Console::ask(const std::string& question) const
{
	for (;;)
	{
		err << question << ": " << std::flush;
		std::string answer;
		if (!std::getline(in, answer)) throw Aborted();
		answer = Poco::trim(answer);
		if (!answer.empty()) return answer;
	}
}


DatabaseCommands::DatabaseCommands(const Engines& engines, std::vector<const Backend*> backends,
								   const Console& console):
	_engines(engines),
	_backends(std::move(backends)),
	_console(console)
{
}


void DatabaseCommands::add(const std::string& name, Command command)
{
	_commands[name] = std::move(command);
}


std::vector<Engine*> DatabaseCommands::selected(const CommandLine& line) const
{
	std::vector<Engine*> engines;
	const std::string key = line.value("bind-key");
	std::string known;
	for (const auto& engine : _engines.all())
	{
		known += (known.empty() ? "" : ", ") + engine->bindKey();
		if (key.empty() || engine->bindKey() == key) engines.push_back(engine.get());
	}
	if (engines.empty() && key.empty()) throw InvalidRequestException("the configuration has no database");
	if (engines.empty())
		throw InvalidRequestException("No config found for bind key: " + key + " (there are: " + known + ")");
	return actsOnAll(line.command()->name) ? engines : std::vector<Engine*>{engines.front()};
}


int DatabaseCommands::run(const CommandLine& line)
{
	const std::vector<Engine*> engines = selected(line);
	const std::string& name = line.command()->name;
	const auto added = _commands.find(name);
	if (added != _commands.end()) return added->second(line, engines);
	const Handler handler = handlers().at(name);
	int status = 0;
	for (Engine* engine : engines)
	{
		const CommandContext context{line, _console, *engine, _backends, _engines};
		status = std::max(status, handler(context));
	}
	return status;
}


} // namespace Athanor
