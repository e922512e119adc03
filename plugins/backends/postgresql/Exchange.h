//
// Exchange.h
//
// Library: PostgreSQL
// Package: Backend
//
// One request to the server that is under way, and who waits for its answer.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Exchange_INCLUDED
#define Athanor_PostgreSQL_Exchange_INCLUDED


#include "Errors.h"
#include "Handles.h"
#include "Protocol.h"
#include <coroutine>
#include <memory>
#include <optional>
#include <string>
#include <utility>


namespace Athanor::PostgreSQL {


/// An Exchange is what was sent up to one synchronisation point, and the answer as far as it is there; or one read of a
/// batch; or the synchronisation point of a batch.
///
/// It outlives the connection for those who wait, and those who wait for the connection: either may go first.
///
/// Thread safety: the loop's thread only.
struct Exchange
{
	std::string sql; ///< for messages
	Phase phase = Phase::Statement;
	std::string preparing;      ///< the name of the statement that it prepares, or empty
	std::size_t preparedBy = 0; ///< how many good results there are once that is prepared
	std::string executing;      ///< the name of a statement that was prepared before, or empty
	bool batched = false;       ///< one answer, and no synchronisation point of its own

	std::size_t results = 0; ///< good ones, so far
	ResultHandle result;     ///< the last good one
	std::optional<Failure> failure;
	bool skipped = false; ///< not executed, because one before it in its batch failed
	bool done = false;
	std::coroutine_handle<> waiter;

	/// The result. Throws the failure.
	ResultHandle take()
	{
		if (failure) raise(std::move(*failure));
		return std::move(result);
	}

	/// It was not sent, because the connection is lost.
	void fail(std::string message)
	{
		failure.emplace();
		failure->phase = phase;
		failure->statement = sql;
		failure->connectionLost = true;
		failure->message = std::move(message);
		done = true;
	}

	/// Whether it failed because the statement must be prepared again.
	bool hasStaleStatement() const noexcept
	{
		return failure && !failure->connectionLost && !executing.empty() && isStale(failure->sqlState);
	}

	/// Continues who waits, if anybody still does.
	void finish()
	{
		done = true;
		if (waiter) std::exchange(waiter, nullptr).resume();
	}
};


using ExchangePtr = std::shared_ptr<Exchange>;


/// Awaitable: suspends until the exchange is done. A coroutine that is destroyed meanwhile is not resumed.
class Reply
{
public:
	explicit Reply(ExchangePtr exchange) noexcept:
		_exchange(std::move(exchange))
	{
	}
	Reply(const Reply&) = delete;
	Reply& operator=(const Reply&) = delete;
	~Reply()
	{
		_exchange->waiter = nullptr;
	}

	bool await_ready() const noexcept
	{
		return _exchange->done;
	}
	void await_suspend(std::coroutine_handle<> waiter) const noexcept
	{
		_exchange->waiter = waiter;
	}
	void await_resume() const noexcept
	{
	}

private:
	ExchangePtr _exchange;
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Exchange_INCLUDED
