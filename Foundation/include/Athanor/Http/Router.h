//
// Router.h
//
// Library: Foundation
// Package: Http
//
// Finds the endpoint of a method and a path.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Router_INCLUDED
#define Athanor_Http_Router_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Http/Endpoint.h"
#include "Athanor/Http/PathParameters.h"
#include <memory>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor::Http {


/// A Router holds patterns and finds the one that a path is.
///
/// A pattern is a path of segments: text, `{name}` (one segment), `{name:int}` (decimal, fits int64),
/// `{name:uuid}`, and as the last one `{name:*}` (the rest, slashes included, not empty). Where several fit,
/// text goes before uuid, int, name and rest, segment by segment. A trailing slash makes no difference.
/// A segment is decoded once, before it is compared; a `%2F` in it stays part of its value.
///
///     router.add("GET", "/authors/{id:uuid}", endpoint);
///
/// Thread safety: match() from any thread once nothing adds any more. Lifetime: shares its endpoints.
class Athanor_API Router
{
public:
	enum class Outcome
	{
		Found,
		NotFound,
		MethodNotAllowed, ///< allow is set
		Options,          ///< no route of its own for OPTIONS: to be answered 204 with allow
		BadPath           ///< decodes to NUL, to no UTF-8, or holds a dot segment: 400
	};

	struct Match
	{
		Outcome outcome = Outcome::NotFound;
		Endpoint* endpoint = nullptr;
		PathParameters parameters;
		std::string_view pattern; ///< of the route, for logs and metrics; valid as long as the router
		std::string allow;        ///< sorted, `, ` between
	};

	struct Route
	{
		std::string method;
		std::string pattern;
	};

	Router();
	Router(Router&&) noexcept;
	Router& operator=(Router&&) noexcept;
	~Router();

	/// Throws ImproperConfigurationException, naming the pattern, if it is malformed, or if the same method
	/// is registered for a pattern that matches the same paths.
	void add(std::string_view method, std::string_view pattern, std::shared_ptr<Endpoint> endpoint);

	/// `path` is raw and begins with `/`, or is `*`.
	Match match(std::string_view method, std::string_view path) const;

	/// In the order added.
	const std::vector<Route>& routes() const noexcept;

private:
	struct Node;
	struct Search;

	std::unique_ptr<Node> _root;
	std::vector<Route> _routes;
};


} // namespace Athanor::Http


#endif // Athanor_Http_Router_INCLUDED
