//
// Connection.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Connection.h"
#include "Binder.h"
#include "DecimalSum.h"
#include "Dialect.h"
#include "Poco/Data/SQLite/Utility.h"
#include "Poco/String.h"
#include "ResultSet.h"
#include <chrono>
#include <sqlite3.h>
#include <thread>


namespace Athanor::SQLite {


namespace {


int collate(void*, int leftSize, const void* left, int rightSize, const void* right) noexcept
{
	return compareDecimals({static_cast<const char*>(left), static_cast<std::size_t>(leftSize)},
						   {static_cast<const char*>(right), static_cast<std::size_t>(rightSize)});
}


const char* pragmaValue(Synchronous mode) noexcept
{
	switch (mode)
	{
	case Synchronous::Full:
		return "FULL";
	case Synchronous::Normal:
		return "NORMAL";
	case Synchronous::Off:
		break;
	}
	return "OFF";
}


/// Whether the statement is a ROLLBACK or ROLLBACK TO.
bool rollsBack(const std::string& text)
{
	return Poco::icompare(text, 0, 8, "ROLLBACK") == 0;
}


} // namespace


Connection::Connection(Poco::Data::Session session, Location location, const EngineConfig& config,
					   Access access, CommitsPtr commits):
	_session(std::move(session)),
	_database(Poco::Data::SQLite::Utility::dbHandle(_session)),
	_location(std::move(location)),
	_config(config),
	_access(access),
	_commits(std::move(commits)),
	_watch(config.statementTimeoutMs)
{
	setUp();
}


Connection::~Connection()
{
	sqlite3_progress_handler(_database, 0, nullptr, nullptr);
	sqlite3_trace_v2(_database, 0, nullptr, nullptr);
	if (!sqlite3_get_autocommit(_database)) sqlite3_exec(_database, "ROLLBACK", nullptr, nullptr, nullptr);
	_statements.clear();
	if (_access == Access::Read || _location.memory) return;
	// Keeps the planner's statistics fresh; bounded, and given up at once if somebody else holds the database.
	sqlite3_busy_timeout(_database, 0);
	sqlite3_exec(_database, "PRAGMA analysis_limit=400; PRAGMA optimize", nullptr, nullptr, nullptr);
}


void Connection::setUp()
{
	// A misspelled column in double quotes is an error, not a text.
	sqlite3_db_config(_database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
	const int code =
		sqlite3_create_collation_v2(_database, decimalCollation, SQLITE_UTF8, nullptr, &collate, nullptr);
	if (code != SQLITE_OK || createDecimalSum(_database) != SQLITE_OK)
		raise(lastFailure(_database, {}, Phase::Open));
	sqlite3_busy_timeout(_database, _config.busyTimeoutMs);
	if (!_location.memory && _access == Access::Write)
	{
		if (sqlite3_db_readonly(_database, "main") == 1)
		{
			raise({SQLITE_READONLY, "the database file is read-only: " + _location.path, {}, Phase::Open});
		}
		useWriteAheadLog();
	}
	applySettings();
}


void Connection::applySettings()
{
	sqlite3_busy_timeout(_database, _config.busyTimeoutMs);
	run("PRAGMA foreign_keys=ON");
	run("PRAGMA trusted_schema=OFF");
	run("PRAGMA temp_store=MEMORY");
	run(std::string("PRAGMA synchronous=") + pragmaValue(_config.synchronous));
	// In memory one connection does everything.
	run(_access == Access::Read && !_location.memory ? "PRAGMA query_only=ON" : "PRAGMA query_only=OFF");
	_watch.install(_database);
}


void Connection::useWriteAheadLog()
{
	const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(_config.busyTimeoutMs);
	for (;;)
	{
		try
		{
			const std::string mode = ask("PRAGMA journal_mode=WAL");
			if (mode == "wal") return;
			ErrorDetail detail;
			detail.sqlState = "0A000";
			throw ConnectionException("no write-ahead logging on the file system of " + _location.path +
										  " (journal mode " + mode + ")",
									  detail);
		}
		catch (const ConnectionException& exception)
		{
			// SQLite does not wait for the lock that the change of the mode needs.
			const bool busy = exception.detail().sqlState == "55P03";
			if (!busy || std::chrono::steady_clock::now() >= deadline) throw;
		}
		std::this_thread::sleep_for(std::chrono::milliseconds(5));
	}
}


void Connection::checkFile()
{
	if (_location.memory) return;
	int moved = 0;
	if (sqlite3_file_control(_database, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
		return;
	ErrorDetail detail;
	detail.sqlState = "08006";
	detail.nativeCode = SQLITE_READONLY_DBMOVED;
	detail.connectionLost = true;
	detail.safeToRetry = true;
	throw ConnectionException("the database file was deleted or replaced: " + _location.path, detail);
}


bool Connection::step(sqlite3_stmt* statement, Watch::Duration& left, Phase phase)
{
	const Watch::Step guard(_watch, left);
	const int code = sqlite3_step(statement);
	if (code == SQLITE_ROW) return true;
	if (code == SQLITE_DONE) return false;
	Failure failure = lastFailure(_database, sqlite3_sql(statement), phase);
	failure.reader = _access == Access::Read;
	raise(failure);
}


bool Connection::stepStream(sqlite3_stmt* statement, Watch::Duration& left)
{
	try
	{
		return step(statement, left, Phase::Statement);
	}
	catch (const DatabaseException&)
	{
		_failed = !sqlite3_get_autocommit(_database);
		throw;
	}
}


ResultSetPtr Connection::executeNow(const Statement& statement, const Parameters& parameters)
{
	if (sqlite3_get_autocommit(_database)) checkFile();
	Prepared prepared = _statements.prepare(_database, statement.text, statement.keep);
	const bool streams =
		!_keepsRows && sqlite3_stmt_readonly(prepared.get()) && sqlite3_column_count(prepared.get()) > 0;
	bind(prepared.get(), parameters, streams);
	if (!streams) return executeWhole(std::move(prepared), statement.text);
	Watch::Duration left = _watch.limit();
	const bool hasRow = step(prepared.get(), left, Phase::Statement);
	return std::make_unique<StreamedRows>(*this, std::move(prepared), hasRow, left);
}


ResultSetPtr Connection::executeWhole(Prepared prepared, const std::string& text)
{
	const std::int64_t before = sqlite3_total_changes64(_database);
	Watch::Duration left = _watch.limit();
	auto rows = std::make_unique<KeptRows>(prepared.get());
	while (step(prepared.get(), left, Phase::Statement))
		rows->add(prepared.get());
	// A statement that is no INSERT, UPDATE or DELETE leaves the count of the one before.
	if (sqlite3_total_changes64(_database) != before) rows->setAffectedRows(sqlite3_changes64(_database));
	if (rollsBack(text)) _failed = false;
	countCommit();
	return rows;
}


void Connection::executeGroupNow(const WriteGroup& group)
{
	if (group.size() > 1 && executeTogether(group)) return;
	rollbackNow();
	for (const std::shared_ptr<GroupedWrite>& write : group)
	{
		// One that ended the transaction itself has its answer; nothing of the others was kept.
		if (!write->error) executeOne(*write);
	}
}


/// False if nothing was kept: then only what ended the transaction has an error.
bool Connection::executeTogether(const WriteGroup& group)
{
	beginNow(Access::Write);
	GroupedWrite* culprit = nullptr;
	for (const std::shared_ptr<GroupedWrite>& write : group)
	{
		executeOne(*write);
		if (transactionState() != TransactionState::Active) culprit = write.get();
		if (culprit) break;
	}
	try
	{
		if (!culprit) commitNow();
		if (!culprit) return true;
	}
	catch (const DatabaseException&)
	{
		// Executed alone, each hears by itself what kept the whole from being committed.
		culprit = nullptr;
	}
	for (const std::shared_ptr<GroupedWrite>& write : group)
	{
		if (write.get() != culprit) write->error = nullptr;
		write->result.reset();
	}
	return false;
}


void Connection::executeOne(GroupedWrite& write) noexcept
{
	try
	{
		write.result = executeNow(write.statement, write.parameters);
	}
	catch (...)
	{
		write.error = std::current_exception();
	}
}


/// Called where one may have happened; too many do no harm.
void Connection::countCommit() noexcept
{
	if (_access == Access::Write && sqlite3_get_autocommit(_database))
		_commits->fetch_add(1, std::memory_order_release);
}


void Connection::endReading() noexcept
{
	try
	{
		if (_failed)
			rollbackNow();
		else
			run("COMMIT");
	}
	catch (const DatabaseException&)
	{
		// Nothing is lost: it only read.
		sqlite3_exec(_database, "ROLLBACK", nullptr, nullptr, nullptr);
	}
	_failed = false;
}


void Connection::run(const std::string& text, Phase phase)
{
	const Prepared prepared = _statements.prepare(_database, text, true);
	Watch::Duration left = _watch.limit();
	while (step(prepared.get(), left, phase))
	{
	}
}


std::string Connection::ask(const std::string& text)
{
	const std::vector<std::string> rows = list(text);
	return rows.empty() ? std::string() : rows.front();
}


std::vector<std::string> Connection::list(const std::string& text)
{
	const Prepared prepared = _statements.prepare(_database, text, false);
	Watch::Duration left = _watch.limit();
	std::vector<std::string> rows;
	while (step(prepared.get(), left, Phase::Statement))
	{
		const unsigned char* cell = sqlite3_column_text(prepared.get(), 0);
		rows.emplace_back(cell ? reinterpret_cast<const char*>(cell) : "");
	}
	return rows;
}


void Connection::beginNow(Access access)
{
	ErrorDetail detail;
	if (!sqlite3_get_autocommit(_database))
	{
		detail.sqlState = "25001";
		throw InvalidRequestException("a transaction is open already", detail);
	}
	const bool writes = access == Access::Write;
	if (writes && _access == Access::Read && !_location.memory)
	{
		detail.sqlState = "25006";
		throw InvalidRequestException("a connection that was opened to read cannot write", detail);
	}
	checkFile();
	run(writes ? "BEGIN IMMEDIATE" : "BEGIN");
	_failed = false;
}


void Connection::commitNow()
{
	ErrorDetail detail;
	if (sqlite3_get_autocommit(_database))
	{
		detail.sqlState = "25P01";
		throw InvalidRequestException("there is no transaction to commit", detail);
	}
	if (_failed)
	{
		detail.sqlState = "25P02";
		throw InvalidRequestException("the transaction has failed and can only be rolled back", detail);
	}
	run("COMMIT", Phase::Commit);
	countCommit();
}


void Connection::rollbackNow()
{
	_failed = false;
	if (!sqlite3_get_autocommit(_database)) run("ROLLBACK");
}


void Connection::resetNow()
{
	rollbackNow();
	clearPocoTransaction();
	for (const std::string& name :
		 list("SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp')"))
	{
		std::string detach = "DETACH ";
		Dialect().appendQuoted(detach, name);
		static_cast<void>(list(detach));
	}
	// A change of temp_store drops all temporary tables.
	run("PRAGMA temp_store=FILE");
	run("PRAGMA recursive_triggers=OFF");
	run("PRAGMA ignore_check_constraints=OFF");
	run("PRAGMA defer_foreign_keys=OFF");
	run("PRAGMA case_sensitive_like=OFF");
	run("PRAGMA legacy_alter_table=OFF");
	run("PRAGMA reverse_unordered_selects=OFF");
	run("PRAGMA read_uncommitted=OFF");
	run("PRAGMA writable_schema=OFF");
	run("PRAGMA locking_mode=NORMAL");
	sqlite3_db_config(_database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
	applySettings();
}


void Connection::clearPocoTransaction()
{
	// Poco's session remembers a begin() of its own even when that transaction ended otherwise, and only forgets it
	// in a rollback that succeeds.
	if (!_session.isTransaction()) return;
	run("BEGIN");
	_session.rollback();
}


Task<ResultSetPtr> Connection::execute(const Statement& statement, const Parameters& parameters)
{
	ResultSetPtr rows = executeNow(statement, parameters);
	co_return rows;
}


Task<void> Connection::executeGroup(const WriteGroup& group)
{
	const WriteGroup& writes = group;
	executeGroupNow(writes);
	co_return;
}


Task<void> Connection::begin(Access access)
{
	const Access wanted = access;
	beginNow(wanted);
	co_return;
}


Task<void> Connection::commit()
{
	Connection& self = *this;
	self.commitNow();
	co_return;
}


Task<void> Connection::rollback()
{
	Connection& self = *this;
	self.rollbackNow();
	co_return;
}


TransactionState Connection::transactionState() const noexcept
{
	if (sqlite3_get_autocommit(_database)) return TransactionState::None;
	return _failed ? TransactionState::Failed : TransactionState::Active;
}


Task<void> Connection::reset()
{
	Connection& self = *this;
	self.resetNow();
	co_return;
}


Task<void> Connection::ping()
{
	Connection& self = *this;
	self.checkFile();
	self.run("PRAGMA schema_version");
	co_return;
}


void Connection::cancel() noexcept
{
	sqlite3_interrupt(_database);
}


Poco::Data::Session& Connection::poco()
{
	return _session;
}


} // namespace Athanor::SQLite
