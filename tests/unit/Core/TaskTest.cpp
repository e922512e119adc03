//
// TaskTest.cpp
//
// Library: Tests
// Package: Core
//
// Tasks: results, laziness, stack, ends on other threads.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Task.h"
#include <atomic>
#include <chrono>
#include <cppunit/extensions/HelperMacros.h>
#include <future>
#include <memory>
#include <string>
#include <thread>


using Athanor::runInline;
using Athanor::startDetached;
using Athanor::Task;


namespace {


Task<int> number(int value)
{
	const int result = value;
	co_return result;
}


Task<std::unique_ptr<int>> owned(int value)
{
	auto result = std::make_unique<int>(value);
	co_return result;
}


Task<void> mark(bool& ran)
{
	const bool done = true;
	ran = done;
	co_return;
}


Task<int> failing()
{
	const int zero = 0;
	if (zero == 0) throw std::runtime_error("boom");
	co_return zero;
}


Task<void> failingVoid()
{
	const auto value = co_await failing();
	static_cast<void>(value);
}


Task<std::string> recovering()
{
	std::string caught = "nothing";
	try
	{
		const auto value = co_await failing();
		caught = std::to_string(value);
	}
	catch (const std::runtime_error& e)
	{
		caught = e.what();
	}
	co_return caught;
}


Task<int> unwrap()
{
	const auto pointer = co_await owned(7);
	co_return *pointer;
}


Task<long> sum(int count)
{
	long total = 0;
	for (int i = 0; i < count; ++i)
	{
		const auto value = co_await number(i);
		total += value;
	}
	co_return total;
}


/// Suspends and is never resumed.
struct Never
{
	bool await_ready() const noexcept
	{
		return false;
	}

	void await_suspend(std::coroutine_handle<>) const noexcept
	{
	}

	void await_resume() const noexcept
	{
	}
};


Task<void> waitForever(const std::shared_ptr<int> witness)
{
	Never never;
	co_await never;
	static_cast<void>(witness);
}


Task<int> waitForeverBelow(const std::shared_ptr<int> witness)
{
	const int result = 1;
	co_await waitForever(witness);
	co_return result;
}


/// Resumes the coroutine on another thread, at once.
struct OtherThread
{
	std::thread& thread;

	bool await_ready() const noexcept
	{
		return false;
	}

	void await_suspend(std::coroutine_handle<> waiting) const
	{
		std::thread started([waiting] { waiting.resume(); });
		thread = std::move(started);
	}

	void await_resume() const noexcept
	{
	}
};


Task<std::thread::id> hop(std::thread& thread)
{
	OtherThread other{thread};
	co_await other;
	co_return std::this_thread::get_id();
}


Task<void> hopTwice(std::thread& first, std::thread& second, std::promise<int>& result)
{
	const auto one = co_await hop(first);
	const auto two = co_await hop(second);
	result.set_value(one == two ? 1 : 2);
}


/// Gives the handle to a thread that resumes it as soon as it sees it, which races with await_suspend.
class Handoff
{
public:
	explicit Handoff(int rounds):
		_thread([this, rounds] { serve(rounds); })
	{
	}

	~Handoff()
	{
		_thread.join();
	}

	bool await_ready() const noexcept
	{
		return false;
	}

	void await_suspend(std::coroutine_handle<> waiting) noexcept
	{
		_waiting.store(waiting.address(), std::memory_order_release);
	}

	void await_resume() const noexcept
	{
	}

private:
	void serve(int rounds)
	{
		for (int i = 0; i < rounds; ++i)
		{
			void* waiting = nullptr;
			while (!waiting)
			{
				waiting = _waiting.exchange(nullptr, std::memory_order_acq_rel);
				if (!waiting) std::this_thread::yield();
			}
			std::coroutine_handle<>::from_address(waiting).resume();
		}
	}

	std::atomic<void*> _waiting = nullptr;
	std::thread _thread;
};


Task<int> through(Handoff& handoff)
{
	const int result = 1;
	co_await handoff;
	co_return result;
}


/// Two levels, so that the inner task's end races with its start.
Task<int> raceOnce(Handoff& handoff)
{
	const auto result = co_await through(handoff);
	co_return result;
}


} // namespace


class TaskTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(TaskTest);
	CPPUNIT_TEST(testResultOfValueIsGiven);
	CPPUNIT_TEST(testResultMayBeMoveOnly);
	CPPUNIT_TEST(testTaskIsLazy);
	CPPUNIT_TEST(testTaskNeverStartedFreesItsArguments);
	CPPUNIT_TEST(testExceptionReachesAwaiter);
	CPPUNIT_TEST(testExceptionLeavesRunInline);
	CPPUNIT_TEST(testReadyAwaitsNeedNoStack);
	CPPUNIT_TEST(testRunInlineOfSuspendingTaskThrows);
	CPPUNIT_TEST(testRunInlineOfEmptyTaskThrows);
	CPPUNIT_TEST(testSecondRunThrows);
	CPPUNIT_TEST(testMoveLeavesEmptyTask);
	CPPUNIT_TEST(testDetachedReportsSuccessAndFailure);
	CPPUNIT_TEST(testDetachedFreesTaskBeforeDone);
	CPPUNIT_TEST(testEndOnOtherThreadContinuesThere);
	CPPUNIT_TEST(testEndRacingWithStartResumesOnce);
	CPPUNIT_TEST_SUITE_END();

public:
	void testResultOfValueIsGiven()
	{
		CPPUNIT_ASSERT_EQUAL(5, runInline(number(5)));
	}

	void testResultMayBeMoveOnly()
	{
		CPPUNIT_ASSERT_EQUAL(3, *runInline(owned(3)));
		CPPUNIT_ASSERT_EQUAL(7, runInline(unwrap()));
	}

	void testTaskIsLazy()
	{
		bool ran = false;
		Task<void> task = mark(ran);
		CPPUNIT_ASSERT(!ran);
		runInline(std::move(task));
		CPPUNIT_ASSERT(ran);
	}

	void testTaskNeverStartedFreesItsArguments()
	{
		const auto witness = std::make_shared<int>(1);
		{
			const Task<void> task = waitForever(witness);
			CPPUNIT_ASSERT_EQUAL(2L, witness.use_count());
		}
		CPPUNIT_ASSERT_EQUAL(1L, witness.use_count());
	}

	void testExceptionReachesAwaiter()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("boom"), runInline(recovering()));
	}

	void testExceptionLeavesRunInline()
	{
		CPPUNIT_ASSERT_THROW(runInline(failing()), std::runtime_error);
		CPPUNIT_ASSERT_THROW(runInline(failingVoid()), std::runtime_error);
	}

	void testReadyAwaitsNeedNoStack()
	{
		CPPUNIT_ASSERT_EQUAL(499999500000L, runInline(sum(1000000)));
	}

	void testRunInlineOfSuspendingTaskThrows()
	{
		const auto witness = std::make_shared<int>(1);
		std::string message;
		try
		{
			runInline(waitForeverBelow(witness));
		}
		catch (const std::logic_error& e)
		{
			message = e.what();
		}
		CPPUNIT_ASSERT_EQUAL(std::string("a blocking task suspended"), message);
		CPPUNIT_ASSERT_EQUAL(1L, witness.use_count());
	}

	void testRunInlineOfEmptyTaskThrows()
	{
		CPPUNIT_ASSERT_THROW(runInline(Task<int>()), std::logic_error);
	}

	void testSecondRunThrows()
	{
		Task<int> task = number(1);
		CPPUNIT_ASSERT_EQUAL(1, task.run());
		CPPUNIT_ASSERT_THROW(task.run(), std::logic_error);
	}

	void testMoveLeavesEmptyTask()
	{
		Task<int> first = number(1);
		Task<int> second = std::move(first);
		CPPUNIT_ASSERT(!first);
		CPPUNIT_ASSERT(second);
		second = number(2);
		CPPUNIT_ASSERT_EQUAL(2, second.run());
	}

	void testDetachedReportsSuccessAndFailure()
	{
		bool ran = false;
		std::exception_ptr error = std::make_exception_ptr(1);
		startDetached(mark(ran), [&error](std::exception_ptr e) { error = e; });
		CPPUNIT_ASSERT(ran);
		CPPUNIT_ASSERT(!error);
		startDetached(failingVoid(), [&error](std::exception_ptr e) { error = e; });
		CPPUNIT_ASSERT(error);
		CPPUNIT_ASSERT_THROW(std::rethrow_exception(error), std::runtime_error);
	}

	void testDetachedFreesTaskBeforeDone()
	{
		const auto witness = std::make_shared<int>(1);
		long owners = 0;
		// A statement of its own: the argument itself lives to the end of the statement that calls hold().
		Task<void> task = hold(witness);
		CPPUNIT_ASSERT_EQUAL(2L, witness.use_count());
		startDetached(std::move(task), [&](std::exception_ptr) { owners = witness.use_count(); });
		CPPUNIT_ASSERT_EQUAL(1L, owners);
	}

	void testEndOnOtherThreadContinuesThere()
	{
		std::thread first;
		std::thread second;
		std::promise<int> result;
		std::promise<bool> ended;
		startDetached(hopTwice(first, second, result),
					  [&ended](std::exception_ptr error) { ended.set_value(error == nullptr); });
		auto future = ended.get_future();
		CPPUNIT_ASSERT(future.wait_for(std::chrono::seconds(20)) == std::future_status::ready);
		first.join();
		second.join();
		CPPUNIT_ASSERT(future.get());
		CPPUNIT_ASSERT_EQUAL(2, result.get_future().get());
	}

	void testEndRacingWithStartResumesOnce()
	{
		constexpr int rounds = 2000;
		std::atomic<int> total = 0;
		{
			Handoff handoff(rounds);
			for (int i = 0; i < rounds; ++i)
			{
				// Shared, because this thread may be on before set_value() has returned.
				const auto ended = std::make_shared<std::promise<void>>();
				startDetached(addTo(total, handoff), [ended](std::exception_ptr) { ended->set_value(); });
				ended->get_future().wait();
			}
		}
		CPPUNIT_ASSERT_EQUAL(rounds, total.load());
	}

private:
	static Task<void> hold(const std::shared_ptr<int> witness)
	{
		const std::shared_ptr<int> copy = witness;
		co_return;
	}

	static Task<void> addTo(std::atomic<int>& total, Handoff& handoff)
	{
		const auto value = co_await raceOnce(handoff);
		total += value;
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(TaskTest);
