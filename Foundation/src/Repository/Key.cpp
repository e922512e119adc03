//
// Key.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/Key.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>


namespace Athanor {


namespace {


std::string columnsOf(const Table& table)
{
	std::string names;
	for (const std::size_t index : table.primaryKey())
		names += (names.empty() ? "'" : ", '") + table.columns()[index].name + "'";
	return "[" + names + "]";
}


} // namespace


Key Key::of(std::vector<Part> parts)
{
	Key key(std::vector<Value>{});
	for (Part& part : parts)
	{
		key._names.push_back(std::move(part.first));
		key._values.push_back(std::move(part.second));
	}
	return key;
}


Key Key::of(const Record& record)
{
	Key key(std::vector<Value>{});
	for (const std::size_t index : record.table().primaryKey())
		key._values.push_back(record.value(index));
	return key;
}


std::vector<Value> Key::valuesFor(const Table& table) const
{
	const std::size_t wanted = table.primaryKey().size();
	if (wanted == 1)
	{
		if (_names.empty() && _values.size() == 1) return _values;
		throw InvalidRequestException("Model " + table.name() + " has a single primary key column '" +
									  table.keyColumn().name + "'. Expected a scalar value, got " +
									  (_names.empty() ? "tuple" : "dict"));
	}
	const std::string columns = columnsOf(table);
	if (_scalar)
	{
		throw InvalidRequestException(
			"Composite primary key for " + table.name() +
			" requires tuple or dict, got a scalar value. Expected columns: " + columns);
	}
	if (_names.empty() && _values.size() != wanted)
	{
		throw InvalidRequestException("Composite primary key for " + table.name() + " has " +
									  std::to_string(wanted) + " columns " + columns + ", but " +
									  std::to_string(_values.size()) + " values provided");
	}
	std::vector<Value> values = _names.empty() ? _values : named(table, columns);
	for (std::size_t i = 0; i < wanted; ++i)
	{
		if (!values[i].isNull()) continue;
		throw InvalidRequestException("Primary key value for '" +
									  table.columns()[table.primaryKey()[i]].name +
									  "' cannot be null in composite key for " + table.name());
	}
	return values;
}


std::vector<Value> Key::named(const Table& table, const std::string& columns) const
{
	std::vector<Value> values;
	std::string missing;
	for (const std::size_t index : table.primaryKey())
	{
		const std::string& name = table.columns()[index].name;
		const auto found = std::find(_names.begin(), _names.end(), name);
		if (found == _names.end())
			missing += (missing.empty() ? "'" : ", '") + name + "'";
		else
			values.push_back(_values[static_cast<std::size_t>(found - _names.begin())]);
	}
	if (!missing.empty())
	{
		throw InvalidRequestException("Composite primary key for " + table.name() + " requires attributes " +
									  columns + ", but missing: [" + missing + "]");
	}
	if (_names.size() != values.size())
	{
		throw InvalidRequestException("Composite primary key for " + table.name() + " has the columns " +
									  columns + " and no others");
	}
	return values;
}


} // namespace Athanor
