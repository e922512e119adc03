//
// Arrays.h
//
// Library: PostgreSQL
// Package: Backend
//
// A list of values as an array.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Arrays_INCLUDED
#define Athanor_PostgreSQL_Arrays_INCLUDED


#include "Athanor/Model/Value.h"
#include <optional>
#include <string_view>
#include <vector>


namespace Athanor::PostgreSQL {


/// The text form of an array of these values (`{"a","b"}`); nothing for doubles that are not finite.
std::optional<Value> arrayText(const std::vector<Value>& values);


/// The type of such an array (`bigint[]`).
std::string_view arrayType(ValueType type) noexcept;


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Arrays_INCLUDED
