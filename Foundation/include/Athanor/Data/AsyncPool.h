//
// AsyncPool.h
//
// Library: Foundation
// Package: Data
//
// A bounded set of connections for coroutines.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_AsyncPool_INCLUDED
#define Athanor_Data_AsyncPool_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/IdleConnections.h"
#include "Athanor/Data/Lease.h"
#include "Athanor/Data/PoolOptions.h"
#include <functional>
#include <memory>


namespace Athanor {


/// An AsyncPool is to coroutines what ConnectionPool is to threads: it lends connections and keeps them open, and who
/// waits for one suspends instead of blocking, in the order of arrival and with a deadline.
///
/// A connection comes back clean (rolled back, reset if it is dirty) before anybody else gets it; the cleaning is a task
/// on a loop. Connections beyond those that are kept are closed once they were not used for a while. After a failed
/// connect one borrower at a time tries, as in ConnectionPool. It serves borrowers of several loops when its connections
/// do (one writer thread), and of one loop where they live on that loop.
///
/// Thread safety: thread-safe; each borrower is continued on the loop it waited on. Lifetime: outlives its leases, and the
/// loops outlive it.
class Athanor_API AsyncPool: public ConnectionSource
{
public:
	using Connect = std::function<Task<std::unique_ptr<Connection>>()>;

	/// Opens nothing yet. `connect` runs on the loop of the borrower that needs a connection.
	AsyncPool(PoolOptions options, Connect connect);
	AsyncPool(const AsyncPool&) = delete;
	AsyncPool& operator=(const AsyncPool&) = delete;
	~AsyncPool() override;

	/// Lends a connection; waits at most the pool's timeout for one to come back. On a loop.
	/// Throws ConnectionException naming the pool if none came in time or the pool is closed, and what connecting
	/// throws.
	Task<Lease> acquire();

	void giveBack(PooledConnection pooled, bool dirty, bool broken) noexcept override;

	/// Closes the idle connections and refuses further borrowers.
	void close() noexcept;

	/// Connections lent right now.
	int used() const noexcept;

	/// Whether the next borrower has to wait for a connection to come back, and nobody waits yet.
	bool isFullyLent() const noexcept;

private:
	using Clock = IdleConnections::Clock;
	struct State;
	struct Waiter;
	class Turn;

	Task<void> clean(PooledConnection pooled, bool dirty);
	Task<bool> becomesClean(Connection& connection, bool dirty);
	Task<bool> isUsable(PooledConnection& pooled);
	void handOn(PooledConnection pooled) noexcept;
	void closeSurplus() noexcept;
	void closeAll(IdleConnections::Connections closing) noexcept;
	void watchSurplus(EventLoop& loop, Clock::time_point when) noexcept;
	Task<void> open(PooledConnection& pooled);
	void distrustAll() noexcept;
	void startOpening() noexcept;
	void endOpening(bool succeeded) noexcept;
	void freeSlot() noexcept;
	void grantOpenings() noexcept;
	[[noreturn]] void throwTimeout() const;

	const PoolOptions _options;
	const Connect _connect;
	const std::shared_ptr<State> _state; // a timer may outlive the pool
};


} // namespace Athanor


#endif // Athanor_Data_AsyncPool_INCLUDED
