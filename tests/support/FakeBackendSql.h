//
// FakeBackendSql.h
//
// Library: TestSupport
// Package: Backend
//
// The small part of SQL that the fake backend understands.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Test_FakeBackendSql_INCLUDED
#define Athanor_Test_FakeBackendSql_INCLUDED


#include "Athanor/Model/Value.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>


namespace Athanor::Fake {


/// A column, a placeholder (`$1`) or a literal, as it is or in lower case.
struct Operand
{
	enum class Kind
	{
		Column,
		Parameter,
		Literal
	};

	Kind kind = Kind::Literal;
	std::string qualifier; ///< name or alias of the column's table; empty: the nearest
	std::string column;
	std::size_t parameter = 0; ///< from 1
	Value literal;
	bool lower = false;
};


/// A condition as a tree.
struct Expression
{
	enum class Kind
	{
		Compare,
		IsNull,
		In,
		Like,
		Exists,
		And,
		Or,
		Not
	};

	Kind kind = Kind::Compare;
	std::string comparison; ///< `=`, `<>`, `<`, `<=`, `>`, `>=`
	std::vector<Operand> operands;
	std::vector<Expression> children; ///< of Exists: one, what has to hold
	std::string table;                ///< of Exists
	std::string alias;
};


/// A value of a SELECT's result: a column or, with a function, an aggregate of one.
struct SelectItem
{
	std::string function; ///< lower case: empty, `count`, `sum`, `min`, `max`
	std::string column;   ///< empty: rows
	std::string name;     ///< behind AS
};


struct OrderKey
{
	std::string function; ///< as in SelectItem
	std::string column;
	bool descending = false;
	bool nullsFirst = false;
};


struct ColumnDefinition
{
	std::string name;
	std::string typeName;
	ValueType type = ValueType::Text;
	bool notNull = false;
	bool identity = false;
	std::optional<Value> defaultValue;
};


struct ForeignKey
{
	std::string column;
	std::string table;
	std::string referred;
	std::string onDelete; ///< lower case: empty, `cascade`, `set null`, …
	bool deferred = false;
};


struct TableDefinition
{
	std::string name;
	std::vector<ColumnDefinition> columns;
	std::vector<std::string> primaryKey;
	std::vector<std::vector<std::string>> uniques; ///< the primary key among them
	std::vector<ForeignKey> foreignKeys;
	std::vector<Expression> checks;
};


/// What an INSERT does about a row that is there already.
struct OnConflict
{
	std::vector<std::string> columns;
	std::vector<std::string> updated; ///< empty: nothing is done
	std::vector<Operand> values;      ///< of the updated columns; `excluded` is the new row
};


/// One parsed statement.
struct Command
{
	enum class Kind
	{
		CreateTable,
		CreateIndex,
		DropTable,
		Insert,
		Select,
		Update,
		Delete,
		Savepoint,
		Release,
		RollbackTo,
		Wait ///< blocks until it is cancelled or times out
	};

	Kind kind = Kind::Select;
	std::string table; ///< or the savepoint's name
	bool ifExists = false;
	TableDefinition definition;
	bool count = false;                  ///< SELECT count(*)
	std::shared_ptr<const Command> from; ///< the SELECT whose rows are counted, instead of a table
	std::vector<std::string> columns;    ///< of SELECT, INSERT, UPDATE
	std::vector<SelectItem> items;       ///< of a SELECT that is more than columns
	std::vector<std::string> groupBy;
	std::vector<std::vector<Operand>> rows; ///< of INSERT; of UPDATE one row
	std::optional<OnConflict> onConflict;
	std::vector<std::string> returning;
	std::optional<Expression> where;
	std::vector<OrderKey> order;
	std::optional<Operand> limit;
	std::optional<Operand> offset;
	std::size_t parameters = 0; ///< the highest placeholder

	/// Whether it needs the right to write.
	bool writes() const noexcept;
};


/// Parses one statement: what the core's compiler and CREATE TABLE write, SAVEPOINT and its kin, DROP TABLE and WAIT.
/// Throws RepositoryException with SQLSTATE 42601 for anything else.
Command parse(const std::string& sql);


} // namespace Athanor::Fake


#endif // Athanor_Test_FakeBackendSql_INCLUDED
