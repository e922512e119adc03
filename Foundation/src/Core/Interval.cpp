//
// Interval.cpp
//
// Library: Foundation
// Package: Core
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Interval.h"
#include "Athanor/Core/Exceptions.h"
#include <limits>


namespace Athanor {


namespace {


constexpr std::uint64_t secondInMicros = 1'000'000;
constexpr std::uint64_t secondsPerDay = 86'400;


/// Adds up the parts of a duration as long as the sum is in range. Counts to the magnitude of the smallest number.
class Sum
{
public:
	/// Adds count × unit microseconds.
	void add(std::uint64_t count, std::uint64_t unit) noexcept
	{
		std::uint64_t part = 0;
		_overflow = _overflow || __builtin_mul_overflow(count, unit, &part) ||
					__builtin_add_overflow(_micros, part, &_micros);
	}

	std::optional<Interval> signedBy(bool negative) const noexcept
	{
		constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
		if (_overflow || _micros > largest + (negative ? 1 : 0)) return std::nullopt;
		const std::uint64_t bits = negative ? std::uint64_t{0} - _micros : _micros;
		return Interval::fromMicroseconds(static_cast<std::int64_t>(bits));
	}

private:
	std::uint64_t _micros = 0;
	bool _overflow = false;
};


/// Reads a duration from the front.
class Reader
{
public:
	explicit Reader(std::string_view text) noexcept:
		_rest(text)
	{
	}

	std::optional<Interval> read() noexcept
	{
		const bool negative = skip('-');
		if (!negative) skip('+');
		if (!skip('P')) return std::nullopt;
		const bool weeks = part('W', 7 * secondsPerDay);
		if (!weeks)
		{
			part('D', secondsPerDay);
			if (skip('T')) time();
		}
		if (_failed || !_any || !_rest.empty()) return std::nullopt;
		return _sum.signedBy(negative);
	}

private:
	bool skip(char wanted) noexcept
	{
		if (_rest.empty() || _rest.front() != wanted) return false;
		_rest.remove_prefix(1);
		return true;
	}

	/// A `T` has to be followed by a part.
	void time() noexcept
	{
		_any = false;
		part('H', 3600);
		part('M', 60);
		seconds();
	}

	/// `<digits><letter>`; reads nothing if that is not next.
	bool part(char letter, std::uint64_t seconds) noexcept
	{
		const std::size_t digits = countDigits(_rest);
		if (digits == 0 || digits >= _rest.size() || _rest[digits] != letter) return false;
		_sum.add(number(digits), seconds * secondInMicros);
		_rest.remove_prefix(1);
		_any = true;
		return true;
	}

	void seconds() noexcept
	{
		const std::size_t digits = countDigits(_rest);
		if (digits == 0) return;
		_sum.add(number(digits), secondInMicros);
		if (skip('.')) fraction();
		_failed = _failed || !skip('S');
		_any = true;
	}

	void fraction() noexcept
	{
		const std::size_t digits = countDigits(_rest);
		_failed = _failed || digits == 0 || digits > 6;
		if (_failed) return;
		std::uint64_t micros = number(digits);
		for (std::size_t i = digits; i < 6; ++i)
			micros *= 10;
		_sum.add(micros, 1);
	}

	static std::size_t countDigits(std::string_view text) noexcept
	{
		const std::size_t end = text.find_first_not_of("0123456789");
		return end == std::string_view::npos ? text.size() : end;
	}

	/// Takes that many digits; more than fit make the reading fail.
	std::uint64_t number(std::size_t digits) noexcept
	{
		std::uint64_t value = 0;
		for (std::size_t i = 0; i < digits; ++i)
		{
			_failed = _failed || __builtin_mul_overflow(value, std::uint64_t{10}, &value) ||
					  __builtin_add_overflow(value, static_cast<std::uint64_t>(_rest[i] - '0'), &value);
		}
		_rest.remove_prefix(digits);
		return value;
	}

	std::string_view _rest;
	Sum _sum;
	bool _any = false;
	bool _failed = false;
};


void appendFraction(std::string& text, std::uint64_t micros)
{
	if (micros == 0) return;
	std::string digits = std::to_string(secondInMicros + micros);
	digits.front() = '.';
	digits.erase(digits.find_last_not_of('0') + 1);
	text += digits;
}


} // namespace


std::optional<Interval> Interval::tryParse(std::string_view text) noexcept
{
	return Reader(text).read();
}


Interval Interval::parse(std::string_view text)
{
	const std::optional<Interval> interval = tryParse(text);
	if (!interval) throw SerializationException("not a duration (ISO 8601: PnDTnHnMnS)");
	return *interval;
}


std::string Interval::toString() const
{
	if (_micros == 0) return "P0D";
	// The magnitude of the smallest number has no positive one.
	const std::uint64_t bits = static_cast<std::uint64_t>(_micros);
	const std::uint64_t micros = _micros < 0 ? std::uint64_t{0} - bits : bits;
	const std::uint64_t days = micros / secondInMicros / secondsPerDay;
	const std::uint64_t rest = micros - days * secondsPerDay * secondInMicros;
	std::string text = _micros < 0 ? "-P" : "P";
	if (days > 0) text += std::to_string(days) + "D";
	if (rest == 0) return text;
	text += "T" + std::to_string(rest / secondInMicros);
	appendFraction(text, rest % secondInMicros);
	return text + "S";
}


} // namespace Athanor
