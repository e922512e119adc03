//
// Health.cpp
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#include "Health.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/Portal.h"
#include "Poco/Logger.h"


namespace Athanor {


namespace {


/// Whether a database answers; why not is for the log, not for whoever asks.
bool isReady(Engine& engine, EventLoop* loop)
{
	try
	{
		const auto probe = [&engine] { return engine.probe(Access::Read); };
		if (!engine.isAsync())
			runInline(probe());
		else if (loop)
			Portal(*loop).call(probe);
		else
			return false;
		return true;
	}
	catch (const Poco::Exception& exception)
	{
		Poco::Logger::get("athanor.server")
			.warning("bind " + engine.bindKey() + " is not ready: " + exception.displayText());
		return false;
	}
}


Http::Response ready(const Engines& engines, EventLoop* loop)
{
	std::string lines;
	bool all = true;
	for (const auto& engine : engines.all())
	{
		const bool answers = isReady(*engine, loop);
		lines += engine->bindKey() + (answers ? ": ready\n" : ": not ready\n");
		all = all && answers;
	}
	return Http::Response::text(std::move(lines), all ? 200 : 503);
}


} // namespace


void addHealthRoutes(Http::Router& router, const Engines& engines)
{
	router.add("GET", "/live",
			   Http::makeAsync([](Http::Request&, const Http::PathParameters&) -> Task<Http::Response> {
				   Http::Response response = Http::Response::text("live\n");
				   co_return response;
			   }));
	router.add("GET", "/ready",
			   Http::makeBlocking([&engines](Http::Request& request, const Http::PathParameters&) {
				   Http::Response response = ready(engines, request.loop());
				   if (response.status() == 503) response.retryAfter(1);
				   return response;
			   }));
}


} // namespace Athanor
