//
// IdleConnections.h
//
// Library: Foundation
// Package: Data
//
// The connections of a pool that nobody uses.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_IdleConnections_INCLUDED
#define Athanor_Data_IdleConnections_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Lease.h"
#include <chrono>
#include <deque>
#include <optional>
#include <vector>


namespace Athanor {


/// IdleConnections are the open connections of a pool that nobody uses. The one that was used last is taken first, so that those
/// which the load does not need grow old and can be closed.
///
/// It closes nothing itself: what it gives out is destroyed by the pool, outside of its lock.
///
/// Thread safety: the pool's lock.
class Athanor_API IdleConnections
{
public:
	using Clock = std::chrono::steady_clock;
	using Connections = std::vector<PooledConnection>;

	/// `keep` of them stay however old; one beyond these is surplus once it was not used for `surplusAfter`.
	IdleConnections(int keep, Clock::duration surplusAfter) noexcept;

	bool empty() const noexcept
	{
		return _idle.empty();
	}
	int size() const noexcept
	{
		return static_cast<int>(_idle.size());
	}

	void put(PooledConnection pooled, Clock::time_point now);
	/// The one that was used last. There is one.
	PooledConnection take();
	Connections takeAll();
	/// Those that are surplus, least recently used first.
	Connections takeSurplus(Clock::time_point now);
	/// When the next one becomes surplus, if none is used until then; nothing if none will.
	std::optional<Clock::time_point> nextSurplus() const noexcept;

private:
	struct Entry
	{
		PooledConnection pooled;
		Clock::time_point since;
	};

	const int _keep;
	const Clock::duration _surplusAfter;
	std::deque<Entry> _idle; // the most recently used last
};


} // namespace Athanor


#endif // Athanor_Data_IdleConnections_INCLUDED
