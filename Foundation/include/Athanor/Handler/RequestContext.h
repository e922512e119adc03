//
// RequestContext.h
//
// Library: Foundation
// Package: Handler
//
// What a handler gets: the request, its sessions, its input.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_RequestContext_INCLUDED
#define Athanor_Handler_RequestContext_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Portal.h"
#include "Athanor/Handler/HandlerScope.h"
#include "Athanor/Handler/QueryParameters.h"
#include "Athanor/Handler/RequestSessions.h"
#include "Athanor/Http/PathParameters.h"
#include "Athanor/Http/Request.h"
#include "Athanor/Json/Value.h"
#include "Athanor/Query/Query.h"
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>


namespace Athanor {


class SchemaBinding;


/// A RequestContext is everything a handler needs for one request.
///
///     routes.post("/", [](RequestContext& request) {
///         BookService service(request.session());
///         return json(service.toSchema(service.create(request.json())), 201);
///     });
///
/// Thread safety: one thread at a time. Lifetime: the request's; the answer must not refer to it.
class Athanor_API RequestContext
{
public:
	RequestContext(Http::Request& request, const Http::PathParameters& parameters, const HandlerScope& scope);
	RequestContext(const RequestContext&) = delete;
	RequestContext& operator=(const RequestContext&) = delete;

	/// The session of a bind key, or of the section's own; made at first use, the same one at every call. The commit mode
	/// of its database decides about it when the handler has answered.
	/// Throws ImproperConfigurationException listing the known keys.
	Session& session(std::string_view bindKey = {});

	/// The asynchronous session of a bind key, or of the section's own; to be awaited on the loop, or given to
	/// portal().call by a blocking handler.
	/// Throws ImproperConfigurationException listing the known keys, or if the database is synchronous.
	AsyncSession& asyncSession(std::string_view bindKey = {});

	/// Runs asynchronous functions on this request's loop for a blocking handler.
	/// Throws InvalidRequestException for a request that came over no loop.
	Portal portal() const;

	/// The unit of work of the section's database, of whichever kind it is: what generated routes work on.
	UnitOfWork& unit();

	/// The unit of work of the section's database for a handler that commits whatever it writes, as generated routes do:
	/// it may commit its last write at once (UnitOfWork::nextWriteIsLast), unless a filter may still change the
	/// answer or another database takes part in the request.
	UnitOfWork& committingUnit();

	/// For whoever runs the handler: no filter looks at the answer.
	void noteAnswerIsFinal(bool isFinal) noexcept
	{
		_answerIsFinal = isFinal;
	}

	/// The body as JSON; parsed once.
	/// Throws HttpException: 415 if the Content-Type is another, 400 if it is malformed.
	const Json::Value& json();

	/// The query string's parameters; decoded once.
	QueryParameters& query();

	/// What the query string says, as a `T`: `LimitOffset` reads `currentPage` and `pageSize`; a service gives the Query
	/// of its list, with the filters and the order that its schema allows.
	///
	///     auto [books, total] = service.listAndCount(request.query<BookService>());
	///
	/// Throws HttpException (400) naming a parameter that is wrong and what it may be, and for a service one that it
	/// does not know, when that is strict.
	template <typename T>
	auto query(int defaultPageSize = 20)
	{
		if constexpr (std::is_same_v<T, LimitOffset>)
			return query().page({defaultPageSize, _scope.settings.maxPageSize});
		else
			return listQuery(T::binding(), defaultPageSize);
	}

	/// The same for a schema without a C++ type. The schema's own page size goes before `defaultPageSize`.
	Query listQuery(const SchemaBinding& schema, int defaultPageSize = 20);

	/// Throws HttpException (400) for a query parameter that nobody has asked for, when that is strict.
	void refuseUnknownParameters();

	/// Throws HttpException (406) if the client does not accept `application/json`.
	void requireJsonAccepted() const;

	Http::Request& http() noexcept
	{
		return _request;
	}
	const Http::Request& http() const noexcept
	{
		return _request;
	}
	const Http::PathParameters& parameters() const noexcept
	{
		return _parameters;
	}
	const std::string& requestId() const noexcept
	{
		return _request.requestId();
	}
	const HandlerScope& scope() const noexcept
	{
		return _scope;
	}
	/// For whoever runs the handler and decides in the end.
	RequestSessions& sessions() noexcept
	{
		return _sessions;
	}

private:
	Http::Request& _request;
	const Http::PathParameters& _parameters;
	const HandlerScope& _scope;
	RequestSessions _sessions;
	std::optional<Json::Value> _json;
	std::optional<QueryParameters> _query;
	bool _answerIsFinal = false;
};


} // namespace Athanor


#endif // Athanor_Handler_RequestContext_INCLUDED
