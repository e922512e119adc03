//
// ConnectionPool.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/ConnectionPool.h"
#include "PoolTimeout.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Logger.h"


namespace Athanor {


namespace {


Poco::Logger& poolLogger()
{
	return Poco::Logger::get("athanor.pool");
}


} // namespace


ConnectionPool::ConnectionPool(PoolOptions options, Connect connect):
	_options(std::move(options)),
	_connect(std::move(connect)),
	_idle(_options.keepConnections, _options.surplusAfter)
{
}


ConnectionPool::~ConnectionPool()
{
	close();
}


Lease ConnectionPool::acquire()
{
	PooledConnection pooled = takeIdleOrSlot();
	if (pooled.connection && !isUsable(pooled))
	{
		pooled.connection.reset();
		startOpening();
	}
	if (!pooled.connection) pooled = connectInSlot();
	return Lease(*this, std::move(pooled));
}


PooledConnection ConnectionPool::takeIdleOrSlot()
{
	std::unique_lock lock(_mutex);
	const bool ready =
		_available.wait_for(lock, _options.timeout, [&] { return _closed || !_idle.empty() || mayOpen(); });
	if (_closed) throw ConnectionException("the pool of \"" + _options.name + "\" is closed");
	if (!ready) throwPoolTimeout(_options, _unreachable);
	if (_idle.empty())
	{
		++_open;
		++_opening;
		return {};
	}
	return _idle.take();
}


/// With the mutex held.
bool ConnectionPool::mayOpen() const noexcept
{
	return _open < _options.maxConnections && (!_unreachable || _opening == 0);
}


PooledConnection ConnectionPool::connectInSlot()
{
	try
	{
		PooledConnection pooled{_connect(), std::chrono::steady_clock::now()};
		endOpening(true);
		return pooled;
	}
	catch (...)
	{
		endOpening(false);
		freeSlots(1);
		throw;
	}
}


void ConnectionPool::startOpening() noexcept
{
	const std::lock_guard lock(_mutex);
	++_opening;
}


void ConnectionPool::endOpening(bool succeeded) noexcept
{
	{
		const std::lock_guard lock(_mutex);
		--_opening;
		_unreachable = !succeeded;
	}
	_available.notify_all();
}


bool ConnectionPool::isUsable(const PooledConnection& pooled) const noexcept
{
	// Nobody left a transaction open on it: it was lost while it was idle.
	if (pooled.connection->transactionState() != TransactionState::None) return false;
	if (_options.recycleAfter.count() >= 0 &&
		std::chrono::steady_clock::now() - pooled.openedAt > _options.recycleAfter)
		return false;
	if (!_options.prePing) return true;
	try
	{
		runInline(pooled.connection->ping());
		return true;
	}
	catch (const std::exception&)
	{
		// What a ping is for: the idle connection is dead, and another one is opened in its place.
		return false;
	}
}


bool ConnectionPool::becomesClean(Connection& connection, bool dirty) const noexcept
{
	try
	{
		if (connection.transactionState() != TransactionState::None) runInline(connection.rollback());
		if (connection.transactionState() != TransactionState::None) return false;
		if (dirty) runInline(connection.reset());
		return true;
	}
	catch (const Poco::Exception& exception)
	{
		poolLogger().warning("a connection of \"" + _options.name +
							 "\" is closed: " + exception.displayText());
	}
	catch (const std::exception& exception)
	{
		poolLogger().warning("a connection of \"" + _options.name + "\" is closed: " + exception.what());
	}
	return false;
}


void ConnectionPool::giveBack(PooledConnection pooled, bool dirty, bool broken) noexcept
{
	const bool clean = !broken && becomesClean(*pooled.connection, dirty);
	IdleConnections::Connections closing;
	bool kept = false;
	if (broken) distrustAll();
	{
		const std::lock_guard lock(_mutex);
		const auto now = IdleConnections::Clock::now();
		kept = clean && !_closed && pooled.openedAt >= _brokenAt;
		if (kept)
		{
			_idle.put(std::move(pooled), now);
			closing = _idle.takeSurplus(now);
		}
		else
		{
			closing.push_back(std::move(pooled));
		}
	}
	if (kept) _available.notify_one();
	closeAll(std::move(closing));
}


void ConnectionPool::distrustAll() noexcept
{
	IdleConnections::Connections closing;
	{
		const std::lock_guard lock(_mutex);
		_brokenAt = std::chrono::steady_clock::now();
		closing = _idle.takeAll();
	}
	closeAll(std::move(closing));
}


/// Outside the lock, and before the slots are free: there are never more than maxConnections.
void ConnectionPool::closeAll(IdleConnections::Connections closing) noexcept
{
	const auto count = static_cast<int>(closing.size());
	closing.clear();
	if (count > 0) freeSlots(count);
}


void ConnectionPool::freeSlots(int count) noexcept
{
	{
		const std::lock_guard lock(_mutex);
		_open -= count;
	}
	if (count == 1)
		_available.notify_one();
	else
		_available.notify_all();
}


void ConnectionPool::close() noexcept
{
	IdleConnections::Connections closing;
	{
		const std::lock_guard lock(_mutex);
		_closed = true;
		closing = _idle.takeAll();
		_open -= static_cast<int>(closing.size());
	}
	_available.notify_all();
}


int ConnectionPool::used() const noexcept
{
	const std::lock_guard lock(_mutex);
	return _open - _idle.size();
}


int ConnectionPool::open() const noexcept
{
	const std::lock_guard lock(_mutex);
	return _open;
}


} // namespace Athanor
