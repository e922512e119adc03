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
#include "FittedValue.h"


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


SqlBuilder& SqlBuilder::selected(const Compiler::Columns& columns)
{
	bool first = true;
	for (const std::size_t index : columns)
	{
		const Column& column = _table.columns()[index];
		if (!first) _sql += ", ";
		first = false;
		const std::size_t begin = _sql.size();
		if (!column.element)
		{
			_dialect.appendQuoted(_sql, column.name);
			continue;
		}
		const std::string quoted = _dialect.quoted(column.name);
		_dialect.appendSelected(_sql, quoted, column);
		// An expression would have a name of the database's choice.
		if (_sql.compare(begin, std::string::npos, quoted) != 0) (_sql += " AS ") += quoted;
	}
	return *this;
}


SqlBuilder& SqlBuilder::stored(const Value& value, const Column& column)
{
	return placeholder(column.element ? _dialect.storedValue(column, value) : value, column.type);
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


SqlBuilder& SqlBuilder::whereKey(const std::vector<Value>& key)
{
	Compiler::requireKey(_table, key);
	_sql += key.size() == 1 ? " WHERE " : " WHERE (";
	for (std::size_t i = 0; i < key.size(); ++i)
	{
		const Place left = place(_table.columns()[_table.primaryKey()[i]].name);
		if (i > 0) _sql += " AND ";
		compared(left, Comparison::Equal);
		value(key[i], left);
	}
	if (key.size() > 1) _sql += ')';
	return *this;
}


SqlBuilder::Place SqlBuilder::place(const ColumnName& name) const
{
	if (name.level < 0 || static_cast<std::size_t>(name.level) > _scopes.size())
	{
		throw InvalidRequestException("column \"" + name.name + "\" is to be one of a table " +
									  std::to_string(name.level) + " levels around, and there is none");
	}
	const std::size_t level = _scopes.size() - static_cast<std::size_t>(name.level);
	const Table& table = level == 0 ? _table : *_scopes[level - 1].table;
	Place place{table, table.columns()[table.indexOf(name.name)], {}};
	if (!_scopes.empty())
	{
		_dialect.appendQuoted(place.expression, level == 0 ? _table.name() : _scopes[level - 1].alias);
		place.expression += '.';
	}
	_dialect.appendQuoted(place.expression, place.column.name);
	return place;
}


void SqlBuilder::value(const Value& value, const Place& place)
{
	placeholder(fittedValue(value, place.column, place.table), place.column.type);
}


std::string SqlBuilder::nextPlaceholder(Value value, ValueType type)
{
	std::string text;
	_parameters.push_back(std::move(value));
	_dialect.appendPlaceholder(text, static_cast<int>(_parameters.size()), type);
	return text;
}


void SqlBuilder::condition(const Condition& condition)
{
	switch (condition.kind())
	{
	case Condition::Kind::Compare:
		return comparison(condition);
	case Condition::Kind::CompareColumns:
		return columnComparison(condition);
	case Condition::Kind::IsNull:
		_sql += place(condition.columnName()).expression;
		_sql += " IS NULL";
		return;
	case Condition::Kind::In:
		return membership(condition);
	case Condition::Kind::Like:
		return pattern(condition);
	case Condition::Kind::OnDate:
		return day(condition);
	case Condition::Kind::Exists:
		return subquery(condition);
	case Condition::Kind::All:
		return operands(condition, " AND ", "1 = 1");
	case Condition::Kind::Any:
		return operands(condition, " OR ", "1 = 0");
	case Condition::Kind::Not:
		_sql += "NOT (";
		this->condition(condition.operands().front());
		_sql += ')';
		return;
	}
}


/// Appends the column as it is compared, and the sign.
void SqlBuilder::compared(const Place& place, Comparison comparison)
{
	requireComparable(place.column, place.table);
	if (comparison == Comparison::Equal || comparison == Comparison::NotEqual)
		_dialect.appendEqualityKey(_sql, place.expression, place.column);
	else
		_dialect.appendSortKey(_sql, place.expression, place.column);
	_sql += spelling(comparison);
}


void SqlBuilder::comparison(const Condition& condition)
{
	const Place left = place(condition.columnName());
	compared(left, condition.comparison());
	value(condition.values().front(), left);
}


void SqlBuilder::columnComparison(const Condition& condition)
{
	const Place left = place(condition.columnName());
	const Place right = place(condition.otherColumn());
	if (left.column.type != right.column.type)
	{
		throw InvalidRequestException("column \"" + left.column.name + "\" of table \"" + left.table.name() +
									  "\" (" + toString(left.column.type) + ") and column \"" +
									  right.column.name + "\" of table \"" + right.table.name() + "\" (" +
									  toString(right.column.type) + ") cannot be compared");
	}
	compared(left, condition.comparison());
	_sql += right.expression;
}


void SqlBuilder::membership(const Condition& condition)
{
	const Place left = place(condition.columnName());
	requireComparable(left.column, left.table);
	if (condition.values().empty())
	{
		_sql += "1 = 0";
		return;
	}
	std::vector<Value> values;
	values.reserve(condition.values().size());
	for (const Value& value : condition.values())
		values.push_back(fittedValue(value, left.column, left.table));
	if (std::optional<Value> list = _dialect.listValue(left.column, values))
	{
		const std::string placeholder = nextPlaceholder(std::move(*list), ValueType::Text);
		_dialect.appendInList(_sql, left.expression, placeholder, left.column);
		return;
	}
	_dialect.appendEqualityKey(_sql, left.expression, left.column);
	_sql += " IN (";
	for (std::size_t i = 0; i < values.size(); ++i)
	{
		if (i > 0) _sql += ", ";
		placeholder(std::move(values[i]), left.column.type);
	}
	_sql += ')';
}


void SqlBuilder::pattern(const Condition& condition)
{
	const Place left = place(condition.columnName());
	if (left.column.type != ValueType::Text)
	{
		throw InvalidRequestException("column \"" + left.column.name + "\" of table \"" + left.table.name() +
									  "\" holds " + toString(left.column.type) +
									  " values; only text can be searched");
	}
	const Value checked = fittedValue(condition.values().front(), left.column, left.table);
	std::string wanted = _dialect.likePattern(checked.get<std::string>(), condition.ignoresCase());
	const std::string placeholder = nextPlaceholder(std::move(wanted), ValueType::Text);
	_dialect.appendLike(_sql, left.expression, placeholder, condition.ignoresCase());
}


void SqlBuilder::day(const Condition& condition)
{
	const Place left = place(condition.columnName());
	const Date date = condition.values().front().get<Date>();
	if (left.column.type != ValueType::Timestamp)
	{
		compared(left, Comparison::Equal);
		value(date, left);
		return;
	}
	// The last microsecond, not the next midnight: the calendar ends.
	constexpr std::int64_t lastOfDay = std::int64_t{24} * 60 * 60 * 1000000 - 1;
	_sql += '(';
	compared(left, Comparison::GreaterOrEqual);
	value(DateTime(date, Time()), left);
	_sql += " AND ";
	compared(left, Comparison::LessOrEqual);
	value(DateTime(date, Time::fromMicroseconds(lastOfDay)), left);
	_sql += ')';
}


void SqlBuilder::subquery(const Condition& condition)
{
	const Table& other = *condition.table();
	_scopes.push_back({&other, "exists_" + std::to_string(_scopes.size() + 1)});
	_sql += "EXISTS (SELECT 1 FROM ";
	_dialect.appendQuoted(_sql, other.name());
	_sql += " AS ";
	_dialect.appendQuoted(_sql, _scopes.back().alias);
	_sql += " WHERE ";
	this->condition(condition.operands().front());
	_sql += ')';
	_scopes.pop_back();
}


void SqlBuilder::operands(const Condition& condition, std::string_view separator, std::string_view ifEmpty)
{
	if (condition.operands().empty())
		_sql += ifEmpty;
	else
		operands(condition.operands().begin(), condition.operands().end(), separator);
}


/// A long chain is split into halves: databases limit how deep an expression may be, and a chain is as deep as long.
void SqlBuilder::operands(Conditions begin, Conditions end, std::string_view separator)
{
	constexpr std::ptrdiff_t longest = 100;
	const Conditions middle = begin + (end - begin) / 2;
	_sql += '(';
	if (end - begin > longest)
	{
		operands(begin, middle, separator);
		_sql += separator;
		operands(middle, end, separator);
	}
	else
	{
		for (auto operand = begin; operand != end; ++operand)
		{
			if (operand != begin) _sql += separator;
			condition(*operand);
		}
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
		requireComparable(_table.columns()[index], _table);
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
	std::string expression;
	_dialect.appendQuoted(expression, column.name);
	_dialect.appendSortKey(_sql, expression, column);
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


SqlBuilder& SqlBuilder::lock(const std::optional<RowLock>& lock)
{
	if (lock) _dialect.appendLock(_sql, *lock);
	return *this;
}


SqlBuilder& SqlBuilder::onConflict(const Compiler::Conflict& conflict)
{
	text(" ON CONFLICT (")
		.columns(conflict.unique)
		.text(conflict.updated.empty() ? ") DO NOTHING" : ") DO UPDATE SET ");
	for (const std::size_t index : conflict.updated)
	{
		if (index != conflict.updated.front()) text(", ");
		columns({index}).text(" = excluded.").columns({index});
	}
	return *this;
}


SqlBuilder& SqlBuilder::returning(const Compiler::Columns& wanted)
{
	if (wanted.empty()) return *this;
	return text(" RETURNING ").selected(wanted);
}


CompiledStatement SqlBuilder::finish(Access access)
{
	const int most = _dialect.capabilities().maxParameters;
	if (_parameters.size() > static_cast<std::size_t>(most))
	{
		throw InvalidRequestException("the statement on table \"" + _table.name() + "\" has " +
									  std::to_string(_parameters.size()) +
									  " values, and this database takes at most " + std::to_string(most));
	}
	return {Statement{std::move(_sql), access, true}, std::move(_parameters)};
}


} // namespace Athanor
