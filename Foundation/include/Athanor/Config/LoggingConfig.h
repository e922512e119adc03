//
// LoggingConfig.h
//
// Library: Foundation
// Package: Config
//
// What section [logging] says.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_LoggingConfig_INCLUDED
#define Athanor_Config_LoggingConfig_INCLUDED


#include "Athanor/Core/API.h"
#include <map>
#include <string>


namespace Athanor {


enum class LogFormat
{
	Text,
	Json ///< one object per line
};


/// Section `[logging]`, and Poco's own sections beside it.
struct Athanor_API LoggingConfig
{
	std::string level = "information"; ///< a level name of Poco::Logger
	std::string file;                  ///< absolute; empty: the console
	LogFormat format = LogFormat::Text;
	/// What `[logging.loggers…]`, `[logging.channels…]` and `[logging.formatters…]` say, as
	/// Poco::Util::LoggingConfigurator wants it: full keys (`logging.channels.c1.class`), values expanded.
	std::map<std::string, std::string> properties;

	/// Whether the file configures Poco's loggers itself, so that the keys above do not apply.
	bool hasOwnChannels() const noexcept
	{
		return !properties.empty();
	}

	bool operator==(const LoggingConfig&) const = default;
};


} // namespace Athanor


#endif // Athanor_Config_LoggingConfig_INCLUDED
