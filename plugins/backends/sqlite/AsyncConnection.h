//
// AsyncConnection.h
//
// Library: SQLite
// Package: Backend
//
// One open SQLite database, used from event loops.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_AsyncConnection_INCLUDED
#define Athanor_SQLite_AsyncConnection_INCLUDED


#include "Athanor/Backend/Connection.h"
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>


namespace Athanor::SQLite {


/// An AsyncConnection works on a blocking connection with a thread of its own, so that a loop does not wait for the lock
/// of a writer, for a disk, or for a long statement.
///
/// Operations are executed one after the other in the order they were started. Each is continued on the loop it was
/// awaited on, so borrowers of several loops may use the connection by turns. The rows of a statement are read to
/// their end before it is continued. Outside of a loop every operation throws InvalidRequestException; only
/// destruction needs none.
///
/// A coroutine that is destroyed while it waits is never continued. What it started is executed to its end if the
/// thread has it already, and dropped otherwise; until then transactionState() says Active, so that the pool rolls
/// it back.
///
/// Thread safety: one loop at a time, but cancel() from any thread. Lifetime: as Athanor::Connection says; the loops
/// outlive it.
class AsyncConnection: public Athanor::Connection
{
public:
	/// Opens the blocking connection, on the thread. It gives results that do not stream.
	using Open = std::function<std::unique_ptr<Athanor::Connection>()>;

	/// Starts the thread. Throws ConnectionException if the system gives none.
	explicit AsyncConnection(Open open);
	/// Interrupts what is running, fails what still waits with ConnectionException, rolls back and closes; returns
	/// when the thread has ended. Waits no longer than the blocking connection's busy timeout for a lock.
	~AsyncConnection() override;

	/// Comes first and once. Throws what the function given to the constructor throws.
	Task<void> open();

	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters) override;
	Task<void> executeGroup(const WriteGroup& group) override;
	Task<void> begin(Access access) override;
	Task<void> commit() override;
	Task<void> rollback() override;
	TransactionState transactionState() const noexcept override;
	Task<void> reset() override;
	Task<void> ping() override;
	void cancel() noexcept override;
	/// Throws InvalidRequestException: Poco's statements would block the loop.
	Poco::Data::Session& poco() override;

private:
	struct Job;
	class Operation;
	using Work = std::function<ResultSetPtr()>;

	Work opening();
	Work executing(const Statement& statement, const Parameters& parameters);
	Work grouping(const WriteGroup& group);
	Work beginning(Access access);
	/// Of an operation without arguments.
	Work calling(Task<void> (Athanor::Connection::*operation)());

	void submit(std::shared_ptr<Job> job);
	void run() noexcept;
	void perform(Job& job) noexcept;
	void finish(std::shared_ptr<Job> job) noexcept;
	std::shared_ptr<Job> nextJob();

	const Open _open;
	std::mutex _mutex; ///< guards the queue and the flags, and the pointer for those who are not the thread
	std::condition_variable _wake;
	std::condition_variable _ended;
	std::queue<std::shared_ptr<Job>> _jobs;
	bool _stopping = false;
	bool _running = false;
	bool _finished = false;                           ///< the thread touches nothing any more but the mutex
	std::unique_ptr<Athanor::Connection> _connection; ///< changed by the thread alone
	std::atomic<TransactionState> _state = TransactionState::None;
	std::atomic<int> _pending = 0; ///< started and not ended
	std::thread _thread;
};


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_AsyncConnection_INCLUDED
