//
// Query.h
//
// Library: Foundation
// Package: Query
//
// What to select from a table: condition, order, page.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Query_INCLUDED
#define Athanor_Query_Query_INCLUDED


#include "Athanor/Backend/RowLock.h"
#include "Athanor/Query/Condition.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>


namespace Athanor {


/// A page of a list. Source: advanced_alchemy/filters LimitOffset.
struct LimitOffset
{
	std::int64_t limit = 20; ///< rows at most, ≥ 0
	std::int64_t offset = 0; ///< rows to skip, ≥ 0
};


/// One key of an order. Source: advanced_alchemy/filters OrderBy.
///
/// Nulls come last when ascending and first when descending, on every database.
struct OrderBy
{
	std::string column;
	bool descending = false;
};


/// A Query says which rows of a table, in which order, and which page of them. The table and the
/// columns are named where it is used.
///
/// Thread safety: a value.
struct Query
{
	std::optional<Condition> where;
	std::vector<OrderBy> orderBy; ///< empty: the primary key ascending, so that pages are stable
	std::optional<LimitOffset> page;
	std::optional<RowLock> lock; ///< of the rows that are read, until the end of the transaction

	/// Narrows the query: both what it says already and this condition have to hold.
	Athanor_API Query& add(Condition condition);
};


} // namespace Athanor


#endif // Athanor_Query_Query_INCLUDED
