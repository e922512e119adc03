//
// Response.cpp
//
// Library: Foundation
// Package: Http
//
// A complete HTTP response.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Response.h"
#include "Athanor/Core/Exceptions.h"
#include "Characters.h"
#include <algorithm>


namespace Athanor::Http {


namespace {


struct Reason
{
	int status;
	std::string_view phrase;
};


constexpr Reason reasons[] = {
	{100, "Continue"},
	{101, "Switching Protocols"},
	{200, "OK"},
	{201, "Created"},
	{202, "Accepted"},
	{203, "Non-Authoritative Information"},
	{204, "No Content"},
	{205, "Reset Content"},
	{206, "Partial Content"},
	{207, "Multi-Status"},
	{208, "Already Reported"},
	{226, "IM Used"},
	{300, "Multiple Choices"},
	{301, "Moved Permanently"},
	{302, "Found"},
	{303, "See Other"},
	{304, "Not Modified"},
	{305, "Use Proxy"},
	{307, "Temporary Redirect"},
	{308, "Permanent Redirect"},
	{400, "Bad Request"},
	{401, "Unauthorized"},
	{402, "Payment Required"},
	{403, "Forbidden"},
	{404, "Not Found"},
	{405, "Method Not Allowed"},
	{406, "Not Acceptable"},
	{407, "Proxy Authentication Required"},
	{408, "Request Timeout"},
	{409, "Conflict"},
	{410, "Gone"},
	{411, "Length Required"},
	{412, "Precondition Failed"},
	{413, "Content Too Large"},
	{414, "URI Too Long"},
	{415, "Unsupported Media Type"},
	{416, "Range Not Satisfiable"},
	{417, "Expectation Failed"},
	{421, "Misdirected Request"},
	{422, "Unprocessable Content"},
	{423, "Locked"},
	{424, "Failed Dependency"},
	{425, "Too Early"},
	{426, "Upgrade Required"},
	{428, "Precondition Required"},
	{429, "Too Many Requests"},
	{431, "Request Header Fields Too Large"},
	{451, "Unavailable For Legal Reasons"},
	{500, "Internal Server Error"},
	{501, "Not Implemented"},
	{502, "Bad Gateway"},
	{503, "Service Unavailable"},
	{504, "Gateway Timeout"},
	{505, "HTTP Version Not Supported"},
	{506, "Variant Also Negotiates"},
	{507, "Insufficient Storage"},
	{508, "Loop Detected"},
	{511, "Network Authentication Required"},
};


} // namespace


namespace {


void checkStatus(int status)
{
	if (status < 200 || status > 599)
		throw InvalidRequestException("a response needs a status from 200 to 599");
}


void checkValue(std::string_view value)
{
	if (holds(value, isForbiddenControl))
	{
		throw InvalidRequestException("the value of a response header holds a control character");
	}
}


void checkField(std::string_view name, std::string_view value)
{
	if (!isToken(name)) throw InvalidRequestException("the name of a response header is not a token");
	checkValue(value);
}


} // namespace


Response::Response(int status):
	_status(status)
{
	checkStatus(status);
}


Response Response::json(std::string body, int status)
{
	static const std::string type = "application/json";
	Response response(status);
	response._knownType = &type;
	response._body = std::move(body);
	return response;
}


Response Response::text(std::string body, int status)
{
	static const std::string type = "text/plain; charset=utf-8";
	Response response(status);
	response._knownType = &type;
	response._body = std::move(body);
	return response;
}


Response Response::empty(int status)
{
	return Response(status);
}


Response& Response::setStatus(int status)
{
	checkStatus(status);
	_status = status;
	return *this;
}


Response& Response::add(std::string name, std::string value) &
{
	checkField(name, value);
	if (equalIgnoringCase(name, "Content-Type"))
	{
		_contentType = std::move(value);
		_knownType = nullptr;
		return *this;
	}
	_headers.emplace_back(std::move(name), std::move(value));
	return *this;
}


Response&& Response::add(std::string name, std::string value) &&
{
	return std::move(add(std::move(name), std::move(value)));
}


Response& Response::set(std::string name, std::string value) &
{
	checkField(name, value);
	remove(name);
	return add(std::move(name), std::move(value));
}


Response&& Response::set(std::string name, std::string value) &&
{
	return std::move(set(std::move(name), std::move(value)));
}


void Response::remove(std::string_view name) noexcept
{
	if (equalIgnoringCase(name, "Content-Type"))
	{
		_contentType.clear();
		_knownType = nullptr;
	}
	_headers.erase(std::remove_if(_headers.begin(), _headers.end(),
								  [&](const Field& field) { return equalIgnoringCase(field.first, name); }),
				   _headers.end());
}


std::optional<std::string_view> Response::header(std::string_view name) const noexcept
{
	if (equalIgnoringCase(name, "Content-Type") && !contentType().empty()) return contentType();
	for (const Field& field : _headers)
	{
		if (equalIgnoringCase(field.first, name)) return field.second;
	}
	return std::nullopt;
}


Response& Response::setContentType(std::string type)
{
	checkValue(type);
	_contentType = std::move(type);
	_knownType = nullptr;
	return *this;
}


Response& Response::setBody(std::string body) noexcept
{
	_body = std::move(body);
	return *this;
}


Response& Response::retryAfter(int seconds) &
{
	return set("Retry-After", std::to_string(std::max(seconds, 1)));
}


Response&& Response::retryAfter(int seconds) &&
{
	return std::move(retryAfter(seconds));
}


Response& Response::closeConnection(bool close) noexcept
{
	_close = close;
	return *this;
}


std::string_view Response::reason(int status) noexcept
{
	const auto found = std::find_if(std::begin(reasons), std::end(reasons),
									[status](const Reason& reason) { return reason.status == status; });
	return found == std::end(reasons) ? std::string_view("Unknown") : found->phrase;
}


} // namespace Athanor::Http
