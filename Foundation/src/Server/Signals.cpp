//
// Signals.cpp
//
// Library: Foundation
// Package: Server
//
// The signals of a daemon, taken by one thread.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Server/Signals.h"
#include "Athanor/Server/Logging.h"
#include "Poco/Logger.h"
#include <cerrno>
#include <unistd.h>


namespace Athanor::Signals {


namespace {


constexpr std::array<int, 3> stopSignals{SIGTERM, SIGINT, SIGQUIT};


sigset_t setOfStops() noexcept
{
	sigset_t set;
	sigemptyset(&set);
	for (const int signal : stopSignals)
		sigaddset(&set, signal);
	return set;
}


sigset_t setOfAll() noexcept
{
	sigset_t set = setOfStops();
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGHUP);
	return set;
}


void setHandler(int signal, void (*handler)(int)) noexcept
{
	struct sigaction action
	{
	};
	action.sa_handler = handler;
	sigemptyset(&action.sa_mask);
	sigaction(signal, &action, nullptr);
}


} // namespace


void block() noexcept
{
	const sigset_t set = setOfAll();
	pthread_sigmask(SIG_BLOCK, &set, nullptr);
	setHandler(SIGPIPE, SIG_IGN);
}


void unblock() noexcept
{
	const sigset_t set = setOfAll();
	pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}


Wish wait() noexcept
{
	const sigset_t set = setOfAll();
	int signal = 0;
	while (sigwait(&set, &signal) == EINTR)
	{
	}
	switch (signal)
	{
	case SIGUSR1:
		return Wish::Reopen;
	case SIGHUP:
		return Wish::Reload;
	default:
		return Wish::Stop;
	}
}


void awaitStop(Poco::Logger& logger)
{
	for (Wish wish = wait(); wish != Wish::Stop; wish = wait())
	{
		if (wish == Wish::Reopen)
			reopenLogs();
		else
			logger.warning("SIGHUP ignored: a changed configuration takes a restart");
	}
	logger.information("stopping");
}


void exitOnNextStop() noexcept
{
	for (const int signal : stopSignals)
		setHandler(signal, [](int number) { _exit(128 + number); });
	const sigset_t set = setOfStops();
	pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}


FaultHandlers::FaultHandlers() noexcept
{
	for (std::size_t i = 0; i < signals.size(); ++i)
		sigaction(signals[i], nullptr, &_handlers[i]);
}


void FaultHandlers::restore() const noexcept
{
	for (std::size_t i = 0; i < signals.size(); ++i)
		sigaction(signals[i], &_handlers[i], nullptr);
}


} // namespace Athanor::Signals
