//
// Signals.h
//
// Library: Foundation
// Package: Server
//
// The signals of a daemon, taken by one thread.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_Signals_INCLUDED
#define Athanor_Server_Signals_INCLUDED


#include "Athanor/Core/API.h"
#include <array>
#include <csignal>


namespace Poco {
class Logger;
}


namespace Athanor::Signals {


/// What the operator wants, whatever the signal was.
enum class Wish
{
	Stop,   ///< SIGTERM, SIGINT, SIGQUIT
	Reopen, ///< SIGUSR1: the log files were renamed
	Reload  ///< SIGHUP
};


/// Blocks SIGTERM, SIGINT, SIGQUIT, SIGUSR1 and SIGHUP for this thread and every one it makes, and ignores SIGPIPE.
///
/// To be called first thing in main(): a thread that was made before takes the signal as the system does and the
/// whole process dies of it. Poco's waitForTerminationRequest() blocks too late for that.
///
/// Thread safety: one thread at a time.
Athanor_API void block() noexcept;


/// Gives the process the mask it had before block(): for one that only waits.
Athanor_API void unblock() noexcept;


/// Waits for one of the signals block() blocked; one that came since then counts.
///
/// Thread safety: one thread at a time.
Athanor_API Wish wait() noexcept;


/// Serves the wishes of the operator until one is to stop: log files are reopened, a reload is refused with a log line.
///
/// Thread safety: one thread at a time.
Athanor_API void awaitStop(Poco::Logger& logger);


/// From now on a signal to stop ends the process at once, with exit status 128 + its number and without any
/// cleaning up: for the operator who asked politely before.
///
/// Thread safety: called by the thread that called wait().
Athanor_API void exitOnNextStop() noexcept;


/// FaultHandlers keep what SIGSEGV, SIGBUS, SIGILL and SIGSYS did when it was constructed: a core dump, or a
/// sanitizer's report. Poco::Util::Application takes them for a handler that calls abort() and so hides the place
/// of the fault; restore() after its construction gives them back.
///
/// Thread safety: one thread at a time.
class Athanor_API FaultHandlers
{
public:
	FaultHandlers() noexcept;

	void restore() const noexcept;

private:
	static constexpr std::array<int, 4> signals{SIGSEGV, SIGBUS, SIGILL, SIGSYS};

	std::array<struct sigaction, signals.size()> _handlers{};
};


} // namespace Athanor::Signals


#endif // Athanor_Server_Signals_INCLUDED
