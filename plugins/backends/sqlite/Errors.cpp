//
// Errors.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Errors.h"
#include <sqlite3.h>


namespace Athanor::SQLite {


namespace {


/// Reads `UNIQUE constraint failed: book.title, book.year` and `CHECK constraint failed: positive`.
void readConstraint(const std::string& message, ErrorDetail& detail)
{
	static const std::string mark = " constraint failed: ";
	const std::size_t at = message.find(mark);
	if (at == std::string::npos) return;
	const std::string subject = message.substr(at + mark.size());
	if (message.rfind("CHECK", 0) == 0)
	{
		detail.constraint = subject;
		return;
	}
	const std::string first = subject.substr(0, subject.find(", "));
	const std::size_t dot = first.find('.');
	if (dot == std::string::npos) return;
	detail.table = first.substr(0, dot);
	detail.column = first.substr(dot + 1);
}


[[noreturn]] void raiseConstraint(const Failure& failure, ErrorDetail detail)
{
	readConstraint(failure.message, detail);
	switch (failure.code)
	{
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		detail.sqlState = "23505";
		throw DuplicateKeyException(failure.message, detail);
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		detail.sqlState = "23503";
		throw ForeignKeyException(failure.message, detail);
	case SQLITE_CONSTRAINT_NOTNULL:
		detail.sqlState = "23502";
		break;
	case SQLITE_CONSTRAINT_CHECK:
		detail.sqlState = "23514";
		break;
	default:
		detail.sqlState = "23000";
	}
	throw IntegrityException(failure.message, detail);
}


[[noreturn]] void raiseBusy(const Failure& failure, ErrorDetail detail)
{
	detail.safeToRetry = true;
	if (failure.code == SQLITE_BUSY_SNAPSHOT)
	{
		detail.sqlState = "40001";
		throw RepositoryException("another transaction changed the database since this one began to read it",
								  detail);
	}
	detail.sqlState = "55P03";
	throw ConnectionException("the database is locked", detail);
}


[[noreturn]] void raiseReadOnly(const Failure& failure, ErrorDetail detail)
{
	detail.sqlState = "25006";
	if (failure.reader && failure.code == SQLITE_READONLY)
	{
		throw InvalidRequestException("a connection that was opened to read cannot write", detail);
	}
	detail.connectionLost = failure.code == SQLITE_READONLY_DBMOVED;
	throw ConnectionException(failure.message, detail);
}


[[noreturn]] void raiseInputOutput(const Failure& failure, ErrorDetail detail)
{
	detail.sqlState = "58030";
	detail.connectionLost = true;
	// The record of the commit may have reached the disk, and a later recovery would find it.
	if (failure.phase == Phase::Commit) throw CommitUnknownException(failure.message, detail);
	throw ConnectionException(failure.message, detail);
}


template <typename Exception>
[[noreturn]] void raiseAs(const char* sqlState, const Failure& failure, ErrorDetail detail)
{
	detail.sqlState = sqlState;
	throw Exception(failure.message, detail);
}


/// What is no fault of the database itself: the statement or its values.
[[noreturn]] void raiseStatement(const Failure& failure, const ErrorDetail& detail)
{
	switch (failure.code & 0xff)
	{
	case SQLITE_FULL:
		raiseAs<RepositoryException>("53100", failure, detail);
	case SQLITE_NOMEM:
		raiseAs<RepositoryException>("53200", failure, detail);
	case SQLITE_TOOBIG:
		raiseAs<RepositoryException>("54000", failure, detail);
	case SQLITE_MISMATCH:
		raiseAs<RepositoryException>("22000", failure, detail);
	case SQLITE_RANGE:
		raiseAs<RepositoryException>("22023", failure, detail);
	case SQLITE_AUTH:
	case SQLITE_PERM:
		raiseAs<RepositoryException>("42501", failure, detail);
	case SQLITE_ABORT:
		raiseAs<RepositoryException>("40000", failure, detail);
	case SQLITE_ERROR:
	case SQLITE_SCHEMA:
		raiseAs<RepositoryException>("42000", failure, detail);
	default:
		raiseAs<RepositoryException>("XX000", failure, detail);
	}
}


} // namespace


void raise(const Failure& failure)
{
	ErrorDetail detail;
	detail.nativeCode = failure.code;
	detail.statement = failure.statement;
	switch (failure.code & 0xff)
	{
	case SQLITE_CONSTRAINT:
		raiseConstraint(failure, detail);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		raiseBusy(failure, detail);
	case SQLITE_READONLY:
		raiseReadOnly(failure, detail);
	case SQLITE_IOERR:
		raiseInputOutput(failure, detail);
	case SQLITE_INTERRUPT:
		raiseAs<TimeoutException>("57014", failure, detail);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		detail.connectionLost = true;
		raiseAs<ConnectionException>("XX001", failure, detail);
	case SQLITE_CANTOPEN:
		raiseAs<ConnectionException>("08001", failure, detail);
	default:
		raiseStatement(failure, detail);
	}
}


Failure lastFailure(sqlite3* database, const std::string& statement, Phase phase)
{
	return {sqlite3_extended_errcode(database), sqlite3_errmsg(database), statement, phase};
}


} // namespace Athanor::SQLite
