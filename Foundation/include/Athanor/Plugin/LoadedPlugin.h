//
// LoadedPlugin.h
//
// Library: Foundation
// Package: Plugin
//
// A plugin library in this process, and safe calls into it.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_LoadedPlugin_INCLUDED
#define Athanor_Plugin_LoadedPlugin_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Plugin/Descriptor.h"
#include "Athanor/Plugin/Passport.h"
#include <memory>
#include <string>


namespace Athanor {


class PluginContext;


/// A LoadedPlugin is one library that the Loader took in: its file, its passport and its entry.
///
/// Its methods call into the library and turn whatever comes out (exceptions of the standard library, of
/// Poco, of types nobody knows, a null) into a PluginException that names plugin and file: code above them
/// need not know what a plugin may throw.
///
/// Thread safety: immutable.
/// Lifetime: as the Loader; the library itself stays until the process ends.
struct Athanor_API LoadedPlugin
{
	std::string path; ///< as it was loaded
	Passport passport;
	const PluginDescriptor* descriptor = nullptr; ///< never null in one that the Loader returned

	/// Makes the plugin object; never null. Throws PluginException if it is a backend or its constructor
	/// throws.
	std::unique_ptr<Plugin> makePlugin() const;

	/// Makes the backend object; never null. Throws PluginException if it is a service or its constructor
	/// throws.
	std::unique_ptr<Backend> makeBackend() const;

	/// Calls plugin.start(context). Throws PluginException if that throws anything.
	void start(Plugin& plugin, PluginContext& context) const;

	/// Calls plugin.stop(). Throws PluginException if that throws anything.
	void stop(Plugin& plugin) const;
};


} // namespace Athanor


#endif // Athanor_Plugin_LoadedPlugin_INCLUDED
