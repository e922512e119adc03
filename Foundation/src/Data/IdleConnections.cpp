//
// IdleConnections.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/IdleConnections.h"
#include <utility>


namespace Athanor {


IdleConnections::IdleConnections(int keep, Clock::duration surplusAfter) noexcept:
	_keep(keep),
	_surplusAfter(surplusAfter)
{
}


void IdleConnections::put(PooledConnection pooled, Clock::time_point now)
{
	_idle.push_back(Entry{std::move(pooled), now});
}


PooledConnection IdleConnections::take()
{
	PooledConnection pooled = std::move(_idle.back().pooled);
	_idle.pop_back();
	return pooled;
}


IdleConnections::Connections IdleConnections::takeAll()
{
	Connections all;
	for (Entry& entry : _idle)
		all.push_back(std::move(entry.pooled));
	_idle.clear();
	return all;
}


IdleConnections::Connections IdleConnections::takeSurplus(Clock::time_point now)
{
	Connections surplus;
	for (auto next = nextSurplus(); next && *next <= now; next = nextSurplus())
	{
		surplus.push_back(std::move(_idle.front().pooled));
		_idle.pop_front();
	}
	return surplus;
}


std::optional<IdleConnections::Clock::time_point> IdleConnections::nextSurplus() const noexcept
{
	if (size() <= _keep) return std::nullopt;
	return _idle.front().since + _surplusAfter;
}


} // namespace Athanor
