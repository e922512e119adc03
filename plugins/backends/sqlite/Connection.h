//
// Connection.h
//
// Library: SQLite
// Package: Backend
//
// One open SQLite database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Connection_INCLUDED
#define Athanor_SQLite_Connection_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Config/Configuration.h"
#include "Errors.h"
#include "Location.h"
#include "StatementCache.h"
#include "Watch.h"
#include "Poco/Data/Session.h"
#include <atomic>
#include <cstdint>
#include <memory>


struct sqlite3;
struct sqlite3_stmt;


namespace Athanor::SQLite {


/// How many transactions of this process have been committed to a file.
using CommitsPtr = std::shared_ptr<std::atomic<std::uint64_t>>;


/// A Connection is a Poco::Data::Session and the native handle behind it, on which the framework's own
/// statements run.
///
/// A connection that writes counts its commits, for those who keep snapshots of the same file (LoopReader).
///
/// Every call completes before it returns. A file that was deleted or replaced under the connection is
/// noticed where a transaction or a statement of its own begins: what was written to it would be lost.
///
/// A failed statement does not end a transaction in SQLite; only a query that fails while its rows are read
/// makes the state Failed.
///
/// Thread safety: one thread at a time, but cancel() from any. Lifetime: as Athanor::Connection says.
class Connection: public Athanor::Connection
{
public:
	/// Takes over a session that was just opened. Throws what raise() throws if it cannot be set up.
	Connection(Poco::Data::Session session, Location location, const EngineConfig& config, Access access,
			   CommitsPtr commits);
	~Connection() override;

	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters) override;
	/// One transaction for all: SQLite undoes a statement that fails by itself. If the transaction cannot be kept (a deferred
	/// constraint, a full disk, an interrupted statement), each is executed by itself.
	Task<void> executeGroup(const WriteGroup& group) override;
	Task<void> begin(Access access) override;
	Task<void> commit() override;
	Task<void> rollback() override;
	TransactionState transactionState() const noexcept override;
	Task<void> reset() override;
	Task<void> ping() override;
	void cancel() noexcept override;
	Poco::Data::Session& poco() override;

	/// From now on execute() reads the rows of a query to their end instead of streaming them, for a caller that
	/// hands them to another thread.
	void keepRows() noexcept
	{
		_keepsRows = true;
	}

	/// Steps a streamed query; true if there is a row. For StreamedRows.
	bool stepStream(sqlite3_stmt* statement, Watch::Duration& left);

	/// How many statements are kept prepared.
	std::size_t preparedStatements() const noexcept
	{
		return _statements.size();
	}

protected:
	sqlite3* database() const noexcept
	{
		return _database;
	}
	std::uint64_t commits() const noexcept
	{
		return _commits->load(std::memory_order_acquire);
	}
	void beginNow(Access access);
	/// Ends a transaction that only read.
	void endReading() noexcept;

private:
	void setUp();
	void applySettings();
	void useWriteAheadLog();
	void checkFile();
	ResultSetPtr executeNow(const Statement& statement, const Parameters& parameters);
	ResultSetPtr executeWhole(Prepared prepared, const std::string& text);
	void executeGroupNow(const WriteGroup& group);
	bool executeTogether(const WriteGroup& group);
	void executeOne(GroupedWrite& write) noexcept;
	bool step(sqlite3_stmt* statement, Watch::Duration& left, Phase phase);
	void run(const std::string& text, Phase phase = Phase::Statement);
	std::string ask(const std::string& text);
	std::vector<std::string> list(const std::string& text);
	void countCommit() noexcept;
	void commitNow();
	void rollbackNow();
	void resetNow();
	void clearPocoTransaction();

	Poco::Data::Session _session;
	sqlite3* _database; ///< the session's
	Location _location;
	EngineConfig _config;
	Access _access;
	const CommitsPtr _commits;
	Watch _watch;
	StatementCache _statements;
	bool _failed = false;
	bool _keepsRows = false;
};


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Connection_INCLUDED
