//
// ValueText.h
//
// Library: Foundation
// Package: Service
//
// Values of columns from the text of query parameters.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_ValueText_INCLUDED
#define Athanor_Service_ValueText_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Column.h"
#include "Athanor/Model/Value.h"
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// Reads a value for a column from text, in the form it has in JSON without the quotes: `true`, `-12`, `12.50`,
/// `2024-01-02`, `2024-01-02T03:04:05Z`. A timestamp may be a date alone, which is its midnight in UTC. Numbers are ASCII:
/// no `+`, blank, `_` or exponent.
///
/// A wrong text makes `reason` say what is allowed (`not a date (YYYY-MM-DD)`), otherwise it is empty. What is checked
/// is what readValue() checks. There is no text for null.
Athanor_API Value readText(std::string_view text, const Column& column, std::string& reason);

/// Empty if the text is one of the words or there are none, otherwise the reason why not: `not one of a, b`.
Athanor_API std::string unlistedChoice(std::string_view text, const std::vector<std::string>& words);


} // namespace Athanor


#endif // Athanor_Service_ValueText_INCLUDED
