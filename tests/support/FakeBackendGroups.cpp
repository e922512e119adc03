//
// FakeBackendGroups.cpp
//
// Library: TestSupport
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "FakeBackendGroups.h"
#include "Athanor/Core/Exceptions.h"
#include "FakeBackendExpression.h"
#include <algorithm>


namespace Athanor::Fake {


namespace {


using Group = std::vector<const Row*>;


[[noreturn]] void fail(const char* sqlState, const std::string& message)
{
	ErrorDetail detail;
	detail.sqlState = sqlState;
	throw RepositoryException(message, detail);
}


bool same(const Value& left, const Value& right)
{
	if (left.isNull() || right.isNull()) return left.isNull() && right.isNull();
	return compare(left, right) == 0;
}


Value sumOf(const Value& left, const Value& right)
{
	switch (left.type())
	{
	case ValueType::Integer: {
		std::int64_t sum = 0;
		if (__builtin_add_overflow(left.get<std::int64_t>(), right.get<std::int64_t>(), &sum))
			fail("22003", "the sum is out of range");
		return sum;
	}
	case ValueType::Double:
		return left.get<double>() + right.get<double>();
	case ValueType::Decimal:
		return left.get<Decimal>() + right.get<Decimal>();
	case ValueType::Interval:
		return Interval::fromMicroseconds(left.get<Interval>().microseconds() +
										  right.get<Interval>().microseconds());
	default:
		fail("42803", "values of this type have no sum");
	}
}


/// Of values that are not null; null if there are none.
Value aggregate(const std::string& function, const std::vector<Value>& values)
{
	if (function == "count") return static_cast<std::int64_t>(values.size());
	Value result;
	for (const Value& value : values)
	{
		if (result.isNull())
			result = value;
		else if (function == "sum")
			result = sumOf(result, value);
		else if ((compare(value, result) < 0) == (function == "min"))
			result = value;
	}
	return result;
}


class Grouping
{
public:
	Grouping(const Command& command, const TableDefinition& table):
		_command(command),
		_table(table)
	{
		for (const std::string& column : command.groupBy)
			_keys.push_back(columnIndex(table, column));
	}

	std::vector<Group> groups(const std::vector<Row>& rows) const
	{
		std::vector<Group> groups;
		if (aggregatesAll()) groups.emplace_back();
		for (const Row& row : rows)
		{
			const auto found = std::find_if(groups.begin(), groups.end(),
											[&](const Group& group) { return belongs(row, group); });
			if (found != groups.end())
				found->push_back(&row);
			else
				groups.push_back({&row});
		}
		return groups;
	}

	Value value(const std::string& function, const std::string& column, const Group& group) const
	{
		if (column.empty()) return static_cast<std::int64_t>(group.size());
		const std::size_t index = columnIndex(_table, column);
		if (function.empty()) return (*group.front())[index];
		std::vector<Value> values;
		for (const Row* row : group)
		{
			if (!(*row)[index].isNull()) values.push_back((*row)[index]);
		}
		return aggregate(function, values);
	}

	void sort(std::vector<Group>& groups) const
	{
		std::stable_sort(groups.begin(), groups.end(), [&](const Group& left, const Group& right) {
			for (const OrderKey& key : _command.order)
			{
				const int order = compareCells(value(key.function, key.column, left),
											   value(key.function, key.column, right), key);
				if (order != 0) return order < 0;
			}
			return false;
		});
	}

private:
	bool aggregates() const
	{
		return std::any_of(_command.items.begin(), _command.items.end(),
						   [](const SelectItem& item) { return !item.function.empty(); });
	}

	bool aggregatesAll() const
	{
		return _keys.empty() && aggregates();
	}

	bool belongs(const Row& row, const Group& group) const
	{
		if (_keys.empty()) return aggregates();
		return std::all_of(_keys.begin(), _keys.end(),
						   [&](std::size_t key) { return same(row[key], (*group.front())[key]); });
	}

	const Command& _command;
	const TableDefinition& _table;
	std::vector<std::size_t> _keys;
};


/// The items, or the columns as such.
std::vector<SelectItem> itemsOf(const Command& command)
{
	std::vector<SelectItem> items = command.items;
	if (!items.empty()) return items;
	for (const std::string& column : command.columns)
		items.push_back({{}, column, {}});
	return items;
}


} // namespace


int compareCells(const Value& left, const Value& right, const OrderKey& key)
{
	if (left.isNull() || right.isNull())
	{
		const int nulls = static_cast<int>(left.isNull()) - static_cast<int>(right.isNull());
		return key.nullsFirst ? -nulls : nulls;
	}
	const int order = compare(left, right);
	return key.descending ? -order : order;
}


bool hasItems(const Command& command) noexcept
{
	return !command.items.empty() || !command.groupBy.empty();
}


Result selectItems(const Command& command, const TableDefinition& table, const std::vector<Row>& rows)
{
	const Grouping grouping(command, table);
	std::vector<Group> groups = grouping.groups(rows);
	grouping.sort(groups);
	const std::vector<SelectItem> items = itemsOf(command);
	Result result;
	for (const SelectItem& item : items)
	{
		const std::string& name = item.function.empty() ? item.column : item.function;
		result.columns.push_back(item.name.empty() ? name : item.name);
	}
	for (const Group& group : groups)
	{
		Row row;
		for (const SelectItem& item : items)
			row.push_back(grouping.value(item.function, item.column, group));
		result.rows.push_back(std::move(row));
	}
	return result;
}


} // namespace Athanor::Fake
