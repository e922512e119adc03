//
// Link.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Link.h"
#include "Poco/Logger.h"
#include "Poco/String.h"
#include <cerrno>
#include <poll.h>
#include <string_view>


namespace Athanor::PostgreSQL {


namespace {


using Clock = std::chrono::steady_clock;


/// What the server may take longer than its own limit before it counts as gone.
constexpr std::chrono::milliseconds grace{500};


/// Waits for events on a socket. False when the deadline has passed.
bool waitFor(int socket, short events, Clock::time_point deadline)
{
	for (;;)
	{
		const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
		if (left <= 0) return false;
		pollfd descriptor{socket, events, 0};
		const int ready = ::poll(&descriptor, 1, static_cast<int>(std::min<std::int64_t>(left, 60000)));
		if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
	}
}


bool hasFailed(const PGresult* result) noexcept
{
	const ExecStatusType status = PQresultStatus(result);
	return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}


bool isCopy(const PGresult* result) noexcept
{
	const ExecStatusType status = PQresultStatus(result);
	return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}


extern "C" void logNotice(void*, const char* message)
{
	try
	{
		Poco::Logger::get("athanor.postgresql").information(Poco::trim(std::string(message)));
	}
	catch (...)
	{
		// libpq cannot pass an exception on, and a notice is no reason to fail.
		return;
	}
}


extern "C" void hearNotice(void* ended, const PGresult* notice)
{
	const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
	const std::string_view known = severity ? severity : "";
	if (known == "FATAL" || known == "PANIC") *static_cast<bool*>(ended) = true;
	logNotice(nullptr, PQresultErrorMessage(notice));
}


} // namespace


/// While it exists, cancel() reaches the statement. Its end waits for a cancel that is under way, so that
/// none hits the next statement.
class Link::Running
{
public:
	explicit Running(Link& link):
		_link(link)
	{
		const std::lock_guard lock(_link._mutex);
		_link._running = true;
	}
	Running(const Running&) = delete;
	Running& operator=(const Running&) = delete;
	~Running()
	{
		const std::lock_guard lock(_link._mutex);
		_link._running = false;
	}

private:
	Link& _link;
};


void setUp(PGconn* connection)
{
	PQsetErrorVerbosity(connection, PQERRORS_DEFAULT);
	PQsetNoticeProcessor(connection, logNotice, nullptr);
	PQsetnonblocking(connection, 1);
}


void noteEnd(PGconn* connection, bool& ended)
{
	PQsetNoticeReceiver(connection, hearNotice, &ended);
}


Link::Link(const Target& target, const EngineConfig& config, Access access):
	_statementTimeoutMs(config.statementTimeoutMs),
	_reader(access == Access::Read)
{
	connect(target, config.connectTimeoutMs);
	setUp(get());
	noteEnd(get(), _ended);
	_cancel.reset(PQgetCancel(get()));
}


Link::~Link() = default;


void Link::connect(const Target& target, int timeoutMs)
{
	const auto end =
		timeoutMs > 0 ? Clock::now() + std::chrono::milliseconds(timeoutMs) : Clock::time_point::max();
	_connection.reset(PQconnectStartParams(target.keywords().data(), target.values().data(), 0));
	if (!_connection) throw std::bad_alloc();
	PQsetErrorVerbosity(get(), PQERRORS_VERBOSE);
	PQsetNoticeProcessor(get(), logNotice, nullptr);
	PostgresPollingStatusType status =
		PQstatus(get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
	while (status != PGRES_POLLING_OK)
	{
		if (status == PGRES_POLLING_FAILED) raise(connectFailureOf(get()));
		const short events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
		if (!waitFor(PQsocket(get()), events, end))
		{
			Failure failure;
			failure.phase = Phase::Open;
			failure.message = "no connection within " + std::to_string(timeoutMs) + " ms";
			raise(failure);
		}
		status = PQconnectPoll(get());
	}
}


Link::Clock::time_point Link::deadline() const
{
	if (_statementTimeoutMs <= 0) return Clock::time_point::max();
	return Clock::now() + std::chrono::milliseconds(_statementTimeoutMs) + grace;
}


ResultHandle Link::execute(const std::string& sql, Phase phase)
{
	const Running running(*this);
	checkSent(PQsendQuery(get(), sql.c_str()), sql, phase);
	return finish(sql, phase);
}


ResultHandle Link::execute(const std::string& sql, const Bound& bound, Phase phase)
{
	const Running running(*this);
	checkSent(PQsendQueryParams(get(), sql.c_str(), bound.count(), bound.types(), bound.values(),
								bound.lengths(), bound.formats(), 0),
			  sql, phase);
	return finish(sql, phase);
}


void Link::prepare(const std::string& name, const std::string& sql, const Bound& bound)
{
	const Running running(*this);
	checkSent(PQsendPrepare(get(), name.c_str(), sql.c_str(), bound.count(), bound.types()), sql,
			  Phase::Statement);
	finish(sql, Phase::Statement);
}


ResultHandle Link::executePrepared(const std::string& name, const std::string& sql, const Bound& bound,
								   Phase phase)
{
	const Running running(*this);
	checkSent(PQsendQueryPrepared(get(), name.c_str(), bound.count(), bound.values(), bound.lengths(),
								  bound.formats(), 0),
			  sql, phase);
	return finish(sql, phase);
}


void Link::checkSent(int sent, const std::string& sql, Phase phase)
{
	if (sent == 1 && !_abandoned) return;
	Failure failure = failureOf(nullptr, get(), sql, phase);
	failure.connectionLost = true;
	// An attempt to send may have got through to the server, but not one on a connection that was lost before.
	failure.notSent = _abandoned;
	raise(failure);
}


ResultHandle Link::finish(const std::string& sql, Phase phase)
{
	const Clock::time_point end = deadline();
	ResultHandle last;
	bool finished = false;
	while (ResultHandle result = nextResult(end, sql, phase))
	{
		finished = finished || !hasFailed(result.get());
		// The first error counts: what follows it are consequences.
		if (!hasFailed(last.get()) || !last) last = std::move(result);
	}
	if (last && !hasFailed(last.get())) return last;
	Failure failure = failureOf(last.get(), get(), sql, phase);
	failure.reader = _reader;
	failure.undone = last && !finished;
	raise(std::move(failure));
}


ResultHandle Link::nextResult(Clock::time_point end, const std::string& sql, Phase phase)
{
	int unsent = PQflush(get());
	while (PQisBusy(get()))
	{
		const short events = unsent > 0 ? POLLIN | POLLOUT : POLLIN;
		if (!waitFor(PQsocket(get()), events, end)) abandon("the server did not answer in time", sql, phase);
		// Errors of either call are in the result.
		if (PQconsumeInput(get()) == 0) break;
		unsent = PQflush(get());
	}
	ResultHandle result(PQgetResult(get()));
	if (isCopy(result.get())) abandon("COPY is not possible here", sql, phase);
	return result;
}


void Link::abandon(const std::string& why, const std::string& sql, Phase phase)
{
	_abandoned = true;
	ErrorDetail detail;
	detail.sqlState = "57014";
	detail.statement = sql;
	detail.connectionLost = true;
	if (phase == Phase::Commit || phase == Phase::Alone) throw CommitUnknownException(why, detail);
	throw TimeoutException(why, detail);
}


void Link::requireAlive()
{
	// PQisBusy reads what has come, which may be the server's last words.
	if (!_abandoned && PQconsumeInput(get()) == 1 && PQisBusy(get()) == 0 && usable()) return;
	Failure failure = failureOf(nullptr, get(), {});
	failure.connectionLost = true;
	failure.notSent = true;
	raise(failure);
}


void Link::cancel() noexcept
{
	try
	{
		const std::lock_guard lock(_mutex);
		if (!_running || !_cancel) return;
		char error[256] = "";
		if (PQcancel(_cancel.get(), error, sizeof error) == 0)
			Poco::Logger::get("athanor.postgresql")
				.warning("cancelling failed: " + Poco::trim(std::string(error)));
	}
	catch (const std::exception&)
	{
		// Only the mutex and the log can throw, and a statement that goes on has its own time limit.
		return;
	}
}


} // namespace Athanor::PostgreSQL
