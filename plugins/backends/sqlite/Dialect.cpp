//
// Dialect.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Dialect.h"
#include "DecimalSum.h"
#include "Lists.h"
#include "Patterns.h"
#include "Poco/String.h"
#include <cstdlib>
#include <map>


namespace Athanor::SQLite {


namespace {


/// The parts of a decimal number: `-012.50` is negative, `12`, `5`.
struct DecimalParts
{
	bool number = false;
	bool negative = false;
	std::string_view whole;
	std::string_view fraction;
};


bool allDigits(std::string_view text) noexcept
{
	return text.find_first_not_of("0123456789") == std::string_view::npos;
}


DecimalParts split(std::string_view text) noexcept
{
	DecimalParts parts;
	if (!text.empty() && text.front() == '-')
	{
		parts.negative = true;
		text.remove_prefix(1);
	}
	const std::size_t dot = text.find('.');
	parts.whole = text.substr(0, dot);
	parts.fraction = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
	parts.number = !parts.whole.empty() && allDigits(parts.whole) && allDigits(parts.fraction);
	while (!parts.whole.empty() && parts.whole.front() == '0')
		parts.whole.remove_prefix(1);
	while (!parts.fraction.empty() && parts.fraction.back() == '0')
		parts.fraction.remove_suffix(1);
	if (parts.whole.empty() && parts.fraction.empty()) parts.negative = false;
	return parts;
}


int compareMagnitudes(const DecimalParts& left, const DecimalParts& right) noexcept
{
	if (left.whole.size() != right.whole.size()) return left.whole.size() < right.whole.size() ? -1 : 1;
	const int whole = left.whole.compare(right.whole);
	return whole != 0 ? whole : left.fraction.compare(right.fraction);
}


} // namespace


const Capabilities& Dialect::capabilities() const noexcept
{
	// 32766 is SQLite's own default; distributions raise it.
	static constexpr Capabilities capabilities{true, true, true, true, 32766, false,
											   true, true, true, {},   false};
	return capabilities;
}


void Dialect::appendPlaceholder(std::string& sql, int index, ValueType) const
{
	sql += '?';
	sql += std::to_string(index);
}


std::string Dialect::typeName(const Column& column) const
{
	switch (column.type)
	{
	case ValueType::Boolean:
		return "BOOLEAN";
	case ValueType::Integer:
		// Only INTEGER makes the key an alias of the row's number, which SQLite counts.
		return column.generator == Generator::Database ? "INTEGER" : "BIGINT";
	case ValueType::Interval:
		return "BIGINT";
	case ValueType::Double:
		return "DOUBLE";
	case ValueType::Text:
		return column.length > 0 ? "VARCHAR(" + std::to_string(column.length) + ")" : "VARCHAR";
	case ValueType::Bytes:
	case ValueType::UUID:
		return "BLOB";
	case ValueType::Date:
		return "DATE";
	case ValueType::Time:
		return "TIME";
	case ValueType::Timestamp:
		return "DATETIME";
	case ValueType::Decimal:
	case ValueType::JSON:
		break;
	}
	return "TEXT";
}


std::string Dialect::identityClause(const Column&) const
{
	return {};
}


void Dialect::appendSortKey(std::string& sql, std::string_view expression, const Column& column) const
{
	sql += expression;
	if (column.type != ValueType::Decimal) return;
	sql += " COLLATE ";
	sql += decimalCollation;
}


void Dialect::appendLike(std::string& sql, std::string_view expression, std::string_view placeholder,
						 bool ignoreCase) const
{
	sql.append(expression).append(ignoreCase ? " LIKE " : " GLOB ").append(placeholder);
	if (ignoreCase) sql += " ESCAPE '\\'";
}


std::string Dialect::likePattern(std::string pattern, bool ignoreCase) const
{
	return ignoreCase ? pattern : globPattern(pattern);
}


std::optional<Value> Dialect::listValue(const Column& column, const std::vector<Value>& values) const
{
	// Below that, placeholders are quicker than taking a document apart.
	if (values.size() <= placeholdersOfList) return std::nullopt;
	return packList(column.type, values);
}


void Dialect::appendInList(std::string& sql, std::string_view expression, std::string_view placeholder,
						   const Column& column) const
{
	appendEqualityKey(sql, expression, column);
	sql += " IN (";
	appendUnpackedList(sql, column.type, placeholder);
	sql += ')';
}


void Dialect::appendAggregate(std::string& sql, Aggregate aggregate, std::string_view expression,
							  const Column& column) const
{
	if (aggregate != Aggregate::Sum || column.type != ValueType::Decimal)
		return Athanor::Dialect::appendAggregate(sql, aggregate, expression, column);
	// Its own sum() would make doubles of decimals.
	sql.append(decimalSum).append("(").append(expression).append(")");
}


std::optional<Column> Dialect::parseType(const std::string& type) const
{
	static const std::map<std::string, ValueType> types{
		{"BOOLEAN", ValueType::Boolean}, {"BIGINT", ValueType::Integer}, {"INTEGER", ValueType::Integer},
		{"INT", ValueType::Integer},     {"DOUBLE", ValueType::Double},  {"REAL", ValueType::Double},
		{"VARCHAR", ValueType::Text},    {"TEXT", ValueType::Text},      {"BLOB", ValueType::Bytes},
		{"DATE", ValueType::Date},       {"TIME", ValueType::Time},      {"DATETIME", ValueType::Timestamp}};
	const std::string upper = Poco::toUpper(type);
	const std::size_t open = upper.find('(');
	const auto found = types.find(Poco::trimRight(upper.substr(0, open)));
	if (found == types.end()) return std::nullopt;
	Column column;
	column.type = found->second;
	if (open != std::string::npos && column.type == ValueType::Text)
		column.length = std::atoi(upper.c_str() + open + 1);
	return column;
}


const MigrationRules& Dialect::migrationRules() const noexcept
{
	static const MigrationRules rules = [] {
		MigrationRules sqlite;
		sqlite.scriptPrologue = ".bail on";
		// With them on, DROP TABLE deletes the rows that refer to the table, and inside of a transaction they cannot be
		// turned off. What refers to nothing afterwards is looked for before the commit.
		sqlite.before = {"PRAGMA foreign_keys=OFF"};
		sqlite.after = {"PRAGMA foreign_keys=ON"};
		// Renaming looks at every view and trigger, and those of the dropped table refer to nothing at that moment.
		sqlite.beforeReplace = {"PRAGMA legacy_alter_table=ON"};
		sqlite.afterReplace = {"PRAGMA legacy_alter_table=OFF"};
		sqlite.brokenReferences =
			"SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2";
		sqlite.attachedObjects = "SELECT name, tbl_name, sql FROM sqlite_schema "
								 "WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type, name";
		return sqlite;
	}();
	return rules;
}


int compareDecimals(std::string_view left, std::string_view right) noexcept
{
	const DecimalParts a = split(left);
	const DecimalParts b = split(right);
	if (a.number != b.number) return a.number ? -1 : 1;
	if (!a.number) return left.compare(right);
	if (a.negative != b.negative) return a.negative ? -1 : 1;
	return a.negative ? compareMagnitudes(b, a) : compareMagnitudes(a, b);
}


} // namespace Athanor::SQLite
