//
// Lists.h
//
// Library: SQLite
// Package: Backend
//
// A list of values in one parameter.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Lists_INCLUDED
#define Athanor_SQLite_Lists_INCLUDED


#include "Athanor/Model/Value.h"
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor::SQLite {


/// A list of at most so many values has a placeholder for each.
inline constexpr std::size_t placeholdersOfList = 100;


/// The list as one value: UUIDs end to end in a blob, the others as a JSON array. Nothing for types that neither form
/// brings back exactly (doubles, bytes, JSON).
std::optional<Value> packList(ValueType type, const std::vector<Value>& values);


/// Appends a SELECT that gives the values of a list made by packList(), a row each.
void appendUnpackedList(std::string& sql, ValueType type, std::string_view placeholder);


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Lists_INCLUDED
