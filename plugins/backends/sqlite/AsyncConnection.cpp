//
// AsyncConnection.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "AsyncConnection.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include <chrono>
#include <coroutine>
#include <exception>
#include <system_error>
#include <utility>


namespace Athanor::SQLite {


namespace {


[[noreturn]] void refuse()
{
	ErrorDetail detail;
	detail.sqlState = "08003";
	detail.connectionLost = true;
	detail.safeToRetry = true;
	throw ConnectionException("the connection was closed before the statement was executed",
							  std::move(detail));
}


} // namespace


/// One operation on its way to the thread and back. The loop's side writes it before submit() and after it was posted
/// back, the thread in between.
struct AsyncConnection::Job
{
	Work work;
	EventLoop* loop = nullptr;
	std::coroutine_handle<> awaiter;
	ResultSetPtr rows;
	std::exception_ptr error;
	std::atomic<bool> abandoned = false;
};


/// Awaits the end of one operation. Once continued it does not touch the connection, which may be gone.
class AsyncConnection::Operation
{
public:
	Operation(AsyncConnection& connection, Work work):
		_connection(connection),
		_job(std::make_shared<Job>())
	{
		_job->work = std::move(work);
	}
	Operation(const Operation&) = delete;
	Operation& operator=(const Operation&) = delete;

	~Operation()
	{
		_job->abandoned.store(true, std::memory_order_release);
	}

	bool await_ready() const noexcept
	{
		return false;
	}

	void await_suspend(std::coroutine_handle<> awaiter)
	{
		EventLoop* loop = EventLoop::current();
		if (!loop)
			throw InvalidRequestException("an asynchronous connection is used outside of an event loop");
		_job->loop = loop;
		_job->awaiter = awaiter;
		_connection.submit(_job);
	}

	ResultSetPtr await_resume()
	{
		if (_job->error) std::rethrow_exception(std::exchange(_job->error, nullptr));
		return std::move(_job->rows);
	}

private:
	AsyncConnection& _connection;
	const std::shared_ptr<Job> _job;
};


AsyncConnection::AsyncConnection(Open open):
	_open(std::move(open))
{
	try
	{
		_thread = std::thread([this] { run(); });
	}
	catch (const std::system_error& error)
	{
		ErrorDetail detail;
		detail.sqlState = "53000";
		detail.nativeCode = error.code().value();
		detail.safeToRetry = true;
		throw ConnectionException(std::string("no thread for a connection: ") + error.what(),
								  std::move(detail));
	}
}


AsyncConnection::~AsyncConnection()
{
	{
		std::unique_lock lock(_mutex);
		_stopping = true;
		_wake.notify_one();
		// Interrupting stops a statement that is executed, not one that is about to be: so it is done until it was heard.
		while (!_ended.wait_for(lock, std::chrono::milliseconds(10), [this] { return _finished; }))
		{
			if (_running && _connection) _connection->cancel();
		}
	}
	_thread.join();
}


AsyncConnection::Work AsyncConnection::opening()
{
	return [this] {
		std::unique_ptr<Athanor::Connection> connection = _open();
		const std::lock_guard lock(_mutex);
		_connection = std::move(connection);
		return ResultSetPtr();
	};
}


/// With copies: the thread may still need them when the coroutine that had them is gone.
AsyncConnection::Work AsyncConnection::executing(const Statement& statement, const Parameters& parameters)
{
	return [this, statement, parameters] { return runInline(_connection->execute(statement, parameters)); };
}


AsyncConnection::Work AsyncConnection::grouping(const WriteGroup& group)
{
	return [this, group] {
		runInline(_connection->executeGroup(group));
		return ResultSetPtr();
	};
}


AsyncConnection::Work AsyncConnection::beginning(Access access)
{
	return [this, access] {
		runInline(_connection->begin(access));
		return ResultSetPtr();
	};
}


AsyncConnection::Work AsyncConnection::calling(Task<void> (Athanor::Connection::*operation)())
{
	return [this, operation] {
		runInline((_connection.get()->*operation)());
		return ResultSetPtr();
	};
}


void AsyncConnection::submit(std::shared_ptr<Job> job)
{
	{
		const std::lock_guard lock(_mutex);
		_jobs.push(std::move(job));
		_pending.fetch_add(1, std::memory_order_relaxed);
	}
	_wake.notify_one();
}


/// Null when the connection is to be closed and nobody waits any more.
std::shared_ptr<AsyncConnection::Job> AsyncConnection::nextJob()
{
	std::unique_lock lock(_mutex);
	// Without a deadline: an idle connection waits until it is used or closed.
	_wake.wait(lock, [this] { return _stopping || !_jobs.empty(); });
	if (_jobs.empty()) return nullptr;
	std::shared_ptr<Job> job = std::move(_jobs.front());
	_jobs.pop();
	_running = !_stopping;
	return job;
}


void AsyncConnection::run() noexcept
{
	while (std::shared_ptr<Job> job = nextJob())
	{
		perform(*job);
		finish(std::move(job));
	}
	std::unique_ptr<Athanor::Connection> closing;
	{
		const std::lock_guard lock(_mutex);
		closing = std::move(_connection);
	}
	closing.reset();
	const std::lock_guard lock(_mutex);
	_finished = true;
	_ended.notify_one();
}


void AsyncConnection::perform(Job& job) noexcept
{
	try
	{
		// Set by this thread alone.
		if (!_running) refuse();
		if (!job.abandoned.load(std::memory_order_acquire)) job.rows = job.work();
	}
	catch (...)
	{
		job.error = std::current_exception();
	}
	job.work = nullptr;
	if (_connection) _state.store(_connection->transactionState(), std::memory_order_relaxed);
	const std::lock_guard lock(_mutex);
	_running = false;
}


/// Hands the job to its loop; the thread keeps nothing of it.
void AsyncConnection::finish(std::shared_ptr<Job> job) noexcept
{
	EventLoop& loop = *job->loop;
	_pending.fetch_sub(1, std::memory_order_release);
	loop.post([job = std::move(job)] {
		if (!job->abandoned.load(std::memory_order_acquire)) job->awaiter.resume();
	});
}


TransactionState AsyncConnection::transactionState() const noexcept
{
	// What nobody waits for any more may yet open a transaction.
	if (_pending.load(std::memory_order_acquire) > 0) return TransactionState::Active;
	return _state.load(std::memory_order_relaxed);
}


void AsyncConnection::cancel() noexcept
{
	// The lock keeps the thread from closing meanwhile; interrupting only sets a flag.
	const std::lock_guard lock(_mutex);
	if (_running && _connection) _connection->cancel();
}


Poco::Data::Session& AsyncConnection::poco()
{
	throw InvalidRequestException("an asynchronous connection has no Poco session: it would block the loop");
}


Task<void> AsyncConnection::open()
{
	Operation operation(*this, opening());
	co_await operation;
}


Task<ResultSetPtr> AsyncConnection::execute(const Statement& statement, const Parameters& parameters)
{
	Operation operation(*this, executing(statement, parameters));
	ResultSetPtr rows = co_await operation;
	co_return rows;
}


Task<void> AsyncConnection::executeGroup(const WriteGroup& group)
{
	Operation operation(*this, grouping(group));
	co_await operation;
}


Task<void> AsyncConnection::begin(Access access)
{
	Operation operation(*this, beginning(access));
	co_await operation;
}


Task<void> AsyncConnection::commit()
{
	Operation operation(*this, calling(&Athanor::Connection::commit));
	co_await operation;
}


Task<void> AsyncConnection::rollback()
{
	Operation operation(*this, calling(&Athanor::Connection::rollback));
	co_await operation;
}


Task<void> AsyncConnection::reset()
{
	Operation operation(*this, calling(&Athanor::Connection::reset));
	co_await operation;
}


Task<void> AsyncConnection::ping()
{
	Operation operation(*this, calling(&Athanor::Connection::ping));
	co_await operation;
}


} // namespace Athanor::SQLite
