//
// Condition.h
//
// Library: Foundation
// Package: Query
//
// A condition over the columns of a table, as a tree.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Condition_INCLUDED
#define Athanor_Query_Condition_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Value.h"
#include <string>
#include <string_view>
#include <utility>
#include <vector>


namespace Athanor {


class Table;


/// How a column is compared with a value.
enum class Comparison
{
	Equal,
	NotEqual,
	Less,
	LessOrEqual,
	Greater,
	GreaterOrEqual
};


/// Whether upper and lower case are told apart. Ignoring it makes A to Z equal a to z and nothing else, on every
/// database: what happens to other letters depends on locales, and they do not agree about it.
enum class Case
{
	Matters,
	Ignored
};


/// The name of a column in a condition. Inside exists(), level 1 is the table around it, 2 the one around that.
struct ColumnName
{
	ColumnName(std::string column, int level = 0):
		name(std::move(column)),
		level(level)
	{
	}
	ColumnName(const char* column):
		name(column)
	{
	}

	std::string name;
	int level = 0;
};


/// A Condition is what a WHERE clause says, without SQL: names of columns and values, which the Compiler turns into
/// quoted names and placeholders. No text of a caller ever becomes SQL text.
///
///     Condition::all({Condition::compare("name", Comparison::Equal, name), Condition::isNull("dob")})
///
/// It has SQL's three values: what is compared with a null cell is unknown, its negation as well, and an unknown condition
/// selects no row. Whether columns exist and values fit them is checked by the Compiler, which knows the table.
///
/// Thread safety: a value.
class Athanor_API Condition
{
public:
	enum class Kind
	{
		Compare,
		CompareColumns,
		IsNull,
		In,
		Like,
		OnDate,
		Exists,
		All,
		Any,
		Not
	};

	/// A pattern has at most so many bytes, the least that all databases can do.
	static constexpr std::size_t maximumPattern = 16000;

	/// Comparing with null is IS NULL (Equal) or IS NOT NULL (NotEqual).
	/// Throws InvalidRequestException for any other comparison with null.
	static Condition compare(ColumnName column, Comparison comparison, Value value);
	/// Compares two columns, of the same table or of a table and one around it.
	static Condition compareColumns(ColumnName left, Comparison comparison, ColumnName right);
	static Condition isNull(ColumnName column);
	static Condition isNotNull(ColumnName column);
	/// True for no row if `values` is empty. A null among the values stands for IS NULL.
	static Condition in(ColumnName column, std::vector<Value> values);
	/// The negation of in(): true for every row if `values` is empty.
	static Condition notIn(ColumnName column, std::vector<Value> values);
	/// Both ends belong to it. Throws InvalidRequestException if one is null.
	static Condition between(ColumnName column, Value low, Value high);

	/// A text like a pattern: `%` is any text, `_` one character, and a backslash takes the meaning of the character
	/// after it. Throws InvalidRequestException for a pattern that is too long or ends with a lone backslash.
	static Condition like(ColumnName column, std::string pattern, Case letters = Case::Matters);
	/// A text that has this text in it, begins or ends with it; no character of it is a wildcard.
	static Condition contains(ColumnName column, std::string_view text, Case letters = Case::Matters);
	static Condition startsWith(ColumnName column, std::string_view text, Case letters = Case::Matters);
	static Condition endsWith(ColumnName column, std::string_view text, Case letters = Case::Matters);

	/// A date that is this day, or a timestamp on it (UTC).
	static Condition onDate(ColumnName column, Date day);

	/// Whether the other table has a row for which `where` holds; the columns in it are those of `other`, and those of
	/// the table around it at level 1:
	///
	///     Condition::exists(books, Condition::compareColumns("author_id", Comparison::Equal, {"id", 1}))
	///
	/// Lifetime: refers to the table.
	static Condition exists(const Table& other, Condition where);
	static Condition notExists(const Table& other, Condition where);

	/// True for every row if `conditions` is empty.
	static Condition all(std::vector<Condition> conditions);
	/// True for no row if `conditions` is empty.
	static Condition any(std::vector<Condition> conditions);
	static Condition negation(Condition condition);

	/// The text with a backslash before each wildcard and backslash.
	static std::string escaped(std::string_view text);

	Kind kind() const noexcept
	{
		return _kind;
	}
	/// The column of Compare, CompareColumns (the left one), IsNull, In, Like and OnDate.
	const std::string& column() const noexcept
	{
		return _column.name;
	}
	const ColumnName& columnName() const noexcept
	{
		return _column;
	}
	/// The right column of CompareColumns.
	const ColumnName& otherColumn() const noexcept
	{
		return _otherColumn;
	}
	Comparison comparison() const noexcept
	{
		return _comparison;
	}
	bool ignoresCase() const noexcept
	{
		return _case == Case::Ignored;
	}
	/// One value for Compare (any but null), Like (the pattern) and OnDate; those of In, none of them null.
	const std::vector<Value>& values() const noexcept
	{
		return _values;
	}
	/// The operands of All, Any and Not; of Exists, what has to hold.
	const std::vector<Condition>& operands() const noexcept
	{
		return _operands;
	}
	/// The other table of Exists, else null.
	const Table* table() const noexcept
	{
		return _table;
	}

private:
	Condition(Kind kind, ColumnName column):
		_kind(kind),
		_column(std::move(column))
	{
	}
	Condition(Kind kind, std::vector<Condition> operands):
		_kind(kind),
		_operands(std::move(operands))
	{
	}

	Kind _kind;
	Comparison _comparison = Comparison::Equal;
	Case _case = Case::Matters;
	ColumnName _column{std::string()};
	ColumnName _otherColumn{std::string()};
	std::vector<Value> _values;
	std::vector<Condition> _operands;
	const Table* _table = nullptr;
};


} // namespace Athanor


#endif // Athanor_Query_Condition_INCLUDED
