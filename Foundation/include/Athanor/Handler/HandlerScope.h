//
// HandlerScope.h
//
// Library: Foundation
// Package: Handler
//
// What the handlers of a plugin share.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Handler_HandlerScope_INCLUDED
#define Athanor_Handler_HandlerScope_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Engines.h"
#include "Athanor/Handler/FilterChain.h"
#include <string>


namespace Athanor {


/// The `[server]` keys that handlers obey.
struct HandlerSettings
{
	int maxPageSize = 1000;
	int jsonDepth = 64;
	bool strictQuery = true; ///< a query parameter that nobody knows is 400
	/// A request that wrote to several databases is refused instead of committed one after the other.
	bool refuseCrossBind = false;
};


/// A HandlerScope is what every handler registered by one section of the configuration shares.
///
/// Thread safety: immutable once the server listens. Lifetime: as the endpoints that hold it; refers to the
/// server's Engines and filters.
struct HandlerScope
{
	const Engines& engines;
	const FilterChain& filters;
	HandlerSettings settings;
	std::string owner;   ///< `plugin authors, section [service.authors]`, as the log names it
	std::string bindKey; ///< what a session without a key uses
};


} // namespace Athanor


#endif // Athanor_Handler_HandlerScope_INCLUDED
