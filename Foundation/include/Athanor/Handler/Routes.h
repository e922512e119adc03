//
// Routes.h
//
// Library: Foundation
// Package: Handler
//
// Registers handlers below a mount point.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_Routes_INCLUDED
#define Athanor_Handler_Routes_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Handler/HandlerArguments.h"
#include "Athanor/Handler/HandlerEndpoint.h"
#include "Athanor/Http/Endpoint.h"
#include "Poco/Net/HTTPRequestHandlerFactory.h"
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>


namespace Athanor {


/// One handler as it was registered, not yet served.
struct StagedRoute
{
	std::string method;
	std::string pattern; ///< whole, mount point included
	std::shared_ptr<Http::Endpoint> endpoint;
};


/// A Routes registers the handlers of a plugin below one mount point.
///
/// A handler is any callable that takes a RequestContext& and, in the order of the pattern, the path's parameters
/// (UUID, std::int64_t, std::string). What it returns says where it runs: a Response on a worker, where it may block;
/// a Task<Response> on the loop, where it must not.
///
///     routes.get("/{id:uuid}", [](RequestContext& request, UUID id) { … });
///
/// What is registered is staged in a list first: a plugin that fails half-way through its start leaves nothing behind.
///
/// Thread safety: used by one thread at start-up. Lifetime: refers to the list.
class Athanor_API Routes
{
public:
	/// `mount` begins with `/`; a trailing slash is dropped.
	/// Throws ImproperConfigurationException if it does not.
	Routes(std::vector<StagedRoute>& staged, std::shared_ptr<const HandlerScope> scope, std::string mount);

	/// A pattern that is malformed or taken stops the start-up when the staged routes are served.
	template <typename Handler>
	Routes& get(std::string_view pattern, Handler handler)
	{
		return add("GET", pattern, std::move(handler));
	}
	template <typename Handler>
	Routes& post(std::string_view pattern, Handler handler)
	{
		return add("POST", pattern, std::move(handler));
	}
	template <typename Handler>
	Routes& put(std::string_view pattern, Handler handler)
	{
		return add("PUT", pattern, std::move(handler));
	}
	template <typename Handler>
	Routes& patch(std::string_view pattern, Handler handler)
	{
		return add("PATCH", pattern, std::move(handler));
	}
	template <typename Handler>
	Routes& del(std::string_view pattern, Handler handler)
	{
		return add("DELETE", pattern, std::move(handler));
	}
	template <typename Handler>
	Routes& add(std::string_view method, std::string_view pattern, Handler handler)
	{
		addHandler(method, pattern, bindArguments(std::move(handler)));
		return *this;
	}

	/// Mounts a standard Poco handler factory, unchanged, for everything at and below the path.
	/// Such handlers have no session; they answer for themselves.
	Routes& mount(std::string_view path, std::unique_ptr<Poco::Net::HTTPRequestHandlerFactory> factory);

	const std::string& mountPoint() const noexcept
	{
		return _mount;
	}
	const HandlerScope& scope() const noexcept
	{
		return *_scope;
	}

private:
	void addHandler(std::string_view method, std::string_view pattern, BlockingHandler handler);
	void addHandler(std::string_view method, std::string_view pattern, AsyncHandler handler);
	std::string absolute(std::string_view pattern) const;

	std::vector<StagedRoute>& _staged;
	std::shared_ptr<const HandlerScope> _scope;
	std::string _mount;
};


} // namespace Athanor


#endif // Athanor_Handler_Routes_INCLUDED
