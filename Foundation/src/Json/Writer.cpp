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
		const char escape = escapes[static_cast<unsigned char>(text[at])];
		if (escape == 0)
		{
			++at;
			continue;
		}
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


Writer::Writer() noexcept:
	_buffer(&_own)
{
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
	return plain(date.toString());
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
	separate();
	*_buffer += '"';
	*_buffer += text;
	*_buffer += '"';
	return *this;
}


} // namespace Athanor::Json
