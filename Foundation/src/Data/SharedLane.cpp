//
// SharedLane.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/SharedLane.h"
#include "Arrival.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "UnderWay.h"
#include <algorithm>
#include <deque>
#include <exception>
#include <utility>
#include <vector>


namespace Athanor {


using Clock = std::chrono::steady_clock;


struct SharedLane::Slot
{
	std::shared_ptr<Connection> connection;
	std::shared_ptr<Expected>
		opening; ///< the connection on its way; null: it is open, or nobody asked for it yet
	Clock::time_point openedAt;
	UnderWay underWay;
};


struct SharedLane::State
{
	State(PoolOptions poolOptions, AsyncPool::Connect connectFunction):
		options(std::move(poolOptions)),
		connect(std::move(connectFunction)),
		slots(static_cast<std::size_t>(std::max(options.maxConnections, 1)))
	{
	}

	const PoolOptions options;
	const AsyncPool::Connect connect;
	std::deque<Slot> slots;    // never moved
	Slot* batchSlot = nullptr; ///< where the brief reads go that come in the pass that began at batchPass
	Clock::time_point batchPass;
	int batched = 0;
	bool closed = false;
};


SharedLane::SharedLane(PoolOptions options, AsyncPool::Connect connect):
	_state(std::make_shared<State>(std::move(options), std::move(connect)))
{
}


SharedLane::~SharedLane()
{
	close();
}


void SharedLane::close() noexcept
{
	_state->closed = true;
	for (Slot& slot : _state->slots)
		slot.connection.reset();
}


SharedLane::Slot& SharedLane::leastUsed() const noexcept
{
	return *std::min_element(_state->slots.begin(), _state->slots.end(), [](const Slot& a, const Slot& b) {
		return std::pair(isHeldUp(a), a.underWay.count()) < std::pair(isHeldUp(b), b.underWay.count());
	});
}


/// Together they are sent, and wake the server, once.
SharedLane::Slot& SharedLane::slotOfBatch() const noexcept
{
	State& state = *_state;
	const Clock::time_point pass = EventLoop::current()->now();
	if (!state.batchSlot || state.batchPass != pass || state.batched == maxBatch)
	{
		state.batchSlot = &leastUsed();
		state.batchPass = pass;
		state.batched = 0;
	}
	++state.batched;
	return *state.batchSlot;
}


bool SharedLane::isHeldUp(const Slot& slot) noexcept
{
	return slot.connection && slot.underWay.isHeldUp(heldUpAfter);
}


bool SharedLane::isTooOld(const Slot& slot) const noexcept
{
	const std::chrono::seconds limit = _state->options.recycleAfter;
	return limit.count() >= 0 && Clock::now() - slot.openedAt > limit;
}


SharedLane::Slot& SharedLane::slotFor(const Statement& statement) const noexcept
{
	return statement.brief ? slotOfBatch() : leastUsed();
}


/// No transaction is ever open here: a connection in one that counts as failed was lost.
bool SharedLane::isUsable(const Slot& slot) const noexcept
{
	return slot.connection->transactionState() != TransactionState::Failed && !isTooOld(slot);
}


SharedLane::Use SharedLane::tryAcquire(const Statement& statement)
{
	Slot& slot = slotFor(statement);
	if (_state->closed || slot.opening || !slot.connection || isHeldUp(slot) || !isUsable(slot)) return {};
	Use use(_state, slot);
	use._connection = slot.connection;
	return use;
}


Task<SharedLane::Use> SharedLane::acquire(const Statement& statement)
{
	const std::shared_ptr<State> state = _state;
	if (state->closed) throw ConnectionException("the pool of \"" + state->options.name + "\" is closed");
	Slot& slot = slotFor(statement);
	if (isHeldUp(slot)) co_return Use();
	if (slot.connection && !isUsable(slot)) slot.connection.reset();
	if (!slot.connection && !slot.opening)
	{
		slot.opening = std::make_shared<Expected>();
		// By a task of its own: whoever asked first may be cancelled, and others wait as well.
		EventLoop::current()->spawn(open(state, slot));
	}
	Use use(state, slot);
	if (slot.opening)
	{
		Arrival arrival(slot.opening);
		co_await arrival;
	}
	use._connection = slot.connection;
	if (!use) throw ConnectionException("the pool of \"" + state->options.name + "\" is closed");
	co_return use;
}


Task<void> SharedLane::open(std::shared_ptr<State> state, Slot& slot)
{
	const std::shared_ptr<Expected> opening = slot.opening;
	try
	{
		std::unique_ptr<Connection> connection = co_await state->connect();
		if (!state->closed) slot.connection = std::move(connection);
		slot.openedAt = Clock::now();
		slot.underWay.restart();
	}
	catch (...)
	{
		opening->failure = std::current_exception();
	}
	slot.opening.reset();
	opening->arrive();
}


SharedLane::Use::Use(std::shared_ptr<State> state, Slot& slot):
	_state(std::move(state)),
	_slot(&slot)
{
	slot.underWay.begin();
}


SharedLane::Use::Use(Use&& other) noexcept:
	_state(std::move(other._state)),
	_slot(std::exchange(other._slot, nullptr)),
	_connection(std::move(other._connection))
{
}


SharedLane::Use& SharedLane::Use::operator=(Use&& other) noexcept
{
	if (this == &other) return *this;
	end();
	_state = std::move(other._state);
	_slot = std::exchange(other._slot, nullptr);
	_connection = std::move(other._connection);
	return *this;
}


SharedLane::Use::~Use()
{
	end();
}


void SharedLane::Use::end() noexcept
{
	if (!_slot) return;
	_slot->underWay.end();
	_slot = nullptr;
	_connection.reset();
	_state.reset();
}


void SharedLane::Use::drop() noexcept
{
	if (_slot && _slot->connection == _connection) _slot->connection.reset();
}


} // namespace Athanor
