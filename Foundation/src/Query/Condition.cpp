//
// Condition.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Condition.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>


namespace Athanor {


namespace {


/// Whether the last backslash has nothing left to take the meaning of.
bool endsWithLoneBackslash(std::string_view pattern)
{
	const std::size_t last = pattern.find_last_not_of('\\');
	const std::size_t backslashes = pattern.size() - (last == std::string_view::npos ? 0 : last + 1);
	return backslashes % 2 != 0;
}


} // namespace


Condition Condition::compare(ColumnName column, Comparison comparison, Value value)
{
	if (value.isNull())
	{
		if (comparison == Comparison::Equal) return isNull(std::move(column));
		if (comparison == Comparison::NotEqual) return isNotNull(std::move(column));
		throw InvalidRequestException("column \"" + column.name + "\" cannot be ordered against null");
	}
	Condition condition(Kind::Compare, std::move(column));
	condition._comparison = comparison;
	condition._values.push_back(std::move(value));
	return condition;
}


Condition Condition::compareColumns(ColumnName left, Comparison comparison, ColumnName right)
{
	Condition condition(Kind::CompareColumns, std::move(left));
	condition._comparison = comparison;
	condition._otherColumn = std::move(right);
	return condition;
}


Condition Condition::isNull(ColumnName column)
{
	return Condition(Kind::IsNull, std::move(column));
}


Condition Condition::isNotNull(ColumnName column)
{
	return negation(isNull(std::move(column)));
}


Condition Condition::in(ColumnName column, std::vector<Value> values)
{
	const auto nulls =
		std::remove_if(values.begin(), values.end(), [](const Value& value) { return value.isNull(); });
	const bool orNull = nulls != values.end();
	values.erase(nulls, values.end());
	Condition condition(Kind::In, column);
	condition._values = std::move(values);
	if (!orNull) return condition;
	return any({std::move(condition), isNull(std::move(column))});
}


Condition Condition::notIn(ColumnName column, std::vector<Value> values)
{
	return negation(in(std::move(column), std::move(values)));
}


Condition Condition::between(ColumnName column, Value low, Value high)
{
	std::vector<Condition> ends;
	ends.push_back(compare(column, Comparison::GreaterOrEqual, std::move(low)));
	ends.push_back(compare(std::move(column), Comparison::LessOrEqual, std::move(high)));
	return all(std::move(ends));
}


Condition Condition::like(ColumnName column, std::string pattern, Case letters)
{
	if (pattern.size() > maximumPattern)
	{
		throw InvalidRequestException("the pattern for column \"" + column.name + "\" is longer than " +
									  std::to_string(maximumPattern) + " bytes");
	}
	if (endsWithLoneBackslash(pattern))
	{
		throw InvalidRequestException("the pattern for column \"" + column.name +
									  "\" ends with a backslash that has nothing to follow it");
	}
	Condition condition(Kind::Like, std::move(column));
	condition._case = letters;
	condition._values.emplace_back(std::move(pattern));
	return condition;
}


Condition Condition::contains(ColumnName column, std::string_view text, Case letters)
{
	return like(std::move(column), "%" + escaped(text) + "%", letters);
}


Condition Condition::startsWith(ColumnName column, std::string_view text, Case letters)
{
	return like(std::move(column), escaped(text) + "%", letters);
}


Condition Condition::endsWith(ColumnName column, std::string_view text, Case letters)
{
	return like(std::move(column), "%" + escaped(text), letters);
}


Condition Condition::onDate(ColumnName column, Date day)
{
	Condition condition(Kind::OnDate, std::move(column));
	condition._values.emplace_back(day);
	return condition;
}


Condition Condition::exists(const Table& other, Condition where)
{
	std::vector<Condition> operands;
	operands.push_back(std::move(where));
	Condition condition(Kind::Exists, std::move(operands));
	condition._table = &other;
	return condition;
}


Condition Condition::notExists(const Table& other, Condition where)
{
	return negation(exists(other, std::move(where)));
}


Condition Condition::all(std::vector<Condition> conditions)
{
	return Condition(Kind::All, std::move(conditions));
}


Condition Condition::any(std::vector<Condition> conditions)
{
	return Condition(Kind::Any, std::move(conditions));
}


Condition Condition::negation(Condition operand)
{
	std::vector<Condition> operands;
	operands.push_back(std::move(operand));
	return Condition(Kind::Not, std::move(operands));
}


std::string Condition::escaped(std::string_view text)
{
	std::string pattern;
	pattern.reserve(text.size() + 2);
	for (const char c : text)
	{
		if (c == '%' || c == '_' || c == '\\') pattern += '\\';
		pattern += c;
	}
	return pattern;
}


} // namespace Athanor
