//
// ConnectionPool.h
//
// Library: Foundation
// Package: Data
//
// A bounded set of blocking connections.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_ConnectionPool_INCLUDED
#define Athanor_Data_ConnectionPool_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/IdleConnections.h"
#include "Athanor/Data/Lease.h"
#include "Athanor/Data/PoolOptions.h"
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>


namespace Athanor {


/// A ConnectionPool lends connections and keeps them open between borrowers.
///
/// Connections beyond those that are kept are closed when others come back, once they were not used for a while.
/// A connection comes back clean: an open transaction is rolled back, changed settings are reset; one that fails to
/// come clean is closed. Connecting, pinging and resetting happen outside the lock, on the borrower's thread: a slow
/// connect delays only who asked for it. After a failed connect one borrower at a time tries, until one succeeds: a
/// database that is down or frozen is not buried under attempts that it has to work off when it is back. (Poco's SessionPool throws at once when exhausted, connects under its
/// mutex and burns a thread of the default pool.)
///
/// Thread safety: thread-safe. Lifetime: outlives its leases.
class Athanor_API ConnectionPool: public ConnectionSource
{
public:
	using Connect = std::function<std::unique_ptr<Connection>()>;

	/// Opens nothing yet. `connect` is called without a lock, from any borrower's thread.
	ConnectionPool(PoolOptions options, Connect connect);
	ConnectionPool(const ConnectionPool&) = delete;
	ConnectionPool& operator=(const ConnectionPool&) = delete;
	/// All leases have ended.
	~ConnectionPool() override;

	/// Lends a connection; waits at most the pool's timeout for one to come back.
	/// Throws ConnectionException naming the pool if none came in time or the pool is closed, and what
	/// connecting throws.
	Lease acquire();

	void giveBack(PooledConnection pooled, bool dirty, bool broken) noexcept override;

	/// Closes the idle connections and refuses further borrowers.
	void close() noexcept;

	/// Connections lent right now.
	int used() const noexcept;
	/// Connections open right now, lent or idle.
	int open() const noexcept;

private:
	PooledConnection takeIdleOrSlot();
	PooledConnection connectInSlot();
	bool isUsable(const PooledConnection& pooled) const noexcept;
	bool becomesClean(Connection& connection, bool dirty) const noexcept;
	bool mayOpen() const noexcept;
	void startOpening() noexcept;
	void endOpening(bool succeeded) noexcept;
	void distrustAll() noexcept;
	void closeAll(IdleConnections::Connections closing) noexcept;
	void freeSlots(int count) noexcept;

	const PoolOptions _options;
	const Connect _connect;
	mutable std::mutex _mutex;
	std::condition_variable _available;
	IdleConnections _idle;
	int _open = 0; // lent, idle, or being opened
	int _opening = 0;
	bool _unreachable = false;                         // the last connect failed
	std::chrono::steady_clock::time_point _brokenAt{}; // connections opened before are not trusted
	bool _closed = false;
};


} // namespace Athanor


#endif // Athanor_Data_ConnectionPool_INCLUDED
