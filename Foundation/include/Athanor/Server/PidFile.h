//
// PidFile.h
//
// Library: Foundation
// Package: Server
//
// The file that holds a daemon's process id, and keeps a second daemon out.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_PidFile_INCLUDED
#define Athanor_Server_PidFile_INCLUDED


#include "Athanor/Core/API.h"
#include <string>


namespace Athanor {


/// A PidFile holds the process id, one line, for as long as the object lives, and is locked for that time: one
/// that a killed daemon left behind is taken over, one that a living daemon holds is not. Poco's own --pidfile
/// knows no lock.
///
/// Thread safety: one thread at a time. Lifetime: to be made after the process forked; the destructor removes the
/// file.
class Athanor_API PidFile
{
public:
	/// `path` is absolute, or nothing happens when it is empty.
	/// Throws DatabaseException naming the file and the cause: another process holds it, or it cannot be
	/// written.
	explicit PidFile(std::string path);
	PidFile(const PidFile&) = delete;
	PidFile& operator=(const PidFile&) = delete;
	~PidFile();

private:
	const std::string _path;
	int _descriptor = -1;
};


} // namespace Athanor


#endif // Athanor_Server_PidFile_INCLUDED
