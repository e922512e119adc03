//
// Backend.h
//
// Library: SQLite
// Package: Backend
//
// The backend for SQLite.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Backend_INCLUDED
#define Athanor_SQLite_Backend_INCLUDED


#include "Athanor/Backend/Backend.h"
#include "Connection.h"
#include "Dialect.h"
#include "Location.h"
#include <map>
#include <mutex>
#include <set>


namespace Athanor {


/// An SQLiteBackend opens SQLite databases: files with write-ahead logging, one writer and any number of readers,
/// or one in memory.
///
/// The first writer creates a missing file. A reader never does, and neither does a later writer: a file that
/// disappears while the daemon runs is an error and not a new empty database.
///
/// Thread safety: thread-safe. Lifetime: outlives its connections.
class SQLiteBackend: public Backend
{
public:
	SQLiteBackend();
	~SQLiteBackend() override;

	const std::string& name() const noexcept override;
	const Dialect& dialect() const noexcept override;
	Concurrency concurrency(const DatabaseConfig& config) const override;
	std::unique_ptr<Connection> connect(const DatabaseConfig& config, Access access) const override;
	bool hasAsync() const noexcept override
	{
		return true;
	}
	/// What writes works on a thread of its own, and so does the one connection to a database in memory: they may wait
	/// for a lock or a disk, and serve borrowers of several loops by turns. A reader of a file never waits for a
	/// writer and reads on the loop itself.
	Task<std::unique_ptr<Connection>> connectAsync(const DatabaseConfig& config, Access access,
												   EventLoop& loop) const override;
	std::unique_ptr<Connection> connectScratch(const DatabaseConfig& config) const override;
	std::string schemaLockFile(const DatabaseConfig& config) const override;
	std::unique_ptr<Inspector> inspector(Connection& connection) const override;

private:
	/// `loop`: of a reader that reads on one, or null.
	std::unique_ptr<SQLite::Connection> open(const DatabaseConfig& config, Access access,
											 EventLoop* loop) const;
	std::unique_ptr<Connection> connectKeepingRows(const DatabaseConfig& config, Access access) const;
	bool mayCreate(const SQLite::Location& location, Access access) const;
	void rememberOpened(const SQLite::Location& location) const;
	SQLite::CommitsPtr commitsOf(const SQLite::Location& location) const;

	SQLite::Dialect _dialect;
	mutable std::mutex _mutex;
	mutable std::set<std::string> _opened;                      ///< files that this backend has opened
	mutable std::map<std::string, SQLite::CommitsPtr> _commits; ///< of each file
};


} // namespace Athanor


#endif // Athanor_SQLite_Backend_INCLUDED
