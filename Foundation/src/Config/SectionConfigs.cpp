//
// SectionConfigs.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Config/DatabaseConfig.h"
#include "Athanor/Config/PluginsConfig.h"
#include "Athanor/Config/ServerConfig.h"
#include "Athanor/Config/ServiceConfig.h"
#include "Values.h"
#include "Athanor/Core/Text.h"


// The few methods of the structures that a Configuration is made of.


namespace Athanor {


using namespace ConfigValues;


namespace {


const std::string mask = "***";


bool isSecretName(const std::string& name)
{
	for (const char* part : {"password", "passwd", "passphrase", "pwd", "secret", "token"})
	{
		if (name.find(part) != std::string::npos) return true;
	}
	return name == "pass" || name == "key" || name == "apikey" || name == "api_key";
}


/// The end of a value that starts at `from`: a quoted one may hold the separators.
std::size_t endOfValue(const std::string& text, std::size_t from)
{
	const char quote = from < text.size() && (text[from] == '\'' || text[from] == '"') ? text[from] : '\0';
	if (!quote) return std::min(text.find_first_of("&; \t", from), text.size());
	std::size_t at = from + 1;
	while (at < text.size() && text[at] != quote)
		at += text[at] == '\\' ? 2 : 1;
	return std::min(at + 1, text.size());
}


/// `name=value` anywhere in text, with the values of secret names masked.
std::string maskPairs(const std::string& text)
{
	std::string result;
	std::size_t from = 0;
	for (;;)
	{
		const auto equals = text.find('=', from);
		if (equals == std::string::npos) return result + text.substr(from);
		std::size_t nameEnd = equals;
		while (nameEnd > from && (text[nameEnd - 1] == ' ' || text[nameEnd - 1] == '\t'))
			--nameEnd;
		const auto before = nameEnd == 0 ? std::string::npos : text.find_last_of("?&;/: \t", nameEnd - 1);
		const auto nameStart = before == std::string::npos || before < from ? from : before + 1;
		const auto valueStart = text.find_first_not_of(" \t", equals + 1);
		const auto name = toLower(text.substr(nameStart, nameEnd - nameStart));
		if (!isSecretName(name) || valueStart == std::string::npos)
		{
			result += text.substr(from, equals + 1 - from);
			from = equals + 1;
			continue;
		}
		result += text.substr(from, valueStart - from) + mask;
		from = endOfValue(text, valueStart);
	}
}


/// `user:password@`, with the password masked.
std::string maskUserInfo(const std::string& text)
{
	const auto schemeEnd = text.find("://");
	const auto at = text.rfind('@');
	const auto colon = text.find(':', schemeEnd == std::string::npos ? 0 : schemeEnd + 3);
	if (at == std::string::npos || colon == std::string::npos || colon > at) return text;
	return text.substr(0, colon + 1) + mask + text.substr(at);
}


} // namespace


std::string ListenAddress::toString() const
{
	const bool isIPv6 = host.find(':') != std::string::npos;
	return (isIPv6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}


std::string PluginsConfig::fileOf(const std::string& entry) const
{
	return entry.find('/') == std::string::npos ? directory + '/' + entry + ".so" : entry;
}


const char* toString(CommitMode mode) noexcept
{
	switch (mode)
	{
	case CommitMode::Autocommit:
		return "autocommit";
	case CommitMode::AutocommitIncludeRedirect:
		return "autocommit_include_redirect";
	case CommitMode::Manual:
		break;
	}
	return "manual";
}


const char* toString(MigrationMode mode) noexcept
{
	switch (mode)
	{
	case MigrationMode::Check:
		return "check";
	case MigrationMode::Upgrade:
		return "upgrade";
	case MigrationMode::Ignore:
		break;
	}
	return "ignore";
}


const char* toString(IsolationLevel level) noexcept
{
	switch (level)
	{
	case IsolationLevel::ReadCommitted:
		return "read_committed";
	case IsolationLevel::RepeatableRead:
		return "repeatable_read";
	case IsolationLevel::Serializable:
		return "serializable";
	case IsolationLevel::Default:
		break;
	}
	return "default";
}


const char* toString(Synchronous mode) noexcept
{
	switch (mode)
	{
	case Synchronous::Normal:
		return "normal";
	case Synchronous::Off:
		return "off";
	case Synchronous::Full:
		break;
	}
	return "full";
}


std::string DatabaseConfig::scheme() const
{
	const auto end = connectionString.find("://");
	if (end == std::string::npos) return {};
	return toLower(connectionString.substr(0, std::min(connectionString.find('+'), end)));
}


std::string DatabaseConfig::driver() const
{
	const auto end = connectionString.find("://");
	const auto plus = connectionString.find('+');
	if (end == std::string::npos || plus > end) return {};
	return toLower(connectionString.substr(plus + 1, end - plus - 1));
}


std::string DatabaseConfig::target() const
{
	const auto end = connectionString.find("://");
	return end == std::string::npos ? std::string() : connectionString.substr(end + 3);
}


std::string DatabaseConfig::redacted() const
{
	return redactConnectionString(connectionString);
}


ConfigError DatabaseConfig::error(const std::string& key, const std::string& reason) const
{
	const bool known = key == "connection_string" && connectPosition.line > 0;
	return {known ? connectPosition : position, "database." + bindKey, key, reason, ""};
}


ConfigError ServiceConfig::error(const std::string& key, const std::string& reason) const
{
	for (const auto& setting : settings)
	{
		if (equalsIgnoreCase(setting.key, key))
			return {setting.valuePosition, "service." + name, setting.key, reason, ""};
	}
	return {position, "service." + name, key, reason, ""};
}


std::string redactConnectionString(const std::string& connectionString)
{
	// A password may itself hold an unescaped / or @, so everything up to the last @ counts as password.
	// An @ behind the ? may belong to a query value: those are masked first then.
	const auto at = connectionString.rfind('@');
	if (at != std::string::npos && at > connectionString.find('?'))
		return maskUserInfo(maskPairs(connectionString));
	return maskPairs(maskUserInfo(connectionString));
}


} // namespace Athanor
