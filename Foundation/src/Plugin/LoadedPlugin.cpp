//
// LoadedPlugin.cpp
//
// Library: Foundation
// Package: Plugin
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Plugin/LoadedPlugin.h"
#include "Athanor/Backend/Backend.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Plugin/Plugin.h"
#include "Poco/Exception.h"
#include <exception>
#include <utility>


namespace Athanor {


namespace {


std::string subject(const LoadedPlugin& plugin)
{
	return "plugin " + plugin.passport.name + " (" + plugin.path + ")";
}


/// Calls into the plugin; everything it throws becomes a PluginException that says where it happened.
template <class Call>
auto guarded(const LoadedPlugin& plugin, const char* where, Call&& call)
{
	const auto message = [&](const std::string& text) {
		return subject(plugin) + ": " + where + ": " + text;
	};
	try
	{
		return call();
	}
	catch (const DatabaseException& exception)
	{
		throw PluginException(message(exception.displayText()), exception.detail());
	}
	catch (const Poco::Exception& exception)
	{
		throw PluginException(message(exception.displayText()));
	}
	catch (const std::exception& exception)
	{
		throw PluginException(message(exception.what()));
	}
	catch (...)
	{
		throw PluginException(message("an exception of unknown type"));
	}
}


template <class T>
std::unique_ptr<T> made(const LoadedPlugin& plugin, std::unique_ptr<T> (*factory)(), const char* what)
{
	if (!factory)
		throw PluginException(subject(plugin) + ": is a " + toString(plugin.passport.kind) + ", not a " +
							  what);
	auto object = guarded(plugin, "constructor", factory);
	if (!object) throw PluginException(subject(plugin) + ": made no " + what);
	return object;
}


} // namespace


std::unique_ptr<Plugin> LoadedPlugin::makePlugin() const
{
	return made(*this, descriptor->makePlugin, "service");
}


std::unique_ptr<Backend> LoadedPlugin::makeBackend() const
{
	return made(*this, descriptor->makeBackend, "backend");
}


void LoadedPlugin::start(Plugin& plugin, PluginContext& context) const
{
	guarded(*this, "start", [&] { plugin.start(context); });
}


void LoadedPlugin::stop(Plugin& plugin) const
{
	guarded(*this, "stop", [&] { plugin.stop(); });
}


} // namespace Athanor
