//
// Decimal.h
//
// Library: Foundation
// Package: Core
//
// An exact decimal number, kept as text.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Core_Decimal_INCLUDED
#define Athanor_Core_Decimal_INCLUDED


#include "Athanor/Core/API.h"
#include <compare>
#include <optional>
#include <string>
#include <string_view>


namespace Athanor {


/// A Decimal is an exact decimal number that keeps the scale it was written with (`12.50` stays `12.50`).
///
/// It carries numbers between JSON, C++ and a database's NUMERIC without a double in between. Its only arithmetic is
/// exact addition; it is ordered by value (`1.0` equals `1.00`).
///
/// The text is canonical: an optional `-`, at least one digit, no leading zeros but one before the dot, an
/// optional dot followed by at least one digit; never an exponent, never `-0`.
///
/// Thread safety: a value.
class Athanor_API Decimal
{
public:
	/// `0`.
	Decimal();

	/// Reads `[+-]digits[.digits]`; an exponent is resolved exactly (`1.5e3` is `1500`). At most 1000 digits
	/// in the result. `NaN`, `Infinity`, blanks, `.5` and `5.` are refused.
	static std::optional<Decimal> tryParse(std::string_view text);
	/// Like tryParse. Throws SerializationException otherwise.
	static Decimal parse(std::string_view text);
	static Decimal fromInteger(long long value);

	const std::string& toString() const noexcept
	{
		return _text;
	}

	/// Digits after the dot.
	int scale() const noexcept;
	/// All digits but leading zeros; at least 1.
	int precision() const noexcept;

	/// The exact sum, with the larger scale. Throws SerializationException if it has more than 1000 digits.
	Decimal operator+(const Decimal& other) const;

	/// Orders by value, whatever the scale.
	std::strong_ordering operator<=>(const Decimal& other) const noexcept;
	bool operator==(const Decimal& other) const noexcept;

private:
	std::string _text;
};


} // namespace Athanor


#endif // Athanor_Core_Decimal_INCLUDED
