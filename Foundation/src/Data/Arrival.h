//
// Arrival.h
//
// Library: Foundation
// Package: Data
//
// Waiting for something that several coroutines of one loop wait for.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_Arrival_INCLUDED
#define Athanor_Data_Arrival_INCLUDED


#include <algorithm>
#include <coroutine>
#include <exception>
#include <memory>
#include <utility>
#include <vector>


namespace Athanor {


/// What is on its way, and those who wait for it.
///
/// Thread safety: the loop's thread only.
struct Expected
{
	std::vector<std::coroutine_handle<>> waiting;
	std::exception_ptr failure;
	bool done = false;

	/// Continues all who wait.
	void arrive()
	{
		done = true;
		// Taken one by one: who goes on may end another who waits.
		while (!waiting.empty())
		{
			const std::coroutine_handle<> next = waiting.front();
			waiting.erase(waiting.begin());
			next.resume();
		}
	}
};


/// Awaits it; throws its failure. A coroutine that is destroyed meanwhile is not resumed.
class Arrival
{
public:
	explicit Arrival(std::shared_ptr<Expected> expected) noexcept:
		_expected(std::move(expected))
	{
	}
	Arrival(const Arrival&) = delete;
	Arrival& operator=(const Arrival&) = delete;
	~Arrival()
	{
		auto& waiting = _expected->waiting;
		waiting.erase(std::remove(waiting.begin(), waiting.end(), _waiter), waiting.end());
	}

	bool await_ready() const noexcept
	{
		return _expected->done;
	}
	void await_suspend(std::coroutine_handle<> waiter)
	{
		_waiter = waiter;
		_expected->waiting.push_back(waiter);
	}
	void await_resume() const
	{
		if (_expected->failure) std::rethrow_exception(_expected->failure);
	}

private:
	std::shared_ptr<Expected> _expected;
	std::coroutine_handle<> _waiter;
};


} // namespace Athanor


#endif // Athanor_Data_Arrival_INCLUDED
