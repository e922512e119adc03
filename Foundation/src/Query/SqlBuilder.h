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


/// A SqlBuilder appends the parts of one statement on one table; names are checked and quoted, values are checked
/// against their columns and become placeholders.
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
	/// The columns as they are read.
	SqlBuilder& selected(const Compiler::Columns& columns);
	SqlBuilder& placeholder(Value value, ValueType type);
	/// A value that is written into that column.
	SqlBuilder& stored(const Value& value, const Column& column);
	/// ` WHERE …`, or nothing.
	SqlBuilder& where(const std::optional<Condition>& condition);
	/// ` WHERE …`: the primary key is this one; a null has a placeholder as well.
	SqlBuilder& whereKey(const std::vector<Value>& key);
	SqlBuilder& orderBy(const std::vector<OrderBy>& order);
	SqlBuilder& page(const std::optional<LimitOffset>& page);
	/// What locks the selected rows, or nothing.
	SqlBuilder& lock(const std::optional<RowLock>& lock);
	SqlBuilder& onConflict(const Compiler::Conflict& conflict);
	/// ` RETURNING …`, or nothing if there are no columns.
	SqlBuilder& returning(const Compiler::Columns& columns);

	/// Throws InvalidRequestException if there are more values than the database takes.
	CompiledStatement finish(Access access);

private:
	using Conditions = std::vector<Condition>::const_iterator;

	/// A table that exists() looks into, under the name it has in the statement.
	struct Scope
	{
		const Table* table;
		std::string alias;
	};

	/// A column of a condition, found in its table.
	struct Place
	{
		const Table& table;
		const Column& column;
		std::string expression; ///< its quoted name, qualified where several tables are around
	};

	Place place(const ColumnName& name) const;
	void value(const Value& value, const Place& place);
	std::string nextPlaceholder(Value value, ValueType type);
	void condition(const Condition& condition);
	void comparison(const Condition& condition);
	void columnComparison(const Condition& condition);
	void membership(const Condition& condition);
	void pattern(const Condition& condition);
	void day(const Condition& condition);
	void subquery(const Condition& condition);
	void operands(const Condition& condition, std::string_view separator, std::string_view ifEmpty);
	void operands(Conditions begin, Conditions end, std::string_view separator);
	void compared(const Place& place, Comparison comparison);
	void orderKey(const Column& column, bool descending);

	const Dialect& _dialect;
	const Table& _table;
	std::string _sql;
	Parameters _parameters;
	std::vector<Scope> _scopes; // innermost last
};


} // namespace Athanor


#endif // Athanor_Query_SqlBuilder_INCLUDED
