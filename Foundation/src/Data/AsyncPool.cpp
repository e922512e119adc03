//
// AsyncPool.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/AsyncPool.h"
#include "PoolTimeout.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Logger.h"
#include <coroutine>
#include <list>
#include <mutex>
#include <optional>


namespace Athanor {


/// One borrower that waits. It lies in the frame of its coroutine; whoever takes it out of the queue, under the
/// mutex, is the one who continues it.
struct AsyncPool::Waiter
{
	EventLoop* loop = nullptr;
	std::coroutine_handle<> handle;
	EventLoop::TimerId timer = 0;
	bool granted = false;    ///< a connection, or the right to open one
	PooledConnection pooled; ///< none: the right to open one
};


struct AsyncPool::State
{
	explicit State(const PoolOptions& options):
		idle(options.keepConnections, options.surplusAfter)
	{
	}

	std::mutex mutex;
	IdleConnections idle;
	bool surplusWatched = false; // a timer runs
	std::list<Waiter*> waiting;  // in the order of arrival
	int open = 0;                // lent, idle, or being opened
	int opening = 0;
	bool unreachable = false;     // the last connect failed
	Clock::time_point brokenAt{}; // connections opened before are not trusted
	bool closed = false;

	bool isSuspect(const PooledConnection& pooled)
	{
		const std::lock_guard lock(mutex);
		return pooled.openedAt < brokenAt;
	}

	/// With the mutex held: takes the right to open a connection, if that is to be had.
	bool takeOpening(int limit)
	{
		if (open >= limit || (unreachable && opening > 0)) return false;
		++open;
		++opening;
		return true;
	}
};


/// Awaits the right to a connection: at once if there is one, otherwise when one comes back or the time is over.
class AsyncPool::Turn
{
public:
	Turn(State& state, const PoolOptions& options):
		_state(state),
		_options(options)
	{
	}
	Turn(const Turn&) = delete;
	Turn& operator=(const Turn&) = delete;

	/// A coroutine that is destroyed while it waits leaves the queue.
	~Turn()
	{
		if (!_waiter.loop) return;
		const std::lock_guard lock(_state.mutex);
		_state.waiting.remove(&_waiter);
	}

	bool await_ready()
	{
		const std::lock_guard lock(_state.mutex);
		return take();
	}

	bool await_suspend(std::coroutine_handle<> handle)
	{
		EventLoop* loop = EventLoop::current();
		if (!loop) throw InvalidRequestException("an asynchronous session is used outside of an event loop");
		_waiter.handle = handle;
		_waiter.loop = loop;
		_waiter.timer = loop->addTimer(loop->now() + _options.timeout, [this] { expire(); });
		bool ready = false;
		{
			const std::lock_guard lock(_state.mutex);
			ready = take();
			if (!ready) _state.waiting.push_back(&_waiter);
		}
		if (ready) loop->cancelTimer(_waiter.timer);
		return !ready;
	}

	/// What was granted; nothing when the time was over or the pool is closed.
	std::optional<PooledConnection> await_resume()
	{
		if (_waiter.loop) _waiter.loop->cancelTimer(_waiter.timer);
		if (!_waiter.granted) return std::nullopt;
		return std::move(_waiter.pooled);
	}

private:
	/// With the mutex held.
	bool take()
	{
		if (_state.closed) return true;
		if (!_state.idle.empty())
		{
			_waiter.pooled = _state.idle.take();
		}
		else if (!_state.takeOpening(_options.maxConnections))
			return false;
		_waiter.granted = true;
		return true;
	}

	void expire()
	{
		std::size_t removed = 0;
		{
			const std::lock_guard lock(_state.mutex);
			removed = _state.waiting.remove(&_waiter);
		}
		if (removed > 0) _waiter.handle.resume();
	}

	State& _state;
	const PoolOptions& _options;
	Waiter _waiter;
};


AsyncPool::AsyncPool(PoolOptions options, Connect connect):
	_options(std::move(options)),
	_connect(std::move(connect)),
	_state(std::make_shared<State>(_options))
{
}


AsyncPool::~AsyncPool()
{
	close();
}


Task<Lease> AsyncPool::acquire()
{
	Turn turn(*_state, _options);
	std::optional<PooledConnection> granted = co_await turn;
	if (!granted) throwTimeout();
	const bool reused = granted->connection != nullptr;
	bool usable = reused;
	if (reused)
	{
		bool answered = co_await isUsable(*granted);
		usable = answered;
	}
	if (reused && !usable) startOpening();
	if (!usable) co_await open(*granted);
	co_return Lease(*this, std::move(*granted));
}


void AsyncPool::throwTimeout() const
{
	bool unreachable = false;
	{
		const std::lock_guard lock(_state->mutex);
		unreachable = _state->unreachable;
	}
	throwPoolTimeout(_options, unreachable);
}


/// Opens a connection in the place of what is there.
Task<void> AsyncPool::open(PooledConnection& pooled)
{
	const Connect& connect = _connect;
	pooled.connection.reset();
	try
	{
		std::unique_ptr<Connection> connection = co_await connect();
		pooled = PooledConnection{std::move(connection), Clock::now()};
		endOpening(true);
	}
	catch (...)
	{
		endOpening(false);
		freeSlot();
		throw;
	}
}


Task<bool> AsyncPool::isUsable(PooledConnection& pooled)
{
	const bool tooOld =
		_options.recycleAfter.count() >= 0 && Clock::now() - pooled.openedAt > _options.recycleAfter;
	// Nobody left a transaction open on it: it was lost while it was idle.
	const bool lost = pooled.connection->transactionState() != TransactionState::None;
	if (tooOld || lost) co_return false;
	if (!_options.prePing) co_return true;
	bool answered = false;
	try
	{
		co_await pooled.connection->ping();
		answered = true;
	}
	catch (const DatabaseException&)
	{
		// What a ping is for: the idle connection is dead, and another one is opened in its place.
	}
	co_return answered;
}


void AsyncPool::giveBack(PooledConnection pooled, bool dirty, bool broken) noexcept
{
	if (broken)
	{
		pooled.connection.reset();
		distrustAll();
		freeSlot();
		return;
	}
	if (!dirty && pooled.connection->transactionState() == TransactionState::None)
	{
		handOn(std::move(pooled));
		return;
	}
	EventLoop* loop = EventLoop::current();
	if (!loop)
	{
		// The loops have ended: there is nobody left to wait for the answer to a rollback.
		pooled.connection.reset();
		freeSlot();
		return;
	}
	loop->spawn(clean(std::move(pooled), dirty));
}


Task<void> AsyncPool::clean(PooledConnection pooled, bool dirty)
{
	bool isClean = co_await becomesClean(*pooled.connection, dirty);
	if (isClean)
	{
		handOn(std::move(pooled));
		co_return;
	}
	pooled.connection.reset();
	freeSlot();
}


Task<bool> AsyncPool::becomesClean(Connection& connection, bool dirty)
{
	bool isClean = false;
	try
	{
		if (connection.transactionState() != TransactionState::None) co_await connection.rollback();
		if (dirty) co_await connection.reset();
		isClean = connection.transactionState() == TransactionState::None;
	}
	catch (const Poco::Exception& exception)
	{
		Poco::Logger::get("athanor.pool")
			.warning("a connection of \"" + _options.name + "\" is closed: " + exception.displayText());
	}
	co_return isClean;
}


/// Gives a clean connection to the first who waits, or keeps it.
void AsyncPool::handOn(PooledConnection pooled) noexcept
{
	Waiter* next = nullptr;
	if (_state->isSuspect(pooled))
	{
		pooled.connection.reset();
		freeSlot();
		return;
	}
	{
		const std::lock_guard lock(_state->mutex);
		if (_state->closed)
		{
			--_state->open;
		}
		else if (!_state->waiting.empty())
		{
			next = _state->waiting.front();
			_state->waiting.pop_front();
			next->pooled = std::move(pooled);
			next->granted = true;
		}
		else
		{
			_state->idle.put(std::move(pooled), Clock::now());
		}
	}
	if (next)
		next->loop->post([next] { next->handle.resume(); });
	else
		closeSurplus();
}


void AsyncPool::closeSurplus() noexcept
{
	EventLoop* const loop = EventLoop::current();
	IdleConnections::Connections closing;
	std::optional<Clock::time_point> next;
	{
		const std::lock_guard lock(_state->mutex);
		closing = _state->idle.takeSurplus(Clock::now());
		if (loop && !_state->surplusWatched) next = _state->idle.nextSurplus();
		if (next) _state->surplusWatched = true;
	}
	closeAll(std::move(closing));
	if (next) watchSurplus(*loop, *next);
}


/// What nobody gives back any more is found by a timer of the loop.
void AsyncPool::watchSurplus(EventLoop& loop, Clock::time_point when) noexcept
{
	loop.addTimer(when, [this, alive = std::weak_ptr<State>(_state)] {
		const std::shared_ptr<State> state = alive.lock();
		if (!state) return;
		{
			const std::lock_guard lock(state->mutex);
			state->surplusWatched = false;
		}
		closeSurplus();
	});
}


void AsyncPool::closeAll(IdleConnections::Connections closing) noexcept
{
	for (PooledConnection& pooled : closing)
	{
		pooled.connection.reset();
		freeSlot();
	}
}


void AsyncPool::distrustAll() noexcept
{
	IdleConnections::Connections closing;
	{
		const std::lock_guard lock(_state->mutex);
		_state->brokenAt = Clock::now();
		closing = _state->idle.takeAll();
	}
	closeAll(std::move(closing));
}


void AsyncPool::startOpening() noexcept
{
	const std::lock_guard lock(_state->mutex);
	++_state->opening;
}


void AsyncPool::endOpening(bool succeeded) noexcept
{
	{
		const std::lock_guard lock(_state->mutex);
		--_state->opening;
		_state->unreachable = !succeeded;
	}
	grantOpenings();
}


/// A connection is gone: the first who waits may open another.
void AsyncPool::freeSlot() noexcept
{
	{
		const std::lock_guard lock(_state->mutex);
		--_state->open;
	}
	grantOpenings();
}


/// Lets those who wait open connections, as many as may.
void AsyncPool::grantOpenings() noexcept
{
	std::list<Waiter*> granted;
	{
		const std::lock_guard lock(_state->mutex);
		while (!_state->closed && !_state->waiting.empty() && _state->takeOpening(_options.maxConnections))
		{
			_state->waiting.front()->granted = true;
			granted.splice(granted.end(), _state->waiting, _state->waiting.begin());
		}
	}
	for (Waiter* waiter : granted)
	{
		waiter->loop->post([waiter] { waiter->handle.resume(); });
	}
}


void AsyncPool::close() noexcept
{
	IdleConnections::Connections closing;
	std::list<Waiter*> refused;
	{
		const std::lock_guard lock(_state->mutex);
		_state->closed = true;
		closing = _state->idle.takeAll();
		refused.swap(_state->waiting);
		_state->open -= static_cast<int>(closing.size());
	}
	for (Waiter* waiter : refused)
	{
		waiter->loop->post([waiter] { waiter->handle.resume(); });
	}
}


int AsyncPool::used() const noexcept
{
	const std::lock_guard lock(_state->mutex);
	return _state->open - _state->idle.size();
}


bool AsyncPool::isFullyLent() const noexcept
{
	const std::lock_guard lock(_state->mutex);
	const bool allOpen = _state->open >= _options.maxConnections;
	return allOpen && !_state->closed && _state->idle.empty() && _state->waiting.empty();
}


} // namespace Athanor
