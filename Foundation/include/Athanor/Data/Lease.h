//
// Lease.h
//
// Library: Foundation
// Package: Data
//
// The right to use one connection for a while.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_Lease_INCLUDED
#define Athanor_Data_Lease_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Core/API.h"
#include <chrono>
#include <memory>


namespace Athanor {


/// A connection and when it was opened.
struct PooledConnection
{
	std::unique_ptr<Connection> connection;
	std::chrono::steady_clock::time_point openedAt;
};


/// A ConnectionSource takes lent connections back.
class Athanor_API ConnectionSource
{
public:
	virtual ~ConnectionSource();

	/// Takes a connection back, in whatever state it is. `dirty`: it ran something that may have changed its settings;
	/// `broken`: it must not be used again, and the others that are open by then are not trusted any more (a restart of
	/// the server ends them all): the idle ones are closed at once, those that are lent when they come back.
	/// Source: sqlalchemy/pool/base.py Pool._invalidate.
	virtual void giveBack(PooledConnection pooled, bool dirty, bool broken) noexcept = 0;
};


/// A Lease is the right to use one connection until it is released or destroyed.
///
/// Thread safety: one thread at a time. Lifetime: dies before its source.
class Athanor_API Lease
{
public:
	Lease() = default;
	Lease(ConnectionSource& source, PooledConnection pooled) noexcept;
	Lease(Lease&& other) noexcept;
	Lease& operator=(Lease&& other) noexcept;
	~Lease();

	explicit operator bool() const noexcept
	{
		return _pooled.connection != nullptr;
	}
	Connection& operator*() const noexcept
	{
		return *_pooled.connection;
	}
	Connection* operator->() const noexcept
	{
		return _pooled.connection.get();
	}

	/// The connection ran something that may have changed its settings; it is reset before the next borrower.
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
	ConnectionSource* _source = nullptr;
	PooledConnection _pooled;
	bool _dirty = false;
	bool _broken = false;
};


} // namespace Athanor


#endif // Athanor_Data_Lease_INCLUDED
