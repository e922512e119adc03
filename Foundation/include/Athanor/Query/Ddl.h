//
// Ddl.h
//
// Library: Foundation
// Package: Query
//
// CREATE statements of a table.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Ddl_INCLUDED
#define Athanor_Query_Ddl_INCLUDED


#include "Athanor/Backend/Dialect.h"
#include "Athanor/Backend/Statement.h"
#include <vector>


namespace Athanor {


/// The statements that create a table and its indexes, with the constraint names of the reference's naming
/// convention (`pk_{table}`, `uq_{table}_{column}`, `fk_{table}_{column}_{referred}`, `ix_{table}_{column}`).
///
/// With `ifNotExists` they do nothing where the table is already there.
/// Source: advanced_alchemy/base.py convention; SQLAlchemy's CreateTable.
Athanor_API std::vector<Statement> createTable(const Table& table, const Dialect& dialect, bool ifNotExists);


} // namespace Athanor


#endif // Athanor_Query_Ddl_INCLUDED
