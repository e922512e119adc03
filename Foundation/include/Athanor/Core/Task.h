//
// Task.h
//
// Library: Foundation
// Package: Core
//
// A lazy coroutine with one consumer.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_Task_INCLUDED
#define Athanor_Core_Task_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/FrameMemory.h"
#include <atomic>
#include <concepts>
#include <coroutine>
#include <exception>
#include <functional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>


namespace Athanor {


template <typename T = void>
class Task;


namespace Detail {


/// The part of a task's promise that does not depend on its result: who waits for it.
///
/// A task ends either inside the resume() that started it or later, perhaps on another thread. Both sides,
/// the one that started it and the end of the task, call meet(); whoever comes second continues the awaiter.
/// So an awaiter of a task that is ready at once continues where it is, and a loop of a million such awaits
/// needs no stack, without relying on tail calls (which -O0 and sanitizers do not make).
class Athanor_API TaskPromiseBase: public FrameMemory
{
public:
	/// Suspends the finished coroutine and continues its awaiter if that is already suspended.
	struct FinalAwaiter
	{
		bool await_ready() const noexcept
		{
			return false;
		}

		/// Not inlined: once meet() said that the other side is still to come, that side may destroy the
		/// frame, and clang 14 would keep locals of an inlined body in it.
		template <typename Promise>
		[[gnu::noinline]] void await_suspend(std::coroutine_handle<Promise> finished) const noexcept
		{
			TaskPromiseBase& promise = finished.promise();
			const std::coroutine_handle<> awaiter = promise._awaiter;
			if (promise.meet()) awaiter.resume();
		}

		void await_resume() const noexcept
		{
		}
	};

	std::suspend_always initial_suspend() const noexcept
	{
		return {};
	}

	FinalAwaiter final_suspend() const noexcept
	{
		return {};
	}

	/// Marks the task as started for `awaiter`; a null handle means that nobody is to be continued.
	void start(std::coroutine_handle<> awaiter) noexcept
	{
		_started = true;
		_awaiter = awaiter;
	}

	bool started() const noexcept
	{
		return _started;
	}

	/// True for the second of the two that call it. The first must not touch the task afterwards.
	bool meet() noexcept
	{
		return _met.exchange(true, std::memory_order_acq_rel);
	}

private:
	std::coroutine_handle<> _awaiter;
	std::atomic<bool> _met = false;
	bool _started = false;
};


/// The promise of a task with a result.
template <typename T>
class Athanor_API TaskPromise: public TaskPromiseBase
{
public:
	Task<T> get_return_object() noexcept;

	template <typename U = T>
	requires std::constructible_from<T, U>
	void return_value(U&& value) noexcept(std::is_nothrow_constructible_v<T, U>)
	{
		_result.template emplace<1>(std::forward<U>(value));
	}

	void unhandled_exception() noexcept
	{
		_result.template emplace<2>(std::current_exception());
	}

	T take()
	{
		if (_result.index() == 2) std::rethrow_exception(std::get<2>(std::move(_result)));
		return std::get<1>(std::move(_result));
	}

private:
	std::variant<std::monostate, T, std::exception_ptr> _result;
};


/// The promise of a task that only ends.
template <>
class Athanor_API TaskPromise<void>: public TaskPromiseBase
{
public:
	Task<void> get_return_object() noexcept;

	void return_void() const noexcept
	{
	}

	void unhandled_exception() noexcept
	{
		_error = std::current_exception();
	}

	void take()
	{
		if (_error) std::rethrow_exception(std::exchange(_error, nullptr));
	}

private:
	std::exception_ptr _error;
};


/// Starts a task for the coroutine that awaits it and hands the result over.
template <typename T>
class Athanor_API TaskAwaiter
{
public:
	using Handle = std::coroutine_handle<TaskPromise<T>>;

	explicit TaskAwaiter(Handle task) noexcept:
		_task(task)
	{
	}

	bool await_ready() const noexcept
	{
		return false;
	}

	/// False, and so no suspension, if the task has ended. Not inlined, see FinalAwaiter: when true is
	/// returned, another thread may already run the awaiter.
	[[gnu::noinline]] bool await_suspend(std::coroutine_handle<> awaiter) const
	{
		const Handle task = _task;
		task.promise().start(awaiter);
		task.resume();
		return !task.promise().meet();
	}

	T await_resume() const
	{
		return _task.promise().take();
	}

private:
	Handle _task;
};


} // namespace Detail


/// A Task is a piece of work that may wait, written as a coroutine.
///
/// It is lazy: nothing runs before it is awaited (or given to runInline(), startDetached() or
/// EventLoop::spawn()). It has one consumer, who gets the result or the exception. It knows no thread: it
/// continues wherever that which it waited for resumes it.
///
/// ```cpp
/// Task<int> twice(Source& source)
/// {
///     auto number = co_await source.next();
///     co_return number * 2;
/// }
/// ```
///
/// g++ 12.2 miscompiles some forms: await in a statement of its own, `auto x = co_await f(named, arguments);`,
/// with no temporary but the task in it, and keep a local variable at the top level of the body.
///
/// T is a value, possibly a move-only one; references are not supported.
///
/// Thread safety: one thread at a time; the end of a task may happen on another thread than its start.
/// Lifetime: owns the coroutine frame, which holds copies of by-value arguments but only references to
/// by-reference ones. A task that was started must not be destroyed before it ended, unless whatever it
/// waits for will never resume it (or notices, as EventLoop::sleep() does).
template <typename T>
class [[nodiscard, gnu::visibility("default")]] Task
{
public:
	using promise_type = Detail::TaskPromise<T>;
	using Handle = std::coroutine_handle<promise_type>;

	/// An empty task, to be assigned to.
	Task() noexcept = default;

	explicit Task(Handle frame) noexcept:
		_frame(frame)
	{
	}

	Task(Task && other) noexcept:
		_frame(std::exchange(other._frame, nullptr))
	{
	}

	Task& operator=(Task&& other) noexcept
	{
		Task old(std::exchange(_frame, std::exchange(other._frame, nullptr)));
		return *this;
	}

	Task(const Task&) = delete;
	Task& operator=(const Task&) = delete;

	~Task()
	{
		if (_frame) _frame.destroy();
	}

	/// Whether there is a coroutine in it.
	explicit operator bool() const noexcept
	{
		return _frame != nullptr;
	}

	/// Starts the task and gives its result, or throws what it threw.
	/// Throws std::logic_error if the task is empty or was awaited before.
	Detail::TaskAwaiter<T> operator co_await() const
	{
		return Detail::TaskAwaiter<T>(startable());
	}

	/// Runs the task to its end on the calling thread.
	/// Throws std::logic_error if the task is empty, was started before, or suspends.
	T run()
	{
		const Handle task = startable();
		task.promise().start(nullptr);
		task.resume();
		if (!task.promise().meet()) throw std::logic_error("a blocking task suspended");
		return task.promise().take();
	}

private:
	Handle startable() const
	{
		if (!_frame) throw std::logic_error("an empty task cannot run");
		if (_frame.promise().started()) throw std::logic_error("a task runs only once");
		return _frame;
	}

	Handle _frame;
};


namespace Detail {


template <typename T>
Task<T> TaskPromise<T>::get_return_object() noexcept
{
	return Task<T>(std::coroutine_handle<TaskPromise<T>>::from_promise(*this));
}


inline Task<void> TaskPromise<void>::get_return_object() noexcept
{
	return Task<void>(std::coroutine_handle<TaskPromise<void>>::from_promise(*this));
}


/// A coroutine that runs at once and frees itself when it ends.
struct Athanor_API Detached
{
	struct promise_type: FrameMemory
	{
		Detached get_return_object() const noexcept
		{
			return {};
		}

		std::suspend_never initial_suspend() const noexcept
		{
			return {};
		}

		std::suspend_never final_suspend() const noexcept
		{
			return {};
		}

		void return_void() const noexcept
		{
		}

		/// Only `done` could get here, and it must not throw.
		[[noreturn]] void unhandled_exception() const noexcept
		{
			std::terminate();
		}
	};
};


inline Detached runDetached(Task<void> task, std::function<void(std::exception_ptr)> done)
{
	std::exception_ptr error;
	try
	{
		// Moved, so that the task's frame is gone before done() is told.
		const Task<void> running = std::move(task);
		co_await running;
	}
	catch (...)
	{
		error = std::current_exception();
	}
	done(error);
}


} // namespace Detail


/// Runs a task that must not wait for anything to its end on the calling thread; gives its result or throws
/// its exception.
///
/// Throws std::logic_error if it suspends ("a blocking task suspended"): then its frame is destroyed, so
/// whatever it waits for must not resume it.
template <typename T>
T runInline(Task<T> task)
{
	return task.run();
}


/// Starts a task on the calling thread and lets it go. When it ended, wherever that is, its frame is
/// destroyed and then `done` gets what it threw, or null. `done` must not throw.
inline void startDetached(Task<void> task, std::function<void(std::exception_ptr)> done)
{
	Detail::runDetached(std::move(task), std::move(done));
}


} // namespace Athanor


#endif // Athanor_Core_Task_INCLUDED
