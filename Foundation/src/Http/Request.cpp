//
// Request.cpp
//
// Library: Foundation
// Package: Http
//
// A complete HTTP request.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Request.h"
#include "Athanor/Core/UUID.h"
#include "Characters.h"
#include <algorithm>
#include <utility>


namespace Athanor::Http {


namespace {


bool isAcceptableId(std::string_view id) noexcept
{
	if (id.empty() || id.size() > 128) return false;
	return std::all_of(id.begin(), id.end(),
					   [](char c) { return isAlpha(c) || isDigit(c) || c == '.' || c == '_' || c == '-'; });
}


} // namespace


Request::Request() = default;


Request::Request(std::string_view method, std::string_view target):
	Request()
{
	_methodName = append(method);
	_method = methodOf(method);
	_target = append(target);
	splitTarget(_target.at);
	adoptRequestId();
	_receivedAt = Clock::now();
}


Request::Request(Request&&) noexcept = default;


Request& Request::operator=(Request&&) noexcept = default;


Request::~Request() = default;


std::string_view Request::methodName() const noexcept
{
	return text(_methodName);
}


std::string_view Request::target() const noexcept
{
	return text(_target);
}


std::string_view Request::path() const noexcept
{
	// The target `http://host` has an empty path, which means the root.
	return _path.length == 0 ? std::string_view("/") : text(_path);
}


std::string_view Request::query() const noexcept
{
	return text(_query);
}


HeaderField Request::headerAt(std::size_t index) const noexcept
{
	return {text(_fields[index].name), text(_fields[index].value)};
}


std::optional<std::string_view> Request::header(std::string_view name) const noexcept
{
	for (const Field& field : _fields)
	{
		if (equalIgnoringCase(text(field.name), name)) return text(field.value);
	}
	return std::nullopt;
}


std::size_t Request::headerCount(std::string_view name) const noexcept
{
	return static_cast<std::size_t>(std::count_if(_fields.begin(), _fields.end(), [&](const Field& field) {
		return equalIgnoringCase(text(field.name), name);
	}));
}


std::string Request::takeBody() noexcept
{
	return std::exchange(_body, std::string());
}


Request& Request::addHeader(std::string_view name, std::string_view value)
{
	Field field;
	field.name = append(name);
	field.value = append(value);
	_fields.push_back(field);
	return *this;
}


Request& Request::setBody(std::string body)
{
	_body = std::move(body);
	return *this;
}


Request& Request::setRequestId(std::string id)
{
	_requestId = std::move(id);
	return *this;
}


Request& Request::setLoop(EventLoop* loop) noexcept
{
	_loop = loop;
	return *this;
}


Request& Request::setClientAddress(const Poco::Net::SocketAddress& address)
{
	auto changed = std::make_shared<Peer>(peer());
	changed->client = address;
	_peer = std::move(changed);
	return *this;
}


Method Request::methodOf(std::string_view name) noexcept
{
	if (name == "GET") return Method::Get;
	if (name == "POST") return Method::Post;
	if (name == "PATCH") return Method::Patch;
	if (name == "DELETE") return Method::Delete;
	if (name == "PUT") return Method::Put;
	if (name == "HEAD") return Method::Head;
	if (name == "OPTIONS") return Method::Options;
	if (name == "TRACE") return Method::Trace;
	return Method::Other;
}


const Request::Peer& Request::peer() const noexcept
{
	static const Peer unknown;
	return _peer ? *_peer : unknown;
}


std::string_view Request::text(Span span) const noexcept
{
	return std::string_view(_head.data() + span.at, span.length);
}


Request::Span Request::append(std::string_view text)
{
	Span span;
	span.at = static_cast<std::uint32_t>(_head.size());
	span.length = static_cast<std::uint32_t>(text.size());
	_head.append(text);
	return span;
}


void Request::splitTarget(std::uint32_t pathAt) noexcept
{
	_path.at = pathAt;
	_path.length = _target.at + _target.length - pathAt;
	_query = Span();
	const std::size_t mark = text(_path).find('?');
	if (mark == std::string_view::npos) return;
	_query.at = _path.at + static_cast<std::uint32_t>(mark) + 1;
	_query.length = _path.length - static_cast<std::uint32_t>(mark) - 1;
	_path.length = static_cast<std::uint32_t>(mark);
}


void Request::adoptRequestId()
{
	const std::optional<std::string_view> sent = header("X-Request-Id");
	if (sent && isAcceptableId(*sent))
	{
		_requestId.assign(*sent);
		return;
	}
	_requestId.resize(36);
	UUID::v4().writeTo(_requestId.data());
}


void Request::clear() noexcept
{
	_head.clear();
	_fields.clear();
	_methodName = _target = _path = _query = Span();
	_body.clear();
	_requestId.clear();
	_receivedAt = {};
	_method = Method::Other;
	_minorVersion = 1;
	_keepAlive = true;
}


} // namespace Athanor::Http
