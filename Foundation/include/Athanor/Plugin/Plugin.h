//
// Plugin.h
//
// Library: Foundation
// Package: Plugin
//
// What a service plugin implements: two methods.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Plugin_Plugin_INCLUDED
#define Athanor_Plugin_Plugin_INCLUDED


#include "Athanor/Core/API.h"


namespace Athanor {


class PluginContext;


/// A Plugin registers what a shared library brings: models, services, routes, filters, commands.
///
/// It is made by the daemon, not by the library: a plugin has no static registrar, and its constructor does
/// no work (nothing is configured yet, and an error there names no setting). Everything happens in start().
/// A database plugin needs no Plugin: ATHANOR_BACKEND registers its Backend.
///
///     class BooksPlugin: public Athanor::Plugin
///     {
///         void start(Athanor::PluginContext& context) override
///         {
///             context.resource<BookService>("/books");
///         }
///     };
///
///     ATHANOR_PLUGIN(BooksPlugin, "books", "1.0.0")
///
/// Thread safety: start() and stop() are called by one thread at a time. What start() registers is called by
/// many threads at once, from the moment the daemon listens.
/// Lifetime: a Plugin lives from before its start() until after its stop(), when no handler runs any more.
/// Its library stays mapped until the process ends.
class Athanor_API Plugin
{
public:
	Plugin() = default;
	Plugin(const Plugin&) = delete;
	Plugin& operator=(const Plugin&) = delete;
	virtual ~Plugin();

	/// Registers everything with the context; must neither block for long nor serve anything yet. It runs
	/// once for each section `[service.<name>]` that names this plugin, with the context of that section, and
	/// once with the defaults if there is none.
	///
	/// Whatever it throws, of whatever type, stops the start-up of the daemon with the plugin's name in the
	/// message (or leaves the plugin out, where `[plugin.<name>] required = false`).
	virtual void start(PluginContext& context) = 0;

	/// Lets go: ends threads, closes what start() opened. Called once, if a start() returned, and in the
	/// reverse order of loading. An exception is logged and stops nothing.
	virtual void stop()
	{
	}
};


} // namespace Athanor


#endif // Athanor_Plugin_Plugin_INCLUDED
