//
// PoolOptions.h
//
// Library: Foundation
// Package: Data
//
// How a pool of connections behaves.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_PoolOptions_INCLUDED
#define Athanor_Data_PoolOptions_INCLUDED


#include <chrono>
#include <string>


namespace Athanor {


/// How a pool of connections behaves; the keys of `[database.<bind>.engine]`.
struct PoolOptions
{
	/// As errors name it: the bind key, and the role if there are several.
	std::string name;
	/// Opened at most at once, ≥ 1.
	int maxConnections = 5;
	/// Kept open while idle, however long.
	int keepConnections = 5;
	/// How long one beyond these stays open while idle. Load comes in waves of a few milliseconds: to close at once would mean
	/// to open one for every wave.
	std::chrono::milliseconds surplusAfter{0};
	/// A borrower waits at most this long.
	std::chrono::milliseconds timeout{30000};
	/// A connection older than that is replaced; negative: never.
	std::chrono::seconds recycleAfter{-1};
	/// Ask the database before handing an idle connection out.
	bool prePing = false;
};


} // namespace Athanor


#endif // Athanor_Data_PoolOptions_INCLUDED
