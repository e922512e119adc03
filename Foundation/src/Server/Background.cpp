//
// Background.cpp
//
// Library: Foundation
// Package: Server
//
// A daemon's way into the background.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Server/Background.h"
#include "Athanor/Server/Signals.h"
#include "Poco/Exception.h"
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>


namespace Athanor {


namespace {


/// Ends the process that the operator called.
[[noreturn]] void awaitStart(pid_t child, int pipe) noexcept
{
	// Ctrl-C ends the waiting; the daemon has a session of its own.
	Signals::unblock();
	char byte = 0;
	ssize_t count = 0;
	do
	{
		count = ::read(pipe, &byte, 1);
	} while (count < 0 && errno == EINTR);
	if (count == 1) ::_exit(0);
	int status = 0;
	while (::waitpid(child, &status, 0) < 0 && errno == EINTR)
	{
	}
	// It printed its reason, unless a signal ended it.
	if (WIFEXITED(status)) ::_exit(WEXITSTATUS(status));
	::_exit(128 + WTERMSIG(status));
}


} // namespace


Background::~Background()
{
	if (_parent >= 0) ::close(_parent);
}


void Background::enter()
{
	int ends[2];
	if (::pipe2(ends, O_CLOEXEC) != 0) throw Poco::SystemException("cannot make a pipe", errno);
	// What is buffered would be printed twice.
	std::fflush(nullptr);
	const pid_t child = ::fork();
	if (child < 0) throw Poco::SystemException("cannot make a process", errno);
	if (child != 0)
	{
		::close(ends[1]);
		awaitStart(child, ends[0]);
	}
	::close(ends[0]);
	_parent = ends[1];
	::setsid();
}


void Background::started() noexcept
{
	if (_parent < 0) return;
	const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int stream = STDIN_FILENO; null >= 0 && stream <= STDERR_FILENO; ++stream)
		::dup2(null, stream);
	if (null > STDERR_FILENO) ::close(null);
	const bool moved = ::chdir("/") == 0;
	const char byte = 1;
	// The waiting process may be gone: then nobody is told, and nothing is lost.
	[[maybe_unused]] const bool told = ::write(_parent, &byte, 1) == 1 && moved;
	::close(_parent);
	_parent = -1;
}


} // namespace Athanor
