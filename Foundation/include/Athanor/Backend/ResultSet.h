//
// ResultSet.h
//
// Library: Foundation
// Package: Backend
//
// The rows a statement returned.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Backend_ResultSet_INCLUDED
#define Athanor_Backend_ResultSet_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Value.h"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// A ResultSet walks once over the rows of a statement and gives typed access to the cells of the current row.
///
/// The caller knows which type it stored and asks for it; a backend only has to return faithfully what was bound.
/// Asking for another type than the stored one, or for a cell that is null, throws SerializationException or
/// gives what the database makes of it; it never reads outside the cell.
///
///     while (rows->next()) names.emplace_back(rows->text(0));
///
/// Thread safety: one thread at a time. Lifetime: dies before its Connection. A backend may stream: an open
/// ResultSet may hold a statement of the connection until it is destroyed or next() returned false.
class Athanor_API ResultSet
{
public:
	ResultSet() = default;
	ResultSet(const ResultSet&) = delete;
	ResultSet& operator=(const ResultSet&) = delete;
	virtual ~ResultSet();

	/// The names of the result columns; empty for a statement that returns no rows.
	virtual const std::vector<std::string>& columns() const = 0;

	/// Goes to the next row (the first call: to the first). False after the last one.
	/// Throws what Connection::execute throws if the database fails while it streams.
	virtual bool next() = 0;

	/// Rows changed by an INSERT, UPDATE or DELETE; 0 for anything else.
	virtual std::int64_t affectedRows() const noexcept = 0;

	virtual bool isNull(std::size_t column) const = 0;
	/// An Integer, a Boolean as 0 or 1, an Interval in microseconds.
	virtual std::int64_t integer(std::size_t column) const = 0;
	virtual double real(std::size_t column) const = 0;
	/// Text, Decimal, JSON; Date and Time in their ISO form. The view is valid until next() or destruction.
	virtual std::string_view text(std::size_t column) const = 0;
	/// The view is valid until next() or destruction.
	virtual std::string_view bytes(std::size_t column) const = 0;
	virtual UUID uuid(std::size_t column) const = 0;
	virtual DateTime timestamp(std::size_t column) const = 0;

	/// The cell as JSON has a value of that type (of a string, what is between its quotes), if that is the very text that
	/// the database gives; else empty, and it has to be read as what it is. For Integer, UUID and Date. The view is valid
	/// until next() or destruction. The default is empty.
	virtual std::string_view jsonText(std::size_t column, ValueType type) const;

	/// The type of the cell of the current row as the database tells it, for results nobody described
	/// (plain SQL). A database that cannot tell (a UUID kept as bytes) says what it stores. Null cells: Text.
	virtual ValueType type(std::size_t column) const = 0;

	/// The cell as a Value of the wanted type, or null.
	/// Throws SerializationException if the cell's content is no such value.
	Value value(std::size_t column, ValueType wanted) const;
};


/// What executing a statement gives; never null.
using ResultSetPtr = std::unique_ptr<ResultSet>;


} // namespace Athanor


#endif // Athanor_Backend_ResultSet_INCLUDED
