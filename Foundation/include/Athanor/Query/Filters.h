//
// Filters.h
//
// Library: Foundation
// Package: Query
//
// The filter classes: questions about rows under the names that lists are asked with.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Filters_INCLUDED
#define Athanor_Query_Filters_INCLUDED


#include "Athanor/Query/Filter.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


// Every filter is a value that turns into a Condition over the columns it names, or into none when it has nothing to say.
// Whether the columns exist and the values fit them is found by the Compiler, which throws InvalidRequestException. A null
// Value is one that was not given.
//
// Source: advanced_alchemy/filters/_base.py and its neighbours @2accd6e1; where ours differs, DESIGN.md says why.


/// Strictly before, strictly after, or both.
struct BeforeAfter
{
	std::string field;
	Value before;
	Value after;

	Athanor_API std::optional<Condition> condition() const;
};


/// On or before, on or after, or both.
struct OnBeforeAfter
{
	std::string field;
	Value onOrBefore;
	Value onOrAfter;

	Athanor_API std::optional<Condition> condition() const;
};


/// One of the values. No list: no filter; an empty list: no row.
struct CollectionFilter
{
	std::string field;
	std::optional<std::vector<Value>> values;

	Athanor_API std::optional<Condition> condition() const;
};


/// A CollectionFilter over the values of a fixed choice.
struct ChoicesFilter: CollectionFilter
{
};


/// None of the values. No list or an empty one: no filter. A row whose cell is null is not selected.
struct NotInCollectionFilter
{
	std::string field;
	std::optional<std::vector<Value>> values;

	Athanor_API std::optional<Condition> condition() const;
};


struct BooleanFilter
{
	std::string field;
	std::optional<bool> value;

	Athanor_API std::optional<Condition> condition() const;
};


struct NullFilter
{
	std::string field;

	Athanor_API std::optional<Condition> condition() const;
};


struct NotNullFilter
{
	std::string field;

	Athanor_API std::optional<Condition> condition() const;
};


/// The text is found in one of the fields. Nothing in it is a wildcard. No field: no filter.
struct SearchFilter
{
	std::vector<std::string> fields;
	std::string value;
	bool ignoreCase = false;

	Athanor_API std::optional<Condition> condition() const;
};


/// The text is found in none of the fields. A row with a null in one of them is not selected.
struct NotInSearchFilter
{
	std::vector<std::string> fields;
	std::string value;
	bool ignoreCase = false;

	Athanor_API std::optional<Condition> condition() const;
};


/// Compares a field with a value in one of sixteen ways.
struct ComparisonFilter
{
	enum class Operator
	{
		Eq, ///< equal to null: is null
		Ne,
		Gt,
		Ge,
		Lt,
		Le,
		In,
		NotIn,
		Between, ///< two values, both belong to it
		Like,    ///< a pattern with `%`, `_` and the backslash
		ILike,
		StartsWith, ///< a text without wildcards
		IStartsWith,
		EndsWith,
		IEndsWith,
		DateEq ///< on that day (UTC)
	};

	std::string field;
	Operator op = Operator::Eq;
	std::vector<Value> values; ///< one; two for Between, any number for In and NotIn

	/// `startswith` and so on. Throws InvalidRequestException listing the names if it is none.
	Athanor_API static Operator parseOperator(std::string_view name);
	/// In the order of the alphabet.
	Athanor_API static const std::vector<std::string>& operatorNames();

	/// Throws InvalidRequestException if there are not as many values as the operator wants, or not the kind of them.
	Athanor_API std::optional<Condition> condition() const;
};


/// Rows that another table has something for:
///
///     ExistsFilter{&tableOf<Book>(), linked("author_id", "id"), {Condition::compare("year", Comparison::Less, 1950)}}
///
/// With neither link nor values it is true for no row.
struct ExistsFilter
{
	const Table* table = nullptr;
	std::optional<Condition> link; ///< how the other table's rows belong to this one's; see linked()
	std::vector<Condition> values; ///< over the other table
	LogicalOperator logicalOperator = LogicalOperator::And;

	Athanor_API std::optional<Condition> condition() const;
};


/// The negation of an ExistsFilter: with neither link nor values it is true for every row.
struct NotExistsFilter: ExistsFilter
{
	Athanor_API std::optional<Condition> condition() const;
};


/// The condition in exists() that a column of the other table equals one of the table around it.
Athanor_API Condition linked(std::string otherColumn, std::string column);


} // namespace Athanor


#endif // Athanor_Query_Filters_INCLUDED
