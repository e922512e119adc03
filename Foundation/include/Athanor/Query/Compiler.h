//
// Compiler.h
//
// Library: Foundation
// Package: Query
//
// From queries and records to SQL of a dialect.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Compiler_INCLUDED
#define Athanor_Query_Compiler_INCLUDED


#include "Athanor/Backend/Dialect.h"
#include "Athanor/Backend/Statement.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Query/Query.h"
#include <vector>


namespace Athanor {


/// A statement with the values of its placeholders.
struct CompiledStatement
{
	Statement statement;
	Parameters parameters;
};


/// A Compiler writes the SQL of reads and writes on one table in one dialect.
///
/// The same shape (columns, condition tree, order, page or not) always gives the same text, so connections find it
/// prepared. Names are checked against the table; a name it does not have throws InvalidRequestException.
///
/// Thread safety: immutable. Lifetime: refers to the Dialect.
class Athanor_API Compiler
{
public:
	/// Indexes into Table::columns().
	using Columns = std::vector<std::size_t>;

	/// What an INSERT does about a row that is there already.
	struct Conflict
	{
		Columns unique;  ///< by which a row is found; empty: there is nothing to be done about it
		Columns updated; ///< set to what would have been inserted
	};

	explicit Compiler(const Dialect& dialect) noexcept:
		_dialect(dialect)
	{
	}

	CompiledStatement select(const Table& table, const Columns& columns, const Query& query) const;
	/// The row with that key. Throws InvalidRequestException if there are not as many values as key columns.
	CompiledStatement selectByKey(const Table& table, const Columns& columns,
								  const std::vector<Value>& key) const;
	/// The exact number of rows that match; order and page do not matter.
	CompiledStatement count(const Table& table, const Query& query) const;
	/// Inserts what is set in the record. `returning`: columns to return, none if empty.
	CompiledStatement insert(const Record& record, const Columns& returning) const;
	/// Sets what is set in `changes` on the row with that key. Throws InvalidRequestException if nothing is set.
	CompiledStatement update(const Record& changes, const std::vector<Value>& key,
							 const Columns& returning) const;
	/// Sets what is set in `changes` on every row that fits. Throws InvalidRequestException if nothing is set.
	CompiledStatement update(const Record& changes, const Condition& where, const Columns& returning) const;
	CompiledStatement remove(const Table& table, const std::vector<Value>& key) const;
	CompiledStatement remove(const Table& table, const Condition& where, const Columns& returning) const;

	/// At most `limit` rows that match, in no order: whether there are any, or more than one.
	CompiledStatement first(const Table& table, const Columns& columns, const Query& query,
							std::int64_t limit) const;

	/// Inserts several rows; all records have the same columns set, at least one. With `conflict` a row that is there
	/// already, by the unique columns it names, is updated instead.
	CompiledStatement insertMany(const std::vector<Record>& records, const Columns& returning,
								 const Conflict& conflict = {}) const;

	/// Throws InvalidRequestException if there are not as many values as key columns.
	static void requireKey(const Table& table, const std::vector<Value>& key);
	/// The condition that the primary key has these values, in the order of Table::primaryKey().
	/// Throws InvalidRequestException if there are not as many values as key columns.
	static Condition keyIs(const Table& table, const std::vector<Value>& key);
	/// The condition that the primary key is one of these.
	static Condition keyIn(const Table& table, const std::vector<std::vector<Value>>& keys);

private:
	const Dialect& _dialect;
};


} // namespace Athanor


#endif // Athanor_Query_Compiler_INCLUDED
