//
// QueryTestSupport.h
//
// Library: Tests
// Package: Query
//
// A dialect and tables for the tests of SQL texts.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Tests_QueryTestSupport_INCLUDED
#define Athanor_Tests_QueryTestSupport_INCLUDED


#include "Athanor/Backend/Dialect.h"
#include "Athanor/Query/Compiler.h"
#include <string>
#include <utility>
#include <vector>


/// A dialect whose texts show every decision it was asked for: placeholders carry their type, decimals their sort key.
class SampleDialect: public Athanor::Dialect
{
public:
	explicit SampleDialect(Athanor::Capabilities capabilities = {}):
		_capabilities(capabilities)
	{
	}

	const Athanor::Capabilities& capabilities() const noexcept override
	{
		return _capabilities;
	}
	void appendPlaceholder(std::string& sql, int index, Athanor::ValueType type) const override
	{
		sql += "$" + std::to_string(index) + "/" + Athanor::toString(type);
	}
	std::string typeName(const Athanor::Column& column) const override
	{
		std::string name = Athanor::toString(column.type);
		if (column.length > 0) name += "(" + std::to_string(column.length) + ")";
		return name;
	}
	std::string identityClause(const Athanor::Column&) const override
	{
		return " IDENTITY";
	}
	void appendSortKey(std::string& sql, std::string_view expression,
					   const Athanor::Column& column) const override
	{
		const bool decimal = column.type == Athanor::ValueType::Decimal;
		sql.append(decimal ? "numeric(" : "").append(expression).append(decimal ? ")" : "");
	}
	void appendLock(std::string& sql, const Athanor::RowLock&) const override
	{
		sql += " FOR UPDATE";
	}

private:
	Athanor::Capabilities _capabilities;
};


/// A column of a type; the rest as a test needs it.
inline Athanor::Column makeColumn(std::string name, Athanor::ValueType type, bool nullable = false)
{
	Athanor::Column column;
	column.name = std::move(name);
	column.type = type;
	column.nullable = nullable;
	return column;
}


inline Athanor::Column makeKey(std::string name, Athanor::ValueType type)
{
	Athanor::Column column = makeColumn(std::move(name), type);
	column.primaryKey = true;
	return column;
}


/// `book`: id, title, year (may be null), price (a decimal).
inline const Athanor::Table& books()
{
	using Athanor::ValueType;
	static const Athanor::Table table(
		"book", {makeKey("id", ValueType::Integer), makeColumn("title", ValueType::Text),
				 makeColumn("year", ValueType::Integer, true), makeColumn("price", ValueType::Decimal)});
	return table;
}


/// `seat`: a key of two columns.
inline const Athanor::Table& seats()
{
	using Athanor::ValueType;
	static const Athanor::Table table("seat", {makeKey("room", ValueType::Text),
											   makeColumn("taken", ValueType::Boolean),
											   makeKey("number", ValueType::Integer)});
	return table;
}


#endif // Athanor_Tests_QueryTestSupport_INCLUDED
