//
// AsyncConnect.h
//
// Library: PostgreSQL
// Package: Backend
//
// Opening a connection without blocking a loop.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_AsyncConnect_INCLUDED
#define Athanor_PostgreSQL_AsyncConnect_INCLUDED


#include "Athanor/Core/EventLoop.h"
#include "Handles.h"
#include "Target.h"


namespace Athanor::PostgreSQL {


/// Opens a connection on the loop within so many milliseconds (0: no limit). Names of hosts are looked up by a thread
/// beside the loop, because libpq would block.
///
/// Throws ConnectionException.
Task<ConnectionHandle> connectOn(EventLoop& loop, Target target, int timeoutMs);


/// Whether libpq would have to look the host up (it is no address and no directory of sockets).
bool needsLookup(const std::string& host);


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_AsyncConnect_INCLUDED
