//
// HandlerEndpoint.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/HandlerEndpoint.h"
#include "Athanor/Handler/ErrorMapping.h"
#include <exception>


namespace Athanor {


HandlerEndpoint::HandlerEndpoint(std::shared_ptr<const HandlerScope> scope, std::string pattern,
								 BlockingHandler handler):
	_scope(std::move(scope)),
	_pattern(std::move(pattern)),
	_handler(std::move(handler))
{
}


Response HandlerEndpoint::handle(Http::Request& request, const Http::PathParameters& parameters)
{
	RequestContext context(request, parameters, *_scope);
	context.noteAnswerIsFinal(!_scope->filters.hasAfter(_pattern));
	Response response;
	try
	{
		response = answer(context);
		_scope->filters.runAfter(_pattern, context, response);
		if (!context.sessions().empty()) runInline(context.sessions().finish(response.status()));
		return response;
	}
	catch (...)
	{
		response = toResponse(std::current_exception(), request);
	}
	// The answer is another one now: what the filters add to answers is added to it as well.
	_scope->filters.runAfter(_pattern, context, response);
	return response;
}


Response HandlerEndpoint::answer(RequestContext& context) const
{
	if (std::optional<Response> early = _scope->filters.runBefore(_pattern, context))
		return std::move(*early);
	return _handler(context);
}


AsyncHandlerEndpoint::AsyncHandlerEndpoint(std::shared_ptr<const HandlerScope> scope, std::string pattern,
										   AsyncHandler handler):
	_scope(std::move(scope)),
	_pattern(std::move(pattern)),
	_handler(std::move(handler))
{
}


Task<Response> AsyncHandlerEndpoint::handle(Http::Request& request, const Http::PathParameters& parameters)
{
	RequestContext context(request, parameters, *_scope);
	context.noteAnswerIsFinal(!_scope->filters.hasAfter(_pattern));
	std::exception_ptr failure;
	Response response;
	try
	{
		std::optional<Response> early = _scope->filters.runBefore(_pattern, context);
		if (early)
		{
			response = std::move(*early);
		}
		else
		{
			Response answered = co_await _handler(context);
			response = std::move(answered);
		}
		_scope->filters.runAfter(_pattern, context, response);
		const int status = response.status();
		RequestSessions& sessions = context.sessions();
		if (!sessions.empty()) co_await sessions.finish(status);
		co_return response;
	}
	catch (...)
	{
		failure = std::current_exception();
	}
	response = toResponse(failure, request);
	_scope->filters.runAfter(_pattern, context, response);
	co_return response;
}


} // namespace Athanor
