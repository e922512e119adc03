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
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// A Table describes a table for everything that works without knowing the C++ type of its rows:
/// repositories, services, DDL and migrations.
///
/// Thread safety: immutable. Lifetime: those of models live as long as the process (plugins are never
/// unloaded); Records and statements refer to them.
class Athanor_API Table
{
public:
	/// Throws ImproperConfigurationException if the name is empty, two columns share a name, or no column is a
	/// primary key.
	Table(std::string name, std::vector<Column> columns);

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
};


} // namespace Athanor


#endif // Athanor_Model_Table_INCLUDED
