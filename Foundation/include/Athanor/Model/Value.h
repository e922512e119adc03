//
// Value.h
//
// Library: Foundation
// Package: Model
//
// One value of a row or a parameter, of any type that crosses the port.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Value_INCLUDED
#define Athanor_Model_Value_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/DateTime.h"
#include "Athanor/Core/Decimal.h"
#include "Athanor/Core/Interval.h"
#include "Athanor/Core/UUID.h"
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>


namespace Athanor {


/// The types of values that cross the port between core and backend; every conversion between them and C++,
/// JSON or a database's own representation is done once.
enum class ValueType
{
	Boolean,
	Integer, ///< 64 bits, signed
	Double,
	Decimal, ///< exact, as text
	Text,    ///< UTF-8 without NUL
	Bytes,
	UUID,
	Date,
	Time,
	Timestamp, ///< UTC, microseconds
	JSON,      ///< a JSON document as text
	Interval   ///< microseconds
};

/// `integer`, `text` … as messages name the type.
Athanor_API const char* toString(ValueType type) noexcept;


/// Bytes are octets, told apart from text by their type.
struct Bytes
{
	std::string data;

	auto operator<=>(const Bytes&) const = default;
};


/// A JsonText is a JSON document in its text form; whoever makes one vouches that it is well-formed.
struct JsonText
{
	std::string text;

	auto operator<=>(const JsonText&) const = default;
};


/// A Value is null or one value of a ValueType.
///
/// Thread safety: a value.
class Athanor_API Value
{
public:
	using Variant = std::variant<std::monostate, bool, std::int64_t, double, Decimal, std::string, Bytes,
								 UUID, Date, Time, DateTime, JsonText, Interval>;

	/// Null.
	Value() = default;
	Value(std::nullptr_t) noexcept
	{
	}
	Value(bool value):
		_variant(value)
	{
	}
	Value(int value):
		_variant(std::int64_t{value})
	{
	}
	Value(std::int64_t value):
		_variant(value)
	{
	}
	Value(double value):
		_variant(value)
	{
	}
	Value(Decimal value):
		_variant(std::move(value))
	{
	}
	Value(std::string value):
		_variant(std::move(value))
	{
	}
	Value(std::string_view value):
		_variant(std::string(value))
	{
	}
	Value(const char* value):
		_variant(std::string(value))
	{
	}
	Value(Bytes value):
		_variant(std::move(value))
	{
	}
	Value(UUID value):
		_variant(value)
	{
	}
	Value(Date value):
		_variant(value)
	{
	}
	Value(Time value):
		_variant(value)
	{
	}
	Value(DateTime value):
		_variant(value)
	{
	}
	Value(JsonText value):
		_variant(std::move(value))
	{
	}
	Value(Interval value):
		_variant(value)
	{
	}

	bool isNull() const noexcept
	{
		return std::holds_alternative<std::monostate>(_variant);
	}

	/// Throws SerializationException if the value is null.
	ValueType type() const;

	/// The value as a T of Variant. Throws SerializationException naming both types if it is not a T.
	template <typename T>
	const T& get() const
	{
		if (const T* value = std::get_if<T>(&_variant)) return *value;
		throwWrongType(Value(T()).type());
	}

	const Variant& variant() const noexcept
	{
		return _variant;
	}

	/// Same type and same value; Decimals compare by value, null equals null.
	bool operator==(const Value& other) const = default;

private:
	[[noreturn]] void throwWrongType(ValueType wanted) const;

	Variant _variant;
};


} // namespace Athanor


#endif // Athanor_Model_Value_INCLUDED
