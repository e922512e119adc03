//
// Binder.h
//
// Library: SQLite
// Package: Backend
//
// Values into a prepared statement.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Binder_INCLUDED
#define Athanor_SQLite_Binder_INCLUDED


#include "Athanor/Backend/Statement.h"


struct sqlite3_stmt;


namespace Athanor::SQLite {


/// Binds the values to the placeholders of a statement. With `copy` false, texts and bytes stay the caller's and must
/// live until the statement is reset.
///
/// Throws InvalidRequestException if their number differs, SerializationException for what SQLite would not give
/// back: text that is not UTF-8 or holds a NUL, and numbers that are not finite.
void bind(sqlite3_stmt* statement, const Parameters& parameters, bool copy);


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Binder_INCLUDED
