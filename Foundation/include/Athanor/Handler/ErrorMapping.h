//
// ErrorMapping.h
//
// Library: Foundation
// Package: Handler
//
// From exceptions to problem+json: the one table.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_ErrorMapping_INCLUDED
#define Athanor_Handler_ErrorMapping_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Http/Request.h"
#include "Athanor/Http/Response.h"
#include <exception>


namespace Athanor {


/// The answer to an exception that left a handler, as the HTTP contract's table says, and a log line for those
/// that are the server's fault, under the same request id. What is shown to a client says nothing internal.
Athanor_API Http::Response toResponse(const std::exception_ptr& exception, const Http::Request& request);


} // namespace Athanor


#endif // Athanor_Handler_ErrorMapping_INCLUDED
