//
// FileCommands.cpp
//
// Library: Foundation
// Package: Migration
//
// The commands that write files.
//
// SPDX-License-Identifier: MIT
//
#include "CommandTools.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Process.h"
#include "Poco/String.h"
#include "Poco/StringTokenizer.h"
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <set>


namespace Athanor {


namespace {


std::string messageFor(const CommandContext& context, const std::string& question, const std::string& preset)
{
	std::string message = context.line.value("message");
	if (message.empty() && context.line.has("no-prompt")) message = preset;
	if (message.empty()) message = context.console.ask(question);
	// One line of the header.
	std::replace_if(
		message.begin(), message.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
	return Poco::trim(message);
}


std::string idFor(const CommandLine& line)
{
	const std::string id = line.value("rev-id");
	if (id.empty()) return makeRevisionId();
	if (isRevisionId(id)) return id;
	throw InvalidRequestException("--rev-id is 1 to 32 letters, digits or _, not " + id);
}


std::vector<std::string> labelsFor(const CommandLine& line)
{
	for (const std::string& label : line.values("branch-label"))
	{
		if (!isRevisionId(label))
			throw InvalidRequestException("--branch-label is 1 to 32 letters, digits or _, not " + label);
	}
	return line.values("branch-label");
}


/// What a new revision follows.
std::vector<std::string> parentsFor(const CommandContext& context, const RevisionGraph& graph)
{
	const std::string head = context.line.value("head", "head");
	if (head == "base") return {};
	if (head == "head" && graph.heads().size() > 1)
		throw InvalidRequestException(
			"Multiple heads are present; please specify the head revision on which the new "
			"revision should be based, or perform a merge.");
	const RevisionIds found = graph.resolve(head, {});
	for (const std::string& id : found)
	{
		if (graph.isHead(id) || context.line.has("splice")) continue;
		throw InvalidRequestException(
			"Revision " + id +
			" is not a head revision; please specify --splice to create a new branch from "
			"this revision");
	}
	return {found.begin(), found.end()};
}


/// Checks a new revision with those that are there before anything is written.
void checkFits(const RevisionGraph& graph, const Revision& revision)
{
	std::vector<Revision> all = graph.revisions();
	all.push_back(revision);
	all.back().path = "the new revision";
	const RevisionGraph checked(std::move(all));
}


/// Sections to be filled in by hand, for every database that is loaded.
std::vector<RevisionSection> emptySections(const CommandContext& context)
{
	std::vector<RevisionSection> sections;
	for (const Direction direction : {Direction::Upgrade, Direction::Downgrade})
	{
		for (const Backend* backend : context.backends)
			sections.push_back({direction, backend->name(), true, "", 0});
	}
	return sections;
}


int finish(const CommandContext& context, const RevisionGraph& graph, const ScriptDirectory& directory,
		   const Revision& revision)
{
	checkFits(graph, revision);
	if (context.line.has("sql"))
		context.console.out << revision.toText();
	else
		context.console.out << "Generating " << directory.write(revision, context.line.value("version-path"))
							<< " ... done\n";
	return 0;
}


} // namespace


int runInit(const CommandContext& context)
{
	if (context.line.has("multidb"))
		throw InvalidRequestException(
			"Multi database configurations are not supported: each database has a folder of "
			"its own");
	DatabaseConfig config = context.engine.config();
	if (!context.line.argument().empty())
		config.scriptLocation = context.line.argument() + "/" + context.engine.bindKey();
	const ScriptDirectory directory = scriptDirectory(config);
	if (!agreed(context,
				"Are you sure you want initialize migrations for the database `" + config.bindKey + "`?"))
		return 0;
	directory.init();
	context.console.out << "Creating directory " << directory.shown() << "/versions ... done\n";
	if (!context.line.argument().empty())
		context.console.out << "  [database." << config.bindKey
							<< "] needs: script_location = " << directory.shown() << '\n';
	return 0;
}


namespace {


/// Asks about what looks like a rename, or says how to say that it is one.
void offerRenames(const CommandContext& context, Autogenerate& compare)
{
	std::set<std::string> refused;
	for (;;)
	{
		const std::vector<LikelyRename> likely = compare.likelyRenames();
		const auto next = std::find_if(likely.begin(), likely.end(), [&](const LikelyRename& one) {
			return refused.count(one.option()) == 0;
		});
		if (next == likely.end()) return;
		refused.insert(next->option());
		const std::string what =
			next->table.empty() ? "table " + next->from : "column " + next->table + "." + next->from;
		if (context.line.has("no-prompt"))
			context.console.err << "  perhaps the " << what << " was renamed: --rename " << next->option()
								<< std::endl;
		else if (context.console.confirm("Was the " + what + " renamed to " + next->to + "?"))
			compare.rename(next->option());
	}
}


/// Says what may lose data and, unless that is allowed, leaves it out. False if nothing is left that was wanted.
bool settleDestructive(const CommandContext& context, Autogenerate& compare)
{
	const bool allowed = context.line.has("allow-destructive");
	const std::vector<DestructiveChange> changes = compare.destructive();
	for (const DestructiveChange& change : changes)
	{
		context.console.err << (allowed ? "  destructive: " : "  left out (--allow-destructive writes it): ")
							<< change.what << "; " << change.rows << " row(s) at risk" << std::endl;
	}
	if (!changes.empty() && !allowed) compare.leaveOutDestructive();
	return changes.empty() || !compare.difference().empty();
}


/// What the models ask for. Nothing if there is no difference; throws if all of it would lose data.
std::vector<RevisionSection> generatedSections(const CommandContext& context, const RevisionGraph& graph)
{
	SchemaConnection connection(context.engine);
	requireUpToDate(context, connection, graph);
	Autogenerate compare(connection, tablesOfOthers(context));
	applyRenames(compare, context.line);
	offerRenames(context, compare);
	if (!settleDestructive(context, compare))
		throw InvalidRequestException(
			"every difference would lose data; nothing was written (--allow-destructive)");
	for (const std::string& difference : compare.difference().describe())
		context.console.err << "Detected: " << difference << std::endl;
	for (const std::string& obstacle : compare.obstacles())
		context.console.err << "  beware: " << obstacle << std::endl;
	return compare.sections(context.backends);
}


} // namespace


int runMakeMigrations(const CommandContext& context)
{
	const ScriptDirectory directory = scriptDirectory(context.engine.config());
	const RevisionGraph graph = directory.load();
	Revision revision;
	revision.parents = parentsFor(context, graph);
	revision.id = idFor(context.line);
	revision.labels = labelsFor(context.line);
	revision.message =
		messageFor(context, "Please enter a message describing this revision", "autogenerated");
	revision.date = DateTime::now();
	const bool generates = !context.line.has("no-autogenerate");
	revision.sections = generates ? generatedSections(context, graph) : emptySections(context);
	if (!revision.sections.empty()) return finish(context, graph, directory, revision);
	context.console.out << "No changes detected: a revision file would be empty and is not written; use "
						   "--no-autogenerate to write one all the same.\n";
	return 0;
}


int runMerge(const CommandContext& context)
{
	const ScriptDirectory directory = scriptDirectory(context.engine.config());
	const RevisionGraph graph = directory.load();
	RevisionIds parents;
	const Poco::StringTokenizer targets(context.line.argument(), "+,", Poco::StringTokenizer::TOK_TRIM);
	for (const std::string& target : targets)
	{
		const RevisionIds found = graph.resolve(target, {});
		parents.insert(found.begin(), found.end());
	}
	if (parents.size() < 2)
		throw InvalidRequestException("there is nothing to merge: name two revisions (a+b)");
	Revision revision;
	revision.parents.assign(parents.begin(), parents.end());
	revision.id = idFor(context.line);
	revision.labels = labelsFor(context.line);
	revision.message = messageFor(context, "Enter merge message", "merge revisions");
	revision.date = DateTime::now();
	revision.sections = {{Direction::Upgrade, "", true, "", 0}, {Direction::Downgrade, "", true, "", 0}};
	return finish(context, graph, directory, revision);
}


int runEdit(const CommandContext& context)
{
	const ScriptDirectory directory = scriptDirectory(context.engine.config());
	const RevisionGraph graph = directory.load();
	const Revision& revision = graph.resolveOne(context.line.argument());
	const char* editor = std::getenv("EDITOR");
	if (!editor || !*editor) throw InvalidRequestException("the environment variable EDITOR names no editor");
	const Poco::StringTokenizer words(editor, " ", Poco::StringTokenizer::TOK_IGNORE_EMPTY);
	std::vector<std::string> arguments(words.begin() + 1, words.end());
	arguments.push_back(directory.fileOf(revision));
	const int status = Poco::Process::wait(Poco::Process::launch(words[0], arguments));
	if (status == 0) return 0;
	throw InvalidRequestException(std::string(editor) + " ended with status " + std::to_string(status));
}


} // namespace Athanor
