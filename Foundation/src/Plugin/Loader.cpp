//
// Loader.cpp
//
// Library: Foundation
// Package: Plugin
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Plugin/Loader.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Logger.h"
#include <dlfcn.h>
#include <sys/stat.h>
#include <cstdint>
#include <utility>


namespace Athanor {


namespace {


[[noreturn]] void refuse(const std::string& path, const std::string& cause)
{
	throw PluginException("plugin " + path + ": " + cause);
}


bool isPath(const std::string& nameOrPath)
{
	return nameOrPath.find('/') != std::string::npos;
}


void warnIfWritable(const std::string& path)
{
	struct stat status = {};
	if (::stat(path.c_str(), &status) != 0 || !(status.st_mode & S_IWOTH)) return;
	Poco::Logger::get("athanor.plugin").warning("plugin " + path + ": everyone may write to this file");
}


/// The dynamic linker's last message, on one line and without the path it begins with.
std::string linkerError(const std::string& path)
{
	const char* const error = ::dlerror();
	std::string text = error ? error : "unknown error of the dynamic linker";
	const std::string prefix = path + ": ";
	if (text.compare(0, prefix.size(), prefix) == 0) text.erase(0, prefix.size());
	for (char& c : text)
	{
		if (static_cast<unsigned char>(c) < ' ') c = ' ';
	}
	return text;
}


PluginEntry entryOf(const std::string& path)
{
	// RTLD_NODELETE: nothing that a plugin leaves behind may point into unmapped memory.
	void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (!library) refuse(path, "cannot be loaded: " + linkerError(path));
	void* const symbol = ::dlsym(library, pluginEntryName);
	if (!symbol) refuse(path, std::string("has a passport but no entry (") + pluginEntryName + ")");
	return reinterpret_cast<PluginEntry>(symbol);
}


const PluginDescriptor* call(PluginEntry entry, const std::string& path)
{
	const PluginDescriptor* descriptor = nullptr;
	try
	{
		descriptor = entry();
	}
	catch (...)
	{
		// The macros' entry cannot throw; what one written by hand throws may be of any type.
		refuse(path, "its entry threw an exception");
	}
	if (!descriptor) refuse(path, "its entry returned no descriptor");
	return descriptor;
}


void requireEqual(const std::string& path, const char* what, const std::string& inPassport,
				  const char* inDescriptor)
{
	if (inDescriptor && inPassport == inDescriptor) return;
	refuse(path, std::string("its descriptor contradicts its passport in the ") + what);
}


void requireSame(const std::string& path, const Passport& passport, const PluginDescriptor& descriptor)
{
	// First of all: of a descriptor of another version no other member is known.
	if (descriptor.sdkVersion != passport.sdkVersion)
		refuse(path, "its descriptor contradicts its passport in the SDK version");
	requireEqual(path, "fingerprint", passport.fingerprint, descriptor.fingerprint);
	requireEqual(path, "name", passport.name, descriptor.name);
	requireEqual(path, "version", passport.version, descriptor.version);
	if (descriptor.kind != passport.kind) refuse(path, "its descriptor contradicts its passport in the kind");
	const bool isBackend = descriptor.kind == PluginKind::Backend;
	if (isBackend != (descriptor.makeBackend != nullptr) || isBackend != (descriptor.makePlugin == nullptr))
		refuse(path, std::string("its descriptor does not have just the factory of a ") +
						 toString(descriptor.kind));
}


} // namespace


Loader::Loader(std::string directory):
	_directory(std::move(directory))
{
}


Loader::~Loader() = default;


std::string Loader::fileOf(const std::string& nameOrPath) const
{
	if (isPath(nameOrPath)) return nameOrPath;
	if (_directory.empty())
		throw PluginException("plugin " + nameOrPath +
							  ": no directory of plugins is configured to look for it");
	return _directory + (_directory.back() == '/' ? "" : "/") + nameOrPath + ".so";
}


const LoadedPlugin& Loader::load(const std::string& nameOrPath)
{
	const std::string path = fileOf(nameOrPath);
	const Passport passport = readPassport(path);
	if (!isPath(nameOrPath) && passport.name != nameOrPath)
		refuse(path, "is the plugin " + passport.name + ", not " + nameOrPath);
	if (const LoadedPlugin* const other = find(passport.name))
		refuse(path, "the plugin " + passport.name + " is loaded already, from " + other->path);
	warnIfWritable(path);
	const PluginDescriptor* const descriptor = call(entryOf(path), path);
	requireSame(path, passport, *descriptor);
	_plugins.push_back({path, passport, descriptor});
	return _plugins.back();
}


const std::deque<LoadedPlugin>& Loader::plugins() const noexcept
{
	return _plugins;
}


const LoadedPlugin* Loader::find(const std::string& name) const noexcept
{
	for (const auto& plugin : _plugins)
	{
		if (plugin.passport.name == name) return &plugin;
	}
	return nullptr;
}


} // namespace Athanor
