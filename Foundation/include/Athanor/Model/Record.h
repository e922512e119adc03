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

	/// Whether nothing was set.
	bool empty() const noexcept;

private:
	const Table* _table;
	std::vector<Value> _values;
	std::vector<bool> _set;
};


} // namespace Athanor


#endif // Athanor_Model_Record_INCLUDED
