//
// OfflineScript.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/OfflineScript.h"
#include "Steps.h"
#include <algorithm>


namespace Athanor {


namespace {


void append(std::string& script, const std::string& statement)
{
	script += statement + ";\n\n";
}


void append(std::string& script, const std::vector<std::string>& statements)
{
	for (const std::string& statement : statements)
		append(script, statement);
}


} // namespace


OfflineScript::OfflineScript(const Dialect& dialect, std::string scheme, const RevisionGraph& graph,
							 const std::string& versionTable):
	_dialect(dialect),
	_scheme(std::move(scheme)),
	_graph(graph),
	_versions(dialect, versionTable)
{
}


std::string OfflineScript::ensureVersion() const
{
	std::string script = _dialect.migrationRules().scriptPrologue;
	if (!script.empty()) script += "\n\n";
	append(script, _versions.create());
	return script;
}


std::string OfflineScript::upgrade(const std::string& from, const std::string& to) const
{
	return run(Direction::Upgrade, from, to);
}


std::string OfflineScript::downgrade(const std::string& from, const std::string& to) const
{
	return run(Direction::Downgrade, from, to);
}


std::string OfflineScript::run(Direction direction, const std::string& from, const std::string& to) const
{
	RevisionIds heads = _graph.resolve(from, {});
	std::string script = ensureVersion();
	for (const Revision* step : pathTo(_graph, direction, to, heads))
	{
		const RevisionIds after = headsAfter(_graph, *step, direction, heads);
		script += revision(*step, direction, heads, after);
		heads = after;
	}
	return script;
}


std::string OfflineScript::revision(const Revision& revision, Direction direction, const RevisionIds& from,
									const RevisionIds& to) const
{
	const MigrationRules& rules = _dialect.migrationRules();
	const auto steps = revision.steps(direction, _scheme, _dialect.capabilities().syntax);
	const bool atomic =
		std::all_of(steps.begin(), steps.end(), [](const Revision::Step& step) { return step.transaction; });
	std::string parents;
	for (const std::string& parent : revision.parents)
		parents += (parents.empty() ? "" : ", ") + parent;
	const bool upgrades = direction == Direction::Upgrade;
	std::string script = std::string("-- Running ") + toString(direction) + " " +
						 (upgrades ? parents + " -> " + revision.id : revision.id + " -> " + parents) + ", " +
						 revision.message + "\n\n";
	append(script, rules.before);
	if (atomic) append(script, "BEGIN");
	if (atomic) append(script, rules.inside);
	for (const Revision::Step& step : steps)
		append(script, step.statement.text);
	if (!atomic) append(script, "BEGIN");
	append(script, _versions.setHeads(from, to));
	if (upgrades)
		append(script, _versions.remember(revision.id, appliedFile(revision, _scheme, _dialect)));
	else
		append(script, _versions.forget(revision.id));
	append(script, "COMMIT");
	append(script, rules.after);
	return script;
}


std::string OfflineScript::stamp(const std::vector<std::string>& targets, bool purge) const
{
	const RevisionIds heads = stampedHeads(_graph, targets, {});
	const RevisionIds applied = _graph.withAncestors(heads);
	RevisionIds known;
	std::string script = ensureVersion();
	append(script, "BEGIN");
	for (const Revision& revision : _graph.revisions())
	{
		known.insert(revision.id);
		if (applied.count(revision.id) != 0)
			append(script, _versions.remember(revision.id, appliedFile(revision, _scheme, _dialect)));
		else
			append(script, _versions.forget(revision.id));
	}
	if (purge)
		append(script, _versions.purge());
	else
		append(script, _versions.setHeads(known, {}));
	append(script, _versions.setHeads({}, heads));
	append(script, "COMMIT");
	return script;
}


} // namespace Athanor
