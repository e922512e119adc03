//
// DateTime.cpp
//
// Library: Foundation
// Package: Core
//
// Calendar values: strict, without locale, without allocation in the parsers.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/DateTime.h"
#include "Athanor/Core/Exceptions.h"
#include <chrono>


namespace Athanor {


namespace {


constexpr std::int64_t microsPerSecond = 1'000'000;
constexpr std::int64_t microsPerMinute = 60 * microsPerSecond;
constexpr std::int64_t microsPerDay = 24 * 60 * microsPerMinute;
/// 0001-01-01 and 9999-12-31 as days since 1970-01-01.
constexpr std::int64_t firstDay = -719162;
constexpr std::int64_t lastDay = 2932896;


bool isDay(int year, int month, int day) noexcept
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
	return std::chrono::year_month_day(std::chrono::year(year),
									   std::chrono::month(static_cast<unsigned>(month)),
									   std::chrono::day(static_cast<unsigned>(day)))
		.ok();
}


/// Rounds towards the past.
std::int64_t dayOf(std::int64_t micros) noexcept
{
	const std::int64_t days = micros / microsPerDay;
	return micros % microsPerDay < 0 ? days - 1 : days;
}


bool inRange(std::int64_t micros) noexcept
{
	return micros >= firstDay * microsPerDay && micros < (lastDay + 1) * microsPerDay;
}


/// Reads text from the front, one piece at a time; every method gives false or -1 at a mismatch.
class Cursor
{
public:
	explicit Cursor(std::string_view text) noexcept:
		_rest(text)
	{
	}

	bool atEnd() const noexcept
	{
		return _rest.empty();
	}

	bool skip(std::string_view oneOf) noexcept
	{
		if (_rest.empty() || oneOf.find(_rest.front()) == std::string_view::npos) return false;
		_rest.remove_prefix(1);
		return true;
	}

	/// Exactly `count` digits.
	int number(std::size_t count) noexcept
	{
		if (_rest.size() < count) return -1;
		int value = 0;
		for (const char c : _rest.substr(0, count))
		{
			if (c < '0' || c > '9') return -1;
			value = value * 10 + (c - '0');
		}
		_rest.remove_prefix(count);
		return value;
	}

	/// One to six digits of a second's fraction, as microseconds.
	int fraction() noexcept
	{
		int value = 0;
		int digits = 0;
		while (!_rest.empty() && _rest.front() >= '0' && _rest.front() <= '9')
		{
			if (++digits > 6) return -1;
			value = value * 10 + (_rest.front() - '0');
			_rest.remove_prefix(1);
		}
		if (digits == 0) return -1;
		for (; digits < 6; ++digits)
			value *= 10;
		return value;
	}

private:
	std::string_view _rest;
};


/// An existing day.
struct Day
{
	int year;
	int month;
	int day;
};


std::optional<Day> readDay(Cursor& cursor) noexcept
{
	Day day{};
	day.year = cursor.number(4);
	if (!cursor.skip("-")) return std::nullopt;
	day.month = cursor.number(2);
	if (!cursor.skip("-")) return std::nullopt;
	day.day = cursor.number(2);
	if (!isDay(day.year, day.month, day.day)) return std::nullopt;
	return day;
}


/// Days since 1970-01-01.
std::optional<std::int64_t> readDate(Cursor& cursor) noexcept
{
	const std::optional<Day> day = readDay(cursor);
	if (!day) return std::nullopt;
	const std::chrono::sys_days days = std::chrono::year_month_day(
		std::chrono::year(day->year), std::chrono::month(static_cast<unsigned>(day->month)),
		std::chrono::day(static_cast<unsigned>(day->day)));
	return days.time_since_epoch().count();
}


/// Microseconds since midnight.
std::optional<std::int64_t> readTime(Cursor& cursor) noexcept
{
	const int hour = cursor.number(2);
	if (!cursor.skip(":")) return std::nullopt;
	const int minute = cursor.number(2);
	if (!cursor.skip(":")) return std::nullopt;
	const int second = cursor.number(2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
	const int micros = cursor.skip(".") ? cursor.fraction() : 0;
	if (micros < 0) return std::nullopt;
	return (hour * 60 + minute) * microsPerMinute + second * microsPerSecond + micros;
}


/// Microseconds east of UTC.
std::optional<std::int64_t> readOffset(Cursor& cursor) noexcept
{
	if (cursor.skip("Zz")) return 0;
	const bool west = cursor.skip("-");
	if (!west && !cursor.skip("+")) return std::nullopt;
	const int hour = cursor.number(2);
	if (!cursor.skip(":")) return std::nullopt;
	const int minute = cursor.number(2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
	const std::int64_t offset = (hour * 60 + minute) * microsPerMinute;
	return west ? -offset : offset;
}


void putNumber(std::string& to, std::int64_t value, int width)
{
	const std::size_t start = to.size();
	to.append(static_cast<std::size_t>(width), '0');
	for (std::size_t at = start + static_cast<std::size_t>(width); at > start; value /= 10)
	{
		to[--at] = static_cast<char>('0' + value % 10);
	}
}


void putDigits(char* to, int value) noexcept
{
	to[0] = static_cast<char>('0' + value / 10);
	to[1] = static_cast<char>('0' + value % 10);
}


void putDate(std::string& to, const Date& date)
{
	const std::size_t start = to.size();
	to.append(10, '-');
	date.writeTo(to.data() + start);
}


enum class Fraction
{
	WhenNotZero,
	Always
};


void putTime(std::string& to, std::int64_t micros, Fraction fraction)
{
	putNumber(to, micros / (60 * microsPerMinute), 2);
	to += ':';
	putNumber(to, micros / microsPerMinute % 60, 2);
	to += ':';
	putNumber(to, micros / microsPerSecond % 60, 2);
	if (fraction == Fraction::WhenNotZero && micros % microsPerSecond == 0) return;
	to += '.';
	putNumber(to, micros % microsPerSecond, 6);
}


} // namespace


Date::Date(int year, int month, int day)
{
	if (!isDay(year, month, day)) throw SerializationException("no such day");
	_year = static_cast<std::int16_t>(year);
	_month = static_cast<std::int8_t>(month);
	_day = static_cast<std::int8_t>(day);
}


Date Date::fromDays(std::int64_t days)
{
	if (days < firstDay || days > lastDay) throw SerializationException("a date outside the years 1 to 9999");
	const std::chrono::year_month_day ymd{std::chrono::sys_days(std::chrono::days(days))};
	Date date;
	date._year = static_cast<std::int16_t>(static_cast<int>(ymd.year()));
	date._month = static_cast<std::int8_t>(static_cast<unsigned>(ymd.month()));
	date._day = static_cast<std::int8_t>(static_cast<unsigned>(ymd.day()));
	return date;
}


Date Date::today()
{
	return DateTime::now().date();
}


std::optional<Date> Date::tryParse(std::string_view text) noexcept
{
	Cursor cursor(text);
	const std::optional<Day> day = readDay(cursor);
	if (!day || !cursor.atEnd()) return std::nullopt;
	Date date;
	date._year = static_cast<std::int16_t>(day->year);
	date._month = static_cast<std::int8_t>(day->month);
	date._day = static_cast<std::int8_t>(day->day);
	return date;
}


Date Date::parse(std::string_view text)
{
	const std::optional<Date> date = tryParse(text);
	if (!date) throw SerializationException("not a date (YYYY-MM-DD)");
	return *date;
}


std::string Date::toString() const
{
	std::string text;
	putDate(text, *this);
	return text;
}


void Date::writeTo(char* to) const noexcept
{
	putDigits(to, _year / 100);
	putDigits(to + 2, _year % 100);
	to[4] = '-';
	putDigits(to + 5, _month);
	to[7] = '-';
	putDigits(to + 8, _day);
}


std::int64_t Date::toDays() const noexcept
{
	const std::chrono::sys_days days = std::chrono::year_month_day(
		std::chrono::year(_year), std::chrono::month(static_cast<unsigned>(_month)),
		std::chrono::day(static_cast<unsigned>(_day)));
	return days.time_since_epoch().count();
}


Time::Time(int hour, int minute, int second, int microsecond)
{
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || microsecond < 0 ||
		microsecond >= microsPerSecond)
	{
		throw SerializationException("no such time of day");
	}
	_micros = (hour * 60 + minute) * microsPerMinute + second * microsPerSecond + microsecond;
}


Time Time::fromMicroseconds(std::int64_t micros)
{
	if (micros < 0 || micros >= microsPerDay) throw SerializationException("no such time of day");
	Time time;
	time._micros = micros;
	return time;
}


std::optional<Time> Time::tryParse(std::string_view text) noexcept
{
	Cursor cursor(text);
	const std::optional<std::int64_t> micros = readTime(cursor);
	if (!micros || !cursor.atEnd()) return std::nullopt;
	return fromMicroseconds(*micros);
}


Time Time::parse(std::string_view text)
{
	const std::optional<Time> time = tryParse(text);
	if (!time) throw SerializationException("not a time (HH:MM:SS[.ffffff])");
	return *time;
}


std::string Time::toString() const
{
	std::string text;
	putTime(text, _micros, Fraction::WhenNotZero);
	return text;
}


DateTime::DateTime(Date date, Time time) noexcept:
	_micros(date.toDays() * microsPerDay + time.microseconds())
{
}


DateTime DateTime::fromMicroseconds(std::int64_t sinceEpoch)
{
	if (!inRange(sinceEpoch)) throw SerializationException("an instant outside the years 1 to 9999");
	DateTime result;
	result._micros = sinceEpoch;
	return result;
}


DateTime DateTime::now() noexcept
{
	const auto now = std::chrono::system_clock::now().time_since_epoch();
	DateTime result;
	result._micros = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
	return result;
}


std::optional<DateTime> DateTime::tryParse(std::string_view text) noexcept
{
	Cursor cursor(text);
	const std::optional<std::int64_t> days = readDate(cursor);
	if (!days || !cursor.skip("Tt ")) return std::nullopt;
	const std::optional<std::int64_t> micros = readTime(cursor);
	if (!micros) return std::nullopt;
	const std::optional<std::int64_t> offset = readOffset(cursor);
	if (!offset || !cursor.atEnd()) return std::nullopt;
	const std::int64_t instant = *days * microsPerDay + *micros - *offset;
	if (!inRange(instant)) return std::nullopt;
	return fromMicroseconds(instant);
}


DateTime DateTime::parse(std::string_view text)
{
	const std::optional<DateTime> instant = tryParse(text);
	if (!instant) throw SerializationException("not a date and time with offset (RFC 3339)");
	return *instant;
}


std::optional<DateTime> DateTime::tryParseSQL(std::string_view text) noexcept
{
	Cursor cursor(text);
	const std::optional<std::int64_t> days = readDate(cursor);
	if (!days || !cursor.skip(" ")) return std::nullopt;
	const std::optional<std::int64_t> micros = readTime(cursor);
	if (!micros || !cursor.atEnd()) return std::nullopt;
	return fromMicroseconds(*days * microsPerDay + *micros);
}


std::string DateTime::toString() const
{
	std::string text;
	text.reserve(27);
	putDate(text, date());
	text += 'T';
	putTime(text, time().microseconds(), Fraction::WhenNotZero);
	text += 'Z';
	return text;
}


std::string DateTime::toSQL() const
{
	std::string text;
	text.reserve(26);
	putDate(text, date());
	text += ' ';
	putTime(text, time().microseconds(), Fraction::Always);
	return text;
}


Date DateTime::date() const noexcept
{
	return Date::fromDays(dayOf(_micros));
}


Time DateTime::time() const noexcept
{
	return Time::fromMicroseconds(_micros - dayOf(_micros) * microsPerDay);
}


} // namespace Athanor
