//
// ResultSet.h
//
// Library: SQLite
// Package: Backend
//
// The rows of a statement of SQLite.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_ResultSet_INCLUDED
#define Athanor_SQLite_ResultSet_INCLUDED


#include "Athanor/Backend/ResultSet.h"
#include "StatementCache.h"
#include "Watch.h"


struct sqlite3_stmt;
struct sqlite3_value;


namespace Athanor::SQLite {


class Connection;


/// A cell as SQLite keeps it. The content is that of text or a blob.
struct Cell
{
	int type = 5; ///< SQLite's fundamental type; 5 is null
	std::int64_t integer = 0;
	double real = 0;
	std::string_view content;
};


/// A Rows makes values of the cells of SQLite; its two kinds differ in where the cells come from.
///
/// SQLite has no types for UUIDs, dates and times: they are read from what Dialect::typeName stores them as.
/// Texts of timestamps as Poco::Data binds them are understood, too.
///
/// Thread safety: one thread at a time. Lifetime: dies before its Connection.
class Rows: public Athanor::ResultSet
{
public:
	const std::vector<std::string>& columns() const noexcept override;
	std::int64_t affectedRows() const noexcept override;
	bool isNull(std::size_t column) const override;
	std::int64_t integer(std::size_t column) const override;
	double real(std::size_t column) const override;
	std::string_view text(std::size_t column) const override;
	std::string_view bytes(std::size_t column) const override;
	UUID uuid(std::size_t column) const override;
	DateTime timestamp(std::size_t column) const override;
	ValueType type(std::size_t column) const override;

protected:
	explicit Rows(sqlite3_stmt* statement);

	/// Null for a column that is not there.
	virtual Cell cell(std::size_t column) const = 0;
	/// The type of that cell alone.
	virtual int cellType(std::size_t column) const = 0;
	/// The type the column was declared with, upper case, without its length; empty for an expression.
	virtual std::string declaredType(std::size_t column) const = 0;

	void setAffectedRows(std::int64_t rows) noexcept
	{
		_affectedRows = rows;
	}

private:
	std::vector<std::string> _columns;
	std::int64_t _affectedRows = 0;
};


/// The declared type of a column of a statement, as Rows::declaredType says it.
std::string declaredTypeOf(sqlite3_stmt* statement, std::size_t column);


/// The rows of a query, read from the database as they are asked for.
class StreamedRows: public Rows
{
public:
	/// The statement stands on its first row, or at its end.
	StreamedRows(Connection& connection, Prepared statement, bool hasRow, Watch::Duration left);

	bool next() override;

protected:
	Cell cell(std::size_t column) const override;
	int cellType(std::size_t column) const override;
	std::string declaredType(std::size_t column) const override;

private:
	Connection& _connection;
	Prepared _statement;
	Watch::Duration _left;
	bool _hasRow;
	bool _first = true;
};


/// The rows that a statement which changes rows returned, and its count of changed rows.
class KeptRows: public Rows
{
public:
	explicit KeptRows(sqlite3_stmt* statement);

	/// Keeps the row that the statement stands on.
	void add(sqlite3_stmt* statement);

	using Rows::setAffectedRows;

	bool next() override;

protected:
	Cell cell(std::size_t column) const override;
	int cellType(std::size_t column) const override;
	std::string declaredType(std::size_t column) const override;

private:
	struct Kept
	{
		Cell cell;
		std::string content;
	};

	std::vector<std::string> _declaredTypes;
	std::vector<std::vector<Kept>> _rows;
	std::size_t _current = 0; ///< from 1
};


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_ResultSet_INCLUDED
