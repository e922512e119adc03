//
// DatabaseSections.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "ConfigurationBuilder.h"
#include "Values.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <utility>


// The part of ConfigurationBuilder that reads [database], [database.<bind>] and its engine.


namespace Athanor {


using namespace ConfigValues;


namespace {


/// Drivers of the asynchronous kind are called aio… or async… wherever the `+driver` form is in use.
bool isAsyncDriver(const std::string& driver)
{
	return driver.rfind("aio", 0) == 0 || driver.rfind("async", 0) == 0;
}


/// The reason why text is no connection string, or nothing. Never shows any of it: there may be a password.
std::string connectionProblem(const DatabaseConfig& database)
{
	const auto end = database.connectionString.find("://");
	if (end == std::string::npos) return "has no scheme (scheme://...)";
	const std::string scheme = database.scheme();
	const bool word =
		scheme.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") == std::string::npos;
	if (scheme.empty() || !word) return "has no valid scheme before the ://";
	const auto plus = database.connectionString.find('+');
	if (plus < end && database.driver().empty()) return "has no driver between the + and the ://";
	return "";
}


} // namespace


void ConfigurationBuilder::readDatabases()
{
	auto database = reader("database", _document.find("database"));
	for (const auto& item : database.list("binds"))
	{
		const auto twin =
			std::find_if(_listedBinds.begin(), _listedBinds.end(),
						 [&](const std::string& known) { return equalsIgnoreCase(known, item.text); });
		if (twin != _listedBinds.end())
		{
			database.error(item, "binds", "bind key " + quote(item.text) + " is there twice");
			continue;
		}
		_listedBinds.push_back(item.text);
		const auto* section = _document.find("database." + item.text);
		std::vector<std::string> candidates;
		for (const auto* candidate : sectionsOf("database.<bind>"))
			candidates.push_back(candidate->name.substr(candidate->name.find('.') + 1));
		if (!isConfigName(item.text))
			database.error(item, "binds",
						   "bind key " + quote(item.text) +
							   " must be a letter or _, then letters, digits, _ or -");
		else if (!section)
			database.error(item, "binds", "there is no section [database." + item.text + "]",
						   closestMatch(item.text, candidates));
		else
			readDatabase(item.text, *section);
	}
	checkUnlistedBinds();
}


void ConfigurationBuilder::checkUnlistedBinds()
{
	for (const char* pattern : {"database.<bind>", "database.<bind>.engine"})
	{
		for (const auto* section : sectionsOf(pattern))
		{
			const auto name = ConfigSchema::instance().match(section->name)->name;
			const bool listed =
				std::any_of(_listedBinds.begin(), _listedBinds.end(),
							[&](const std::string& bind) { return equalsIgnoreCase(bind, name); });
			if (listed || !isConfigName(name)) continue;
			sectionError(*section, "bind key is not in [database] binds", closestMatch(name, _listedBinds));
		}
	}
}


void ConfigurationBuilder::readDatabase(const std::string& bindKey, const IniSection& section)
{
	auto bind = reader("database.<bind>", &section);
	DatabaseConfig database;
	database.bindKey = bindKey;
	database.workingDirectory = _result._workingDirectory;
	database.position = _document.position(section.line, section.column);
	if (const auto connect = bind.text("connection_string"))
	{
		database.connectionString = connect->text;
		database.connectPosition = _document.position(connect->entry->line, connect->entry->valueColumn);
		const auto problem = connectionProblem(database);
		if (!problem.empty()) bind.error(*connect->entry, problem);
	}
	const auto mode = bind.choice("commit_mode");
	for (const auto candidate : {CommitMode::Autocommit, CommitMode::AutocommitIncludeRedirect})
	{
		if (mode == toString(candidate)) database.commitMode = candidate;
	}
	readExtraStatuses(bind, database);
	database.createAll = bind.boolean("create_all");
	readMigrations(bind, database);
	readAsync(bind, database);
	readEngine(database);
	_result._databases.push_back(std::move(database));
}


std::vector<int> ConfigurationBuilder::readStatuses(SectionReader& bind, const std::string& key)
{
	std::vector<int> statuses;
	for (const auto& item : bind.list(key))
	{
		const auto status = parseInteger(item.text);
		if (!status || *status < 200 || *status > 599)
			bind.error(item, key, quote(item.text) + " is no status of an answer (200 to 599)");
		else if (std::find(statuses.begin(), statuses.end(), *status) != statuses.end())
			bind.error(item, key, item.text + " is there twice");
		else
			statuses.push_back(static_cast<int>(*status));
	}
	return statuses;
}


void ConfigurationBuilder::readExtraStatuses(SectionReader& bind, DatabaseConfig& database)
{
	database.extraCommitStatuses = readStatuses(bind, "extra_commit_statuses");
	database.extraRollbackStatuses = readStatuses(bind, "extra_rollback_statuses");
	for (const char* const key : {"extra_commit_statuses", "extra_rollback_statuses"})
	{
		const auto* entry = bind.entry(key);
		if (entry && !entry->value.empty() && database.commitMode == CommitMode::Manual)
			bind.error(*entry, "commit_mode = manual commits no status by itself");
	}
	for (const int status : database.extraRollbackStatuses)
	{
		const auto& commits = database.extraCommitStatuses;
		if (std::find(commits.begin(), commits.end(), status) == commits.end()) continue;
		bind.error(*bind.entry("extra_rollback_statuses"),
				   std::to_string(status) + " is among extra_commit_statuses as well");
	}
}


void ConfigurationBuilder::readMigrations(SectionReader& bind, DatabaseConfig& database)
{
	const auto mode = bind.choice("migrations");
	for (const auto candidate : {MigrationMode::Check, MigrationMode::Upgrade})
	{
		if (mode == toString(candidate)) database.migrations = candidate;
	}
	if (const auto location = bind.text("script_location")) database.scriptLocation = location->text;
	const auto table = bind.text("version_table");
	if (!table) return;
	if (isConfigName(table->text))
		database.versionTable = table->text;
	else if (table->entry)
		bind.error(*table->entry, "must be a letter or _, then letters, digits, _ or -");
}


void ConfigurationBuilder::readAsync(SectionReader& bind, DatabaseConfig& database)
{
	database.async = bind.boolean("async");
	if (!isAsyncDriver(database.driver())) return;
	const auto* entry = bind.entry("async");
	if (entry && !database.async)
		bind.error(*entry, "contradicts the driver +" + database.driver() + " of connection_string");
	database.async = true;
}


void ConfigurationBuilder::readEngine(DatabaseConfig& database)
{
	const auto* section = _document.find("database." + database.bindKey + ".engine");
	auto reader = this->reader("database.<bind>.engine", section);
	auto& engine = database.engine;
	engine.poolSize = reader.integer("pool_size");
	engine.maxOverflow = reader.integer("max_overflow");
	engine.poolTimeoutMs = reader.integer("pool_timeout_ms");
	engine.poolRecycleS = reader.integer("pool_recycle_s");
	engine.poolIdleS = reader.integer("pool_idle_s");
	engine.poolPrePing = reader.boolean("pool_pre_ping");
	engine.sharedConnections = reader.integer("shared_connections");
	engine.groupCommit = reader.boolean("group_commit");
	engine.connectTimeoutMs = reader.integer("connect_timeout_ms");
	engine.statementTimeoutMs = reader.integer("statement_timeout_ms");
	engine.busyTimeoutMs = reader.integer("busy_timeout_ms");
	const auto synchronous = reader.choice("synchronous");
	for (const auto candidate : {Synchronous::Normal, Synchronous::Off})
	{
		if (synchronous == toString(candidate)) engine.synchronous = candidate;
	}
	const auto isolation = reader.choice("isolation_level");
	for (const auto candidate :
		 {IsolationLevel::ReadCommitted, IsolationLevel::RepeatableRead, IsolationLevel::Serializable})
	{
		if (isolation == toString(candidate)) engine.isolationLevel = candidate;
	}
	engine.echo = reader.boolean("echo");
	if (!section) return;
	const std::string prefix = "options.";
	for (const auto& entry : section->entries)
	{
		if (toLower(entry.key).rfind(prefix, 0) != 0 || entry.key.size() == prefix.size()) continue;
		if (const auto text = reader.expand(entry)) engine.options[entry.key.substr(prefix.size())] = *text;
	}
}


} // namespace Athanor
