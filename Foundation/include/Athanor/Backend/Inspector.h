//
// Inspector.h
//
// Library: Foundation
// Package: Backend
//
// What is really in a database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Backend_Inspector_INCLUDED
#define Athanor_Backend_Inspector_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Model/Constraints.h"
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// A column as the database describes it.
struct InspectedColumn
{
	std::string name;
	std::string type; ///< the database's spelling
	bool nullable = true;
	bool primaryKey = false;
	std::string defaultSql; ///< of the DEFAULT clause; empty: none
	bool identity = false;  ///< the database counts (GENERATED … AS IDENTITY)
	/// What else belongs to its definition and no model can say (`COLLATE NOCASE`, `GENERATED ALWAYS AS …`).
	std::string extra;
	std::string comment;

	bool operator==(const InspectedColumn&) const = default;
};


/// An index as the database describes it.
struct InspectedIndex
{
	Index
		index; ///< without columns if there is more to it than columns: an expression, a condition, a method
	std::string sql; ///< the statement that makes it

	bool operator==(const InspectedIndex&) const = default;
};


/// A table as the database describes it: everything that a migration may have to make again.
///
/// Names of constraints are those in the database; empty where it has none. Texts of checks and defaults are in the
/// database's own spelling, so what a model says can be compared with them only after the same database has read it
/// (see Backend::connectScratch()).
struct InspectedTable
{
	std::string name;
	std::vector<InspectedColumn> columns;
	std::string primaryKeyName;
	std::vector<std::string> primaryKey; ///< columns in the order of the key
	std::vector<UniqueConstraint> uniques;
	std::vector<CheckConstraint> checks;
	std::vector<ForeignKey> foreignKeys;
	std::vector<InspectedIndex> indexes; ///< without those that belong to constraints
	std::string comment;
	std::string extra; ///< what stands behind the last parenthesis (`WITHOUT ROWID`)

	/// The column of that name, or null.
	const InspectedColumn* find(std::string_view column) const noexcept
	{
		for (const InspectedColumn& one : columns)
		{
			if (one.name == column) return &one;
		}
		return nullptr;
	}

	bool operator==(const InspectedTable&) const = default;
};


/// An Inspector reads the schema of a live database over one connection.
///
/// Thread safety: one thread at a time. Lifetime: dies before its Connection.
class Athanor_API Inspector
{
public:
	Inspector() = default;
	Inspector(const Inspector&) = delete;
	Inspector& operator=(const Inspector&) = delete;
	virtual ~Inspector();

	/// The names of the user's tables, sorted.
	virtual Task<std::vector<std::string>> tables() = 0;

	/// The columns of a table in their order; empty if there is no such table.
	virtual Task<std::vector<InspectedColumn>> columns(const std::string& table) = 0;

	/// The whole table; without columns if there is no such table. Constraints and indexes are sorted by name. The
	/// default knows columns and the columns of the key.
	virtual Task<InspectedTable> table(const std::string& name);
};


} // namespace Athanor


#endif // Athanor_Backend_Inspector_INCLUDED
