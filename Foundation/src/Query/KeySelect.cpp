//
// KeySelect.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/KeySelect.h"
#include "FittedValue.h"
#include <utility>


namespace Athanor {


KeySelect::KeySelect(const Table& table, Compiler::Columns columns):
	_table(table),
	_columns(std::move(columns))
{
}


const Statement* KeySelect::find(const Written* first, const Dialect& dialect) noexcept
{
	while (first && first->dialect != dialect.identity())
		first = first->next;
	return first ? &first->statement : nullptr;
}


const Statement& KeySelect::statement(const Dialect& dialect) const
{
	if (const Statement* known = find(_first.load(std::memory_order_acquire), dialect)) return *known;
	const std::vector<Value> nulls(_table.primaryKey().size());
	Statement statement = Compiler(dialect).selectByKey(_table, _columns, nulls).statement;
	const std::lock_guard<std::mutex> lock(_mutex);
	const Written* const first = _first.load(std::memory_order_relaxed);
	if (const Statement* known = find(first, dialect)) return *known;
	const Written& added = _written.emplace_back(Written{dialect.identity(), std::move(statement), first});
	_first.store(&added, std::memory_order_release);
	return added.statement;
}


Parameters KeySelect::parameters(const std::vector<Value>& key) const
{
	Compiler::requireKey(_table, key);
	Parameters parameters;
	parameters.reserve(key.size());
	for (std::size_t i = 0; i < key.size(); ++i)
		parameters.push_back(fittedValue(key[i], _table.columns()[_table.primaryKey()[i]], _table));
	return parameters;
}


} // namespace Athanor
