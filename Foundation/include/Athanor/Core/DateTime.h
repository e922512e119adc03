//
// DateTime.h
//
// Library: Foundation
// Package: Core
//
// Calendar values as databases and JSON know them: Date, Time, DateTime.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_DateTime_INCLUDED
#define Athanor_Core_DateTime_INCLUDED


#include "Athanor/Core/API.h"
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>


namespace Athanor {


/// A Date is a day of the proleptic Gregorian calendar, years 1 to 9999.
///
/// Thread safety: a value.
class Athanor_API Date
{
public:
	/// 0001-01-01.
	constexpr Date() noexcept = default;
	/// Throws SerializationException if there is no such day.
	Date(int year, int month, int day);

	/// The day `days` after 1970-01-01 (before it when negative).
	/// Throws SerializationException if it lies outside the years 1 to 9999.
	static Date fromDays(std::int64_t days);
	/// Today in UTC.
	static Date today();

	/// Reads exactly `YYYY-MM-DD`, ASCII digits, an existing day.
	static std::optional<Date> tryParse(std::string_view text) noexcept;
	/// Like tryParse. Throws SerializationException otherwise.
	static Date parse(std::string_view text);

	std::string toString() const;
	/// Writes what toString() gives, always 10 characters and no terminator.
	void writeTo(char* to) const noexcept;
	/// Days since 1970-01-01.
	std::int64_t toDays() const noexcept;

	int year() const noexcept
	{
		return _year;
	}
	int month() const noexcept
	{
		return _month;
	}
	int day() const noexcept
	{
		return _day;
	}

	auto operator<=>(const Date&) const noexcept = default;

private:
	std::int16_t _year = 1;
	std::int8_t _month = 1;
	std::int8_t _day = 1;
};


/// A Time is a time of day without a zone, in microseconds, 00:00:00 to 23:59:59.999999.
///
/// Thread safety: a value.
class Athanor_API Time
{
public:
	/// Midnight.
	constexpr Time() noexcept = default;
	/// Throws SerializationException if a part is out of range.
	Time(int hour, int minute, int second = 0, int microsecond = 0);
	/// `micros` microseconds after midnight. Throws SerializationException if that is not the same day.
	static Time fromMicroseconds(std::int64_t micros);

	/// Reads `HH:MM:SS` with one to six digits of fraction after a dot, or none.
	static std::optional<Time> tryParse(std::string_view text) noexcept;
	/// Like tryParse. Throws SerializationException otherwise.
	static Time parse(std::string_view text);

	/// `HH:MM:SS`, and `.ffffff` (six digits) only when it is not zero.
	std::string toString() const;

	/// Microseconds since midnight.
	std::int64_t microseconds() const noexcept
	{
		return _micros;
	}

	auto operator<=>(const Time&) const noexcept = default;

private:
	std::int64_t _micros = 0;
};


/// A DateTime is an instant in UTC with microseconds, years 1 to 9999.
///
/// There is no local time and no zone: what has an offset is converted when it is read.
///
/// Thread safety: a value; now() is thread-safe.
class Athanor_API DateTime
{
public:
	/// 1970-01-01T00:00:00Z.
	constexpr DateTime() noexcept = default;
	DateTime(Date date, Time time) noexcept;
	/// Throws SerializationException if it lies outside the years 1 to 9999.
	static DateTime fromMicroseconds(std::int64_t sinceEpoch);
	static DateTime now() noexcept;

	/// Reads RFC 3339 (`2024-01-02T03:04:05.678901+02:00`, `Z`), one to six digits of fraction; `t`, `z` and
	/// a blank for the `T` are accepted. An offset is required, -23:59 to +23:59. A leap second (`:60`) is
	/// refused.
	static std::optional<DateTime> tryParse(std::string_view text) noexcept;
	/// Like tryParse. Throws SerializationException otherwise.
	static DateTime parse(std::string_view text);
	/// The form databases without zones keep, which means UTC: `YYYY-MM-DD HH:MM:SS[.ffffff]`.
	static std::optional<DateTime> tryParseSQL(std::string_view text) noexcept;

	/// RFC 3339 with `Z`; the fraction (six digits) only when it is not zero.
	std::string toString() const;
	/// `YYYY-MM-DD HH:MM:SS.ffffff`, always 26 characters: sorts as text like the instants.
	std::string toSQL() const;

	Date date() const noexcept;
	Time time() const noexcept;
	/// Microseconds since 1970-01-01T00:00:00Z.
	std::int64_t microseconds() const noexcept
	{
		return _micros;
	}

	auto operator<=>(const DateTime&) const noexcept = default;

private:
	std::int64_t _micros = 0;
};


} // namespace Athanor


#endif // Athanor_Core_DateTime_INCLUDED
