//
// FakeBackendGroups.h
//
// Library: TestSupport
// Package: Backend
//
// Columns, aggregates and groups of a SELECT of the fake backend.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Test_FakeBackendGroups_INCLUDED
#define Athanor_Test_FakeBackendGroups_INCLUDED


#include "FakeBackendStore.h"
#include <vector>


namespace Athanor::Fake {


/// How two cells are ordered by a key: negative, zero, positive.
int compareCells(const Value& left, const Value& right, const OrderKey& key);


/// Whether a SELECT gives something else than rows of its table.
bool hasItems(const Command& command) noexcept;


/// What such a SELECT makes of the rows that match, in its order, without its page.
/// Throws RepositoryException (22003) for a sum that is too large, (42803) for a sum of what has none.
Result selectItems(const Command& command, const TableDefinition& table, const std::vector<Row>& rows);


} // namespace Athanor::Fake


#endif // Athanor_Test_FakeBackendGroups_INCLUDED
