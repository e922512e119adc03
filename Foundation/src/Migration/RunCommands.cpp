//
// RunCommands.cpp
//
// Library: Foundation
// Package: Migration
//
// The commands that change a database.
//
// SPDX-License-Identifier: MIT
//
#include "CommandTools.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Migration/OfflineScript.h"
#include <algorithm>
#include <ostream>


namespace Athanor {


namespace {


std::chrono::seconds lockTimeoutOf(const CommandLine& line)
{
	const std::string text = line.value("lock-timeout", "60");
	const auto seconds = parseUnsigned(text);
	if (!seconds || *seconds > 86400)
		throw InvalidRequestException("--lock-timeout is a number of seconds, 0 to 86400, not " + text);
	return std::chrono::seconds(*seconds);
}


/// Prints the script of `TO` (from base) or `FROM:TO`.
int printScript(const CommandContext& context, Direction direction)
{
	const RevisionGraph graph = scriptDirectory(context.engine.config()).load();
	const OfflineScript script(context.engine.dialect(), context.scheme(), graph, context.versionTable());
	const std::string range = context.line.argument();
	const std::size_t colon = range.find(':');
	const bool upgrades = direction == Direction::Upgrade;
	if (colon == std::string::npos && !upgrades)
		throw InvalidRequestException("downgrade with --sql requires <fromrev>:<torev>");
	const std::string from = colon == std::string::npos ? "base" : range.substr(0, colon);
	const std::string to = colon == std::string::npos ? range : range.substr(colon + 1);
	context.console.out << (upgrades ? script.upgrade(from, to) : script.downgrade(from, to));
	return 0;
}


int runDirection(const CommandContext& context, Direction direction)
{
	const std::string target = context.line.argument();
	if (context.line.has("sql")) return printScript(context, direction);
	if (target.find(':') != std::string::npos)
		throw InvalidRequestException("Range revision not allowed without --sql: " + target);
	const bool upgrades = direction == Direction::Upgrade;
	const std::string question = upgrades ? "Are you sure you want migrate the database to the `"
										  : "Are you sure you want to downgrade the database to the `";
	if (!agreed(context, question + target + "` revision?")) return 0;
	const RevisionGraph graph = scriptDirectory(context.engine.config()).load();
	SchemaConnection connection(context.engine);
	ConsoleObserver observer(context.console, context.line.has("verbose"));
	Runner runner(connection, graph, context.versionTable(), observer);
	runner.setLockTimeout(lockTimeoutOf(context.line));
	const std::size_t count = upgrades ? runner.upgrade(target) : runner.downgrade(target);
	observer.finish();
	if (count == 0) context.console.err << "nothing to do" << std::endl;
	return 0;
}


} // namespace


int runUpgrade(const CommandContext& context)
{
	return runDirection(context, Direction::Upgrade);
}


int runDowngrade(const CommandContext& context)
{
	return runDirection(context, Direction::Downgrade);
}


int runStamp(const CommandContext& context)
{
	const RevisionGraph graph = scriptDirectory(context.engine.config()).load();
	const std::vector<std::string> targets{context.line.argument()};
	const bool purge = context.line.has("purge");
	if (context.line.has("sql"))
	{
		const OfflineScript script(context.engine.dialect(), context.scheme(), graph, context.versionTable());
		context.console.out << script.stamp(targets, purge);
		return 0;
	}
	SchemaConnection connection(context.engine);
	ConsoleObserver observer(context.console, false);
	Runner runner(connection, graph, context.versionTable(), observer);
	runner.setLockTimeout(lockTimeoutOf(context.line));
	runner.stamp(targets, purge);
	return 0;
}


int runEnsureVersion(const CommandContext& context)
{
	const RevisionGraph none{{}};
	if (context.line.has("sql"))
	{
		const OfflineScript script(context.engine.dialect(), context.scheme(), none, context.versionTable());
		context.console.out << script.ensureVersion();
		return 0;
	}
	SchemaConnection connection(context.engine);
	ConsoleObserver observer(context.console, false);
	Runner(connection, none, context.versionTable(), observer).ensureVersion();
	return 0;
}


int runCheck(const CommandContext& context)
{
	const RevisionGraph graph = scriptDirectory(context.engine.config()).load();
	SchemaConnection connection(context.engine);
	requireUpToDate(context, connection, graph);
	Autogenerate compare(connection, tablesOfOthers(context));
	applyRenames(compare, context.line);
	const std::vector<std::string> differences = compare.difference().describe();
	if (differences.empty())
	{
		context.console.out << "No new upgrade operations detected.\n";
		return 0;
	}
	context.console.err << "New upgrade operations detected:" << std::endl;
	for (const std::string& difference : differences)
		context.console.out << difference << '\n';
	return 1;
}


int runDropAll(const CommandContext& context)
{
	if (!agreed(context, "Are you sure you want to drop all tables from the database `" +
							 context.engine.bindKey() + "`?"))
		return 0;
	SchemaConnection connection(context.engine);
	const MigrationRules& rules = connection.dialect().migrationRules();
	for (const std::string& sql : rules.before)
		connection.execute(sql);
	connection.begin();
	const auto inspector = connection.inspector();
	const std::vector<std::string> present = runInline(inspector->tables());
	std::vector<const Table*> tables = context.engine.metadata().tables();
	// Those that refer to others go first.
	std::reverse(tables.begin(), tables.end());
	for (const Table* table : tables)
	{
		if (std::find(present.begin(), present.end(), table->name()) == present.end()) continue;
		connection.execute("DROP TABLE " + connection.dialect().quoted(table->name()));
	}
	VersionTable(connection, context.versionTable()).drop();
	connection.commit();
	for (const std::string& sql : rules.after)
		connection.execute(sql);
	context.console.out << context.engine.bindKey()
						<< ": dropped the tables of the models and the version table\n";
	return 0;
}


} // namespace Athanor
