//
// Endpoint.cpp
//
// Library: Foundation
// Package: Http
//
// What a route ends in.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Endpoint.h"
#include <utility>


namespace Athanor::Http {


namespace {


class BlockingFunctionEndpoint: public BlockingEndpoint
{
public:
	explicit BlockingFunctionEndpoint(BlockingFunction f):
		_f(std::move(f))
	{
	}

	Response handle(Request& request, const PathParameters& parameters) override
	{
		return _f(request, parameters);
	}

private:
	BlockingFunction _f;
};


class AsyncFunctionEndpoint: public AsyncEndpoint
{
public:
	explicit AsyncFunctionEndpoint(AsyncFunction f):
		_f(std::move(f))
	{
	}

	Task<Response> handle(Request& request, const PathParameters& parameters) override
	{
		return _f(request, parameters);
	}

private:
	AsyncFunction _f;
};


} // namespace


Endpoint::~Endpoint() = default;


BlockingEndpoint::~BlockingEndpoint() = default;


BlockingEndpoint* BlockingEndpoint::blocking() noexcept
{
	return this;
}


AsyncEndpoint* BlockingEndpoint::async() noexcept
{
	return nullptr;
}


AsyncEndpoint::~AsyncEndpoint() = default;


BlockingEndpoint* AsyncEndpoint::blocking() noexcept
{
	return nullptr;
}


AsyncEndpoint* AsyncEndpoint::async() noexcept
{
	return this;
}


std::shared_ptr<Endpoint> makeBlocking(BlockingFunction f)
{
	return std::make_shared<BlockingFunctionEndpoint>(std::move(f));
}


std::shared_ptr<Endpoint> makeAsync(AsyncFunction f)
{
	return std::make_shared<AsyncFunctionEndpoint>(std::move(f));
}


} // namespace Athanor::Http
