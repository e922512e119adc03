//
// Errors.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Errors.h"
#include "Poco/String.h"
#include <sstream>
#include <vector>


namespace Athanor::PostgreSQL {


namespace {


bool inClass(const std::string& sqlState, const char* twoCharacters)
{
	return sqlState.compare(0, 2, twoCharacters) == 0;
}


bool isOneOf(const std::string& sqlState, std::initializer_list<const char*> states)
{
	for (const char* state : states)
	{
		if (sqlState == state) return true;
	}
	return false;
}


/// Messages about data quote it ("invalid input syntax for type uuid: "…""): what stands in quotes is left out.
std::string withoutValues(const std::string& message)
{
	const std::size_t first = message.find('"');
	const std::size_t last = message.rfind('"');
	if (first == std::string::npos) return message;
	return message.substr(0, first) + "\"...\"" + message.substr(last + (last > first ? 1 : 0));
}


template <typename Exception>
[[noreturn]] void raiseAs(const Failure& failure, const ErrorDetail& detail)
{
	throw Exception(failure.message, detail);
}


[[noreturn]] void raiseConstraint(const Failure& failure, const ErrorDetail& detail)
{
	if (failure.sqlState == "23505") raiseAs<DuplicateKeyException>(failure, detail);
	if (failure.sqlState == "23503") raiseAs<ForeignKeyException>(failure, detail);
	raiseAs<IntegrityException>(failure, detail);
}


/// Whether the server may have committed before the connection was lost.
bool isInDoubt(const Failure& failure)
{
	if (failure.phase == Phase::Alone) return !failure.notSent && !failure.undone;
	return failure.phase == Phase::Commit;
}


/// The connection cannot be used any more, whatever the reason.
[[noreturn]] void raiseLost(const Failure& failure, ErrorDetail detail)
{
	detail.connectionLost = true;
	if (isInDoubt(failure))
	{
		detail.safeToRetry = false;
		raiseAs<CommitUnknownException>(failure, detail);
	}
	if (failure.sqlState == "57014") raiseAs<TimeoutException>(failure, detail);
	raiseAs<ConnectionException>(failure, detail);
}


[[noreturn]] void raiseReadOnly(const Failure& failure, ErrorDetail detail)
{
	if (failure.reader)
	{
		throw InvalidRequestException("a connection that was opened to read cannot write", detail);
	}
	// A standby: another host may take it.
	detail.safeToRetry = true;
	raiseAs<ConnectionException>(failure, detail);
}


/// Whether the failure says that the database is not there for us, rather than that a statement is wrong.
bool isAboutConnection(const Failure& failure)
{
	if (failure.phase == Phase::Open) return true;
	return inClass(failure.sqlState, "08") ||
		   isOneOf(failure.sqlState, {"53300", "55P03", "57P01", "57P02", "57P03", "57P05", "25P03"});
}


/// A connection that is not lost refuses this statement only.
[[noreturn]] void raiseStatement(Failure failure, ErrorDetail detail)
{
	const std::string& state = failure.sqlState;
	if (inClass(state, "23")) raiseConstraint(failure, detail);
	if (state == "57014") raiseAs<TimeoutException>(failure, detail);
	if (state == "25006") raiseReadOnly(failure, detail);
	if (state == "08P01")
	{
		// The server found that the values do not fit the placeholders.
		detail.sqlState = "07001";
		raiseAs<InvalidRequestException>(failure, detail);
	}
	if (isOneOf(state, {"25001", "25P01", "25P02", "07001"}))
		raiseAs<InvalidRequestException>(failure, detail);
	if (isOneOf(state, {"22021", "22P05"})) raiseAs<SerializationException>(failure, detail);
	if (isOneOf(state, {"40001", "40P01"})) detail.safeToRetry = true;
	if (!isAboutConnection(failure)) raiseAs<RepositoryException>(failure, detail);
	detail.safeToRetry = true;
	raiseAs<ConnectionException>(failure, detail);
}


std::vector<std::string> linesOf(const char* text)
{
	std::vector<std::string> lines;
	std::istringstream stream(text);
	for (std::string line; std::getline(stream, line);)
	{
		Poco::trimInPlace(line);
		if (!line.empty()) lines.push_back(line);
	}
	return lines;
}


/// Takes `28P01: ` out of `FATAL:  28P01: text`; `state` keeps its value where there is none.
std::string withoutState(const std::string& line, std::string& state)
{
	constexpr std::size_t length = 5;
	static const std::string mark = ":  ";
	const std::size_t at = line.find(mark);
	if (at == std::string::npos) return line;
	const std::string code = line.substr(at + mark.size(), length);
	const bool isCode = code.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
	if (!isCode || line.compare(at + mark.size() + length, 2, ": ") != 0) return line;
	state = code;
	return line.substr(0, at + 2) + line.substr(at + mark.size() + length + 2);
}


std::string fieldOf(const PGresult* result, int field)
{
	const char* text = PQresultErrorField(result, field);
	return text ? text : "";
}


} // namespace


void raise(Failure failure)
{
	if (inClass(failure.sqlState, "22")) failure.message = withoutValues(failure.message);
	ErrorDetail detail;
	detail.sqlState = failure.sqlState;
	detail.statement = failure.statement;
	detail.table = failure.table;
	detail.column = failure.column;
	detail.constraint = failure.constraint;
	if (failure.sqlState.empty()) detail.sqlState = failure.phase == Phase::Open ? "08001" : "08006";
	if (failure.phase == Phase::Open)
	{
		detail.safeToRetry = true;
		raiseAs<ConnectionException>(failure, detail);
	}
	// The server said that it ends the session instead of working on the statement.
	detail.safeToRetry =
		failure.notSent || isOneOf(failure.sqlState, {"57P01", "57P02", "57P03", "57P05", "25P03"});
	if (failure.connectionLost || failure.sqlState.empty()) raiseLost(failure, detail);
	raiseStatement(std::move(failure), detail);
}


std::string messageOf(const PGconn* connection)
{
	std::string message = Poco::trim(std::string(PQerrorMessage(connection)));
	for (char& c : message)
	{
		if (c == '\n' || c == '\t') c = ' ';
	}
	return message.empty() ? "the connection failed" : message;
}


Failure connectFailureOf(const PGconn* connection)
{
	Failure failure;
	failure.phase = Phase::Open;
	// Each host that was tried has its lines: `… FATAL:  28P01: text`, then `LOCATION:  …`. The last counts.
	for (const std::string& line : linesOf(PQerrorMessage(connection)))
	{
		if (line.rfind("LOCATION:", 0) == 0) continue;
		failure.message += (failure.message.empty() ? "" : "; ") + withoutState(line, failure.sqlState);
	}
	if (failure.message.empty()) failure.message = "the connection failed";
	return failure;
}


Failure failureOf(const PGresult* result, const PGconn* connection, const std::string& statement, Phase phase)
{
	Failure failure;
	failure.statement = statement;
	failure.phase = phase;
	failure.connectionLost = PQstatus(connection) == CONNECTION_BAD;
	if (result)
	{
		failure.sqlState = fieldOf(result, PG_DIAG_SQLSTATE);
		failure.message = fieldOf(result, PG_DIAG_MESSAGE_PRIMARY);
		failure.table = fieldOf(result, PG_DIAG_TABLE_NAME);
		failure.column = fieldOf(result, PG_DIAG_COLUMN_NAME);
		failure.constraint = fieldOf(result, PG_DIAG_CONSTRAINT_NAME);
		const std::string severity = fieldOf(result, PG_DIAG_SEVERITY_NONLOCALIZED);
		failure.connectionLost = failure.connectionLost || severity == "FATAL" || severity == "PANIC";
	}
	if (failure.message.empty()) failure.message = messageOf(connection);
	return failure;
}


} // namespace Athanor::PostgreSQL
