//
// SqlBuilder.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "SqlBuilder.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


namespace {


std::string_view spelling(Comparison comparison)
{
	switch (comparison)
	{
	case Comparison::Equal:
		return " = ";
	case Comparison::NotEqual:
		return " <> ";
	case Comparison::Less:
		return " < ";
	case Comparison::LessOrEqual:
		return " <= ";
	case Comparison::Greater:
		return " > ";
	case Comparison::GreaterOrEqual:
		return " >= ";
	}
	throw InvalidRequestException("unknown comparison");
}


} // namespace


SqlBuilder& SqlBuilder::tableName()
{
	_dialect.appendQuoted(_sql, _table.name());
	return *this;
}


SqlBuilder& SqlBuilder::columns(const Compiler::Columns& columns)
{
	bool first = true;
	for (const std::size_t index : columns)
	{
		if (!first) _sql += ", ";
		first = false;
		_dialect.appendQuoted(_sql, _table.columns()[index].name);
	}
	return *this;
}


SqlBuilder& SqlBuilder::column(const std::string& name)
{
	_dialect.appendQuoted(_sql, _table.columns()[_table.indexOf(name)].name);
	return *this;
}


SqlBuilder& SqlBuilder::placeholder(Value value, ValueType type)
{
	_parameters.push_back(std::move(value));
	_dialect.appendPlaceholder(_sql, static_cast<int>(_parameters.size()), type);
	return *this;
}


SqlBuilder& SqlBuilder::where(const std::optional<Condition>& wanted)
{
	if (!wanted) return *this;
	_sql += " WHERE ";
	condition(*wanted);
	return *this;
}


void SqlBuilder::condition(const Condition& condition)
{
	switch (condition.kind())
	{
	case Condition::Kind::Compare:
		comparison(condition);
		break;
	case Condition::Kind::IsNull:
		column(condition.column()).text(" IS NULL");
		break;
	case Condition::Kind::In:
		membership(condition);
		break;
	case Condition::Kind::All:
		operands(condition, " AND ", "1 = 1");
		break;
	case Condition::Kind::Any:
		operands(condition, " OR ", "1 = 0");
		break;
	case Condition::Kind::Not:
		_sql += "NOT (";
		this->condition(condition.operands().front());
		_sql += ')';
		break;
	}
}


void SqlBuilder::comparison(const Condition& condition)
{
	const Column& column = _table.columns()[_table.indexOf(condition.column())];
	_dialect.appendSortKey(_sql, column);
	_sql += spelling(condition.comparison());
	placeholder(condition.values().front(), column.type);
}


void SqlBuilder::membership(const Condition& condition)
{
	const Column& column = _table.columns()[_table.indexOf(condition.column())];
	if (condition.values().empty())
	{
		_sql += "1 = 0";
		return;
	}
	_dialect.appendSortKey(_sql, column);
	_sql += " IN (";
	bool first = true;
	for (const Value& value : condition.values())
	{
		if (!first) _sql += ", ";
		first = false;
		placeholder(value, column.type);
	}
	_sql += ')';
}


void SqlBuilder::operands(const Condition& condition, std::string_view separator, std::string_view ifEmpty)
{
	if (condition.operands().empty())
	{
		_sql += ifEmpty;
		return;
	}
	_sql += '(';
	bool first = true;
	for (const Condition& operand : condition.operands())
	{
		if (!first) _sql += separator;
		first = false;
		this->condition(operand);
	}
	_sql += ')';
}


SqlBuilder& SqlBuilder::orderBy(const std::vector<OrderBy>& order)
{
	_sql += " ORDER BY ";
	bool first = true;
	const auto separate = [&] {
		if (!first) _sql += ", ";
		first = false;
	};
	std::vector<bool> used(_table.columns().size());
	for (const OrderBy& key : order)
	{
		const std::size_t index = _table.indexOf(key.column);
		separate();
		orderKey(_table.columns()[index], key.descending);
		used[index] = true;
	}
	// The key decides between equal rows: a page never shows a row twice or skips one.
	for (const std::size_t index : _table.primaryKey())
	{
		if (used[index]) continue;
		separate();
		orderKey(_table.columns()[index], false);
	}
	return *this;
}


void SqlBuilder::orderKey(const Column& column, bool descending)
{
	_dialect.appendSortKey(_sql, column);
	if (descending) _sql += " DESC";
	if (column.nullable) _sql += descending ? " NULLS FIRST" : " NULLS LAST";
}


SqlBuilder& SqlBuilder::page(const std::optional<LimitOffset>& page)
{
	if (!page) return *this;
	text(" LIMIT ").placeholder(page->limit, ValueType::Integer);
	text(" OFFSET ").placeholder(page->offset, ValueType::Integer);
	return *this;
}


SqlBuilder& SqlBuilder::returning(const Compiler::Columns& wanted)
{
	if (wanted.empty()) return *this;
	return text(" RETURNING ").columns(wanted);
}


CompiledStatement SqlBuilder::finish(Access access)
{
	return {Statement{std::move(_sql), access, true}, std::move(_parameters)};
}


} // namespace Athanor
