//
// Writer.h
//
// Library: Foundation
// Package: Json
//
// Writes JSON text straight into a buffer.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Json_Writer_INCLUDED
#define Athanor_Json_Writer_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/DateTime.h"
#include "Athanor/Core/Decimal.h"
#include "Athanor/Core/UUID.h"
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>


namespace Athanor::Json {


/// Appends text as a JSON string, with its quotes. Escapes only what RFC 8259 demands.
/// Throws SerializationException if text is not valid UTF-8; then `to` is as it was.
Athanor_API void appendQuoted(std::string& to, std::string_view text);

/// Appends a number that reads back as the same double, as short as possible, always with a `.` or an
/// exponent (`1.0`). Throws SerializationException if JSON has no such number (NaN, infinity).
Athanor_API void appendDouble(std::string& to, double number);


/// A Writer appends compact JSON to a string: there is no tree of values, no stream and no locale.
///
/// It sets the commas; the caller sees to it that what is begun is ended, that an object gets key() before
/// each value, and an array none. Values without a form in JSON (UUID, dates, decimals, bytes) become strings.
///
/// ```cpp
/// Json::Writer json;
/// json.beginObject().key("id").value(7).key("tags").beginArray().value("a").endArray().endObject();
/// send(json.text()); // {"id":7,"tags":["a"]}
/// ```
///
/// If a value throws, the text so far stays in the buffer and the document must be given up.
///
/// Thread safety: one thread at a time. Lifetime: a buffer that was given must outlive the writer.
class Athanor_API Writer
{
public:
	/// Writes to a buffer of its own.
	Writer();
	/// Appends to `buffer`.
	explicit Writer(std::string& buffer) noexcept;
	Writer(const Writer&) = delete;
	Writer& operator=(const Writer&) = delete;

	Writer& beginObject();
	Writer& endObject();
	Writer& beginArray();
	Writer& endArray();
	Writer& key(std::string_view name);
	/// A key that is in quotes and has its colon already (`"name":`); taken as it is.
	Writer& rawKey(std::string_view quoted);

	Writer& null();
	/// Throws SerializationException if text is not valid UTF-8.
	Writer& value(std::string_view text);
	/// Throws SerializationException for NaN and infinities.
	Writer& value(double number);
	Writer& value(std::nullptr_t);
	Writer& value(const UUID& uuid);
	Writer& value(const Date& date);
	Writer& value(const Time& time);
	Writer& value(const DateTime& instant);
	/// As a string: readers that take numbers for doubles would lose digits.
	Writer& value(const Decimal& decimal);

	/// bool, or any integer type but characters.
	template <typename T>
	requires std::integral<T> &&(!std::same_as<T, char>)Writer& value(T number)
	{
		if constexpr (std::same_as<T, bool>)
			return boolean(number);
		else if constexpr (std::is_signed_v<T>)
			return integer(number);
		else
			return unsignedInteger(number);
	}

	/// null where there is no value.
	template <typename T>
	Writer& value(const std::optional<T>& optional)
	{
		return optional ? value(*optional) : null();
	}

	/// A string in base64 (RFC 4648 §4, padded).
	Writer& bytes(std::string_view data);
	/// A string of text that is known to need no escapes.
	Writer& plain(std::string_view text);
	/// A value that is JSON already; taken as it is.
	Writer& raw(std::string_view json);

	/// Everything that is in the buffer.
	const std::string& text() const noexcept
	{
		return *_buffer;
	}

	/// Moves the buffer out; the writer starts again with an empty one.
	std::string take();

private:
	Writer& boolean(bool value);
	Writer& integer(std::int64_t number);
	Writer& unsignedInteger(std::uint64_t number);
	void separate();

	std::string _own;
	std::string* _buffer;
	bool _comma = false;
};


} // namespace Athanor::Json


#endif // Athanor_Json_Writer_INCLUDED
