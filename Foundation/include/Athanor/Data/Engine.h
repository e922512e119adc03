//
// Engine.h
//
// Library: Foundation
// Package: Data
//
// One configured database: its backend and its connections.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_Engine_INCLUDED
#define Athanor_Data_Engine_INCLUDED


#include "Athanor/Backend/Backend.h"
#include "Athanor/Config/Configuration.h"
#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/ConnectionPool.h"
#include "Athanor/Model/Metadata.h"
#include <memory>
#include <string>


namespace Athanor {


/// An Engine is one database of the configuration, known by its bind key: it lends connections for reading and for
/// writing as the backend's Concurrency allows.
///
/// Sessions take their connections from it; nobody else does.
///
/// Thread safety: thread-safe, but metadata() is filled by one thread before the first session.
/// Lifetime: outlives its sessions; the Backend outlives it.
class Athanor_API Engine
{
public:
	/// Opens nothing yet.
	/// Throws ImproperConfigurationException if the backend does not understand the configuration.
	Engine(DatabaseConfig config, const Backend& backend);
	Engine(const Engine&) = delete;
	Engine& operator=(const Engine&) = delete;
	~Engine();

	const std::string& bindKey() const noexcept
	{
		return _config.bindKey;
	}
	const DatabaseConfig& config() const noexcept
	{
		return _config;
	}
	const Backend& backend() const noexcept
	{
		return _backend;
	}
	const Dialect& dialect() const noexcept
	{
		return _backend.dialect();
	}
	/// The models registered for this bind key.
	Metadata& metadata() noexcept
	{
		return _metadata;
	}
	const Metadata& metadata() const noexcept
	{
		return _metadata;
	}

	/// Whether writing needs another connection than reading, so that a session changes over at its first write.
	bool hasSingleWriter() const noexcept
	{
		return _writers != nullptr;
	}

	/// Lends a connection; waits at most pool_timeout_ms.
	/// Throws ConnectionException naming the bind key.
	Task<Lease> acquire(Access access);

	/// Opens a connection that may write and asks the database whether it is there: the check at start-up.
	/// Throws ConnectionException or ImproperConfigurationException naming the bind key.
	void probe();

	/// Closes the idle connections; leases end with their sessions.
	void close() noexcept;

	/// Connections lent right now, over all pools.
	int used() const noexcept;

private:
	std::unique_ptr<ConnectionPool> makePool(const std::string& role, int connections, Access access) const;

	const DatabaseConfig _config;
	const Backend& _backend;
	Metadata _metadata;
	std::unique_ptr<ConnectionPool> _connections;
	std::unique_ptr<ConnectionPool> _writers; // null unless one writer serves beside readers
};


} // namespace Athanor


#endif // Athanor_Data_Engine_INCLUDED
