//
// CommandLine.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/CommandLine.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>


namespace Athanor {


namespace {


/// Every option of every command: an option means the same wherever it is.
const std::vector<CommandOption>& allOptions()
{
	static const std::vector<CommandOption> options{
		{"config", 'c', "FILE", "the configuration"},
		{"bind-key", 0, "KEY", "the database; the first of the configuration when left out"},
		{"help", 'h', "", "print this"},
		{"message", 'm', "TEXT", "what the revision does"},
		{"autogenerate", 0, "", "write what makes the database as the models are (the default)"},
		{"no-autogenerate", 0, "", "write empty sections to be filled in by hand"},
		{"sql", 0, "", "print the script instead of running it"},
		{"head", 0, "REVISION", "the revision it follows; head when left out"},
		{"splice", 0, "", "--head may be a revision that others follow already"},
		{"branch-label", 0, "LABEL", "a name for the branch that begins here"},
		{"version-path", 0, "FOLDER", "a folder below versions for the file"},
		{"rev-id", 0, "ID", "the id; random when left out"},
		{"no-prompt", 0, "", "ask nothing"},
		{"allow-destructive", 0, "", "write changes that lose data as well"},
		{"rename", 0, "OLD:NEW", "a table, or a column as table.old:new, has another name now (repeatable)"},
		{"tag", 0, "TEXT", "accepted and ignored: there is no environment script to hand it to"},
		{"lock-timeout", 0, "SECONDS", "how long to wait for others that migrate; 60 when left out"},
		{"verbose", 'v', "", "say more"},
		{"rev-range", 'r', "FROM:TO", "only these revisions; either end may be left out"},
		{"indicate-current", 'i', "", "mark the revisions the database is at"},
		{"resolve-dependencies", 0, "", "accepted: there are no dependencies beside parents"},
		{"purge", 0, "", "forget what was said before"},
		{"package", 0, "", "accepted and ignored: there is no package to make"},
		{"multidb", 0, "", "not supported: each database has a folder of its own"},
		{"table", 't', "NAME", "a table, * for all (repeatable)"},
		{"dir", 0, "FOLDER", "the folder of the files; fixtures when left out"},
	};
	return options;
}


const CommandOption* findOption(std::string_view name)
{
	const auto& options = allOptions();
	const auto found = std::find_if(options.begin(), options.end(),
									[&](const CommandOption& one) { return one.name == name; });
	return found == options.end() ? nullptr : &*found;
}


const CommandOption* findLetter(char letter)
{
	const auto& options = allOptions();
	const auto found = std::find_if(options.begin(), options.end(),
									[&](const CommandOption& one) { return one.letter == letter; });
	return letter == 0 || found == options.end() ? nullptr : &*found;
}


const CommandSpec* findCommand(const std::string& name)
{
	const auto& commands = CommandLine::commands();
	const auto found = std::find_if(commands.begin(), commands.end(), [&](const CommandSpec& one) {
		return one.name == name || (!one.alias.empty() && one.alias == name);
	});
	return found == commands.end() ? nullptr : &*found;
}


bool isSignedNumber(const std::string& word)
{
	return word.size() > 1 && (word.front() == '-' || word.front() == '+') &&
		   isDigits(std::string_view(word).substr(1));
}


bool isOption(const std::string& word)
{
	return word.size() > 1 && word.front() == '-' && !isSignedNumber(word);
}


std::string didYouMean(const std::string& word, const std::vector<std::string>& known,
					   const std::string& prefix = {})
{
	const std::string close = closestMatch(word, known);
	return close.empty() ? std::string() : "; did you mean " + prefix + close + "?";
}


bool isCommon(const std::string& option)
{
	return option == "config" || option == "bind-key" || option == "help";
}


/// An option and what it does, in two columns.
std::string optionLine(const CommandOption& option)
{
	std::string left = option.letter ? std::string("  -") + option.letter + ", --" : "      --";
	left += option.name + (option.value.empty() ? "" : " " + option.value);
	left.resize(std::max<std::size_t>(left.size() + 2, 32), ' ');
	return left + option.doc + "\n";
}


std::vector<CommandSpec> movingCommands()
{
	static const std::vector<std::string> revision{
		"message",      "autogenerate", "no-autogenerate", "sql",       "head",   "splice",
		"branch-label", "version-path", "rev-id",          "no-prompt", "rename", "allow-destructive"};
	return {
		{"init",
		 "",
		 "[DIRECTORY]",
		 "",
		 "make the folder of the revision files, for every database",
		 {"no-prompt", "package", "multidb"}},
		{"make-migrations", "revision", "", "", "write a new revision file", revision},
		{"upgrade",
		 "",
		 "[REVISION]",
		 "head",
		 "bring the database to a later revision",
		 {"sql", "tag", "no-prompt", "lock-timeout", "verbose"}},
		{"downgrade",
		 "",
		 "[REVISION]",
		 "-1",
		 "bring the database back to an earlier revision",
		 {"sql", "tag", "no-prompt", "lock-timeout", "verbose"}},
	};
}


std::vector<CommandSpec> lookingCommands()
{
	return {
		{"history",
		 "",
		 "",
		 "",
		 "list the revisions, newest first",
		 {"verbose", "rev-range", "indicate-current"}},
		{"current", "show-current-revision", "", "", "print the revision the database is at", {"verbose"}},
		{"heads", "", "", "", "print the last revisions", {"verbose", "resolve-dependencies"}},
		{"branches", "", "", "", "print where the history branches", {"verbose"}},
		{"show", "", "REVISION", "", "print a revision", {}},
		{"check",
		 "",
		 "",
		 "",
		 "fail if the models and the database differ; for continuous integration",
		 {"rename"}},
	};
}


std::vector<CommandSpec> otherCommands()
{
	return {
		{"stamp",
		 "",
		 "REVISION",
		 "",
		 "say that the database is at a revision, without running anything",
		 {"sql", "tag", "purge", "lock-timeout"}},
		{"merge",
		 "",
		 "REVISIONS",
		 "",
		 "write a revision that brings branches together (a+b, or heads)",
		 {"message", "branch-label", "rev-id", "no-prompt"}},
		{"edit", "", "REVISION", "", "open a revision file in $EDITOR", {}},
		{"ensure-version", "", "", "", "make the version table", {"sql"}},
		{"list-templates", "", "", "", "list the kinds of folders that init makes", {}},
		{"drop-all",
		 "",
		 "",
		 "",
		 "drop the tables of the models, and the version table, in every database",
		 {"no-prompt"}},
		{"dump-data",
		 "",
		 "",
		 "",
		 "write tables to JSON files, of every database",
		 {"table", "dir", "no-prompt"}},
		{"load-data",
		 "",
		 "",
		 "",
		 "read tables from the files that dump-data wrote",
		 {"table", "dir", "no-prompt"}},
	};
}


} // namespace


const std::vector<CommandSpec>& CommandLine::commands()
{
	static const std::vector<CommandSpec> commands = [] {
		std::vector<CommandSpec> all = movingCommands();
		for (const auto& more : {lookingCommands(), otherCommands()})
			all.insert(all.end(), more.begin(), more.end());
		return all;
	}();
	return commands;
}


/// Reads the words from left to right.
class CommandLine::Parser
{
public:
	explicit Parser(const std::vector<std::string>& words):
		_words(words)
	{
	}

	CommandLine run()
	{
		while (_at < _words.size())
		{
			const std::string& word = _words[_at++];
			if (!_onlyArguments && word == "--")
				_onlyArguments = true;
			else if (!_onlyArguments && word.rfind("--", 0) == 0)
				longOption(word.substr(2));
			else if (!_onlyArguments && isOption(word))
				shortOption(word);
			else
				plainWord(word);
		}
		check();
		return std::move(_line);
	}

private:
	[[noreturn]] static void fail(const std::string& message)
	{
		throw InvalidRequestException(message);
	}

	void longOption(const std::string& text)
	{
		const std::size_t equals = text.find('=');
		const std::string name = text.substr(0, equals);
		const CommandOption* option = findOption(name);
		if (!option)
		{
			std::vector<std::string> names;
			for (const CommandOption& known : allOptions())
				names.push_back(known.name);
			fail("unknown option --" + name + didYouMean(name, names, "--"));
		}
		if (option->value.empty() && equals != std::string::npos) fail("--" + name + " takes no value");
		if (option->value.empty())
			_line._options[name];
		else if (equals != std::string::npos)
			_line._options[name].push_back(text.substr(equals + 1));
		else
			_line._options[name].push_back(nextWord("--" + name));
	}

	void shortOption(const std::string& word)
	{
		const CommandOption* option = findLetter(word[1]);
		if (!option) fail("unknown option " + word.substr(0, 2));
		if (option->value.empty())
		{
			_line._options[option->name];
			if (word.size() > 2) shortOption("-" + word.substr(2));
			return;
		}
		_line._options[option->name].push_back(word.size() > 2 ? word.substr(2) : nextWord(word));
	}

	std::string nextWord(const std::string& option)
	{
		if (_at >= _words.size()) fail(option + " needs a value");
		return _words[_at++];
	}

	void plainWord(const std::string& word)
	{
		if (!_hasDatabase)
		{
			if (word != "database" && word != "db")
				fail("unknown command " + word + didYouMean(word, {"database", "db"}));
			_hasDatabase = true;
		}
		else if (_line._command)
			_line._arguments.push_back(word);
		else if (const CommandSpec* command = findCommand(word))
			_line._command = command;
		else
		{
			std::vector<std::string> names;
			for (const CommandSpec& known : commands())
				names.insert(names.end(), {known.name, known.alias});
			fail("unknown command database " + word + didYouMean(word, names));
		}
	}

	void check() const
	{
		if (_line.wantsHelp()) return;
		if (!_line._command) fail("database needs a command; see database --help");
		const CommandSpec& command = *_line._command;
		for (const auto& option : _line._options)
		{
			const auto& known = command.options;
			if (!isCommon(option.first) && std::find(known.begin(), known.end(), option.first) == known.end())
				fail(command.name + " takes no option --" + option.first);
		}
		const std::size_t count = _line._arguments.size();
		if (command.argument.empty() && count > 0)
			fail(command.name + " takes no argument: " + _line._arguments.front());
		if (count > 1) fail(command.name + " takes one argument; too many: " + _line._arguments[1]);
		const bool required = !command.argument.empty() && command.argument.front() != '[';
		if (required && count == 0) fail(command.name + " needs its argument " + command.argument);
		if (!_line.has("config")) fail("--config FILE is missing");
	}

	const std::vector<std::string>& _words;
	std::size_t _at = 0;
	bool _onlyArguments = false;
	bool _hasDatabase = false;
	CommandLine _line;
};


CommandLine CommandLine::parse(const std::vector<std::string>& words)
{
	return Parser(words).run();
}


bool CommandLine::isMeant(const std::vector<std::string>& words, std::string& first)
{
	first.clear();
	for (std::size_t i = 0; i < words.size(); ++i)
	{
		const std::string& word = words[i];
		if (!isOption(word))
		{
			first = word;
			break;
		}
		if (word == "--") break;
		const bool isLong = word.rfind("--", 0) == 0;
		const CommandOption* option = isLong ? findOption(word.substr(2)) : findLetter(word[1]);
		const bool separate = isLong || word.size() == 2;
		// The daemon's own: the one option with a value that no command has.
		const bool ofDaemon = word == "--pidfile";
		if (ofDaemon || (option && separate && !option->value.empty())) ++i;
	}
	return first == "database" || first == "db";
}


std::string CommandLine::help(const std::string& program) const
{
	std::string text = "usage: " + program + " database ";
	if (_command)
	{
		text += _command->name + " --config FILE [option...]" +
				(_command->argument.empty() ? "" : " " + _command->argument) + "\n\n" + _command->doc;
		if (!_command->preset.empty()) text += " (" + _command->preset + " when left out)";
		if (!_command->alias.empty()) text += "\n\nAlso known as " + _command->alias + ".";
		text += "\n\n";
		for (const CommandOption& option : allOptions())
		{
			const auto& names = _command->options;
			if (isCommon(option.name) || std::find(names.begin(), names.end(), option.name) != names.end())
				text += optionLine(option);
		}
	}
	else
	{
		text += "COMMAND --config FILE [option...] [argument]\n\nMigrations of the configured databases.\n\n";
		for (const CommandSpec& command : commands())
		{
			std::string left = "  " + command.name + (command.alias.empty() ? "" : ", " + command.alias);
			left.resize(std::max<std::size_t>(left.size() + 2, 34), ' ');
			text += left + command.doc + "\n";
		}
		text += "\nEach has options of its own: " + program + " database COMMAND --help\n";
	}
	if (!_command || _command->argument.find("REVISION") != std::string::npos)
		text += "\nA revision is an id or the beginning of one, a label, head, heads, base, +N or -N from "
				"where the\n"
				"database is, ID+N, ID-N, label@head; with --sql also FROM:TO.\n";
	text.pop_back();
	return text;
}


std::string CommandLine::argument() const
{
	if (!_arguments.empty()) return _arguments.front();
	return _command ? _command->preset : std::string();
}


bool CommandLine::has(std::string_view option) const
{
	return _options.find(option) != _options.end();
}


std::string CommandLine::value(std::string_view option, const std::string& preset) const
{
	const auto found = _options.find(option);
	return found == _options.end() || found->second.empty() ? preset : found->second.back();
}


std::vector<std::string> CommandLine::values(std::string_view option) const
{
	const auto found = _options.find(option);
	return found == _options.end() ? std::vector<std::string>() : found->second;
}


} // namespace Athanor
