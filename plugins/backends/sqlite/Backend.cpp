//
// Backend.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Backend.h"
#include "AsyncConnection.h"
#include "Athanor/Core/Exceptions.h"
#include "Connection.h"
#include "Errors.h"
#include "Inspector.h"
#include "LoopReader.h"
#include "Poco/Data/SQLite/Connector.h"
#include "Poco/Data/SessionFactory.h"
#include <sqlite3.h>


namespace Athanor {


namespace {


struct Closer
{
	void operator()(sqlite3* database) const noexcept
	{
		sqlite3_close_v2(database);
	}
};


/// Opens the file natively and closes it again. Poco's session tells neither code nor reason of a
/// failure and leaks what it had opened.
void probe(const SQLite::Location& location, const std::string& uri)
{
	sqlite3* raw = nullptr;
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI;
	int code = sqlite3_open_v2(uri.c_str(), &raw, flags, nullptr);
	const std::unique_ptr<sqlite3, Closer> database(raw);
	if (code == SQLITE_OK) code = sqlite3_exec(raw, "PRAGMA schema_version", nullptr, nullptr, nullptr);
	// A database that is locked at this moment is one.
	if (code == SQLITE_OK || code == SQLITE_BUSY) return;
	SQLite::Failure failure = SQLite::lastFailure(raw, {}, SQLite::Phase::Open);
	const int primary = failure.code & 0xff;
	std::string reason = failure.message;
	if (primary == SQLITE_CANTOPEN) reason = SQLite::whyNotOpened(location, sqlite3_system_errno(raw));
	failure.message = "cannot open database " + location.path + ": " + reason;
	SQLite::raise(failure);
}


/// Every connection here is used by one thread at a time, as Poco's sessions are, so SQLite need not lock each one of
/// its calls; nor count its allocations under a lock. If something in the process has initialised SQLite already,
/// this is refused and everything is merely slower.
void useWithoutLocks() noexcept
{
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}


std::string messageOf(const SQLite::Location& location, const std::string& reason)
{
	return "cannot open database " + (location.memory ? "in memory" : location.path) + ": " + reason;
}


} // namespace


SQLiteBackend::SQLiteBackend()
{
	useWithoutLocks();
	Poco::Data::SQLite::Connector::registerConnector();
}


SQLiteBackend::~SQLiteBackend()
{
	Poco::Data::SQLite::Connector::unregisterConnector();
}


const std::string& SQLiteBackend::name() const noexcept
{
	static const std::string name = "sqlite";
	return name;
}


const Dialect& SQLiteBackend::dialect() const noexcept
{
	return _dialect;
}


Concurrency SQLiteBackend::concurrency(const DatabaseConfig& config) const
{
	return SQLite::locate(config).memory ? Concurrency::SingleConnection : Concurrency::SingleWriter;
}


std::unique_ptr<Connection> SQLiteBackend::connect(const DatabaseConfig& config, Access access) const
{
	return open(config, access, nullptr);
}


std::unique_ptr<SQLite::Connection> SQLiteBackend::open(const DatabaseConfig& config, Access access,
														EventLoop* loop) const
{
	const SQLite::Location location = SQLite::locate(config);
	try
	{
		std::string file = ":memory:";
		if (!location.memory)
		{
			file = SQLite::fileUri(location, mayCreate(location, access));
			probe(location, file);
		}
		// Poco repeats a failing open for as long as the last argument says, in seconds.
		Poco::Data::Session session(Poco::Data::SQLite::Connector::KEY, file, 0);
		SQLite::CommitsPtr commits = commitsOf(location);
		std::unique_ptr<SQLite::Connection> connection;
		if (loop)
			connection = std::make_unique<SQLite::LoopReader>(std::move(session), location, config.engine,
															  *loop, std::move(commits));
		else
			connection = std::make_unique<SQLite::Connection>(std::move(session), location, config.engine,
															  access, std::move(commits));
		rememberOpened(location);
		return connection;
	}
	catch (DatabaseException& exception)
	{
		exception.detail().bindKey = config.bindKey;
		throw;
	}
	catch (const Poco::Exception& exception)
	{
		ErrorDetail detail;
		detail.sqlState = "08001";
		detail.bindKey = config.bindKey;
		throw ConnectionException(messageOf(location, exception.displayText()), detail);
	}
}


Task<std::unique_ptr<Connection>> SQLiteBackend::connectAsync(const DatabaseConfig& config, Access access,
															  EventLoop& loop) const
{
	const bool threaded = access == Access::Write || SQLite::locate(config).memory;
	if (!threaded)
	{
		EventLoop* const own = &loop;
		std::unique_ptr<Connection> reader = open(config, access, own);
		co_return reader;
	}
	SQLite::AsyncConnection::Open open = [this, config, access] {
		return connectKeepingRows(config, access);
	};
	auto opening = std::make_unique<SQLite::AsyncConnection>(std::move(open));
	co_await opening->open();
	std::unique_ptr<Connection> connection = std::move(opening);
	co_return connection;
}


std::unique_ptr<Connection> SQLiteBackend::connectKeepingRows(const DatabaseConfig& config,
															  Access access) const
{
	std::unique_ptr<SQLite::Connection> connection = open(config, access, nullptr);
	connection->keepRows();
	return connection;
}


std::unique_ptr<Connection> SQLiteBackend::connectScratch(const DatabaseConfig& config) const
{
	DatabaseConfig memory = config;
	memory.connectionString = "sqlite:///:memory:";
	return connect(memory, Access::Write);
}


std::string SQLiteBackend::schemaLockFile(const DatabaseConfig& config) const
{
	const SQLite::Location location = SQLite::locate(config);
	return location.memory ? std::string() : location.path + "-schema-lock";
}


std::unique_ptr<Inspector> SQLiteBackend::inspector(Connection& connection) const
{
	return std::make_unique<SQLite::Inspector>(connection);
}


bool SQLiteBackend::mayCreate(const SQLite::Location& location, Access access) const
{
	if (access == Access::Read) return false;
	const std::lock_guard<std::mutex> lock(_mutex);
	return _opened.count(location.path) == 0;
}


SQLite::CommitsPtr SQLiteBackend::commitsOf(const SQLite::Location& location) const
{
	const std::lock_guard<std::mutex> lock(_mutex);
	// Those of a database in memory matter to nobody else.
	SQLite::CommitsPtr commits = location.memory ? nullptr : _commits[location.path];
	if (!commits) commits = std::make_shared<std::atomic<std::uint64_t>>(0);
	if (!location.memory) _commits[location.path] = commits;
	return commits;
}


void SQLiteBackend::rememberOpened(const SQLite::Location& location) const
{
	if (location.memory) return;
	const std::lock_guard<std::mutex> lock(_mutex);
	_opened.insert(location.path);
}


} // namespace Athanor
