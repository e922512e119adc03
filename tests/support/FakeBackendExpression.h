//
// FakeBackendExpression.h
//
// Library: TestSupport
// Package: Backend
//
// Conditions of the fake backend over one row.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Test_FakeBackendExpression_INCLUDED
#define Athanor_Test_FakeBackendExpression_INCLUDED


#include "Athanor/Backend/Statement.h"
#include "FakeBackendSql.h"
#include <optional>


namespace Athanor::Fake {


/// How two values that are not null compare: negative, zero, positive. Integers, doubles and decimals compare with
/// each other. Throws RepositoryException (42883) for types that do not.
int compare(const Value& left, const Value& right);


/// The index of a column. Throws RepositoryException (42703) if the table has none of that name.
std::size_t columnIndex(const TableDefinition& table, const std::string& name);


/// What an operand means for a row.
Value evaluate(const Operand& operand, const TableDefinition& table, const std::vector<Value>& row,
			   const Parameters& parameters);


/// A condition with SQL's three values; nothing is "unknown".
std::optional<bool> evaluate(const Expression& expression, const TableDefinition& table,
							 const std::vector<Value>& row, const Parameters& parameters);


} // namespace Athanor::Fake


#endif // Athanor_Test_FakeBackendExpression_INCLUDED
