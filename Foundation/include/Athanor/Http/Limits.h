//
// Limits.h
//
// Library: Foundation
// Package: Http
//
// What a client may cost the server.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Limits_INCLUDED
#define Athanor_Http_Limits_INCLUDED


#include <cstddef>


namespace Athanor::Http {


/// Limits say how large a request may be and how long a client may take. Each has a status or an action.
///
/// A plain struct and no configuration class, so that the engine can be tested without an ini file; the
/// server's wiring copies the configured values into it.
///
/// Thread safety: a value.
struct Limits
{
	std::size_t maxRequestLine = 8192;      ///< bytes of the request line without CRLF; more is 414
	std::size_t maxHeaderBytes = 8192;      ///< bytes of one field line without CRLF; more is 431
	std::size_t maxHeadersBytes = 32768;    ///< bytes of all field lines; more is 431
	std::size_t maxHeaders = 100;           ///< field lines; more is 431
	std::size_t maxBodyBytes = 1024 * 1024; ///< bytes of the decoded body; more is 413
	std::size_t maxConnections = 10000;     ///< open at once; a further one is answered 503 and closed
	int headerTimeoutMs = 10000;            ///< first byte (or accept) to the end of the header; later is 408
	std::size_t bodyMinRate = 240;          ///< bytes per second a body must arrive with; slower is 408
	int bodyGraceMs = 5000;                 ///< time before bodyMinRate counts
	int idleTimeoutMs = 60000;              ///< a kept connection without a byte is closed silently
	int writeTimeoutMs = 30000;             ///< a client that does not read its answer is cut off
	int drainTimeoutMs = 30000;             ///< how long Server::stop() waits for requests in flight
};


} // namespace Athanor::Http


#endif // Athanor_Http_Limits_INCLUDED
