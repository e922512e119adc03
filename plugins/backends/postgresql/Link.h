//
// Link.h
//
// Library: PostgreSQL
// Package: Backend
//
// A connection of libpq, used with deadlines.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Link_INCLUDED
#define Athanor_PostgreSQL_Link_INCLUDED


#include "Binder.h"
#include "Errors.h"
#include "Handles.h"
#include "Target.h"
#include <chrono>
#include <mutex>
#include <string>


namespace Athanor::PostgreSQL {


/// A Link is one connection to a server on which each call blocks until it is answered, or until its deadline.
///
/// The server itself ends statements after statement_timeout. The deadline comes a little later and is for a server
/// that does not answer at all: then the connection is given up.
///
/// Thread safety: one thread at a time, but cancel() from any.
class Link
{
public:
	/// Connects, within the config's connect timeout. Throws ConnectionException.
	Link(const Target& target, const EngineConfig& config, Access access);
	Link(const Link&) = delete;
	Link& operator=(const Link&) = delete;
	~Link();

	PGconn* get() const noexcept
	{
		return _connection.get();
	}

	/// Executes SQL without parameters, or several statements at once; gives the last result.
	ResultHandle execute(const std::string& sql, Phase phase = Phase::Statement);
	/// Executes one statement that is not kept prepared.
	ResultHandle execute(const std::string& sql, const Bound& bound, Phase phase);
	void prepare(const std::string& name, const std::string& sql, const Bound& bound);
	/// `sql` is for messages.
	ResultHandle executePrepared(const std::string& name, const std::string& sql, const Bound& bound,
								 Phase phase);

	/// Throws ConnectionException, safe to retry, if the server is known to be gone or has said that it ends. Sends
	/// nothing.
	void requireAlive();

	/// Whether statements can be sent at all.
	bool usable() const noexcept
	{
		return !_abandoned && !_ended && PQstatus(_connection.get()) == CONNECTION_OK;
	}

	/// Interrupts what runs; does nothing when idle. When it returns, the server was told.
	void cancel() noexcept;

private:
	using Clock = std::chrono::steady_clock;

	class Running;

	void connect(const Target& target, int timeoutMs);
	void checkSent(int sent, const std::string& sql, Phase phase);
	ResultHandle finish(const std::string& sql, Phase phase);
	ResultHandle nextResult(Clock::time_point deadline, const std::string& sql, Phase phase);
	[[noreturn]] void abandon(const std::string& why, const std::string& sql, Phase phase);
	Clock::time_point deadline() const;

	bool _ended = false; ///< the server said so while nothing was asked of it
	ConnectionHandle _connection;
	CancelHandle _cancel;
	int _statementTimeoutMs;
	bool _reader;
	bool _abandoned = false;
	std::mutex _mutex;
	bool _running = false; ///< guarded by _mutex
};


/// What an open connection needs: errors in their normal form, notices in the log, no blocking calls.
void setUp(PGconn* connection);

/// Notes in `ended`, which outlives the connection, that the server says that it ends the session. Such words come
/// between two statements, when libpq takes them for a notice: the next statement must not be sent any more.
void noteEnd(PGconn* connection, bool& ended);


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Link_INCLUDED
