//
// ServerConfig.h
//
// Library: Foundation
// Package: Config
//
// What section [server] says.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_ServerConfig_INCLUDED
#define Athanor_Config_ServerConfig_INCLUDED


#include "Athanor/Core/API.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>


namespace Athanor {


/// One address to listen on.
struct Athanor_API ListenAddress
{
	std::string host;       ///< a name or an address; an IPv6 address without brackets
	std::uint16_t port = 0; ///< 0: the kernel chooses

	/// `host:port`, with brackets around an IPv6 address.
	std::string toString() const;

	bool operator==(const ListenAddress&) const = default;
};


/// Section `[server]`. The members are the keys; times are milliseconds, sizes are bytes.
///
/// What each key does is documented in config/athanor.ini; the initial values here are the defaults.
struct Athanor_API ServerConfig
{
	std::vector<ListenAddress> listen{{"127.0.0.1", 8080}}; ///< never empty
	int loops = 0;                                          ///< 0: one per core
	int workers = 16;
	int workerQueue = 256;
	int maxConnections = 10000;
	std::size_t maxRequestLine = 8 * 1024;
	std::size_t maxHeader = 8 * 1024;
	std::size_t maxHeadersBytes = 32 * 1024;
	int maxHeaders = 100;
	std::size_t maxBodyBytes = 1024 * 1024;
	int jsonDepth = 64;
	int headerTimeoutMs = 10000;
	int bodyMinRate = 240; ///< bytes per second, 0: none
	int bodyGraceMs = 5000;
	int idleTimeoutMs = 60000;
	int writeTimeoutMs = 30000;
	int drainTimeoutMs = 30000;
	int maxPageSize = 1000;
	bool strictQuery = true;
	bool refuseCrossBind = false; ///< cross_bind = refuse
	bool health = true;
	bool accessLog = false;

	bool operator==(const ServerConfig&) const = default;
};


} // namespace Athanor


#endif // Athanor_Config_ServerConfig_INCLUDED
