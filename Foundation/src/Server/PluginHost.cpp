//
// PluginHost.cpp
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#include "PluginHost.h"
#include "Athanor/Core/Text.h"
#include "Poco/Logger.h"
#include "Poco/Path.h"
#include <algorithm>


namespace Athanor {


namespace {


Poco::Logger& pluginLogger()
{
	return Poco::Logger::get("athanor.server");
}


HandlerSettings settingsOf(const ServerConfig& config)
{
	return {config.maxPageSize, config.jsonDepth, config.strictQuery, config.refuseCrossBind};
}


std::string joined(const std::vector<std::string>& names)
{
	std::string text;
	for (const std::string& name : names)
	{
		text += (text.empty() ? "" : ", ") + name;
	}
	return text.empty() ? "none" : text;
}


/// `authors` for `authors` and for `/opt/lib/authors.so`: what `[plugin.<name>]` calls it.
std::string pluginNameOf(const std::string& nameOrPath)
{
	return Poco::Path(nameOrPath).getBaseName();
}


} // namespace


PluginHost::PluginHost(const Configuration& configuration):
	_configuration(configuration),
	_loader(configuration.plugins().directory)
{
}


PluginHost::~PluginHost()
{
	stop();
}


void PluginHost::load()
{
	loadLibraries();
	makeEngines();
	startServices();
}


std::vector<const Backend*> PluginHost::backends() const
{
	std::vector<const Backend*> backends;
	for (const auto& backend : _backends)
		backends.push_back(backend.second.get());
	return backends;
}


void PluginHost::loadLibraries()
{
	for (const std::string& entry : _configuration.plugins().load)
	{
		try
		{
			loadLibrary(entry);
		}
		catch (const PluginException& failure)
		{
			if (!tolerates(pluginNameOf(entry), failure)) throw;
		}
	}
}


void PluginHost::loadLibrary(const std::string& nameOrPath)
{
	const LoadedPlugin& library = _loader.load(nameOrPath);
	const Passport& passport = library.passport;
	pluginLogger().information("plugin " + passport.name + " " + passport.version + " (" +
							   toString(passport.kind) + "): " + library.path);
	if (passport.kind != PluginKind::Backend) return;
	std::unique_ptr<Backend> backend = library.makeBackend();
	const std::string scheme = backend->name();
	if (_backends.count(scheme) != 0)
	{
		throw PluginException(library.path + ": a backend for the scheme \"" + scheme +
							  "\" is loaded already");
	}
	_backends.emplace(scheme, std::move(backend));
}


/// Whether the daemon goes on without a plugin that failed.
bool PluginHost::tolerates(const std::string& plugin, const PluginException& failure)
{
	if (_configuration.plugin(plugin).required) return false;
	pluginLogger().warning("plugin " + plugin + " is left out: " + failure.message());
	_skipped.insert(plugin);
	return true;
}


void PluginHost::makeEngines()
{
	ErrorList errors;
	for (const DatabaseConfig& database : _configuration.databases())
	{
		const auto backend = _backends.find(database.scheme());
		if (backend == _backends.end())
		{
			errors.add(missingBackend(database));
			continue;
		}
		if (database.async && !backend->second->hasAsync())
		{
			errors.add(database.error("async", "the backend \"" + backend->first +
												   "\" has no asynchronous connections"));
			continue;
		}
		try
		{
			_engines.add(database, *backend->second);
		}
		catch (const ImproperConfigurationException& failure)
		{
			errors.add(database.error("connection_string", failure.message()));
		}
	}
	errors.throwIfAny();
}


ConfigError PluginHost::missingBackend(const DatabaseConfig& database) const
{
	std::vector<std::string> known;
	for (const auto& backend : _backends)
	{
		known.push_back(backend.first);
	}
	ConfigError error =
		database.error("connection_string", "no loaded plugin is a backend for \"" + database.scheme() +
												"\"; loaded backends: " + joined(known));
	error.suggestion = closestMatch(database.scheme(), known);
	return error;
}


/// The sections to start, and a default one for each service plugin that has none.
std::vector<ServiceConfig> PluginHost::sections() const
{
	std::vector<ServiceConfig> sections = _configuration.services();
	for (const LoadedPlugin& library : _loader.plugins())
	{
		const std::string& name = library.passport.name;
		if (library.passport.kind != PluginKind::Service) continue;
		const bool configured =
			std::any_of(sections.begin(), sections.end(),
						[&](const ServiceConfig& section) { return section.plugin == name; });
		if (configured) continue;
		ServiceConfig section;
		section.name = name;
		section.plugin = name;
		section.bindKey = _configuration.defaultBindKey().value_or("");
		sections.push_back(std::move(section));
	}
	return sections;
}


void PluginHost::startServices()
{
	ErrorList errors;
	for (const ServiceConfig& section : sections())
	{
		if (_skipped.count(section.plugin) != 0) continue;
		try
		{
			startService(section, errors);
		}
		catch (const PluginException& failure)
		{
			if (!tolerates(section.plugin, failure)) throw;
		}
	}
	errors.throwIfAny();
}


void PluginHost::startService(const ServiceConfig& section, ErrorList& errors)
{
	const LoadedPlugin* library = _loader.find(section.plugin);
	if (!library || library->passport.kind != PluginKind::Service)
	{
		errors.add(missingPlugin(section));
		return;
	}
	PluginContext context(section, _engines, _filters, settingsOf(_configuration.server()));
	std::unique_ptr<Plugin> plugin = library->makePlugin();
	library->start(*plugin, context);
	_started.push_back({library, std::move(plugin)});
	errors.add(context.settingErrors());
	adopt(context.takeRegistrations());
}


ConfigError PluginHost::missingPlugin(const ServiceConfig& section) const
{
	std::vector<std::string> known;
	for (const LoadedPlugin& library : _loader.plugins())
	{
		if (library.passport.kind == PluginKind::Service) known.push_back(library.passport.name);
	}
	ConfigError error = section.error("plugin", "no service plugin \"" + section.plugin +
													"\" is loaded; loaded: " + joined(known));
	error.suggestion = closestMatch(section.plugin, known);
	return error;
}


void PluginHost::adopt(Registrations registrations)
{
	for (StagedRoute& route : registrations.routes)
	{
		_router.add(route.method, route.pattern, std::move(route.endpoint));
	}
	for (const auto& [engine, table] : registrations.models)
	{
		engine->metadata().add(*table);
	}
	for (auto& [path, filter] : registrations.before)
	{
		_filters.before(path, std::move(filter));
	}
	for (auto& [path, filter] : registrations.after)
	{
		_filters.after(path, std::move(filter));
	}
}


void PluginHost::stop() noexcept
{
	while (!_started.empty())
	{
		Started last = std::move(_started.back());
		_started.pop_back();
		try
		{
			last.library->stop(*last.plugin);
		}
		catch (const PluginException& failure)
		{
			pluginLogger().error(failure.message());
		}
	}
	_engines.close();
}


} // namespace Athanor
