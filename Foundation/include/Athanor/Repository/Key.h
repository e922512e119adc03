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


#include "Athanor/Model/Value.h"
#include <initializer_list>
#include <type_traits>
#include <utility>
#include <vector>


namespace Athanor {


/// A Key is the values of a primary key in the order of its columns. Whatever makes a Value makes a simple key;
/// a composite one is a list: `repository.get({tenant, number})`.
///
/// Thread safety: a value.
class Key
{
public:
	template <typename T>
	requires(std::is_constructible_v<Value, T> && !std::is_same_v<std::remove_cvref_t<T>, Key>)
		Key(T&& value):
		_values(1, Value(std::forward<T>(value)))
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

	const std::vector<Value>& values() const noexcept
	{
		return _values;
	}

private:
	std::vector<Value> _values;
};


} // namespace Athanor


#endif // Athanor_Repository_Key_INCLUDED
