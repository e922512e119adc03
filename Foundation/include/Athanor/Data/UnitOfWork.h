//
// UnitOfWork.h
//
// Library: Foundation
// Package: Data
//
// The transaction of one session, for blocking and asynchronous faces alike.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_UnitOfWork_INCLUDED
#define Athanor_Data_UnitOfWork_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Core/API.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/Engine.h"
#include <cstdint>
#include <string>


namespace Athanor {


/// A UnitOfWork executes statements of one caller in one transaction of one engine.
///
/// It is what Session and AsyncSession have in common, written once: which connection is used, when a transaction
/// begins, and what a failure means.
///
/// - A connection is taken at the first statement and given back at the end of the transaction.
/// - A transaction begins with the first statement that may write; generated reads before it see what is committed, each
///   at its own time (read committed), over the connections of the loop's SharedLane where there is one.
/// - A write that is known to be the whole transaction needs no BEGIN and COMMIT: see nextWriteIsLast().
/// - With an isolation level above read committed every statement runs in the transaction. Under a single writer that is the
///   writer's from the first statement on: what a reader saw could not be written upon.
/// - Under a single writer the unit starts on a reader, where each statement sees what is committed; its first write
///   takes the writer, and everything after it runs there, so that it sees its own writes.
/// - A statement that is complete in itself (a generated read outside of a transaction, a last write) is run again, once
///   and on a fresh connection, if its connection was lost and the database cannot have acted on it (`connectionLost`
///   and `safeToRetry`). Nothing else is ever repeated.
/// - A statement that fails marks the unit failed: later statements throw until rollback(), or until the savepoint
///   in which it failed is rolled back.
/// - The truth about the transaction is asked from the database before a commit; a transaction that ended behind
///   the framework's back (through poco()) is an error.
///
/// Thread safety: one thread at a time. Lifetime: dies before its Engine; ResultSets it gave die before its next
/// write, commit, rollback or end.
class Athanor_API UnitOfWork
{
public:
	/// `owner` is named in the log when something has to be blamed (a plugin, a route).
	explicit UnitOfWork(Engine& engine, std::string owner = {});
	UnitOfWork(const UnitOfWork&) = delete;
	UnitOfWork& operator=(const UnitOfWork&) = delete;
	/// Rolls back what is open; never throws.
	~UnitOfWork();

	/// Executes one statement; parameters and statement live until the task is done.
	/// Throws InvalidRequestException if the unit has failed or was closed, and what Connection::execute throws.
	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters);

	/// The first cell of the only row: a count. Outside of a transaction it is asked once for all who ask the same on this loop
	/// at the same time (SharedCounts).
	/// Throws what execute() throws, RepositoryException if there is no row.
	Task<std::int64_t> count(const Statement& statement, const Parameters& parameters);

	/// Promises that whoever decides in the end commits whatever was written, unless a statement fails. To be given only if
	/// nothing after the statements can still change that decision.
	void promiseCommit() noexcept
	{
		_commitPromised = true;
	}

	/// Says that nothing will be written after the next write. If the commit is promised and nothing is open, it is sent
	/// as a transaction of its own: committed when its task is done, without the round trips of BEGIN and COMMIT.
	/// If the connection is lost before the answer, execute() throws CommitUnknownException for it.
	void nextWriteIsLast() noexcept
	{
		_lastWriteNext = _commitPromised;
	}

	/// Opens the transaction now; with Access::Write it takes what writing needs at once.
	Task<void> begin(Access access);

	/// Commits; does nothing if nothing was begun. The unit can be used again for a new transaction.
	/// Throws InvalidRequestException if the unit has failed, DatabaseException if the transaction had ended behind
	/// the framework's back, and what Connection::commit throws. After any throw nothing is kept and the
	/// connection is back in its pool.
	Task<void> commit();

	/// Rolls back; the unit can be used again for a new transaction.
	/// Throws DatabaseException if the transaction had ended behind the framework's back.
	Task<void> rollback();

	/// Opens a savepoint inside the transaction.
	Task<void> savepoint();
	/// Keeps what was done since the innermost savepoint.
	/// Throws InvalidRequestException if the unit has failed: only rollbackToSavepoint() can follow.
	Task<void> releaseSavepoint();
	/// Undoes what was done since the innermost savepoint, and the failure with it.
	Task<void> rollbackToSavepoint();

	/// The Poco session of this transaction's connection (which can write from now on).
	/// Throws InvalidRequestException if the backend has none.
	Task<Poco::Data::Session*> poco();

	/// Rolls back, gives the connection back; the unit throws on any further use. Never throws: a connection that
	/// fails to roll back is closed.
	void close() noexcept;

	/// Whether a statement failed that was not rolled back since.
	bool failed() const noexcept
	{
		return _failed;
	}
	/// Whether there is anything a commit decision has to be made about.
	bool isOpen() const noexcept
	{
		return static_cast<bool>(_lease) || _failed;
	}
	/// Whether a transaction is open, so that what was written can still be undone.
	bool inTransaction() const noexcept
	{
		return _begun;
	}
	/// The statements to come may change settings of the connection (plain SQL): it is reset afterwards.
	void markDirty() noexcept
	{
		_dirty = true;
	}
	/// Whether the transaction executed a statement that may have written.
	bool wrote() const noexcept
	{
		return _wrote;
	}
	Engine& engine() const noexcept
	{
		return _engine;
	}

private:
	/// Where a statement is executed.
	enum class Place
	{
		Shared,     ///< a read complete in itself, over the lane
		Group,      ///< a write complete in itself, made durable together with others
		Write,      ///< a write complete in itself, over a connection that others may write over as well
		Own,        ///< on a connection of this unit, without a transaction
		Transaction ///< in this unit's transaction
	};

	bool isolated() const noexcept;
	Access accessFor(const Statement& statement) const noexcept;
	Place placeOf(const Statement& statement) const noexcept;
	Task<ResultSetPtr> executeAt(Place place, const Statement& statement, const Parameters& parameters);
	Task<ResultSetPtr> executeShared(SharedLane::Use& use, const Statement& statement,
									 const Parameters& parameters);
	Task<void> prepare(Access access, bool transaction);
	Task<void> beginOn(Access access);
	Task<void> control(std::string sql);
	void requireUsable() const;
	void requireTransaction() const;
	void requireRecoverable();
	bool endedBehindOurBack() const noexcept;
	bool triesAgain(DatabaseException& failure, bool& repeatable);
	bool recovers(const DatabaseException& failure) noexcept;
	void noteFailure(const DatabaseException& failure) noexcept;
	[[noreturn]] void reportForeignEnd() const;
	void endTransaction() noexcept;

	Engine& _engine;
	const std::string _owner;
	Lease _lease;
	Access _access = Access::Read; // of the connection under a single writer
	bool _begun = false;
	bool _dirty = false;
	bool _wrote = false;
	bool _commitPromised = false;
	bool _lastWriteNext = false;
	bool _failed = false;
	bool _closed = false;
	int _savepoints = 0;
	int _failedAt = 0; // how many savepoints were open when it failed
};


} // namespace Athanor


#endif // Athanor_Data_UnitOfWork_INCLUDED
