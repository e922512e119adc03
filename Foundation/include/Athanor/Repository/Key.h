//
// Key.h
//
// Library: Foundation
// Package: Repository
//
// The primary key of one row.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_Key_INCLUDED
#define Athanor_Repository_Key_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Model/Value.h"
#include <initializer_list>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>


namespace Athanor {


/// A Key is the values of a primary key, in the order of its columns or by their names. Whatever makes a Value makes a
/// simple key; a composite one is a list, or a map:
///
///     repository.get({tenant, number})
///     repository.get(Key::of({{"number", number}, {"tenant", tenant}}))
///
/// Thread safety: a value.
class Athanor_API Key
{
public:
	using Part = std::pair<std::string, Value>;

	template <typename T>
	requires(std::is_constructible_v<Value, T> && !std::is_same_v<std::remove_cvref_t<T>, Key>)
		Key(T&& value):
		_values(1, Value(std::forward<T>(value))),
		_scalar(true)
	{
	}
	Key(std::initializer_list<Value> values):
		_values(values)
	{
	}
	explicit Key(std::vector<Value> values):
		_values(std::move(values))
	{
	}

	/// A key by the names of its columns, in any order.
	static Key of(std::vector<Part> parts);
	/// The key of a record; nulls where it is not set.
	static Key of(const Record& record);

	/// As they were given.
	const std::vector<Value>& values() const noexcept
	{
		return _values;
	}

	/// The values in the order of the table's primary key.
	/// Throws InvalidRequestException, saying which columns the key has, if it is no key of that table: too few or too
	/// many values, a column that is missing or not part of the key, a list or a map for a simple key, a null in a
	/// composite one. The values are not part of the message.
	std::vector<Value> valuesFor(const Table& table) const;

private:
	std::vector<Value> named(const Table& table, const std::string& columns) const;

	std::vector<std::string> _names; // empty: by position
	std::vector<Value> _values;
	bool _scalar = false;
};


} // namespace Athanor


#endif // Athanor_Repository_Key_INCLUDED
