//
// EventLoop.h
//
// Library: Foundation
// Package: Core
//
// One thread's loop over epoll, timers and posted functions.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_EventLoop_INCLUDED
#define Athanor_Core_EventLoop_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>


namespace Athanor {


/// An EventLoop waits for descriptors, timers and functions posted by other threads, and runs what became
/// ready on the one thread that called run().
///
/// It does not own descriptors and starts no thread. Nothing that runs on it may block.
///
/// Thread safety: post(), spawn() and stop() from any thread; everything else on the loop's thread (or before
/// run()). Lifetime: outlives every Watcher registered with it.
class Athanor_API EventLoop
{
public:
	using Clock = std::chrono::steady_clock;
	using Function = std::function<void()>;
	using TimerId = std::uint64_t;

	/// What is told when a descriptor is ready.
	class Athanor_API Watcher
	{
	public:
		virtual ~Watcher();
		/// `events` is epoll's mask (EPOLLIN, EPOLLOUT, EPOLLHUP, EPOLLERR …). Must not throw. May unwatch itself
		/// or another watcher and may be destroyed inside; the loop does not touch it afterwards.
		virtual void onReady(std::uint32_t events) noexcept = 0;
	};

	/// Throws Poco::SystemException if the kernel gives no epoll or event descriptor.
	EventLoop();
	EventLoop(const EventLoop&) = delete;
	EventLoop& operator=(const EventLoop&) = delete;
	/// Functions that were posted and never ran are destroyed, not run.
	~EventLoop();

	/// Runs until stop(); returns after the current pass. Exceptions from posted functions and timers are
	/// logged (`athanor.loop`) and swallowed at the loop: a loop never dies of its guests.
	/// Throws ImproperConfigurationException if the calling thread is inside a loop already.
	void run();
	/// Asks run() to return; what was posted before still runs. Idempotent; effective also when called before
	/// run(), and for good: a stopped loop does not run again. Safe in a signal handler.
	void stop() noexcept;

	/// Runs f on the loop's thread, in the order of posting; never inside post() itself.
	void post(Function f);
	/// Starts a task on the loop's thread and forgets it; an exception that leaves it is logged. A task that
	/// still waits when the loop is gone never continues and keeps its memory: drain before stop().
	void spawn(Task<void> task);

	/// Starts watching a descriptor. `events` as for epoll; add EPOLLET for edge triggering.
	/// Throws Poco::SystemException if the kernel refuses.
	void watch(int fd, std::uint32_t events, Watcher& watcher);
	/// Changes the events of a watched descriptor.
	void modify(int fd, std::uint32_t events, Watcher& watcher);
	/// Stops watching. Events of the current pass that were already fetched for it are not delivered.
	void unwatch(int fd) noexcept;

	/// Runs f once, not before `when`. Timers of the same instant run in the order they were added.
	TimerId addTimer(Clock::time_point when, Function f);
	/// Does nothing if the timer already ran.
	void cancelTimer(TimerId id) noexcept;

	/// Runs f after the events of each pass, before the next wait (flush points: one send per pass).
	void addAfterPass(Function f);
	/// Runs f once, when the events and the posted functions of this pass are done, before the next wait.
	void atEndOfPass(Function f);

	/// The time when the current pass began; cheap.
	Clock::time_point now() const noexcept;
	/// Whether the caller is the thread inside run().
	bool isCurrent() const noexcept;
	/// The loop whose run() the calling thread is inside, or null.
	static EventLoop* current() noexcept;

	/// Awaitable: resumes on this loop after `delay`.
	Task<void> sleep(Clock::duration delay);

private:
	struct Impl;
	std::unique_ptr<Impl> _impl;
};


} // namespace Athanor


#endif // Athanor_Core_EventLoop_INCLUDED
