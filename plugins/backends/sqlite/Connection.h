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


struct sqlite3;
struct sqlite3_stmt;


namespace Athanor::SQLite {


/// A Connection is a Poco::Data::Session and the native handle behind it, on which the framework's own
/// statements run.
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
	Connection(Poco::Data::Session session, Location location, const EngineConfig& config, Access access);
	~Connection() override;

	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters) override;
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

private:
	void setUp();
	void applySettings();
	void useWriteAheadLog();
	void checkFile();
	ResultSetPtr executeNow(const Statement& statement, const Parameters& parameters);
	ResultSetPtr executeWhole(Prepared prepared, const std::string& text);
	bool step(sqlite3_stmt* statement, Watch::Duration& left, Phase phase);
	void run(const std::string& text, Phase phase = Phase::Statement);
	std::string ask(const std::string& text);
	std::vector<std::string> list(const std::string& text);
	void beginNow(Access access);
	void commitNow();
	void rollbackNow();
	void resetNow();
	void clearPocoTransaction();

	Poco::Data::Session _session;
	sqlite3* _database; ///< the session's
	Location _location;
	EngineConfig _config;
	Access _access;
	Watch _watch;
	StatementCache _statements;
	bool _failed = false;
	bool _keepsRows = false;
};


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Connection_INCLUDED
