//
// FakeBackendStore.h
//
// Library: TestSupport
// Package: Backend
//
// The tables of the fake backend, and what statements do to them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Test_FakeBackendStore_INCLUDED
#define Athanor_Test_FakeBackendStore_INCLUDED


#include "Athanor/Backend/Statement.h"
#include "FakeBackendSql.h"
#include <map>
#include <memory>


namespace Athanor::Fake {


using Row = std::vector<Value>;


/// A table and its rows; shared between snapshots, copied before it is changed.
struct StoredTable
{
	TableDefinition definition;
	std::vector<Row> rows;
	std::int64_t nextKey = 1;
};


/// All tables at one moment, by name. A copy of it is cheap.
using Snapshot = std::map<std::string, std::shared_ptr<const StoredTable>>;


/// What a statement returned.
struct Result
{
	std::vector<std::string> columns;
	std::vector<Row> rows;
	std::int64_t affected = 0;
};


/// Executes a statement on the tables: all of it, or with an exception nothing.
/// Throws what a database throws, with its SQLSTATE.
Result execute(const Command& command, const Parameters& parameters, Snapshot& tables);


/// Throws ForeignKeyException if a row refers to one that is not there. With `deferred` only keys are looked at that are
/// checked at the commit, otherwise only the others.
void checkForeignKeys(const Snapshot& tables, bool deferred);


} // namespace Athanor::Fake


#endif // Athanor_Test_FakeBackendStore_INCLUDED
