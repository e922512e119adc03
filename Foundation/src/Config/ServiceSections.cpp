//
// ServiceSections.cpp
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


// The part of ConfigurationBuilder that reads [service.<name>].


namespace Athanor {


using namespace ConfigValues;


namespace {


/// The reason why nothing can be mounted at path, or nothing.
std::string pathProblem(const std::string& path)
{
	if (path[0] != '/') return "must begin with /";
	if (path.size() > 1 && path.back() == '/') return "must not end with /";
	if (path.find("//") != std::string::npos) return "has an empty segment (//)";
	if ((path + '/').find("/./") != std::string::npos || (path + '/').find("/../") != std::string::npos)
		return "has a segment . or ..";
	if (path.find_first_of(" \t?#%{}\\\"<>") != std::string::npos)
		return "has a character that a mount point must not have (blank ? # % { } \\ \" < >)";
	return "";
}


} // namespace


void ConfigurationBuilder::readServices()
{
	for (const auto* section : sectionsOf("service.<name>"))
	{
		const auto name = ConfigSchema::instance().match(section->name)->name;
		if (isConfigName(name)) readService(*section, name);
	}
}


void ConfigurationBuilder::readService(const IniSection& section, const std::string& name)
{
	auto reader = this->reader("service.<name>", &section);
	ServiceConfig service;
	service.name = name;
	service.position = _document.position(section.line, section.column);
	readServicePlugin(reader, service);
	service.bindKey = readBindKey(reader);
	readMountPoint(reader, service);
	for (const auto& entry : section.entries)
	{
		if (ConfigSchema::instance().find("service.<name>", entry.key)) continue;
		const auto value = reader.expand(entry);
		if (!value) continue;
		service.settings.push_back({entry.key, *value, entry.value,
									_document.position(entry.line, entry.keyColumn),
									_document.position(entry.line, entry.valueColumn)});
	}
	_result._services.push_back(std::move(service));
}


void ConfigurationBuilder::readServicePlugin(SectionReader& reader, ServiceConfig& service)
{
	const auto plugin = reader.text("plugin");
	service.plugin = plugin ? plugin->text : service.name;
	const auto& load = _result._plugins.load;
	const bool loaded = std::any_of(load.begin(), load.end(), [&](const std::string& known) {
		return equalsIgnoreCase(known, service.plugin);
	});
	if (loaded || !knowsPluginNames()) return;
	const std::string reason = "plugin " + quote(service.plugin) + " is not in [plugins] load";
	const auto suggestion = closestMatch(service.plugin, load);
	if (plugin)
		reader.error(*plugin->entry, reason, suggestion);
	else if (!reader.entry("plugin"))
		reader.sectionError("", reason, suggestion);
}


std::string ConfigurationBuilder::readBindKey(SectionReader& service)
{
	const auto bindKey = service.text("bind_key");
	const std::string known = _listedBinds.empty() ? "there are none" : "known: " + join(_listedBinds);
	if (bindKey)
	{
		for (const auto& bind : _listedBinds)
		{
			if (equalsIgnoreCase(bind, bindKey->text)) return bind;
		}
		service.error(*bindKey->entry, "unknown bind key " + quote(bindKey->text) + "; " + known,
					  closestMatch(bindKey->text, _listedBinds));
		return {};
	}
	if (service.entry("bind_key") || _listedBinds.empty()) return {};
	const auto preset = std::find(_listedBinds.begin(), _listedBinds.end(), "default");
	if (preset != _listedBinds.end()) return *preset;
	if (_listedBinds.size() == 1) return _listedBinds.front();
	service.sectionError("bind_key", "is missing, and no bind key is called \"default\"; " + known);
	return {};
}


void ConfigurationBuilder::readMountPoint(SectionReader& reader, ServiceConfig& service)
{
	const auto path = reader.text("path");
	if (!path) return;
	const auto problem = pathProblem(path->text);
	const auto [other, isNew] = _mountPoints.emplace(path->text, service.name);
	if (!problem.empty())
		reader.error(*path->entry, quote(path->text) + " " + problem);
	else if (!isNew)
		reader.error(*path->entry,
					 quote(path->text) + " is the path of [service." + other->second + "] already");
	service.path = path->text;
}


} // namespace Athanor
