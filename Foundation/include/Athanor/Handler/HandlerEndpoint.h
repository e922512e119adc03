//
// HandlerEndpoint.h
//
// Library: Foundation
// Package: Handler
//
// Runs a handler in its transaction.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_HandlerEndpoint_INCLUDED
#define Athanor_Handler_HandlerEndpoint_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Handler/HandlerScope.h"
#include "Athanor/Handler/RequestContext.h"
#include "Athanor/Handler/Responses.h"
#include "Athanor/Http/Endpoint.h"
#include <functional>
#include <memory>
#include <string>


namespace Athanor {


using BlockingHandler = std::function<Response(RequestContext&)>;
using AsyncHandler = std::function<Task<Response>(RequestContext&)>;


/// A HandlerEndpoint runs one handler on a worker thread: filters, handler, filters, then the commit decision, all
/// before the first byte leaves. An exception becomes its answer and rolls back.
///
/// Thread safety: called from several threads at once. Lifetime: shares its scope.
class Athanor_API HandlerEndpoint: public Http::BlockingEndpoint
{
public:
	/// `pattern` is the whole pattern of the route, mount point included.
	HandlerEndpoint(std::shared_ptr<const HandlerScope> scope, std::string pattern, BlockingHandler handler);

	Response handle(Http::Request& request, const Http::PathParameters& parameters) override;

private:
	Response answer(RequestContext& context) const;

	std::shared_ptr<const HandlerScope> _scope;
	std::string _pattern;
	BlockingHandler _handler;
};


/// An AsyncHandlerEndpoint does the same with a handler that runs on the loop of its connection and must not block; its
/// sessions are the asynchronous ones.
///
/// Thread safety: called from several threads at once. Lifetime: shares its scope.
class Athanor_API AsyncHandlerEndpoint: public Http::AsyncEndpoint
{
public:
	AsyncHandlerEndpoint(std::shared_ptr<const HandlerScope> scope, std::string pattern,
						 AsyncHandler handler);

	Task<Response> handle(Http::Request& request, const Http::PathParameters& parameters) override;

private:
	std::shared_ptr<const HandlerScope> _scope;
	std::string _pattern;
	AsyncHandler _handler;
};


} // namespace Athanor


#endif // Athanor_Handler_HandlerEndpoint_INCLUDED
