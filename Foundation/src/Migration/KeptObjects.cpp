//
// KeptObjects.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "KeptObjects.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>


namespace Athanor {


KeptObjects::KeptObjects(SchemaConnection& connection):
	_connection(connection),
	_objects(objects()),
	_broken(broken())
{
}


std::map<std::string, KeptObjects::Object> KeptObjects::objects() const
{
	std::map<std::string, Object> found;
	const std::string& sql = _connection.dialect().migrationRules().attachedObjects;
	if (sql.empty()) return found;
	for (const auto& row : _connection.query(sql))
		found[row[0].get<std::string>()] = {row[1].get<std::string>(), row[2].get<std::string>()};
	return found;
}


std::map<std::pair<std::string, std::string>, std::int64_t> KeptObjects::broken() const
{
	std::map<std::pair<std::string, std::string>, std::int64_t> found;
	const std::string& sql = _connection.dialect().migrationRules().brokenReferences;
	if (sql.empty()) return found;
	for (const auto& row : _connection.query(sql))
		found[{row[0].get<std::string>(), row[1].get<std::string>()}] = row[2].get<std::int64_t>();
	return found;
}


void KeptObjects::restore(const std::string& sql)
{
	const std::map<std::string, Object> now = objects();
	if (std::all_of(_objects.begin(), _objects.end(),
					[&](const auto& old) { return now.count(old.first) != 0; }))
		return;
	const auto inspector = _connection.inspector();
	const std::vector<std::string> tables = runInline(inspector->tables());
	for (const auto& [name, object] : _objects)
	{
		const bool wanted = now.count(name) == 0 && sql.find(name) == std::string::npos;
		const bool hasTable = std::find(tables.begin(), tables.end(), object.table) != tables.end();
		if (!wanted || !hasTable) continue;
		try
		{
			_connection.execute(object.sql);
		}
		catch (const DatabaseException& exception)
		{
			throw RepositoryException(
				name + " of the table " + object.table +
					" is gone with the old table and cannot be made again: " + exception.message() +
					"; drop it in the revision if it is not wanted any more",
				exception.detail());
		}
	}
}


void KeptObjects::checkReferences() const
{
	std::string problems;
	for (const auto& [tables, count] : broken())
	{
		const auto before = _broken.find(tables);
		if (before != _broken.end() && before->second >= count) continue;
		problems += (problems.empty() ? "" : "; ") + std::to_string(count) + " row(s) of " + tables.first +
					" refer to no row of " + tables.second;
	}
	if (!problems.empty()) throw ForeignKeyException(problems);
}


} // namespace Athanor
