//
// CommandLine.h
//
// Library: Foundation
// Package: Migration
//
// The words of `database …` on a command line.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_CommandLine_INCLUDED
#define Athanor_Migration_CommandLine_INCLUDED


#include "Athanor/Core/API.h"
#include <map>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// An option of the `database` commands.
struct CommandOption
{
	std::string name;  ///< without dashes
	char letter = 0;   ///< its short form, or 0
	std::string value; ///< how the help calls its value; empty: it has none
	std::string doc;
};


/// One of the `database` commands.
struct CommandSpec
{
	std::string name;
	std::string alias; ///< another name, or empty
	std::string
		argument; ///< how the help calls its argument, in brackets if it may be left out; empty: it takes none
	std::string preset; ///< what the argument is when left out
	std::string doc;
	std::vector<std::string> options; ///< names of CommandOptions, beside --config, --bind-key and --help
};


/// A CommandLine is what a user asked of `database`, read from the words after the program's name.
///
/// Options stand anywhere, before or after `database` and the command; `--name value` and `--name=value` are the same,
/// and so are `-m value` and `-mvalue`. A number with a sign (`downgrade -1`) is an argument. After `--` everything is.
///
///     CommandLine line = CommandLine::parse({"--config", "athanor.ini", "database", "upgrade", "+1"});
///
/// Thread safety: immutable.
class Athanor_API CommandLine
{
public:
	/// Throws InvalidRequestException, one line, for whatever it does not understand: wrong usage.
	static CommandLine parse(const std::vector<std::string>& words);

	/// All commands, in the order of the help.
	static const std::vector<CommandSpec>& commands();

	/// Whether the words ask for `database` or `db`: their first that is no option (nor the value of one) is that.
	/// Fills `first` with it; empty if there is none.
	static bool isMeant(const std::vector<std::string>& words, std::string& first);

	/// The help of the command, or of `database` if there is none. `program` is what the user calls it.
	std::string help(const std::string& program) const;

	/// Null if the words had none: only help() can be asked for.
	const CommandSpec* command() const noexcept
	{
		return _command;
	}
	bool wantsHelp() const noexcept
	{
		return has("help");
	}

	/// The argument, or its preset.
	std::string argument() const;
	bool has(std::string_view option) const;
	/// The value of an option, or `preset`; the last one if it is there several times.
	std::string value(std::string_view option, const std::string& preset = {}) const;
	/// All values of an option.
	std::vector<std::string> values(std::string_view option) const;

private:
	class Parser;

	const CommandSpec* _command = nullptr;
	std::vector<std::string> _arguments;
	std::map<std::string, std::vector<std::string>, std::less<>> _options;
};


} // namespace Athanor


#endif // Athanor_Migration_CommandLine_INCLUDED
