//
// ResultSet.h
//
// Library: PostgreSQL
// Package: Backend
//
// The rows of a statement of PostgreSQL.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_ResultSet_INCLUDED
#define Athanor_PostgreSQL_ResultSet_INCLUDED


#include "Athanor/Backend/ResultSet.h"
#include "Handles.h"


namespace Athanor::PostgreSQL {


/// A ResultSet owns a complete result in the server's text form; it needs no connection.
///
/// What PostgreSQL can store and a Value cannot (infinity, NaN, years before 1 or after 9999) throws
/// SerializationException.
///
/// Thread safety: one thread at a time. Lifetime: independent of its connection.
class ResultSet: public Athanor::ResultSet
{
public:
	explicit ResultSet(ResultHandle result);

	const std::vector<std::string>& columns() const override;
	bool next() override;
	std::int64_t affectedRows() const noexcept override;
	bool isNull(std::size_t column) const override;
	std::int64_t integer(std::size_t column) const override;
	double real(std::size_t column) const override;
	std::string_view text(std::size_t column) const override;
	std::string_view bytes(std::size_t column) const override;
	UUID uuid(std::size_t column) const override;
	DateTime timestamp(std::size_t column) const override;
	std::string_view jsonText(std::size_t column, ValueType type) const override;
	ValueType type(std::size_t column) const override;

private:
	bool has(std::size_t column) const noexcept;
	/// The text of a cell that is not null. Throws SerializationException otherwise.
	std::string_view cell(std::size_t column, const char* wanted) const;
	Oid typeOf(std::size_t column) const noexcept;

	ResultHandle _result;
	mutable std::vector<std::string> _columns; ///< once somebody asked
	int _rows;
	int _columnCount;
	int _row = -1;
	mutable std::vector<std::string> _decoded; ///< bytes of the current row
};


/// Reads what the server writes for a timestamp, with or without an offset.
/// Throws SerializationException for anything else, and outside of the years 1 to 9999.
DateTime parseTimestamp(std::string_view text);

/// Reads what the server writes for an interval (style `postgres`); nothing for anything else, and for months and years,
/// which have no length.
std::optional<Interval> tryParseInterval(std::string_view text);


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_ResultSet_INCLUDED
