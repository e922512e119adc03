// An event loop on a thread of its own, and ways to wait for what happens there.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_LoopRunner_INCLUDED
#define Athanor_Test_LoopRunner_INCLUDED


#include "Athanor/Core/EventLoop.h"
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>


namespace Athanor::Test {


/// A LoopRunner runs a loop until it is destroyed.
class LoopRunner
{
public:
	LoopRunner():
		_thread([this] { _loop.run(); })
	{
	}
	LoopRunner(const LoopRunner&) = delete;
	LoopRunner& operator=(const LoopRunner&) = delete;
	~LoopRunner()
	{
		_loop.stop();
		_thread.join();
	}

	EventLoop& loop() noexcept
	{
		return _loop;
	}

	/// Runs f on the loop and waits for its end; what it throws comes back.
	void call(const std::function<void()>& f)
	{
		const auto completion = std::make_shared<Completion>();
		_loop.post([completion, f] {
			std::exception_ptr error;
			try
			{
				f();
			}
			catch (...)
			{
				error = std::current_exception();
			}
			completion->complete(std::move(error));
		});
		completion->wait();
	}

	/// Starts a task on the loop and waits for its end; what it throws comes back.
	void run(const std::function<Task<void>()>& make)
	{
		const auto completion = std::make_shared<Completion>();
		_loop.post([this, completion, make] {
			startDetached(make(), [this, completion](const std::exception_ptr& error) {
				completion->keep(error);
				// Later, when the task holds its exception no more.
				_loop.post([completion] { completion->complete(nullptr); });
			});
		});
		completion->wait();
	}

	/// Asks on the loop, again and again, until the condition holds. False if it did not in time.
	bool eventually(const std::function<bool()>& condition)
	{
		const auto deadline = std::chrono::steady_clock::now() + patience;
		bool holds = false;
		while (!holds && std::chrono::steady_clock::now() < deadline)
		{
			call([&] { holds = condition(); });
			if (!holds) std::this_thread::sleep_for(std::chrono::milliseconds(2));
		}
		return holds;
	}

private:
	static constexpr std::chrono::seconds patience{20};

	/// Brings an exception to the waiting thread, which alone holds it then: whose count of references two threads
	/// share looks like a race to ThreadSanitizer, which does not see into the standard library.
	class Completion
	{
	public:
		void keep(const std::exception_ptr& error)
		{
			const std::lock_guard lock(_mutex);
			_error = error;
		}

		void complete(std::exception_ptr error)
		{
			const std::lock_guard lock(_mutex);
			if (error) _error = std::move(error);
			_done = true;
			_changed.notify_all();
		}

		void wait()
		{
			std::unique_lock lock(_mutex);
			if (!_changed.wait_for(lock, patience, [this] { return _done; }))
				throw std::runtime_error("the loop did not answer in time");
			if (_error) std::rethrow_exception(std::exchange(_error, nullptr));
		}

	private:
		std::mutex _mutex;
		std::condition_variable _changed;
		std::exception_ptr _error;
		bool _done = false;
	};

	EventLoop _loop;
	std::thread _thread;
};


/// An Abandoned starts a task and destroys it while it waits.
class Abandoned
{
public:
	template <typename T>
	void start(Task<T> task)
	{
		_waiter = wait(std::move(task), _resumed);
		_waiter->handle.resume();
	}

	void destroy()
	{
		_waiter.reset();
	}

	/// Whether the task went on.
	bool resumed() const noexcept
	{
		return _resumed;
	}

private:
	struct Waiter
	{
		struct promise_type
		{
			Waiter get_return_object()
			{
				return Waiter(std::coroutine_handle<promise_type>::from_promise(*this));
			}
			std::suspend_always initial_suspend() const noexcept
			{
				return {};
			}
			std::suspend_always final_suspend() const noexcept
			{
				return {};
			}
			void return_void() const noexcept
			{
			}
			void unhandled_exception() const noexcept
			{
			}
		};

		explicit Waiter(std::coroutine_handle<promise_type> coroutine) noexcept:
			handle(coroutine)
		{
		}
		Waiter(Waiter&& other) noexcept:
			handle(std::exchange(other.handle, nullptr))
		{
		}
		Waiter& operator=(Waiter&& other) noexcept
		{
			std::swap(handle, other.handle);
			return *this;
		}
		~Waiter()
		{
			if (handle) handle.destroy();
		}

		std::coroutine_handle<promise_type> handle;
	};

	template <typename T>
	static Waiter wait(Task<T> task, bool& resumed)
	{
		Task<T> running = std::move(task);
		[[maybe_unused]] T result = co_await running;
		resumed = true;
	}

	std::optional<Waiter> _waiter;
	bool _resumed = false;
};


} // namespace Athanor::Test


#endif // Athanor_Test_LoopRunner_INCLUDED
