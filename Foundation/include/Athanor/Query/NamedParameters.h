//
// NamedParameters.h
//
// Library: Foundation
// Package: Query
//
// Plain SQL with :names, for every database alike.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_NamedParameters_INCLUDED
#define Athanor_Query_NamedParameters_INCLUDED


#include "Athanor/Query/Compiler.h"
#include <string>
#include <string_view>
#include <utility>
#include <vector>


namespace Athanor {


/// Names and values, in any order: `{{"region", region}, {"year", 2024}}`.
using NamedParameters = std::vector<std::pair<std::string, Value>>;


/// Replaces each `:name` by the dialect's placeholder; a name may occur more than once. What stands in quotes, in
/// comments, after a double colon (a cast) or in a dollar-quoted string is left alone.
///
/// Anything that does not begin with SELECT or VALUES counts as a write.
/// Throws InvalidRequestException naming a parameter that is missing or not used.
Athanor_API CompiledStatement compilePlain(std::string_view sql, const NamedParameters& parameters,
										   const Dialect& dialect);


} // namespace Athanor


#endif // Athanor_Query_NamedParameters_INCLUDED
