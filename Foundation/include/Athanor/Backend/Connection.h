//
// Connection.h
//
// Library: Foundation
// Package: Backend
//
// One physical connection to a database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Backend_Connection_INCLUDED
#define Athanor_Backend_Connection_INCLUDED


#include "Athanor/Backend/GroupedWrite.h"
#include "Athanor/Backend/ResultSet.h"
#include "Athanor/Backend/Statement.h"
#include "Athanor/Core/Task.h"
#include <cstdint>


namespace Poco::Data {
class Session;
}


namespace Athanor {


/// The transaction of a connection as the database sees it, not as anybody remembers it.
enum class TransactionState
{
	None, ///< no transaction is open: each statement is its own
	Active,
	Failed ///< open, and only a rollback can follow
};


/// A Connection executes statements on one physical connection.
///
/// Pooling, commit decisions, failed sessions and savepoints are the core's business; a connection keeps prepared
/// statements and says the truth. A blocking connection completes every Task before it returns it to its
/// awaiter; an asynchronous one suspends on its EventLoop.
///
/// Errors: every method throws only Athanor exceptions, mapped in the plugin's Errors.cpp, with
/// ErrorDetail filled in as far as the database says. `detail().connectionLost` tells the pool to drop it.
///
/// Thread safety: one thread at a time, but cancel() from any. Lifetime: the Backend outlives it.
class Athanor_API Connection
{
public:
	Connection() = default;
	Connection(const Connection&) = delete;
	Connection& operator=(const Connection&) = delete;
	/// Rolls back what is open and closes; never throws.
	virtual ~Connection();

	/// Executes one statement. `parameters.size()` equals the number of placeholders.
	///
	/// A statement that changes rows has completed when the task is done; one that returns rows may stream.
	/// Throws RepositoryException and its kind, ConnectionException, TimeoutException.
	virtual Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters) = 0;

	/// Executes a read and gives the first cell of its first row: a count. The default calls execute(); a connection that knows
	/// that no row has changed since may give the former answer, so nothing but rows may decide it.
	/// Throws what execute() throws, RepositoryException if there is no row.
	virtual Task<std::int64_t> count(const Statement& statement, const Parameters& parameters);

	/// Executes writes of different callers, each as if it were alone: one that fails keeps its error and touches none of
	/// the others. When the task is done, each that has no error is as durable as after a commit of its own. No
	/// transaction is open.
	///
	/// The default executes them one by one; a backend overrides it where a group costs less than its parts.
	/// Throws what keeps all of them from being executed.
	virtual Task<void> executeGroup(const WriteGroup& group);

	/// Opens a transaction that will only read, or that will write (and takes what writing needs at once, where the
	/// database has one writer: a bounded wait, then ConnectionException).
	virtual Task<void> begin(Access access) = 0;

	/// Commits. When it returns, the work is there; a database that rolled back instead makes it throw.
	/// Throws CommitUnknownException if the connection was lost before the answer; IntegrityException for deferred
	/// constraints. After a throw the transaction may still be open: transactionState() tells.
	virtual Task<void> commit() = 0;

	/// Rolls back the open transaction; does nothing if there is none.
	virtual Task<void> rollback() = 0;

	virtual TransactionState transactionState() const noexcept = 0;

	/// Brings the connection back to the state it was opened in (settings, temporary tables, locks), with its prepared
	/// statements kept. Called by the pool when a session used poco() or plain SQL. No transaction is open.
	virtual Task<void> reset() = 0;

	/// Asks the database whether it is there. Throws ConnectionException if not.
	virtual Task<void> ping() = 0;

	/// Interrupts the running statement, which then throws TimeoutException. From any thread; does nothing when idle.
	virtual void cancel() noexcept = 0;

	/// The Poco session of the same physical connection and transaction. Its begin, commit and rollback belong to the
	/// framework. The default throws InvalidRequestException: this backend has none.
	virtual Poco::Data::Session& poco();
};


} // namespace Athanor


#endif // Athanor_Backend_Connection_INCLUDED
