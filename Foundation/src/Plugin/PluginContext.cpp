//
// PluginContext.cpp
//
// Library: Foundation
// Package: Plugin
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Plugin/PluginContext.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


PluginContext::PluginContext(ServiceConfig service, const Engines& engines, const FilterChain& filters,
							 HandlerSettings settings):
	_settings(std::move(service)),
	_engines(engines)
{
	const ServiceConfig& section = _settings.service();
	const std::string owner = "plugin " + section.plugin + ", section [service." + section.name + "]";
	_scope = std::make_shared<const HandlerScope>(
		HandlerScope{engines, filters, settings, owner, section.bindKey});
}


PluginContext::~PluginContext() = default;


const std::string& PluginContext::name() const noexcept
{
	return _settings.service().name;
}


const std::string& PluginContext::bindKey() const noexcept
{
	return _settings.service().bindKey;
}


Poco::Logger& PluginContext::logger() const
{
	return Poco::Logger::get("athanor.service." + name());
}


void PluginContext::addModel(const Table& table, const std::string& bindKey)
{
	_registrations.models.emplace_back(&_engines.get(bindKey), &table);
}


Routes& PluginContext::routes(const std::string& defaultPath)
{
	_routes.push_back(std::make_unique<Routes>(_registrations.routes, _scope, mountPoint(defaultPath)));
	return *_routes.back();
}


std::string PluginContext::mountPoint(const std::string& defaultPath)
{
	const std::string& configured = _settings.service().path;
	if (configured.empty()) return defaultPath;
	if (!_firstDefaultPath) _firstDefaultPath = defaultPath;
	const std::string& first = *_firstDefaultPath;
	if (defaultPath == first) return configured;
	const bool below = defaultPath.compare(0, first.size() + 1, first + "/") == 0;
	return below ? configured + defaultPath.substr(first.size()) : defaultPath;
}


void PluginContext::before(std::string path, FilterChain::Before filter)
{
	_registrations.before.emplace_back(std::move(path), std::move(filter));
}


void PluginContext::after(std::string path, FilterChain::After filter)
{
	_registrations.after.emplace_back(std::move(path), std::move(filter));
}


std::string PluginContext::choice(const std::string& key, const std::string& defaultValue,
								  const std::vector<std::string>& choices)
{
	return _settings.choice(key, defaultValue, choices);
}


ErrorList PluginContext::settingErrors() const
{
	ErrorList errors;
	errors.add(_settings.errors());
	errors.add(_settings.undeclared());
	return errors;
}


Registrations PluginContext::takeRegistrations()
{
	return std::move(_registrations);
}


} // namespace Athanor
