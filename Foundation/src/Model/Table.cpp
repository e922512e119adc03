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
#include <mutex>


namespace Athanor {


/// The paths of a table's relations, each found once.
class RelationPaths
{
public:
	explicit RelationPaths(std::size_t count):
		_paths(count)
	{
	}

	const RelationPath& find(const Table& table, std::size_t relation)
	{
		const std::lock_guard<std::mutex> lock(_mutex);
		std::unique_ptr<const RelationPath>& path = _paths.at(relation);
		if (!path) path = std::make_unique<const RelationPath>(findPath(table, table.relations()[relation]));
		return *path;
	}

private:
	std::mutex _mutex;
	std::vector<std::unique_ptr<const RelationPath>> _paths;
};


namespace {


template <typename Named>
std::string listed(const std::vector<Named>& all)
{
	std::string names;
	for (const Named& each : all)
	{
		if (!names.empty()) names += ", ";
		names += each.name;
	}
	return names.empty() ? "none" : names;
}


} // namespace


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
	if (!_options.relations.empty()) _paths = std::make_shared<RelationPaths>(_options.relations.size());
}


std::string Table::primaryKeyName() const
{
	return NamingConvention::primaryKey(_name);
}


std::size_t Table::relationIndex(std::string_view name) const
{
	const std::vector<Relation>& all = _options.relations;
	for (std::size_t i = 0; i < all.size(); ++i)
	{
		if (all[i].name == name) return i;
	}
	throw InvalidRequestException("table " + _name + " has no relation " + std::string(name) + " (it has " +
								  listed(all) + ")");
}


const RelationPath& Table::path(std::size_t relation) const
{
	return _paths->find(*this, relation);
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
	throw InvalidRequestException("table " + _name + " has no column " + std::string(name) + " (it has " +
								  listed(_columns) + ")");
}


} // namespace Athanor
