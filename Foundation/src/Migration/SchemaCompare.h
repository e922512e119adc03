//
// SchemaCompare.h
//
// Library: Foundation
// Package: Migration
//
// When parts of tables say the same, whatever they are called.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_SchemaCompare_INCLUDED
#define Athanor_Migration_SchemaCompare_INCLUDED


#include "Athanor/Backend/Inspector.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>


namespace Athanor {


inline bool sameType(const InspectedColumn& left, const InspectedColumn& right)
{
	return toLower(left.type) == toLower(right.type);
}


inline bool sameContent(const InspectedColumn& left, const InspectedColumn& right)
{
	return sameType(left, right) && left.nullable == right.nullable && left.defaultSql == right.defaultSql &&
		   left.identity == right.identity && left.comment == right.comment;
}


inline bool sameContent(const UniqueConstraint& left, const UniqueConstraint& right)
{
	return left.columns == right.columns;
}


/// Without the quotes of names, which some databases add when they rename a column.
inline std::string withoutQuotes(const std::string& sql)
{
	std::string text;
	std::copy_if(sql.begin(), sql.end(), std::back_inserter(text), [](char c) { return c != '"'; });
	return text;
}


inline bool sameContent(const CheckConstraint& left, const CheckConstraint& right)
{
	return withoutQuotes(left.sql) == withoutQuotes(right.sql);
}


inline bool sameContent(const ForeignKey& left, const ForeignKey& right)
{
	return std::tie(left.columns, left.table, left.referredColumns, left.onDelete, left.onUpdate) ==
		   std::tie(right.columns, right.table, right.referredColumns, right.onDelete, right.onUpdate);
}


inline bool sameContent(const InspectedIndex& left, const InspectedIndex& right)
{
	return left.index.columns == right.index.columns && left.index.unique == right.index.unique;
}


/// No model can describe it: an expression, a condition, a method of its own.
inline bool isSpecial(const InspectedIndex& index)
{
	return index.index.columns.empty();
}


} // namespace Athanor


#endif // Athanor_Migration_SchemaCompare_INCLUDED
