//
// Background.h
//
// Library: Foundation
// Package: Server
//
// A daemon's way into the background.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_Background_INCLUDED
#define Athanor_Server_Background_INCLUDED


#include "Athanor/Core/API.h"


namespace Athanor {


/// A Background takes the process away from its terminal without hiding how the start went: the process that the
/// operator called waits until the daemon serves, or ends with the daemon's own exit status after its messages were
/// printed. (Poco's --daemon ends with 0 before the child has read its configuration.)
///
///     Background background;
///     if (asked) background.enter();   // forks: no threads yet
///     … open everything …
///     background.started();
///
/// Thread safety: one thread at a time.
class Athanor_API Background
{
public:
	Background() = default;
	Background(const Background&) = delete;
	Background& operator=(const Background&) = delete;
	~Background();

	/// Forks; returns in the child only, which has a session of its own.
	/// Throws Poco::SystemException if the system has no process to spare.
	void enter();

	/// Turns the standard streams to /dev/null, the working directory to / and tells the waiting process that all is
	/// well. Nothing without an enter().
	void started() noexcept;

private:
	int _parent = -1;
};


} // namespace Athanor


#endif // Athanor_Server_Background_INCLUDED
