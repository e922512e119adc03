//
// Protocol.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Protocol.h"
#include "Athanor/Core/Exceptions.h"
#include <cstring>


namespace Athanor::PostgreSQL {


TransactionState stateOf(PGTransactionStatusType status) noexcept
{
	switch (status)
	{
	case PQTRANS_IDLE:
		return TransactionState::None;
	case PQTRANS_INTRANS:
		return TransactionState::Active;
	default:
		return TransactionState::Failed;
	}
}


Phase phaseOf(Access access, TransactionState state) noexcept
{
	return access == Access::Write && state == TransactionState::None ? Phase::Alone : Phase::Statement;
}


void requireNoTransaction(TransactionState state)
{
	if (state == TransactionState::None) return;
	ErrorDetail detail;
	detail.sqlState = "25001";
	throw InvalidRequestException("a transaction is open already", detail);
}


void requireCommittable(TransactionState state)
{
	ErrorDetail detail;
	if (state == TransactionState::None)
	{
		detail.sqlState = "25P01";
		throw InvalidRequestException("there is no transaction to commit", detail);
	}
	if (state == TransactionState::Failed)
	{
		detail.sqlState = "25P02";
		throw InvalidRequestException("the transaction has failed and can only be rolled back", detail);
	}
}


void requireCommitted(PGresult* result)
{
	if (std::strcmp(PQcmdStatus(result), "COMMIT") == 0) return;
	ErrorDetail detail;
	detail.sqlState = "25P02";
	throw InvalidRequestException("the transaction had failed, and the database rolled it back", detail);
}


bool isStale(const std::string& sqlState) noexcept
{
	// A statement name that is not there; a plan whose result type must not change.
	return sqlState == "26000" || sqlState == "0A000";
}


void requireText(const std::string& sql)
{
	if (sql.find('\0') == std::string::npos) return;
	ErrorDetail detail;
	detail.sqlState = "42601";
	throw InvalidRequestException("a statement with a NUL byte", detail);
}


void requireWritable(Access opened, Access wanted)
{
	if (opened == Access::Write || wanted == Access::Read) return;
	ErrorDetail detail;
	detail.sqlState = "25006";
	throw InvalidRequestException("a connection that was opened to read cannot write", detail);
}


const std::vector<std::string>& resetStatements()
{
	static const std::vector<std::string> statements{
		"CLOSE ALL",
		"SET SESSION AUTHORIZATION DEFAULT",
		"RESET ALL",
		"UNLISTEN *",
		"SELECT pg_catalog.pg_advisory_unlock_all()",
		"DISCARD TEMP",
		"DISCARD SEQUENCES",
		"SELECT count(*) FILTER (WHERE name LIKE 'athanor\\_%'), count(*) "
		"FROM pg_catalog.pg_prepared_statements"};
	return statements;
}


bool hasOnlyOurStatements(const PGresult* result, std::size_t known)
{
	const std::string count = std::to_string(known);
	return count == PQgetvalue(result, 0, 0) && count == PQgetvalue(result, 0, 1);
}


} // namespace Athanor::PostgreSQL
