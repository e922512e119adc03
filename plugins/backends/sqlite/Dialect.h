//
// Dialect.h
//
// Library: SQLite
// Package: Backend
//
// The SQL of SQLite.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Dialect_INCLUDED
#define Athanor_SQLite_Dialect_INCLUDED


#include "Athanor/Backend/Dialect.h"


namespace Athanor::SQLite {


/// The Dialect of SQLite.
///
/// The declared types are those whose values come back as they were bound and that Poco::Data's connector knows
/// (it refuses to read a column of any other): a UUID is a BLOB of 16 bytes; a Decimal is TEXT, for NUMERIC would
/// make a double of it; timestamps are text in UTC that sorts like the instants; an
/// Interval is its microseconds. One value does not come back: SQLite
/// keeps whole numbers of a DOUBLE as integers, so -0.0 becomes 0.0.
///
/// SQLite's LIKE takes A to Z for a to z and nothing else, which is what ignoring case means here; where case matters, GLOB
/// is used, and patterns are translated into its signs.
///
/// Thread safety: immutable.
class Dialect: public Athanor::Dialect
{
public:
	const Capabilities& capabilities() const noexcept override;
	void appendPlaceholder(std::string& sql, int index, ValueType type) const override;
	std::string typeName(const Column& column) const override;
	std::string identityClause(const Column& column) const override;
	void appendSortKey(std::string& sql, std::string_view expression, const Column& column) const override;
	void appendLike(std::string& sql, std::string_view expression, std::string_view placeholder,
					bool ignoreCase) const override;
	std::string likePattern(std::string pattern, bool ignoreCase) const override;
	std::optional<Value> listValue(const Column& column, const std::vector<Value>& values) const override;
	void appendInList(std::string& sql, std::string_view expression, std::string_view placeholder,
					  const Column& column) const override;
	void appendAggregate(std::string& sql, Aggregate aggregate, std::string_view expression,
						 const Column& column) const override;
	std::optional<Column> parseType(const std::string& type) const override;
	const MigrationRules& migrationRules() const noexcept override;
};


/// The collation that orders decimals by value; every connection has it. It is never part of a table, so that
/// other programs can open the file.
inline constexpr const char* decimalCollation = "athanor_decimal";


/// How two texts compare under decimalCollation: negative, zero or positive. What is no number comes after all
/// numbers, in the order of its bytes.
int compareDecimals(std::string_view left, std::string_view right) noexcept;


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Dialect_INCLUDED
