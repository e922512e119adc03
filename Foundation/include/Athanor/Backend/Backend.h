//
// Backend.h
//
// Library: Foundation
// Package: Backend
//
// The port: what a database plugin implements.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Backend_Backend_INCLUDED
#define Athanor_Backend_Backend_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Backend/Dialect.h"
#include "Athanor/Backend/Inspector.h"
#include "Athanor/Config/Configuration.h"
#include <memory>
#include <string>


namespace Athanor {


class EventLoop;


/// How many connections may work on one database at once.
enum class Concurrency
{
	Pooled,          ///< any of them reads and writes
	SingleWriter,    ///< readers beside one writer; a reader refuses to write
	SingleConnection ///< one for everything (an in-memory database)
};


/// A Backend opens connections to one kind of database.
///
/// It is the only class the core asks a database plugin for. Everything else (pooling, transactions, repositories,
/// retries) lives in the core and works on the Connection objects this class returns.
///
/// Thread safety: all methods may be called from several threads at once.
/// Lifetime: a Backend outlives every Connection it opened; plugin libraries are never unloaded.
class Athanor_API Backend
{
public:
	Backend() = default;
	Backend(const Backend&) = delete;
	Backend& operator=(const Backend&) = delete;
	virtual ~Backend();

	/// The URL scheme this backend answers, lower-case ASCII, constant. Never empty.
	virtual const std::string& name() const noexcept = 0;

	/// The SQL differences of this database. The reference stays valid as long as the Backend.
	virtual const Dialect& dialect() const noexcept = 0;

	/// How connections to that database share it. Opens nothing.
	/// Throws ImproperConfigurationException if the connection string is not one of this backend.
	virtual Concurrency concurrency(const DatabaseConfig& config) const = 0;

	/// Opens one new physical blocking connection; never null, never a pooled one. With Access::Read under
	/// Concurrency::SingleWriter it opens a reader that refuses to write.
	///
	/// Blocks at most config.engine.connectTimeoutMs.
	/// Throws ImproperConfigurationException if config lacks what this backend needs, ConnectionException if the
	/// database refused or could not be reached.
	virtual std::unique_ptr<Connection> connect(const DatabaseConfig& config, Access access) const = 0;

	/// Whether connectAsync works; `async = true` is a configuration error where it does not.
	virtual bool hasAsync() const noexcept
	{
		return false;
	}

	/// Opens a connection whose tasks suspend on `loop` instead of blocking it. It is used on that loop's thread only,
	/// and may have several executions under way at once: they complete in the order they were started, and a
	/// failure of one does not touch the others, as long as no transaction is open.
	///
	/// The default throws ImproperConfigurationException; otherwise as connect().
	virtual Task<std::unique_ptr<Connection>> connectAsync(const DatabaseConfig& config, Access access,
														   EventLoop& loop) const;

	/// Opens a connection on which CREATE TABLE makes tables that nobody else sees and that are gone with it, and whose
	/// inspector sees only these: where migrations build what the models describe, to compare it with what is there as
	/// the database itself spells it. The default is null: the backend has no such place.
	/// Throws as connect().
	virtual std::unique_ptr<Connection> connectScratch(const DatabaseConfig& config) const;

	/// The path of a file that a process holds locked while it changes the schema of that database, for databases whose
	/// locks end with a transaction (see MigrationRules::tryLock). The default is empty: no file.
	virtual std::string schemaLockFile(const DatabaseConfig& config) const;

	/// Makes an inspector over a connection of this backend; never null.
	virtual std::unique_ptr<Inspector> inspector(Connection& connection) const = 0;
};


} // namespace Athanor


#endif // Athanor_Backend_Backend_INCLUDED
