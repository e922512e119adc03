//
// StartUp.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/StartUp.h"
#include "CommandTools.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Logger.h"


namespace Athanor {


namespace {


Poco::Logger& logger()
{
	return Poco::Logger::get("athanor.migration");
}


class LogObserver: public RunObserver
{
public:
	explicit LogObserver(std::string bindKey):
		_bindKey(std::move(bindKey))
	{
	}

	void revision(const Revision& revision, Direction direction) override
	{
		logger().information("bind " + _bindKey + ": " + toString(direction) + " " + revision.id + ", " +
							 revision.message);
	}
	void statement(const SqlStatement& statement, std::size_t number, std::size_t count) override
	{
		logger().debug("bind " + _bindKey + ": statement " + std::to_string(number) + " of " +
					   std::to_string(count) + ", line " + std::to_string(statement.line));
	}
	void waiting(const std::string& holder) override
	{
		logger().notice("bind " + _bindKey + ": waiting for another process that migrates (" + holder + ")");
	}
	void retry(const Revision& revision, const std::string& reason) override
	{
		logger().warning("bind " + _bindKey + ": " + revision.id + " is tried again: " + reason);
	}

private:
	const std::string _bindKey;
};


std::string text(const RevisionIds& ids)
{
	std::string result;
	for (const std::string& id : ids)
		result += (result.empty() ? "" : ", ") + id;
	return result.empty() ? "base" : result;
}


void check(const Runner& runner, const RevisionGraph& graph)
{
	for (const std::string& changed : runner.changedFiles())
		throw ImproperConfigurationException(changed);
	const RevisionIds current = runner.current();
	if (current == graph.heads()) return;
	throw ImproperConfigurationException("the schema is at " + text(current) +
										 ", the revision files end at " + text(graph.heads()) +
										 "; run `database upgrade` (migrations = check)");
}


} // namespace


void migrateAtStart(Engine& engine)
{
	const DatabaseConfig& config = engine.config();
	if (config.migrations == MigrationMode::Ignore) return;
	try
	{
		const RevisionGraph graph = scriptDirectory(config).load();
		SchemaConnection connection(engine);
		LogObserver observer(config.bindKey);
		Runner runner(connection, graph, config.versionTable, observer);
		if (config.migrations == MigrationMode::Check) return check(runner, graph);
		const std::size_t count = runner.upgrade("heads");
		logger().information("bind " + config.bindKey + ": the schema is at " + text(graph.heads()) + " (" +
							 std::to_string(count) + " revision(s) applied)");
	}
	catch (DatabaseException& exception)
	{
		exception.detail().bindKey = config.bindKey;
		throw;
	}
}


} // namespace Athanor
