//
// ValueJson.h
//
// Library: Foundation
// Package: Service
//
// Values of columns in JSON: the one place that knows how each type is written and read.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_ValueJson_INCLUDED
#define Athanor_Service_ValueJson_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Column.h"
#include "Athanor/Model/Value.h"
#include <cstddef>
#include <string>


namespace Athanor {


class ResultSet;

namespace Json {
class Value;
class Writer;
} // namespace Json


/// The scale argument of a decimal that is written as it is.
constexpr int keepScale = -1;

/// The scale in which the decimals of a column are written: that of the column if it declares a precision,
/// otherwise keepScale.
Athanor_API int scaleOf(const Column& column) noexcept;


/// Writes a value as JSON. Integers and doubles are numbers, a double that is not finite is null; booleans are
/// booleans; all else is a string:
///
///     decimal    "12.50"                        exact; with exactly `scale` digits after the dot
///     date       "2024-01-02"
///     time       "03:04:05", "03:04:05.678901"  microseconds only when not zero
///     timestamp  "2024-01-02T03:04:05Z"         UTC, microseconds only when not zero
///     interval   "PT3602S", "P1DT0.5S"           ISO 8601 in days and seconds
///     UUID       lower case, with dashes
///     bytes      base64 (RFC 4648 §4, padded)
///
/// but for JSON, which goes into the document as it is. A decimal gets zeros appended, or loses zeros, to reach
/// `scale`; digits other than zero are never cut.
Athanor_API void writeValue(Json::Writer& writer, const Value& value, int scale = keepScale);

/// Writes a cell of the current row, like writeValue() but without a Value in between; allocates nothing but what
/// the writer's buffer needs to grow.
///
/// `type` is the type of the cell's column; another one throws what ResultSet throws.
/// Throws SerializationException if the cell's content is no value of that type.
Athanor_API void writeCell(Json::Writer& writer, const ResultSet& rows, std::size_t column, ValueType type,
						   int scale = keepScale);


/// Reads a value for a column from JSON, in the forms that writeValue() writes; more than that is accepted only
/// where it is exact: decimals as numbers, UUIDs in upper case, timestamps with any offset.
///
/// A wrong value makes `reason` say what was expected (`not a date (YYYY-MM-DD)`), otherwise it is empty. What
/// is checked: type, null, range of an Integer, length of a Text in code points and the words of an enum, digits of a Decimal. JSON null is
/// null for every column, one of type JSON included.
Athanor_API Value readValue(const Json::Value& json, const Column& column, std::string& reason);


} // namespace Athanor


#endif // Athanor_Service_ValueJson_INCLUDED
