//
// Request.h
//
// Library: Foundation
// Package: Http
//
// A complete HTTP request.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Request_INCLUDED
#define Athanor_Http_Request_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/EventLoop.h"
#include "Poco/Net/SocketAddress.h"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor::Http {


/// The methods a router tells apart by number; every other known one is Other, with its text.
enum class Method : std::uint8_t
{
	Get,
	Head,
	Post,
	Put,
	Patch,
	Delete,
	Options,
	Trace,
	Other
};


/// One field of a header, as received; the name keeps its case.
struct HeaderField
{
	std::string_view name;
	std::string_view value; ///< without surrounding blanks
};


/// A Request is what a client asked, complete: the server never makes one of half a message.
///
/// The text of the head lies in one buffer and everything that returns a string_view points into it, so a
/// Request can be moved, and its views die with it. Nothing is decoded here: path() and query() are raw.
///
/// Thread safety: one thread at a time. Lifetime: views and references end with the Request; loop() is the
/// server's.
class Athanor_API Request
{
public:
	using Clock = EventLoop::Clock;

	/// An empty request for the parser to fill.
	Request();
	/// A request as a test or an inner caller makes it; `target` in origin form (`/a?b=c`) or `*`.
	/// The request id is generated. Throws nothing beside std::bad_alloc: the texts are not checked.
	Request(std::string_view method, std::string_view target);
	Request(Request&&) noexcept;
	Request& operator=(Request&&) noexcept;
	Request(const Request&) = delete;
	Request& operator=(const Request&) = delete;
	~Request();

	Method method() const noexcept
	{
		return _method;
	}
	/// The method as sent (`GET`, `PROPFIND`).
	std::string_view methodName() const noexcept;
	/// The request target as sent, absolute form included.
	std::string_view target() const noexcept;
	/// The path of the target, not decoded; begins with `/`, or is `*`.
	std::string_view path() const noexcept;
	/// What follows the first `?` of the target, not decoded; empty if there is none.
	std::string_view query() const noexcept;
	/// 0 for HTTP/1.0, 1 for HTTP/1.1.
	int minorVersion() const noexcept
	{
		return _minorVersion;
	}

	std::size_t headerCount() const noexcept
	{
		return _fields.size();
	}
	/// In the order received; index < headerCount().
	HeaderField headerAt(std::size_t index) const noexcept;
	/// The first field of that name, without regard to case; nothing if there is none.
	std::optional<std::string_view> header(std::string_view name) const noexcept;
	/// How many fields have that name.
	std::size_t headerCount(std::string_view name) const noexcept;

	const std::string& body() const noexcept
	{
		return _body;
	}
	/// Gives the body away; body() is empty afterwards.
	std::string takeBody() noexcept;

	/// The client's X-Request-Id if it is 1 to 128 of `[A-Za-z0-9._-]`, otherwise a UUID v4 in lower case.
	const std::string& requestId() const noexcept
	{
		return _requestId;
	}
	const Poco::Net::SocketAddress& clientAddress() const noexcept
	{
		return peer().client;
	}
	/// The address the client connected to.
	const Poco::Net::SocketAddress& serverAddress() const noexcept
	{
		return peer().server;
	}
	/// Whether the client wants the connection kept.
	bool keepAlive() const noexcept
	{
		return _keepAlive;
	}
	/// When the last byte of the request was read.
	Clock::time_point receivedAt() const noexcept
	{
		return _receivedAt;
	}
	/// The loop the request's connection lives on; null for a request that came from no connection.
	EventLoop* loop() const noexcept
	{
		return _loop;
	}

	/// For tests and inner callers. The texts are not checked.
	Request& addHeader(std::string_view name, std::string_view value);
	Request& setBody(std::string body);
	Request& setRequestId(std::string id);
	Request& setLoop(EventLoop* loop) noexcept;
	Request& setClientAddress(const Poco::Net::SocketAddress& address);

	/// The number of a method's text; case matters, as in RFC 9110.
	static Method methodOf(std::string_view name) noexcept;

private:
	friend class Parser;
	friend class Connection;

	/// The ends of a connection; one for all its requests, for a copy of an address allocates.
	struct Peer
	{
		Poco::Net::SocketAddress client;
		Poco::Net::SocketAddress server;
	};
	using PeerPtr = std::shared_ptr<const Peer>;

	/// A piece of _head; offsets instead of pointers, so that moving is safe.
	struct Span
	{
		std::uint32_t at = 0;
		std::uint32_t length = 0;
	};
	struct Field
	{
		Span name;
		Span value;
	};

	const Peer& peer() const noexcept;

	std::string_view text(Span span) const noexcept;
	Span append(std::string_view text);
	/// Sets path and query from the target (which must be set) starting at `pathAt` of _head.
	void splitTarget(std::uint32_t pathAt) noexcept;
	/// Accepts or generates the request id.
	void adoptRequestId();
	/// Empties everything but keeps the memory.
	void clear() noexcept;

	std::string _head;
	std::vector<Field> _fields;
	Span _methodName;
	Span _target;
	Span _path;
	Span _query;
	std::string _body;
	std::string _requestId;
	PeerPtr _peer; ///< null: no address is known
	Clock::time_point _receivedAt{};
	EventLoop* _loop = nullptr;
	Method _method = Method::Other;
	std::uint8_t _minorVersion = 1;
	bool _keepAlive = true;
};


} // namespace Athanor::Http


#endif // Athanor_Http_Request_INCLUDED
