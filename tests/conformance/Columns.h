//
// Columns.h
//
// Library: Tests
// Package: Conformance
//
// Columns of tables that no model describes.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_Columns_INCLUDED
#define Athanor_Conformance_Columns_INCLUDED


#include "Athanor/Model/Column.h"
#include <string>
#include <utility>


namespace Athanor::Conformance {


inline Column makeColumn(std::string name, ValueType type, bool nullable = true)
{
	Column column;
	column.name = std::move(name);
	column.type = type;
	column.nullable = nullable;
	return column;
}


/// `id`, an integer that the test gives.
inline Column makeKey()
{
	Column key = makeColumn("id", ValueType::Integer, false);
	key.primaryKey = true;
	return key;
}


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_Columns_INCLUDED
