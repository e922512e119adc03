//
// Exchange.h
//
// Library: Foundation
// Package: Http
//
// A request, its answer, and the way back. Private.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Exchange_INCLUDED
#define Athanor_Http_Exchange_INCLUDED


#include "Athanor/Http/Endpoint.h"
#include "Athanor/Http/PathParameters.h"
#include "Athanor/Http/Request.h"
#include "Athanor/Http/Response.h"
#include <exception>
#include <memory>


namespace Athanor::Http {


class Connection;
class ServerLoop;


/// An Exchange is one request and its response on their way through an endpoint.
///
/// It is shared by the connection and whoever works on the request, so that neither a client that goes nor
/// a server that closes pulls the request away from under an endpoint.
///
/// Thread safety: one thread at a time; whoever works on it hands it back through deliver().
struct Exchange
{
	Request request;
	PathParameters parameters;
	Response response;
	std::weak_ptr<Connection> connection;
	ServerLoop* loop = nullptr;
};


/// Runs the endpoint, on the loop or on a worker. False if the workers' queue is full; then nothing was done.
bool runEndpoint(const std::shared_ptr<Exchange>& exchange, Endpoint& endpoint);

/// The answer to an exception that left an endpoint.
Response answerTo(const Exchange& exchange, const std::exception_ptr& error) noexcept;


} // namespace Athanor::Http


#endif // Athanor_Http_Exchange_INCLUDED
