//
// LoggingChannel.cpp
//
// Library: Foundation
// Package: Server
//
// Where the lines of the log go.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Server/LoggingChannel.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Message.h"
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>


namespace Athanor {


namespace {


int openForAppending(const std::string& path)
{
	const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0640);
	if (descriptor >= 0) return descriptor;
	throw ImproperConfigurationException("cannot open the log file " + path + ": " +
										 std::generic_category().message(errno));
}


} // namespace


LoggingChannel::LoggingChannel(std::string path, LogFormat format):
	_path(std::move(path)),
	_formatter(format),
	_descriptor(_path.empty() ? STDERR_FILENO : openForAppending(_path))
{
}


LoggingChannel::~LoggingChannel()
{
	if (!_path.empty()) ::close(_descriptor);
}


void LoggingChannel::log(const Poco::Message& message)
{
	const std::uint64_t dropped = _dropped.exchange(0);
	std::string lines;
	if (dropped != 0)
	{
		const std::string text = "messages that could not be written here: " + std::to_string(dropped);
		_formatter.format(Poco::Message("athanor.server", text, Poco::Message::PRIO_ERROR), lines);
		lines += '\n';
	}
	_formatter.format(message, lines);
	lines += '\n';
	if (!write(lines)) _dropped += dropped + 1;
}


void LoggingChannel::reopen()
{
	if (_path.empty()) return;
	const int fresh = openForAppending(_path);
	// The kernel swaps the files at once: a thread that logs right now writes to the old or to the new one.
	::dup3(fresh, _descriptor, O_CLOEXEC);
	::close(fresh);
}


bool LoggingChannel::write(const std::string& line) noexcept
{
	std::size_t written = 0;
	while (written < line.size())
	{
		const ssize_t count = ::write(_descriptor, line.data() + written, line.size() - written);
		if (count > 0)
			written += static_cast<std::size_t>(count);
		else if (errno != EINTR)
			return false;
	}
	return true;
}


} // namespace Athanor
