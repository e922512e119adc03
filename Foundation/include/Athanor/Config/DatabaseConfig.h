//
// DatabaseConfig.h
//
// Library: Foundation
// Package: Config
//
// One database: its bind key, how to reach it, when to commit.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Config_DatabaseConfig_INCLUDED
#define Athanor_Config_DatabaseConfig_INCLUDED


#include "Athanor/Config/ConfigError.h"
#include "Athanor/Core/API.h"
#include <map>
#include <string>
#include <vector>


namespace Athanor {


/// When the session of a request is committed, by the status of the answer.
enum class CommitMode
{
	Manual,                   ///< never by itself
	Autocommit,               ///< on 2xx
	AutocommitIncludeRedirect ///< on 2xx and 3xx
};


/// `manual`, `autocommit`, `autocommit_include_redirect`.
Athanor_API const char* toString(CommitMode mode) noexcept;


/// What is done about migrations when the daemon starts.
enum class MigrationMode
{
	Ignore,
	Check,  ///< the daemon does not start unless the schema is at the last revision
	Upgrade ///< the schema is brought to the last revision
};


/// `ignore`, `check`, `upgrade`.
Athanor_API const char* toString(MigrationMode mode) noexcept;


/// How far the transactions of a database are kept from each other.
enum class IsolationLevel
{
	Default,        ///< what the database does by itself
	ReadCommitted,  ///< each statement sees what is committed when it begins
	RepeatableRead, ///< all statements of a transaction see the same
	Serializable ///< as if transactions ran one after the other; one that cannot is refused, to be tried again
};


/// `default`, `read_committed`, `repeatable_read`, `serializable`.
Athanor_API const char* toString(IsolationLevel level) noexcept;


/// How much a commit waits for the disk, where the database lets its client choose.
enum class Synchronous
{
	Full,   ///< a commit survives a power cut
	Normal, ///< a power cut may lose the last commits, but damages nothing
	Off     ///< a power cut may damage the database
};


/// `full`, `normal`, `off`.
Athanor_API const char* toString(Synchronous mode) noexcept;


/// Section `[database.<bind>.engine]`. The initial values are the defaults.
struct Athanor_API EngineConfig
{
	int poolSize = 5;     ///< connections that are kept
	int maxOverflow = 10; ///< connections beyond these under load; -1: no limit
	int poolTimeoutMs = 30000;
	int poolRecycleS = -1; ///< seconds after which a connection is replaced; -1: never
	int poolIdleS = 30;    ///< seconds after which an idle connection beyond poolSize is closed
	bool poolPrePing = false;
	int sharedConnections = 2; ///< beside the pool, on each event loop of an asynchronous database; 0: none
	bool groupCommit =
		false; ///< writes of their own become durable together; others may see them a little earlier
	int connectTimeoutMs = 5000;
	int statementTimeoutMs = 30000; ///< 0: none
	int busyTimeoutMs = 5000;       ///< wait for a lock of the whole database
	Synchronous synchronous = Synchronous::Full;
	bool echo = false; ///< log statements (never their values)
	/// What the section says as `options.<name>`, for the backend. Names as written, values expanded.
	std::map<std::string, std::string> options;
	IsolationLevel isolationLevel = IsolationLevel::Default;

	bool operator==(const EngineConfig&) const = default;
};


/// Section `[database.<bind>]` and its engine.
///
/// A value: tests and tools may fill one themselves.
struct Athanor_API DatabaseConfig
{
	std::string bindKey;
	/// Expanded, with its password: never log it, never put it in a message. That is what redacted() is for.
	std::string connectionString;
	CommitMode commitMode = CommitMode::Manual;
	std::vector<int> extraCommitStatuses;   ///< committed as well; none of them is among the others
	std::vector<int> extraRollbackStatuses; ///< rolled back although the mode would commit
	bool createAll = false;
	bool async = false;
	MigrationMode migrations = MigrationMode::Ignore;
	/// As written: a folder, from workingDirectory if it is relative. Empty: `migrations/<bindKey>`.
	std::string scriptLocation;
	std::string versionTable = "alembic_versions";
	EngineConfig engine;
	/// Absolute. What a backend takes relative file names from.
	std::string workingDirectory;
	SourcePosition position;        ///< of the section
	SourcePosition connectPosition; ///< of the value of connection_string

	/// The name of the backend: what stands before `://`, without `+driver`, lower case.
	std::string scheme() const;
	/// What stands behind the `+`, or empty.
	std::string driver() const;
	/// What stands behind `://`, secrets included.
	std::string target() const;

	/// The connection string with `***` for passwords, in any of the forms `user:password@host`,
	/// `password=…` and the like. Rather masks too much than too little.
	std::string redacted() const;

	/// A mistake of this section that only the backend could see.
	ConfigError error(const std::string& key, const std::string& reason) const;
};


/// See DatabaseConfig::redacted().
Athanor_API std::string redactConnectionString(const std::string& connectionString);


} // namespace Athanor


#endif // Athanor_Config_DatabaseConfig_INCLUDED
