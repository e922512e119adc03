//
// PluginHost.h
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_PluginHost_INCLUDED
#define Athanor_Server_PluginHost_INCLUDED


#include "Athanor/Config/Configuration.h"
#include "Athanor/Data/Engines.h"
#include "Athanor/Http/Router.h"
#include "Athanor/Plugin/Loader.h"
#include "Athanor/Plugin/Plugin.h"
#include "Athanor/Plugin/PluginContext.h"
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>


namespace Athanor {


/// A PluginHost loads the plugins of a configuration, makes its backends and engines, starts its services, and holds
/// what they registered.
///
/// Thread safety: one thread at a time. Lifetime: outlives the server that serves its routes.
class PluginHost
{
public:
	explicit PluginHost(const Configuration& configuration);
	~PluginHost();

	/// Throws what Host::loadPlugins throws.
	void load();

	/// Stops the plugins in the reverse order of their starts and closes the engines. Idempotent.
	void stop() noexcept;

	Engines& engines() noexcept
	{
		return _engines;
	}
	/// All backends that are loaded, by name.
	std::vector<const Backend*> backends() const;
	Http::Router takeRouter()
	{
		return std::move(_router);
	}

private:
	struct Started
	{
		const LoadedPlugin* library;
		std::unique_ptr<Plugin> plugin;
	};

	void loadLibraries();
	void loadLibrary(const std::string& nameOrPath);
	void makeEngines();
	void startServices();
	std::vector<ServiceConfig> sections() const;
	void startService(const ServiceConfig& section, ErrorList& errors);
	void adopt(Registrations registrations);
	bool tolerates(const std::string& plugin, const PluginException& failure);
	ConfigError missingPlugin(const ServiceConfig& section) const;
	ConfigError missingBackend(const DatabaseConfig& database) const;

	const Configuration& _configuration;
	Loader _loader;
	std::map<std::string, std::unique_ptr<Backend>> _backends;
	Engines _engines;
	FilterChain _filters;
	std::vector<Started> _started;
	std::set<std::string> _skipped; // plugins that failed and are not required
	Http::Router _router;
};


} // namespace Athanor


#endif // Athanor_Server_PluginHost_INCLUDED
