//
// Record.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Record.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>


namespace Athanor {


Record::Record(const Table& table):
	_table(&table),
	_values(table.columns().size()),
	_set(table.columns().size(), false)
{
}


void Record::set(std::string_view column, Value value)
{
	set(_table->indexOf(column), std::move(value));
}


void Record::unset(std::size_t column)
{
	_values[column] = Value();
	_set[column] = false;
}


void Record::setInitialValues()
{
	for (std::size_t i = 0; i < _values.size(); ++i)
	{
		if (_set[i]) continue;
		if (std::optional<Value> value = _table->columns()[i].initialValue()) set(i, std::move(*value));
	}
}


const Value& Record::value(std::string_view column) const
{
	return _values[_table->indexOf(column)];
}


const Value& Record::key() const
{
	// keyColumn() refuses composite keys.
	static_cast<void>(_table->keyColumn());
	return _values[_table->primaryKey().front()];
}


void Record::setRelated(std::size_t relation, std::vector<Record> rows)
{
	if (_related.empty()) _related.resize(_table->relations().size());
	_related.at(relation) = std::move(rows);
}


void Record::setRelated(std::string_view relation, std::vector<Record> rows)
{
	setRelated(_table->relationIndex(relation), std::move(rows));
}


void Record::unsetRelated(std::size_t relation) noexcept
{
	if (relation < _related.size()) _related[relation].reset();
}


bool Record::hasRelated() const noexcept
{
	return std::any_of(_related.begin(), _related.end(), [](const auto& rows) { return rows.has_value(); });
}


bool Record::empty() const noexcept
{
	return std::find(_set.begin(), _set.end(), true) == _set.end();
}


} // namespace Athanor
