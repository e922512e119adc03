//
// Rows.h
//
// Library: Foundation
// Package: Data
//
// The rows of a plain SQL statement, as values.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_Rows_INCLUDED
#define Athanor_Data_Rows_INCLUDED


#include "Athanor/Backend/ResultSet.h"
#include "Athanor/Core/API.h"
#include <string>
#include <vector>


namespace Athanor {


/// A Rows holds the whole result of a statement: column names, rows of Values, and how many rows it changed.
///
/// It is for results nobody described with a model. It holds no connection, so it outlives its session.
///
/// Thread safety: a value.
class Athanor_API Rows
{
public:
	using Row = std::vector<Value>;

	Rows() = default;
	/// Reads the result to its end.
	explicit Rows(ResultSet& result);
	/// The same of cells whose types are known, one for each column: a database cannot tell all of them.
	Rows(ResultSet& result, const std::vector<ValueType>& types);

	const std::vector<std::string>& columns() const noexcept
	{
		return _columns;
	}
	const std::vector<Row>& rows() const noexcept
	{
		return _rows;
	}
	std::size_t size() const noexcept
	{
		return _rows.size();
	}
	bool empty() const noexcept
	{
		return _rows.empty();
	}
	const Row& operator[](std::size_t row) const
	{
		return _rows.at(row);
	}
	auto begin() const noexcept
	{
		return _rows.begin();
	}
	auto end() const noexcept
	{
		return _rows.end();
	}
	/// The cell of a named column. Throws InvalidRequestException if there is no such row or column.
	const Value& at(std::size_t row, std::string_view column) const;

	std::int64_t affectedRows() const noexcept
	{
		return _affectedRows;
	}

private:
	void readRow(const ResultSet& result, const std::vector<ValueType>& types);

	std::vector<std::string> _columns;
	std::vector<Row> _rows;
	std::int64_t _affectedRows = 0;
};


} // namespace Athanor


#endif // Athanor_Data_Rows_INCLUDED
