//
// RandomValues.h
//
// Library: Tests
// Package: Conformance
//
// Random values of every type, the edges of its range first.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_RandomValues_INCLUDED
#define Athanor_Conformance_RandomValues_INCLUDED


#include "Athanor/Model/Column.h"
#include "Dice.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>


namespace Athanor::Conformance {


/// RandomValues makes values for a column: the edges of its type, null among them, and then one after the other.
///
/// What no database has to keep is not made: numbers that are not finite, texts with NUL or halves of surrogates, and in
/// JSON exponents, `-0` and a key twice. Thread safety: one thread. Lifetime: refers to the column.
class RandomValues
{
public:
	RandomValues(const Column& column, std::uint64_t seed);

	std::vector<Value> take(std::size_t count);

private:
	Value make(ValueType type);
	Value makeList();
	Value makeDouble();
	Value makeDecimal();
	std::string makeText(std::size_t longest);
	std::string makeBytes(std::size_t longest);
	std::string makeJson(int depth);
	std::string makeDigits(std::size_t count);
	std::int64_t makeInteger();

	const Column& _column;
	Dice _dice;
	std::vector<Value> _edges;
	std::size_t _edge = 0;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_RandomValues_INCLUDED
