//
// Description.h
//
// Library: Foundation
// Package: Model
//
// How a C++ type says which table it is a row of.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Model_Description_INCLUDED
#define Athanor_Model_Description_INCLUDED


#include "Athanor/Model/Column.h"
#include "Athanor/Model/ValueTraits.h"
#include <string_view>
#include <tuple>


namespace Athanor {


/// What a column description may carry beside name and member, at compile time.
struct ColumnOptions
{
	bool primaryKey = false;
	bool unique = false;
	bool index = false;
	int length = 0;
	int precision = 0;
	int scale = 0;
	Generator generator = Generator::None;
	bool touchOnUpdate = false;
	std::string_view serverDefault;
	std::string_view comment;
	std::string_view referencedTable;
	std::string_view referencedColumn;
	std::string_view onDelete;
	/// Where the column stands in CREATE TABLE: keys first, audit columns last (upstream:
	/// advanced_alchemy/mixins sort_order).
	int sortOrder = 0;
};


/// A ColumnDescription binds the name of a column to a member of a model; made by column().
///
///     column("title", &Book::title).length(100).unique()
template <typename Class, typename Member>
struct ColumnDescription
{
	std::string_view name;
	Member Class::*member;
	ColumnOptions options;

	constexpr ColumnDescription primaryKey() const
	{
		auto copy = *this;
		copy.options.primaryKey = true;
		return copy;
	}
	constexpr ColumnDescription unique() const
	{
		auto copy = *this;
		copy.options.unique = true;
		return copy;
	}
	constexpr ColumnDescription index() const
	{
		auto copy = *this;
		copy.options.index = true;
		return copy;
	}
	/// Characters at most.
	constexpr ColumnDescription length(int characters) const
	{
		auto copy = *this;
		copy.options.length = characters;
		return copy;
	}
	/// Digits in all, and digits after the dot.
	constexpr ColumnDescription numeric(int precision, int scale) const
	{
		auto copy = *this;
		copy.options.precision = precision;
		copy.options.scale = scale;
		return copy;
	}
	constexpr ColumnDescription generated(Generator generator) const
	{
		auto copy = *this;
		copy.options.generator = generator;
		return copy;
	}
	constexpr ColumnDescription touchOnUpdate() const
	{
		auto copy = *this;
		copy.options.touchOnUpdate = true;
		return copy;
	}
	/// SQL of the DEFAULT clause.
	constexpr ColumnDescription serverDefault(std::string_view sql) const
	{
		auto copy = *this;
		copy.options.serverDefault = sql;
		return copy;
	}
	constexpr ColumnDescription comment(std::string_view text) const
	{
		auto copy = *this;
		copy.options.comment = text;
		return copy;
	}
	/// A foreign key; `onDelete` is the SQL action (`cascade`, `set null`), empty for the database's default.
	constexpr ColumnDescription references(std::string_view table, std::string_view column,
										   std::string_view onDelete = {}) const
	{
		auto copy = *this;
		copy.options.referencedTable = table;
		copy.options.referencedColumn = column;
		copy.options.onDelete = onDelete;
		return copy;
	}
	constexpr ColumnDescription sortOrder(int order) const
	{
		auto copy = *this;
		copy.options.sortOrder = order;
		return copy;
	}
};


/// A TableDescription is what a model's static `model()` returns; made by table().
template <typename... Columns>
struct TableDescription
{
	std::string_view name; ///< empty: the snake-case form of the class's name
	std::tuple<Columns...> columns;
};


template <typename Class, typename Member>
constexpr ColumnDescription<Class, Member> column(std::string_view name, Member Class::*member)
{
	return {name, member, {}};
}


/// Describes a table named after the class.
template <typename... Classes, typename... Members>
constexpr auto table(ColumnDescription<Classes, Members>... columns)
{
	return TableDescription<ColumnDescription<Classes, Members>...>{{}, std::tuple(columns...)};
}


/// Describes a table of that name.
template <typename... Classes, typename... Members>
constexpr auto table(std::string_view name, ColumnDescription<Classes, Members>... columns)
{
	return TableDescription<ColumnDescription<Classes, Members>...>{name, std::tuple(columns...)};
}


} // namespace Athanor


#endif // Athanor_Model_Description_INCLUDED
