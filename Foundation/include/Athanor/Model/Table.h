//
// Table.h
//
// Library: Foundation
// Package: Model
//
// A table: its name, columns and keys.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Table_INCLUDED
#define Athanor_Model_Table_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Column.h"
#include "Athanor/Model/Constraints.h"
#include "Athanor/Model/Relation.h"
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// What a table has beside its columns. Constraints without a name get one by the NamingConvention; a check's name is
/// the part behind `ck_{table}_` and cannot be empty.
struct TableOptions
{
	std::vector<UniqueConstraint> uniques;
	std::vector<Index> indexes;
	std::vector<CheckConstraint> checks;
	std::vector<ForeignKey> foreignKeys;
	std::string comment;
	std::string bindKey;
	std::vector<Relation> relations;
};


/// A Table describes a table for everything that works without knowing the C++ type of its rows:
/// repositories, services, DDL and migrations.
///
/// Thread safety: immutable. Lifetime: those of models live as long as the process (plugins are never
/// unloaded); Records and statements refer to them.
class Athanor_API Table
{
public:
	/// Throws ImproperConfigurationException if the name is empty, two columns share a name, no column is a
	/// primary key, or a constraint makes no sense (a column that is not there, a name twice, an unknown action).
	Table(std::string name, std::vector<Column> columns, TableOptions options = {});

	const std::string& name() const noexcept
	{
		return _name;
	}

	/// In the order of CREATE TABLE and of Records; never empty.
	const std::vector<Column>& columns() const noexcept
	{
		return _columns;
	}

	/// Indexes into columns(), in order; never empty.
	const std::vector<std::size_t>& primaryKey() const noexcept
	{
		return _primaryKey;
	}

	/// The name of the primary key's constraint.
	std::string primaryKeyName() const;

	/// All constraints, those that columns ask for among them, each with a name that no other has. Those of the columns
	/// come first, in the order of the columns. A unique column with an index is found among the indexes.
	const std::vector<UniqueConstraint>& uniques() const noexcept
	{
		return _options.uniques;
	}
	const std::vector<Index>& indexes() const noexcept
	{
		return _options.indexes;
	}
	const std::vector<CheckConstraint>& checks() const noexcept
	{
		return _options.checks;
	}
	const std::vector<ForeignKey>& foreignKeys() const noexcept
	{
		return _options.foreignKeys;
	}

	/// Empty: none.
	const std::string& comment() const noexcept
	{
		return _options.comment;
	}
	/// The database the model belongs to; empty: the one of who registers it.
	const std::string& bindKey() const noexcept
	{
		return _options.bindKey;
	}

	/// How rows of other tables belong to rows of this one, in the order of their description.
	const std::vector<Relation>& relations() const noexcept
	{
		return _options.relations;
	}
	/// The index of a relation. Throws InvalidRequestException naming the table and its relations if there is none.
	std::size_t relationIndex(std::string_view name) const;
	/// The columns of a relation (an index into relations()), found at its first use. Thread-safe.
	/// Throws ImproperConfigurationException if there is no foreign key for it.
	const RelationPath& path(std::size_t relation) const;

	/// The one key column of a table with a simple key.
	/// Throws InvalidRequestException if the key is composite.
	const Column& keyColumn() const;

	/// The index of a column, or nothing.
	std::optional<std::size_t> find(std::string_view name) const noexcept;

	/// Like find. Throws InvalidRequestException naming the table and its columns if there is none.
	std::size_t indexOf(std::string_view name) const;

private:
	std::string _name;
	std::vector<Column> _columns;
	std::vector<std::size_t> _primaryKey;
	TableOptions _options;
	/// Shared by copies, which have the same columns.
	std::shared_ptr<class RelationPaths> _paths;
};


} // namespace Athanor


#endif // Athanor_Model_Table_INCLUDED
