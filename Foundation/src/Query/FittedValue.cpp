//
// FittedValue.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "FittedValue.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"


namespace Athanor {


namespace {


std::string describe(const Column& column, const Table& table)
{
	return "column \"" + column.name + "\" of table \"" + table.name() + "\"";
}


void requireStorable(const std::string& text, const Column& column, const Table& table)
{
	if (text.find('\0') == std::string::npos && isValidUtf8(text)) return;
	throw SerializationException(describe(column, table) +
								 " is compared with a text that has a NUL or is not UTF-8");
}


} // namespace


Value fittedValue(const Value& value, const Column& column, const Table& table)
{
	if (value.isNull()) return value;
	const ValueType given = value.type();
	if (given == column.type)
	{
		const auto* text = std::get_if<std::string>(&value.variant());
		if (text) requireStorable(*text, column, table);
		return value;
	}
	if (const auto* number = std::get_if<std::int64_t>(&value.variant()))
	{
		if (column.type == ValueType::Double) return static_cast<double>(*number);
		if (column.type == ValueType::Decimal) return Decimal::fromInteger(*number);
	}
	if (given == ValueType::Date && column.type == ValueType::Timestamp)
		return DateTime(value.get<Date>(), Time());
	throw InvalidRequestException(describe(column, table) + " holds " + toString(column.type) +
								  " values and cannot be compared with one of type " + toString(given));
}


void requireComparable(const Column& column, const Table& table)
{
	if (column.type != ValueType::JSON) return;
	throw InvalidRequestException(
		describe(column, table) +
		" holds JSON documents, which can be tested for null but neither compared nor sorted");
}


} // namespace Athanor
