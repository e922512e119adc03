//
// TypedStatement.h
//
// Library: Foundation
// Package: Query
//
// What a session executes and reads by itself.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_TypedStatement_INCLUDED
#define Athanor_Query_TypedStatement_INCLUDED


#include "Athanor/Query/Compiler.h"
#include "Athanor/Backend/ResultSet.h"
#include <concepts>


namespace Athanor {


/// A statement that knows its SQL and what its rows are: `compile(dialect)` and `read(rows)`, which gives a `Result`.
template <typename S>
concept TypedStatement = requires(const S& statement, const Dialect& dialect, ResultSet& rows)
{
	typename S::Result;
	{
		statement.compile(dialect)
		} -> std::same_as<CompiledStatement>;
	{
		statement.read(rows)
		} -> std::same_as<typename S::Result>;
};


/// A TypedStatement whose rows can be counted and paged; `One` is one of its rows.
template <typename S>
concept SelectStatement = TypedStatement<S> &&
	requires(const S& statement, const Dialect& dialect, const LimitOffset& page)
{
	typename S::One;
	{
		statement.compileCount(dialect)
		} -> std::same_as<CompiledStatement>;
	{
		statement.page(page)
		} -> std::same_as<S>;
};


} // namespace Athanor


#endif // Athanor_Query_TypedStatement_INCLUDED
