//
// ResultSet.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "ResultSet.h"
#include "Athanor/Core/Exceptions.h"
#include "Connection.h"
#include "Poco/String.h"
#include <algorithm>
#include <sqlite3.h>


namespace Athanor::SQLite {


namespace {


[[noreturn]] void refuse(const char* wanted, const Cell& found)
{
	static constexpr const char* names[] = {"integer", "real", "text", "blob", "null"};
	throw SerializationException(std::string("expected ") + wanted + ", the database has " +
								 names[found.type - 1]);
}


/// The cell of the row that the statement stands on; its content is the statement's.
Cell readCell(sqlite3_stmt* statement, std::size_t column)
{
	const int index = static_cast<int>(column);
	Cell cell;
	cell.type = sqlite3_column_type(statement, index);
	switch (cell.type)
	{
	case SQLITE_INTEGER:
		cell.integer = sqlite3_column_int64(statement, index);
		break;
	case SQLITE_FLOAT:
		cell.real = sqlite3_column_double(statement, index);
		break;
	case SQLITE_TEXT:
	case SQLITE_BLOB: {
		// As text first: it may be converted from UTF-16, and the size follows that.
		const void* content = cell.type == SQLITE_TEXT
								  ? static_cast<const void*>(sqlite3_column_text(statement, index))
								  : sqlite3_column_blob(statement, index);
		const int size = sqlite3_column_bytes(statement, index);
		if (content) cell.content = {static_cast<const char*>(content), static_cast<std::size_t>(size)};
		break;
	}
	default:
		break;
	}
	return cell;
}


std::optional<DateTime> parseTimestamp(std::string_view text)
{
	const auto plain = DateTime::tryParseSQL(text);
	return plain ? plain : DateTime::tryParse(text);
}


} // namespace


std::string declaredTypeOf(sqlite3_stmt* statement, std::size_t column)
{
	const char* declared = sqlite3_column_decltype(statement, static_cast<int>(column));
	std::string type = declared ? declared : "";
	type.erase(std::min(type.find('('), type.size()));
	return Poco::toUpper(Poco::trimRight(type));
}


Rows::Rows(sqlite3_stmt* statement)
{
	const int count = sqlite3_column_count(statement);
	_columns.reserve(static_cast<std::size_t>(count));
	for (int i = 0; i < count; ++i)
	{
		const char* name = sqlite3_column_name(statement, i);
		_columns.emplace_back(name ? name : "");
	}
}


const std::vector<std::string>& Rows::columns() const noexcept
{
	return _columns;
}


std::int64_t Rows::affectedRows() const noexcept
{
	return _affectedRows;
}


bool Rows::isNull(std::size_t column) const
{
	return cellType(column) == SQLITE_NULL;
}


std::int64_t Rows::integer(std::size_t column) const
{
	const Cell found = cell(column);
	if (found.type != SQLITE_INTEGER) refuse("integer", found);
	return found.integer;
}


double Rows::real(std::size_t column) const
{
	const Cell found = cell(column);
	if (found.type == SQLITE_INTEGER) return static_cast<double>(found.integer);
	if (found.type != SQLITE_FLOAT) refuse("real", found);
	return found.real;
}


std::string_view Rows::text(std::size_t column) const
{
	const Cell found = cell(column);
	if (found.type != SQLITE_TEXT) refuse("text", found);
	return found.content;
}


std::string_view Rows::bytes(std::size_t column) const
{
	const Cell found = cell(column);
	if (found.type != SQLITE_BLOB && found.type != SQLITE_TEXT) refuse("blob", found);
	return found.content;
}


UUID Rows::uuid(std::size_t column) const
{
	const Cell found = cell(column);
	if (found.type == SQLITE_TEXT) return UUID::parse(found.content);
	if (found.type != SQLITE_BLOB) refuse("blob of 16 bytes", found);
	UUID::Bytes bytes{};
	if (found.content.size() != bytes.size())
		throw SerializationException("not a UUID: a blob of another size than 16 bytes");
	std::copy(found.content.begin(), found.content.end(), bytes.begin());
	return UUID(bytes);
}


DateTime Rows::timestamp(std::size_t column) const
{
	const Cell found = cell(column);
	if (found.type != SQLITE_TEXT) refuse("text of a timestamp", found);
	const auto parsed = parseTimestamp(found.content);
	if (!parsed) throw SerializationException("not a timestamp (YYYY-MM-DD HH:MM:SS.ffffff)");
	return *parsed;
}


ValueType Rows::type(std::size_t column) const
{
	const Cell found = cell(column);
	const std::string declared = declaredType(column);
	switch (found.type)
	{
	case SQLITE_INTEGER:
		return declared == "BOOLEAN" && (found.integer == 0 || found.integer == 1) ? ValueType::Boolean
																				   : ValueType::Integer;
	case SQLITE_FLOAT:
		return ValueType::Double;
	case SQLITE_BLOB:
		return ValueType::Bytes;
	default:
		break;
	}
	if (declared == "DATETIME" && parseTimestamp(found.content)) return ValueType::Timestamp;
	if (declared == "DATE" && Date::tryParse(found.content)) return ValueType::Date;
	if (declared == "TIME" && Time::tryParse(found.content)) return ValueType::Time;
	return ValueType::Text;
}


StreamedRows::StreamedRows(Connection& connection, Prepared statement, bool hasRow, Watch::Duration left):
	Rows(statement.get()),
	_connection(connection),
	_statement(std::move(statement)),
	_left(left),
	_hasRow(hasRow)
{
	if (!_hasRow) _statement.release();
}


bool StreamedRows::next()
{
	if (!_hasRow) return false;
	if (std::exchange(_first, false)) return true;
	// Whatever happens, no cell is read from a statement that is not on a row.
	_hasRow = false;
	_hasRow = _connection.stepStream(_statement.get(), _left);
	if (!_hasRow) _statement.release();
	return _hasRow;
}


Cell StreamedRows::cell(std::size_t column) const
{
	return _hasRow ? readCell(_statement.get(), column) : Cell();
}


int StreamedRows::cellType(std::size_t column) const
{
	return _hasRow ? sqlite3_column_type(_statement.get(), static_cast<int>(column)) : SQLITE_NULL;
}


std::string StreamedRows::declaredType(std::size_t column) const
{
	return _hasRow ? declaredTypeOf(_statement.get(), column) : std::string();
}


KeptRows::KeptRows(sqlite3_stmt* statement):
	Rows(statement)
{
	for (std::size_t i = 0; i < columns().size(); ++i)
		_declaredTypes.push_back(declaredTypeOf(statement, i));
}


void KeptRows::add(sqlite3_stmt* statement)
{
	std::vector<Kept>& row = _rows.emplace_back();
	row.reserve(columns().size());
	for (std::size_t i = 0; i < columns().size(); ++i)
	{
		const Cell cell = readCell(statement, i);
		row.push_back({cell, std::string(cell.content)});
	}
}


bool KeptRows::next()
{
	if (_current > _rows.size()) return false;
	return ++_current <= _rows.size();
}


Cell KeptRows::cell(std::size_t column) const
{
	if (_current == 0 || _current > _rows.size() || column >= columns().size()) return {};
	const Kept& kept = _rows[_current - 1][column];
	Cell cell = kept.cell;
	cell.content = kept.content;
	return cell;
}


int KeptRows::cellType(std::size_t column) const
{
	return cell(column).type;
}


std::string KeptRows::declaredType(std::size_t column) const
{
	return column < _declaredTypes.size() ? _declaredTypes[column] : std::string();
}


} // namespace Athanor::SQLite
