//
// Backend.cpp
//
// Library: Foundation
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Backend/Backend.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


Backend::~Backend() = default;


Inspector::~Inspector() = default;


Task<InspectedTable> Inspector::table(const std::string& name)
{
	InspectedTable table;
	table.name = name;
	std::vector<InspectedColumn> found = co_await columns(name);
	table.columns = std::move(found);
	for (const InspectedColumn& column : table.columns)
	{
		if (column.primaryKey) table.primaryKey.push_back(column.name);
	}
	co_return table;
}


Task<std::unique_ptr<Connection>> Backend::connectAsync(const DatabaseConfig& config, Access,
														EventLoop&) const
{
	const std::string message = "database " + config.bindKey + ": backend " + name() +
								" has no asynchronous connections; remove async = true";
	// Always: the condition only makes this function a coroutine.
	if (!message.empty()) throw ImproperConfigurationException(message);
	co_return nullptr;
}


std::unique_ptr<Connection> Backend::connectScratch(const DatabaseConfig&) const
{
	return nullptr;
}


std::string Backend::schemaLockFile(const DatabaseConfig&) const
{
	return {};
}


} // namespace Athanor
