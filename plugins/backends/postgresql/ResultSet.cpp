//
// ResultSet.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "ResultSet.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Types.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>


namespace Athanor::PostgreSQL {


namespace {


bool isWhole(Oid type) noexcept
{
	return type == Types::int8 || type == Types::int4 || type == Types::int2 || type == Types::oid;
}


bool isNumber(Oid type) noexcept
{
	return isWhole(type) || type == Types::numeric || type == Types::float8 || type == Types::float4;
}


[[noreturn]] void refuse(const char* wanted, Oid found)
{
	throw SerializationException(std::string("expected ") + wanted + ", the database has type " +
								 std::to_string(found));
}


int hexDigit(char c) noexcept
{
	if (c >= '0' && c <= '9') return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}


std::string decodeHex(std::string_view text)
{
	if (text.substr(0, 2) != "\\x" || text.size() % 2 != 0)
		throw SerializationException("bytes that are not in the hexadecimal form");
	std::string bytes;
	bytes.reserve(text.size() / 2);
	for (std::size_t i = 2; i < text.size(); i += 2)
	{
		const int high = hexDigit(text[i]);
		const int low = hexDigit(text[i + 1]);
		if (high < 0 || low < 0) throw SerializationException("bytes that are not hexadecimal");
		bytes += static_cast<char>(high * 16 + low);
	}
	return bytes;
}


/// Seconds of an offset `+HH`, `+HH:MM` or `+HH:MM:SS`; nothing if it is none.
std::optional<int> parseOffset(std::string_view text)
{
	if (text.size() != 3 && text.size() != 6 && text.size() != 9) return std::nullopt;
	int seconds = 0;
	for (std::size_t i = 1; i < text.size(); i += 3)
	{
		const std::string_view digits = text.substr(i, 2);
		if (!isDigits(digits) || (i > 1 && text[i - 1] != ':')) return std::nullopt;
		const int unit = i == 1 ? 3600 : i == 4 ? 60 : 1;
		seconds += ((digits[0] - '0') * 10 + (digits[1] - '0')) * unit;
	}
	return text.front() == '-' ? -seconds : seconds;
}


/// Microseconds of `[+-]H…:MM:SS[.f…]`.
std::optional<std::int64_t> parseClock(std::string_view text)
{
	const bool negative = !text.empty() && text.front() == '-';
	if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
	const std::size_t colon = std::min(text.find(':'), text.size());
	const auto hours = parseInteger(text.substr(0, colon));
	// What follows the hours is a time of day after midnight.
	const auto minutes = Time::tryParse("00" + std::string(text.substr(colon)));
	if (!hours || !minutes || *hours < 0) return std::nullopt;
	const std::int64_t rest = negative ? -minutes->microseconds() : minutes->microseconds();
	std::int64_t micros = 0;
	const bool overflow =
		__builtin_mul_overflow(negative ? -*hours : *hours, std::int64_t{3600} * 1000000, &micros) ||
		__builtin_add_overflow(micros, rest, &micros);
	if (overflow) return std::nullopt;
	return micros;
}


std::int64_t microsecondsOf(std::string_view interval)
{
	const auto parsed = tryParseInterval(interval);
	if (!parsed)
		throw SerializationException("not an interval of days and hours (months and years have no length)");
	return parsed->microseconds();
}


bool countsRows(const char* tag) noexcept
{
	for (const char* word : {"INSERT ", "UPDATE ", "DELETE ", "MERGE "})
	{
		if (std::strncmp(tag, word, std::strlen(word)) == 0) return true;
	}
	return false;
}


} // namespace


DateTime parseTimestamp(std::string_view text)
{
	constexpr std::size_t shortest = 19; // YYYY-MM-DD HH:MM:SS
	const std::size_t sign = text.find_first_of("+-", std::min(shortest, text.size()));
	const auto local = DateTime::tryParseSQL(text.substr(0, sign));
	const auto offset = sign == std::string_view::npos ? 0 : parseOffset(text.substr(sign));
	if (!local || !offset) throw SerializationException("not a timestamp of the years 1 to 9999");
	return DateTime::fromMicroseconds(local->microseconds() - std::int64_t{*offset} * 1000000);
}


std::optional<Interval> tryParseInterval(std::string_view text)
{
	// `-3 days +04:05:06.7`; the server leaves out what is zero.
	std::optional<std::int64_t> days = 0;
	if (const std::size_t word = text.find(" day"); word != std::string_view::npos)
	{
		days = parseInteger(text.substr(0, word));
		const std::size_t blank = text.find(' ', word + 1);
		text = blank == std::string_view::npos ? "00:00:00" : text.substr(blank + 1);
	}
	const std::optional<std::int64_t> clock = parseClock(text);
	std::int64_t micros = 0;
	if (!days || !clock || __builtin_mul_overflow(*days, std::int64_t{86400} * 1000000, &micros) ||
		__builtin_add_overflow(micros, *clock, &micros))
	{
		return std::nullopt;
	}
	return Interval::fromMicroseconds(micros);
}


ResultSet::ResultSet(ResultHandle result):
	_result(std::move(result)),
	_rows(PQntuples(_result.get())),
	_columnCount(PQnfields(_result.get()))
{
}


const std::vector<std::string>& ResultSet::columns() const
{
	// Few ask.
	for (int i = static_cast<int>(_columns.size()); i < _columnCount; ++i)
		_columns.emplace_back(PQfname(_result.get(), i));
	return _columns;
}


bool ResultSet::next()
{
	_decoded.clear();
	if (_row < _rows) ++_row;
	return _row < _rows;
}


std::int64_t ResultSet::affectedRows() const noexcept
{
	if (!countsRows(PQcmdStatus(_result.get()))) return 0;
	return parseInteger(PQcmdTuples(_result.get())).value_or(0);
}


bool ResultSet::has(std::size_t column) const noexcept
{
	return _row >= 0 && _row < _rows && column < static_cast<std::size_t>(_columnCount);
}


bool ResultSet::isNull(std::size_t column) const
{
	return !has(column) || PQgetisnull(_result.get(), _row, static_cast<int>(column)) != 0;
}


Oid ResultSet::typeOf(std::size_t column) const noexcept
{
	return PQftype(_result.get(), static_cast<int>(column));
}


std::string_view ResultSet::cell(std::size_t column, const char* wanted) const
{
	const int index = static_cast<int>(column);
	const int length = has(column) ? PQgetlength(_result.get(), _row, index) : 0;
	if (length == 0 && isNull(column))
		throw SerializationException(std::string("expected ") + wanted + ", the database has null");
	return {PQgetvalue(_result.get(), _row, index), static_cast<std::size_t>(length)};
}


std::int64_t ResultSet::integer(std::size_t column) const
{
	const std::string_view text = cell(column, "integer");
	const Oid type = typeOf(column);
	if (type == Types::boolean) return text == "t" ? 1 : 0;
	if (type == Types::interval) return microsecondsOf(text);
	if (!isWhole(type) && type != Types::numeric) refuse("integer", type);
	const auto number = parseInteger(text);
	if (!number) throw SerializationException("not an integer of 64 bits");
	return *number;
}


double ResultSet::real(std::size_t column) const
{
	const std::string_view text = cell(column, "real");
	if (!isNumber(typeOf(column))) refuse("real", typeOf(column));
	double number = 0;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
	if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
		throw SerializationException("not a finite number of double precision");
	return number;
}


std::string_view ResultSet::text(std::size_t column) const
{
	return cell(column, "text");
}


std::string_view ResultSet::bytes(std::size_t column) const
{
	const std::string_view text = cell(column, "bytes");
	if (typeOf(column) != Types::bytea) return text;
	if (_decoded.empty()) _decoded.resize(static_cast<std::size_t>(_columnCount));
	std::string& decoded = _decoded[column];
	// Decoded once: an earlier view of this cell stays valid.
	if (decoded.empty()) decoded = decodeHex(text);
	return decoded;
}


UUID ResultSet::uuid(std::size_t column) const
{
	return UUID::parse(cell(column, "UUID"));
}


DateTime ResultSet::timestamp(std::size_t column) const
{
	return parseTimestamp(cell(column, "timestamp"));
}


std::string_view ResultSet::jsonText(std::size_t column, ValueType type) const
{
	const Oid stored = typeOf(column);
	if (type == ValueType::UUID) return stored == Types::uuid ? cell(column, "UUID") : std::string_view();
	if (type == ValueType::Integer) return isWhole(stored) ? cell(column, "integer") : std::string_view();
	if (type != ValueType::Date || stored != Types::date) return {};
	// YYYY-MM-DD: anything else is infinity, a year that no Date has, or another style.
	const std::string_view text = cell(column, "date");
	return text.size() == 10 && text[4] == '-' && text[7] == '-' ? text : std::string_view();
}


ValueType ResultSet::type(std::size_t column) const
{
	if (isNull(column)) return ValueType::Text;
	switch (typeOf(column))
	{
	case Types::boolean:
		return ValueType::Boolean;
	case Types::int2:
	case Types::int4:
	case Types::int8:
	case Types::oid:
		return ValueType::Integer;
	case Types::float4:
	case Types::float8:
		return ValueType::Double;
	case Types::numeric:
		return ValueType::Decimal;
	case Types::bytea:
		return ValueType::Bytes;
	case Types::uuid:
		return ValueType::UUID;
	case Types::date:
		return ValueType::Date;
	case Types::time:
		return ValueType::Time;
	case Types::timestamp:
	case Types::timestamptz:
		return ValueType::Timestamp;
	case Types::interval:
		return tryParseInterval(cell(column, "interval")) ? ValueType::Interval : ValueType::Text;
	case Types::json:
	case Types::jsonb:
		return ValueType::JSON;
	default:
		return ValueType::Text;
	}
}


} // namespace Athanor::PostgreSQL
