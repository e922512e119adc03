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
/// Text sorts, and case is ignored, as the collation "C" does: by code points, and A to Z only. That is what other
/// databases do as well; an index on a text column serves such an order only if it is declared with that collation.
///
/// Thread safety: immutable. Lifetime: as its backend.
class Dialect: public Athanor::Dialect
{
public:
	const Capabilities& capabilities() const noexcept override;
	void appendPlaceholder(std::string& sql, int index, ValueType type) const override;
	std::string typeName(const Column& column) const override;
	void appendSelected(std::string& sql, std::string_view expression, const Column& column) const override;
	Value storedValue(const Column& column, Value value) const override;
	std::string identityClause(const Column& column) const override;
	std::string schemaLockStatement() const override;
	void appendSortKey(std::string& sql, std::string_view expression, const Column& column) const override;
	void appendEqualityKey(std::string& sql, std::string_view expression,
						   const Column& column) const override;
	void appendLike(std::string& sql, std::string_view expression, std::string_view placeholder,
					bool ignoreCase) const override;
	std::optional<Value> listValue(const Column& column, const std::vector<Value>& values) const override;
	void appendInList(std::string& sql, std::string_view expression, std::string_view placeholder,
					  const Column& column) const override;
	void appendAggregate(std::string& sql, Aggregate aggregate, std::string_view expression,
						 const Column& column) const override;
	void appendLock(std::string& sql, const RowLock& lock) const override;
	std::vector<std::string> alterColumn(const std::string& table, const InspectedColumn& from,
										 const InspectedColumn& to) const override;
	std::string resetIdentityStatement(const std::string& table, const std::string& column) const override;
	std::optional<Column> parseType(const std::string& type) const override;
	const MigrationRules& migrationRules() const noexcept override;
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_Dialect_INCLUDED
