//
// Errors.h
//
// Library: SQLite
// Package: Backend
//
// From SQLite's result codes to the exceptions of Athanor.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Errors_INCLUDED
#define Athanor_SQLite_Errors_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include <string>


struct sqlite3;


namespace Athanor::SQLite {


/// What failed: the same code means something else for a COMMIT.
enum class Phase
{
	Open,
	Statement,
	Commit
};


/// A failure as SQLite tells it.
struct Failure
{
	int code = 0;        ///< extended result code
	std::string message; ///< SQLite's words; never a bound value
	std::string statement;
	Phase phase = Phase::Statement;
	bool reader = false; ///< on a connection that was opened to read only
};


/// Throws the exception that stands for the failure. The extended code alone decides; the message only fills
/// in table and column of a constraint, which SQLite tells nowhere else.
[[noreturn]] void raise(const Failure& failure);


/// The failure of the last call on a connection.
Failure lastFailure(sqlite3* database, const std::string& statement, Phase phase = Phase::Statement);


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Errors_INCLUDED
