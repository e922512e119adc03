//
// RevisionGraph.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/RevisionGraph.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <tuple>


namespace Athanor {


namespace {


struct Relative
{
	std::string base; ///< empty: what is applied
	int steps = 0;
};


/// `+2`, `-1`, `abc+2`.
std::optional<Relative> parseRelative(const std::string& target)
{
	const std::size_t sign = target.find_last_of("+-");
	if (sign == std::string::npos) return std::nullopt;
	const std::optional<std::int64_t> steps = parseInteger(target.substr(sign + 1));
	if (!steps || *steps < 0 || *steps > 100000) return std::nullopt;
	const int count = static_cast<int>(*steps);
	return Relative{target.substr(0, sign), target[sign] == '-' ? -count : count};
}


[[noreturn]] void cannotLocate(const std::string& target)
{
	throw InvalidRequestException("Can't locate revision identified by '" + target + "'");
}


} // namespace


RevisionGraph::RevisionGraph(std::vector<Revision> revisions):
	_revisions(std::move(revisions))
{
	std::sort(_revisions.begin(), _revisions.end(), [](const Revision& left, const Revision& right) {
		return std::tie(left.date, left.id) < std::tie(right.date, right.id);
	});
	for (std::size_t i = 0; i < _revisions.size(); ++i)
	{
		const auto [known, isNew] = _index.emplace(_revisions[i].id, i);
		if (isNew) continue;
		throw ImproperConfigurationException(_revisions[i].path + ": the revision " + _revisions[i].id +
											 " is there already: " + _revisions[known->second].path);
	}
	checkParents();
	sort();
	indexLabels();
}


void RevisionGraph::checkParents() const
{
	for (const Revision& revision : _revisions)
	{
		for (const std::string& parent : revision.parents)
		{
			if (_index.count(parent) == 0)
				throw ImproperConfigurationException(revision.path + ": its parent " + parent +
													 " does not exist");
		}
	}
}


/// Puts parents before their children; the order is otherwise kept.
void RevisionGraph::sort()
{
	std::vector<Revision> sorted;
	RevisionIds placed;
	while (sorted.size() < _revisions.size())
	{
		const std::size_t before = sorted.size();
		for (const Revision& revision : _revisions)
		{
			const auto isPlaced = [&](const std::string& parent) { return placed.count(parent) != 0; };
			if (isPlaced(revision.id)) continue;
			if (!std::all_of(revision.parents.begin(), revision.parents.end(), isPlaced)) continue;
			placed.insert(revision.id);
			sorted.push_back(revision);
		}
		if (sorted.size() != before) continue;
		const auto stuck = std::find_if(_revisions.begin(), _revisions.end(),
										[&](const Revision& one) { return placed.count(one.id) == 0; });
		throw ImproperConfigurationException(stuck->path + ": the revision descends from itself");
	}
	_revisions = std::move(sorted);
	for (std::size_t i = 0; i < _revisions.size(); ++i)
		_index[_revisions[i].id] = i;
}


void RevisionGraph::indexLabels()
{
	for (const Revision& revision : _revisions)
	{
		for (const std::string& label : revision.labels)
		{
			const auto [known, isNew] = _labels.emplace(label, revision.id);
			if (!isNew || _index.count(label) != 0)
				throw ImproperConfigurationException(revision.path + ": the label " + label +
													 " is taken by " + (isNew ? label : known->second));
		}
	}
}


const Revision* RevisionGraph::find(std::string_view id) const noexcept
{
	const auto found = _index.find(id);
	return found == _index.end() ? nullptr : &_revisions[found->second];
}


const Revision& RevisionGraph::require(const std::string& id) const
{
	const Revision* revision = find(id);
	if (!revision) cannotLocate(id);
	return *revision;
}


std::vector<std::string> RevisionGraph::children(const std::string& id) const
{
	std::vector<std::string> children;
	for (const Revision& revision : _revisions)
	{
		const bool root = id.empty() && revision.parents.empty();
		const auto& parents = revision.parents;
		if (root || std::find(parents.begin(), parents.end(), id) != parents.end())
			children.push_back(revision.id);
	}
	return children;
}


RevisionIds RevisionGraph::heads() const
{
	RevisionIds all;
	for (const Revision& revision : _revisions)
		all.insert(revision.id);
	return headsOf(all);
}


RevisionIds RevisionGraph::branchPoints() const
{
	RevisionIds points;
	for (const Revision& revision : _revisions)
	{
		if (isBranchPoint(revision.id)) points.insert(revision.id);
	}
	return points;
}


bool RevisionGraph::isHead(const std::string& id) const
{
	return children(id).empty();
}


bool RevisionGraph::isBranchPoint(const std::string& id) const
{
	return children(id).size() > 1;
}


RevisionIds RevisionGraph::withAncestors(const RevisionIds& ids) const
{
	RevisionIds found;
	std::vector<std::string> open(ids.begin(), ids.end());
	while (!open.empty())
	{
		const std::string id = std::move(open.back());
		open.pop_back();
		const Revision& revision = require(id);
		if (!found.insert(id).second) continue;
		open.insert(open.end(), revision.parents.begin(), revision.parents.end());
	}
	return found;
}


RevisionIds RevisionGraph::withDescendants(const RevisionIds& ids) const
{
	RevisionIds found = ids;
	// Parents come first, so that one walk is enough.
	for (const Revision& revision : _revisions)
	{
		const bool descends =
			std::any_of(revision.parents.begin(), revision.parents.end(),
						[&](const std::string& parent) { return found.count(parent) != 0; });
		if (descends) found.insert(revision.id);
	}
	return found;
}


RevisionIds RevisionGraph::headsOf(const RevisionIds& applied) const
{
	RevisionIds heads = applied;
	for (const std::string& id : applied)
	{
		for (const std::string& parent : require(id).parents)
			heads.erase(parent);
	}
	return heads;
}


std::string RevisionGraph::locate(const std::string& idOrPrefix) const
{
	if (_index.count(idOrPrefix) != 0) return idOrPrefix;
	if (const auto label = _labels.find(idOrPrefix); label != _labels.end()) return label->second;
	std::vector<std::string> matches;
	for (const auto& entry : _index)
	{
		if (entry.first.compare(0, idOrPrefix.size(), idOrPrefix) == 0) matches.push_back(entry.first);
	}
	if (idOrPrefix.empty() || matches.empty()) cannotLocate(idOrPrefix);
	if (matches.size() == 1) return matches.front();
	std::string list;
	for (const std::string& match : matches)
		list += (list.empty() ? "" : ", ") + match;
	throw InvalidRequestException("Multiple revisions start with '" + idOrPrefix + "': " + list);
}


std::string RevisionGraph::ofLabel(const std::string& label) const
{
	const auto found = _labels.find(label);
	if (found != _labels.end()) return found->second;
	throw InvalidRequestException("No such branch: '" + label + "'");
}


RevisionIds RevisionGraph::resolveHeads(bool several, const std::optional<std::string>& label) const
{
	RevisionIds found = heads();
	if (label)
	{
		const RevisionIds branch = withDescendants({ofLabel(*label)});
		RevisionIds ofBranch;
		std::set_intersection(found.begin(), found.end(), branch.begin(), branch.end(),
							  std::inserter(ofBranch, ofBranch.end()));
		found = std::move(ofBranch);
	}
	if (found.size() < 2 || several) return found;
	throw InvalidRequestException(
		"Multiple head revisions are present for given argument '" +
		(label ? *label + "@head" : std::string("head")) +
		"'; please specify a specific target revision, '<branchname>@head' to narrow to a "
		"specific head, or 'heads' for all heads");
}


std::string RevisionGraph::stepForward(const std::string& from) const
{
	const std::vector<std::string> next = children(from);
	if (next.size() > 1)
		throw InvalidRequestException("Ambiguous walk: " + (from.empty() ? "base" : from) +
									  " has more than one successor; name one of them");
	return next.empty() ? std::string() : next.front();
}


std::string RevisionGraph::stepBack(const std::string& from) const
{
	const std::vector<std::string>& parents = require(from).parents;
	if (parents.size() > 1)
		throw InvalidRequestException("Ambiguous walk: " + from +
									  " has more than one parent; name one of them");
	return parents.empty() ? std::string() : parents.front();
}


RevisionIds RevisionGraph::resolveRelative(const RevisionIds& from, int steps,
										   const std::string& target) const
{
	if (from.size() > 1)
		throw InvalidRequestException("Ambiguous walk: '" + target +
									  "' starts at more than one revision; name one");
	std::string at = from.empty() ? std::string() : *from.begin();
	for (int i = 0; i < std::abs(steps); ++i)
	{
		const std::string next = steps > 0 ? stepForward(at) : at.empty() ? at : stepBack(at);
		const bool stuck = steps > 0 ? next.empty() : at.empty();
		if (stuck)
			throw InvalidRequestException("Relative revision " + target + " didn't produce " +
										  std::to_string(std::abs(steps)) + " migrations");
		at = next;
	}
	return at.empty() ? RevisionIds() : RevisionIds{at};
}


RevisionIds RevisionGraph::resolve(const std::string& target, const RevisionIds& appliedHeads) const
{
	if (target == "base") return {};
	if (target == "head" || target == "heads") return resolveHeads(target == "heads", std::nullopt);
	if (target == "current") return appliedHeads;
	const std::size_t at = target.find('@');
	if (at != std::string::npos)
	{
		const std::string label = target.substr(0, at);
		const std::string rest = target.substr(at + 1);
		if (rest == "head" || rest == "heads") return resolveHeads(rest == "heads", label);
		if (rest == "base") return resolveRelative({ofLabel(label)}, -1, target);
		const RevisionIds found = resolve(rest, appliedHeads);
		const RevisionIds branch = withDescendants({ofLabel(label)});
		if (std::includes(branch.begin(), branch.end(), found.begin(), found.end())) return found;
		throw InvalidRequestException("Revision " + rest + " is not a member of branch '" + label + "'");
	}
	if (const auto relative = parseRelative(target))
	{
		RevisionIds from = appliedHeads;
		if (!relative->base.empty()) from = resolve(relative->base, appliedHeads);
		return resolveRelative(from, relative->steps, target);
	}
	return {locate(target)};
}


const Revision& RevisionGraph::resolveOne(const std::string& target, const RevisionIds& appliedHeads) const
{
	const RevisionIds found = resolve(target, appliedHeads);
	if (found.size() != 1)
		throw InvalidRequestException("'" + target + "' is " +
									  (found.empty() ? "no revision" : "more than one revision"));
	return require(*found.begin());
}


std::vector<const Revision*> RevisionGraph::inOrder(const RevisionIds& ids, bool newestFirst) const
{
	std::vector<const Revision*> ordered;
	for (const Revision& revision : _revisions)
	{
		if (ids.count(revision.id) != 0) ordered.push_back(&revision);
	}
	if (newestFirst) std::reverse(ordered.begin(), ordered.end());
	return ordered;
}


std::vector<const Revision*> RevisionGraph::upgradePath(const std::string& target,
														const RevisionIds& appliedHeads) const
{
	const RevisionIds applied = withAncestors(appliedHeads);
	RevisionIds wanted = withAncestors(resolve(target, appliedHeads));
	for (const std::string& id : applied)
		wanted.erase(id);
	return inOrder(wanted, false);
}


/// What stays applied: everything that does not descend from the target's successors.
RevisionIds RevisionGraph::keptByDowngrade(const std::string& target, const RevisionIds& appliedHeads) const
{
	const std::size_t at = target.find('@');
	if (at != std::string::npos && target.substr(at + 1) == "base")
	{
		RevisionIds kept = withAncestors(appliedHeads);
		for (const std::string& id : withDescendants({ofLabel(target.substr(0, at))}))
			kept.erase(id);
		return kept;
	}
	const RevisionIds ids = resolve(target, appliedHeads);
	if (ids.empty()) return {};
	RevisionIds kept = withAncestors(appliedHeads);
	for (const std::string& id : ids)
	{
		if (kept.count(id) == 0)
			throw InvalidRequestException("the database is not at or above " + id +
										  ", so it cannot go back to it");
	}
	RevisionIds above = withDescendants(ids);
	for (const std::string& id : withAncestors(ids))
		above.erase(id);
	for (const std::string& id : above)
		kept.erase(id);
	return kept;
}


std::vector<const Revision*> RevisionGraph::downgradePath(const std::string& target,
														  const RevisionIds& appliedHeads) const
{
	RevisionIds removed = withAncestors(appliedHeads);
	for (const std::string& id : keptByDowngrade(target, appliedHeads))
		removed.erase(id);
	return inOrder(removed, true);
}


} // namespace Athanor
