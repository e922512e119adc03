//
// FilterChain.h
//
// Library: Foundation
// Package: Handler
//
// Functions that run around handlers.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_FilterChain_INCLUDED
#define Athanor_Handler_FilterChain_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Http/Response.h"
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>


namespace Athanor {


class RequestContext;


/// A FilterChain holds the functions that run before and after the handlers below a path: where authentication and
/// CORS attach.
///
/// A filter belongs to the routes whose pattern is its path or lies below it (`/authors` holds for `/authors/{id:uuid}`, not for
/// `/authorship`), so no spelling of a request's path gets around it. It runs on the handler's thread, inside the
/// request's transaction: an after-filter may still change the status that decides about the commit.
///
/// Thread safety: filled at start-up by one thread, then immutable.
class Athanor_API FilterChain
{
public:
	/// May answer in the handler's place.
	using Before = std::function<std::optional<Http::Response>(RequestContext&)>;
	/// May change the answer, an error's included. Must not throw for an answer that is already an error.
	using After = std::function<void(RequestContext&, Http::Response&)>;

	/// Throws ImproperConfigurationException if the path does not begin with `/`.
	void before(std::string path, Before filter);
	void after(std::string path, After filter);

	/// Whether an after-filter belongs to a route.
	bool hasAfter(std::string_view pattern) const noexcept;

	/// Runs the before-filters of a route in the order of registration until one answers.
	std::optional<Http::Response> runBefore(std::string_view pattern, RequestContext& context) const;
	/// Runs the after-filters of a route in the reverse order.
	void runAfter(std::string_view pattern, RequestContext& context, Http::Response& response) const;

private:
	std::vector<std::pair<std::string, Before>> _before;
	std::vector<std::pair<std::string, After>> _after;
};


} // namespace Athanor


#endif // Athanor_Handler_FilterChain_INCLUDED
