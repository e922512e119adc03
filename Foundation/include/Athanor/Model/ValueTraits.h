//
// ValueTraits.h
//
// Library: Foundation
// Package: Model
//
// Which C++ types a model's members may have, and how they become Values.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_ValueTraits_INCLUDED
#define Athanor_Model_ValueTraits_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/EnumName.h"
#include "Athanor/Model/Value.h"
#include <concepts>
#include <limits>
#include <optional>
#include <type_traits>


namespace Athanor {


/// ValueTraits<T> says how a member of type T is kept in a Value. Specialise it for a type of your own:
/// `type`, `nullable`, `toValue` and `fromValue` are all a column needs.
template <typename T>
struct ValueTraits;


/// The traits of a type that a Value holds as it is.
template <typename T, ValueType Type>
struct DirectValueTraits
{
	static constexpr ValueType type = Type;
	static constexpr bool nullable = false;

	static Value toValue(const T& value)
	{
		return Value(value);
	}
	static T fromValue(const Value& value)
	{
		return value.get<T>();
	}
};


template <>
struct ValueTraits<bool>: DirectValueTraits<bool, ValueType::Boolean>
{
};
template <>
struct ValueTraits<double>: DirectValueTraits<double, ValueType::Double>
{
};
template <>
struct ValueTraits<Decimal>: DirectValueTraits<Decimal, ValueType::Decimal>
{
};
template <>
struct ValueTraits<std::string>: DirectValueTraits<std::string, ValueType::Text>
{
};
template <>
struct ValueTraits<Bytes>: DirectValueTraits<Bytes, ValueType::Bytes>
{
};
template <>
struct ValueTraits<UUID>: DirectValueTraits<UUID, ValueType::UUID>
{
};
template <>
struct ValueTraits<Date>: DirectValueTraits<Date, ValueType::Date>
{
};
template <>
struct ValueTraits<Time>: DirectValueTraits<Time, ValueType::Time>
{
};
template <>
struct ValueTraits<DateTime>: DirectValueTraits<DateTime, ValueType::Timestamp>
{
};
template <>
struct ValueTraits<JsonText>: DirectValueTraits<JsonText, ValueType::JSON>
{
};


template <>
struct ValueTraits<Interval>: DirectValueTraits<Interval, ValueType::Interval>
{
};


/// Enums whose names are listed, as text; a value or a word that is not listed is an error, never another value.
template <NamedEnum E>
struct ValueTraits<E>
{
	static constexpr ValueType type = ValueType::Text;
	static constexpr bool nullable = false;
	static constexpr auto enumValues()
	{
		return enumNames(E{});
	}

	static Value toValue(E value)
	{
		const std::string_view name = nameOf(value);
		if (name.empty()) throw SerializationException("a value of an enum that enumNames does not list");
		return Value(name);
	}
	static E fromValue(const Value& value)
	{
		const std::string& word = value.get<std::string>();
		for (const EnumName<E>& each : enumNames(E{}))
		{
			if (each.name == word) return each.value;
		}
		throw SerializationException("\"" + word + "\" is no value of the model's enum");
	}
};


/// Integers of every width up to 64 bits signed; a value that does not fit is an error, never a wrong number.
template <typename T>
requires(std::integral<T> && !std::same_as<T, bool> &&
		 (sizeof(T) < 8 || std::is_signed_v<T>)) struct ValueTraits<T>
{
	static constexpr ValueType type = ValueType::Integer;
	static constexpr bool nullable = false;
	static constexpr std::int64_t minimum = std::numeric_limits<T>::min();
	static constexpr std::int64_t maximum = std::numeric_limits<T>::max();

	static Value toValue(T value)
	{
		return Value(std::int64_t{value});
	}
	static T fromValue(const Value& value)
	{
		const std::int64_t wide = value.get<std::int64_t>();
		if (wide < minimum || wide > maximum)
			throw SerializationException("integer out of range of the model's member");
		return static_cast<T>(wide);
	}
};


/// A member that may be null.
template <typename T>
struct ValueTraits<std::optional<T>>: ValueTraits<T>
{
	static constexpr bool nullable = true;

	static Value toValue(const std::optional<T>& value)
	{
		return value ? ValueTraits<T>::toValue(*value) : Value();
	}
	static std::optional<T> fromValue(const Value& value)
	{
		if (value.isNull()) return std::nullopt;
		return ValueTraits<T>::fromValue(value);
	}
};


} // namespace Athanor


#endif // Athanor_Model_ValueTraits_INCLUDED
