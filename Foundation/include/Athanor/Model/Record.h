//
// Record.h
//
// Library: Foundation
// Package: Model
//
// A row without its C++ type: values, and which of them were set.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Record_INCLUDED
#define Athanor_Model_Record_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Table.h"
#include <optional>
#include <string_view>
#include <vector>


namespace Athanor {


/// A Record is the values of one row of a Table, together with which of them were set: an INSERT leaves unset
/// columns to their defaults, an UPDATE leaves them alone. A null that was set is not an unset value.
///
/// Thread safety: one thread at a time. Lifetime: refers to its Table, which must outlive it.
class Athanor_API Record
{
public:
	explicit Record(const Table& table);

	const Table& table() const noexcept
	{
		return *_table;
	}

	/// Sets the value of a column (index into table().columns()).
	void set(std::size_t column, Value value)
	{
		_values[column] = std::move(value);
		_set[column] = true;
	}
	/// Throws InvalidRequestException if there is no such column.
	void set(std::string_view column, Value value);
	void unset(std::size_t column);
	/// Sets what a row to insert has where nobody set it (Column::initialValue()).
	void setInitialValues();

	bool isSet(std::size_t column) const noexcept
	{
		return _set[column];
	}
	/// Null if it was not set.
	const Value& value(std::size_t column) const noexcept
	{
		return _values[column];
	}
	/// Throws InvalidRequestException if there is no such column.
	const Value& value(std::string_view column) const;

	/// The value of the one key column. Throws InvalidRequestException if the key is composite.
	const Value& key() const;

	/// The rows that a relation (an index into table().relations()) has here: those that were loaded, or those that are
	/// to be written. Null if the relation was neither loaded nor set; of ManyToOne there is at most one row.
	const std::vector<Record>* related(std::size_t relation) const noexcept
	{
		return relation < _related.size() && _related[relation] ? &*_related[relation] : nullptr;
	}
	void setRelated(std::size_t relation, std::vector<Record> rows);
	/// Throws InvalidRequestException if there is no such relation.
	void setRelated(std::string_view relation, std::vector<Record> rows);
	void unsetRelated(std::size_t relation) noexcept;
	/// Whether any relation was loaded or set.
	bool hasRelated() const noexcept;

	/// Whether no column was set.
	bool empty() const noexcept;

private:
	const Table* _table;
	std::vector<Value> _values;
	std::vector<bool> _set;
	std::vector<std::optional<std::vector<Record>>> _related; ///< empty until one is set
};


} // namespace Athanor


#endif // Athanor_Model_Record_INCLUDED
