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


namespace Athanor {


Condition Condition::compare(std::string column, Comparison comparison, Value value)
{
	if (value.isNull())
	{
		if (comparison == Comparison::Equal) return isNull(std::move(column));
		if (comparison == Comparison::NotEqual) return negation(isNull(std::move(column)));
		throw InvalidRequestException("column \"" + column + "\" cannot be ordered against null");
	}
	Condition condition(Kind::Compare);
	condition._column = std::move(column);
	condition._comparison = comparison;
	condition._values.push_back(std::move(value));
	return condition;
}


Condition Condition::isNull(std::string column)
{
	Condition condition(Kind::IsNull);
	condition._column = std::move(column);
	return condition;
}


Condition Condition::in(std::string column, std::vector<Value> values)
{
	Condition condition(Kind::In);
	condition._column = std::move(column);
	condition._values = std::move(values);
	return condition;
}


Condition Condition::all(std::vector<Condition> conditions)
{
	Condition condition(Kind::All);
	condition._operands = std::move(conditions);
	return condition;
}


Condition Condition::any(std::vector<Condition> conditions)
{
	Condition condition(Kind::Any);
	condition._operands = std::move(conditions);
	return condition;
}


Condition Condition::negation(Condition operand)
{
	Condition condition(Kind::Not);
	condition._operands.push_back(std::move(operand));
	return condition;
}


} // namespace Athanor
