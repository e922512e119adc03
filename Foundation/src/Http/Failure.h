//
// Failure.h
//
// Library: Foundation
// Package: Http
//
// Tells the log about exceptions. Private.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Failure_INCLUDED
#define Athanor_Http_Failure_INCLUDED


#include <exception>
#include <string>
#include <string_view>


namespace Athanor::Http {


/// What an exception says, whatever it is.
std::string describe(const std::exception_ptr& error);

/// Logs an error to "athanor.http": `what: <the exception>`. Gives up silently only if the log itself fails.
void logFailure(std::string_view what, const std::exception_ptr& error) noexcept;


} // namespace Athanor::Http


#endif // Athanor_Http_Failure_INCLUDED
