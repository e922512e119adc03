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


#include "Athanor/Backend/Connection.h"
#include "Athanor/Core/API.h"
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>


namespace Athanor {


class ConnectionPool;


/// A Lease is the right to use one connection of a pool until it is released or destroyed.
///
/// Thread safety: one thread at a time. Lifetime: dies before its pool.
class Athanor_API Lease
{
public:
	using Clock = std::chrono::steady_clock;

	Lease() = default;
	Lease(ConnectionPool& pool, std::unique_ptr<Connection> connection, Clock::time_point openedAt) noexcept;
	Lease(Lease&& other) noexcept;
	Lease& operator=(Lease&& other) noexcept;
	~Lease();

	explicit operator bool() const noexcept
	{
		return _connection != nullptr;
	}
	Connection& operator*() const noexcept
	{
		return *_connection;
	}
	Connection* operator->() const noexcept
	{
		return _connection.get();
	}

	/// The connection ran something that may have changed its settings; the pool resets it before the next borrower.
	void markDirty() noexcept
	{
		_dirty = true;
	}
	/// The connection must not be used again: it is closed instead of given back.
	void markBroken() noexcept
	{
		_broken = true;
	}
	/// Gives the connection back now.
	void release() noexcept;

private:
	ConnectionPool* _pool = nullptr;
	std::unique_ptr<Connection> _connection;
	Clock::time_point _openedAt;
	bool _dirty = false;
	bool _broken = false;
};


/// How a ConnectionPool behaves; the keys of `[database.<bind>.engine]`.
struct PoolOptions
{
	std::string name;        ///< as errors name it: the bind key, and the role if there are several
	int maxConnections = 5;  ///< opened at most at once, ≥ 1
	int keepConnections = 5; ///< kept open while idle
	std::chrono::milliseconds timeout{30000}; ///< a borrower waits at most this long
	std::chrono::seconds recycleAfter{-1};    ///< a connection older than that is replaced; negative: never
	bool prePing = false;                     ///< ask the database before handing an idle connection out
};


/// A ConnectionPool lends connections and keeps them open between borrowers.
///
/// A connection comes back clean: an open transaction is rolled back, changed settings are reset; one that fails to
/// come clean is closed. Connecting, pinging and resetting happen outside the lock, on the borrower's thread: a slow
/// connect delays only who asked for it. (Poco's SessionPool throws at once when exhausted, connects under its
/// mutex and burns a thread of the default pool.)
///
/// Thread safety: thread-safe. Lifetime: outlives its leases.
class Athanor_API ConnectionPool
{
public:
	using Connect = std::function<std::unique_ptr<Connection>()>;

	/// Opens nothing yet. `connect` is called without a lock, from any borrower's thread.
	ConnectionPool(PoolOptions options, Connect connect);
	ConnectionPool(const ConnectionPool&) = delete;
	ConnectionPool& operator=(const ConnectionPool&) = delete;
	/// All leases have ended.
	~ConnectionPool();

	/// Lends a connection; waits at most the pool's timeout for one to come back.
	/// Throws ConnectionException naming the pool if none came in time or the pool is closed, and what
	/// connecting throws.
	Lease acquire();

	/// Closes the idle connections and refuses further borrowers.
	void close() noexcept;

	/// Connections lent right now.
	int used() const noexcept;
	/// Connections open right now, lent or idle.
	int open() const noexcept;

private:
	friend class Lease;
	using Clock = Lease::Clock;

	struct Pooled
	{
		std::unique_ptr<Connection> connection;
		Clock::time_point openedAt;
	};

	Pooled takeIdleOrSlot();
	Pooled connectInSlot();
	bool isUsable(const Pooled& pooled) const noexcept;
	bool becomesClean(Connection& connection, bool dirty) const noexcept;
	void giveBack(Pooled pooled, bool dirty, bool broken) noexcept;
	void freeSlot() noexcept;

	const PoolOptions _options;
	const Connect _connect;
	mutable std::mutex _mutex;
	std::condition_variable _available;
	std::vector<Pooled> _idle; // the most recently used last
	int _open = 0;             // lent, idle, or being opened
	bool _closed = false;
};


} // namespace Athanor


#endif // Athanor_Data_ConnectionPool_INCLUDED
