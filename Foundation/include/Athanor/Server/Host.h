//
// Host.h
//
// Library: Foundation
// Package: Server
//
// The wiring of a daemon: configuration, plugins, databases, routes, sockets.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_Host_INCLUDED
#define Athanor_Server_Host_INCLUDED


#include "Athanor/Config/Configuration.h"
#include "Athanor/Core/API.h"
#include "Poco/Net/SocketAddress.h"
#include <memory>
#include <vector>


namespace Athanor {


/// A Host turns a Configuration into a serving daemon, in three steps that a program calls in this order, so that
/// it knows from the step what kind of failure it has to report. It is no application: options, signals, logging
/// and exit codes are the program's.
///
///     Host host(configuration);
///     host.loadPlugins();     // exit code 70 (PluginException) or 78 (ImproperConfigurationException)
///     host.openDatabases();   // 69
///     host.listen();          // 71
///     … wait for a signal …
///     host.stop();
///
/// Each step logs what it did to the logger "athanor.server": plugins with versions, binds with backend, commit mode and
/// create_all, routes, addresses. No password is logged.
///
/// Thread safety: one thread at a time. Lifetime: ends before the process's main() does.
class Athanor_API Host
{
public:
	explicit Host(Configuration configuration);
	Host(const Host&) = delete;
	Host& operator=(const Host&) = delete;
	/// Stops.
	~Host();

	/// Loads the plugins, makes the backends and engines, starts the services. Opens no database and no socket: this
	/// is what `--check` does beyond reading the file.
	///
	/// Throws PluginException, one line naming the file and the cause, if a required plugin cannot be loaded or
	/// throws in its start; ImproperConfigurationException with one line per mistake (`file:line:column: …`) for
	/// settings nobody declared, schemes no backend answers, services without a plugin.
	void loadPlugins();

	/// Asks every database whether it is there, creates the tables of those with create_all, and does what `migrations`
	/// says.
	/// Throws DatabaseException, naming the bind key and the reason.
	void openDatabases();

	/// Binds the addresses and serves.
	/// Throws Poco::Net::NetException naming the address.
	void listen();

	/// Drains the server within the drain deadline, stops the plugins in the reverse order of their starts, closes the
	/// databases. Idempotent.
	void stop() noexcept;

	/// The bound addresses with their real ports; empty before listen().
	std::vector<Poco::Net::SocketAddress> addresses() const;

private:
	struct Impl;
	std::unique_ptr<Impl> _impl;
};


} // namespace Athanor


#endif // Athanor_Server_Host_INCLUDED
