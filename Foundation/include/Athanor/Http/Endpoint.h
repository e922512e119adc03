//
// Endpoint.h
//
// Library: Foundation
// Package: Http
//
// What a route ends in.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Endpoint_INCLUDED
#define Athanor_Http_Endpoint_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Http/PathParameters.h"
#include "Athanor/Http/Request.h"
#include "Athanor/Http/Response.h"
#include <functional>
#include <memory>


namespace Athanor::Http {


class BlockingEndpoint;
class AsyncEndpoint;


/// An Endpoint answers the requests of a route: either a BlockingEndpoint or an AsyncEndpoint.
///
/// An exception that leaves it becomes the answer of ServerOptions::onException, without one a 500 that
/// says nothing internal.
///
/// Thread safety: called from several threads at once. Lifetime: shared by the router; request and
/// parameters live until the answer is delivered, also when the client has gone.
class Athanor_API Endpoint
{
public:
	virtual ~Endpoint();
	/// This, if it is one; otherwise null.
	virtual BlockingEndpoint* blocking() noexcept = 0;
	virtual AsyncEndpoint* async() noexcept = 0;
};


/// A BlockingEndpoint may wait: it runs on a thread of the worker pool.
class Athanor_API BlockingEndpoint: public Endpoint
{
public:
	~BlockingEndpoint() override;
	virtual Response handle(Request& request, const PathParameters& parameters) = 0;

	BlockingEndpoint* blocking() noexcept final;
	AsyncEndpoint* async() noexcept final;
};


/// An AsyncEndpoint runs on the loop of the request's connection and must not block; what waits is awaited.
class Athanor_API AsyncEndpoint: public Endpoint
{
public:
	~AsyncEndpoint() override;
	virtual Task<Response> handle(Request& request, const PathParameters& parameters) = 0;

	BlockingEndpoint* blocking() noexcept final;
	AsyncEndpoint* async() noexcept final;
};


using BlockingFunction = std::function<Response(Request&, const PathParameters&)>;
using AsyncFunction = std::function<Task<Response>(Request&, const PathParameters&)>;

/// An endpoint of a function; f must not be empty.
Athanor_API std::shared_ptr<Endpoint> makeBlocking(BlockingFunction f);
/// An endpoint of a function that returns a task; f must not be empty.
Athanor_API std::shared_ptr<Endpoint> makeAsync(AsyncFunction f);


} // namespace Athanor::Http


#endif // Athanor_Http_Endpoint_INCLUDED
