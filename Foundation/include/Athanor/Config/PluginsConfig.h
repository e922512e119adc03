//
// PluginsConfig.h
//
// Library: Foundation
// Package: Config
//
// Which plugins are loaded, and from where.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_PluginsConfig_INCLUDED
#define Athanor_Config_PluginsConfig_INCLUDED


#include "Athanor/Config/ConfigError.h"
#include "Athanor/Core/API.h"
#include <string>
#include <vector>


namespace Athanor {


/// Section `[plugins]`.
struct Athanor_API PluginsConfig
{
	/// Absolute; empty only when it was left out and nothing needs it.
	std::string directory;
	/// Names (`authors` means `<directory>/authors.so`) and absolute paths, in the order of the file.
	std::vector<std::string> load;

	bool operator==(const PluginsConfig&) const = default;

	/// The file that one entry of `load` stands for.
	std::string fileOf(const std::string& entry) const;
};


/// Section `[plugin.<name>]`; a plugin without one has the defaults.
struct Athanor_API PluginConfig
{
	std::string name;
	/// Whether the daemon refuses to start when this plugin fails.
	bool required = true;
	SourcePosition position; ///< of the section
};


} // namespace Athanor


#endif // Athanor_Config_PluginsConfig_INCLUDED
