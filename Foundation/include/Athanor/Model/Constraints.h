//
// Constraints.h
//
// Library: Foundation
// Package: Model
//
// The constraints and indexes of a table as data, and the convention that names them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Constraints_INCLUDED
#define Athanor_Model_Constraints_INCLUDED


#include "Athanor/Core/API.h"
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// No two rows agree in all of these columns.
struct UniqueConstraint
{
	std::string name;
	std::vector<std::string> columns; ///< never empty

	bool operator==(const UniqueConstraint&) const = default;
};


/// An index, which may be unique.
struct Index
{
	std::string name;
	std::vector<std::string> columns; ///< never empty
	bool unique = false;

	bool operator==(const Index&) const = default;
};


/// A condition in SQL that holds for each row. Databases keep it in their own spelling, so texts cannot be compared
/// with what an Inspector reads.
struct CheckConstraint
{
	std::string name;
	std::string sql; ///< without parentheses around it

	bool operator==(const CheckConstraint&) const = default;
};


/// The values of these columns are those of a row of another table (or of the same one), or one of them is null.
struct ForeignKey
{
	std::string name;
	std::vector<std::string> columns; ///< never empty
	std::string table;
	std::vector<std::string> referredColumns; ///< as many as columns
	std::string onDelete;                     ///< lower case (`set null`); empty: the database's default
	std::string onUpdate;

	bool operator==(const ForeignKey&) const = default;
};


/// The names that constraints get when nobody names them. Only the first column takes part, so two constraints over
/// the same first column need a name of their own.
///
/// Databases cut long names silently (PostgreSQL at 63 bytes); names of the convention are cut here, alike for all of
/// them, to a prefix and four digits that tell names with the same prefix apart.
/// Source: advanced_alchemy/base.py convention; sqlalchemy/sql/compiler.py _truncated_identifier.
namespace NamingConvention {


/// In bytes; what every database we know of takes.
constexpr std::size_t maxLength = 63;

/// `pk_{table}`
Athanor_API std::string primaryKey(std::string_view table);
/// `uq_{table}_{column}`
Athanor_API std::string unique(std::string_view table, std::string_view firstColumn);
/// `ix_{table}_{column}`
Athanor_API std::string index(std::string_view table, std::string_view firstColumn);
/// `ck_{table}_{name}`
Athanor_API std::string check(std::string_view table, std::string_view name);
/// `fk_{table}_{column}_{referred}`
Athanor_API std::string foreignKey(std::string_view table, std::string_view firstColumn,
								   std::string_view referredTable);


} // namespace NamingConvention


} // namespace Athanor


#endif // Athanor_Model_Constraints_INCLUDED
