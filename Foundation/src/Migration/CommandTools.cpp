//
// CommandTools.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "CommandTools.h"
#include "Athanor/Core/Exceptions.h"
#include <filesystem>
#include <ostream>


namespace Athanor {


namespace {


std::string joined(const std::vector<std::string>& words)
{
	std::string text;
	for (const std::string& word : words)
		text += (text.empty() ? "" : ", ") + word;
	return text;
}


std::string parentsOf(const Revision& revision)
{
	return revision.parents.empty() ? "<base>" : joined(revision.parents);
}


std::string marks(const RevisionGraph& graph, const Revision& revision)
{
	std::string text = graph.isHead(revision.id) ? " (head)" : "";
	if (graph.isBranchPoint(revision.id)) text += " (branchpoint)";
	if (revision.parents.size() > 1) text += " (mergepoint)";
	return text;
}


std::string labelsOf(const Revision& revision)
{
	return revision.labels.empty() ? "" : " (" + joined(revision.labels) + ")";
}


/// The beginning of a statement, in one line.
std::string excerpt(const std::string& sql)
{
	constexpr std::size_t width = 60;
	std::string text = sql.substr(0, sql.find('\n'));
	if (text.size() > width) text = text.substr(0, width) + "…";
	return text;
}


} // namespace


ScriptDirectory scriptDirectory(const DatabaseConfig& config)
{
	const std::string shown =
		config.scriptLocation.empty() ? "migrations/" + config.bindKey : config.scriptLocation;
	const std::filesystem::path path = std::filesystem::path(config.workingDirectory) / shown;
	return ScriptDirectory(path.lexically_normal(), shown);
}


std::set<std::string> tablesOfOthers(const CommandContext& context)
{
	std::set<std::string> tables;
	const DatabaseConfig& own = context.engine.config();
	for (const auto& other : context.engines.all())
	{
		const DatabaseConfig& config = other->config();
		if (config.connectionString != own.connectionString || config.engine.options != own.engine.options)
			continue;
		for (const std::string& name : VersionTable::tableNames(config.versionTable))
			tables.insert(name);
		if (other.get() == &context.engine) continue;
		for (const Table* table : other->metadata().tables())
		{
			if (!context.engine.metadata().find(table->name())) tables.insert(table->name());
		}
	}
	return tables;
}


void applyRenames(Autogenerate& compare, const CommandLine& line)
{
	// Those of tables first: a column's names its table by the new name.
	for (const bool columns : {false, true})
	{
		for (const std::string& option : line.values("rename"))
		{
			if ((option.find('.') < option.find(':')) == columns) compare.rename(option);
		}
	}
}


void requireUpToDate(const CommandContext& context, SchemaConnection& connection, const RevisionGraph& graph)
{
	ConsoleObserver observer(context.console, false);
	const Runner runner(connection, graph, context.versionTable(), observer);
	for (const std::string& changed : runner.changedFiles())
		throw ImproperConfigurationException(changed);
	if (runner.current() != graph.heads())
		throw InvalidRequestException("Target database is not up to date.");
}


bool agreed(const CommandContext& context, const std::string& question)
{
	return context.line.has("no-prompt") || context.console.confirm(question);
}


ConsoleObserver::ConsoleObserver(const Console& console, bool verbose):
	_console(console),
	_verbose(verbose)
{
}


void ConsoleObserver::finish()
{
	if (_shows) _console.err << "\r\x1b[K" << std::flush;
	_shows = false;
}


void ConsoleObserver::revision(const Revision& revision, Direction direction)
{
	finish();
	_start = std::chrono::steady_clock::now();
	const std::string parents = joined(revision.parents);
	_console.err << "Running " << toString(direction) << ' ';
	if (direction == Direction::Upgrade)
		_console.err << parents << " -> " << revision.id;
	else
		_console.err << revision.id << " -> " << parents;
	_console.err << ", " << revision.message << std::endl;
}


void ConsoleObserver::statement(const SqlStatement& statement, std::size_t number, std::size_t count)
{
	const auto seconds =
		std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - _start).count();
	const std::string text = "  statement " + std::to_string(number) + " of " + std::to_string(count) + ", " +
							 std::to_string(seconds) + " s: " + excerpt(statement.text);
	if (_verbose)
		_console.err << text << std::endl;
	else if (_console.terminal)
		_console.err << "\r\x1b[K" << text << std::flush;
	_shows = _console.terminal && !_verbose;
}


void ConsoleObserver::waiting(const std::string& holder)
{
	_console.err << "waiting: another process migrates this database (" << holder << ")" << std::endl;
}


void ConsoleObserver::retry(const Revision& revision, const std::string& reason)
{
	finish();
	_console.err << "  " << revision.id << " is rolled back and tried again: " << reason << std::endl;
}


std::string historyLine(const RevisionGraph& graph, const Revision& revision, const RevisionIds& current)
{
	return parentsOf(revision) + " -> " + revision.id + labelsOf(revision) + marks(graph, revision) +
		   (current.count(revision.id) != 0 ? " (current)" : "") + ", " + revision.message;
}


std::string shortLine(const RevisionGraph& graph, const Revision& revision)
{
	return revision.id + labelsOf(revision) + marks(graph, revision);
}


std::string longText(const RevisionGraph& graph, const Revision& revision)
{
	std::string text =
		"Rev: " + revision.id + marks(graph, revision) + "\nParent: " + parentsOf(revision) + "\n";
	if (!revision.labels.empty()) text += "Branch names: " + joined(revision.labels) + "\n";
	return text + "Path: " + revision.path + "\n\n    " + revision.message +
		   "\n\n    Revision ID: " + revision.id + "\n    Revises: " + joined(revision.parents) +
		   "\n    Create Date: " + revision.date.toString() + "\n\n";
}


} // namespace Athanor
