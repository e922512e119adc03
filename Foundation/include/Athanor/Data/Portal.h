//
// Portal.h
//
// Library: Foundation
// Package: Data
//
// Lets blocking code wait for an asynchronous function.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_Portal_INCLUDED
#define Athanor_Data_Portal_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Task.h"
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>


namespace Athanor {


/// A Portal runs asynchronous functions on one event loop for callers that block until they are done.
///
///     auto users = request.portal().call(&fetchUsers, request.asyncSession("reports"));
///
/// References are passed as references: the caller waits, so what they refer to lives. The result, or the exception
/// with its type, comes back to the caller. Called on a loop it throws, because that loop would wait for itself.
///
/// Thread safety: thread-safe. Lifetime: the loop outlives it and runs while calls are under way (the server ends its
/// workers before its loops).
/// Source: advanced_alchemy/utils/portals.py Portal, without its defect §13.2 (stopped after each request).
class Athanor_API Portal
{
public:
	explicit Portal(EventLoop& loop) noexcept:
		_loop(&loop)
	{
	}

	/// Calls `f(args…)`, which returns a Task, on the loop, and waits for the task.
	/// Throws InvalidRequestException on a loop's thread, and whatever the task throws.
	template <typename F, typename... Arguments>
	auto call(F&& f, Arguments&&... arguments)
	{
		using Result = TaskResult<std::invoke_result_t<F, Arguments...>>;
		if constexpr (std::is_void_v<Result>)
		{
			wait([&]() -> Task<void> {
				return std::invoke(std::forward<F>(f), std::forward<Arguments>(arguments)...);
			});
		}
		else
		{
			std::optional<Result> result;
			const auto make = [&] {
				return std::invoke(std::forward<F>(f), std::forward<Arguments>(arguments)...);
			};
			wait([&]() -> Task<void> { return store(make, result); });
			return std::move(*result);
		}
	}

	EventLoop& loop() const noexcept
	{
		return *_loop;
	}

private:
	template <typename T>
	struct ResultOf;
	template <typename T>
	struct ResultOf<Task<T>>
	{
		using Type = T;
	};
	template <typename T>
	using TaskResult = typename ResultOf<T>::Type;

	/// Makes the task on the loop, so that nothing of it runs on the caller's thread.
	template <typename Make, typename Result>
	static Task<void> store(const Make& make, std::optional<Result>& result)
	{
		auto task = make();
		Result value = co_await task;
		result.emplace(std::move(value));
	}

	/// Runs the task on the loop and blocks until it is done.
	void wait(const std::function<Task<void>()>& make) const;

	EventLoop* _loop;
};


} // namespace Athanor


#endif // Athanor_Data_Portal_INCLUDED
