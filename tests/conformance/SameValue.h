//
// SameValue.h
//
// Library: Tests
// Package: Conformance
//
// What it means that a value came back from a database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_SameValue_INCLUDED
#define Athanor_Conformance_SameValue_INCLUDED


#include "Athanor/Model/Value.h"


namespace Athanor::Conformance {


/// Stricter than ==: every bit of a double and the scale of a decimal count.
bool identical(const Value& left, const Value& right);

/// Whether the documents are equal, whatever the order of the keys in their objects.
bool equalAsJson(const Value& left, const Value& right);


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_SameValue_INCLUDED
