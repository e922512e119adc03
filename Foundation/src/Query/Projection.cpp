//
// Projection.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Projection.h"
#include "SqlBuilder.h"
#include "Athanor/Core/Exceptions.h"
#include "FittedValue.h"
#include <algorithm>


namespace Athanor {


namespace {


const char* nameOf(Aggregate aggregate) noexcept
{
	switch (aggregate)
	{
	case Aggregate::Count:
		return "count";
	case Aggregate::Sum:
		return "sum";
	case Aggregate::Minimum:
		return "min";
	case Aggregate::Maximum:
		break;
	}
	return "max";
}


/// Only what every database can do, and does alike.
bool hasAggregate(ValueType type, Aggregate aggregate) noexcept
{
	switch (type)
	{
	case ValueType::Integer:
	case ValueType::Double:
	case ValueType::Decimal:
	case ValueType::Interval:
		return true;
	case ValueType::Text:
	case ValueType::Date:
	case ValueType::Time:
	case ValueType::Timestamp:
		return aggregate != Aggregate::Sum;
	default:
		return aggregate == Aggregate::Count;
	}
}


bool holds(const std::vector<std::string>& names, const std::string& name)
{
	return std::find(names.begin(), names.end(), name) != names.end();
}


/// A ProjectionSql writes the parts of one SELECT.
///
/// Thread safety: one thread at a time.
class ProjectionSql
{
public:
	ProjectionSql(const Table& table, const Projection& projection, const Query& query,
				  const Dialect& dialect):
		_table(table),
		_projection(projection),
		_query(query),
		_dialect(dialect),
		_groups(projection.groupBy)
	{
		if (projection.items.empty())
			throw InvalidRequestException("a query of table \"" + table.name() + "\" selects nothing");
		if (projection.distinct && _groups.empty() && !aggregates())
		{
			for (const Projection::Item& item : projection.items)
				_groups.push_back(item.column);
		}
		if (!grouped()) return;
		if (query.lock)
			throw InvalidRequestException("groups of rows of table \"" + table.name() +
										  "\" cannot be locked");
		for (const Projection::Item& item : projection.items)
			requireGrouped(item);
		for (const Projection::Order& order : projection.orderBy)
			requireGrouped(order.item);
	}

	CompiledStatement select() const
	{
		SqlBuilder sql = body();
		return sql.text(order())
			.page(_query.page)
			.lock(_query.lock)
			.finish(_query.lock ? Access::Write : Access::Read);
	}

	CompiledStatement count() const
	{
		if (!grouped()) return Compiler(_dialect).count(_table, _query);
		CompiledStatement counted = body().finish(Access::Read);
		counted.statement.text = "SELECT count(*) FROM (" + counted.statement.text + ") AS \"counted\"";
		return counted;
	}

private:
	bool aggregates() const
	{
		return std::any_of(_projection.items.begin(), _projection.items.end(),
						   [](const Projection::Item& item) { return item.aggregate.has_value(); });
	}

	bool grouped() const
	{
		return !_groups.empty() || aggregates();
	}

	const Column& columnOf(const std::string& name) const
	{
		return _table.columns()[_table.indexOf(name)];
	}

	/// Databases disagree about a column whose rows of a group differ.
	void requireGrouped(const Projection::Item& item) const
	{
		if (item.aggregate || holds(_groups, item.column)) return;
		throw InvalidRequestException("column \"" + item.column + "\" of table \"" + _table.name() +
									  "\" stands beside groups that are not made by it");
	}

	std::string expression(const Projection::Item& item) const
	{
		if (item.column.empty()) return "count(*)";
		const Column& column = columnOf(item.column);
		std::string quoted = _dialect.quoted(column.name);
		if (!item.aggregate) return quoted;
		if (!hasAggregate(column.type, *item.aggregate))
		{
			throw InvalidRequestException("column \"" + column.name + "\" of table \"" + _table.name() +
										  "\" holds " + toString(column.type) + " values, which have no " +
										  nameOf(*item.aggregate));
		}
		std::string sql;
		_dialect.appendAggregate(sql, *item.aggregate, quoted, column);
		return sql;
	}

	std::string items() const
	{
		std::string sql;
		for (const Projection::Item& item : _projection.items)
		{
			if (!sql.empty()) sql += ", ";
			std::string name = item.name;
			const bool list = !item.aggregate && columnOf(item.column).element.has_value();
			if (list && name.empty()) name = item.column;
			if (list)
				_dialect.appendSelected(sql, _dialect.quoted(item.column), columnOf(item.column));
			else
				sql += expression(item);
			if (name.empty() && item.aggregate)
				name = item.column.empty() ? "count" : nameOf(*item.aggregate) + ("_" + item.column);
			if (!name.empty()) sql += " AS " + _dialect.quoted(name);
		}
		return sql;
	}

	SqlBuilder body() const
	{
		SqlBuilder sql(_dialect, _table);
		sql.text("SELECT ").text(items()).text(" FROM ").tableName().where(_query.where);
		for (const std::string& name : _groups)
		{
			const Column& column = columnOf(name);
			requireComparable(column, _table);
			std::string key;
			_dialect.appendEqualityKey(key, _dialect.quoted(name), column);
			sql.text(&name == &_groups.front() ? " GROUP BY " : ", ").text(key);
		}
		return sql;
	}

	std::string orderKey(const Projection::Item& item, bool descending) const
	{
		const bool counts = item.aggregate == Aggregate::Count;
		std::string sql;
		if (counts)
			sql = expression(item);
		else
			_dialect.appendSortKey(sql, expression(item), columnOf(item.column));
		if (descending) sql += " DESC";
		const bool nullable = !counts && (item.aggregate || columnOf(item.column).nullable);
		if (nullable) sql += descending ? " NULLS FIRST" : " NULLS LAST";
		return sql;
	}

	/// The keys that were asked for, and those that decide between equals: pages never show a row twice or skip one.
	std::string order() const
	{
		std::vector<std::string> keys;
		std::vector<std::string> used;
		for (const Projection::Order& order : _projection.orderBy)
		{
			if (!order.item.aggregate)
			{
				requireComparable(columnOf(order.item.column), _table);
				used.push_back(order.item.column);
			}
			else if (!grouped())
			{
				throw InvalidRequestException("rows of table \"" + _table.name() +
											  "\" that are not grouped have no order by an aggregate");
			}
			keys.push_back(orderKey(order.item, order.descending));
		}
		for (const std::string& name : lastKeys())
		{
			if (!holds(used, name)) keys.push_back(orderKey({std::nullopt, name, {}}, false));
		}
		std::string sql;
		for (const std::string& key : keys)
			sql += (sql.empty() ? " ORDER BY " : ", ") + key;
		return sql;
	}

	std::vector<std::string> lastKeys() const
	{
		if (grouped()) return _groups;
		std::vector<std::string> names;
		for (const std::size_t index : _table.primaryKey())
			names.push_back(_table.columns()[index].name);
		return names;
	}

	const Table& _table;
	const Projection& _projection;
	const Query& _query;
	const Dialect& _dialect;
	std::vector<std::string> _groups;
};


} // namespace


CompiledStatement compileProjection(const Table& table, const Projection& projection, const Query& query,
									const Dialect& dialect)
{
	return ProjectionSql(table, projection, query, dialect).select();
}


CompiledStatement compileProjectionCount(const Table& table, const Projection& projection, const Query& query,
										 const Dialect& dialect)
{
	return ProjectionSql(table, projection, query, dialect).count();
}


std::vector<ValueType> typesOf(const Table& table, const Projection& projection)
{
	std::vector<ValueType> types;
	for (const Projection::Item& item : projection.items)
	{
		const bool counts = item.aggregate == Aggregate::Count;
		types.push_back(counts ? ValueType::Integer : table.columns()[table.indexOf(item.column)].type);
	}
	return types;
}


} // namespace Athanor
