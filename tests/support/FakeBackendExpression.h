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
#include "FakeBackendStore.h"
#include <optional>


namespace Athanor::Fake {


/// How two values that are not null compare: negative, zero, positive. Integers, doubles and decimals compare with
/// each other. Throws RepositoryException (42883) for types that do not.
int compare(const Value& left, const Value& right);


/// The index of a column. Throws RepositoryException (42703) if the table has none of that name.
std::size_t columnIndex(const TableDefinition& table, const std::string& name);


/// The row a condition is about, and the ones around it when it stands in EXISTS.
struct Scope
{
	const TableDefinition& table;
	const Row& row;
	std::string name; ///< by which columns are qualified
	const Snapshot* tables = nullptr;
	const Scope* outer = nullptr;
};


/// What an operand means for a row. Throws RepositoryException (42P01) for a qualifier that no table has.
Value evaluate(const Operand& operand, const Scope& scope, const Parameters& parameters);


/// A condition with SQL's three values; nothing is "unknown".
std::optional<bool> evaluate(const Expression& expression, const Scope& scope, const Parameters& parameters);


} // namespace Athanor::Fake


#endif // Athanor_Test_FakeBackendExpression_INCLUDED
