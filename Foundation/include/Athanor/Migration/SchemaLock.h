//
// SchemaLock.h
//
// Library: Foundation
// Package: Migration
//
// One process at a time changes a schema.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_SchemaLock_INCLUDED
#define Athanor_Migration_SchemaLock_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Migration/SchemaConnection.h"
#include <chrono>
#include <functional>
#include <string>


namespace Athanor {


/// A SchemaLock keeps other processes from migrating the same database, from its construction to its destruction.
///
/// It is a lock of the database's session where the database has such (MigrationRules::tryLock), else a lock on a file
/// beside the database (Backend::schemaLockFile); either is gone with the process that held it. A database that has
/// neither is protected by the transactions of the revisions alone.
///
/// Thread safety: one thread at a time. Lifetime: dies before its connection.
class Athanor_API SchemaLock
{
public:
	/// Called once, with who holds the lock, when it has to be waited for.
	using Waiting = std::function<void(const std::string& holder)>;

	/// Waits for the lock at most `timeout`.
	/// Throws ConnectionException naming the holder.
	SchemaLock(SchemaConnection& connection, std::chrono::milliseconds timeout, const Waiting& waiting);
	SchemaLock(const SchemaLock&) = delete;
	SchemaLock& operator=(const SchemaLock&) = delete;
	~SchemaLock();

private:
	bool tryTake();
	bool tryTakeFile();
	std::string holder() const;

	SchemaConnection& _connection;
	const std::string _file;
	int _descriptor = -1;
	bool _ofSession = false;
};


} // namespace Athanor


#endif // Athanor_Migration_SchemaLock_INCLUDED
