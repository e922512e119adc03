//
// Value.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Value.h"
#include "Athanor/Core/Exceptions.h"
#include <array>


namespace Athanor {


const char* toString(ValueType type) noexcept
{
	switch (type)
	{
	case ValueType::Boolean:
		return "boolean";
	case ValueType::Integer:
		return "integer";
	case ValueType::Double:
		return "double";
	case ValueType::Decimal:
		return "decimal";
	case ValueType::Text:
		return "text";
	case ValueType::Bytes:
		return "bytes";
	case ValueType::UUID:
		return "uuid";
	case ValueType::Date:
		return "date";
	case ValueType::Time:
		return "time";
	case ValueType::Timestamp:
		return "timestamp";
	case ValueType::JSON:
		return "json";
	case ValueType::Interval:
		return "interval";
	}
	return "unknown type";
}


ValueType Value::type() const
{
	// In the order of Variant, behind its null.
	static constexpr std::array types{ValueType::Boolean,   ValueType::Integer, ValueType::Double,
									  ValueType::Decimal,   ValueType::Text,    ValueType::Bytes,
									  ValueType::UUID,      ValueType::Date,    ValueType::Time,
									  ValueType::Timestamp, ValueType::JSON,    ValueType::Interval};
	static_assert(types.size() + 1 == std::variant_size_v<Variant>);
	if (isNull()) throw SerializationException("null has no type");
	return types[_variant.index() - 1];
}


void Value::throwWrongType(ValueType wanted) const
{
	const std::string found = isNull() ? "null" : toString(type());
	throw SerializationException("expected a value of type " + std::string(toString(wanted)) + ", not " +
								 found);
}


} // namespace Athanor
