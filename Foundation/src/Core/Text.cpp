//
// Text.cpp
//
// Library: Foundation
// Package: Core
//
// Small functions on text.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>


namespace Athanor {


namespace {


constexpr bool isDigit(char c) noexcept
{
	return c >= '0' && c <= '9';
}


constexpr bool isUpper(char c) noexcept
{
	return c >= 'A' && c <= 'Z';
}


constexpr bool isLower(char c) noexcept
{
	return c >= 'a' && c <= 'z';
}


constexpr char lower(char c) noexcept
{
	return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}


template <typename T>
std::optional<T> readNumber(std::string_view text) noexcept
{
	T value = 0;
	const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
	if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
	return value;
}


/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
std::size_t editDistance(std::string_view left, std::string_view right)
{
	std::vector<std::size_t> beforeLast(right.size() + 1);
	std::vector<std::size_t> last(right.size() + 1);
	std::vector<std::size_t> row(right.size() + 1);
	for (std::size_t j = 0; j <= right.size(); ++j)
		row[j] = j;
	for (std::size_t i = 1; i <= left.size(); ++i)
	{
		beforeLast.swap(last);
		last.swap(row);
		row[0] = i;
		for (std::size_t j = 1; j <= right.size(); ++j)
		{
			const std::size_t cost = left[i - 1] == right[j - 1] ? 0 : 1;
			row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
			const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
			if (swapped) row[j] = std::min(row[j], beforeLast[j - 2] + 1);
		}
	}
	return row[right.size()];
}


constexpr std::string_view base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";


constexpr std::array<std::int8_t, 256> base64Values = [] {
	std::array<std::int8_t, 256> values{};
	values.fill(-1);
	for (std::size_t i = 0; i < base64Digits.size(); ++i)
	{
		values[static_cast<unsigned char>(base64Digits[i])] = static_cast<std::int8_t>(i);
	}
	return values;
}();


/// How many bytes at the front are ASCII.
std::size_t asciiPrefix(std::string_view text) noexcept
{
	constexpr std::uint64_t highs = 0x8080808080808080;
	std::size_t at = 0;
	for (; at + 8 <= text.size(); at += 8)
	{
		std::uint64_t word = 0;
		std::memcpy(&word, text.data() + at, 8);
		if ((word & highs) != 0) break;
	}
	while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
		++at;
	return at;
}


} // namespace


std::string toLower(std::string_view text)
{
	std::string result(text);
	std::transform(result.begin(), result.end(), result.begin(), lower);
	return result;
}


bool isDigits(std::string_view text) noexcept
{
	return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}


std::optional<std::int64_t> parseInteger(std::string_view text) noexcept
{
	return readNumber<std::int64_t>(text);
}


std::optional<std::uint64_t> parseUnsigned(std::string_view text) noexcept
{
	return isDigits(text) ? readNumber<std::uint64_t>(text) : std::nullopt;
}


std::size_t utf8Length(std::string_view text) noexcept
{
	if (text.empty()) return 0;
	const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
	const unsigned char lead = byte(0);
	const std::size_t length = lead < 0x80   ? 1
							   : lead < 0xC2 ? 0
							   : lead < 0xE0 ? 2
							   : lead < 0xF0 ? 3
							   : lead < 0xF5 ? 4
											 : 0;
	if (length < 2) return length;
	if (text.size() < length) return 0;
	for (std::size_t i = 1; i < length; ++i)
	{
		if ((byte(i) & 0xC0) != 0x80) return 0;
	}
	// Overlong forms, surrogates, beyond U+10FFFF.
	if (lead == 0xE0 && byte(1) < 0xA0) return 0;
	if (lead == 0xED && byte(1) > 0x9F) return 0;
	if (lead == 0xF0 && byte(1) < 0x90) return 0;
	if (lead == 0xF4 && byte(1) > 0x8F) return 0;
	return length;
}


bool isValidUtf8(std::string_view text) noexcept
{
	for (text.remove_prefix(asciiPrefix(text)); !text.empty(); text.remove_prefix(asciiPrefix(text)))
	{
		const std::size_t length = utf8Length(text);
		if (length == 0) return false;
		text.remove_prefix(length);
	}
	return true;
}


std::string snakeCase(std::string_view name)
{
	std::string result;
	for (std::size_t i = 0; i < name.size(); ++i)
	{
		const bool afterWord = i > 0 && (isLower(name[i - 1]) || isDigit(name[i - 1]));
		const bool beforeWord = i > 0 && i + 1 < name.size() && isLower(name[i + 1]);
		if (isUpper(name[i]) && (afterWord || beforeWord)) result += '_';
		result += lower(name[i]);
	}
	return result;
}


std::string closestMatch(std::string_view word, const std::vector<std::string>& candidates)
{
	const std::string wanted = toLower(word);
	std::size_t nearest = std::max<std::size_t>(1, word.size() / 3) + 1;
	std::string match;
	for (const std::string& candidate : candidates)
	{
		const std::size_t distance = editDistance(wanted, toLower(candidate));
		if (distance >= nearest) continue;
		nearest = distance;
		match = candidate;
	}
	return match;
}


std::string base64Encode(std::string_view bytes)
{
	std::string result;
	result.reserve((bytes.size() + 2) / 3 * 4);
	for (std::size_t i = 0; i < bytes.size(); i += 3)
	{
		const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
		std::uint32_t group = 0;
		for (std::size_t j = 0; j < 3; ++j)
		{
			group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0U);
		}
		result += base64Digits[group >> 18];
		result += base64Digits[group >> 12 & 63];
		result += count > 1 ? base64Digits[group >> 6 & 63] : '=';
		result += count > 2 ? base64Digits[group & 63] : '=';
	}
	return result;
}


std::optional<std::string> base64Decode(std::string_view text)
{
	if (text.size() % 4 != 0) return std::nullopt;
	std::string result;
	result.reserve(text.size() / 4 * 3);
	std::size_t padding = 0;
	while (padding < 2 && text.size() > padding && text[text.size() - 1 - padding] == '=')
		++padding;
	text.remove_suffix(padding);
	std::uint32_t bits = 0;
	int count = 0;
	for (const char c : text)
	{
		const int value = base64Values[static_cast<unsigned char>(c)];
		if (value < 0) return std::nullopt;
		bits = bits << 6 | static_cast<std::uint32_t>(value);
		count += 6;
		if (count < 8) continue;
		count -= 8;
		result += static_cast<char>(bits >> count & 0xFF);
	}
	if ((bits & ((1U << count) - 1)) != 0) return std::nullopt;
	return result;
}


} // namespace Athanor
