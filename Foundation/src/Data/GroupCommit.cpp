//
// GroupCommit.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/GroupCommit.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>
#include <atomic>
#include <coroutine>
#include <mutex>
#include <utility>


namespace Athanor {


/// A write, and who waits for it. The caller's loop writes it before it is queued and reads it after it was delivered; in
/// between it belongs to the task that leads the group.
struct GroupCommit::Entry: GroupedWrite
{
	EventLoop* loop = nullptr;
	std::coroutine_handle<> waiter;
	std::atomic<bool> abandoned = false;
};


struct GroupCommit::State
{
	explicit State(Acquire acquireFunction):
		acquire(std::move(acquireFunction))
	{
	}

	const Acquire acquire;
	std::mutex mutex;
	Entries gathering;
	bool leading = false; ///< a task takes what gathers
};


/// Awaits the outcome of one write. A coroutine that is destroyed meanwhile is not resumed.
class GroupCommit::Outcome
{
public:
	Outcome(std::shared_ptr<State> state, std::shared_ptr<Entry> entry):
		_state(std::move(state)),
		_entry(std::move(entry))
	{
	}
	Outcome(const Outcome&) = delete;
	Outcome& operator=(const Outcome&) = delete;
	~Outcome()
	{
		_entry->abandoned.store(true, std::memory_order_release);
	}

	bool await_ready() const noexcept
	{
		return false;
	}

	void await_suspend(std::coroutine_handle<> waiter)
	{
		EventLoop* const loop = EventLoop::current();
		if (!loop) throw InvalidRequestException("an asynchronous session is used outside of an event loop");
		_entry->loop = loop;
		_entry->waiter = waiter;
		bool leads = false;
		{
			const std::lock_guard lock(_state->mutex);
			_state->gathering.push_back(_entry);
			leads = !std::exchange(_state->leading, true);
		}
		// After this pass: requests that came together are one group.
		if (leads) loop->spawn(lead(_state));
	}

	ResultSetPtr await_resume()
	{
		if (_entry->error) std::rethrow_exception(std::exchange(_entry->error, nullptr));
		return std::move(_entry->result);
	}

private:
	const std::shared_ptr<State> _state;
	const std::shared_ptr<Entry> _entry;
};


namespace {


/// A copy for each: whoever catches one adds to it, perhaps on another thread.
std::exception_ptr copyOf(const std::exception_ptr& error)
{
	try
	{
		std::rethrow_exception(error);
	}
	catch (const Poco::Exception& exception)
	{
		const std::unique_ptr<Poco::Exception> copy(exception.clone());
		try
		{
			copy->rethrow();
		}
		catch (...)
		{
			return std::current_exception();
		}
	}
	catch (...)
	{
		// Nobody adds to another kind.
		return error;
	}
	return error;
}


bool saysConnectionLost(const std::exception_ptr& error)
{
	if (!error) return false;
	try
	{
		std::rethrow_exception(error);
	}
	catch (const DatabaseException& exception)
	{
		return exception.detail().connectionLost;
	}
	catch (...)
	{
		return false;
	}
}


} // namespace


GroupCommit::GroupCommit(Acquire acquire):
	_state(std::make_shared<State>(std::move(acquire)))
{
}


GroupCommit::~GroupCommit() = default;


Task<ResultSetPtr> GroupCommit::execute(const Statement& statement, const Parameters& parameters)
{
	auto entry = std::make_shared<Entry>();
	entry->statement = statement;
	entry->parameters = parameters;
	Outcome outcome(_state, entry);
	ResultSetPtr result = co_await outcome;
	co_return result;
}


/// Empty when nobody waits any more; then nobody leads.
GroupCommit::Entries GroupCommit::nextGroup(State& state)
{
	Entries group;
	const std::lock_guard lock(state.mutex);
	while (group.empty() && !state.gathering.empty())
	{
		const std::size_t count = std::min(state.gathering.size(), limit);
		const auto end = state.gathering.begin() + static_cast<std::ptrdiff_t>(count);
		std::copy_if(state.gathering.begin(), end, std::back_inserter(group),
					 [](const std::shared_ptr<Entry>& entry) { return !entry->abandoned.load(); });
		state.gathering.erase(state.gathering.begin(), end);
	}
	if (group.empty()) state.leading = false;
	return group;
}


Task<void> GroupCommit::lead(std::shared_ptr<State> state)
{
	State& gathered = *state;
	Entries group = nextGroup(gathered);
	while (!group.empty())
	{
		co_await commit(gathered, group);
		deliver(std::move(group));
		group = nextGroup(gathered);
	}
}


Task<void> GroupCommit::commit(State& state, Entries entries)
{
	const WriteGroup group(entries.begin(), entries.end());
	Lease lease;
	try
	{
		Lease lent = co_await state.acquire();
		lease = std::move(lent);
		co_await lease->executeGroup(group);
	}
	catch (...)
	{
		const std::exception_ptr failure = std::current_exception();
		for (const std::shared_ptr<Entry>& entry : entries)
		{
			if (!entry->error) entry->error = copyOf(failure);
		}
	}
	const bool lost = std::any_of(entries.begin(), entries.end(), [](const std::shared_ptr<Entry>& entry) {
		return saysConnectionLost(entry->error);
	});
	if (lost) lease.markBroken();
}


/// Continues each caller, those of another loop by one message to it.
void GroupCommit::deliver(Entries entries)
{
	while (!entries.empty())
	{
		EventLoop* const loop = entries.front()->loop;
		const auto others = std::stable_partition(
			entries.begin(), entries.end(),
			[loop](const std::shared_ptr<Entry>& entry) { return entry->loop == loop; });
		Entries own(std::make_move_iterator(entries.begin()), std::make_move_iterator(others));
		entries.erase(entries.begin(), others);
		loop->post([own = std::move(own)] {
			for (const std::shared_ptr<Entry>& entry : own)
			{
				if (!entry->abandoned.load(std::memory_order_acquire)) entry->waiter.resume();
			}
		});
	}
}


} // namespace Athanor
