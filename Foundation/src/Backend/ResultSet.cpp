//
// ResultSet.cpp
//
// Library: Foundation
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Backend/ResultSet.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


namespace {


bool toBoolean(std::int64_t stored)
{
	if (stored != 0 && stored != 1)
		throw SerializationException("not a boolean: an integer other than 0 and 1");
	return stored == 1;
}


} // namespace


ResultSet::~ResultSet() = default;


std::string_view ResultSet::jsonText(std::size_t, ValueType) const
{
	return {};
}


Value ResultSet::value(std::size_t column, ValueType wanted) const
{
	if (isNull(column)) return {};
	switch (wanted)
	{
	case ValueType::Boolean:
		return toBoolean(integer(column));
	case ValueType::Integer:
		return integer(column);
	case ValueType::Double:
		return real(column);
	case ValueType::Decimal:
		return Decimal::parse(text(column));
	case ValueType::Text:
		return text(column);
	case ValueType::Bytes:
		return Bytes{std::string(bytes(column))};
	case ValueType::UUID:
		return uuid(column);
	case ValueType::Date:
		return Date::parse(text(column));
	case ValueType::Time:
		return Time::parse(text(column));
	case ValueType::Timestamp:
		return timestamp(column);
	case ValueType::JSON:
		return JsonText{std::string(text(column))};
	case ValueType::Interval:
		return Interval::fromMicroseconds(integer(column));
	}
	throw SerializationException("unknown type of value");
}


} // namespace Athanor
