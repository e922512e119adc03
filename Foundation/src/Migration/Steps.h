//
// Steps.h
//
// Library: Foundation
// Package: Migration
//
// What running revisions and writing scripts of them have in common.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_Steps_INCLUDED
#define Athanor_Migration_Steps_INCLUDED


#include "Athanor/Migration/RevisionGraph.h"
#include "Athanor/Migration/VersionTable.h"
#include <string>
#include <vector>


namespace Athanor {


/// The revisions to run, in their order.
std::vector<const Revision*> pathTo(const RevisionGraph& graph, Direction direction,
									const std::string& target, const RevisionIds& heads);

/// The heads after a revision was applied or taken back.
RevisionIds headsAfter(const RevisionGraph& graph, const Revision& revision, Direction direction,
					   const RevisionIds& heads);

/// The heads after a stamp: the targets, and those of `heads` that are neither before nor behind them.
RevisionIds stampedHeads(const RevisionGraph& graph, const std::vector<std::string>& targets,
						 const RevisionIds& heads);

/// What is remembered of a file that is applied now.
AppliedFile appliedFile(const Revision& revision, const std::string& scheme, const Dialect& dialect);


} // namespace Athanor


#endif // Athanor_Migration_Steps_INCLUDED
