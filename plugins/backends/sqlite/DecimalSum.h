//
// DecimalSum.h
//
// Library: SQLite
// Package: Backend
//
// An aggregate that adds decimals exactly.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_DecimalSum_INCLUDED
#define Athanor_SQLite_DecimalSum_INCLUDED


#include <sqlite3.h>


namespace Athanor::SQLite {


/// The name of the aggregate. Its values are decimals as text; the sum has the largest of their scales, and is null if there
/// are none. A text that is no decimal is an error.
inline constexpr const char* decimalSum = "athanor_sum";


/// Makes the aggregate known to a connection; gives SQLite's result code.
int createDecimalSum(sqlite3* database) noexcept;


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_DecimalSum_INCLUDED
