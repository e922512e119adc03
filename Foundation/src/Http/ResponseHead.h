//
// ResponseHead.h
//
// Library: Foundation
// Package: Http
//
// Writes the head of a response. Private.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_ResponseHead_INCLUDED
#define Athanor_Http_ResponseHead_INCLUDED


#include "Athanor/Http/Response.h"
#include <ctime>
#include <string>
#include <string_view>


namespace Athanor::Http {


/// The Date field of the current second.
///
/// Thread safety: one thread at a time.
class DateCache
{
public:
	/// In the form of RFC 9110 (`Sun, 06 Nov 1994 08:49:37 GMT`); valid until the next call.
	std::string_view now();

private:
	std::time_t _second = -1;
	std::string _text;
};


/// How a response is to be framed.
struct Framing
{
	std::string_view date;
	std::string_view requestId;
	bool keepAlive = true;     ///< false: `Connection: close`
	bool sayKeepAlive = false; ///< `Connection: keep-alive`, which HTTP/1.0 clients need
	bool headOnly = false;     ///< the answer to a HEAD: the length without the body
};


/// Appends a response, head and body, to `out`. Returns the length of the body sent.
std::size_t appendResponse(std::string& out, const Response& response, const Framing& framing);


} // namespace Athanor::Http


#endif // Athanor_Http_ResponseHead_INCLUDED
