//
// Portal.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Portal.h"
#include "Athanor/Core/Exceptions.h"
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>


namespace Athanor {


namespace {


/// Where the caller and the loop meet. Shared: the one who is told may be gone before the other has let go.
struct Meeting
{
	std::mutex mutex;
	std::condition_variable done;
	bool isDone = false;
	std::exception_ptr exception;

	void finish(std::exception_ptr thrown)
	{
		{
			const std::lock_guard lock(mutex);
			exception = std::move(thrown);
			isDone = true;
		}
		done.notify_all();
	}
};


} // namespace


void Portal::wait(const std::function<Task<void>()>& make) const
{
	if (EventLoop::current())
	{
		throw InvalidRequestException(
			"portal.call on an event loop would wait for itself; co_await the function instead");
	}
	const auto meeting = std::make_shared<Meeting>();
	_loop->post([meeting, &make] {
		try
		{
			startDetached(make(),
						  [meeting](std::exception_ptr thrown) { meeting->finish(std::move(thrown)); });
		}
		catch (...)
		{
			meeting->finish(std::current_exception());
		}
	});
	std::unique_lock lock(meeting->mutex);
	meeting->done.wait(lock, [&] { return meeting->isDone; });
	if (meeting->exception) std::rethrow_exception(meeting->exception);
}


} // namespace Athanor
