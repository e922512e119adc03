//
// Engines.h
//
// Library: Foundation
// Package: Data
//
// The databases of the configuration by bind key.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_Engines_INCLUDED
#define Athanor_Data_Engines_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Engine.h"
#include <memory>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// Engines is the registry of databases by bind key.
///
/// The key `default`, and no key at all, mean the bind called `default`; where only one database is configured they
/// mean that one, whatever its key. Source: advanced_alchemy/extensions/flask/extension.py get_session.
///
/// Thread safety: filled by one thread at start-up, then immutable. Lifetime: owns its engines.
class Athanor_API Engines
{
public:
	/// Throws ImproperConfigurationException if the bind key is taken.
	Engine& add(DatabaseConfig config, const Backend& backend);

	/// The engine of a bind key; an empty one is `default`.
	/// Throws ImproperConfigurationException listing the known keys if there is none.
	Engine& get(std::string_view bindKey = {}) const;

	/// In the order they were added.
	const std::vector<std::unique_ptr<Engine>>& all() const noexcept
	{
		return _engines;
	}

	/// Closes every engine's idle connections.
	void close() noexcept;

private:
	std::vector<std::unique_ptr<Engine>> _engines;
};


} // namespace Athanor


#endif // Athanor_Data_Engines_INCLUDED
