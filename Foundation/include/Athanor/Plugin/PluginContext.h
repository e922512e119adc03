//
// PluginContext.h
//
// Library: Foundation
// Package: Plugin
//
// What a plugin may register, and what its section of the configuration says.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_PluginContext_INCLUDED
#define Athanor_Plugin_PluginContext_INCLUDED


#include "Athanor/Config/Settings.h"
#include "Athanor/Core/API.h"
#include "Athanor/Data/Engines.h"
#include "Athanor/Handler/FilterChain.h"
#include "Athanor/Handler/ResourceRoutes.h"
#include "Athanor/Handler/Routes.h"
#include "Athanor/Model/Model.h"
#include "Poco/Logger.h"
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>


namespace Athanor {


/// What a plugin registered in one start, to be taken over as a whole or not at all.
struct Registrations
{
	std::vector<StagedRoute> routes;
	std::vector<std::pair<Engine*, const Table*>> models;
	std::vector<std::pair<std::string, FilterChain::Before>> before;
	std::vector<std::pair<std::string, FilterChain::After>> after;
};


/// A PluginContext is the plugin's view of the daemon during `Plugin::start`: what it may register, and the section
/// `[service.<name>]` it was started for.
///
///     context.model<Book>();
///     context.resource<BookService>("/books");
///     auto port = context.setting<int>("smtp_port", 25, 1, 65535);
///
/// Thread safety: one thread, during start(). Lifetime: ends with start(); keep what you need, not the context.
class Athanor_API PluginContext
{
public:
	/// `service` is the plugin's section; `filters` are the server's, which will hold those registered here.
	PluginContext(ServiceConfig service, const Engines& engines, const FilterChain& filters,
				  HandlerSettings settings);
	PluginContext(const PluginContext&) = delete;
	PluginContext& operator=(const PluginContext&) = delete;
	~PluginContext();

	/// The name of the section: `authors` for `[service.authors]`.
	const std::string& name() const noexcept;
	/// The bind key of the section; what `request.session()` without a key uses. Empty if there are no databases.
	const std::string& bindKey() const noexcept;
	/// The databases, for sessions outside of requests. They are not open yet.
	const Engines& engines() const noexcept
	{
		return _engines;
	}
	/// The logger of the section, `athanor.service.<name>`.
	Poco::Logger& logger() const;

	/// Registers a model with the database its description names (`bindKey("reports")`), or with the section's:
	/// create_all and migrations know its table.
	/// Throws ImproperConfigurationException if there is no such database.
	template <typename Model>
	void model()
	{
		const Table& table = tableOf<Model>();
		addModel(table, table.bindKey().empty() ? bindKey() : table.bindKey());
	}
	/// Registers a model with another database.
	template <typename Model>
	void model(const std::string& bindKey)
	{
		addModel(tableOf<Model>(), bindKey);
	}

	/// Registers a table that no C++ type describes with the section's database. It must live as long as the process.
	void model(const Table& table)
	{
		addModel(table, table.bindKey().empty() ? bindKey() : table.bindKey());
	}

	/// Registers the five routes of the HTTP contract for a service. The ini's `path` wins over the default mount point.
	/// Throws ImproperConfigurationException if the schema does not fit the model or its key has no route.
	template <typename ServiceType>
	void resource(const std::string& defaultPath)
	{
		addResource(routes(defaultPath), ServiceType::binding(),
					[](UnitOfWork& unit) -> std::unique_ptr<TableService> {
						return std::make_unique<ServiceType>(unit);
					});
	}

	/// Registers handlers below a mount point. The ini's `path` replaces the first mount point the plugin asks for, and
	/// the beginning of every further one that lies below it. The reference is valid during start().
	Routes& routes(const std::string& defaultPath);

	/// Runs before the handlers at and below a path, of every plugin; see FilterChain.
	void before(std::string path, FilterChain::Before filter);
	/// Runs after them.
	void after(std::string path, FilterChain::After filter);

	/// A key of the section: a number with a range (both ends included), …
	template <typename T>
	T setting(const std::string& key, T defaultValue, T minimum, T maximum)
	{
		return _settings.get<T>(key, defaultValue, minimum, maximum);
	}
	/// … a bool, a string, a number without a range, …
	template <typename T>
	T setting(const std::string& key, T defaultValue)
	{
		return _settings.get<T>(key, std::move(defaultValue));
	}
	/// … or one word of several.
	std::string choice(const std::string& key, const std::string& defaultValue,
					   const std::vector<std::string>& choices);

	/// For the server, after start(): wrong values and keys of the section that nobody declared.
	ErrorList settingErrors() const;
	/// For the server, after start(). The context must not be used any more.
	Registrations takeRegistrations();

private:
	void addModel(const Table& table, const std::string& bindKey);
	std::string mountPoint(const std::string& defaultPath);

	Settings _settings;
	const Engines& _engines;
	std::shared_ptr<const HandlerScope> _scope;
	std::optional<std::string> _firstDefaultPath;
	std::vector<std::unique_ptr<Routes>> _routes;
	Registrations _registrations;
};


} // namespace Athanor


#endif // Athanor_Plugin_PluginContext_INCLUDED
