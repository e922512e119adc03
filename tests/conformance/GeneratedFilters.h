//
// GeneratedFilters.h
//
// Library: Tests
// Package: Conformance
//
// Filters of every class with arguments from a dice, and what each of them means.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_GeneratedFilters_INCLUDED
#define Athanor_Conformance_GeneratedFilters_INCLUDED


#include "Athanor/Query/Filters.h"
#include "Dice.h"
#include "GeneratedRows.h"
#include <functional>
#include <string>
#include <vector>


namespace Athanor::Conformance {


/// What a filter says about a row, decided in C++ without the Condition that it turns into.
using Meaning = std::function<Truth(const Record&)>;


Truth everyRow(const Record& row);
/// All or any of the meanings; without any of them AND is true and OR is false.
Meaning joined(LogicalOperator op, std::vector<Meaning> parts);


struct GeneratedFilter
{
	Filter filter;
	Meaning holds;
	std::string text;    ///< class and arguments: the JSON of a MultiFilter's item if it has such a form
	bool isJson = false; ///< whether it has
};


/// A FilterMaker makes filters over one of the generated tables.
///
/// Thread safety: one thread. Lifetime: refers to the dice.
class FilterMaker
{
public:
	FilterMaker(Dice& dice, const Table& table) noexcept:
		_dice(dice),
		_table(table)
	{
	}

	/// Any class; those that hold others hold `depth` levels of them.
	GeneratedFilter make(int depth);

private:
	using Maker = GeneratedFilter (FilterMaker::*)(int depth);
	using Operator = ComparisonFilter::Operator;

	GeneratedFilter beforeAfter(int);
	GeneratedFilter onBeforeAfter(int);
	GeneratedFilter collection(int);
	GeneratedFilter choices(int);
	GeneratedFilter notInCollection(int);
	GeneratedFilter boolean(int);
	GeneratedFilter null(int);
	GeneratedFilter notNull(int);
	GeneratedFilter search(int);
	GeneratedFilter notInSearch(int);
	GeneratedFilter comparison(int);
	GeneratedFilter exists(int depth);
	GeneratedFilter notExists(int depth);
	GeneratedFilter group(int depth);
	GeneratedFilter multi(int depth);
	GeneratedFilter negation(int depth);
	GeneratedFilter comparedColumns(int);
	GeneratedFilter narrowerValue(int);

	GeneratedFilter range(bool open);
	GeneratedFilter listed(const char* type, bool isNegated);
	GeneratedFilter searched(bool isNegated);
	GeneratedFilter related(int depth, bool isNegated);
	GeneratedFilter comparison(std::size_t column, Operator op);
	GeneratedFilter listComparison(std::size_t column, Operator op);
	GeneratedFilter textComparison(Operator op);
	GeneratedFilter dayComparison();

	const Column& columnAt(std::size_t index) const
	{
		return _table.columns()[index];
	}
	/// A column of one of these types, or of any that can be compared.
	std::size_t pickColumn(const std::vector<ValueType>& types = {});
	bool has(ValueType type) const;
	Value pickValue(std::size_t column);
	std::vector<Value> pickValues(std::size_t column);
	/// Some characters of a text that a row may have, in any case.
	std::string pickText();
	std::string pickPattern();

	Dice& _dice;
	const Table& _table;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_GeneratedFilters_INCLUDED
