//
// Steps.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Steps.h"
#include <filesystem>


namespace Athanor {


std::vector<const Revision*> pathTo(const RevisionGraph& graph, Direction direction,
									const std::string& target, const RevisionIds& heads)
{
	return direction == Direction::Upgrade ? graph.upgradePath(target, heads)
										   : graph.downgradePath(target, heads);
}


RevisionIds headsAfter(const RevisionGraph& graph, const Revision& revision, Direction direction,
					   const RevisionIds& heads)
{
	RevisionIds applied = graph.withAncestors(heads);
	if (direction == Direction::Upgrade)
		applied.insert(revision.id);
	else
		applied.erase(revision.id);
	return graph.headsOf(applied);
}


RevisionIds stampedHeads(const RevisionGraph& graph, const std::vector<std::string>& targets,
						 const RevisionIds& heads)
{
	RevisionIds ids;
	for (const std::string& target : targets)
	{
		const RevisionIds found = graph.resolve(target, heads);
		if (found.empty()) return {};
		ids.insert(found.begin(), found.end());
	}
	const RevisionIds before = graph.withAncestors(ids);
	const RevisionIds behind = graph.withDescendants(ids);
	RevisionIds result = graph.headsOf(before);
	for (const std::string& head : heads)
	{
		if (before.count(head) == 0 && behind.count(head) == 0) result.insert(head);
	}
	return result;
}


AppliedFile appliedFile(const Revision& revision, const std::string& scheme, const Dialect& dialect)
{
	return {revision.hash(scheme, dialect.capabilities().syntax),
			std::filesystem::path(revision.path).filename(), DateTime::now().toString()};
}


} // namespace Athanor
