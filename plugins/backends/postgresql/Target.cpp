//
// Target.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Target.h"
#include "Athanor/Core/Exceptions.h"
#include "Handles.h"
#include <algorithm>


namespace Athanor::PostgreSQL {


namespace {


[[noreturn]] void refuse(const DatabaseConfig& config, const std::string& key, const std::string& reason)
{
	ErrorDetail detail;
	detail.bindKey = config.bindKey;
	throw ImproperConfigurationException(config.error(key, reason).toString(), detail);
}


/// Whether the text behind the scheme is `keyword=value …` and not the rest of a URI.
bool isKeywordForm(const std::string& target)
{
	const std::size_t end = target.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
	if (end == 0 || end == std::string::npos) return false;
	return target[end] == '=' || target[end] == ' ';
}


/// The reason libpq gave, if it is one that shows nothing of the values.
std::string shownReason(const char* reason)
{
	const std::string text = reason ? reason : "";
	for (const char* harmless : {"invalid connection option \"", "invalid URI query parameter: \""})
	{
		if (text.rfind(harmless, 0) == 0) return ": " + text.substr(0, text.find('\n'));
	}
	return {};
}


/// A setting as the start options spell it: blanks and backslashes escaped.
std::string setting(const std::string& name, const std::string& value)
{
	std::string text = " -c " + name + "=";
	for (const char c : value)
	{
		if (c == ' ' || c == '\\') text += '\\';
		text += c;
	}
	return text;
}


/// The server's word for it; empty for its default.
std::string isolationName(IsolationLevel level)
{
	switch (level)
	{
	case IsolationLevel::ReadCommitted:
		return "read committed";
	case IsolationLevel::RepeatableRead:
		return "repeatable read";
	case IsolationLevel::Serializable:
		return "serializable";
	case IsolationLevel::Default:
		break;
	}
	return {};
}


} // namespace


Target::Target(const DatabaseConfig& config, Access access)
{
	if (config.scheme() != "postgresql")
		refuse(config, "connection_string", "this backend answers postgresql://");
	const std::string driver = config.driver();
	if (!driver.empty() && driver != "asyncpg" && driver != "psycopg" && driver != "psycopg2")
		refuse(config, "connection_string", "postgresql has no driver " + driver);
	parse(config);
	addOptions(config);
	// What the user may change stands before his own options, what the backend relies on behind them.
	std::string options;
	options += setting("statement_timeout", std::to_string(config.engine.statementTimeoutMs));
	const std::string isolation = isolationName(config.engine.isolationLevel);
	if (!isolation.empty()) options += setting("default_transaction_isolation", isolation);
	if (config.engine.synchronous != Synchronous::Full) options += setting("synchronous_commit", "off");
	if (!value("options").empty()) options += " " + value("options");
	options += setting("timezone", "UTC");
	options += setting("datestyle", "ISO");
	options += setting("intervalstyle", "postgres");
	options += setting("bytea_output", "hex");
	options += setting("extra_float_digits", "1");
	options += setting("standard_conforming_strings", "on");
	if (access == Access::Read) options += setting("default_transaction_read_only", "on");
	set("options", options.substr(1));
	set("client_encoding", "UTF8");
	setDefault("fallback_application_name", "athanor");
	// A peer that is gone is noticed in the time that a statement may take, and when idle within a minute.
	setDefault("tcp_user_timeout", std::to_string(std::max(config.engine.statementTimeoutMs, 10000)));
	setDefault("keepalives_idle", "30");
	setDefault("keepalives_interval", "10");
	setDefault("keepalives_count", "3");
}


void Target::parse(const DatabaseConfig& config)
{
	const std::string target = config.target();
	const std::string text = isKeywordForm(target) ? target : "postgresql://" + target;
	char* raw = nullptr;
	const std::unique_ptr<PQconninfoOption, Free> parsed(PQconninfoParse(text.c_str(), &raw));
	const std::unique_ptr<char, Free> reason(raw);
	if (!parsed || text.find('\0') != std::string::npos)
	{
		refuse(config, "connection_string",
			   "is neither postgresql://user:password@host:port/database?… nor "
			   "postgresql://host=… dbname=…" +
				   shownReason(raw));
	}
	for (const PQconninfoOption* option = parsed.get(); option->keyword; ++option)
	{
		if (option->val) set(option->keyword, option->val);
	}
	// A password with an unescaped / ends up here, and must not be shown as a part of a place.
	const bool port = value("port").find_first_not_of("0123456789,") == std::string::npos;
	if (!port) refuse(config, "connection_string", "has a port that is no number");
	if (value("dbname").find('@') != std::string::npos)
		refuse(config, "connection_string", "has an @ in the database's name: write / in a password as %2F");
}


void Target::addOptions(const DatabaseConfig& config)
{
	const std::unique_ptr<PQconninfoOption, Free> known(PQconndefaults());
	for (const auto& [name, value] : config.engine.options)
	{
		bool found = false;
		for (const PQconninfoOption* option = known.get(); option && option->keyword; ++option)
			found = found || name == option->keyword;
		if (!found) refuse(config, "options." + name, "is no keyword of a connection of libpq");
		set(name, value);
	}
}


void Target::set(const std::string& keyword, const std::string& value)
{
	_parameters[keyword] = value;
}


void Target::setDefault(const std::string& keyword, const std::string& value)
{
	_parameters.emplace(keyword, value);
}


std::string Target::value(const std::string& keyword) const
{
	const auto found = _parameters.find(keyword);
	return found == _parameters.end() ? std::string() : found->second;
}


std::vector<const char*> Target::keywords() const
{
	std::vector<const char*> keywords;
	for (const auto& parameter : _parameters)
		keywords.push_back(parameter.first.c_str());
	keywords.push_back(nullptr);
	return keywords;
}


std::vector<const char*> Target::values() const
{
	std::vector<const char*> values;
	for (const auto& parameter : _parameters)
		values.push_back(parameter.second.c_str());
	values.push_back(nullptr);
	return values;
}


std::string Target::description() const
{
	const std::string host = value("host").empty() ? value("hostaddr") : value("host");
	std::string text = host.empty() ? "the local socket" : host;
	if (!value("port").empty()) text += ":" + value("port");
	return text + "/" + value("dbname");
}


} // namespace Athanor::PostgreSQL
