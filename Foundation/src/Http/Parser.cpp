//
// Parser.cpp
//
// Library: Foundation
// Package: Http
//
// Bytes of a connection to requests, strictly.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Parser.h"
#include "Athanor/Core/Text.h"
#include "Authority.h"
#include "Characters.h"
#include <llhttp.h>
#include <algorithm>
#include <array>
#include <cstring>
#include <optional>


namespace Athanor::Http {


namespace {


/// What is known beside the methods that have a number: a route may be registered for them. CONNECT and the
/// methods of RTSP and ICE are not known on purpose.
bool isKnownMethod(std::string_view name)
{
	if (Request::methodOf(name) != Method::Other) return true;
	static constexpr std::array<std::string_view, 24> others = {
		"COPY",       "LOCK",   "MKCOL",     "MOVE",  "PROPFIND", "PROPPATCH", "SEARCH",     "UNLOCK",
		"BIND",       "REBIND", "UNBIND",    "ACL",   "REPORT",   "CHECKOUT",  "MERGE",      "M-SEARCH",
		"MKACTIVITY", "NOTIFY", "SUBSCRIBE", "PURGE", "LINK",     "UNLINK",    "MKCALENDAR", "UNSUBSCRIBE"};
	return std::find(others.begin(), others.end(), name) != others.end();
}


/// In a piece of the head, which has its line's end.
bool isForbiddenInHead(char c) noexcept
{
	return isForbiddenControl(c) && c != '\r' && c != '\n';
}


/// What a target may not have as it is.
bool isForbiddenInTarget(char c) noexcept
{
	const auto byte = static_cast<unsigned char>(c);
	return byte <= 0x20 || byte >= 0x7F || c == '#';
}


int pauseAfterHead(llhttp_t*)
{
	return HPE_PAUSED;
}


} // namespace


Parser::Parser(const Limits& limits) noexcept:
	_limits(limits)
{
}


void Parser::start(Request& request) noexcept
{
	request.clear();
	_request = &request;
	_refusal = Refusal();
	_lineAt = 0;
	_fieldsAt = 0;
	_remaining = 0;
	_state = State::RequestLine;
	_begun = false;
	_skippedLine = false;
	_expectsContinue = false;
	_isChunked = false;
	_hasLength = false;
}


Parser::Status Parser::parse(std::string_view data, std::size_t& consumed)
{
	consumed = 0;
	if (_refusal.status != 0) return Status::Refused;
	if (!headComplete())
	{
		if (!parseHead(data, consumed)) return Status::Refused;
		if (!headComplete()) return Status::NeedMore;
		return _state == State::Done ? Status::Complete : Status::Head;
	}
	return parseBody(data, consumed);
}


bool Parser::refuse(int status, const char* detail) noexcept
{
	_refusal.status = status;
	_refusal.detail = detail;
	return false;
}


bool Parser::parseHead(std::string_view data, std::size_t& consumed)
{
	while (consumed < data.size() && !headComplete())
	{
		const std::string_view rest = data.substr(consumed);
		const void* end = std::memchr(rest.data(), '\n', rest.size());
		const std::size_t length =
			end ? static_cast<std::size_t>(static_cast<const char*>(end) - rest.data()) + 1 : rest.size();
		consumed += length;
		if (!appendToHead(rest.substr(0, length))) return false;
		if (end && !endLine()) return false;
	}
	return true;
}


/// Takes a piece of the current line, up to and with its LF. Too long lines and control characters are
/// refused here, before the line is complete.
bool Parser::appendToHead(std::string_view piece)
{
	std::string& head = _request->_head;
	const bool first = _state == State::RequestLine;
	const std::size_t lineLength = head.size() - _lineAt + piece.size();
	const std::size_t limit = first ? _limits.maxRequestLine : _limits.maxHeaderBytes;
	// Up to two bytes more are the line's end.
	const bool ended = piece.back() == '\n';
	const std::size_t lineEnd = ended ? 2 : piece.back() == '\r' ? 1 : 0;
	if (lineLength > limit + lineEnd)
	{
		return first ? refuse(414, "The request line is too long")
					 : refuse(431, "A header field is too long");
	}
	if (!first && head.size() - _fieldsAt + piece.size() > _limits.maxHeadersBytes + 2)
	{
		return refuse(431, "The header fields are too long");
	}
	if (holds(piece, isForbiddenInHead)) return refuse(400, "A control character in the header");
	head.append(piece);
	const char begin = head[_lineAt];
	if (begin != '\r' && begin != '\n') _begun = true;
	return true;
}


bool Parser::endLine()
{
	std::string& head = _request->_head;
	const std::size_t end = head.size();
	if (end - _lineAt < 2 || head[end - 2] != '\r') return refuse(400, "A line that does not end in CR LF");
	const std::string_view line(head.data() + _lineAt, end - 2 - _lineAt);
	if (line.find('\r') != std::string_view::npos) return refuse(400, "A CR without its LF");
	if (_state == State::Fields)
	{
		if (line.empty()) return endHead();
		if (!parseField(line)) return false;
		_lineAt = end;
		return true;
	}
	if (line.empty())
	{
		// RFC 9112 2.2: one empty line before a request, left over from a client's body.
		if (_skippedLine) return refuse(400, "Empty lines before the request");
		_skippedLine = true;
		head.clear();
		return true;
	}
	if (!parseRequestLine(line)) return false;
	_state = State::Fields;
	_lineAt = _fieldsAt = end;
	return true;
}


bool Parser::parseRequestLine(std::string_view line)
{
	const std::size_t firstBlank = line.find(' ');
	const std::string_view method = line.substr(0, firstBlank);
	if (!isToken(method)) return refuse(400, "The method is no token");
	if (firstBlank == std::string_view::npos) return refuse(400, "The request line has no target");
	const std::size_t secondBlank = line.find(' ', firstBlank + 1);
	if (secondBlank == std::string_view::npos) return refuse(400, "The request line has no version");
	const std::string_view target = line.substr(firstBlank + 1, secondBlank - firstBlank - 1);
	const std::string_view version = line.substr(secondBlank + 1);
	if (version.size() != 8 || version.substr(0, 5) != "HTTP/" || !isDigit(version[5]) || version[6] != '.' ||
		!isDigit(version[7]))
	{
		return refuse(400, "The request line does not end in a version of HTTP");
	}
	if (version != "HTTP/1.1" && version != "HTTP/1.0")
		return refuse(505, "Only HTTP/1.0 and HTTP/1.1 are spoken");
	if (!isKnownMethod(method)) return refuse(501, "The method is not known");
	Request& request = *_request;
	request._minorVersion = version[7] == '1' ? 1 : 0;
	request._methodName = {0, static_cast<std::uint32_t>(method.size())};
	request._method = Request::methodOf(method);
	request._target = {static_cast<std::uint32_t>(firstBlank + 1), static_cast<std::uint32_t>(target.size())};
	return parseTarget(target);
}


bool Parser::parseTarget(std::string_view target)
{
	if (target.empty()) return refuse(400, "The target is empty");
	if (holds(target, isForbiddenInTarget))
		return refuse(400, "The target holds a character that must be encoded");
	if (!isPercentEncodingValid(target)) return refuse(400, "The target holds a malformed percent-encoding");
	std::uint32_t pathAt = _request->_target.at;
	if (target == "*")
	{
		if (_request->_method != Method::Options) return refuse(400, "The target * is for OPTIONS only");
	}
	else if (target.front() != '/')
	{
		const std::optional<std::size_t> authorityAt = absoluteAuthority(target);
		if (!authorityAt) return refuse(400, "The target is neither a path nor a URI");
		const std::size_t end = std::min(target.find_first_of("/?", *authorityAt), target.size());
		if (!isValidAuthority(target.substr(*authorityAt, end - *authorityAt)))
		{
			return refuse(400, "The authority of the target is malformed");
		}
		pathAt += static_cast<std::uint32_t>(end);
	}
	_request->splitTarget(pathAt);
	return true;
}


bool Parser::parseField(std::string_view line)
{
	if (line.front() == ' ' || line.front() == '\t') return refuse(400, "A folded header field");
	const std::size_t colon = line.find(':');
	if (colon == std::string_view::npos) return refuse(400, "A header field without a colon");
	if (!isToken(line.substr(0, colon))) return refuse(400, "The name of a header field is no token");
	Request& request = *_request;
	if (request._fields.size() >= _limits.maxHeaders) return refuse(431, "Too many header fields");
	const std::string_view value = trimmed(line.substr(colon + 1));
	Request::Field field;
	field.name = {static_cast<std::uint32_t>(_lineAt), static_cast<std::uint32_t>(colon)};
	field.value = {static_cast<std::uint32_t>(value.data() - request._head.data()),
				   static_cast<std::uint32_t>(value.size())};
	if (value.empty()) field.value.at = field.name.at;
	request._fields.push_back(field);
	return true;
}


bool Parser::endHead()
{
	_request->adoptRequestId();
	if (!checkHost() || !checkFraming() || !checkExpect() || !checkWithLlhttp()) return false;
	readConnection();
	if (_isChunked)
	{
		_chunked.start();
		_state = State::Chunks;
	}
	else
	{
		_state = _remaining == 0 ? State::Done : State::Counted;
		// Not more at once: a length is only a claim.
		if (_remaining != 0)
			_request->_body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(_remaining, 65536)));
	}
	if (_state == State::Done || _request->_minorVersion == 0) _expectsContinue = false;
	return true;
}


bool Parser::checkHost()
{
	const std::size_t hosts = _request->headerCount("Host");
	if (hosts > 1) return refuse(400, "More than one Host");
	if (hosts == 0) return _request->_minorVersion == 0 || refuse(400, "No Host");
	if (!isValidAuthority(*_request->header("Host"))) return refuse(400, "The Host is malformed");
	return true;
}


bool Parser::checkFraming()
{
	const bool coded = _request->header("Transfer-Encoding").has_value();
	_hasLength = _request->header("Content-Length").has_value();
	if (coded && _hasLength) return refuse(400, "Both Transfer-Encoding and Content-Length");
	if (coded) return checkTransferEncoding();
	return !_hasLength || checkContentLength();
}


/// All fields together are one list, and it must be `chunked` alone.
bool Parser::checkTransferEncoding()
{
	if (_request->_minorVersion == 0) return refuse(400, "Transfer-Encoding in HTTP/1.0");
	std::size_t count = 0;
	std::size_t chunkedCount = 0;
	bool malformed = false;
	bool lastIsChunked = false;
	for (std::size_t i = 0; i < _request->headerCount(); ++i)
	{
		const HeaderField field = _request->headerAt(i);
		if (!equalIgnoringCase(field.name, "Transfer-Encoding")) continue;
		if (field.value.empty()) malformed = true;
		forEachElement(field.value, [&](std::string_view coding) {
			++count;
			malformed |= !isToken(coding);
			lastIsChunked = equalIgnoringCase(coding, "chunked");
			if (lastIsChunked) ++chunkedCount;
		});
		// `chunked,` is a list as well, but nobody means it.
		if (field.value.find(',') != std::string_view::npos && count < 2) malformed = true;
	}
	if (malformed || count == 0) return refuse(400, "The Transfer-Encoding is malformed");
	if (chunkedCount > 1 || (chunkedCount == 1 && !lastIsChunked))
	{
		return refuse(400, "In Transfer-Encoding, chunked must be the last and only once");
	}
	if (count > 1 || !lastIsChunked) return refuse(501, "The only transfer coding is chunked");
	_isChunked = true;
	return true;
}


bool Parser::checkContentLength()
{
	if (_request->headerCount("Content-Length") > 1) return refuse(400, "More than one Content-Length");
	const std::string_view text = *_request->header("Content-Length");
	if (!isDigits(text)) return refuse(400, "The Content-Length is no number");
	const std::optional<std::uint64_t> length = parseUnsigned(text);
	if (!length || *length > _limits.maxBodyBytes) return refuse(413, "The body is too large");
	_remaining = *length;
	return true;
}


bool Parser::checkExpect()
{
	// RFC 9110 10.1.1: an expectation in an HTTP/1.0 request is ignored.
	if (_request->_minorVersion == 0) return true;
	for (std::size_t i = 0; i < _request->headerCount(); ++i)
	{
		const HeaderField field = _request->headerAt(i);
		if (!equalIgnoringCase(field.name, "Expect")) continue;
		if (!equalIgnoringCase(field.value, "100-continue"))
			return refuse(417, "Only 100-continue can be expected");
		_expectsContinue = true;
	}
	return true;
}


void Parser::readConnection() noexcept
{
	bool close = false;
	bool keep = false;
	for (std::size_t i = 0; i < _request->headerCount(); ++i)
	{
		const HeaderField field = _request->headerAt(i);
		if (!equalIgnoringCase(field.name, "Connection")) continue;
		forEachElement(field.value, [&](std::string_view option) {
			close |= equalIgnoringCase(option, "close");
			keep |= equalIgnoringCase(option, "keep-alive");
		});
	}
	_request->_keepAlive = !close && (_request->_minorVersion == 1 || keep);
}


/// The second opinion. The head is complete, so one call reads all of it; its end pauses the parser before
/// it could look for a body or switch to another protocol.
bool Parser::checkWithLlhttp()
{
	static const llhttp_settings_t settings = [] {
		llhttp_settings_t s;
		llhttp_settings_init(&s);
		s.on_headers_complete = pauseAfterHead;
		return s;
	}();
	llhttp_t parser;
	llhttp_init(&parser, HTTP_REQUEST, &settings);
	const std::string& head = _request->_head;
	if (llhttp_execute(&parser, head.data(), head.size()) != HPE_PAUSED)
		return refuse(400, "The header is malformed");
	const bool chunked = (parser.flags & F_CHUNKED) != 0;
	const bool counted = (parser.flags & F_CONTENT_LENGTH) != 0;
	if (chunked != _isChunked || counted != _hasLength || (counted && parser.content_length != _remaining))
	{
		return refuse(400, "The length of the body is ambiguous");
	}
	return true;
}


Parser::Status Parser::parseBody(std::string_view data, std::size_t& consumed)
{
	if (_state == State::Counted)
	{
		consumed = static_cast<std::size_t>(std::min<std::uint64_t>(_remaining, data.size()));
		_request->_body.append(data.substr(0, consumed));
		_remaining -= consumed;
		if (_remaining == 0) _state = State::Done;
	}
	else if (_state == State::Chunks)
	{
		const Chunked::Status status = _chunked.decode(data, _request->_body, _limits, consumed);
		if (status == Chunked::Status::Malformed) refuse(400, "A chunk of the body is malformed");
		if (status == Chunked::Status::BodyTooLarge) refuse(413, "The body is too large");
		if (status == Chunked::Status::TrailerTooLarge) refuse(431, "The trailer is too large");
		if (status == Chunked::Status::Complete) _state = State::Done;
	}
	if (_refusal.status != 0) return Status::Refused;
	return _state == State::Done ? Status::Complete : Status::NeedMore;
}


} // namespace Athanor::Http
