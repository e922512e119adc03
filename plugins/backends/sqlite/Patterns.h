//
// Patterns.h
//
// Library: SQLite
// Package: Backend
//
// From patterns of LIKE to those of GLOB.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_Patterns_INCLUDED
#define Athanor_SQLite_Patterns_INCLUDED


#include <string>
#include <string_view>


namespace Athanor::SQLite {


/// The pattern of GLOB that matches what `pattern` matches as one of LIKE (`%`, `_`, backslash before a
/// character that means itself), telling upper from lower case. At most three times as long.
std::string globPattern(std::string_view pattern);


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_Patterns_INCLUDED
