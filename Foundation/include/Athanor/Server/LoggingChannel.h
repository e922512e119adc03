//
// LoggingChannel.h
//
// Library: Foundation
// Package: Server
//
// Where the lines of the log go.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_LoggingChannel_INCLUDED
#define Athanor_Server_LoggingChannel_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Server/LoggingFormatter.h"
#include "Poco/Channel.h"
#include <atomic>
#include <cstdint>
#include <string>


namespace Athanor {


/// A LoggingChannel formats messages and appends the lines to a file, or to standard error, with one system call for
/// each.
///
/// It is not Poco::FileChannel, which throws into whoever logs when the disk is full, and crashes when it is closed
/// while another thread logs. A line that cannot be written is dropped and counted; the next that can is preceded
/// by the count.
///
/// Thread safety: thread-safe, reopen included; no lock is taken.
class Athanor_API LoggingChannel: public Poco::Channel
{
public:
	/// To standard error when `path` is empty, else to that file, which is created if it is not there. `path` is absolute.
	/// Throws ImproperConfigurationException naming the file and the cause if it cannot be opened.
	LoggingChannel(std::string path, LogFormat format);

	void log(const Poco::Message& message) override;

	/// Opens the file of that name anew; nothing for standard error. When it fails, the old one stays in use.
	/// Throws ImproperConfigurationException naming the file and the cause.
	void reopen();

	/// Empty for standard error.
	const std::string& path() const noexcept
	{
		return _path;
	}

protected:
	~LoggingChannel() override;

private:
	bool write(const std::string& line) noexcept;

	const std::string _path;
	LoggingFormatter _formatter;
	/// Keeps its number through every reopen.
	const int _descriptor;
	std::atomic<std::uint64_t> _dropped{0};
};


} // namespace Athanor


#endif // Athanor_Server_LoggingChannel_INCLUDED
