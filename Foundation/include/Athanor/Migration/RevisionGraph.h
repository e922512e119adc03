//
// RevisionGraph.h
//
// Library: Foundation
// Package: Migration
//
// The history of a schema: which revision follows which.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_RevisionGraph_INCLUDED
#define Athanor_Migration_RevisionGraph_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Migration/Revision.h"
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>


namespace Athanor {


/// A set of revision ids.
using RevisionIds = std::set<std::string>;


/// A RevisionGraph is the revisions of one database and the arrows between them.
///
/// A history is usually a line. It may have several first revisions, branch, and come together again in revisions
/// with several parents. What is applied in a database is named by the ids of its *heads*: those revisions, and
/// everything they descend from (`RevisionIds()`: nothing).
///
/// Targets, wherever one is asked for:
///
///     head, heads   the last revision (there must be one), all last ones
///     base          before the first one
///     65bad9b45410  a revision; the beginning of its id is enough if no other begins so
///     billing       the revision with that label; billing@head, billing@heads, billing@base: of its branch
///     +2, -1        that many steps from what is applied
///     65bad+2       that many steps from a revision
///
/// Source: alembic/script/revision.py RevisionMap.
///
/// Thread safety: immutable.
class Athanor_API RevisionGraph
{
public:
	/// Throws ImproperConfigurationException, naming the files, if two revisions share an id or a label, a parent does
	/// not exist, or the arrows form a circle.
	explicit RevisionGraph(std::vector<Revision> revisions);

	/// Parents before children; otherwise by date and id.
	const std::vector<Revision>& revisions() const noexcept
	{
		return _revisions;
	}
	bool empty() const noexcept
	{
		return _revisions.empty();
	}

	/// The revision of that id, or null.
	const Revision* find(std::string_view id) const noexcept;
	/// Like find. Throws InvalidRequestException, "Can't locate revision identified by …".
	const Revision& require(const std::string& id) const;

	/// In the order of revisions().
	std::vector<std::string> children(const std::string& id) const;
	RevisionIds heads() const;
	/// Those with more than one child; `base` is not among them.
	RevisionIds branchPoints() const;
	bool isHead(const std::string& id) const;
	bool isBranchPoint(const std::string& id) const;

	/// The revisions and all they descend from. Throws as require().
	RevisionIds withAncestors(const RevisionIds& ids) const;
	/// The revisions and all that descend from them.
	RevisionIds withDescendants(const RevisionIds& ids) const;
	/// Those of the set that no other of the set descends from.
	RevisionIds headsOf(const RevisionIds& applied) const;

	/// The revisions that a target names, seen from what is applied; empty for `base`.
	/// Throws InvalidRequestException with a message in upstream's words.
	RevisionIds resolve(const std::string& target, const RevisionIds& appliedHeads) const;
	/// Like resolve, for targets that are one revision.
	const Revision& resolveOne(const std::string& target, const RevisionIds& appliedHeads = {}) const;

	/// What an upgrade to the target runs, in its order; empty if it is applied.
	std::vector<const Revision*> upgradePath(const std::string& target,
											 const RevisionIds& appliedHeads) const;
	/// What a downgrade to the target takes back, in its order.
	/// Throws InvalidRequestException if the target is not applied.
	std::vector<const Revision*> downgradePath(const std::string& target,
											   const RevisionIds& appliedHeads) const;

private:
	void sort();
	void checkParents() const;
	void indexLabels();
	RevisionIds resolveRelative(const RevisionIds& from, int steps, const std::string& target) const;
	RevisionIds resolveHeads(bool several, const std::optional<std::string>& label) const;
	std::string stepForward(const std::string& from) const;
	std::string stepBack(const std::string& from) const;
	std::string locate(const std::string& idOrPrefix) const;
	std::string ofLabel(const std::string& label) const;
	std::vector<const Revision*> inOrder(const RevisionIds& ids, bool newestFirst) const;
	RevisionIds keptByDowngrade(const std::string& target, const RevisionIds& appliedHeads) const;

	std::vector<Revision> _revisions;
	std::map<std::string, std::size_t, std::less<>> _index;
	std::map<std::string, std::string, std::less<>> _labels;
};


} // namespace Athanor


#endif // Athanor_Migration_RevisionGraph_INCLUDED
