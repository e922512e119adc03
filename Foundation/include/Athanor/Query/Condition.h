//
// Condition.h
//
// Library: Foundation
// Package: Query
//
// A condition over the columns of one table, as a tree.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Condition_INCLUDED
#define Athanor_Query_Condition_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Model/Value.h"
#include <string>
#include <vector>


namespace Athanor {


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


/// A Condition is what a WHERE clause says, without SQL: names of columns and values, which the Compiler turns into
/// quoted names and placeholders. No text of a caller ever becomes SQL text.
///
///     Condition::all({Condition::compare("name", Comparison::Equal, name), Condition::isNull("dob")})
///
/// Thread safety: a value.
class Athanor_API Condition
{
public:
	enum class Kind
	{
		Compare,
		IsNull,
		In,
		All,
		Any,
		Not
	};

	/// Comparing with null is IS NULL (Equal) or IS NOT NULL (NotEqual).
	/// Throws InvalidRequestException for any other comparison with null.
	static Condition compare(std::string column, Comparison comparison, Value value);
	static Condition isNull(std::string column);
	/// True for no row if `values` is empty.
	static Condition in(std::string column, std::vector<Value> values);
	/// True for every row if `conditions` is empty.
	static Condition all(std::vector<Condition> conditions);
	/// True for no row if `conditions` is empty.
	static Condition any(std::vector<Condition> conditions);
	static Condition negation(Condition condition);

	Kind kind() const noexcept
	{
		return _kind;
	}
	/// The column of Compare, IsNull and In.
	const std::string& column() const noexcept
	{
		return _column;
	}
	Comparison comparison() const noexcept
	{
		return _comparison;
	}
	/// One value for Compare, those of In.
	const std::vector<Value>& values() const noexcept
	{
		return _values;
	}
	/// The operands of All, Any and Not.
	const std::vector<Condition>& operands() const noexcept
	{
		return _operands;
	}

private:
	explicit Condition(Kind kind):
		_kind(kind)
	{
	}

	Kind _kind;
	Comparison _comparison = Comparison::Equal;
	std::string _column;
	std::vector<Value> _values;
	std::vector<Condition> _operands;
};


} // namespace Athanor


#endif // Athanor_Query_Condition_INCLUDED
