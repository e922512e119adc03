//
// RequestContext.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/RequestContext.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Handler/ListQuery.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Service/SchemaBinding.h"


namespace Athanor {


namespace {


std::string_view trim(std::string_view text)
{
	while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
		text.remove_prefix(1);
	while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
		text.remove_suffix(1);
	return text;
}


/// The first part of a list and what follows its separator.
std::pair<std::string_view, std::string_view> split(std::string_view list, char separator)
{
	const std::size_t at = list.find(separator);
	if (at == std::string_view::npos) return {trim(list), {}};
	return {trim(list.substr(0, at)), list.substr(at + 1)};
}


bool isUtf8(std::string_view parameter)
{
	const auto [name, value] = split(parameter, '=');
	const std::string charset = toLower(trim(value));
	return toLower(name) == "charset" && (charset == "utf-8" || charset == "\"utf-8\"");
}


bool isJson(std::string_view contentType, Http::Method method)
{
	auto [type, parameters] = split(contentType, ';');
	const std::string lower = toLower(type);
	const bool mergePatch = method == Http::Method::Patch && lower == "application/merge-patch+json";
	if (lower != "application/json" && !mergePatch) return false;
	while (!parameters.empty())
	{
		const auto [parameter, rest] = split(parameters, ';');
		if (!parameter.empty() && !isUtf8(parameter)) return false;
		parameters = rest;
	}
	return true;
}


/// Whether the parameters of a media range give it the quality 0 (RFC 9110 §12.4.2): not acceptable.
bool isRefused(std::string_view parameters)
{
	while (!parameters.empty())
	{
		const auto [parameter, rest] = split(parameters, ';');
		const std::string lower = toLower(parameter);
		if (lower.substr(0, 3) == "q=0" && lower.find_first_not_of("0.", 2) == std::string::npos) return true;
		parameters = rest;
	}
	return false;
}


/// How closely a media range names `application/json`; 0: not at all.
int closeness(std::string_view range)
{
	const std::string lower = toLower(range);
	if (lower == "application/json") return 3;
	if (lower == "application/*") return 2;
	return lower == "*/*" ? 1 : 0;
}


/// What a client accepts. The closest range decides (RFC 9110 §12.5.1): `application/json;q=0, */*` refuses JSON.
class JsonAcceptance
{
public:
	void add(std::string_view accept)
	{
		while (!accept.empty())
		{
			const auto [range, rest] = split(accept, ',');
			accept = rest;
			if (range.empty()) continue;
			const auto [type, parameters] = split(range, ';');
			_any = true;
			if (closeness(type) <= _closest) continue;
			_closest = closeness(type);
			_accepted = !isRefused(parameters);
		}
	}

	/// Who names nothing takes everything.
	bool accepted() const noexcept
	{
		return !_any || _accepted;
	}

private:
	bool _any = false;
	bool _accepted = false;
	int _closest = 0;
};


} // namespace


RequestContext::RequestContext(Http::Request& request, const Http::PathParameters& parameters,
							   const HandlerScope& scope):
	_request(request),
	_parameters(parameters),
	_scope(scope),
	_sessions(scope.engines, request.loop(), scope.owner, scope.settings.refuseCrossBind)
{
}


Session& RequestContext::session(std::string_view bindKey)
{
	return _sessions.get(bindKey.empty() ? std::string_view(_scope.bindKey) : bindKey);
}


AsyncSession& RequestContext::asyncSession(std::string_view bindKey)
{
	return _sessions.getAsync(bindKey.empty() ? std::string_view(_scope.bindKey) : bindKey);
}


Portal RequestContext::portal() const
{
	if (!_request.loop()) throw InvalidRequestException("this request came over no event loop");
	return Portal(*_request.loop());
}


UnitOfWork& RequestContext::committingUnit()
{
	UnitOfWork& unit = this->unit();
	const bool everySuccessCommits = unit.engine().config().extraRollbackStatuses.empty();
	if (_answerIsFinal && everySuccessCommits && _sessions.size() == 1) unit.promiseCommit();
	return unit;
}


UnitOfWork& RequestContext::unit()
{
	return _sessions.unit(_scope.bindKey);
}


const Json::Value& RequestContext::json()
{
	if (_json) return *_json;
	if (!isJson(_request.header("Content-Type").value_or(""), _request.method()))
	{
		throw HttpException(415, "The body must be application/json in UTF-8");
	}
	Json::ReaderLimits limits;
	limits.maxDepth = _scope.settings.jsonDepth;
	try
	{
		_json = Json::parse(_request.body(), limits);
	}
	catch (const InvalidRequestException& malformed)
	{
		throw HttpException(400, malformed.message());
	}
	return *_json;
}


QueryParameters& RequestContext::query()
{
	if (!_query) _query.emplace(_request.query());
	return *_query;
}


Query RequestContext::listQuery(const SchemaBinding& schema, int defaultPageSize)
{
	const PageLimits limits{schema.defaultPageSize().value_or(defaultPageSize), _scope.settings.maxPageSize};
	Query list = readListQuery(query(), schema.filters(), limits);
	refuseUnknownParameters();
	return list;
}


void RequestContext::refuseUnknownParameters()
{
	if (_scope.settings.strictQuery) query().refuseUnknown();
}


void RequestContext::requireJsonAccepted() const
{
	JsonAcceptance acceptance;
	for (std::size_t i = 0; i < _request.headerCount(); ++i)
	{
		const Http::HeaderField field = _request.headerAt(i);
		constexpr std::string_view accept = "accept";
		if (field.name.size() == accept.size() && toLower(field.name) == accept) acceptance.add(field.value);
	}
	if (!acceptance.accepted()) throw HttpException(406, "This resource is application/json only");
}


} // namespace Athanor
