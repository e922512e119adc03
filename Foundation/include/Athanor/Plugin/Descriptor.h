//
// Descriptor.h
//
// Library: Foundation
// Package: Plugin
//
// What the entry function of a plugin returns.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_Descriptor_INCLUDED
#define Athanor_Plugin_Descriptor_INCLUDED


#include <cstdint>
#include <memory>


namespace Athanor {


class Backend;
class Plugin;


/// What a plugin library is.
enum class PluginKind : std::uint32_t
{
	Backend = 1, ///< a database driver: makeBackend
	Service = 2  ///< anything else: makePlugin
};


/// Facts and factories of one plugin library; ATHANOR_PLUGIN and ATHANOR_BACKEND make it.
///
/// It repeats the passport of the file (see Passport.h). sdkVersion stays the first member in every version:
/// it is read before anything is known of the rest.
///
/// Thread safety: immutable.
/// Lifetime: static; plugin libraries are never unloaded.
struct PluginDescriptor
{
	std::uint32_t sdkVersion; ///< ATHANOR_SDK_VERSION of the headers that it was compiled with
	PluginKind kind;
	const char* fingerprint; ///< abiFingerprint, as the plugin saw it
	const char* name;        ///< `books`: how configuration and messages call it
	const char* version;     ///< of the plugin, for people
	/// Makes the plugin object, never null; null unless kind is Service.
	std::unique_ptr<Plugin> (*makePlugin)();
	/// Makes the backend object, never null; null unless kind is Backend.
	std::unique_ptr<Backend> (*makeBackend)();
};


/// The type and the name of the one function that a plugin library exports.
using PluginEntry = const PluginDescriptor* (*)();
inline constexpr char pluginEntryName[] = "athanorPluginEntry";


} // namespace Athanor


#endif // Athanor_Plugin_Descriptor_INCLUDED
