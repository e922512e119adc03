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
#include "Athanor/Json/Reader.h"


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


bool acceptsJson(std::string_view accept)
{
	while (!accept.empty())
	{
		const auto [range, rest] = split(accept, ',');
		const auto [type, parameters] = split(range, ';');
		const std::string lower = toLower(type);
		const std::string quality = toLower(trim(parameters));
		const bool refused =
			quality == "q=0" || quality == "q=0.0" || quality == "q=0.00" || quality == "q=0.000";
		if (!refused && (lower == "*/*" || lower == "application/*" || lower == "application/json"))
			return true;
		accept = rest;
	}
	return false;
}


} // namespace


RequestContext::RequestContext(Http::Request& request, const Http::PathParameters& parameters,
							   const HandlerScope& scope):
	_request(request),
	_parameters(parameters),
	_scope(scope),
	_sessions(scope.engines, scope.owner)
{
}


Session& RequestContext::session(std::string_view bindKey)
{
	return _sessions.get(bindKey.empty() ? std::string_view(_scope.bindKey) : bindKey);
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


void RequestContext::requireJsonAccepted() const
{
	const auto accept = _request.header("Accept");
	if (!accept || acceptsJson(*accept)) return;
	throw HttpException(406, "This resource is application/json only");
}


} // namespace Athanor
