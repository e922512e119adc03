//
// SchemaLock.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/SchemaLock.h"
#include "Athanor/Core/DateTime.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Environment.h"
#include "Poco/Logger.h"
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>


namespace Athanor {


namespace {


constexpr std::chrono::milliseconds pollInterval{20};


bool isTrue(const Rows& rows)
{
	if (rows.empty()) return false;
	const Value& value = rows[0].at(0);
	return value == Value(true) || value == Value(1);
}


std::string describeThisProcess()
{
	return "process " + std::to_string(::getpid()) + " on " + Poco::Environment::nodeName() + ", since " +
		   DateTime::now().toString();
}


/// Whether the open file is still the one of that name: its holder removes it before it lets go.
bool isStillThere(int descriptor, const std::string& path)
{
	struct stat opened = {};
	struct stat named = {};
	return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
		   opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}


} // namespace


SchemaLock::SchemaLock(SchemaConnection& connection, std::chrono::milliseconds timeout,
					   const Waiting& waiting):
	_connection(connection),
	_file(connection.dialect().migrationRules().tryLock.empty()
			  ? connection.engine().backend().schemaLockFile(connection.engine().config())
			  : std::string())
{
	const auto deadline = std::chrono::steady_clock::now() + timeout;
	bool told = false;
	while (!tryTake())
	{
		if (!told && waiting) waiting(holder());
		told = true;
		if (std::chrono::steady_clock::now() >= deadline)
		{
			ErrorDetail detail;
			detail.sqlState = "55P03";
			detail.bindKey = connection.engine().bindKey();
			throw ConnectionException("another process migrates this database (" + holder() + "); waited " +
										  std::to_string(timeout.count() / 1000) + " s (--lock-timeout)",
									  detail);
		}
		std::this_thread::sleep_for(pollInterval);
	}
}


SchemaLock::~SchemaLock()
{
	try
	{
		if (_ofSession) _connection.query(_connection.dialect().migrationRules().unlock);
	}
	catch (const Poco::Exception& exception)
	{
		// The session ends soon, and its lock with it.
		Poco::Logger::get("athanor.migration")
			.debug("the lock was not given back: " + exception.displayText());
	}
	if (_descriptor < 0) return;
	::unlink(_file.c_str());
	::close(_descriptor);
}


bool SchemaLock::tryTake()
{
	const std::string& sql = _connection.dialect().migrationRules().tryLock;
	if (!sql.empty()) return _ofSession = isTrue(_connection.query(sql));
	return _file.empty() || tryTakeFile();
}


bool SchemaLock::tryTakeFile()
{
	const int descriptor = ::open(_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (descriptor < 0)
		throw ConnectionException("cannot make the lock file " + _file + ": " +
								  std::generic_category().message(errno));
	if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 || !isStillThere(descriptor, _file))
	{
		::close(descriptor);
		return false;
	}
	_descriptor = descriptor;
	const std::string text = describeThisProcess();
	// Only what the next one reads who waits; the lock does not depend on it.
	if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, text.data(), text.size(), 0) < 0)
		Poco::Logger::get("athanor.migration").debug("cannot write to " + _file);
	return true;
}


std::string SchemaLock::holder() const
{
	const std::string& sql = _connection.dialect().migrationRules().lockHolder;
	std::string holder;
	if (!sql.empty())
	{
		const Rows rows = _connection.query(sql);
		if (!rows.empty()) holder = rows[0].at(0).get<std::string>();
	}
	else
	{
		std::ifstream stream(_file);
		holder.assign(std::istreambuf_iterator<char>(stream), {});
	}
	return holder.empty() ? "which has just ended" : holder;
}


} // namespace Athanor
