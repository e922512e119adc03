//
// DatabaseCommands.h
//
// Library: Foundation
// Package: Migration
//
// What `athanord database …` and `athanor database …` do.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_DatabaseCommands_INCLUDED
#define Athanor_Migration_DatabaseCommands_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Engines.h"
#include "Athanor/Migration/CommandLine.h"
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>


namespace Athanor {


/// A Console is how a command talks with its user.
struct Athanor_API Console
{
	std::istream& in;
	std::ostream& out;     ///< results: what scripts read
	std::ostream& err;     ///< progress
	bool terminal = false; ///< whether a person watches `err`

	/// Asks until the answer is yes or no. Throws Aborted at the end of the input.
	bool confirm(const std::string& question) const;
	/// Asks for a line that is not empty. Throws Aborted at the end of the input.
	std::string ask(const std::string& question) const;
};


/// The input ended where an answer was wanted: the command ends with status 1 and "Aborted!".
struct Aborted
{
};


/// The DatabaseCommands carry out what a CommandLine asks for, on the databases of a configuration.
///
/// What goes wrong is thrown: InvalidRequestException and ImproperConfigurationException for what the user can
/// change, ConnectionException where a database is not there, otherwise what it says.
///
/// Thread safety: one thread at a time. Lifetime: dies before the engines and backends.
/// Source: advanced_alchemy/cli.py, with the defects of the reference's §8.6 not kept.
class Athanor_API DatabaseCommands
{
public:
	/// `backends` are all that are loaded: revision files are written for each of them.
	DatabaseCommands(const Engines& engines, std::vector<const Backend*> backends, const Console& console);

	/// Another command, for what this layer does not know (JSON).
	using Command = std::function<int(const CommandLine& line, const std::vector<Engine*>& engines)>;
	void add(const std::string& name, Command command);

	/// Returns the exit status: 0, or 1 where the answer is no (`check`).
	int run(const CommandLine& line);

private:
	std::vector<Engine*> selected(const CommandLine& line) const;

	const Engines& _engines;
	const std::vector<const Backend*> _backends;
	const Console& _console;
	std::map<std::string, Command> _commands;
};


} // namespace Athanor


#endif // Athanor_Migration_DatabaseCommands_INCLUDED
