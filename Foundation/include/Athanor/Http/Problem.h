//
// Problem.h
//
// Library: Foundation
// Package: Http
//
// Error answers as RFC 9457 says.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Problem_INCLUDED
#define Athanor_Http_Problem_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Http/Request.h"
#include "Athanor/Http/Response.h"
#include <functional>
#include <string>
#include <string_view>


namespace Athanor::Json {
class Writer;
}


namespace Athanor::Http {


/// Writes further members (`errors`, `retry`, `outcome`) of the problem's object: key() and value each.
using ProblemMembers = std::function<void(Json::Writer&)>;

/// An `application/problem+json` answer: `type` (`about:blank`), `title` (the reason phrase), `status`,
/// `detail`, `instance`, `request_id`, then what `members` writes. `detail` is shown to the client.
/// Bytes of `instance` that are no UTF-8 are replaced. Throws InvalidRequestException if status is not 200 to 599.
Athanor_API Response problem(int status, std::string_view detail, std::string_view instance,
							 std::string_view requestId, const ProblemMembers& members = {});

/// The same for a request: instance is its path.
Athanor_API Response problem(int status, std::string_view detail, const Request& request,
							 const ProblemMembers& members = {});


} // namespace Athanor::Http


#endif // Athanor_Http_Problem_INCLUDED
