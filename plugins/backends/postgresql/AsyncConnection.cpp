//
// AsyncConnection.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "AsyncConnection.h"
#include "Link.h"
#include "Poco/Logger.h"
#include "Poco/String.h"
#include "Protocol.h"
#include "ResultSet.h"
#include <sys/epoll.h>
#include <thread>
#include <utility>


namespace Athanor::PostgreSQL {


namespace {


/// What the server may take longer than its own limit before it counts as gone.
constexpr std::chrono::milliseconds grace{500};


bool isError(const PGresult* result) noexcept
{
	const ExecStatusType status = PQresultStatus(result);
	return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}


/// The answer ends with it.
bool isSync(const PGresult* result) noexcept
{
	return PQresultStatus(result) == PGRES_PIPELINE_SYNC;
}


void tellServer(PGcancel* cancel)
{
	char error[256] = "";
	if (PQcancel(cancel, error, sizeof error) != 0) return;
	Poco::Logger::get("athanor.postgresql").warning("cancelling failed: " + Poco::trim(std::string(error)));
}


/// Whether the server did not execute it, for no fault of its own. Never so when the connection was closed meanwhile, which may
/// be gone then.
bool wasNotExecuted(const Exchange& exchange)
{
	return exchange.skipped || exchange.hasStaleStatement();
}


} // namespace


AsyncConnection::AsyncConnection(ConnectionHandle connection, const EngineConfig& config, Access access,
								 EventLoop& loop):
	_loop(loop),
	_connection(std::move(connection)),
	_socket(PQsocket(_connection.get())),
	_cancel(PQgetCancel(_connection.get()), Free()),
	_access(access),
	_limit(config.statementTimeoutMs > 0 ? std::chrono::milliseconds(config.statementTimeoutMs) + grace
										 : Clock::duration::zero())
{
	noteEnd(_connection.get(), _ended);
	PQenterPipelineMode(_connection.get());
	_loop.watch(_socket, EPOLLIN, *this);
}


AsyncConnection::~AsyncConnection()
{
	*_self = nullptr;
	Failure failure;
	failure.message = "the connection was closed before the answer";
	Exchanges waiting;
	lose(std::move(failure), waiting);
	// Not resumed here: who destroys a connection does not expect that.
	if (!waiting.empty()) _loop.post([waiting]() mutable { resume(waiting); });
}


void AsyncConnection::resume(Exchanges& completed)
{
	// A coroutine that goes on may destroy the connection, or another one that waits.
	for (const ExchangePtr& exchange : completed)
		exchange->finish();
	completed.clear();
}


void AsyncConnection::requireAlive() const
{
	if (!_lost && !_ended) return;
	Failure failure;
	failure.message = _lost ? _reason : "the server has ended the session";
	failure.connectionLost = true;
	failure.notSent = true;
	raise(std::move(failure));
}


void AsyncConnection::requireSent(int sent)
{
	if (sent == 1) return;
	Failure failure = failureOf(nullptr, _connection.get(), {});
	failure.connectionLost = true;
	Exchanges waiting;
	lose(failure, waiting);
	// The caller is running; the others follow in their own time.
	if (!waiting.empty()) _loop.post([waiting]() mutable { resume(waiting); });
	raise(std::move(failure));
}


void AsyncConnection::sendPlain(const std::string& sql)
{
	requireSent(PQsendQueryParams(_connection.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
}


void AsyncConnection::sendKept(Exchange& exchange, const std::string& text, const Bound& bound)
{
	PGconn* const connection = _connection.get();
	const std::string* known = _statements.find(text, bound.signature());
	std::string name = known ? *known : std::string();
	if (known)
	{
		exchange.executing = name;
	}
	else
	{
		name = _statements.add(text, bound.signature());
		exchange.preparing = name;
		exchange.preparedBy = 1;
		if (const auto evicted = _statements.evict())
		{
			sendPlain("DEALLOCATE " + *evicted);
			++exchange.preparedBy;
		}
		requireSent(PQsendPrepare(connection, name.c_str(), text.c_str(), bound.count(), bound.types()));
	}
	sendPrepared(name, bound);
}


void AsyncConnection::sendPrepared(const std::string& name, const Bound& bound)
{
	requireSent(PQsendQueryPrepared(_connection.get(), name.c_str(), bound.count(), bound.values(),
									bound.lengths(), bound.formats(), 0));
}


ExchangePtr AsyncConnection::startStatement(const Statement& statement, const Parameters& parameters,
											Sync sync)
{
	requireAlive();
	requireText(statement.text);
	const Bound bound(parameters);
	auto exchange = std::make_shared<Exchange>();
	exchange->sql = statement.text;
	exchange->phase = phaseOf(statement.access, _state);
	if (sync == Sync::Shared && joinsBatch(statement, bound, *exchange))
	{
		push(exchange);
		return exchange;
	}
	closeBatch();
	if (statement.keep)
	{
		sendKept(*exchange, statement.text, bound);
	}
	else
	{
		requireSent(PQsendQueryParams(_connection.get(), statement.text.c_str(), bound.count(), bound.types(),
									  bound.values(), bound.lengths(), bound.formats(), 0));
	}
	enqueue(exchange);
	return exchange;
}


ExchangePtr AsyncConnection::startControl(const std::string& sql, Phase phase)
{
	requireAlive();
	auto exchange = std::make_shared<Exchange>();
	exchange->sql = sql;
	exchange->phase = phase;
	closeBatch();
	sendPlain(sql);
	enqueue(exchange);
	return exchange;
}


ExchangePtr AsyncConnection::startReset()
{
	requireAlive();
	auto exchange = std::make_shared<Exchange>();
	closeBatch();
	for (const std::string& sql : resetStatements())
		sendPlain(sql);
	enqueue(exchange);
	return exchange;
}


void AsyncConnection::enqueue(const ExchangePtr& exchange)
{
	requireSent(PQpipelineSync(_connection.get()));
	push(exchange);
	updateInterest();
}


void AsyncConnection::push(const ExchangePtr& exchange)
{
	if (_queue.empty()) _frontSince = Clock::now();
	_queue.push_back(exchange);
	_busy = true;
	watchTime();
}


/// Puts a read into the buffer, if nothing but an answer can become of it.
bool AsyncConnection::joinsBatch(const Statement& statement, const Bound& bound, Exchange& exchange)
{
	if (!statement.brief || !statement.keep || _state != TransactionState::None) return false;
	const std::string* known = _statements.find(statement.text, bound.signature());
	if (!known) return false;
	exchange.executing = *known;
	exchange.batched = true;
	sendPrepared(exchange.executing, bound);
	if (!std::exchange(_batchOpen, true))
	{
		_loop.atEndOfPass([self = _self] {
			if (*self) (*self)->endPass();
		});
	}
	return true;
}


void AsyncConnection::closeBatch()
{
	if (std::exchange(_batchOpen, false)) enqueue(std::make_shared<Exchange>());
}


void AsyncConnection::endPass() noexcept
{
	try
	{
		closeBatch();
	}
	catch (const Poco::Exception&)
	{
		// The connection is lost, and those who wait hear it.
		return;
	}
}


void AsyncConnection::updateInterest()
{
	if (_lost) return;
	// Errors show when reading.
	const bool writing = PQflush(_connection.get()) > 0;
	if (writing == _writing) return;
	_writing = writing;
	_loop.modify(_socket, writing ? EPOLLIN | EPOLLOUT : EPOLLIN, *this);
}


void AsyncConnection::onReady(std::uint32_t) noexcept
{
	Exchanges completed;
	const bool read = PQconsumeInput(_connection.get()) == 1;
	collect(completed);
	if (!read || PQstatus(_connection.get()) == CONNECTION_BAD)
	{
		lose(failureOf(nullptr, _connection.get(), {}), completed);
	}
	else
	{
		updateInterest();
	}
	resume(completed);
}


void AsyncConnection::collect(Exchanges& completed)
{
	PGconn* const connection = _connection.get();
	bool separated = false;
	while (!_queue.empty() && !PQisBusy(connection))
	{
		ResultHandle result(PQgetResult(connection));
		// One null stands between the answers of two statements; a second one is the end of what there is.
		if (!result && std::exchange(separated, true)) return;
		if (!result) continue;
		separated = false;
		accept(std::move(result), completed);
	}
}


void AsyncConnection::accept(ResultHandle result, Exchanges& completed)
{
	Exchange& exchange = *_queue.front();
	if (isSync(result.get()))
	{
		complete(completed);
	}
	else if (isError(result.get()))
	{
		if (exchange.failure) return;
		exchange.failure = failureOf(result.get(), _connection.get(), exchange.sql, exchange.phase);
		exchange.failure->reader = _access == Access::Read;
		// What came before it was the preparation.
		exchange.failure->undone = exchange.results <= exchange.preparedBy;
	}
	else if (PQresultStatus(result.get()) == PGRES_PIPELINE_ABORTED)
	{
		exchange.skipped = !exchange.failure;
	}
	else
	{
		++exchange.results;
		exchange.result = std::move(result);
	}
	if (exchange.batched) complete(completed);
}


void AsyncConnection::complete(Exchanges& completed)
{
	const ExchangePtr exchange = std::move(_queue.front());
	_queue.pop_front();
	_frontSince = Clock::now();
	_busy = !_queue.empty();
	const PGTransactionStatusType status = PQtransactionStatus(_connection.get());
	// Active: more answers are to come, and the last of them will tell.
	if (status != PQTRANS_ACTIVE) _state = stateOf(status);
	const bool notPrepared = !exchange->preparing.empty() && exchange->results < exchange->preparedBy;
	if (notPrepared) _statements.remove(exchange->preparing);
	completed.push_back(exchange);
}


void AsyncConnection::watchTime()
{
	if (_limit == Clock::duration::zero() || _timer != 0) return;
	_timer = _loop.addTimer(_frontSince + _limit, [this] { checkTime(); });
}


void AsyncConnection::checkTime()
{
	_timer = 0;
	if (_queue.empty()) return;
	if (Clock::now() < _frontSince + _limit)
	{
		watchTime();
		return;
	}
	Exchange& late = *_queue.front();
	late.failure.emplace();
	late.failure->sqlState = "57014";
	late.failure->message = "the server did not answer in time";
	Failure failure;
	failure.message = "the connection was given up, because the server did not answer in time";
	Exchanges completed;
	lose(std::move(failure), completed);
	resume(completed);
}


void AsyncConnection::lose(Failure failure, Exchanges& completed)
{
	if (_lost) return;
	_lost = true;
	_state = TransactionState::Failed;
	_reason = failure.message;
	_loop.unwatch(_socket);
	if (_timer != 0) _loop.cancelTimer(std::exchange(_timer, 0));
	failure.connectionLost = true;
	// Its last words came when nothing was asked of it: it has not begun what was sent since.
	failure.notSent = failure.notSent || _ended;
	for (const ExchangePtr& exchange : _queue)
	{
		// The server says to the one it works on that it ends; then it has not begun the ones behind.
		const bool told = exchange->failure && exchange->failure->connectionLost;
		if (!exchange->failure) exchange->failure = failure;
		if (told) failure = *exchange->failure;
		if (told) failure.notSent = true;
		exchange->failure->connectionLost = true;
		exchange->failure->phase = exchange->phase;
		exchange->failure->statement = exchange->sql;
		completed.push_back(exchange);
	}
	_queue.clear();
	_batchOpen = false;
	_busy = false;
	_statements.clear();
	_connection.reset();
}


ExchangePtr AsyncConnection::startAgain(const Statement& statement, const Parameters& parameters,
										const Exchange& failed)
{
	if (failed.skipped) return startStatement(statement, parameters, Sync::Own);
	// Not by name: others that fail in the same way may be preparing that text now.
	_statements.remove(failed.executing);
	const Statement once{statement.text, statement.access, false};
	return startStatement(once, parameters, Sync::Own);
}


Task<ResultSetPtr> AsyncConnection::execute(const Statement& statement, const Parameters& parameters)
{
	constexpr int attempts = 3;
	ExchangePtr exchange = startStatement(statement, parameters, Sync::Shared);
	Reply reply(exchange);
	co_await reply;
	// One that was skipped may find the statement stale that was to be executed before it.
	for (int attempt = 1; attempt < attempts && wasNotExecuted(*exchange); ++attempt)
	{
		if (!exchange->skipped && _state != TransactionState::None) break;
		exchange = startAgain(statement, parameters, *exchange);
		Reply another(exchange);
		co_await another;
	}
	ResultSetPtr rows = std::make_unique<ResultSet>(exchange->take());
	co_return rows;
}


Task<void> AsyncConnection::begin(Access access)
{
	requireAlive();
	requireNoTransaction(_state);
	requireWritable(_access, access);
	const ExchangePtr exchange = startControl("BEGIN");
	Reply reply(exchange);
	co_await reply;
	exchange->take();
}


Task<void> AsyncConnection::commit()
{
	requireAlive();
	requireCommittable(_state);
	const ExchangePtr exchange = startControl("COMMIT", Phase::Commit);
	Reply reply(exchange);
	co_await reply;
	const ResultHandle result = exchange->take();
	requireCommitted(result.get());
}


Task<void> AsyncConnection::rollback()
{
	requireAlive();
	if (_state == TransactionState::None && _queue.empty()) co_return;
	const ExchangePtr exchange = startControl("ROLLBACK");
	Reply reply(exchange);
	co_await reply;
	exchange->take();
}


TransactionState AsyncConnection::transactionState() const noexcept
{
	return _ended ? TransactionState::Failed : _state;
}


Task<void> AsyncConnection::reset()
{
	AsyncConnection& self = *this;
	co_await self.rollback();
	const ExchangePtr exchange = startReset();
	Reply reply(exchange);
	co_await reply;
	const ResultHandle result = exchange->take();
	if (hasOnlyOurStatements(result.get(), _statements.size())) co_return;
	_statements.clear();
	const std::string sql = "DEALLOCATE ALL";
	const ExchangePtr last = startControl(sql);
	Reply done(last);
	co_await done;
	last->take();
}


Task<void> AsyncConnection::ping()
{
	const ExchangePtr exchange = startControl("SELECT 1");
	Reply reply(exchange);
	co_await reply;
	exchange->take();
}


void AsyncConnection::cancel() noexcept
{
	if (!_busy || !_cancel) return;
	try
	{
		// libpq blocks until the server has heard it; the handle is a copy that does not need the connection.
		std::thread([cancel = _cancel] { tellServer(cancel.get()); }).detach();
	}
	catch (const std::exception&)
	{
		// No thread is to be had: the statement goes on until its own time limit.
		return;
	}
}


} // namespace Athanor::PostgreSQL
