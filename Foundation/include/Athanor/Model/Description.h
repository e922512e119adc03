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


#include "Athanor/Model/ArrayColumn.h"
#include "Athanor/Model/Column.h"
#include "Athanor/Model/ValueTraits.h"
#include <array>
#include <memory>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>


namespace Athanor {


/// A default for rows that do not set the column, as model() can carry it at compile time: a literal, or a function.
struct DefaultDescription
{
	enum class Kind
	{
		None,
		Boolean,
		Integer,
		Double,
		Text,
		Function
	};

	Kind kind = Kind::None;
	bool boolean = false;
	std::int64_t integer = 0;
	double real = 0;
	std::string_view text;
	Value (*function)() = nullptr;
};


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
	std::string_view onUpdate;
	std::string_view check;
	std::string_view checkName;
	DefaultDescription defaultValue;
	/// Where the column stands in CREATE TABLE: keys first, audit columns last (upstream:
	/// advanced_alchemy/mixins sort_order).
	int sortOrder = 0;
};


namespace Detail {


template <typename Default>
constexpr DefaultDescription describeDefault(Default value)
{
	using Kind = DefaultDescription::Kind;
	DefaultDescription description;
	if constexpr (std::is_same_v<Default, bool>)
	{
		description.kind = Kind::Boolean;
		description.boolean = value;
	}
	else if constexpr (std::is_enum_v<Default>)
	{
		description.kind = Kind::Text;
		description.text = nameOf(value);
	}
	else if constexpr (std::is_integral_v<Default>)
	{
		description.kind = Kind::Integer;
		description.integer = value;
	}
	else if constexpr (std::is_floating_point_v<Default>)
	{
		description.kind = Kind::Double;
		description.real = value;
	}
	else if constexpr (std::is_convertible_v<Default, std::string_view>)
	{
		description.kind = Kind::Text;
		description.text = value;
	}
	else
	{
		description.kind = Kind::Function;
		description.function = value;
	}
	return description;
}


} // namespace Detail


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
	/// What the repository stores when a record does not set the column (an object always sets it: there the member's
	/// initialiser is the default). A literal in the member's type or its text form (`"1.50"` for a Decimal), a value
	/// of a listed enum, or a function `Value()` without captures that is called for each row.
	template <typename Default>
	constexpr ColumnDescription defaultValue(Default value) const
	{
		auto copy = *this;
		copy.options.defaultValue = Detail::describeDefault(value);
		return copy;
	}
	/// SQL that must hold for each row, as constraint `ck_{table}_{column}`.
	constexpr ColumnDescription check(std::string_view sql) const
	{
		auto copy = *this;
		copy.options.check = sql;
		return copy;
	}
	/// The same as constraint `ck_{table}_{name}`.
	constexpr ColumnDescription check(std::string_view name, std::string_view sql) const
	{
		auto copy = check(sql);
		copy.options.checkName = name;
		return copy;
	}
	/// A foreign key; the actions are SQL's (`cascade`, `set null`), empty for the database's default.
	constexpr ColumnDescription references(std::string_view table, std::string_view column,
										   std::string_view onDelete = {},
										   std::string_view onUpdate = {}) const
	{
		auto copy = *this;
		copy.options.referencedTable = table;
		copy.options.referencedColumn = column;
		copy.options.onDelete = onDelete;
		copy.options.onUpdate = onUpdate;
		return copy;
	}
	constexpr ColumnDescription sortOrder(int order) const
	{
		auto copy = *this;
		copy.options.sortOrder = order;
		return copy;
	}
};


/// Columns of which no two rows may agree in all; the index is a unique one if it says so.
template <std::size_t Count>
struct UniqueDescription
{
	std::string_view name;
	std::array<std::string_view, Count> columns;
};

template <std::size_t Count>
struct IndexDescription
{
	std::string_view name;
	std::array<std::string_view, Count> columns;
	bool unique = false;
};

struct CheckDescription
{
	std::string_view name;
	std::string_view sql;
};

template <std::size_t Count>
struct ForeignKeyDescription
{
	std::string_view name;
	std::array<std::string_view, Count> columns;
	std::string_view table;
	std::array<std::string_view, Count> referredColumns;
	std::string_view onDelete;
	std::string_view onUpdate;
};


/// How many columns a key of a relation may have.
inline constexpr std::size_t maxKeyColumns = 8;


/// Names of columns at compile time.
struct ColumnNames
{
	std::array<std::string_view, maxKeyColumns> names{};
	std::size_t count = 0;

	template <typename... Names>
	static constexpr ColumnNames of(Names... columns)
	{
		static_assert(sizeof...(Names) <= maxKeyColumns);
		return {{std::string_view(columns)...}, sizeof...(Names)};
	}
	template <std::size_t Count>
	static constexpr ColumnNames of(const char* const (&columns)[Count])
	{
		static_assert(Count <= maxKeyColumns);
		ColumnNames result;
		for (const char* column : columns)
			result.names[result.count++] = column;
		return result;
	}
};


/// What the member of a relation may be: `std::vector<Other>` or `std::shared_ptr<Other>`, where Other may be declared
/// later.
template <typename Member>
struct RelationTraits;

template <typename Other>
struct RelationTraits<std::vector<Other>>
{
	using Target = Other;
	static constexpr bool many = true;
};

template <typename Other>
struct RelationTraits<std::shared_ptr<Other>>
{
	using Target = Other;
	static constexpr bool many = false;
};


/// A RelationDescription binds the name of a relation to a member of a model; made by relation(). The member is filled when
/// the relation is loaded, and left alone otherwise.
///
///     relation("books", &Shelf::books).foreignKey("shelf_id")                  one to many: a column of book
///     relation("shelf", &Book::shelf).foreignKey("shelf_id")                   many to one: a column of book
///     relation("tags", &Book::tags).through("book_tag", "book_id", "tag_id")   many to many
template <typename Class, typename Member>
struct RelationDescription
{
	std::string_view name;
	Member Class::*member;
	ColumnNames foreignKeyColumns{};
	std::string_view throughTable{};
	ColumnNames throughColumns{};
	ColumnNames throughTargetColumns{};
	std::string_view orderColumn{};
	bool descendingOrder = false;
	bool ownedRows = false;

	/// The columns that refer: of the other table for a vector, of this one for a pointer. Not needed where there is one
	/// foreign key only.
	template <typename... Names>
	constexpr RelationDescription foreignKey(Names... columns) const
	{
		auto copy = *this;
		copy.foreignKeyColumns = ColumnNames::of(columns...);
		return copy;
	}
	/// The association table, its column that refers to this table, and the one that refers to the other. It is created
	/// with the model's table unless a model of that name is registered.
	constexpr RelationDescription through(std::string_view association, std::string_view column,
										  std::string_view targetColumn) const
	{
		auto copy = *this;
		copy.throughTable = association;
		copy.throughColumns = ColumnNames::of(column);
		copy.throughTargetColumns = ColumnNames::of(targetColumn);
		return copy;
	}
	/// The same between tables with composite keys: `through("seat_tag", {"room", "number"}, {"tag_id"})`.
	template <std::size_t Count, std::size_t TargetCount>
	constexpr RelationDescription through(std::string_view association, const char* const (&columns)[Count],
										  const char* const (&targetColumns)[TargetCount]) const
	{
		auto copy = *this;
		copy.throughTable = association;
		copy.throughColumns = ColumnNames::of(columns);
		copy.throughTargetColumns = ColumnNames::of(targetColumns);
		return copy;
	}
	/// The order of the rows of a vector; without it that of their keys.
	constexpr RelationDescription orderBy(std::string_view column, bool descending = false) const
	{
		auto copy = *this;
		copy.orderColumn = column;
		copy.descendingOrder = descending;
		return copy;
	}
	/// Rows that a replacement of the relation leaves out are removed; otherwise their foreign key becomes null.
	constexpr RelationDescription owned() const
	{
		auto copy = *this;
		copy.ownedRows = true;
		return copy;
	}
};


namespace Detail {


template <typename T>
struct IsRelationDescription: std::false_type
{
};

template <typename Class, typename Member>
struct IsRelationDescription<RelationDescription<Class, Member>>: std::true_type
{
};


template <typename T>
struct IsColumnDescription: std::false_type
{
};

template <typename Class, typename Member>
struct IsColumnDescription<ColumnDescription<Class, Member>>: std::true_type
{
};


} // namespace Detail


/// What table() takes: the members of a model.
template <typename T>
concept MemberDescription = Detail::IsColumnDescription<T>::value || Detail::IsRelationDescription<T>::value;


/// A TableDescription is what a model's static `model()` returns; made by table(). What concerns several columns, or the
/// table as a whole, is said behind it:
///
///     return table(column("room", &Seat::room), column("number", &Seat::number), column("price", &Seat::price))
///         .unique("room", "number")
///         .index("price", "room").named("ix_seat_by_price")
///         .check("price_positive", "price > 0")
///         .bindKey("tickets");
template <typename... Parts>
struct TableDescription
{
	std::string_view name; ///< empty: the snake-case form of the class's name
	std::tuple<Parts...> parts;
	std::string_view commentText = {};
	std::string_view bindKeyText = {};

	/// No two rows agree in all of these columns.
	template <typename... Names>
	constexpr auto unique(Names... columns) const
	{
		return with(UniqueDescription<sizeof...(Names)>{{}, {std::string_view(columns)...}});
	}
	template <typename... Names>
	constexpr auto index(Names... columns) const
	{
		return with(IndexDescription<sizeof...(Names)>{{}, {std::string_view(columns)...}, false});
	}
	template <typename... Names>
	constexpr auto uniqueIndex(Names... columns) const
	{
		return with(IndexDescription<sizeof...(Names)>{{}, {std::string_view(columns)...}, true});
	}
	/// SQL that must hold for each row, as constraint `ck_{table}_{name}`.
	constexpr auto check(std::string_view checkName, std::string_view sql) const
	{
		return with(CheckDescription{checkName, sql});
	}
	/// A foreign key of several columns: `foreignKey({"room", "row"}, "place", {"room", "row"}, "cascade")`.
	template <std::size_t Count>
	constexpr auto foreignKey(const char* const (&columns)[Count], std::string_view table,
							  const char* const (&referredColumns)[Count], std::string_view onDelete = {},
							  std::string_view onUpdate = {}) const
	{
		ForeignKeyDescription<Count> key{{}, {}, table, {}, onDelete, onUpdate};
		for (std::size_t i = 0; i < Count; ++i)
		{
			key.columns[i] = columns[i];
			key.referredColumns[i] = referredColumns[i];
		}
		return with(key);
	}
	/// Names the unique constraint, index or foreign key just described; without it the NamingConvention does.
	constexpr TableDescription named(std::string_view constraintName) const
	{
		constexpr std::size_t last = sizeof...(Parts) - 1;
		using Last = std::tuple_element_t<last, std::tuple<Parts...>>;
		static_assert(!MemberDescription<Last> && !std::is_same_v<Last, CheckDescription>,
					  "named() follows unique(), index(), uniqueIndex() or foreignKey()");
		auto copy = *this;
		std::get<last>(copy.parts).name = constraintName;
		return copy;
	}
	/// For the database's catalog, where it has comments.
	constexpr TableDescription comment(std::string_view text) const
	{
		auto copy = *this;
		copy.commentText = text;
		return copy;
	}
	/// The database that the model belongs to, whoever registers it.
	constexpr TableDescription bindKey(std::string_view key) const
	{
		auto copy = *this;
		copy.bindKeyText = key;
		return copy;
	}

private:
	template <typename Part>
	constexpr TableDescription<Parts..., Part> with(Part part) const
	{
		return {name, std::tuple_cat(parts, std::tuple(part)), commentText, bindKeyText};
	}
};


template <typename Class, typename Member>
constexpr ColumnDescription<Class, Member> column(std::string_view name, Member Class::*member)
{
	return {name, member, {}};
}


template <typename Class, typename Member>
constexpr RelationDescription<Class, Member> relation(std::string_view name, Member Class::*member)
{
	return {name, member};
}


/// Describes a table named after the class.
template <MemberDescription... Members>
constexpr auto table(Members... members)
{
	return TableDescription<Members...>{{}, std::tuple<Members...>(members...)};
}


/// Describes a table of that name.
template <MemberDescription... Members>
constexpr auto table(std::string_view name, Members... members)
{
	return TableDescription<Members...>{name, std::tuple<Members...>(members...)};
}


} // namespace Athanor


#endif // Athanor_Model_Description_INCLUDED
