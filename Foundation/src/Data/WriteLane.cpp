//
// WriteLane.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/WriteLane.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "UnderWay.h"
#include <list>
#include <utility>


namespace Athanor {


using Clock = std::chrono::steady_clock;


/// A connection and how much is under way on it.
struct WriteLane::Slot
{
	Lease lease;
	UnderWay underWay;
	Clock::time_point lentAt; ///< by the pool
	bool lost = false;

	bool takesMore(Clock::time_point now) const noexcept
	{
		return !lost && !underWay.isHeldUp(heldUpAfter) && now - lentAt <= lentFor;
	}
};


struct WriteLane::State
{
	explicit State(AsyncPool& lender):
		pool(lender)
	{
	}

	/// The connection that a write is sent over behind others; null if it is to have one of its own.
	std::shared_ptr<Slot> slotToShare() const
	{
		if (!pool.isFullyLent()) return nullptr;
		const Clock::time_point now = EventLoop::current()->now();
		std::shared_ptr<Slot> best;
		for (const std::shared_ptr<Slot>& slot : slots)
		{
			const int limit = best ? best->underWay.count() : maxUnderWay;
			if (slot->takesMore(now) && slot->underWay.count() < limit) best = slot;
		}
		return best;
	}

	AsyncPool& pool;
	std::list<std::shared_ptr<Slot>> slots; ///< those on which something is under way
};


/// One write under way on a slot; the last one gives the connection back.
class WriteLane::Use
{
public:
	Use(std::shared_ptr<State> state, std::shared_ptr<Slot> slot):
		_state(std::move(state)),
		_slot(std::move(slot))
	{
		_slot->underWay.begin();
		if (_slot->underWay.count() > 1) return;
		_slot->lentAt = EventLoop::current()->now();
		_state->slots.push_back(_slot);
	}
	Use(const Use&) = delete;
	Use& operator=(const Use&) = delete;
	~Use()
	{
		_slot->underWay.end();
		if (_slot->underWay.count() == 0) _state->slots.remove(_slot);
	}

	Connection* operator->() const noexcept
	{
		return _slot->lease.operator->();
	}

	void markLost() noexcept
	{
		_slot->lost = true;
		_slot->lease.markBroken();
	}

private:
	const std::shared_ptr<State> _state;
	const std::shared_ptr<Slot> _slot;
};


WriteLane::WriteLane(AsyncPool& pool):
	_state(std::make_shared<State>(pool))
{
}


WriteLane::~WriteLane() = default;


Task<ResultSetPtr> WriteLane::execute(const Statement& statement, const Parameters& parameters)
{
	const std::shared_ptr<State> state = _state;
	std::shared_ptr<Slot> slot = state->slotToShare();
	if (!slot)
	{
		Lease lease = co_await state->pool.acquire();
		slot = std::make_shared<Slot>();
		slot->lease = std::move(lease);
	}
	Use use(state, std::move(slot));
	try
	{
		ResultSetPtr result = co_await use->execute(statement, parameters);
		co_return result;
	}
	catch (const DatabaseException& failure)
	{
		if (failure.detail().connectionLost) use.markLost();
		throw;
	}
}


} // namespace Athanor
