//
// ValueJson.cpp
//
// Library: Foundation
// Package: Service
//
// Values of columns in JSON: the one place that knows how each type is written and read.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/ValueJson.h"
#include "Athanor/Backend/ResultSet.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Json/Value.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Model/ArrayColumn.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>


namespace Athanor {


namespace {


void writeDouble(Json::Writer& writer, double number)
{
	if (std::isfinite(number))
		writer.value(number);
	else
		writer.null();
}


void writeTimestamp(Json::Writer& writer, const DateTime& instant)
{
	// Date and time of day are each short enough to need no memory of their own, together they are not.
	std::array<char, 32> text;
	char* end = text.data();
	auto append = [&end](std::string_view part) { end = std::copy(part.begin(), part.end(), end); };
	append("\"");
	append(instant.date().toString());
	append("T");
	append(instant.time().toString());
	append("Z\"");
	writer.raw(std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
}


/// The digits after the dot of a canonical decimal.
int scaleOfText(std::string_view decimal) noexcept
{
	const std::size_t dot = decimal.find('.');
	return dot == std::string_view::npos ? 0 : static_cast<int>(decimal.size() - dot - 1);
}


/// Writes a decimal with zeros appended until it has `scale` digits after the dot; there are `have` now.
void writePadded(Json::Writer& writer, std::string_view decimal, int have, int scale)
{
	const std::size_t zeros = static_cast<std::size_t>(scale - have);
	const std::size_t size = decimal.size() + (have == 0 ? 1 : 0) + zeros;
	std::array<char, 128> small;
	std::string large(size <= small.size() ? 0 : size, '0');
	char* const start = large.empty() ? small.data() : large.data();
	char* end = std::copy(decimal.begin(), decimal.end(), start);
	if (have == 0) *end++ = '.';
	std::fill_n(end, zeros, '0');
	writer.value(std::string_view(start, size));
}


/// Writes a canonical decimal.
void writeDecimal(Json::Writer& writer, std::string_view decimal, int scale)
{
	int have = scaleOfText(decimal);
	if (scale != keepScale && have < scale)
	{
		writePadded(writer, decimal, have, scale);
		return;
	}
	while (scale != keepScale && have > scale && decimal.back() == '0')
	{
		decimal.remove_suffix(1);
		--have;
	}
	if (decimal.back() == '.') decimal.remove_suffix(1);
	writer.value(decimal);
}


/// Whether text is a decimal as Decimal keeps it: the usual case, which needs no second look.
bool isCanonicalDecimal(std::string_view text) noexcept
{
	const bool negative = !text.empty() && text.front() == '-';
	if (negative) text.remove_prefix(1);
	const std::size_t dot = std::min(text.find('.'), text.size());
	const std::string_view whole = text.substr(0, dot);
	if (!isDigits(whole) || (whole.size() > 1 && whole.front() == '0')) return false;
	if (dot < text.size() && !isDigits(text.substr(dot + 1))) return false;
	return !negative || text.find_first_of("123456789") != std::string_view::npos;
}


void writeDecimalCell(Json::Writer& writer, std::string_view text, int scale)
{
	if (isCanonicalDecimal(text))
		writeDecimal(writer, text, scale);
	else
		writeDecimal(writer, Decimal::parse(text).toString(), scale);
}


/// Copies the cell if the database gives the text that JSON has.
bool copyCell(Json::Writer& writer, const ResultSet& rows, std::size_t column, ValueType type)
{
	const std::string_view text = rows.jsonText(column, type);
	if (text.empty()) return false;
	if (type == ValueType::Integer)
		writer.raw(text);
	else
		writer.plain(text);
	return true;
}


/// Writes what a Value holds, one overload per alternative of its variant.
struct ValueWriter
{
	Json::Writer& writer;
	int scale;

	void operator()(std::monostate) const
	{
		writer.null();
	}
	void operator()(double number) const
	{
		writeDouble(writer, number);
	}
	void operator()(const Decimal& decimal) const
	{
		writeDecimal(writer, decimal.toString(), scale);
	}
	void operator()(const std::string& text) const
	{
		writer.value(std::string_view(text));
	}
	void operator()(const Bytes& bytes) const
	{
		writer.bytes(bytes.data);
	}
	void operator()(const DateTime& instant) const
	{
		writeTimestamp(writer, instant);
	}
	void operator()(const JsonText& json) const
	{
		writer.raw(json.text);
	}
	void operator()(const Interval& interval) const
	{
		writer.value(std::string_view(interval.toString()));
	}
	/// Boolean, Integer, UUID, Date, Time: the writer has the form.
	template <typename T>
	void operator()(const T& value) const
	{
		writer.value(value);
	}
};


/// A value, or why it is none.
struct Reading
{
	Reading(Value read):
		value(std::move(read))
	{
	}
	Reading(std::string wrong):
		reason(std::move(wrong))
	{
	}
	Reading(const char* wrong):
		reason(wrong)
	{
	}

	Value value;
	std::string reason;
};


/// Reads a type that JSON has only as a string, by the type's own tryParse.
template <typename T>
Reading readParsed(const Json::Value& json, const char* wrong)
{
	if (!json.isString()) return wrong;
	const std::optional<T> parsed = T::tryParse(json.asString());
	if (!parsed) return wrong;
	return Value(*parsed);
}


Reading readInteger(const Json::Value& json, const Column& column)
{
	if (!json.isInteger()) return "not an integer";
	const std::optional<std::int64_t> number = json.asInt64();
	if (number && *number >= column.minimum && *number <= column.maximum) return Value(*number);
	return "out of range (" + std::to_string(column.minimum) + " to " + std::to_string(column.maximum) + ")";
}


Reading readDouble(const Json::Value& json)
{
	if (!json.isNumber()) return "not a number";
	try
	{
		return Value(json.asDouble());
	}
	catch (const InvalidRequestException&)
	{
		return "out of range";
	}
}


std::string moreThan(int count, const char* what)
{
	return "more than " + std::to_string(count) + (count == 1 ? " digit" : " digits") + what;
}


/// What is wrong with the digits of a decimal for its column; empty: nothing.
std::string checkDigits(const Decimal& decimal, const Column& column)
{
	if (column.precision <= 0) return {};
	const int scale = decimal.scale();
	if (scale > column.scale) return moreThan(column.scale, " after the dot");
	if (decimal.precision() > column.precision) return moreThan(column.precision, "");
	// The digits after the dot are reserved, used or not: NUMERIC(4,2) ends at 99.99.
	const int wholeLimit = column.precision - column.scale;
	if (decimal.precision() - scale > wholeLimit && decimal != Decimal())
		return moreThan(wholeLimit, " before the dot");
	return {};
}


Reading readDecimal(const Json::Value& json, const Column& column)
{
	if (!json.isNumber() && !json.isString()) return "not a decimal number";
	std::optional<Decimal> decimal = Decimal::tryParse(json.isNumber() ? json.text() : json.asString());
	// Every JSON number is decimal; one that is refused has more digits than a Decimal holds.
	if (!decimal) return json.isNumber() ? "out of range" : "not a decimal number";
	if (std::string reason = checkDigits(*decimal, column); !reason.empty()) return reason;
	return Value(std::move(*decimal));
}


std::size_t countCodePoints(std::string_view utf8) noexcept
{
	const auto startsCodePoint = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
	return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), startsCodePoint));
}


std::string listed(const std::vector<std::string>& words)
{
	std::string text;
	for (const std::string& word : words)
	{
		if (!text.empty()) text += ", ";
		text += word;
	}
	return text;
}


Reading readText(const Json::Value& json, const Column& column)
{
	if (!json.isString()) return "not a string";
	const std::string& text = json.asString();
	const std::size_t limit = static_cast<std::size_t>(std::max(column.length, 0));
	if (limit > 0 && text.size() > limit && countCodePoints(text) > limit)
		return "longer than " + std::to_string(limit) + (limit == 1 ? " character" : " characters");
	const std::vector<std::string>& words = column.enumValues;
	if (!words.empty() && std::find(words.begin(), words.end(), text) == words.end())
		return "not one of " + listed(words);
	return Value(text);
}


Reading readBytes(const Json::Value& json)
{
	if (!json.isString()) return "not base64";
	std::optional<std::string> data = base64Decode(json.asString());
	if (!data) return "not base64";
	return Value(Bytes{std::move(*data)});
}


Reading read(const Json::Value& json, const Column& column);


/// A list as the text that every database and ArrayColumn.h write it.
Reading readList(const Json::Value& json, const Column& column)
{
	if (!json.isArray()) return "not an array";
	Column element = column;
	element.type = *column.element;
	element.element.reset();
	std::vector<Value> values;
	for (const Json::Value& each : json.asArray())
	{
		Reading one = each.isNull() ? Reading("null") : read(each, element);
		if (!one.reason.empty()) return "element " + std::to_string(values.size()) + " is " + one.reason;
		values.push_back(std::move(one.value));
	}
	return Value(JsonText{Arrays::toJson(values)});
}


Reading read(const Json::Value& json, const Column& column)
{
	switch (column.type)
	{
	case ValueType::Boolean:
		if (!json.isBoolean()) return "not a boolean";
		return Value(json.asBoolean());
	case ValueType::Integer:
		return readInteger(json, column);
	case ValueType::Double:
		return readDouble(json);
	case ValueType::Decimal:
		return readDecimal(json, column);
	case ValueType::Text:
		return readText(json, column);
	case ValueType::Bytes:
		return readBytes(json);
	case ValueType::UUID:
		return readParsed<UUID>(json, "not a UUID");
	case ValueType::Date:
		return readParsed<Date>(json, "not a date (YYYY-MM-DD)");
	case ValueType::Time:
		return readParsed<Time>(json, "not a time (HH:MM:SS[.ffffff])");
	case ValueType::Timestamp:
		return readParsed<DateTime>(json, "not a timestamp (RFC 3339)");
	case ValueType::JSON:
		if (column.element) return readList(json, column);
		return Value(JsonText{json.toString()});
	case ValueType::Interval:
		return readParsed<Interval>(json, "not a duration (ISO 8601: PnDTnHnMnS)");
	}
	return "of a type that is not known";
}


} // namespace


int scaleOf(const Column& column) noexcept
{
	return column.type == ValueType::Decimal && column.precision > 0 ? column.scale : keepScale;
}


void writeValue(Json::Writer& writer, const Value& value, int scale)
{
	std::visit(ValueWriter{writer, scale}, value.variant());
}


void writeCell(Json::Writer& writer, const ResultSet& rows, std::size_t column, ValueType type, int scale)
{
	if (rows.isNull(column))
	{
		writer.null();
		return;
	}
	switch (type)
	{
	case ValueType::Boolean:
		writer.value(rows.integer(column) != 0);
		break;
	case ValueType::Integer:
		if (!copyCell(writer, rows, column, type)) writer.value(rows.integer(column));
		break;
	case ValueType::Double:
		writeDouble(writer, rows.real(column));
		break;
	case ValueType::Decimal:
		writeDecimalCell(writer, rows.text(column), scale);
		break;
	case ValueType::Text:
		writer.value(rows.text(column));
		break;
	case ValueType::Bytes:
		writer.bytes(rows.bytes(column));
		break;
	case ValueType::UUID:
		if (!copyCell(writer, rows, column, type)) writer.value(rows.uuid(column));
		break;
	case ValueType::Date:
		if (!copyCell(writer, rows, column, type)) writer.value(Date::parse(rows.text(column)));
		break;
	case ValueType::Time:
		writer.value(Time::parse(rows.text(column)));
		break;
	case ValueType::Timestamp:
		writeTimestamp(writer, rows.timestamp(column));
		break;
	case ValueType::JSON:
		writer.raw(rows.text(column));
		break;
	case ValueType::Interval:
		writer.value(std::string_view(Interval::fromMicroseconds(rows.integer(column)).toString()));
		break;
	}
}


Value readValue(const Json::Value& json, const Column& column, std::string& reason)
{
	reason.clear();
	if (json.isNull())
	{
		if (!column.nullable) reason = "must not be null";
		return {};
	}
	Reading reading = read(json, column);
	reason = std::move(reading.reason);
	return std::move(reading.value);
}


} // namespace Athanor
