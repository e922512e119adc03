//
// EventLoopTest.cpp
//
// Library: Tests
// Package: Core
//
// The event loop: order, threads, stale events, guests that throw.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/EventLoop.h"
#include "Poco/AutoPtr.h"
#include "Poco/Channel.h"
#include "Poco/Exception.h"
#include "Poco/Logger.h"
#include "Poco/Message.h"
#include <cppunit/extensions/HelperMacros.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>


using Athanor::EventLoop;
using Athanor::Task;
using namespace std::chrono_literals;


namespace {


/// An eventfd that is readable from the start.
class ReadyDescriptor
{
public:
	ReadyDescriptor():
		_fd(::eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK))
	{
	}

	~ReadyDescriptor()
	{
		::close(_fd);
	}

	int get() const
	{
		return _fd;
	}

	/// Another event counter under the same number.
	void replace()
	{
		const int fresh = ::eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK);
		::dup2(fresh, _fd);
		::close(fresh);
	}

private:
	int _fd;
};


class CallingWatcher: public EventLoop::Watcher
{
public:
	explicit CallingWatcher(std::function<void()> f):
		_f(std::move(f))
	{
	}

	void onReady(std::uint32_t events) noexcept override
	{
		++calls;
		last = events;
		if (_f) _f();
	}

	int calls = 0;
	std::uint32_t last = 0;

private:
	std::function<void()> _f;
};


/// Collects what is logged to athanor.loop while it lives.
class LogCapture
{
public:
	class Memory: public Poco::Channel
	{
	public:
		void log(const Poco::Message& message) override
		{
			texts.push_back(message.getText());
		}

		std::vector<std::string> texts;
	};

	LogCapture():
		_memory(new Memory),
		_logger(Poco::Logger::get("athanor.loop")),
		_before(_logger.getChannel())
	{
		_logger.setChannel(_memory);
	}

	~LogCapture()
	{
		_logger.setChannel(_before);
	}

	std::string text() const
	{
		std::string all;
		for (const std::string& one : _memory->texts)
			all += one + "\n";
		return all;
	}

private:
	Poco::AutoPtr<Memory> _memory;
	Poco::Logger& _logger;
	Poco::AutoPtr<Poco::Channel> _before;
};


Task<void> failing()
{
	const std::string text = "guest";
	throw Poco::DataException(text);
	co_return;
}


Task<void> sleepThenStop(EventLoop& loop, EventLoop::Clock::time_point& woke)
{
	const EventLoop::Clock::duration delay = 20ms;
	co_await loop.sleep(delay);
	woke = EventLoop::Clock::now();
	loop.stop();
}


Task<void> sleepLong(EventLoop& loop)
{
	const EventLoop::Clock::duration delay = 1h;
	co_await loop.sleep(delay);
}


} // namespace


class EventLoopTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(EventLoopTest);
	CPPUNIT_TEST(testTimersRunInOrderOfTime);
	CPPUNIT_TEST(testTimersAreNeverEarly);
	CPPUNIT_TEST(testCancelledTimerDoesNotRun);
	CPPUNIT_TEST(testTimerCancelledByTimerOfSamePassDoesNotRun);
	CPPUNIT_TEST(testTimerAddedWhileTimersRunWaitsForNextPass);
	CPPUNIT_TEST(testPostFromOtherThreadsRunsAllInOrder);
	CPPUNIT_TEST(testPostIsNeverRunInside);
	CPPUNIT_TEST(testStopBeforeRunStillRunsPosted);
	CPPUNIT_TEST(testStopRunsWhatWasPostedBefore);
	CPPUNIT_TEST(testPostedButNeverRunIsDestroyed);
	CPPUNIT_TEST(testWatcherIsToldOfEvents);
	CPPUNIT_TEST(testUnwatchDropsFetchedEvents);
	CPPUNIT_TEST(testNewWatcherOfSameNumberGetsNoStaleEvent);
	CPPUNIT_TEST(testModifyDropsUnwantedFetchedEvents);
	CPPUNIT_TEST(testWatcherMayDestroyItself);
	CPPUNIT_TEST(testWatchOfBadDescriptorThrows);
	CPPUNIT_TEST(testAfterPassRunsAfterPosted);
	CPPUNIT_TEST(testEscapedExceptionIsLoggedAndLoopLives);
	CPPUNIT_TEST(testSpawnedTaskThatThrowsIsLogged);
	CPPUNIT_TEST(testSleepResumesNotBeforeItsTime);
	CPPUNIT_TEST(testDestroyedSleeperCancelsItsTimer);
	CPPUNIT_TEST(testCurrentIsTheRunningLoop);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTimersRunInOrderOfTime()
	{
		EventLoop loop;
		std::string order;
		const auto start = EventLoop::Clock::now();
		loop.addTimer(start + 3ms, [&] { order += 'c'; });
		loop.addTimer(start + 1ms, [&] { order += 'a'; });
		loop.addTimer(start + 1ms, [&] { order += 'b'; });
		loop.addTimer(start + 4ms, [&] { loop.stop(); });
		loop.run();
		CPPUNIT_ASSERT_EQUAL(std::string("abc"), order);
	}

	void testTimersAreNeverEarly()
	{
		EventLoop loop;
		const auto due = EventLoop::Clock::now() + 5300us;
		EventLoop::Clock::time_point ran;
		loop.addTimer(due, [&] {
			ran = EventLoop::Clock::now();
			loop.stop();
		});
		loop.run();
		CPPUNIT_ASSERT(ran >= due);
	}

	void testCancelledTimerDoesNotRun()
	{
		EventLoop loop;
		bool ran = false;
		const auto start = EventLoop::Clock::now();
		const auto id = loop.addTimer(start + 1ms, [&] { ran = true; });
		loop.addTimer(start + 2ms, [&] { loop.stop(); });
		loop.cancelTimer(id);
		loop.cancelTimer(id);
		loop.run();
		CPPUNIT_ASSERT(!ran);
	}

	void testTimerCancelledByTimerOfSamePassDoesNotRun()
	{
		EventLoop loop;
		bool ran = false;
		EventLoop::TimerId second = 0;
		const auto now = EventLoop::Clock::now();
		loop.addTimer(now, [&] {
			loop.cancelTimer(second);
			loop.stop();
		});
		second = loop.addTimer(now, [&] { ran = true; });
		loop.run();
		CPPUNIT_ASSERT(!ran);
	}

	void testTimerAddedWhileTimersRunWaitsForNextPass()
	{
		EventLoop loop;
		int passes = 0;
		int ranInPass = -1;
		loop.addAfterPass([&] { ++passes; });
		const auto now = EventLoop::Clock::now();
		loop.addTimer(now, [&] {
			loop.addTimer(now, [&] {
				ranInPass = passes;
				loop.stop();
			});
		});
		loop.run();
		CPPUNIT_ASSERT_EQUAL(1, ranInPass);
	}

	void testPostFromOtherThreadsRunsAllInOrder()
	{
		constexpr int threads = 4;
		constexpr int each = 1000;
		EventLoop loop;
		std::vector<std::vector<int>> seen(threads);
		int total = 0;
		std::vector<std::thread> posters;
		for (int t = 0; t < threads; ++t)
		{
			posters.emplace_back([&, t] {
				for (int i = 0; i < each; ++i)
				{
					loop.post([&, t, i] {
						seen[t].push_back(i);
						if (++total == threads * each) loop.stop();
					});
				}
			});
		}
		loop.run();
		for (std::thread& poster : posters)
			poster.join();
		CPPUNIT_ASSERT_EQUAL(threads * each, total);
		for (const std::vector<int>& one : seen)
			CPPUNIT_ASSERT(std::is_sorted(one.begin(), one.end()));
	}

	void testPostIsNeverRunInside()
	{
		EventLoop loop;
		std::string order;
		loop.post([&] {
			loop.post([&] {
				order += 'b';
				loop.stop();
			});
			order += 'a';
		});
		loop.run();
		CPPUNIT_ASSERT_EQUAL(std::string("ab"), order);
	}

	void testStopBeforeRunStillRunsPosted()
	{
		EventLoop loop;
		bool ran = false;
		loop.post([&] { ran = true; });
		loop.stop();
		loop.stop();
		loop.run();
		CPPUNIT_ASSERT(ran);
	}

	void testStopRunsWhatWasPostedBefore()
	{
		EventLoop loop;
		bool ran = false;
		loop.addAfterPass([&] {
			if (ran) return;
			loop.post([&] { ran = true; });
			loop.stop();
		});
		loop.post([] {});
		loop.run();
		CPPUNIT_ASSERT(ran);
	}

	void testPostedButNeverRunIsDestroyed()
	{
		const auto witness = std::make_shared<int>(0);
		bool ran = false;
		{
			EventLoop loop;
			loop.post([&ran, witness] { ran = true; });
			loop.addTimer(EventLoop::Clock::now(), [&ran, witness] { ran = true; });
			CPPUNIT_ASSERT_EQUAL(3L, witness.use_count());
		}
		CPPUNIT_ASSERT_EQUAL(1L, witness.use_count());
		CPPUNIT_ASSERT(!ran);
	}

	void testWatcherIsToldOfEvents()
	{
		EventLoop loop;
		const ReadyDescriptor ready;
		CallingWatcher watcher([&] { loop.stop(); });
		loop.watch(ready.get(), EPOLLIN, watcher);
		loop.run();
		loop.unwatch(ready.get());
		CPPUNIT_ASSERT_EQUAL(1, watcher.calls);
		CPPUNIT_ASSERT_EQUAL(std::uint32_t(EPOLLIN), watcher.last);
	}

	void testUnwatchDropsFetchedEvents()
	{
		EventLoop loop;
		const ReadyDescriptor one;
		const ReadyDescriptor two;
		// Both are ready in one pass; whoever is first takes both out.
		const auto both = [&] {
			loop.unwatch(one.get());
			loop.unwatch(two.get());
			loop.stop();
		};
		CallingWatcher first(both);
		CallingWatcher second(both);
		loop.watch(one.get(), EPOLLIN, first);
		loop.watch(two.get(), EPOLLIN, second);
		loop.run();
		CPPUNIT_ASSERT_EQUAL(1, first.calls + second.calls);
	}

	void testNewWatcherOfSameNumberGetsNoStaleEvent()
	{
		EventLoop loop;
		ReadyDescriptor one;
		ReadyDescriptor two;
		CallingWatcher fresh({});
		int freshCallsInPass = -1;
		// The first of two ready watchers replaces the other's descriptor; only a later pass may tell.
		const auto replace = [&](ReadyDescriptor& self, ReadyDescriptor& other) {
			loop.unwatch(self.get());
			loop.unwatch(other.get());
			other.replace();
			loop.watch(other.get(), EPOLLIN, fresh);
		};
		CallingWatcher first([&] { replace(one, two); });
		CallingWatcher second([&] { replace(two, one); });
		loop.watch(one.get(), EPOLLIN, first);
		loop.watch(two.get(), EPOLLIN, second);
		loop.addAfterPass([&] {
			if (freshCallsInPass < 0) freshCallsInPass = fresh.calls;
			if (fresh.calls > 0) loop.stop();
		});
		loop.run();
		CPPUNIT_ASSERT_EQUAL(0, freshCallsInPass);
		CPPUNIT_ASSERT(fresh.calls > 0);
		CPPUNIT_ASSERT_EQUAL(1, first.calls + second.calls);
	}

	void testModifyDropsUnwantedFetchedEvents()
	{
		EventLoop loop;
		const ReadyDescriptor one;
		const ReadyDescriptor two;
		CallingWatcher* watchers[2] = {};
		const auto silence = [&] {
			loop.modify(one.get(), 0, *watchers[0]);
			loop.modify(two.get(), 0, *watchers[1]);
			loop.stop();
		};
		CallingWatcher first(silence);
		CallingWatcher second(silence);
		watchers[0] = &first;
		watchers[1] = &second;
		loop.watch(one.get(), EPOLLIN, first);
		loop.watch(two.get(), EPOLLIN, second);
		loop.run();
		CPPUNIT_ASSERT_EQUAL(1, first.calls + second.calls);
	}

	void testWatcherMayDestroyItself()
	{
		EventLoop loop;
		const ReadyDescriptor ready;
		std::unique_ptr<CallingWatcher> watcher;
		watcher = std::make_unique<CallingWatcher>([&] {
			loop.unwatch(ready.get());
			loop.stop();
			loop.post([&] { watcher.reset(); });
		});
		loop.watch(ready.get(), EPOLLIN, *watcher);
		loop.run();
		CPPUNIT_ASSERT(!watcher);
	}

	void testWatchOfBadDescriptorThrows()
	{
		EventLoop loop;
		CallingWatcher watcher({});
		CPPUNIT_ASSERT_THROW(loop.watch(-1, EPOLLIN, watcher), Poco::SystemException);
		CPPUNIT_ASSERT_THROW(loop.modify(0, EPOLLIN, watcher), Poco::SystemException);
		loop.unwatch(-1);
		loop.unwatch(100000);
	}

	void testAfterPassRunsAfterPosted()
	{
		EventLoop loop;
		std::string order;
		loop.addAfterPass([&] { order += 'z'; });
		loop.post([&] {
			order += 'a';
			loop.stop();
		});
		loop.run();
		CPPUNIT_ASSERT_EQUAL(std::string("az"), order.substr(0, 2));
	}

	void testEscapedExceptionIsLoggedAndLoopLives()
	{
		const LogCapture log;
		EventLoop loop;
		loop.post([] { throw std::runtime_error("from a function"); });
		loop.post([] { throw 5; });
		loop.addTimer(EventLoop::Clock::now(), [] { throw Poco::NotFoundException("from a timer"); });
		loop.addTimer(EventLoop::Clock::now() + 1ms, [&] { loop.stop(); });
		loop.run();
		CPPUNIT_ASSERT(log.text().find("from a function") != std::string::npos);
		CPPUNIT_ASSERT(log.text().find("Not found: from a timer") != std::string::npos);
		CPPUNIT_ASSERT(log.text().find("unknown exception") != std::string::npos);
	}

	void testSpawnedTaskThatThrowsIsLogged()
	{
		const LogCapture log;
		EventLoop loop;
		bool lives = false;
		loop.spawn(failing());
		loop.post([&] {
			lives = true;
			loop.stop();
		});
		loop.run();
		CPPUNIT_ASSERT(lives);
		CPPUNIT_ASSERT(log.text().find("guest") != std::string::npos);
	}

	void testSleepResumesNotBeforeItsTime()
	{
		EventLoop loop;
		EventLoop::Clock::time_point woke;
		const auto start = EventLoop::Clock::now();
		loop.spawn(sleepThenStop(loop, woke));
		loop.run();
		CPPUNIT_ASSERT(woke >= start + 20ms);
	}

	void testDestroyedSleeperCancelsItsTimer()
	{
		EventLoop loop;
		// run() starts the task, sees it suspended, and destroys it with its timer.
		CPPUNIT_ASSERT_THROW(Athanor::runInline(sleepLong(loop)), std::logic_error);
		bool idle = false;
		loop.addTimer(EventLoop::Clock::now() + 1ms, [&] {
			idle = true;
			loop.stop();
		});
		loop.run();
		CPPUNIT_ASSERT(idle);
	}

	void testCurrentIsTheRunningLoop()
	{
		EventLoop loop;
		EventLoop* inside = nullptr;
		bool elsewhere = true;
		loop.post([&] {
			inside = EventLoop::current();
			std::thread([&] { elsewhere = loop.isCurrent(); }).join();
			loop.stop();
		});
		CPPUNIT_ASSERT(!EventLoop::current());
		loop.run();
		CPPUNIT_ASSERT_EQUAL(&loop, inside);
		CPPUNIT_ASSERT(!elsewhere);
		CPPUNIT_ASSERT(!loop.isCurrent());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(EventLoopTest);
