//
// PidFile.cpp
//
// Library: Foundation
// Package: Server
//
// The file that holds a daemon's process id, and keeps a second daemon out.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Server/PidFile.h"
#include "Athanor/Core/Exceptions.h"
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>


namespace Athanor {


namespace {


[[noreturn]] void fail(const std::string& path, const std::string& cause)
{
	throw DatabaseException("pid file " + path + ": " + cause);
}


std::string holder(int descriptor)
{
	char buffer[24];
	const ssize_t length = ::pread(descriptor, buffer, sizeof buffer, 0);
	std::string text(buffer, length > 0 ? static_cast<std::size_t>(length) : 0);
	return text.substr(0, text.find_first_not_of("0123456789"));
}


/// Whether the file of that name is the one that is open, and not one that took its place.
bool isCurrent(int descriptor, const std::string& path)
{
	struct stat opened
	{
	};
	struct stat named
	{
	};
	return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
		   opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}


/// Opens and locks. Returns -1 where the daemon that held it removed it in between.
int tryAcquire(const std::string& path)
{
	const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (descriptor < 0) fail(path, std::generic_category().message(errno));
	if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
	{
		const int error = errno;
		const std::string pid = holder(descriptor);
		::close(descriptor);
		if (error != EWOULDBLOCK) fail(path, std::generic_category().message(error));
		fail(path, "another daemon runs with it" + (pid.empty() ? "" : ", process " + pid));
	}
	if (isCurrent(descriptor, path)) return descriptor;
	::close(descriptor);
	return -1;
}


} // namespace


PidFile::PidFile(std::string path):
	_path(std::move(path))
{
	if (_path.empty()) return;
	constexpr int attempts = 10;
	for (int i = 0; i < attempts && _descriptor < 0; ++i)
		_descriptor = tryAcquire(_path);
	if (_descriptor < 0) fail(_path, "it comes and goes");
	const std::string line = std::to_string(::getpid()) + "\n";
	if (::ftruncate(_descriptor, 0) == 0 &&
		::pwrite(_descriptor, line.data(), line.size(), 0) == static_cast<ssize_t>(line.size()))
		return;
	const int error = errno;
	::unlink(_path.c_str());
	::close(_descriptor);
	fail(_path, std::generic_category().message(error));
}


PidFile::~PidFile()
{
	if (_descriptor < 0) return;
	// Before the lock goes, or a daemon that starts now would lose its own file.
	if (isCurrent(_descriptor, _path)) ::unlink(_path.c_str());
	::close(_descriptor);
}


} // namespace Athanor
