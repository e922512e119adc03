//
// Dictionary.h
//
// Library: Foundation
// Package: Model
//
// An object as names and values.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Dictionary_INCLUDED
#define Athanor_Model_Dictionary_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Model.h"
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>


namespace Athanor {


/// Names of columns with their values, in the order of the table.
using Dictionary = std::vector<std::pair<std::string, Value>>;


/// What is set in a record, but for the columns that are excluded. Relations are never part of it.
/// Source: advanced_alchemy/base.py BasicAttributes.to_dict.
Athanor_API Dictionary toDict(const Record& record, std::initializer_list<std::string_view> exclude = {});


/// The same of an object; keys and timestamps that are still to be generated are left out.
template <typename T>
Dictionary toDict(const T& object, std::initializer_list<std::string_view> exclude = {})
{
	return toDict(toRecord(object), exclude);
}


} // namespace Athanor


#endif // Athanor_Model_Dictionary_INCLUDED
