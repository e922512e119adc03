//
// Engines.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Engines.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>


namespace Athanor {


Engine& Engines::add(DatabaseConfig config, const Backend& backend)
{
	const auto taken = std::any_of(_engines.begin(), _engines.end(),
								   [&](const auto& engine) { return engine->bindKey() == config.bindKey; });
	if (taken) throw ImproperConfigurationException("duplicate bind key \"" + config.bindKey + "\"");
	_engines.push_back(std::make_unique<Engine>(std::move(config), backend));
	return *_engines.back();
}


Engine& Engines::get(std::string_view bindKey) const
{
	const std::string_view wanted = bindKey.empty() ? std::string_view("default") : bindKey;
	for (const auto& engine : _engines)
	{
		if (engine->bindKey() == wanted) return *engine;
	}
	if (wanted == "default" && _engines.size() == 1) return *_engines.front();
	std::string known;
	for (const auto& engine : _engines)
	{
		known += (known.empty() ? "" : ", ") + engine->bindKey();
	}
	throw ImproperConfigurationException("no database has the bind key \"" + std::string(wanted) +
										 "\"; known bind keys: " + (known.empty() ? "none" : known));
}


void Engines::close() noexcept
{
	for (const auto& engine : _engines)
	{
		engine->close();
	}
}


} // namespace Athanor
