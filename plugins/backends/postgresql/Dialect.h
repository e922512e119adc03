//
// Dialect.h
//
// Library: PostgreSQL
// Package: Backend
//
// The SQL of PostgreSQL.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_Dialect_INCLUDED
#define Athanor_PostgreSQL_Dialect_INCLUDED


#include "Athanor/Backend/Dialect.h"


namespace Athanor::PostgreSQL {


/// The Dialect of PostgreSQL 12 and newer.
///
/// JSON documents are kept as JSONB, which keeps their value and not their text: blanks, the order of keys and
/// doubled keys are lost.
///
/// Thread safety: immutable. Lifetime: as its backend.
class Dialect: public Athanor::Dialect
{
public:
	const Capabilities& capabilities() const noexcept override;
	void appendPlaceholder(std::string& sql, int index, ValueType type) const override;
	std::string typeName(const Column& column) const override;
	std::string identityClause(const Column& column) const override;
	std::string schemaLockStatement() const override;
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Dialect_INCLUDED
