//
// FakeBackendFaults.cpp
//
// Library: TestSupport
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "FakeBackendFaults.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


void FakeFaults::failAt(Point point, std::function<void()> thrower, int nth)
{
	const std::lock_guard<std::mutex> lock(_mutex);
	_plans.emplace(point, Plan{nth, false, std::move(thrower)});
}


void FakeFaults::blockAt(Point point, int nth)
{
	const std::lock_guard<std::mutex> lock(_mutex);
	_plans.emplace(point, Plan{nth, true, nullptr});
}


bool FakeFaults::waitUntilBlocked(std::chrono::milliseconds timeout)
{
	std::unique_lock<std::mutex> lock(_mutex);
	return _changed.wait_for(lock, timeout, [this] { return _blocked > 0; });
}


void FakeFaults::release()
{
	const std::lock_guard<std::mutex> lock(_mutex);
	++_releases;
	_changed.notify_all();
}


void FakeFaults::loseConnections()
{
	const std::lock_guard<std::mutex> lock(_mutex);
	++_generation;
}


void FakeFaults::claimState(std::optional<TransactionState> state)
{
	const std::lock_guard<std::mutex> lock(_mutex);
	_claimed = state;
}


FakeFaults::Counters FakeFaults::counters() const
{
	const std::lock_guard<std::mutex> lock(_mutex);
	return _counters;
}


void FakeFaults::arrive(Point point, Waiter& waiter)
{
	std::function<void()> thrower;
	{
		std::unique_lock<std::mutex> lock(_mutex);
		count(point);
		bool blocks = false;
		const auto [begin, end] = _plans.equal_range(point);
		for (auto plan = begin; plan != end;)
		{
			const bool due = --plan->second.callsLeft == 0;
			if (due && plan->second.block) blocks = true;
			if (due && plan->second.thrower) thrower = plan->second.thrower;
			plan = due ? _plans.erase(plan) : std::next(plan);
		}
		if (blocks) wait(lock, waiter);
	}
	// Not under the lock: it is the test's code.
	if (thrower) thrower();
}


void FakeFaults::block(Waiter& waiter)
{
	std::unique_lock<std::mutex> lock(_mutex);
	wait(lock, waiter);
}


void FakeFaults::wait(std::unique_lock<std::mutex>& lock, Waiter& waiter)
{
	const int before = _releases;
	++_blocked;
	waiter.cancelled = false;
	_changed.notify_all();
	const bool ended =
		_changed.wait_for(lock, waiter.timeout, [&] { return waiter.cancelled || _releases != before; });
	--_blocked;
	if (ended && !waiter.cancelled) return;
	ErrorDetail detail;
	detail.sqlState = "57014";
	throw TimeoutException(waiter.cancelled ? "the statement was cancelled" : "the statement took too long",
						   detail);
}


void FakeFaults::cancel(Waiter& waiter)
{
	const std::lock_guard<std::mutex> lock(_mutex);
	waiter.cancelled = true;
	_changed.notify_all();
}


void FakeFaults::connectionOpened()
{
	const std::lock_guard<std::mutex> lock(_mutex);
	++_counters.connects;
	++_counters.open;
}


void FakeFaults::connectionClosed()
{
	const std::lock_guard<std::mutex> lock(_mutex);
	--_counters.open;
}


int FakeFaults::generation() const
{
	const std::lock_guard<std::mutex> lock(_mutex);
	return _generation;
}


std::optional<TransactionState> FakeFaults::claimedState() const
{
	const std::lock_guard<std::mutex> lock(_mutex);
	return _claimed;
}


void FakeFaults::count(Point point)
{
	switch (point)
	{
	case Point::Execute:
		++_counters.executes;
		break;
	case Point::Begin:
		++_counters.begins;
		break;
	case Point::Commit:
		++_counters.commits;
		break;
	case Point::Rollback:
		++_counters.rollbacks;
		break;
	case Point::Ping:
		++_counters.pings;
		break;
	case Point::Reset:
		++_counters.resets;
		break;
	case Point::Connect:
	case Point::AfterCommit:
		break;
	}
}


} // namespace Athanor
