//
// GeneratedRows.h
//
// Library: Tests
// Package: Conformance
//
// The rows that generated queries are asked about, and what SQL's comparisons mean on them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_GeneratedRows_INCLUDED
#define Athanor_Conformance_GeneratedRows_INCLUDED


#include "Athanor/Model/Record.h"
#include "Athanor/Query/Condition.h"
#include <string>
#include <vector>


namespace Athanor::Conformance {


/// SQL's three values, in an order that makes AND the lesser and OR the greater one.
enum class Truth
{
	False,
	Unknown,
	True
};

constexpr Truth truthOf(bool holds) noexcept
{
	return holds ? Truth::True : Truth::False;
}
constexpr Truth negated(Truth truth) noexcept
{
	return static_cast<Truth>(2 - static_cast<int>(truth));
}


/// A nullable column of each type, two of those that can be compared with each other, and a key.
const Table& peopleTable();
/// What belongs to people by `owner`.
const Table& petsTable();

/// The same rows each time: every column has nulls and values more than once; texts have mixed case, accents, wildcards
/// and quotes; numbers are negative, large and nearly equal; moments lie a microsecond apart and at the ends of their range.
const std::vector<Record>& peopleRows();
const std::vector<Record>& petsRows();

/// A value that a cell of that column may have, also one that no row has.
const std::vector<Value>& valuePool(const Column& column);

/// Below, at or above zero: as `left` is to `right`; neither is null. The left one decides in which type they compare.
int compareValues(const Value& left, const Value& right);
Truth compared(const Value& left, Comparison comparison, const Value& right);

/// Whether a text is like a pattern of Condition::like(), by code points.
bool isLike(const std::string& text, const std::string& pattern, Case letters);

/// Equal in every column; JSON by what the documents say.
bool sameRow(const Record& left, const Record& right);
std::string showRow(const Record& record);
std::string showValue(const Value& value);


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_GeneratedRows_INCLUDED
