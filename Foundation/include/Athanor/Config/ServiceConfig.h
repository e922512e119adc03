//
// ServiceConfig.h
//
// Library: Foundation
// Package: Config
//
// One section [service.<name>].
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_ServiceConfig_INCLUDED
#define Athanor_Config_ServiceConfig_INCLUDED


#include "Athanor/Config/ConfigError.h"
#include "Athanor/Core/API.h"
#include <string>
#include <vector>


namespace Athanor {


/// A key of a service's section that only its plugin knows.
struct Setting
{
	std::string key;
	std::string value;            ///< expanded; may be a secret
	std::string raw;              ///< as in the file, with its `${…}`: what messages show
	SourcePosition position;      ///< of the key
	SourcePosition valuePosition; ///< of the value
};


/// Section `[service.<name>]`.
struct Athanor_API ServiceConfig
{
	std::string name;
	std::string plugin;            ///< the section's name unless it says otherwise
	std::string bindKey;           ///< a known bind key; empty only when there are no databases
	std::string path;              ///< where it is mounted; empty: where the plugin wants
	std::vector<Setting> settings; ///< in the order of the file
	SourcePosition position;       ///< of the section

	/// A mistake of this section that only the plugin could see.
	ConfigError error(const std::string& key, const std::string& reason) const;
};


} // namespace Athanor


#endif // Athanor_Config_ServiceConfig_INCLUDED
