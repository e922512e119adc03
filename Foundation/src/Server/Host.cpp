//
// Host.cpp
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Server/Host.h"
#include "Health.h"
#include "PluginHost.h"
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/Portal.h"
#include "Athanor/Handler/ErrorMapping.h"
#include "Athanor/Http/Server.h"
#include "Athanor/Migration/StartUp.h"
#include "Poco/Logger.h"


namespace Athanor {


namespace {


Poco::Logger& logger()
{
	return Poco::Logger::get("athanor.server");
}


Http::Limits limitsOf(const ServerConfig& config)
{
	Http::Limits limits;
	limits.maxRequestLine = config.maxRequestLine;
	limits.maxHeaderBytes = config.maxHeader;
	limits.maxHeadersBytes = config.maxHeadersBytes;
	limits.maxHeaders = static_cast<std::size_t>(config.maxHeaders);
	limits.maxBodyBytes = config.maxBodyBytes;
	limits.maxConnections = static_cast<std::size_t>(config.maxConnections);
	limits.headerTimeoutMs = config.headerTimeoutMs;
	limits.bodyMinRate = static_cast<std::size_t>(config.bodyMinRate);
	limits.bodyGraceMs = config.bodyGraceMs;
	limits.idleTimeoutMs = config.idleTimeoutMs;
	limits.writeTimeoutMs = config.writeTimeoutMs;
	limits.drainTimeoutMs = config.drainTimeoutMs;
	return limits;
}


Http::ServerOptions optionsOf(const ServerConfig& config)
{
	Http::ServerOptions options;
	for (const ListenAddress& address : config.listen)
	{
		options.addresses.push_back(address.toString());
	}
	options.loops = config.loops;
	options.workers = config.workers;
	options.workerQueue = static_cast<std::size_t>(config.workerQueue);
	options.accessLog = config.accessLog;
	options.onException = [](const Http::Request& request, std::exception_ptr exception) {
		return toResponse(exception, request);
	};
	return options;
}


Task<void> openDatabase(Engine& engine)
{
	const bool createTables = engine.config().createAll;
	try
	{
		co_await engine.probe();
		if (createTables) co_await createAll(engine);
	}
	catch (DatabaseException& exception)
	{
		exception.detail().bindKey = engine.bindKey();
		throw;
	}
}


void logDatabase(const Engine& engine)
{
	const DatabaseConfig& config = engine.config();
	logger().information(
		"bind " + engine.bindKey() + ": " + config.redacted() + ", backend " + engine.backend().name() +
		(config.async ? ", async" : "") + ", commit_mode " + toString(config.commitMode) + ", create_all " +
		(config.createAll ? "true" : "false") + ", migrations " + toString(config.migrations) + ", " +
		std::to_string(engine.metadata().tables().size()) + " table(s)");
}


} // namespace


struct Host::Impl
{
	explicit Impl(Configuration loaded):
		configuration(std::move(loaded))
	{
	}

	const Configuration configuration;
	// Destroyed in the reverse order: the server's threads end before the plugins they call, these before the engines
	// they use, these before their backends.
	std::unique_ptr<PluginHost> plugins;
	std::unique_ptr<Http::Server> server;
};


Host::Host(Configuration configuration):
	_impl(std::make_unique<Impl>(std::move(configuration)))
{
}


Host::~Host()
{
	stop();
}


void Host::loadPlugins()
{
	_impl->plugins = std::make_unique<PluginHost>(_impl->configuration);
	_impl->plugins->load();
	Http::Router router = _impl->plugins->takeRouter();
	if (_impl->configuration.server().health) addHealthRoutes(router, _impl->plugins->engines());
	_impl->server = std::make_unique<Http::Server>(
		limitsOf(_impl->configuration.server()), optionsOf(_impl->configuration.server()), std::move(router));
}


void Host::openDatabases()
{
	_impl->server->runLoops();
	const std::vector<EventLoop*> loops = _impl->server->loops();
	Portal portal(*loops.front());
	for (const auto& engine : _impl->plugins->engines().all())
	{
		engine->attachLoops(loops);
		migrateAtStart(*engine);
		if (engine->isAsync())
			portal.call(&openDatabase, *engine);
		else
			runInline(openDatabase(*engine));
		logDatabase(*engine);
	}
}


void Host::listen()
{
	for (const Http::Router::Route& route : _impl->server->router().routes())
	{
		logger().information("route " + route.method + " " + route.pattern);
	}
	_impl->server->start();
	for (const Poco::Net::SocketAddress& address : _impl->server->addresses())
	{
		logger().information("listening on http://" + address.toString());
	}
}


void Host::stop() noexcept
{
	if (_impl->server) _impl->server->stop();
	if (_impl->plugins) _impl->plugins->stop();
}


std::vector<Poco::Net::SocketAddress> Host::addresses() const
{
	if (!_impl->server) return {};
	return _impl->server->addresses();
}


} // namespace Athanor
