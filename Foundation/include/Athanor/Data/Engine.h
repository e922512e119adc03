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
#include "Athanor/Data/AsyncPool.h"
#include "Athanor/Data/ConnectionPool.h"
#include "Athanor/Data/GroupCommit.h"
#include "Athanor/Data/SharedCounts.h"
#include "Athanor/Data/SharedLane.h"
#include "Athanor/Data/WriteLane.h"
#include "Athanor/Model/Metadata.h"
#include <memory>
#include <string>
#include <vector>


namespace Athanor {


/// An Engine is one database of the configuration, known by its bind key: it lends connections for reading and for
/// writing as the backend's Concurrency allows.
///
/// Sessions take their connections from it; nobody else does. A database is synchronous (connections block, any thread) or
/// asynchronous (connections live on event loops, a pool for each of them).
///
/// Thread safety: thread-safe, but metadata() is filled and attachLoops() called by one thread before the first session.
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
		return _concurrency == Concurrency::SingleWriter;
	}

	bool isAsync() const noexcept
	{
		return _config.async;
	}

	/// Tells an asynchronous engine which loops it will be used on; its connections are shared out among them.
	void attachLoops(const std::vector<EventLoop*>& loops);

	/// Lends a connection; waits at most pool_timeout_ms. An asynchronous engine's borrowers are on one of its loops.
	/// Throws ConnectionException naming the bind key.
	Task<Lease> acquire(Access access);

	/// What units of work on the current loop share for statements that are complete in themselves; null if there is no such
	/// thing: on a synchronous database, one with a single writer, or with `shared_connections = 0`.
	SharedLane* lane() const noexcept;

	/// What asks once for counts that several units of work on the current loop want at the same time; null where there is no
	/// lane.
	SharedCounts* counts() const noexcept;

	/// What makes writes that are transactions of their own durable together, for units of work on the current loop: on
	/// asynchronous databases with a single writer, and elsewhere with `group_commit = true`; null otherwise.
	GroupCommit* groupCommit() const noexcept;

	/// What sends writes that are transactions of their own over few connections, for units of work on the current loop; null
	/// where there is no lane.
	WriteLane* writeLane() const noexcept;

	/// Asks the database over a connection of that kind whether it is there: at start-up for writing, for health for
	/// reading.
	/// Throws ConnectionException or ImproperConfigurationException naming the bind key.
	Task<void> probe(Access access = Access::Write);

	/// Closes the idle connections; leases end with their sessions.
	void close() noexcept;

	/// Connections lent right now, over all pools.
	int used() const noexcept;

private:
	PoolOptions poolOptions(const std::string& role, int connections) const;
	std::unique_ptr<ConnectionPool> makePool(const std::string& role, int connections, Access access) const;
	PoolOptions loopOptions(const std::string& role, std::size_t loops) const;
	std::unique_ptr<AsyncPool> makeAsyncPool(PoolOptions options, Access access) const;
	std::unique_ptr<SharedLane> makeLane() const;
	std::unique_ptr<SharedCounts> makeCounts();
	std::unique_ptr<GroupCommit> makeGroupCommit();
	Task<std::int64_t> count(const Statement& statement, const Parameters& parameters);

	/// What an asynchronous database has on each loop.
	struct LoopConnections
	{
		EventLoop* loop;
		std::unique_ptr<AsyncPool> pool;
		std::unique_ptr<SharedLane> lane;     ///< may be null
		std::unique_ptr<SharedCounts> counts; ///< null if there is no lane
		std::unique_ptr<WriteLane> writes;    ///< null if there is no lane
		std::unique_ptr<GroupCommit> group;   ///< null if there is none, or one for all loops
	};
	const LoopConnections* ofCurrentLoop() const noexcept;
	template <typename T>
	T* ofCurrentLoop(std::unique_ptr<T> LoopConnections::*what) const noexcept
	{
		const LoopConnections* connections = ofCurrentLoop();
		return connections ? (connections->*what).get() : nullptr;
	}
	AsyncPool& poolOfLoop() const;

	const DatabaseConfig _config;
	const Backend& _backend;
	const Concurrency _concurrency;
	Metadata _metadata;
	// Of a synchronous database.
	std::unique_ptr<ConnectionPool> _connections;
	std::unique_ptr<ConnectionPool> _writer; // null unless one writer serves beside readers
	// Of an asynchronous one; the writer, and the one connection of a database that has no more, serve all loops.
	std::vector<LoopConnections> _loops;
	std::unique_ptr<AsyncPool> _asyncWriter;
	std::unique_ptr<GroupCommit> _writerGroup; // null unless there is a single writer
};


} // namespace Athanor


#endif // Athanor_Data_Engine_INCLUDED
