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


namespace {


Compiler::Columns setColumns(const Record& record)
{
	Compiler::Columns set;
	for (std::size_t i = 0; i < record.table().columns().size(); ++i)
	{
		if (record.isSet(i)) set.push_back(i);
	}
	return set;
}


/// `(?, ?)`: one row to insert.
void writeValues(SqlBuilder& builder, const Record& record, const Compiler::Columns& set)
{
	builder.text("(");
	for (const std::size_t index : set)
	{
		if (index != set.front()) builder.text(", ");
		builder.stored(record.value(index), record.table().columns()[index]);
	}
	builder.text(")");
}


/// Whether a few rows at the front of the primary key's index are all that is read.
bool isBrief(const Query& query) noexcept
{
	constexpr std::int64_t few = 200;
	if (query.where || !query.orderBy.empty() || !query.page || query.lock) return false;
	return query.page->limit <= few && query.page->offset <= few - query.page->limit;
}


} // namespace


CompiledStatement Compiler::select(const Table& table, const Columns& columns, const Query& query) const
{
	CompiledStatement compiled =
		SqlBuilder(_dialect, table)
			.text("SELECT ")
			.selected(columns)
			.text(" FROM ")
			.tableName()
			.where(query.where)
			.orderBy(query.orderBy)
			.page(query.page)
			.lock(query.lock)
			// A lock lives as long as a transaction, and under a single writer it is the right to write.
			.finish(query.lock ? Access::Write : Access::Read);
	compiled.statement.brief = isBrief(query);
	return compiled;
}


CompiledStatement Compiler::selectByKey(const Table& table, const Columns& columns,
										const std::vector<Value>& key) const
{
	CompiledStatement compiled = SqlBuilder(_dialect, table)
									 .text("SELECT ")
									 .selected(columns)
									 .text(" FROM ")
									 .tableName()
									 .whereKey(key)
									 .finish(Access::Read);
	compiled.statement.brief = true;
	return compiled;
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
	const Columns set = setColumns(record);
	SqlBuilder builder(_dialect, table);
	builder.text("INSERT INTO ").tableName();
	if (set.empty())
		builder.text(" DEFAULT VALUES");
	else
	{
		builder.text(" (").columns(set).text(") VALUES ");
		writeValues(builder, record, set);
	}
	CompiledStatement compiled = builder.returning(returning).finish(Access::Write);
	compiled.statement.addsRow = true;
	return compiled;
}


CompiledStatement Compiler::insertMany(const std::vector<Record>& records, const Columns& returning,
									   const Conflict& conflict) const
{
	const Table& table = records.front().table();
	const Columns set = setColumns(records.front());
	SqlBuilder builder(_dialect, table);
	builder.text("INSERT INTO ").tableName().text(" (").columns(set).text(") VALUES ");
	for (const Record& record : records)
	{
		if (&record != &records.front()) builder.text(", ");
		writeValues(builder, record, set);
	}
	if (!conflict.unique.empty()) builder.onConflict(conflict);
	return builder.returning(returning).finish(Access::Write);
}


CompiledStatement Compiler::update(const Record& changes, const std::vector<Value>& key,
								   const Columns& returning) const
{
	return update(changes, keyIs(changes.table(), key), returning);
}


CompiledStatement Compiler::update(const Record& changes, const Condition& where,
								   const Columns& returning) const
{
	const Table& table = changes.table();
	if (changes.empty()) throw InvalidRequestException("nothing to update in table \"" + table.name() + "\"");
	SqlBuilder builder(_dialect, table);
	builder.text("UPDATE ").tableName().text(" SET ");
	const Columns set = setColumns(changes);
	for (const std::size_t index : set)
	{
		if (index != set.front()) builder.text(", ");
		builder.columns({index}).text(" = ").stored(changes.value(index), table.columns()[index]);
	}
	return builder.where(where).returning(returning).finish(Access::Write);
}


CompiledStatement Compiler::remove(const Table& table, const Condition& where, const Columns& returning) const
{
	return SqlBuilder(_dialect, table)
		.text("DELETE FROM ")
		.tableName()
		.where(where)
		.returning(returning)
		.finish(Access::Write);
}


CompiledStatement Compiler::first(const Table& table, const Columns& columns, const Query& query,
								  std::int64_t limit) const
{
	return SqlBuilder(_dialect, table)
		.text("SELECT ")
		.selected(columns)
		.text(" FROM ")
		.tableName()
		.where(query.where)
		.page(LimitOffset{limit, 0})
		.lock(query.lock)
		.finish(query.lock ? Access::Write : Access::Read);
}


CompiledStatement Compiler::remove(const Table& table, const std::vector<Value>& key) const
{
	return SqlBuilder(_dialect, table)
		.text("DELETE FROM ")
		.tableName()
		.where(keyIs(table, key))
		.finish(Access::Write);
}


void Compiler::requireKey(const Table& table, const std::vector<Value>& key)
{
	if (key.size() == table.primaryKey().size()) return;
	throw InvalidRequestException("the key of table \"" + table.name() + "\" has " +
								  std::to_string(table.primaryKey().size()) + " column(s), not " +
								  std::to_string(key.size()));
}


Condition Compiler::keyIs(const Table& table, const std::vector<Value>& key)
{
	requireKey(table, key);
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


Condition Compiler::keyIn(const Table& table, const std::vector<std::vector<Value>>& keys)
{
	if (table.primaryKey().size() == 1)
	{
		std::vector<Value> values;
		for (const std::vector<Value>& key : keys)
			values.push_back(key.at(0));
		return Condition::in(table.keyColumn().name, std::move(values));
	}
	std::vector<Condition> each;
	for (const std::vector<Value>& key : keys)
		each.push_back(keyIs(table, key));
	return Condition::any(std::move(each));
}


} // namespace Athanor
