//
// Compiler.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Compiler.h"
#include "SqlBuilder.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


CompiledStatement Compiler::select(const Table& table, const Columns& columns, const Query& query) const
{
	return SqlBuilder(_dialect, table)
		.text("SELECT ")
		.columns(columns)
		.text(" FROM ")
		.tableName()
		.where(query.where)
		.orderBy(query.orderBy)
		.page(query.page)
		.lock(query.lock)
		// A lock lives as long as a transaction, and under a single writer it is the right to write.
		.finish(query.lock ? Access::Write : Access::Read);
}


CompiledStatement Compiler::count(const Table& table, const Query& query) const
{
	return SqlBuilder(_dialect, table)
		.text("SELECT count(*) FROM ")
		.tableName()
		.where(query.where)
		.finish(Access::Read);
}


CompiledStatement Compiler::insert(const Record& record, const Columns& returning) const
{
	const Table& table = record.table();
	Columns set;
	for (std::size_t i = 0; i < table.columns().size(); ++i)
	{
		if (record.isSet(i)) set.push_back(i);
	}
	SqlBuilder builder(_dialect, table);
	builder.text("INSERT INTO ").tableName();
	if (set.empty())
	{
		return builder.text(" DEFAULT VALUES").returning(returning).finish(Access::Write);
	}
	builder.text(" (").columns(set).text(") VALUES (");
	for (const std::size_t index : set)
	{
		if (index != set.front()) builder.text(", ");
		builder.placeholder(record.value(index), table.columns()[index].type);
	}
	return builder.text(")").returning(returning).finish(Access::Write);
}


CompiledStatement Compiler::update(const Record& changes, const std::vector<Value>& key,
								   const Columns& returning) const
{
	const Table& table = changes.table();
	if (changes.empty()) throw InvalidRequestException("nothing to update in table \"" + table.name() + "\"");
	SqlBuilder builder(_dialect, table);
	builder.text("UPDATE ").tableName().text(" SET ");
	bool first = true;
	for (std::size_t i = 0; i < table.columns().size(); ++i)
	{
		if (!changes.isSet(i)) continue;
		if (!first) builder.text(", ");
		first = false;
		builder.columns({i}).text(" = ").placeholder(changes.value(i), table.columns()[i].type);
	}
	return builder.where(keyIs(table, key)).returning(returning).finish(Access::Write);
}


CompiledStatement Compiler::remove(const Table& table, const std::vector<Value>& key) const
{
	return SqlBuilder(_dialect, table)
		.text("DELETE FROM ")
		.tableName()
		.where(keyIs(table, key))
		.finish(Access::Write);
}


Condition Compiler::keyIs(const Table& table, const std::vector<Value>& key)
{
	if (key.size() != table.primaryKey().size())
	{
		throw InvalidRequestException("the key of table \"" + table.name() + "\" has " +
									  std::to_string(table.primaryKey().size()) + " column(s), not " +
									  std::to_string(key.size()));
	}
	if (key.size() == 1)
	{
		return Condition::compare(table.columns()[table.primaryKey().front()].name, Comparison::Equal,
								  key.front());
	}
	std::vector<Condition> parts;
	for (std::size_t i = 0; i < key.size(); ++i)
	{
		parts.push_back(
			Condition::compare(table.columns()[table.primaryKey()[i]].name, Comparison::Equal, key[i]));
	}
	return Condition::all(std::move(parts));
}


} // namespace Athanor
