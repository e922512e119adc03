//
// HistoryCommands.cpp
//
// Library: Foundation
// Package: Migration
//
// The commands that only look.
//
// SPDX-License-Identifier: MIT
//
#include "CommandTools.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>
#include <ostream>


namespace Athanor {


namespace {


RevisionIds currentOf(Engine& engine)
{
	SchemaConnection connection(engine);
	return VersionTable(connection, engine.config().versionTable).heads();
}


/// The revisions of `FROM:TO`: TO and what leads to it, as far back as FROM.
RevisionIds rangeOf(const RevisionGraph& graph, const std::string& range, const RevisionIds& current)
{
	const std::size_t colon = range.find(':');
	if (colon == std::string::npos)
		throw InvalidRequestException("History range requires [start]:[end], [start]:, or :[end]");
	const std::string from = range.substr(0, colon);
	const std::string to = range.substr(colon + 1);
	RevisionIds ids = graph.withAncestors(to.empty() ? graph.heads() : graph.resolve(to, current));
	if (from.empty()) return ids;
	const RevisionIds start = graph.resolve(from, current);
	RevisionIds before = graph.withAncestors(start);
	for (const std::string& id : before)
	{
		if (start.count(id) == 0) ids.erase(id);
	}
	return ids;
}


} // namespace


int runHistory(const CommandContext& context)
{
	const RevisionGraph graph = scriptDirectory(context.engine.config()).load();
	const std::string range = context.line.value("rev-range", ":");
	const bool indicate = context.line.has("indicate-current");
	const bool asks = indicate || range.find("current") != std::string::npos ||
					  range.find_first_of("+-") != std::string::npos;
	const RevisionIds current = asks ? currentOf(context.engine) : RevisionIds();
	const RevisionIds ids = rangeOf(graph, range, current);
	auto revisions = graph.revisions();
	std::reverse(revisions.begin(), revisions.end());
	for (const Revision& revision : revisions)
	{
		if (ids.count(revision.id) == 0) continue;
		if (context.line.has("verbose"))
			context.console.out << longText(graph, revision);
		else
			context.console.out << historyLine(graph, revision, indicate ? current : RevisionIds()) << '\n';
	}
	return 0;
}


int runCurrent(const CommandContext& context)
{
	const RevisionGraph graph = scriptDirectory(context.engine.config()).load();
	const bool verbose = context.line.has("verbose");
	if (verbose)
		context.console.out << "Current revision(s) for " << context.engine.config().redacted() << ":\n";
	for (const std::string& id : currentOf(context.engine))
	{
		const Revision* revision = graph.find(id);
		if (!revision)
			throw InvalidRequestException("Can't locate revision identified by '" + id +
										  "': the database is at it, but there is no such file");
		context.console.out << (verbose ? longText(graph, *revision) : shortLine(graph, *revision) + "\n");
	}
	return 0;
}


int runHeads(const CommandContext& context)
{
	const RevisionGraph graph = scriptDirectory(context.engine.config()).load();
	for (const std::string& id : graph.heads())
	{
		const Revision& revision = graph.require(id);
		context.console.out << (context.line.has("verbose") ? longText(graph, revision)
															: shortLine(graph, revision) + "\n");
	}
	return 0;
}


int runBranches(const CommandContext& context)
{
	const RevisionGraph graph = scriptDirectory(context.engine.config()).load();
	for (const std::string& id : graph.branchPoints())
	{
		const Revision& point = graph.require(id);
		context.console.out << (context.line.has("verbose") ? longText(graph, point)
															: shortLine(graph, point) + "\n");
		for (const std::string& child : graph.children(id))
			context.console.out << std::string(id.size(), ' ') << " -> "
								<< shortLine(graph, graph.require(child)) << '\n';
	}
	return 0;
}


int runShow(const CommandContext& context)
{
	const RevisionGraph graph = scriptDirectory(context.engine.config()).load();
	const std::string target = context.line.argument();
	const bool asks = target.find_first_of("+-") == 0 || target == "current";
	const RevisionIds current = asks ? currentOf(context.engine) : RevisionIds();
	for (const std::string& id : graph.resolve(target, current))
		context.console.out << longText(graph, graph.require(id));
	return 0;
}


int runListTemplates(const CommandContext& context)
{
	context.console.out << "Available templates:\n\n"
						   "sql - Revision files in plain SQL, for synchronous and asynchronous databases.\n";
	return 0;
}


} // namespace Athanor
