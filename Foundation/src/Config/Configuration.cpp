//
// Configuration.cpp
//
// Library: Foundation
// Package: Config
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Config/Configuration.h"
#include "ConfigurationBuilder.h"
#include "Values.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>


namespace Athanor {


Configuration Configuration::load(const std::string& path, Poco::Util::AbstractConfiguration& application,
								  const std::string& workingDirectory)
{
	const auto document = IniDocument::load(path);
	return ConfigurationBuilder(document, application, workingDirectory).build();
}


Configuration Configuration::parse(const std::string& text, const std::string& fileName,
								   Poco::Util::AbstractConfiguration& application,
								   const std::string& workingDirectory)
{
	const auto document = IniDocument::parse(text, fileName);
	return ConfigurationBuilder(document, application, workingDirectory).build();
}


PluginConfig Configuration::plugin(const std::string& name) const
{
	for (const auto& settings : _pluginSettings)
	{
		if (ConfigValues::equalsIgnoreCase(settings.name, name)) return settings;
	}
	PluginConfig result;
	result.name = name;
	result.position.file = _fileName;
	return result;
}


const DatabaseConfig* Configuration::find(const std::string& bindKey) const noexcept
{
	const auto found =
		std::find_if(_databases.begin(), _databases.end(),
					 [&](const DatabaseConfig& database) { return database.bindKey == bindKey; });
	return found == _databases.end() ? nullptr : &*found;
}


std::vector<std::string> Configuration::knownBindKeys() const
{
	std::vector<std::string> result;
	for (const auto& database : _databases)
	{
		result.push_back(database.bindKey);
	}
	return result;
}


std::optional<std::string> Configuration::defaultBindKey() const
{
	if (find("default")) return "default";
	if (_databases.size() == 1) return _databases.front().bindKey;
	return std::nullopt;
}


const DatabaseConfig& Configuration::require(const std::string& bindKey) const
{
	const auto* found = find(bindKey);
	if (found) return *found;
	const auto known = knownBindKeys();
	const auto suggestion = closestMatch(bindKey, known);
	throw ImproperConfigurationException(
		"unknown bind key " + ConfigValues::quote(bindKey) + "; " +
		(known.empty() ? "there are none" : "known: " + ConfigValues::join(known)) +
		(suggestion.empty() ? "" : "; did you mean \"" + suggestion + "\"?"));
}


} // namespace Athanor
