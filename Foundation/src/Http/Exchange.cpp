//
// Exchange.cpp
//
// Library: Foundation
// Package: Http
//
// A request, its answer, and the way back.
//
// SPDX-License-Identifier: MIT
//
#include "Exchange.h"
#include "Athanor/Http/Problem.h"
#include "Connection.h"
#include "Failure.h"
#include "ServerLoop.h"
#include <utility>


namespace Athanor::Http {


namespace {


/// Back on the loop: the answer goes to the connection, if that still exists.
void arrive(std::shared_ptr<Exchange> exchange)
{
	exchange->loop->counters().active.fetch_sub(1, std::memory_order_release);
	const std::shared_ptr<Connection> connection = exchange->connection.lock();
	if (connection) connection->complete(std::move(exchange));
}


void deliver(std::shared_ptr<Exchange> exchange)
{
	EventLoop& loop = exchange->loop->loop();
	if (loop.isCurrent())
	{
		arrive(std::move(exchange));
		return;
	}
	loop.post([exchange]() mutable { arrive(std::move(exchange)); });
}


/// Runs an endpoint and delivers its answer; frees itself when that is done.
Detail::Detached answerAsync(AsyncEndpoint& endpoint, std::shared_ptr<Exchange> exchange)
{
	std::exception_ptr error;
	try
	{
		Request& request = exchange->request;
		const PathParameters& parameters = exchange->parameters;
		Response response = co_await endpoint.handle(request, parameters);
		exchange->response = std::move(response);
	}
	catch (...)
	{
		error = std::current_exception();
	}
	if (error) exchange->response = answerTo(*exchange, error);
	deliver(std::move(exchange));
}


void answerBlocking(BlockingEndpoint& endpoint, const std::shared_ptr<Exchange>& exchange)
{
	try
	{
		exchange->response = endpoint.handle(exchange->request, exchange->parameters);
	}
	catch (...)
	{
		exchange->response = answerTo(*exchange, std::current_exception());
	}
	deliver(exchange);
}


} // namespace


bool runEndpoint(const std::shared_ptr<Exchange>& exchange, Endpoint& endpoint)
{
	std::atomic<std::uint64_t>& active = exchange->loop->counters().active;
	active.fetch_add(1, std::memory_order_relaxed);
	if (AsyncEndpoint* async = endpoint.async())
	{
		answerAsync(*async, exchange);
		return true;
	}
	BlockingEndpoint* blocking = endpoint.blocking();
	WorkerPool& workers = *exchange->loop->shared().workers;
	if (workers.tryPost([blocking, exchange] { answerBlocking(*blocking, exchange); })) return true;
	active.fetch_sub(1, std::memory_order_relaxed);
	return false;
}


Response answerTo(const Exchange& exchange, const std::exception_ptr& error) noexcept
{
	const ServerOptions::ExceptionMapper& mapper = exchange.loop->shared().options.onException;
	std::exception_ptr unanswered = error;
	if (mapper)
	{
		try
		{
			return mapper(exchange.request, error);
		}
		catch (...)
		{
			unanswered = std::current_exception();
		}
	}
	logFailure("request " + exchange.request.requestId() + " failed", unanswered);
	return problem(500, "The server could not answer the request", exchange.request);
}


} // namespace Athanor::Http
