//
// Value.h
//
// Library: Foundation
// Package: Json
//
// A JSON document as a tree.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Json_Value_INCLUDED
#define Athanor_Json_Value_INCLUDED


#include "Athanor/Core/API.h"
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>


namespace Athanor::Json {


class Writer;


/// A Value is a JSON value with everything in it: what a small request body becomes.
///
/// Rows never become Values; they go through Writer. Numbers keep the text they were written with, so that a
/// decimal or a large integer loses nothing on its way to the database. Objects keep the order of their
/// members, and have no key twice.
///
/// ```cpp
/// const Json::Value body = Json::parse(text);
/// if (const Json::Value* name = body.find("name")) use(name->asString());
/// ```
///
/// Thread safety: a value. Lifetime: references and views into it live until it is changed or destroyed.
class Athanor_API Value
{
public:
	enum class Kind
	{
		Null,
		Boolean,
		Number,
		String,
		Array,
		Object
	};

	using Array = std::vector<Value>;
	using Member = std::pair<std::string, Value>;
	using Object = std::vector<Member>;

	/// null.
	Value() noexcept = default;
	Value(std::nullptr_t) noexcept;
	/// Throws SerializationException for NaN and infinities.
	Value(double number);
	Value(std::string text) noexcept;
	Value(std::string_view text);
	Value(const char* text);
	explicit Value(Array elements) noexcept;
	/// No key may be there twice.
	explicit Value(Object members) noexcept;

	/// bool, or any integer type but characters.
	template <typename T>
	requires std::integral<T> &&(!std::same_as<T, char>)Value(T number)
	{
		if constexpr (std::same_as<T, bool>)
			_data = number;
		else
			_data = Number{std::to_string(number)};
	}

	/// An empty array.
	static Value array();
	/// An empty object.
	static Value object();
	/// A number with exactly this text, which must be a JSON number.
	static Value number(std::string text);

	Kind kind() const noexcept;
	/// `null`, `a boolean`, `a number`, `a string`, `an array`, `an object`: for messages.
	static std::string_view describe(Kind kind) noexcept;

	bool isNull() const noexcept;
	bool isBoolean() const noexcept;
	bool isNumber() const noexcept;
	bool isString() const noexcept;
	bool isArray() const noexcept;
	bool isObject() const noexcept;
	/// Whether it is a number without a fraction and without an exponent (`1.0` and `1e3` are none).
	bool isInteger() const noexcept;

	/// These throw InvalidRequestException if the value is of another kind.
	bool asBoolean() const;
	const std::string& asString() const;
	const Array& asArray() const;
	const Object& asObject() const;
	/// Nothing if the number is no integer (isInteger()) or does not fit.
	std::optional<std::int64_t> asInt64() const;
	/// The nearest double. Also throws InvalidRequestException if the number is beyond the range of doubles.
	double asDouble() const;
	/// The number as it was written.
	const std::string& text() const;

	/// The member with this key, or null. Throws InvalidRequestException if the value is no object.
	const Value* find(std::string_view key) const;
	/// Replaces the member or adds it at the end. Throws InvalidRequestException if the value is no object.
	Value& set(std::string_view key, Value value);
	/// Adds an element at the end. Throws InvalidRequestException if the value is no array.
	Value& append(Value value);

	void write(Writer& writer) const;
	/// Compact JSON.
	std::string toString() const;

	/// Numbers are equal if their text is.
	bool operator==(const Value& other) const noexcept;

private:
	struct Number
	{
		std::string text;

		bool operator==(const Number&) const noexcept = default;
	};

	template <typename T>
	const T& as(Kind wanted) const;
	template <typename T>
	T& as(Kind wanted);

	/// In the order of Kind.
	std::variant<std::monostate, bool, Number, std::string, Array, Object> _data;
};


} // namespace Athanor::Json


#endif // Athanor_Json_Value_INCLUDED
