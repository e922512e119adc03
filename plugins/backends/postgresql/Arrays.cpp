//
// Arrays.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Arrays.h"
#include <charconv>
#include <cmath>


namespace Athanor::PostgreSQL {


namespace {


std::string hexadecimal(std::string_view bytes)
{
	static constexpr char digits[] = "0123456789abcdef";
	std::string text = "\\x";
	for (const char c : bytes)
	{
		const auto code = static_cast<unsigned char>(c);
		text.append(1, digits[code >> 4]).append(1, digits[code & 15]);
	}
	return text;
}


/// The text of a value as its type reads it, before it is quoted.
struct Element
{
	std::string operator()(std::monostate) const
	{
		return {};
	}
	std::string operator()(bool value) const
	{
		return value ? "t" : "f";
	}
	std::string operator()(std::int64_t value) const
	{
		return std::to_string(value);
	}
	std::string operator()(double value) const
	{
		char text[32];
		return {text, std::to_chars(text, text + sizeof text, value).ptr};
	}
	std::string operator()(const std::string& value) const
	{
		return value;
	}
	std::string operator()(const Bytes& value) const
	{
		return hexadecimal(value.data);
	}
	std::string operator()(const JsonText& value) const
	{
		return value.text;
	}
	/// Decimal, UUID, Date, Time, DateTime, Interval.
	template <typename T>
	std::string operator()(const T& value) const
	{
		return value.toString();
	}
};


void appendQuotedElement(std::string& array, std::string_view text)
{
	array += '"';
	for (const char c : text)
	{
		if (c == '"' || c == '\\') array += '\\';
		array += c;
	}
	array += '"';
}


} // namespace


std::optional<Value> arrayText(const std::vector<Value>& values)
{
	std::string array = "{";
	for (const Value& value : values)
	{
		const double* number = std::get_if<double>(&value.variant());
		if (number && !std::isfinite(*number)) return std::nullopt;
		if (array.size() > 1) array += ',';
		appendQuotedElement(array, std::visit(Element(), value.variant()));
	}
	return Value(array + "}");
}


std::string_view arrayType(ValueType type) noexcept
{
	switch (type)
	{
	case ValueType::Boolean:
		return "boolean[]";
	case ValueType::Integer:
		return "bigint[]";
	case ValueType::Double:
		return "double precision[]";
	case ValueType::Decimal:
		return "numeric[]";
	case ValueType::Bytes:
		return "bytea[]";
	case ValueType::UUID:
		return "uuid[]";
	case ValueType::Date:
		return "date[]";
	case ValueType::Time:
		return "time[]";
	case ValueType::Timestamp:
		return "timestamptz[]";
	case ValueType::JSON:
		return "jsonb[]";
	case ValueType::Interval:
		return "interval[]";
	case ValueType::Text:
		break;
	}
	return "text[]";
}


} // namespace Athanor::PostgreSQL
