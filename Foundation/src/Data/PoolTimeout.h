//
// PoolTimeout.h
//
// Library: Foundation
// Package: Data
//
// What a borrower hears who waited in vain.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_PoolTimeout_INCLUDED
#define Athanor_Data_PoolTimeout_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/PoolOptions.h"
#include <string>
#include <utility>


namespace Athanor {


/// Throws ConnectionException. `unreachable`: the last attempt to open a connection failed.
[[noreturn]] inline void throwPoolTimeout(const PoolOptions& options, bool unreachable)
{
	ErrorDetail detail;
	detail.sqlState = unreachable ? "08001" : "53300";
	detail.safeToRetry = true;
	throw ConnectionException("no connection of \"" + options.name + "\" became free within " +
								  std::to_string(options.timeout.count()) + " ms; " +
								  (unreachable
									   ? "the database cannot be reached"
									   : "all " + std::to_string(options.maxConnections) + " are in use"),
							  std::move(detail));
}


} // namespace Athanor


#endif // Athanor_Data_PoolTimeout_INCLUDED
