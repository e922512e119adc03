//
// Parser.h
//
// Library: Foundation
// Package: Http
//
// Bytes of a connection to requests, strictly.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Parser_INCLUDED
#define Athanor_Http_Parser_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Http/Chunked.h"
#include "Athanor/Http/Limits.h"
#include "Athanor/Http/Request.h"
#include <cstddef>
#include <cstdint>
#include <string_view>


namespace Athanor::Http {


/// Why a request is refused.
struct Refusal
{
	int status = 0;          ///< 0: not refused
	const char* detail = ""; ///< may be shown to the client
};


/// A Parser reads the requests of one connection, one after the other, from pieces of any size.
///
/// It takes nothing for granted that two servers could read differently: lines end in CRLF, there is one
/// Host, one way to tell the length of a body, no folding, no control characters. Every head is checked by
/// these rules line by line as it arrives, then as a whole by llhttp in strict mode, and both must agree on
/// the framing. A refusal is final: what follows on the connection means nothing.
///
///     parser.start(request);
///     Parser::Status status = parser.parse(data, consumed);
///
/// Thread safety: one thread at a time. Lifetime: the limits and the request of start() must outlive it.
class Athanor_API Parser
{
public:
	enum class Status
	{
		NeedMore, ///< everything was consumed and the request is not complete
		Head,     ///< the head is complete and announces a body; call again with the rest
		Complete, ///< the request is complete; what was not consumed belongs to the next one
		Refused   ///< see refusal()
	};

	explicit Parser(const Limits& limits) noexcept;

	/// Begins a request, which is emptied.
	void start(Request& request) noexcept;

	/// Reads on; `consumed` is how many bytes of data belong to this request.
	Status parse(std::string_view data, std::size_t& consumed);

	const Refusal& refusal() const noexcept
	{
		return _refusal;
	}
	/// Whether a byte of the request was seen (an empty line before it does not count).
	bool begun() const noexcept
	{
		return _begun;
	}
	/// Whether the head is complete.
	bool headComplete() const noexcept
	{
		return _state != State::RequestLine && _state != State::Fields;
	}
	/// Whether the client waits for `100 Continue` before it sends the body.
	bool expectsContinue() const noexcept
	{
		return _expectsContinue;
	}

private:
	enum class State : std::uint8_t
	{
		RequestLine,
		Fields,
		Counted,
		Chunks,
		Done
	};

	bool refuse(int status, const char* detail) noexcept;
	bool parseHead(std::string_view data, std::size_t& consumed);
	bool appendToHead(std::string_view piece);
	bool endLine();
	bool parseRequestLine(std::string_view line);
	bool parseTarget(std::string_view target);
	bool parseField(std::string_view line);
	bool endHead();
	bool checkHost();
	bool checkFraming();
	bool checkTransferEncoding();
	bool checkContentLength();
	bool checkExpect();
	void readConnection() noexcept;
	bool checkWithLlhttp();
	Status parseBody(std::string_view data, std::size_t& consumed);

	const Limits& _limits;
	Request* _request = nullptr;
	Refusal _refusal;
	std::size_t _lineAt = 0;
	std::size_t _fieldsAt = 0;
	std::uint64_t _remaining = 0;
	Chunked _chunked;
	State _state = State::RequestLine;
	bool _begun = false;
	bool _skippedLine = false;
	bool _expectsContinue = false;
	bool _isChunked = false;
	bool _hasLength = false;
};


} // namespace Athanor::Http


#endif // Athanor_Http_Parser_INCLUDED
