//
// AsyncGroup.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// How an AsyncConnection executes groups of writes.
//
// SPDX-License-Identifier: MIT
//
#include "AsyncConnection.h"
#include "Protocol.h"
#include "ResultSet.h"
#include <algorithm>
#include <optional>
#include <utility>


namespace Athanor::PostgreSQL {


/// A write that shares a transaction with others of its group.
struct AsyncConnection::Sharer
{
	explicit Sharer(std::shared_ptr<GroupedWrite> shared):
		write(std::move(shared))
	{
	}

	const std::shared_ptr<GroupedWrite> write;
	std::optional<Bound> bound; ///< its parameters
	std::string prepared;       ///< the name of its statement
	ExchangePtr exchange;       ///< null until it was sent
};


namespace {


/// After a deadlock so many groups are executed write by write: each costs a second to find.
constexpr int aloneAfterDeadlock = 1000;

constexpr const char* waitForDisk = "RESET synchronous_commit";


std::exception_ptr errorOf(Failure failure)
{
	try
	{
		raise(std::move(failure));
	}
	catch (...)
	{
		return std::current_exception();
	}
}


} // namespace


/// Whether it may share a transaction; then it knows the name of its statement.
bool AsyncConnection::prepareSharer(Sharer& sharer)
{
	const Statement& statement = sharer.write->statement;
	if (!statement.addsRow || !statement.keep) return false;
	try
	{
		sharer.bound.emplace(sharer.write->parameters);
	}
	catch (const DatabaseException&)
	{
		// It says so when it is executed.
		return false;
	}
	const std::string* known = _statements.find(statement.text, sharer.bound->signature());
	if (known) sharer.prepared = *known;
	return known;
}


/// Takes those out that are to be one transaction. Not statements that change rows: they would keep others, and one
/// another, from these rows until all are on the disk.
AsyncConnection::Sharers AsyncConnection::takeSharers(WriteGroup& writes)
{
	Sharers sharers;
	if (_aloneFor > 0)
	{
		--_aloneFor;
		return sharers;
	}
	WriteGroup others;
	for (const std::shared_ptr<GroupedWrite>& write : writes)
	{
		sharers.emplace_back(write);
		if (prepareSharer(sharers.back())) continue;
		others.push_back(write);
		sharers.pop_back();
	}
	writes = std::move(others);
	return sharers;
}


/// Null if it was not sent; then the write has the error.
ExchangePtr AsyncConnection::startGrouped(GroupedWrite& write) noexcept
{
	try
	{
		return startStatement(write.statement, write.parameters, Sync::Own);
	}
	catch (...)
	{
		write.error = std::current_exception();
		return nullptr;
	}
}


Task<void> AsyncConnection::finishGrouped(GroupedWrite& write, ExchangePtr exchange)
{
	const ExchangePtr answered = std::move(exchange);
	try
	{
		if (answered->hasStaleStatement() && _state == TransactionState::None)
		{
			// Alone: it is durable by itself.
			ResultSetPtr again = co_await execute(write.statement, write.parameters);
			write.result = std::move(again);
			co_return;
		}
		write.result = std::make_unique<ResultSet>(answered->take());
	}
	catch (...)
	{
		write.error = std::current_exception();
	}
}


/// One answer in a transaction that ends with the next synchronisation point.
ExchangePtr AsyncConnection::startInBatch(std::string sql, Phase phase)
{
	auto exchange = std::make_shared<Exchange>();
	exchange->sql = std::move(sql);
	exchange->phase = phase;
	exchange->batched = true;
	push(exchange);
	return exchange;
}


void AsyncConnection::startSharer(Sharer& sharer)
{
	sendPrepared(sharer.prepared, *sharer.bound);
	sharer.exchange = startInBatch(sharer.write->statement.text, Phase::Alone);
	sharer.exchange->executing = sharer.prepared;
}


void AsyncConnection::sendTogether(Sharers& sharers, bool relaxed)
{
	if (relaxed)
	{
		sendPlain(waitForDisk);
		startInBatch(waitForDisk, Phase::Statement);
	}
	for (Sharer& sharer : sharers)
		startSharer(sharer);
}


/// A transaction that wrote nothing would not wait for the disk.
void AsyncConnection::sendFlush(Exchange& commit)
{
	commit.sql = "SELECT pg_logical_emit_message(true, 'athanor', '')";
	sendPlain(waitForDisk);
	sendPlain(commit.sql);
}


/// Sends the last transaction of a group, and gives what is done when that is on the disk, with all that was committed before.
ExchangePtr AsyncConnection::startLast(Sharers& sharers, bool relaxed) noexcept
{
	auto commit = std::make_shared<Exchange>();
	commit->phase = Phase::Commit;
	try
	{
		if (sharers.empty())
			sendFlush(*commit);
		else
			sendTogether(sharers, relaxed);
		enqueue(commit);
	}
	catch (const DatabaseException& exception)
	{
		commit->fail(exception.message());
	}
	return commit;
}


/// Why the transaction was not kept, as far as the server said; null if it was, or if the server said nothing.
const Failure* AsyncConnection::causeOf(const Sharers& sharers, const Exchange& commit) noexcept
{
	for (const Sharer& sharer : sharers)
	{
		if (sharer.exchange && sharer.exchange->failure) return &*sharer.exchange->failure;
	}
	return commit.failure ? &*commit.failure : nullptr;
}


/// Tells all that the connection was lost on them.
void AsyncConnection::failTogether(Sharers& sharers, const Exchange& commit)
{
	const Failure& cause = *causeOf(sharers, commit);
	Failure failure = cause.connectionLost ? cause : *commit.failure;
	// Of a transaction that ended before its commit the server keeps nothing.
	const bool undone =
		cause.phase != Phase::Commit && (cause.undone || cause.notSent || !cause.connectionLost);
	failure.phase = undone ? Phase::Statement : Phase::Commit;
	failure.notSent = undone;
	for (const Sharer& sharer : sharers)
	{
		failure.statement = sharer.write->statement.text;
		sharer.write->error = errorOf(failure);
	}
}


/// False if the server undid the transaction.
bool AsyncConnection::finishTogether(Sharers& sharers, const Exchange& commit)
{
	const Failure* cause = causeOf(sharers, commit);
	if (cause && cause->sqlState == "40P01") _aloneFor = aloneAfterDeadlock;
	const bool kept = !cause && std::none_of(sharers.begin(), sharers.end(),
											 [](const Sharer& sharer) { return sharer.exchange->skipped; });
	if (!kept) return false;
	for (const Sharer& sharer : sharers)
		sharer.write->result = std::make_unique<ResultSet>(sharer.exchange->take());
	return true;
}


/// Executes each by itself. `relaxed`: the outcome of others that are committed depends on it as well.
Task<void> AsyncConnection::executeAlone(Sharers sharers, bool relaxed)
{
	WriteGroup writes;
	for (const Sharer& sharer : sharers)
		writes.push_back(sharer.write);
	Sharers none;
	try
	{
		co_await executeParts(std::move(writes), std::move(none));
	}
	catch (const DatabaseException& exception)
	{
		if (!relaxed) throw;
		Exchange unknown;
		unknown.phase = Phase::Commit;
		unknown.fail(exception.message());
		unknown.take();
	}
}


Task<void> AsyncConnection::executeGroup(const WriteGroup& group)
{
	requireAlive();
	requireNoTransaction(_state);
	WriteGroup alone = group;
	Sharers sharers = takeSharers(alone);
	co_await executeParts(std::move(alone), std::move(sharers));
}


// What is committed with synchronous_commit off reaches the disk with the next transaction that waits for it.
Task<void> AsyncConnection::executeParts(WriteGroup alone, Sharers sharers)
{
	closeBatch();
	const bool relaxes = !alone.empty();
	ExchangePtr relaxed;
	if (relaxes) relaxed = startControl("SET synchronous_commit TO off");
	std::vector<ExchangePtr> exchanges;
	for (const std::shared_ptr<GroupedWrite>& write : alone)
		exchanges.push_back(startGrouped(*write));
	const ExchangePtr commit = startLast(sharers, relaxes);
	Reply reply(commit);
	co_await reply;
	for (std::size_t i = 0; i < alone.size(); ++i)
	{
		if (exchanges[i]) co_await finishGrouped(*alone[i], exchanges[i]);
	}
	const bool lost = commit->failure && commit->failure->connectionLost;
	if (lost) failTogether(sharers, *commit);
	if (relaxed) relaxed->take();
	if (!lost && !sharers.empty() && !finishTogether(sharers, *commit))
	{
		co_await executeAlone(std::move(sharers), relaxes);
		co_return;
	}
	if (!commit->failure || !relaxes) co_return;
	// What was committed is not known to be on the disk, and the connection may still not wait for it.
	commit->failure->connectionLost = true;
	commit->take();
}


} // namespace Athanor::PostgreSQL
