//
// MultiFilter.h
//
// Library: Foundation
// Package: Service
//
// Filters from JSON.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_MultiFilter_INCLUDED
#define Athanor_Service_MultiFilter_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Json/Value.h"
#include "Athanor/Query/Condition.h"
#include <functional>
#include <optional>
#include <string_view>


namespace Athanor {


class Table;
struct Column;


/// Which fields a client may filter by: the column of a field, or null for one it may not name (or that is not there; a
/// client is not told which of the two).
using FilterFields = std::function<const Column*(std::string_view field)>;


/// All columns of a table under their own names.
Athanor_API FilterFields filterFieldsOf(const Table& table);


/// Reads a tree of filters:
///
///     {"and": [{"type": "comparison", "field_name": "year", "operator": "ge", "value": 1950},
///              {"or": [{"type": "null", "field_name": "price"},
///                      {"type": "search", "field_name": ["title", "blurb"], "value": "x", "ignore_case": true}]}]}
///
/// An object has one or both of `and` and `or` (`and_`, `or_` as well), each an array of such objects or of filters; both
/// of them have to hold. The types and their members are
///
///     before_after        field_name, before, after
///     on_before_after     field_name, on_or_before, on_or_after
///     collection, choices, not_in_collection
///                         field_name, values (an array, or null: no filter)
///     boolean             field_name, value (true, false, or null: no filter)
///     null, not_null      field_name
///     search, not_in_search
///                         field_name (one or an array), value, ignore_case (false if it is not there)
///     comparison          field_name, operator (see ComparisonFilter), value (an array for in, notin and between)
///
/// Values are read as the column's type by readValue(). An empty object or array is no filter.
///
/// Throws ValidationException with everything that is wrong, each with its path (`and[0].operator`): an unknown type,
/// field, operator or member, a missing one, a value that does not fit. Upstream drops such filters in silence, which
/// answers a narrow question with everything.
/// Source: advanced_alchemy/filters/_multi.py MultiFilter @2accd6e1.
Athanor_API std::optional<Condition> readMultiFilter(const Json::Value& json, const FilterFields& fields);


} // namespace Athanor


#endif // Athanor_Service_MultiFilter_INCLUDED
