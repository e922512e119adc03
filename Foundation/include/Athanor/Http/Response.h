//
// Response.h
//
// Library: Foundation
// Package: Http
//
// A complete HTTP response.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Response_INCLUDED
#define Athanor_Http_Response_INCLUDED


#include "Athanor/Core/API.h"
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>


namespace Athanor::Http {


/// A Response is a status, header fields and a buffered body.
///
/// Framing is the server's: Content-Length, Transfer-Encoding, Connection, Date and X-Request-Id are written
/// by it, and fields of these names set here are left out. A body of a 204 or 304 is not sent.
///
///     return Response::json(text, 201).set("Location", "/authors/" + id);
///
/// Thread safety: a value.
class Athanor_API Response
{
public:
	using Field = std::pair<std::string, std::string>;

	/// 200 with an empty body.
	Response() = default;
	/// Throws InvalidRequestException if status is not 200 to 599.
	explicit Response(int status);

	/// `application/json`; the text is sent as it is.
	static Response json(std::string body, int status = 200);
	/// `text/plain; charset=utf-8`.
	static Response text(std::string body, int status = 200);
	/// No body and no Content-Type.
	static Response empty(int status = 204);

	int status() const noexcept
	{
		return _status;
	}
	/// Throws InvalidRequestException if status is not 200 to 599.
	Response& setStatus(int status);

	/// Appends a field. Throws InvalidRequestException if the name is no token, or the value holds a control
	/// character other than a tab (CR and LF would let a value forge further fields or a second response).
	Response& add(std::string name, std::string value) &;
	Response&& add(std::string name, std::string value) &&;
	/// Replaces all fields of that name by one. Throws like add().
	Response& set(std::string name, std::string value) &;
	Response&& set(std::string name, std::string value) &&;
	/// Removes all fields of that name.
	void remove(std::string_view name) noexcept;
	/// The first field of that name, without regard to case.
	std::optional<std::string_view> header(std::string_view name) const noexcept;
	/// In the order added; without Content-Type, which is contentType().
	const std::vector<Field>& headers() const noexcept
	{
		return _headers;
	}

	const std::string& contentType() const noexcept
	{
		return _knownType ? *_knownType : _contentType;
	}
	/// Throws like add().
	Response& setContentType(std::string type);

	const std::string& body() const noexcept
	{
		return _body;
	}
	std::string& body() noexcept
	{
		return _body;
	}
	Response& setBody(std::string body) noexcept;

	/// Sets Retry-After in seconds, at least 1.
	Response& retryAfter(int seconds) &;
	Response&& retryAfter(int seconds) &&;

	/// Asks the server to close the connection after this response.
	Response& closeConnection(bool close = true) noexcept;
	bool closesConnection() const noexcept
	{
		return _close;
	}

	/// The phrase of RFC 9110 and its extensions; `Unknown` for a status without one.
	static std::string_view reason(int status) noexcept;

private:
	std::vector<Field> _headers;
	std::string _contentType;
	/// Of the process, instead of _contentType: the types of nearly all answers are not copied.
	const std::string* _knownType = nullptr;
	std::string _body;
	int _status = 200;
	bool _close = false;
};


} // namespace Athanor::Http


#endif // Athanor_Http_Response_INCLUDED
