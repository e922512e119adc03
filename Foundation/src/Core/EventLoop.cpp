//
// EventLoop.cpp
//
// Library: Foundation
// Package: Core
//
// One thread's loop over epoll, timers and posted functions.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Exception.h"
#include "Poco/Logger.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <deque>
#include <map>
#include <mutex>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>


namespace Athanor {


namespace {


[[gnu::tls_model("initial-exec")]] thread_local constinit EventLoop* currentLoop = nullptr;

/// What epoll gives back for the descriptor that wakes the loop; no registration has it.
constexpr std::uint64_t wakeKey = ~std::uint64_t(0);


[[noreturn]] void throwSystemError(const char* call, int error)
{
	throw Poco::SystemException(call, std::generic_category().message(error), error);
}


/// A descriptor of the kernel that is closed with its owner.
class Descriptor
{
public:
	Descriptor(int fd, const char* call):
		_fd(fd)
	{
		if (fd < 0) throwSystemError(call, errno);
	}

	Descriptor(const Descriptor&) = delete;
	Descriptor& operator=(const Descriptor&) = delete;

	~Descriptor()
	{
		::close(_fd);
	}

	int get() const noexcept
	{
		return _fd;
	}

private:
	int _fd;
};


/// Logs what escaped from a guest of the loop; gives up silently only if the log itself fails.
void logEscaped(const char* where, const std::exception_ptr& error) noexcept
{
	try
	{
		Poco::Logger& logger = Poco::Logger::get("athanor.loop");
		try
		{
			std::rethrow_exception(error);
		}
		catch (const Poco::Exception& e)
		{
			logger.error(std::string(where) + ": " + e.displayText());
		}
		catch (const std::exception& e)
		{
			logger.error(std::string(where) + ": " + e.what());
		}
		catch (...)
		{
			logger.error(std::string(where) + ": unknown exception");
		}
	}
	catch (...)
	{
		// A log channel that throws: there is nowhere left to tell.
		return;
	}
}


void runGuarded(const char* where, const EventLoop::Function& f) noexcept
{
	try
	{
		f();
	}
	catch (...)
	{
		logEscaped(where, std::current_exception());
	}
}


/// A descriptor's place in the loop. The generation tells events of an earlier registration of the same
/// number apart, which epoll may already have handed out.
struct Registration
{
	EventLoop::Watcher* watcher = nullptr;
	std::uint32_t generation = 0;
	std::uint32_t events = 0;
};


std::uint64_t keyOf(int fd, const Registration& registration) noexcept
{
	return std::uint64_t(registration.generation) << 32 | static_cast<std::uint32_t>(fd);
}


/// Resumes a coroutine after a time; cancels its timer if the coroutine is destroyed earlier.
class TimerAwaiter
{
public:
	TimerAwaiter(EventLoop& loop, EventLoop::Clock::time_point when) noexcept:
		_loop(loop),
		_when(when)
	{
	}

	TimerAwaiter(const TimerAwaiter&) = delete;
	TimerAwaiter& operator=(const TimerAwaiter&) = delete;

	~TimerAwaiter()
	{
		if (_timer != 0) _loop.cancelTimer(_timer);
	}

	bool await_ready() const noexcept
	{
		return false;
	}

	void await_suspend(std::coroutine_handle<> sleeper)
	{
		_timer = _loop.addTimer(_when, [this, sleeper] {
			_timer = 0;
			sleeper.resume();
		});
	}

	void await_resume() const noexcept
	{
	}

private:
	EventLoop& _loop;
	EventLoop::Clock::time_point _when;
	EventLoop::TimerId _timer = 0;
};


} // namespace


struct EventLoop::Impl
{
	using TimerKey = std::pair<Clock::time_point, TimerId>;

	Impl():
		epoll(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1"),
		wakeup(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")
	{
		epoll_event event{};
		event.events = EPOLLIN;
		event.data.u64 = wakeKey;
		if (::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, wakeup.get(), &event) != 0)
			throwSystemError("epoll_ctl", errno);
	}

	/// Safe in a signal handler.
	void wake() noexcept
	{
		const std::uint64_t one = 1;
		// Fails only if the counter is full, and then the loop is awake anyway.
		[[maybe_unused]] const ssize_t written = ::write(wakeup.get(), &one, sizeof one);
	}

	void wait();
	void deliver(const epoll_event& event) noexcept;
	void runTimers();
	void runPosted();
	void runAfterPass();
	int timeout();
	void control(int operation, int fd, Registration& registration);

	Descriptor epoll;
	Descriptor wakeup;
	std::array<epoll_event, 256> ready{};
	std::vector<Registration> registrations;
	std::map<TimerKey, Function> timers;
	std::unordered_map<TimerId, Clock::time_point> timerTimes;
	TimerId lastTimer = 0;
	/// A deque, because a function may add another while it runs.
	std::deque<Function> afterPass;
	std::vector<Function> endOfPass;
	Clock::time_point passTime{};
	std::atomic<bool> stopping = false;
	std::mutex mutex;
	std::vector<Function> posted;
};


/// How long to wait for events, in milliseconds: rounded up, so that no timer is early.
int EventLoop::Impl::timeout()
{
	{
		const std::lock_guard lock(mutex);
		if (!posted.empty()) return 0;
	}
	if (timers.empty()) return -1;
	const Clock::duration rest = timers.begin()->first.first - Clock::now();
	if (rest <= Clock::duration::zero()) return 0;
	const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(rest).count();
	return static_cast<int>(std::min<std::int64_t>(rounded, 60'000));
}


void EventLoop::Impl::wait()
{
	const int count = ::epoll_wait(epoll.get(), ready.data(), static_cast<int>(ready.size()), timeout());
	if (count < 0 && errno != EINTR) throwSystemError("epoll_wait", errno);
	passTime = Clock::now();
	for (int i = 0; i < count; ++i)
		deliver(ready[static_cast<std::size_t>(i)]);
}


void EventLoop::Impl::deliver(const epoll_event& event) noexcept
{
	if (event.data.u64 == wakeKey)
	{
		std::uint64_t ignored = 0;
		[[maybe_unused]] const ssize_t got = ::read(wakeup.get(), &ignored, sizeof ignored);
		return;
	}
	const int fd = static_cast<int>(event.data.u64 & 0xFFFFFFFFU);
	const Registration& registration = registrations[static_cast<std::size_t>(fd)];
	if (!registration.watcher || keyOf(fd, registration) != event.data.u64) return;
	// modify() may have dropped an interest after the event was fetched.
	const std::uint32_t events = event.events & (registration.events | EPOLLHUP | EPOLLERR);
	if (events != 0) registration.watcher->onReady(events);
}


void EventLoop::Impl::runTimers()
{
	// The ids first: a timer may add one that is due at once (that is for the next pass) or cancel another.
	std::vector<TimerId> due;
	for (auto it = timers.begin(); it != timers.end() && it->first.first <= passTime; ++it)
	{
		due.push_back(it->first.second);
	}
	for (const TimerId id : due)
	{
		const auto time = timerTimes.find(id);
		if (time == timerTimes.end()) continue;
		const auto timer = timers.extract(TimerKey(time->second, id));
		timerTimes.erase(time);
		runGuarded("a timer failed", timer.mapped());
	}
}


void EventLoop::Impl::runPosted()
{
	std::vector<Function> functions;
	{
		const std::lock_guard lock(mutex);
		functions.swap(posted);
	}
	for (Function& f : functions)
	{
		runGuarded("a posted function failed", f);
		// What it captured goes now, not when the last of the batch is done.
		f = nullptr;
	}
}


void EventLoop::Impl::runAfterPass()
{
	for (std::size_t i = 0; i < afterPass.size(); ++i)
		runGuarded("a function after the pass failed", afterPass[i]);
	while (!endOfPass.empty())
	{
		std::vector<Function> functions = std::exchange(endOfPass, {});
		for (const Function& f : functions)
			runGuarded("a function at the end of the pass failed", f);
	}
}


void EventLoop::Impl::control(int operation, int fd, Registration& registration)
{
	epoll_event event{};
	event.events = registration.events;
	event.data.u64 = keyOf(fd, registration);
	if (::epoll_ctl(epoll.get(), operation, fd, &event) != 0) throwSystemError("epoll_ctl", errno);
}


EventLoop::Watcher::~Watcher() = default;


EventLoop::EventLoop():
	_impl(std::make_unique<Impl>())
{
}


EventLoop::~EventLoop()
{
	// What the functions captured may call this loop while it goes.
	std::vector<Function> posted;
	{
		const std::lock_guard lock(_impl->mutex);
		posted.swap(_impl->posted);
	}
	const std::map<Impl::TimerKey, Function> timers = std::exchange(_impl->timers, {});
	_impl->timerTimes.clear();
	const std::deque<Function> afterPass = std::exchange(_impl->afterPass, {});
}


void EventLoop::run()
{
	if (currentLoop) throw ImproperConfigurationException("an event loop cannot run inside another one");
	struct Current
	{
		explicit Current(EventLoop* loop) noexcept
		{
			currentLoop = loop;
		}

		~Current()
		{
			currentLoop = nullptr;
		}
	};
	const Current current(this);
	while (!_impl->stopping.load(std::memory_order_acquire))
	{
		_impl->wait();
		_impl->runTimers();
		_impl->runPosted();
		_impl->runAfterPass();
	}
	// What was posted before stop() still runs.
	_impl->passTime = Clock::now();
	_impl->runPosted();
	_impl->runAfterPass();
}


void EventLoop::stop() noexcept
{
	_impl->stopping.store(true, std::memory_order_release);
	_impl->wake();
}


void EventLoop::post(Function f)
{
	bool first = false;
	{
		const std::lock_guard lock(_impl->mutex);
		first = _impl->posted.empty();
		_impl->posted.push_back(std::move(f));
	}
	// The loop looks at the queue before it waits, so its own thread needs no wake-up.
	if (first && !isCurrent()) _impl->wake();
}


void EventLoop::spawn(Task<void> task)
{
	// Shared only because a Function must be copyable.
	auto guest = std::make_shared<Task<void>>(std::move(task));
	post([guest] {
		startDetached(std::move(*guest), [](std::exception_ptr error) {
			if (error) logEscaped("a task failed", error);
		});
	});
}


void EventLoop::watch(int fd, std::uint32_t events, Watcher& watcher)
{
	if (fd < 0) throwSystemError("epoll_ctl", EBADF);
	const auto slot = static_cast<std::size_t>(fd);
	if (slot >= _impl->registrations.size()) _impl->registrations.resize(std::max<std::size_t>(64, 2 * slot));
	Registration registration = _impl->registrations[slot];
	++registration.generation;
	registration.events = events;
	registration.watcher = &watcher;
	_impl->control(EPOLL_CTL_ADD, fd, registration);
	_impl->registrations[slot] = registration;
}


void EventLoop::modify(int fd, std::uint32_t events, Watcher& watcher)
{
	const auto slot = static_cast<std::size_t>(fd);
	if (fd < 0 || slot >= _impl->registrations.size() || !_impl->registrations[slot].watcher)
	{
		throwSystemError("epoll_ctl", ENOENT);
	}
	Registration registration = _impl->registrations[slot];
	// Events that were fetched for one watcher are nothing to another.
	if (registration.watcher != &watcher) ++registration.generation;
	registration.events = events;
	registration.watcher = &watcher;
	_impl->control(EPOLL_CTL_MOD, fd, registration);
	_impl->registrations[slot] = registration;
}


void EventLoop::unwatch(int fd) noexcept
{
	const auto slot = static_cast<std::size_t>(fd);
	if (fd < 0 || slot >= _impl->registrations.size() || !_impl->registrations[slot].watcher) return;
	_impl->registrations[slot].watcher = nullptr;
	// Fails if the descriptor was closed first, which took it out of epoll already.
	::epoll_ctl(_impl->epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
}


EventLoop::TimerId EventLoop::addTimer(Clock::time_point when, Function f)
{
	const TimerId id = ++_impl->lastTimer;
	const auto time = _impl->timerTimes.emplace(id, when).first;
	try
	{
		_impl->timers.emplace(Impl::TimerKey(when, id), std::move(f));
	}
	catch (...)
	{
		_impl->timerTimes.erase(time);
		throw;
	}
	return id;
}


void EventLoop::cancelTimer(TimerId id) noexcept
{
	const auto time = _impl->timerTimes.find(id);
	if (time == _impl->timerTimes.end()) return;
	// Destroyed last: what it captured may cancel other timers.
	const auto timer = _impl->timers.extract(Impl::TimerKey(time->second, id));
	_impl->timerTimes.erase(time);
}


void EventLoop::addAfterPass(Function f)
{
	_impl->afterPass.push_back(std::move(f));
}


void EventLoop::atEndOfPass(Function f)
{
	_impl->endOfPass.push_back(std::move(f));
}


EventLoop::Clock::time_point EventLoop::now() const noexcept
{
	return isCurrent() ? _impl->passTime : Clock::now();
}


bool EventLoop::isCurrent() const noexcept
{
	return currentLoop == this;
}


EventLoop* EventLoop::current() noexcept
{
	return currentLoop;
}


Task<void> EventLoop::sleep(Clock::duration delay)
{
	TimerAwaiter timer(*this, Clock::now() + delay);
	co_await timer;
}


} // namespace Athanor
