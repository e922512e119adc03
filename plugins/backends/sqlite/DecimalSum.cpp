//
// DecimalSum.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "DecimalSum.h"
#include "Athanor/Core/Decimal.h"
#include <exception>
#include <memory>


namespace Athanor::SQLite {


namespace {


/// What SQLite keeps between the rows of a group, in memory that it zeroes and frees.
struct State
{
	bool made;
	Decimal total;
};


State& made(State& state)
{
	if (!state.made)
	{
		std::construct_at(&state.total);
		state.made = true;
	}
	return state;
}


void step(sqlite3_context* context, int, sqlite3_value** values) noexcept
{
	if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
	auto* const state = static_cast<State*>(sqlite3_aggregate_context(context, sizeof(State)));
	if (!state) return sqlite3_result_error_nomem(context);
	try
	{
		const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
		if (!text) return sqlite3_result_error_nomem(context);
		Decimal& total = made(*state).total;
		total = total + Decimal::parse(text);
	}
	catch (const std::exception&)
	{
		sqlite3_result_error(context, "a decimal cannot be added", -1);
	}
}


void finish(sqlite3_context* context) noexcept
{
	auto* const state = static_cast<State*>(sqlite3_aggregate_context(context, 0));
	if (!state || !state->made) return sqlite3_result_null(context);
	const std::string& text = state->total.toString();
	sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
	std::destroy_at(&state->total);
}


} // namespace


int createDecimalSum(sqlite3* database) noexcept
{
	constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
	return sqlite3_create_function_v2(database, decimalSum, 1, flags, nullptr, nullptr, &step, &finish,
									  nullptr);
}


} // namespace Athanor::SQLite
