//
// Server.h
//
// Library: Foundation
// Package: Http
//
// The HTTP engine.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Server_INCLUDED
#define Athanor_Http_Server_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Http/Limits.h"
#include "Athanor/Http/Request.h"
#include "Athanor/Http/Response.h"
#include "Athanor/Http/Router.h"
#include "Poco/Net/SocketAddress.h"
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>


namespace Athanor::Http {


/// How a Server is built.
struct ServerOptions
{
	/// Makes the answer to an exception that left an endpoint; called on the thread it left it. An exception
	/// of its own becomes the 500 of a server without it.
	using ExceptionMapper = std::function<Response(const Request&, std::exception_ptr)>;

	std::vector<std::string> addresses; ///< `host:port`, `[address]:port`; port 0: the kernel chooses
	int loops = 0;                      ///< 0: one per core
	int workers = 16;                   ///< threads for blocking endpoints
	std::size_t workerQueue = 256;      ///< requests that may wait for a worker; a further one is 503
	bool accessLog = false;             ///< a line per request to the logger "athanor.access"
	ExceptionMapper onException;        ///< none: 500, and the log has the rest under the request id
};


/// What a Server did so far; the sum over its loops.
struct ServerStatistics
{
	std::uint64_t openConnections = 0;
	std::uint64_t acceptedConnections = 0;
	std::uint64_t requests = 0; ///< complete ones
	std::uint64_t active = 0;   ///< dispatched and not yet answered
	/// By class: [2] is 2xx … [5] is 5xx, refusals included.
	std::array<std::uint64_t, 6> responses{};
};


/// A Server accepts connections, reads requests, has the router's endpoints answer them, and writes the
/// answers, in the order of the requests.
///
/// Connections live on one of several loops and never move; an acceptor hands each to the loop that has the
/// fewest. A request is dispatched only when it is complete, and a connection has at most one request in
/// work: what follows waits, up to 64 KiB, then reading stops. More connections than Limits::maxConnections
/// are answered 503 and closed; when even these are too many, or the process has no descriptor left,
/// accepting pauses.
///
/// Thread safety: one thread at a time; statistics() from any. Lifetime: endpoints may use the loops until
/// stop() returned. A server runs once: it cannot be started again.
class Athanor_API Server
{
public:
	Server(const Limits& limits, ServerOptions options, Router router = {});
	Server(const Server&) = delete;
	Server& operator=(const Server&) = delete;
	/// Stops.
	~Server();

	/// The routes, to be completed before start(). Throws ImproperConfigurationException once serving.
	Router& router();
	/// The loops, which exist from the beginning and run from runLoops() or start() on.
	std::vector<EventLoop*> loops() const;

	/// Starts the threads of the loops, for those who need them before anybody connects. Idempotent.
	void runLoops();
	/// Binds all addresses, starts the threads, accepts.
	/// Throws Poco::Net::NetException, naming the address, if one cannot be resolved or bound (another
	/// process listens there: SO_REUSEPORT is not used); then nothing is left listening.
	void start();

	/// Stops accepting, closes idle connections, answers what was received with `Connection: close`, and
	/// waits for it, at most Limits::drainTimeoutMs; then closes what is left and ends the workers, which
	/// waits for handlers that still run. The loops run on. Idempotent.
	void drain() noexcept;
	/// Drains, then ends the loops. Idempotent; never from a loop or a worker.
	void stop() noexcept;

	/// The bound addresses, in the order of the options, with their real ports; empty before start().
	std::vector<Poco::Net::SocketAddress> addresses() const;
	ServerStatistics statistics() const noexcept;

private:
	struct Impl;
	std::unique_ptr<Impl> _impl;
};


} // namespace Athanor::Http


#endif // Athanor_Http_Server_INCLUDED
