//
// FittedValue.h
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_FittedValue_INCLUDED
#define Athanor_Query_FittedValue_INCLUDED


#include "Athanor/Model/Table.h"


namespace Athanor {


/// The value as one that can be compared with the column: of its type, or an integer for a double or a decimal, or a
/// date for a timestamp (its midnight, UTC). Databases disagree about everything else, so everything else is
/// refused.
///
/// Throws InvalidRequestException naming table and column for another type, SerializationException for a text that
/// no database can hold (NUL, not UTF-8).
Value fittedValue(const Value& value, const Column& column, const Table& table);


/// Throws InvalidRequestException if values of the column have no order and no equality that all databases share (JSON).
void requireComparable(const Column& column, const Table& table);


} // namespace Athanor


#endif // Athanor_Query_FittedValue_INCLUDED
