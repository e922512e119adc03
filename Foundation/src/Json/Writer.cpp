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
#include <array>
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


/// How many bytes at the front go into JSON as they are: ASCII, no control, no quote, no backslash. Eight at a time;
/// may stop up to seven bytes early.
std::size_t plainPrefix(std::string_view text) noexcept
{
	constexpr std::uint64_t ones = 0x0101010101010101;
	constexpr std::uint64_t highs = 0x8080808080808080;
	std::size_t at = 0;
	for (; at + 8 <= text.size(); at += 8)
	{
		std::uint64_t word = 0;
		std::memcpy(&word, text.data() + at, 8);
		// In each sum or difference the high bit of a byte tells; what a borrow spoils lies behind a hit.
		const std::uint64_t quote = word ^ (ones * '"');
		const std::uint64_t backslash = word ^ (ones * '\\');
		const std::uint64_t hit = word | (word - ones * 0x20) | (quote - ones) | (backslash - ones);
		if ((hit & highs) != 0) break;
	}
	return at;
}


void appendEscape(std::string& to, char byte, char escape)
{
	to += '\\';
	to += escape;
	if (escape != 'u') return;
	constexpr char digits[] = "0123456789abcdef";
	to += "00";
	to += digits[byte >> 4];
	to += digits[byte & 0x0F];
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
	const std::size_t start = to.size();
	to += '"';
	std::size_t plain = 0;
	std::size_t at = 0;
	while (at < text.size())
	{
		at += plainPrefix(text.substr(at));
		while (at < text.size() && escapes[static_cast<unsigned char>(text[at])] == 0)
			++at;
		if (at == text.size()) break;
		const char escape = escapes[static_cast<unsigned char>(text[at])];
		if (escape == '8')
		{
			const std::size_t length = utf8Length(text.substr(at));
			if (length == 0)
			{
				to.resize(start);
				throw SerializationException("text is not valid UTF-8");
			}
			at += length;
			continue;
		}
		to.append(text, plain, at - plain);
		appendEscape(to, text[at], escape);
		plain = ++at;
	}
	to.append(text, plain, text.size() - plain);
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
	_own.reserve(256);
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
