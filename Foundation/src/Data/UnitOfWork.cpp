//
// UnitOfWork.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/UnitOfWork.h"
#include "Poco/Logger.h"
#include <utility>


namespace Athanor {


namespace {


Poco::Logger& logger()
{
	return Poco::Logger::get("athanor.session");
}


std::string savepointName(int depth)
{
	return "athanor_" + std::to_string(depth);
}


} // namespace


UnitOfWork::UnitOfWork(Engine& engine, std::string owner):
	_engine(engine),
	_owner(std::move(owner))
{
}


UnitOfWork::~UnitOfWork()
{
	close();
}


Task<ResultSetPtr> UnitOfWork::execute(const Statement& statement, const Parameters& parameters)
{
	requireUsable();
	const Place place = placeOf(statement);
	// What is complete in itself can be done by another connection, if this one did not begin it.
	bool repeatable = place != Place::Transaction && !_begun;
	if (statement.access == Access::Write) _wrote = true;
	_lastWriteNext = false;
	for (;;)
	{
		try
		{
			ResultSetPtr result = co_await executeAt(place, statement, parameters);
			co_return result;
		}
		catch (DatabaseException& failure)
		{
			if (!triesAgain(failure, repeatable)) throw;
		}
	}
}


Task<std::int64_t> UnitOfWork::count(const Statement& statement, const Parameters& parameters)
{
	requireUsable();
	const Place place = placeOf(statement);
	SharedCounts* const counts = place == Place::Shared ? _engine.counts() : nullptr;
	bool repeatable = place != Place::Transaction && !_begun;
	for (;;)
	{
		try
		{
			if (counts)
			{
				std::int64_t shared = co_await counts->count(statement, parameters);
				co_return shared;
			}
			const bool transaction = place == Place::Transaction;
			const Access access = accessFor(statement);
			co_await prepare(access, transaction);
			if (_dirty) _lease.markDirty();
			std::int64_t own = co_await _lease->count(statement, parameters);
			co_return own;
		}
		catch (DatabaseException& failure)
		{
			if (!triesAgain(failure, repeatable)) throw;
		}
	}
}


/// Whether the statement is to be done once more; otherwise the failure is the unit's.
bool UnitOfWork::triesAgain(DatabaseException& failure, bool& repeatable)
{
	failure.detail().bindKey = _engine.bindKey();
	if (std::exchange(repeatable, false) && recovers(failure)) return true;
	noteFailure(failure);
	return false;
}


/// Whether reads have to agree with what the transaction saw before.
bool UnitOfWork::isolated() const noexcept
{
	const IsolationLevel level = _engine.config().engine.isolationLevel;
	return level == IsolationLevel::RepeatableRead || level == IsolationLevel::Serializable;
}


Access UnitOfWork::accessFor(const Statement& statement) const noexcept
{
	return isolated() && _engine.hasSingleWriter() ? Access::Write : statement.access;
}


UnitOfWork::Place UnitOfWork::placeOf(const Statement& statement) const noexcept
{
	if (isolated()) return Place::Transaction;
	const bool writes = statement.access == Access::Write;
	// Plain SQL may call a function that writes, and may change settings.
	if (_dirty) return writes || !_engine.hasSingleWriter() ? Place::Transaction : Place::Own;
	const bool whole = _lastWriteNext && !_begun && _savepoints == 0;
	if (writes && !whole) return Place::Transaction;
	if (writes && _engine.groupCommit()) return Place::Group;
	if (writes) return _lease || !_engine.writeLane() ? Place::Own : Place::Write;
	// A generated read needs no transaction: it sees what is committed, with or without one.
	return _lease || !_engine.lane() ? Place::Own : Place::Shared;
}


Task<ResultSetPtr> UnitOfWork::executeAt(Place place, const Statement& statement,
										 const Parameters& parameters)
{
	if (place == Place::Group)
	{
		GroupCommit& group = *_engine.groupCommit();
		ResultSetPtr grouped = co_await group.execute(statement, parameters);
		co_return grouped;
	}
	if (place == Place::Write)
	{
		WriteLane& lane = *_engine.writeLane();
		ResultSetPtr written = co_await lane.execute(statement, parameters);
		co_return written;
	}
	SharedLane* const lane = place == Place::Shared ? _engine.lane() : nullptr;
	if (lane)
	{
		SharedLane::Use use = lane->tryAcquire(statement);
		if (!use)
		{
			SharedLane::Use opened = co_await lane->acquire(statement);
			use = std::move(opened);
		}
		if (use)
		{
			ResultSetPtr shared = co_await executeShared(use, statement, parameters);
			co_return shared;
		}
	}
	const bool transaction = place == Place::Transaction;
	const Access access = accessFor(statement);
	co_await prepare(access, transaction);
	if (_dirty) _lease.markDirty();
	ResultSetPtr result = co_await _lease->execute(statement, parameters);
	co_return result;
}


Task<ResultSetPtr> UnitOfWork::executeShared(SharedLane::Use& use, const Statement& statement,
											 const Parameters& parameters)
{
	SharedLane::Use& connection = use;
	try
	{
		ResultSetPtr result = co_await connection->execute(statement, parameters);
		co_return result;
	}
	catch (const DatabaseException& failure)
	{
		if (failure.detail().connectionLost) use.drop();
		throw;
	}
}


/// Whether another connection can do what this one did not begin; then this one is let go.
bool UnitOfWork::recovers(const DatabaseException& failure) noexcept
{
	if (!failure.detail().connectionLost || !failure.detail().safeToRetry) return false;
	_lease.markBroken();
	_lease.release();
	return true;
}


Task<void> UnitOfWork::begin(Access access)
{
	requireUsable();
	const bool transaction = true;
	try
	{
		co_await prepare(access, transaction);
	}
	catch (DatabaseException& failure)
	{
		failure.detail().bindKey = _engine.bindKey();
		noteFailure(failure);
		throw;
	}
}


/// Makes sure that there is a connection which can do `access`, inside a transaction if one is wanted.
Task<void> UnitOfWork::prepare(Access access, bool transaction)
{
	if (_begun) requireTransaction();
	const bool changeOver =
		_lease && _engine.hasSingleWriter() && access == Access::Write && _access == Access::Read;
	if (changeOver)
	{
		// Nothing was written yet: what the reader saw ends here, and the writer sees what is committed.
		_begun = false;
		_lease.release();
	}
	if (!_lease)
	{
		Lease lease = co_await _engine.acquire(access);
		_lease = std::move(lease);
		_access = access;
	}
	if (transaction && !_begun) co_await beginOn(access);
}


Task<void> UnitOfWork::beginOn(Access access)
{
	int restored = 0;
	co_await _lease->begin(access);
	_begun = true;
	// Savepoints opened before there was a transaction exist from its first moment on.
	while (restored < _savepoints)
	{
		++restored;
		std::string sql = "SAVEPOINT " + savepointName(restored);
		co_await control(sql);
	}
}


Task<void> UnitOfWork::control(std::string sql)
{
	const Statement statement{std::move(sql), Access::Write, false};
	const Parameters none;
	try
	{
		ResultSetPtr result = co_await _lease->execute(statement, none);
	}
	catch (DatabaseException& failure)
	{
		failure.detail().bindKey = _engine.bindKey();
		noteFailure(failure);
		throw;
	}
}


Task<void> UnitOfWork::commit()
{
	requireUsable();
	const bool begun = _begun;
	if (!_lease) co_return;
	try
	{
		if (begun) requireTransaction();
		// Failed without a begin: the connection was lost after its last answer, and there is nothing to commit.
		if (!begun && _lease->transactionState() == TransactionState::Active) reportForeignEnd();
		if (begun) co_await _lease->commit();
	}
	catch (DatabaseException& failure)
	{
		failure.detail().bindKey = _engine.bindKey();
		noteFailure(failure);
		endTransaction();
		throw;
	}
	endTransaction();
}


Task<void> UnitOfWork::rollback()
{
	const bool begun = _begun && _lease;
	if (_closed) throw InvalidRequestException("the session of \"" + _engine.bindKey() + "\" has ended");
	if (begun && endedBehindOurBack())
	{
		endTransaction();
		reportForeignEnd();
	}
	try
	{
		if (begun) co_await _lease->rollback();
	}
	catch (const DatabaseException& failure)
	{
		// A closed connection is rolled back by its database.
		logger().warning("rollback on \"" + _engine.bindKey() + "\" failed: " + failure.displayText());
		_lease.markBroken();
	}
	endTransaction();
}


Task<void> UnitOfWork::savepoint()
{
	requireUsable();
	std::string sql = "SAVEPOINT " + savepointName(_savepoints + 1);
	if (_begun) co_await control(sql);
	++_savepoints;
}


Task<void> UnitOfWork::releaseSavepoint()
{
	requireUsable();
	std::string sql = "RELEASE SAVEPOINT " + savepointName(_savepoints);
	if (_savepoints == 0) co_return;
	if (_begun) co_await control(sql);
	--_savepoints;
}


Task<void> UnitOfWork::rollbackToSavepoint()
{
	std::string undo = "ROLLBACK TO SAVEPOINT " + savepointName(_savepoints);
	std::string release = "RELEASE SAVEPOINT " + savepointName(_savepoints);
	if (_savepoints == 0 || _closed) co_return;
	// The scope is over, whatever comes: a failure from here on belongs to the scope around it.
	--_savepoints;
	if (_begun)
	{
		requireRecoverable();
		co_await control(undo);
		co_await control(release);
	}
	else if (_failed)
	{
		// Without a transaction there is nothing to undo, but the connection may be what failed.
		_lease.release();
	}
	if (_failedAt > _savepoints) _failed = false;
}


Task<Poco::Data::Session*> UnitOfWork::poco()
{
	requireUsable();
	const bool transaction = true;
	try
	{
		co_await prepare(Access::Write, transaction);
		_lease.markDirty();
		_wrote = true;
		co_return &_lease->poco();
	}
	catch (DatabaseException& failure)
	{
		failure.detail().bindKey = _engine.bindKey();
		noteFailure(failure);
		throw;
	}
}


void UnitOfWork::close() noexcept
{
	endTransaction();
	_closed = true;
}


void UnitOfWork::requireUsable() const
{
	if (_closed) throw InvalidRequestException("the session of \"" + _engine.bindKey() + "\" has ended");
	if (!_failed) return;
	throw InvalidRequestException(
		"the session of \"" + _engine.bindKey() +
		"\" has failed: an earlier statement was refused, and nothing can follow but a rollback");
}


/// A failure may end the whole transaction by itself; without one, nobody but the framework may.
bool UnitOfWork::endedBehindOurBack() const noexcept
{
	return !_failed && _lease->transactionState() == TransactionState::None;
}


void UnitOfWork::requireTransaction() const
{
	if (_lease->transactionState() == TransactionState::None) reportForeignEnd();
}


/// Some failures end the whole transaction (a full disk, a lost connection): then a savepoint recovers nothing.
void UnitOfWork::requireRecoverable()
{
	if (_lease->transactionState() != TransactionState::None) return;
	if (!_failed) reportForeignEnd();
	_failedAt = 0;
	throw InvalidRequestException("the failure on \"" + _engine.bindKey() +
								  "\" ended the whole transaction: nothing can follow but a rollback");
}


void UnitOfWork::reportForeignEnd() const
{
	const std::string who = _owner.empty() ? std::string("its user") : _owner;
	logger().error("the transaction on \"" + _engine.bindKey() +
				   "\" was begun or ended behind the framework's back by " + who +
				   "; begin, commit and rollback belong to the session");
	ErrorDetail detail;
	detail.sqlState = "2D000";
	detail.bindKey = _engine.bindKey();
	throw DatabaseException("the transaction was begun or ended behind the framework's back",
							std::move(detail));
}


void UnitOfWork::noteFailure(const DatabaseException& failure) noexcept
{
	if (failure.detail().connectionLost) _lease.markBroken();
	if (_failed) return;
	_failed = true;
	_failedAt = _savepoints;
}


/// The pool rolls back whatever is still open on a connection that comes back.
void UnitOfWork::endTransaction() noexcept
{
	_lease.release();
	_begun = false;
	_failed = false;
	_dirty = false;
	_wrote = false;
	_commitPromised = false;
	_lastWriteNext = false;
	_savepoints = 0;
	_failedAt = 0;
	_access = Access::Read;
}


} // namespace Athanor
