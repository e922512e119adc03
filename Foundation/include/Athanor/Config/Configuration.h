//
// Configuration.h
//
// Library: Foundation
// Package: Config
//
// The whole configuration, validated and typed.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_Configuration_INCLUDED
#define Athanor_Config_Configuration_INCLUDED


#include "Athanor/Config/DatabaseConfig.h"
#include "Athanor/Config/LoggingConfig.h"
#include "Athanor/Config/PluginsConfig.h"
#include "Athanor/Config/ServerConfig.h"
#include "Athanor/Config/ServiceConfig.h"
#include "Poco/Util/AbstractConfiguration.h"
#include <optional>
#include <string>
#include <vector>


namespace Athanor {


/// A Configuration is what the ini file says, after every rule of the core was checked.
///
/// It opens nothing and touches no file but its own. Whoever has one can rely on it: bind keys exist, ranges
/// hold, paths are absolute. What only a plugin knows (its own keys, whether its backend can do async, what
/// stands behind `://`) is checked later, with the positions kept here.
///
/// Expansion: `${key}` is looked up first in the file itself (`${server.listen}`), then in the application's
/// configuration, which knows `application.dir`, `system.env.NAME` and the rest of Poco's. A value from
/// `system.` is taken as it is, so a password in the environment may contain `${`; in the file itself `${`
/// always starts a reference, there is no escape. One that nobody knows, or that refers to itself, is an error.
///
///     auto configuration = Athanor::Configuration::load("athanor.ini", application.config());
///
/// Thread safety: immutable.
class Athanor_API Configuration
{
public:
	/// Reads and checks a file. Relative paths are taken from workingDirectory (the current one when empty).
	///
	/// Throws ImproperConfigurationException whose message has one line for each mistake of the file.
	static Configuration load(const std::string& path, Poco::Util::AbstractConfiguration& application,
							  const std::string& workingDirectory = {});

	/// Like load, for text that is at hand.
	static Configuration parse(const std::string& text, const std::string& fileName,
							   Poco::Util::AbstractConfiguration& application,
							   const std::string& workingDirectory = {});

	const ServerConfig& server() const noexcept
	{
		return _server;
	}

	const PluginsConfig& plugins() const noexcept
	{
		return _plugins;
	}

	/// The sections `[plugin.<name>]`.
	const std::vector<PluginConfig>& pluginSettings() const noexcept
	{
		return _pluginSettings;
	}

	/// In the order of `[database] binds`.
	const std::vector<DatabaseConfig>& databases() const noexcept
	{
		return _databases;
	}

	/// In the order of the file.
	const std::vector<ServiceConfig>& services() const noexcept
	{
		return _services;
	}

	const LoggingConfig& logging() const noexcept
	{
		return _logging;
	}

	/// What relative paths were taken from; absolute.
	const std::string& workingDirectory() const noexcept
	{
		return _workingDirectory;
	}

	/// As the caller named it; empty text for one that was never loaded.
	const std::string& fileName() const noexcept
	{
		return _fileName;
	}

	/// The settings of a plugin; the defaults when the file has no section for it.
	PluginConfig plugin(const std::string& name) const;

	/// The database of that bind key, or null. Case matters, as for everything a plugin names in code.
	/// Valid as long as the Configuration.
	const DatabaseConfig* find(const std::string& bindKey) const noexcept;

	/// In the order of `[database] binds`.
	std::vector<std::string> knownBindKeys() const;

	/// What a service that names no bind key gets: `default`, else the only one, else nothing.
	std::optional<std::string> defaultBindKey() const;

	/// Throws ImproperConfigurationException that lists the known ones if there is no such bind key.
	const DatabaseConfig& require(const std::string& bindKey) const;

private:
	friend class ConfigurationBuilder;

	Configuration() = default;

	std::string _fileName;
	std::string _workingDirectory;
	ServerConfig _server;
	PluginsConfig _plugins;
	std::vector<PluginConfig> _pluginSettings;
	std::vector<DatabaseConfig> _databases;
	std::vector<ServiceConfig> _services;
	LoggingConfig _logging;
};


} // namespace Athanor


#endif // Athanor_Config_Configuration_INCLUDED
