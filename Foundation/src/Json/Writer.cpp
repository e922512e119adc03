//
// Writer.cpp
//
// Library: Foundation
// Package: Json
//
// Writes JSON text straight into a buffer.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Json/Writer.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>


namespace Athanor::Json {


namespace {


/// What a byte of text becomes: itself (0), `\` and this letter, `\u00XX` (`u`), or a look at UTF-8 (`8`).
constexpr std::array<char, 256> escapes = [] {
	std::array<char, 256> table{};
	for (std::size_t i = 0; i < 0x20; ++i)
		table[i] = 'u';
	for (std::size_t i = 0x80; i < 0x100; ++i)
		table[i] = '8';
	table['"'] = '"';
	table['\\'] = '\\';
	table['\b'] = 'b';
	table['\f'] = 'f';
	table['\n'] = 'n';
	table['\r'] = 'r';
	table['\t'] = 't';
	return table;
}();


/// Copies what goes into JSON as it is (ASCII, no control, no quote, no backslash) from the front of text, eight bytes at a
/// time, and says how many they are; writes up to eight bytes behind them.
std::size_t copyPlain(std::string_view text, char* to) noexcept
{
	constexpr std::uint64_t ones = 0x0101010101010101;
	constexpr std::uint64_t highs = 0x8080808080808080;
	std::size_t at = 0;
	for (; at + 8 <= text.size(); at += 8)
	{
		std::uint64_t word = 0;
		std::memcpy(&word, text.data() + at, 8);
		std::memcpy(to + at, &word, 8);
		// In each difference the high bit of a byte tells; what a borrow spoils is of higher value than a hit.
		const std::uint64_t quote = word ^ (ones * '"');
		const std::uint64_t backslash = word ^ (ones * '\\');
		const std::uint64_t hit = word | (word - ones * 0x20) | (quote - ones) | (backslash - ones);
		if ((hit & highs) == 0) continue;
		if (std::endian::native != std::endian::little) break;
		return at + static_cast<std::size_t>(std::countr_zero(hit & highs)) / 8;
	}
	for (; at < text.size() && escapes[static_cast<unsigned char>(text[at])] == 0; ++at)
		to[at] = text[at];
	return at;
}


char* writeEscape(char* to, char byte, char escape) noexcept
{
	*to++ = '\\';
	*to++ = escape;
	if (escape != 'u') return to;
	constexpr char digits[] = "0123456789abcdef";
	*to++ = '0';
	*to++ = '0';
	*to++ = digits[byte >> 4];
	*to++ = digits[byte & 0x0F];
	return to;
}


/// Moves the front of text, at least `count` bytes of it, into JSON; `to` has room for escapes of all.
/// Returns the end of what was written, or null if text is not UTF-8.
char* moveQuoted(std::string_view& text, std::size_t count, char* to) noexcept
{
	std::size_t at = 0;
	while (at < count)
	{
		const std::size_t plain = copyPlain(text.substr(at, count - at), to);
		to += plain;
		at += plain;
		if (at == count) break;
		const char escape = escapes[static_cast<unsigned char>(text[at])];
		if (escape != '8')
		{
			to = writeEscape(to, text[at++], escape);
			continue;
		}
		const std::size_t length = utf8Length(text.substr(at));
		if (length == 0) return nullptr;
		to = std::copy_n(text.data() + at, length, to);
		at += length;
	}
	text.remove_prefix(at);
	return to;
}


template <typename Number>
void appendNumber(std::string& to, Number number)
{
	std::array<char, 32> digits;
	const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
	to.append(digits.data(), result.ptr);
}


} // namespace


void appendQuoted(std::string& to, std::string_view text)
{
	constexpr std::size_t piece = 512;
	constexpr std::size_t longestEscape = 6;
	const std::size_t start = to.size();
	to += '"';
	while (!text.empty())
	{
		const std::size_t count = std::min(text.size(), piece);
		const std::size_t written = to.size();
		// The last character may be longer than its piece, and the copy eight bytes longer than what it is of.
		to.resize(written + longestEscape * count + 8);
		const char* const end = moveQuoted(text, count, to.data() + written);
		if (!end)
		{
			to.resize(start);
			throw SerializationException("text is not valid UTF-8");
		}
		to.resize(static_cast<std::size_t>(end - to.data()));
	}
	to += '"';
}


void appendDouble(std::string& to, double number)
{
	if (!std::isfinite(number)) throw SerializationException("JSON has no NaN and no infinity");
	const std::size_t start = to.size();
	appendNumber(to, number);
	if (to.find_first_of(".e", start) == std::string::npos) to += ".0";
}


Writer::Writer():
	_buffer(&_own)
{
	// Most answers fit, and need not grow step by step.
	_own.reserve(512);
}


Writer::Writer(std::string& buffer) noexcept:
	_buffer(&buffer)
{
}


Writer& Writer::beginObject()
{
	separate();
	*_buffer += '{';
	_comma = false;
	return *this;
}


Writer& Writer::endObject()
{
	*_buffer += '}';
	_comma = true;
	return *this;
}


Writer& Writer::beginArray()
{
	separate();
	*_buffer += '[';
	_comma = false;
	return *this;
}


Writer& Writer::endArray()
{
	*_buffer += ']';
	_comma = true;
	return *this;
}


Writer& Writer::key(std::string_view name)
{
	separate();
	appendQuoted(*_buffer, name);
	*_buffer += ':';
	_comma = false;
	return *this;
}


Writer& Writer::rawKey(std::string_view quoted)
{
	separate();
	*_buffer += quoted;
	_comma = false;
	return *this;
}


Writer& Writer::null()
{
	return raw("null");
}


Writer& Writer::value(std::string_view text)
{
	separate();
	appendQuoted(*_buffer, text);
	return *this;
}


Writer& Writer::value(double number)
{
	separate();
	appendDouble(*_buffer, number);
	return *this;
}


Writer& Writer::value(std::nullptr_t)
{
	return null();
}


Writer& Writer::value(const UUID& uuid)
{
	std::array<char, 36> text;
	uuid.writeTo(text.data());
	return plain(std::string_view(text.data(), text.size()));
}


Writer& Writer::value(const Date& date)
{
	std::array<char, 10> text;
	date.writeTo(text.data());
	return plain(std::string_view(text.data(), text.size()));
}


Writer& Writer::value(const Time& time)
{
	return plain(time.toString());
}


Writer& Writer::value(const DateTime& instant)
{
	return plain(instant.toString());
}


Writer& Writer::value(const Decimal& decimal)
{
	return plain(decimal.toString());
}


Writer& Writer::bytes(std::string_view data)
{
	return plain(base64Encode(data));
}


Writer& Writer::raw(std::string_view json)
{
	separate();
	*_buffer += json;
	return *this;
}


std::string Writer::take()
{
	_comma = false;
	return std::exchange(*_buffer, {});
}


Writer& Writer::boolean(bool value)
{
	return raw(value ? "true" : "false");
}


Writer& Writer::integer(std::int64_t number)
{
	separate();
	appendNumber(*_buffer, number);
	return *this;
}


Writer& Writer::unsignedInteger(std::uint64_t number)
{
	separate();
	appendNumber(*_buffer, number);
	return *this;
}


/// Leaves the comma due for what follows; begin…() and key() take that back.
void Writer::separate()
{
	if (_comma) *_buffer += ',';
	_comma = true;
}


Writer& Writer::plain(std::string_view text)
{
	const std::size_t comma = _comma ? 1 : 0;
	const std::size_t start = _buffer->size();
	_comma = true;
	_buffer->resize(start + comma + text.size() + 2, ',');
	char* to = _buffer->data() + start + comma;
	*to = '"';
	std::memcpy(to + 1, text.data(), text.size());
	to[text.size() + 1] = '"';
	return *this;
}


} // namespace Athanor::Json
