//
// SchemaDiff.h
//
// Library: Foundation
// Package: Migration
//
// What is different between two schemas.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_SchemaDiff_INCLUDED
#define Athanor_Migration_SchemaDiff_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Migration/Schema.h"
#include <string>
#include <utility>
#include <vector>


namespace Athanor {


/// What is different about one table. Pointers are into the schemas of the SchemaDiff.
struct TableChange
{
	template <typename T>
	struct Changes
	{
		std::vector<const T*> dropped;
		std::vector<const T*> added;

		bool empty() const noexcept
		{
			return dropped.empty() && added.empty();
		}
	};

	const InspectedTable* from = nullptr; ///< null: the table is new
	const InspectedTable* to = nullptr;   ///< null: the table is gone
	Changes<InspectedColumn> columns;
	/// Columns that are in both but differ.
	std::vector<std::pair<const InspectedColumn*, const InspectedColumn*>> changed;
	bool primaryKey = false;
	Changes<UniqueConstraint> uniques;
	Changes<CheckConstraint> checks;
	Changes<ForeignKey> foreignKeys;
	Changes<InspectedIndex> indexes;
	bool comment = false;

	const std::string& name() const noexcept
	{
		return to ? to->name : from->name;
	}
	bool empty() const noexcept
	{
		return from && to && columns.empty() && changed.empty() && !primaryKey && uniques.empty() &&
			   checks.empty() && foreignKeys.empty() && indexes.empty() && !comment;
	}
};


/// A SchemaDiff is the difference between what is and what shall be.
///
/// Both sides must be in the same spelling: read from databases of the same kind, or described for the same dialect.
/// What is not compared: the order of columns; names of constraints and indexes whose content is the same; indexes on
/// expressions or conditions, which no model can describe and which belong to whoever made them.
///
/// Thread safety: immutable. Lifetime: owns what its changes point into.
class Athanor_API SchemaDiff
{
public:
	SchemaDiff(const Schema& from, Schema to, Renames renames = {});
	SchemaDiff(const SchemaDiff&) = delete;
	SchemaDiff& operator=(const SchemaDiff&) = delete;
	~SchemaDiff();

	/// In the order of names; none of them is empty().
	const std::vector<TableChange>& tables() const noexcept
	{
		return _tables;
	}
	const Renames& renames() const noexcept
	{
		return _renames;
	}
	/// With the new names.
	const Schema& from() const noexcept
	{
		return _from;
	}
	const Schema& to() const noexcept
	{
		return _to;
	}
	bool empty() const noexcept
	{
		return _tables.empty() && _renames.empty();
	}

	/// One line for each difference, for people: `added column user.age`.
	std::vector<std::string> describe() const;

private:
	void compare(const InspectedTable& from, const InspectedTable& to);

	const Renames _renames;
	const Schema _from;
	const Schema _to;
	std::vector<TableChange> _tables;
};


} // namespace Athanor


#endif // Athanor_Migration_SchemaDiff_INCLUDED
