//
// RandomValues.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "RandomValues.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Model/ArrayColumn.h"
#include <cmath>
#include <cstring>
#include <limits>


namespace Athanor::Conformance {


namespace {


using Values = std::vector<Value>;

constexpr std::int64_t second = 1000000;
constexpr std::int64_t day = 86400 * second;


void appendUtf8(std::string& text, std::uint32_t code)
{
	const auto append = [&](std::uint32_t bits) { text += static_cast<char>(bits); };
	const auto appendRest = [&](int shift) { append(0x80 | (code >> shift & 63)); };
	if (code < 0x80)
		append(code);
	else if (code < 0x800)
		append(0xC0 | code >> 6);
	else if (code < 0x10000)
		append(0xE0 | code >> 12);
	else
		append(0xF0 | code >> 18);
	if (code >= 0x10000) appendRest(12);
	if (code >= 0x800) appendRest(6);
	if (code >= 0x80) appendRest(0);
}


/// A character of any plane but NUL and the surrogates; plain, quoting and controlling ones more often.
std::uint32_t makeCharacter(Dice& dice)
{
	static const std::vector<std::uint32_t> special{
		'\'', '"',  '`', '\\', '%',  '_',  '$',   '?',    ':',    ';',    '{',    '}',    ',',     '\n',
		'\r', '\t', 0x1, 0x7F, 0x85, 0xA0, 0x300, 0x200D, 0x202E, 0xFEFF, 0xFFFD, 0xFFFF, 0x10FFFF};
	switch (dice.below(5))
	{
	case 0:
		return static_cast<std::uint32_t>(dice.between(0x20, 0x7E));
	case 1:
		return dice.pick(special);
	case 2:
		return static_cast<std::uint32_t>(dice.between(1, 0x24F));
	case 3:
		return static_cast<std::uint32_t>(dice.between(0x10000, 0x10FFFF));
	default:
		break;
	}
	const bool low = dice.oneIn(2);
	return static_cast<std::uint32_t>(low ? dice.between(1, 0xD7FF) : dice.between(0xE000, 0xFFFF));
}


Values integerEdges(const Column&)
{
	using Limits = std::numeric_limits<std::int64_t>;
	Values values{0, 1, -1, Limits::min(), Limits::min() + 1, Limits::max(), Limits::max() - 1};
	for (const int bits : {7, 8, 15, 16, 31, 32, 53, 62})
	{
		const std::int64_t power = std::int64_t{1} << bits;
		for (const std::int64_t number : {power - 1, power, power + 1, -power - 1, -power, 1 - power})
			values.emplace_back(number);
	}
	return values;
}


Values doubleEdges(const Column&)
{
	using Limits = std::numeric_limits<double>;
	return {0.0,
			-0.0,
			1.0,
			-1.0,
			0.1,
			0.1 + 0.2,
			1.0 / 3.0,
			Limits::denorm_min(),
			-Limits::denorm_min(),
			2.2250738585072009e-308,
			Limits::min(),
			Limits::max(),
			Limits::lowest(),
			Limits::epsilon(),
			1e15,
			1e16,
			1e17,
			1e22,
			1e23,
			9007199254740991.0,
			9007199254740992.0,
			9223372036854775807.0,
			-9223372036854775808.0,
			18446744073709551616.0,
			5e-324,
			1.7976931348623155e308};
}


Values decimalEdges(const Column& column)
{
	Values values;
	for (const char* text : {"0", "1", "-1", "0.1", "-0.01", "10", "100", "9007199254740993",
							 "9223372036854775807", "9223372036854775808", "-9223372036854775809"})
	{
		values.emplace_back(Decimal::parse(text));
	}
	const auto limit = static_cast<std::size_t>(column.precision > 0 ? column.precision : 1000);
	const auto scale = static_cast<std::size_t>(column.precision > 0 ? column.scale : 999);
	const std::string whole(limit - scale, '9');
	for (const std::string sign : {"", "-"})
	{
		values.emplace_back(Decimal::parse(sign + whole + "." + std::string(scale, '9')));
		values.emplace_back(Decimal::parse(sign + "0." + std::string(scale - 1, '0') + "1"));
		if (column.precision == 0) values.emplace_back(Decimal::parse(sign + std::string(limit, '9')));
	}
	return values;
}


Values textEdges(const Column&)
{
	Values values{"",        " ",     "  both  ", "NULL",    "null",       "0",
				  "007",     "12.50", "1e5",      "true",    "2024-01-02", "'",
				  "''",      "\"",    "`",        "\\",      "\\\\",       "\\x41",
				  "\\u0041", "--",    "/*",       "*/",      "$1",         "?1",
				  ":name",   "%",     "_",        "{}",      "{NULL}",     "[]",
				  "\n",      "\r\n",  "\t",       "\x1B[0m", "\x7F",       std::string(100000, 'x')};
	std::string planes;
	for (std::uint32_t plane = 0; plane <= 16; ++plane)
		appendUtf8(planes, plane * 0x10000 + 0x4E00);
	values.emplace_back(planes);
	std::string controls;
	for (std::uint32_t code = 1; code < 0xA0; ++code)
		appendUtf8(controls, code);
	values.emplace_back(controls);
	return values;
}


Values bytesEdges(const Column&)
{
	std::string every;
	for (int i = 0; i < 256; ++i)
		every += static_cast<char>(i);
	return {Bytes{},        Bytes{std::string(1, '\0')}, Bytes{std::string("a\0b", 3)},   Bytes{every},
			Bytes{"\\x41"}, Bytes{"\xFF\xFE\xC3\x28"},   Bytes{std::string(100000, '\0')}};
}


Values uuidEdges(const Column&)
{
	return {UUID(), UUID::parse("ffffffff-ffff-ffff-ffff-ffffffffffff"), UUID::v4(), UUID::v6(), UUID::v7()};
}


Values dateEdges(const Column&)
{
	return {Date(1, 1, 1),      Date(9999, 12, 31), Date(1969, 12, 31), Date(1970, 1, 1),  Date(1582, 10, 4),
			Date(1582, 10, 15), Date(1900, 2, 28),  Date(1900, 3, 1),   Date(2000, 2, 29), Date(2024, 2, 29)};
}


Values timeEdges(const Column&)
{
	return {Time(),
			Time(0, 0, 0, 1),
			Time(12, 0),
			Time(23, 59, 59),
			Time(23, 59, 59, 999999),
			Time(1, 2, 3, 100000),
			Time(1, 2, 3, 999000)};
}


Values timestampEdges(const Column&)
{
	Values values{DateTime(), DateTime(Date(1, 1, 1), Time()), DateTime(Date(1, 1, 1), Time(0, 0, 0, 1)),
				  DateTime(Date(9999, 12, 31), Time(23, 59, 59, 999999))};
	for (const std::int64_t micros : {std::int64_t{1}, std::int64_t{-1}, second, -second, day - 1, -day - 1})
		values.emplace_back(DateTime::fromMicroseconds(micros));
	return values;
}


Values intervalEdges(const Column&)
{
	using Limits = std::numeric_limits<std::int64_t>;
	Values values;
	for (const std::int64_t micros : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, second, -second,
									  day, -day, day - 1, day * 366, Limits::min(), Limits::max()})
	{
		values.emplace_back(Interval::fromMicroseconds(micros));
	}
	return values;
}


Values jsonEdges(const Column&)
{
	return {JsonText{"{}"},
			JsonText{"[]"},
			JsonText{"null"},
			JsonText{"true"},
			JsonText{"0"},
			JsonText{"9223372036854775808"},
			JsonText{"1.50"},
			JsonText{"\"\""},
			JsonText{"{\"\":[[],{}]}"},
			JsonText{"[null]"},
			JsonText{"{\"a b\":\"\\\"\\\\\\n\xF0\x9F\xA6\x8A\"}"}};
}


Values edgesOf(const Column& column);


/// No element, each edge of the elements alone, and all of them in one list.
Values listEdges(const Column& column)
{
	Column element;
	element.type = *column.element;
	const Values each = edgesOf(element);
	Values values{JsonText{"[]"}, JsonText{Arrays::toJson(each)}};
	for (const Value& one : each)
		values.emplace_back(JsonText{Arrays::toJson({one})});
	return values;
}


Values edgesOf(const Column& column)
{
	if (column.element) return listEdges(column);
	switch (column.type)
	{
	case ValueType::Boolean:
		return {true, false};
	case ValueType::Integer:
		return integerEdges(column);
	case ValueType::Double:
		return doubleEdges(column);
	case ValueType::Decimal:
		return decimalEdges(column);
	case ValueType::Bytes:
		return bytesEdges(column);
	case ValueType::UUID:
		return uuidEdges(column);
	case ValueType::Date:
		return dateEdges(column);
	case ValueType::Time:
		return timeEdges(column);
	case ValueType::Timestamp:
		return timestampEdges(column);
	case ValueType::Interval:
		return intervalEdges(column);
	case ValueType::JSON:
		return jsonEdges(column);
	case ValueType::Text:
		break;
	}
	return textEdges(column);
}


} // namespace


RandomValues::RandomValues(const Column& column, std::uint64_t seed):
	_column(column),
	_dice(seed),
	_edges(edgesOf(column))
{
	_edges.emplace_back();
}


std::vector<Value> RandomValues::take(std::size_t count)
{
	Values values;
	values.reserve(count);
	while (values.size() < count)
		values.push_back(_edge < _edges.size() ? _edges[_edge++] : make(_column.type));
	return values;
}


Value RandomValues::make(ValueType type)
{
	switch (type)
	{
	case ValueType::Boolean:
		return _dice.oneIn(2);
	case ValueType::Integer:
		return makeInteger();
	case ValueType::Double:
		return makeDouble();
	case ValueType::Decimal:
		return makeDecimal();
	case ValueType::Bytes:
		return Bytes{makeBytes(48)};
	case ValueType::UUID: {
		UUID::Bytes bytes;
		for (auto& byte : bytes)
			byte = static_cast<std::uint8_t>(_dice.next());
		return UUID(bytes);
	}
	case ValueType::Date:
		return Date::fromDays(_dice.between(Date(1, 1, 1).toDays(), Date(9999, 12, 31).toDays()));
	case ValueType::Time:
		return Time::fromMicroseconds(_dice.between(0, day - 1));
	case ValueType::Timestamp:
		return DateTime::fromMicroseconds(
			_dice.between(Date(1, 1, 1).toDays() * day, (Date(9999, 12, 31).toDays() + 1) * day - 1));
	case ValueType::Interval:
		return Interval::fromMicroseconds(makeInteger());
	case ValueType::JSON:
		return _column.element ? makeList() : Value(JsonText{makeJson(3)});
	case ValueType::Text:
		break;
	}
	return makeText(24);
}


Value RandomValues::makeList()
{
	Values values;
	for (std::size_t count = _dice.below(6); count > 0; --count)
		values.push_back(make(*_column.element));
	return JsonText{Arrays::toJson(values)};
}


/// Of every length in bits.
std::int64_t RandomValues::makeInteger()
{
	const std::uint64_t bits = _dice.next() >> _dice.below(64);
	return static_cast<std::int64_t>(_dice.oneIn(2) ? bits : ~bits);
}


/// Any bits that are a number; whole numbers and short fractions as well.
Value RandomValues::makeDouble()
{
	if (_dice.oneIn(4)) return static_cast<double>(makeInteger());
	if (_dice.oneIn(4)) return static_cast<double>(_dice.between(-1000000, 1000000)) / 1000;
	double number = std::numeric_limits<double>::quiet_NaN();
	while (!std::isfinite(number))
	{
		const std::uint64_t bits = _dice.next();
		std::memcpy(&number, &bits, sizeof number);
	}
	return number;
}


std::string RandomValues::makeDigits(std::size_t count)
{
	std::string digits;
	for (std::size_t i = 0; i < count; ++i)
		digits += static_cast<char>('0' + _dice.below(10));
	return digits;
}


Value RandomValues::makeDecimal()
{
	const auto limit = static_cast<std::size_t>(_column.precision > 0 ? _column.precision : 60);
	const auto longest = static_cast<std::size_t>(_column.precision > 0 ? _column.scale : 30);
	const std::size_t scale = _dice.below(longest + 1);
	const std::string whole = makeDigits(1 + _dice.below(limit - longest));
	const std::string text = (_dice.oneIn(2) ? "-" : "") + whole;
	return Decimal::parse(scale == 0 ? text : text + "." + makeDigits(scale));
}


std::string RandomValues::makeText(std::size_t longest)
{
	std::string text;
	for (std::size_t count = _dice.below(longest + 1); count > 0; --count)
		appendUtf8(text, makeCharacter(_dice));
	return text;
}


std::string RandomValues::makeBytes(std::size_t longest)
{
	std::string bytes(_dice.below(longest + 1), '\0');
	for (char& byte : bytes)
		byte = static_cast<char>(_dice.oneIn(4) ? 0 : _dice.next());
	return bytes;
}


std::string RandomValues::makeJson(int depth)
{
	std::string json;
	const std::size_t kind = _dice.below(depth > 0 ? 7 : 5);
	const std::size_t count = _dice.below(4);
	switch (kind)
	{
	case 0:
		return _dice.oneIn(3) ? "null" : _dice.oneIn(2) ? "true" : "false";
	case 1:
		return std::to_string(makeInteger());
	case 2:
		// With a digit before it that is not zero: no `-0`.
		return (_dice.oneIn(2) ? "-" : "") + std::to_string(1 + _dice.below(1000000)) + "." +
			   makeDigits(1 + _dice.below(12));
	case 5:
		for (std::size_t i = 0; i < count; ++i)
			json += (i == 0 ? "" : ",") + makeJson(depth - 1);
		return "[" + json + "]";
	case 6:
		for (std::size_t i = 0; i < count; ++i)
		{
			json += i == 0 ? "" : ",";
			Json::appendQuoted(json, std::to_string(i) + makeText(6));
			json += ":" + makeJson(depth - 1);
		}
		return "{" + json + "}";
	default:
		Json::appendQuoted(json, makeText(12));
		return json;
	}
}


} // namespace Athanor::Conformance
