//
// Backend.cpp
//
// Library: Foundation
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Backend/Backend.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


Backend::~Backend() = default;


Inspector::~Inspector() = default;


Task<std::unique_ptr<Connection>> Backend::connectAsync(const DatabaseConfig& config, Access,
														EventLoop&) const
{
	const std::string message = "database " + config.bindKey + ": backend " + name() +
								" has no asynchronous connections; remove async = true";
	// Always: the condition only makes this function a coroutine.
	if (!message.empty()) throw ImproperConfigurationException(message);
	co_return nullptr;
}


} // namespace Athanor
