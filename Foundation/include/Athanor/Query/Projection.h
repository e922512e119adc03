//
// Projection.h
//
// Library: Foundation
// Package: Query
//
// What a SELECT gives for each row or group, if not whole rows.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Projection_INCLUDED
#define Athanor_Query_Projection_INCLUDED


#include "Athanor/Backend/Aggregate.h"
#include "Athanor/Query/Compiler.h"
#include <optional>
#include <string>
#include <vector>


namespace Athanor {


/// A Projection is columns and aggregates of a table, for all rows that match or for groups of them. It is what the typed
/// queries (Select.h) are made of; names are checked by compileProjection().
///
/// Thread safety: a value.
struct Projection
{
	/// A column, an aggregate of one, or (without a column) the number of rows.
	struct Item
	{
		std::optional<Aggregate> aggregate;
		std::string column;
		std::string name; ///< of the result; empty: the column's, or `count`, `sum_price` and the like
	};

	struct Order
	{
		Item item;
		bool descending = false;
	};

	std::vector<Item> items;          ///< at least one
	std::vector<std::string> groupBy; ///< columns; rows that agree in all of them are one group
	std::vector<Order>
		orderBy; ///< as lists: nulls last when ascending, then the primary key or the group's columns
	bool distinct = false; ///< no row twice: as if grouped by all items
};


/// The SELECT of a projection; order of `query` does not matter, that of the projection does.
///
/// Throws InvalidRequestException if the table has no such column, a column stands beside an aggregate without being grouped
/// by, an aggregate is of a type that has none, or rows are to be locked that are not rows any more.
Athanor_API CompiledStatement compileProjection(const Table& table, const Projection& projection,
												const Query& query, const Dialect& dialect);

/// How many rows that SELECT gives without its page.
Athanor_API CompiledStatement compileProjectionCount(const Table& table, const Projection& projection,
													 const Query& query, const Dialect& dialect);

/// The types of the values in a row of the result.
Athanor_API std::vector<ValueType> typesOf(const Table& table, const Projection& projection);


} // namespace Athanor


#endif // Athanor_Query_Projection_INCLUDED
