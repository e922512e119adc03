//
// Health.cpp
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#include "Health.h"
#include "Readiness.h"
#include <memory>


namespace Athanor {


void addHealthRoutes(Http::Router& router, const Engines& engines)
{
	router.add("GET", "/live",
			   Http::makeAsync([](Http::Request&, const Http::PathParameters&) -> Task<Http::Response> {
				   Http::Response response = Http::Response::text("live\n");
				   co_return response;
			   }));
	const auto readiness = std::make_shared<Readiness>(engines);
	router.add("GET", "/ready", Http::makeAsync([readiness](Http::Request&, const Http::PathParameters&) {
				   return readiness->answer();
			   }));
}


} // namespace Athanor
