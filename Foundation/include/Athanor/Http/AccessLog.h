//
// AccessLog.h
//
// Library: Foundation
// Package: Http
//
// One line per request.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_AccessLog_INCLUDED
#define Athanor_Http_AccessLog_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Http/Request.h"
#include <chrono>
#include <cstddef>
#include <string>


namespace Athanor::Http {


/// The line of a request: `client "METHOD target" status bytes µs request-id`, where bytes are those of the
/// body and µs is the time since the request was complete. What is not visible ASCII, quotes and backslashes
/// are written `\xNN`, so no client can forge a line or a field. A request that was refused before it had a
/// method or target shows `-`.
Athanor_API std::string accessLine(const Request& request, int status, std::size_t bytes,
								   std::chrono::microseconds time);


} // namespace Athanor::Http


#endif // Athanor_Http_AccessLog_INCLUDED
