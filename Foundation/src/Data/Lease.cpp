//
// Lease.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Lease.h"


namespace Athanor {


ConnectionSource::~ConnectionSource() = default;


Lease::Lease(ConnectionSource& source, PooledConnection pooled) noexcept:
	_source(&source),
	_pooled(std::move(pooled))
{
}


Lease::Lease(Lease&& other) noexcept:
	_source(other._source),
	_pooled(std::move(other._pooled)),
	_dirty(other._dirty),
	_broken(other._broken)
{
}


Lease& Lease::operator=(Lease&& other) noexcept
{
	if (this == &other) return *this;
	release();
	_source = other._source;
	_pooled = std::move(other._pooled);
	_dirty = other._dirty;
	_broken = other._broken;
	return *this;
}


Lease::~Lease()
{
	release();
}


void Lease::release() noexcept
{
	if (!_pooled.connection) return;
	_source->giveBack(std::move(_pooled), _dirty, _broken);
	_dirty = false;
	_broken = false;
}


} // namespace Athanor
