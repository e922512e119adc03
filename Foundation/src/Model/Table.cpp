//
// Table.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Table.h"
#include "Athanor/Core/Exceptions.h"
#include "TableConstraints.h"


namespace Athanor {


Table::Table(std::string name, std::vector<Column> columns, TableOptions options):
	_name(std::move(name)),
	_columns(std::move(columns)),
	_options(std::move(options))
{
	if (_name.empty()) throw ImproperConfigurationException("a table needs a name");
	for (std::size_t i = 0; i < _columns.size(); ++i)
	{
		const std::string& column = _columns[i].name;
		if (column.empty())
			throw ImproperConfigurationException("table " + _name + " has a column without a name");
		// The first column of that name is the column itself, unless there is another.
		if (*find(column) != i)
		{
			throw ImproperConfigurationException("table " + _name + " has two columns named " + column);
		}
		if (_columns[i].primaryKey) _primaryKey.push_back(i);
	}
	if (_primaryKey.empty()) throw ImproperConfigurationException("table " + _name + " has no primary key");
	completeConstraints(*this, _options);
}


std::string Table::primaryKeyName() const
{
	return NamingConvention::primaryKey(_name);
}


const Column& Table::keyColumn() const
{
	if (_primaryKey.size() != 1)
	{
		throw InvalidRequestException("the key of table " + _name + " has more than one column");
	}
	return _columns[_primaryKey.front()];
}


std::optional<std::size_t> Table::find(std::string_view name) const noexcept
{
	for (std::size_t i = 0; i < _columns.size(); ++i)
	{
		if (_columns[i].name == name) return i;
	}
	return std::nullopt;
}


std::size_t Table::indexOf(std::string_view name) const
{
	if (const auto found = find(name)) return *found;
	std::string known;
	for (const Column& column : _columns)
	{
		if (!known.empty()) known += ", ";
		known += column.name;
	}
	throw InvalidRequestException("table " + _name + " has no column " + std::string(name) + " (it has " +
								  known + ")");
}


} // namespace Athanor
