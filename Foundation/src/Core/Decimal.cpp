//
// Decimal.cpp
//
// Library: Foundation
// Package: Core
//
// Exact decimal numbers as canonical text.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Decimal.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>
#include <cstdint>
#include <utility>


namespace Athanor {


namespace {


constexpr std::int64_t maxDigits = 1000;


/// Removes digits from the front of text and gives them.
std::string_view takeDigits(std::string_view& text) noexcept
{
	std::size_t count = 0;
	while (count < text.size() && text[count] >= '0' && text[count] <= '9')
		++count;
	const std::string_view digits = text.substr(0, count);
	text.remove_prefix(count);
	return digits;
}


bool takeSign(std::string_view& text) noexcept
{
	const bool negative = !text.empty() && text.front() == '-';
	if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
	return negative;
}


/// Reads `[eE][+-]digits`, or nothing at all as 0. A huge exponent is cut to a value that is still too large.
std::optional<std::int64_t> takeExponent(std::string_view& text) noexcept
{
	if (text.empty()) return 0;
	if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
	text.remove_prefix(1);
	const bool negative = takeSign(text);
	const std::string_view digits = takeDigits(text);
	if (digits.empty() || !text.empty()) return std::nullopt;
	std::int64_t value = 0;
	for (const char digit : digits)
		value = std::min<std::int64_t>(value * 10 + (digit - '0'), 100 * maxDigits);
	return negative ? -value : value;
}


/// Puts the dot in front of the last `scale` digits; a negative scale appends zeros.
std::optional<std::string> placeDot(std::string digits, std::int64_t scale)
{
	const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
	digits.erase(0, zeros);
	if (digits.empty()) scale = std::max<std::int64_t>(scale, 0);
	const auto size = static_cast<std::int64_t>(digits.size());
	if (std::max(size, scale) > maxDigits || size - std::min<std::int64_t>(scale, 0) > maxDigits)
		return std::nullopt;
	if (scale < 0) digits.append(static_cast<std::size_t>(-scale), '0');
	scale = std::max<std::int64_t>(scale, 0);
	if (size <= scale) digits.insert(0, static_cast<std::size_t>(scale + 1 - size), '0');
	if (scale > 0) digits.insert(digits.size() - static_cast<std::size_t>(scale), ".");
	return digits;
}


bool isNegative(const std::string& text) noexcept
{
	return text.front() == '-';
}


std::string_view integerPart(std::string_view text) noexcept
{
	if (text.front() == '-') text.remove_prefix(1);
	return text.substr(0, text.find('.'));
}


/// The digits after the dot without zeros at the end.
std::string_view fractionPart(std::string_view text) noexcept
{
	const std::size_t dot = text.find('.');
	if (dot == std::string_view::npos) return {};
	const std::string_view digits = text.substr(dot + 1);
	return digits.substr(0, digits.find_last_not_of('0') + 1);
}


std::strong_ordering compareMagnitude(std::string_view left, std::string_view right) noexcept
{
	const std::string_view leftInteger = integerPart(left);
	const std::string_view rightInteger = integerPart(right);
	if (leftInteger.size() != rightInteger.size()) return leftInteger.size() <=> rightInteger.size();
	if (leftInteger != rightInteger) return leftInteger <=> rightInteger;
	return fractionPart(left) <=> fractionPart(right);
}


/// The digits of a magnitude without the dot, as many as asked for on either side of it.
std::string padded(std::string_view text, std::size_t whole, std::size_t scale)
{
	const std::string_view integer = integerPart(text);
	const std::size_t dot = text.find('.');
	const std::string_view fraction =
		dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
	std::string digits(whole - integer.size(), '0');
	digits.append(integer).append(fraction).append(scale - fraction.size(), '0');
	return digits;
}


/// Adds digits to as many others, or subtracts them from others that are no smaller.
std::string combine(std::string digits, const std::string& others, bool subtract)
{
	int carry = 0;
	for (std::size_t i = digits.size(); i-- > 0;)
	{
		const int other = others[i] - '0' + carry;
		const int digit = digits[i] - '0' + (subtract ? -other : other);
		carry = digit < 0 || digit > 9 ? 1 : 0;
		digits[i] = static_cast<char>('0' + (digit + 10) % 10);
	}
	return carry != 0 ? "1" + digits : digits;
}


} // namespace


Decimal::Decimal():
	_text("0")
{
}


std::optional<Decimal> Decimal::tryParse(std::string_view text)
{
	const bool negative = takeSign(text);
	const std::string_view integer = takeDigits(text);
	if (integer.empty()) return std::nullopt;
	std::string_view fraction;
	if (!text.empty() && text.front() == '.')
	{
		text.remove_prefix(1);
		fraction = takeDigits(text);
		if (fraction.empty()) return std::nullopt;
	}
	const std::optional<std::int64_t> exponent = takeExponent(text);
	if (!exponent) return std::nullopt;

	std::string digits(integer);
	digits += fraction;
	const bool zero = digits.find_first_not_of('0') == std::string::npos;
	std::optional<std::string> placed =
		placeDot(std::move(digits), static_cast<std::int64_t>(fraction.size()) - *exponent);
	if (!placed) return std::nullopt;
	Decimal result;
	result._text = negative && !zero ? "-" + *placed : std::move(*placed);
	return result;
}


Decimal Decimal::parse(std::string_view text)
{
	std::optional<Decimal> decimal = tryParse(text);
	if (!decimal) throw SerializationException("not a decimal number");
	return std::move(*decimal);
}


Decimal Decimal::fromInteger(long long value)
{
	Decimal result;
	result._text = std::to_string(value);
	return result;
}


int Decimal::scale() const noexcept
{
	const std::size_t dot = _text.find('.');
	return dot == std::string::npos ? 0 : static_cast<int>(_text.size() - dot - 1);
}


int Decimal::precision() const noexcept
{
	int digits = 0;
	for (const char c : _text)
	{
		if (c >= '1' && c <= '9')
			++digits;
		else if (c == '0' && digits > 0)
			++digits;
	}
	return std::max(digits, 1);
}


Decimal Decimal::operator+(const Decimal& other) const
{
	const auto most = static_cast<std::size_t>(std::max(scale(), other.scale()));
	const std::size_t whole = std::max(integerPart(_text).size(), integerPart(other._text).size());
	std::string larger = padded(_text, whole, most);
	std::string smaller = padded(other._text, whole, most);
	bool negative = isNegative(_text);
	if (larger < smaller)
	{
		std::swap(larger, smaller);
		negative = isNegative(other._text);
	}
	std::string digits = combine(std::move(larger), smaller, isNegative(_text) != isNegative(other._text));
	const bool zero = digits.find_first_not_of('0') == std::string::npos;
	std::optional<std::string> placed = placeDot(std::move(digits), static_cast<std::int64_t>(most));
	if (!placed) throw SerializationException("the sum of two decimals has too many digits");
	Decimal sum;
	sum._text = negative && !zero ? "-" + *placed : std::move(*placed);
	return sum;
}


std::strong_ordering Decimal::operator<=>(const Decimal& other) const noexcept
{
	if (isNegative(_text) != isNegative(other._text))
	{
		return isNegative(_text) ? std::strong_ordering::less : std::strong_ordering::greater;
	}
	return isNegative(_text) ? compareMagnitude(other._text, _text) : compareMagnitude(_text, other._text);
}


bool Decimal::operator==(const Decimal& other) const noexcept
{
	return (*this <=> other) == 0;
}


} // namespace Athanor
