//
// ConfigurationBuilder.cpp
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
#include <filesystem>
#include <utility>


namespace Athanor {


using namespace ConfigValues;


namespace {


const char* const namePattern = "must be a letter or _, then letters, digits, _ or -";


bool contains(const std::vector<std::string>& words, std::string_view word)
{
	return std::any_of(words.begin(), words.end(),
					   [&](const std::string& known) { return equalsIgnoreCase(known, word); });
}


/// The section that has a key of that name, or empty.
std::string homeOf(std::string_view key)
{
	for (const auto& spec : ConfigSchema::instance().keys())
	{
		if (equalsIgnoreCase(spec.name, key)) return spec.section;
	}
	return {};
}


} // namespace


ConfigurationBuilder::ConfigurationBuilder(const IniDocument& document,
										   Poco::Util::AbstractConfiguration& application,
										   const std::string& workingDirectory):
	_document(document),
	_expander(document, application),
	_errors(document.errors()),
	_context{_document, _expander, _errors}
{
	const auto base = workingDirectory.empty() ? std::filesystem::current_path()
											   : std::filesystem::absolute(workingDirectory);
	_result._workingDirectory = base.lexically_normal().string();
	_result._fileName = document.fileName();
}


Configuration ConfigurationBuilder::build()
{
	checkNames();
	readServer();
	readPlugins();
	readPluginSections();
	readDatabases();
	readServices();
	readLogging();
	_errors.throwIfAny();
	return std::move(_result);
}


SectionReader ConfigurationBuilder::reader(const std::string& pattern, const IniSection* section) const
{
	return SectionReader(_context, pattern, section);
}


void ConfigurationBuilder::sectionError(const IniSection& section, const std::string& reason,
										const std::string& suggestion)
{
	_errors.add({_document.position(section.line, section.column), section.name, "", reason, suggestion});
}


void ConfigurationBuilder::checkNames()
{
	const auto& schema = ConfigSchema::instance();
	for (const auto& section : _document.sections())
	{
		if (section.name.empty()) continue;
		const auto match = schema.match(section.name);
		if (!match)
			sectionError(section, "unknown section", schema.suggestSection(section.name));
		else if (!match->name.empty() && match->pattern != "logging.<poco>" && !isConfigName(match->name))
			sectionError(section, "name " + quote(match->name) + " " + namePattern);
		else if (match->name.empty() && match->pattern.find('<') != std::string::npos)
			sectionError(section, "name is missing behind the dot");
		if (match && !ConfigSchema::isOpen(match->pattern)) checkKeys(section, match->pattern);
	}
}


void ConfigurationBuilder::checkKeys(const IniSection& section, const std::string& pattern)
{
	const auto& schema = ConfigSchema::instance();
	for (const auto& entry : section.entries)
	{
		if (schema.find(pattern, entry.key)) continue;
		const auto suggestion = closestMatch(entry.key, schema.keyNames(pattern));
		const auto home = suggestion.empty() ? homeOf(entry.key) : std::string();
		_errors.add({_document.position(entry.line, entry.keyColumn), section.name, entry.key,
					 "unknown key" + (home.empty() ? home : "; it belongs into [" + home + "]"), suggestion});
	}
}


std::vector<const IniSection*> ConfigurationBuilder::sectionsOf(const std::string& pattern) const
{
	std::vector<const IniSection*> result;
	for (const auto& section : _document.sections())
	{
		const auto match = ConfigSchema::instance().match(section.name);
		if (match && match->pattern == pattern) result.push_back(&section);
	}
	return result;
}


std::string ConfigurationBuilder::absolute(const std::string& path) const
{
	return (std::filesystem::path(_result._workingDirectory) / path).lexically_normal().string();
}


void ConfigurationBuilder::readServer()
{
	auto server = reader("server", _document.find("server"));
	auto& result = _result._server;
	readListen(server);
	result.loops = server.integer("loops");
	result.workers = server.integer("workers");
	result.workerQueue = server.integer("worker_queue");
	result.maxConnections = server.integer("max_connections");
	result.maxRequestLine = server.bytes("max_request_line");
	result.maxHeader = server.bytes("max_header");
	result.maxHeadersBytes = server.bytes("max_headers_bytes");
	result.maxHeaders = server.integer("max_headers");
	result.maxBodyBytes = server.bytes("max_body_bytes");
	result.jsonDepth = server.integer("json_depth");
	result.headerTimeoutMs = server.integer("header_timeout_ms");
	result.bodyMinRate = server.integer("body_min_rate");
	result.bodyGraceMs = server.integer("body_grace_ms");
	result.idleTimeoutMs = server.integer("idle_timeout_ms");
	result.writeTimeoutMs = server.integer("write_timeout_ms");
	result.drainTimeoutMs = server.integer("drain_timeout_ms");
	result.maxPageSize = server.integer("max_page_size");
	result.strictQuery = server.boolean("strict_query");
	result.refuseCrossBind = server.choice("cross_bind") == "refuse";
	result.health = server.boolean("health");
	result.accessLog = server.boolean("access_log");
}


void ConfigurationBuilder::readListen(SectionReader& server)
{
	std::vector<ListenAddress> addresses;
	const auto items = server.list("listen");
	for (const auto& item : items)
	{
		std::string reason;
		const auto address = parseListen(item.text, reason);
		const bool isTwin = address && address->port != 0 &&
							std::find(addresses.begin(), addresses.end(), *address) != addresses.end();
		if (!address)
			server.error(item, "listen", quote(item.text) + " " + reason);
		else if (isTwin)
			server.error(item, "listen", item.text + " is there twice");
		else
			addresses.push_back(*address);
	}
	const auto* entry = server.entry("listen");
	if (entry && entry->value.empty()) server.error(*entry, "needs at least one host:port");
	if (!addresses.empty()) _result._server.listen = std::move(addresses);
}


void ConfigurationBuilder::readPlugins()
{
	auto plugins = reader("plugins", _document.find("plugins"));
	bool needsDirectory = false;
	for (const auto& item : plugins.list("load"))
	{
		const bool isPath = item.text.find('/') != std::string::npos;
		std::string suggestion;
		if (item.text.size() > 3 && item.text.compare(item.text.size() - 3, 3, ".so") == 0)
			suggestion = item.text.substr(0, item.text.size() - 3);
		if (!isPath && !isConfigName(item.text))
			plugins.error(item, "load", quote(item.text) + " is neither a plugin's name nor a path",
						  suggestion);
		else if (contains(_result._plugins.load, isPath ? absolute(item.text) : item.text))
			plugins.error(item, "load", quote(item.text) + " is there twice");
		else
			_result._plugins.load.push_back(isPath ? absolute(item.text) : item.text);
		needsDirectory = needsDirectory || !isPath;
	}
	const auto directory = plugins.text("directory");
	if (directory)
		_result._plugins.directory = absolute(directory->text);
	else if (needsDirectory && !plugins.entry("directory"))
		plugins.sectionError("directory", "is missing, and its default needs application.dir");
}


bool ConfigurationBuilder::knowsPluginNames() const
{
	const auto& load = _result._plugins.load;
	return std::none_of(load.begin(), load.end(), [](const std::string& entry) { return entry[0] == '/'; });
}


void ConfigurationBuilder::readPluginSections()
{
	for (const auto* section : sectionsOf("plugin.<name>"))
	{
		const auto name = ConfigSchema::instance().match(section->name)->name;
		auto plugin = reader("plugin.<name>", section);
		if (isConfigName(name) && knowsPluginNames() && !contains(_result._plugins.load, name))
			sectionError(*section, "plugin is not in [plugins] load",
						 closestMatch(name, _result._plugins.load));
		_result._pluginSettings.push_back(
			{name, plugin.boolean("required"), _document.position(section->line, section->column)});
	}
}


void ConfigurationBuilder::readLogging()
{
	const auto* section = _document.find("logging");
	auto logging = reader("logging", section);
	auto& result = _result._logging;
	result.level = logging.choice("level");
	result.format = logging.choice("format") == "json" ? LogFormat::Json : LogFormat::Text;
	const auto output = logging.text("output");
	if (output && !equalsIgnoreCase(output->text, "console")) result.file = absolute(output->text);

	if (section) readPocoLogging(*section);
	for (const auto* poco : sectionsOf("logging.<poco>"))
	{
		readPocoLogging(*poco);
	}
}


void ConfigurationBuilder::readPocoLogging(const IniSection& section)
{
	auto reader = this->reader("logging", &section);
	const auto& schema = ConfigSchema::instance();
	const bool isCore = equalsIgnoreCase(section.name, "logging");
	for (const auto& entry : section.entries)
	{
		const auto* key = schema.find("logging", entry.key);
		if (isCore && (!key || key->name.back() != '>')) continue;
		if (const auto text = reader.expand(entry))
			_result._logging.properties[section.name + '.' + entry.key] = *text;
	}
}


} // namespace Athanor
