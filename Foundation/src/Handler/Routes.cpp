//
// Routes.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/Routes.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Http/PocoHandler.h"


namespace Athanor {


Routes::Routes(std::vector<StagedRoute>& staged, std::shared_ptr<const HandlerScope> scope,
			   std::string mount):
	_staged(staged),
	_scope(std::move(scope)),
	_mount(std::move(mount))
{
	if (_mount.empty() || _mount.front() != '/')
	{
		throw ImproperConfigurationException("a mount point begins with /, unlike \"" + _mount + "\"");
	}
	while (!_mount.empty() && _mount.back() == '/')
		_mount.pop_back();
}


void Routes::addHandler(std::string_view method, std::string_view pattern, BlockingHandler handler)
{
	const std::string whole = absolute(pattern);
	_staged.push_back(
		{std::string(method), whole, std::make_shared<HandlerEndpoint>(_scope, whole, std::move(handler))});
}


void Routes::addHandler(std::string_view method, std::string_view pattern, AsyncHandler handler)
{
	const std::string whole = absolute(pattern);
	_staged.push_back({std::string(method), whole,
					   std::make_shared<AsyncHandlerEndpoint>(_scope, whole, std::move(handler))});
}


Routes& Routes::mount(std::string_view path, std::unique_ptr<Poco::Net::HTTPRequestHandlerFactory> factory)
{
	const auto handler = std::make_shared<Http::PocoHandler>(std::move(factory));
	// As a handler like any other, so that the filters of its path guard it.
	const BlockingHandler handle = [handler](RequestContext& context) {
		return handler->handle(context.http(), context.parameters());
	};
	for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"})
	{
		addHandler(method, path, handle);
		addHandler(method, std::string(path) + "/{rest:*}", handle);
	}
	return *this;
}


std::string Routes::absolute(std::string_view pattern) const
{
	std::string whole = _mount;
	if (!pattern.empty() && pattern != "/")
	{
		if (pattern.front() != '/') whole += '/';
		whole += pattern;
	}
	return whole.empty() ? "/" : whole;
}


} // namespace Athanor
