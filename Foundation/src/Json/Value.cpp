//
// Value.cpp
//
// Library: Foundation
// Package: Json
//
// A JSON document as a tree.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Json/Value.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <charconv>


namespace Athanor::Json {


namespace {


/// Whether a JSON number that does not fit a double is too large for it, not too small.
bool isHuge(std::string_view text)
{
	if (text.front() == '-') text.remove_prefix(1);
	const std::size_t e = std::min(text.find_first_of("eE"), text.size());
	const std::string_view mantissa = text.substr(0, e);
	const std::size_t dot = std::min(mantissa.find('.'), mantissa.size());
	const std::size_t first = mantissa.find_first_of("123456789");
	if (first == std::string_view::npos) return false;
	const std::int64_t magnitude = static_cast<std::int64_t>(dot) - static_cast<std::int64_t>(first);
	if (e == text.size()) return magnitude > 0;

	std::string_view exponent = text.substr(e + 1);
	if (exponent.front() == '+') exponent.remove_prefix(1);
	const std::optional<std::int64_t> power = parseInteger(exponent);
	// An exponent that does not fit outweighs any mantissa there is room for.
	if (!power) return exponent.front() != '-';
	return magnitude > -*power;
}


} // namespace


Value::Value(std::nullptr_t) noexcept
{
}


Value::Value(double number)
{
	std::string text;
	appendDouble(text, number);
	_data = Number{std::move(text)};
}


Value::Value(std::string text) noexcept:
	_data(std::move(text))
{
}


Value::Value(std::string_view text):
	_data(std::string(text))
{
}


Value::Value(const char* text):
	_data(std::string(text))
{
}


Value::Value(Array elements) noexcept:
	_data(std::move(elements))
{
}


Value::Value(Object members) noexcept:
	_data(std::move(members))
{
}


Value Value::array()
{
	Value value;
	value._data.emplace<Array>();
	return value;
}


Value Value::object()
{
	Value value;
	value._data.emplace<Object>();
	return value;
}


Value Value::number(std::string text)
{
	Value value;
	value._data = Number{std::move(text)};
	return value;
}


Value::Kind Value::kind() const noexcept
{
	return static_cast<Kind>(_data.index());
}


std::string_view Value::describe(Kind kind) noexcept
{
	switch (kind)
	{
	case Kind::Null:
		return "null";
	case Kind::Boolean:
		return "a boolean";
	case Kind::Number:
		return "a number";
	case Kind::String:
		return "a string";
	case Kind::Array:
		return "an array";
	case Kind::Object:
		return "an object";
	}
	return "nothing";
}


bool Value::isNull() const noexcept
{
	return kind() == Kind::Null;
}


bool Value::isBoolean() const noexcept
{
	return kind() == Kind::Boolean;
}


bool Value::isNumber() const noexcept
{
	return kind() == Kind::Number;
}


bool Value::isString() const noexcept
{
	return kind() == Kind::String;
}


bool Value::isArray() const noexcept
{
	return kind() == Kind::Array;
}


bool Value::isObject() const noexcept
{
	return kind() == Kind::Object;
}


bool Value::isInteger() const noexcept
{
	const Number* number = std::get_if<Number>(&_data);
	return number && number->text.find_first_of(".eE") == std::string::npos;
}


bool Value::asBoolean() const
{
	return as<bool>(Kind::Boolean);
}


const std::string& Value::asString() const
{
	return as<std::string>(Kind::String);
}


const Value::Array& Value::asArray() const
{
	return as<Array>(Kind::Array);
}


const Value::Object& Value::asObject() const
{
	return as<Object>(Kind::Object);
}


std::optional<std::int64_t> Value::asInt64() const
{
	return parseInteger(text());
}


double Value::asDouble() const
{
	const std::string& number = text();
	double result = 0;
	const std::errc error = std::from_chars(number.data(), number.data() + number.size(), result).ec;
	if (error == std::errc()) return result;
	if (isHuge(number)) throw InvalidRequestException("number beyond the range of a double");
	return number.front() == '-' ? -0.0 : 0.0;
}


const std::string& Value::text() const
{
	return as<Number>(Kind::Number).text;
}


const Value* Value::find(std::string_view key) const
{
	const Object& members = asObject();
	const auto member =
		std::find_if(members.begin(), members.end(), [key](const Member& m) { return m.first == key; });
	return member == members.end() ? nullptr : &member->second;
}


Value& Value::set(std::string_view key, Value value)
{
	Object& members = as<Object>(Kind::Object);
	const auto member =
		std::find_if(members.begin(), members.end(), [key](const Member& m) { return m.first == key; });
	if (member == members.end())
		members.emplace_back(key, std::move(value));
	else
		member->second = std::move(value);
	return *this;
}


Value& Value::append(Value value)
{
	as<Array>(Kind::Array).push_back(std::move(value));
	return *this;
}


void Value::write(Writer& writer) const
{
	switch (kind())
	{
	case Kind::Null:
		writer.null();
		break;
	case Kind::Boolean:
		writer.value(asBoolean());
		break;
	case Kind::Number:
		writer.raw(text());
		break;
	case Kind::String:
		writer.value(std::string_view(asString()));
		break;
	case Kind::Array:
		writer.beginArray();
		for (const Value& element : asArray())
			element.write(writer);
		writer.endArray();
		break;
	case Kind::Object:
		writer.beginObject();
		for (const auto& [key, value] : asObject())
		{
			writer.key(key);
			value.write(writer);
		}
		writer.endObject();
		break;
	}
}


std::string Value::toString() const
{
	Writer writer;
	write(writer);
	return writer.take();
}


bool Value::operator==(const Value& other) const noexcept
{
	return _data == other._data;
}


template <typename T>
const T& Value::as(Kind wanted) const
{
	if (const T* value = std::get_if<T>(&_data)) return *value;
	throw InvalidRequestException("expected " + std::string(describe(wanted)) + ", found " +
								  std::string(describe(kind())));
}


template <typename T>
T& Value::as(Kind wanted)
{
	return const_cast<T&>(std::as_const(*this).template as<T>(wanted));
}


} // namespace Athanor::Json
