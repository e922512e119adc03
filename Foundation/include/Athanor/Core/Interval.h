//
// Interval.h
//
// Library: Foundation
// Package: Core
//
// A length of time.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_Interval_INCLUDED
#define Athanor_Core_Interval_INCLUDED


#include "Athanor/Core/API.h"
#include <chrono>
#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>


namespace Athanor {


/// An Interval is a length of time in microseconds, negative too, about 292,000 years at most.
///
/// It knows no calendar: a day is 24 hours, and months and years, which have no length, are refused.
///
///     const Interval ttl = std::chrono::hours(1);
///
/// Thread safety: a value.
class Athanor_API Interval
{
public:
	/// No time at all.
	constexpr Interval() noexcept = default;
	/// Any length of time that a whole number of microseconds is sure to hold.
	template <typename Rep, typename Period>
	requires std::convertible_to<std::chrono::duration<Rep, Period>, std::chrono::microseconds>
	constexpr Interval(std::chrono::duration<Rep, Period> length) noexcept:
		_micros(std::chrono::microseconds(length).count())
	{
	}
	static constexpr Interval fromMicroseconds(std::int64_t micros) noexcept
	{
		return Interval(std::chrono::microseconds(micros));
	}

	/// Reads an ISO 8601 duration of weeks, or of days, hours, minutes and seconds (`P1DT2H`, `-PT0.5S`), with one to
	/// six digits of fraction at the seconds; each number may be as large as the whole may.
	static std::optional<Interval> tryParse(std::string_view text) noexcept;
	/// Like tryParse. Throws SerializationException otherwise.
	static Interval parse(std::string_view text);

	/// ISO 8601 in days and seconds: `P1DT7200S`, `PT3602S`, `-PT0.5S`, `P0D` for none; a fraction has no zeros at its
	/// end. Source: msgspec's encoding of a timedelta.
	std::string toString() const;

	constexpr std::int64_t microseconds() const noexcept
	{
		return _micros;
	}

	auto operator<=>(const Interval&) const noexcept = default;

private:
	std::int64_t _micros = 0;
};


} // namespace Athanor


#endif // Athanor_Core_Interval_INCLUDED
