//
// SqlBuilder.h
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_SqlBuilder_INCLUDED
#define Athanor_Query_SqlBuilder_INCLUDED


#include "Athanor/Query/Compiler.h"
#include <string_view>


namespace Athanor {


/// A SqlBuilder appends the parts of one statement on one table; names are checked and quoted, values become
/// placeholders.
///
/// Thread safety: one thread at a time.
class SqlBuilder
{
public:
	SqlBuilder(const Dialect& dialect, const Table& table):
		_dialect(dialect),
		_table(table)
	{
		_sql.reserve(256);
	}

	SqlBuilder& text(std::string_view sql)
	{
		_sql += sql;
		return *this;
	}
	SqlBuilder& tableName();
	SqlBuilder& columns(const Compiler::Columns& columns);
	SqlBuilder& column(const std::string& name);
	SqlBuilder& placeholder(Value value, ValueType type);
	/// ` WHERE …`, or nothing.
	SqlBuilder& where(const std::optional<Condition>& condition);
	SqlBuilder& orderBy(const std::vector<OrderBy>& order);
	SqlBuilder& page(const std::optional<LimitOffset>& page);
	/// ` RETURNING …`, or nothing if there are no columns.
	SqlBuilder& returning(const Compiler::Columns& columns);

	CompiledStatement finish(Access access);

private:
	void condition(const Condition& condition);
	void comparison(const Condition& condition);
	void membership(const Condition& condition);
	void operands(const Condition& condition, std::string_view separator, std::string_view ifEmpty);
	void orderKey(const Column& column, bool descending);

	const Dialect& _dialect;
	const Table& _table;
	std::string _sql;
	Parameters _parameters;
};


} // namespace Athanor


#endif // Athanor_Query_SqlBuilder_INCLUDED
