//
// OfflineScript.h
//
// Library: Foundation
// Package: Migration
//
// Migrations as a script, for databases that only their administrator may change.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_OfflineScript_INCLUDED
#define Athanor_Migration_OfflineScript_INCLUDED


#include "Athanor/Backend/Dialect.h"
#include "Athanor/Core/API.h"
#include "Athanor/Migration/RevisionGraph.h"
#include "Athanor/Migration/VersionTable.h"
#include <string>
#include <vector>


namespace Athanor {


/// An OfflineScript writes what a Runner would do as a text that the shell of the database runs unchanged and that
/// stops at the first error. It connects to nothing.
///
/// Thread safety: immutable. Lifetime: dies before dialect and graph.
class Athanor_API OfflineScript
{
public:
	/// `scheme` is the name of the backend.
	OfflineScript(const Dialect& dialect, std::string scheme, const RevisionGraph& graph,
				  const std::string& versionTable);

	/// From one target to another; both are taken as RevisionGraph::resolve has them, seen from base.
	std::string upgrade(const std::string& from, const std::string& to) const;
	std::string downgrade(const std::string& from, const std::string& to) const;
	/// Without `purge`, rows of revisions that the graph does not know are kept.
	std::string stamp(const std::vector<std::string>& targets, bool purge) const;
	std::string ensureVersion() const;

private:
	std::string run(Direction direction, const std::string& from, const std::string& to) const;
	std::string revision(const Revision& revision, Direction direction, const RevisionIds& from,
						 const RevisionIds& to) const;

	const Dialect& _dialect;
	const std::string _scheme;
	const RevisionGraph& _graph;
	const VersionSql _versions;
};


} // namespace Athanor


#endif // Athanor_Migration_OfflineScript_INCLUDED
