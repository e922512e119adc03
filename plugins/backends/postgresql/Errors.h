//
// Errors.h
//
// Library: PostgreSQL
// Package: Backend
//
// SQLSTATEs to exceptions.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Errors_INCLUDED
#define Athanor_PostgreSQL_Errors_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include <libpq-fe.h>
#include <string>


namespace Athanor::PostgreSQL {


/// What was going on when something failed.
enum class Phase
{
	Open,
	Statement,
	Alone, ///< a statement that is a transaction of its own: when it has succeeded, it is committed
	Commit
};


/// What libpq or the server said.
struct Failure
{
	std::string sqlState; ///< empty: not from the server
	std::string message;  ///< the primary message; bound values in it are masked by raise()
	std::string statement;
	Phase phase = Phase::Statement;
	bool reader = false;         ///< on a connection that was opened to read only
	bool connectionLost = false; ///< nothing more can be done with the connection
	bool notSent = false;        ///< the server cannot have seen the statement
	bool undone = false;         ///< the server said that it did not finish the statement
	std::string table;
	std::string column;
	std::string constraint;
};


/// Throws the exception that belongs to a failure; decides by SQLSTATE, phase and flags only, never by the message.
[[noreturn]] void raise(Failure failure);


/// Describes the error in a result, or the one of the connection if the result is null.
Failure failureOf(const PGresult* result, const PGconn* connection, const std::string& statement,
				  Phase phase = Phase::Statement);


/// Describes why a connection was not made, if it was opened with PQERRORS_VERBOSE: only there libpq tells the SQLSTATE.
Failure connectFailureOf(const PGconn* connection);


/// What libpq reported last about the connection, on one line. Holds no password.
std::string messageOf(const PGconn* connection);


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Errors_INCLUDED
