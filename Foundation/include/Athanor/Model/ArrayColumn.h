//
// ArrayColumn.h
//
// Library: Foundation
// Package: Model
//
// Members of models that are lists of values.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_ArrayColumn_INCLUDED
#define Athanor_Model_ArrayColumn_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/ValueTraits.h"
#include <concepts>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// What the lists of a column may hold: text, integers, truths and UUIDs; never null.
template <typename T>
concept ArrayElement = std::same_as<T, std::string> || std::same_as<T, UUID> ||
	(std::integral<T>&& requires { ValueTraits<T>::type; });


namespace Arrays {


/// The values as a JSON array, all of one type of ArrayElement.
Athanor_API std::string toJson(const std::vector<Value>& values);

/// The elements of a JSON array. Throws SerializationException if it is none, or an element is null or of another type.
Athanor_API std::vector<Value> fromJson(std::string_view json, ValueType element);


} // namespace Arrays


/// A list of values in one column: an array where the database has them, the text of a JSON array where not. Between core and
/// database, and in answers and bodies, it is a JSON array; Column::element says what is in it.
template <ArrayElement T>
struct ValueTraits<std::vector<T>>
{
	using Element = ValueTraits<T>;

	static constexpr ValueType type = ValueType::JSON;
	static constexpr ValueType element = ValueTraits<T>::type;
	static constexpr bool nullable = false;

	static Value toValue(const std::vector<T>& list)
	{
		std::vector<Value> values;
		for (const T& each : list)
			values.push_back(ValueTraits<T>::toValue(each));
		return JsonText{Arrays::toJson(values)};
	}
	static std::vector<T> fromValue(const Value& value)
	{
		std::vector<T> list;
		for (const Value& each : Arrays::fromJson(value.get<JsonText>().text, element))
			list.push_back(ValueTraits<T>::fromValue(each));
		return list;
	}
};


} // namespace Athanor


#endif // Athanor_Model_ArrayColumn_INCLUDED
