//
// Filters.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Filters.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>
#include <array>


namespace Athanor {


namespace {


using Operator = ComparisonFilter::Operator;

constexpr std::array<std::pair<std::string_view, Operator>, 16> operators{{
	{"between", Operator::Between},
	{"dateeq", Operator::DateEq},
	{"endswith", Operator::EndsWith},
	{"eq", Operator::Eq},
	{"ge", Operator::Ge},
	{"gt", Operator::Gt},
	{"iendswith", Operator::IEndsWith},
	{"ilike", Operator::ILike},
	{"in", Operator::In},
	{"istartswith", Operator::IStartsWith},
	{"le", Operator::Le},
	{"like", Operator::Like},
	{"lt", Operator::Lt},
	{"ne", Operator::Ne},
	{"notin", Operator::NotIn},
	{"startswith", Operator::StartsWith},
}};


/// Below `high`, above `low`, or both; a null end is open.
std::optional<Condition> range(const std::string& field, const Value& high, Comparison below,
							   const Value& low, Comparison above)
{
	std::vector<Condition> ends;
	if (!high.isNull()) ends.push_back(Condition::compare(field, below, high));
	if (!low.isNull()) ends.push_back(Condition::compare(field, above, low));
	if (ends.empty()) return std::nullopt;
	return ends.size() == 1 ? std::move(ends.front()) : Condition::all(std::move(ends));
}


std::vector<Condition> searches(const std::vector<std::string>& fields, const std::string& text,
								bool ignoreCase)
{
	std::vector<Condition> conditions;
	for (const std::string& field : fields)
		conditions.push_back(Condition::contains(field, text, ignoreCase ? Case::Ignored : Case::Matters));
	return conditions;
}


[[noreturn]] void refuse(const ComparisonFilter& filter, const std::string& reason)
{
	const auto known = std::find_if(operators.begin(), operators.end(),
									[&](const auto& entry) { return entry.second == filter.op; });
	throw InvalidRequestException("the comparison \"" + std::string(known->first) + "\" of field \"" +
								  filter.field + "\" " + reason);
}


void requireValues(const ComparisonFilter& filter, std::size_t wanted)
{
	if (filter.values.size() == wanted) return;
	refuse(filter, "needs " + std::to_string(wanted) + (wanted == 1 ? " value, not " : " values, not ") +
					   std::to_string(filter.values.size()));
}


const std::string& textOf(const ComparisonFilter& filter)
{
	const auto* text = std::get_if<std::string>(&filter.values.front().variant());
	if (!text) refuse(filter, "needs a text");
	return *text;
}


Date dayOf(const ComparisonFilter& filter)
{
	const Value& value = filter.values.front();
	if (const auto* date = std::get_if<Date>(&value.variant())) return *date;
	if (const auto* moment = std::get_if<DateTime>(&value.variant())) return moment->date();
	refuse(filter, "needs a date or a timestamp");
}


/// Those operators that look at text; the others are handled before.
Condition textComparison(const ComparisonFilter& filter)
{
	const std::string& text = textOf(filter);
	switch (filter.op)
	{
	case Operator::Like:
		return Condition::like(filter.field, text);
	case Operator::ILike:
		return Condition::like(filter.field, text, Case::Ignored);
	case Operator::StartsWith:
		return Condition::startsWith(filter.field, text);
	case Operator::IStartsWith:
		return Condition::startsWith(filter.field, text, Case::Ignored);
	case Operator::EndsWith:
		return Condition::endsWith(filter.field, text);
	default:
		return Condition::endsWith(filter.field, text, Case::Ignored);
	}
}


} // namespace


std::optional<Condition> BeforeAfter::condition() const
{
	return range(field, before, Comparison::Less, after, Comparison::Greater);
}


std::optional<Condition> OnBeforeAfter::condition() const
{
	return range(field, onOrBefore, Comparison::LessOrEqual, onOrAfter, Comparison::GreaterOrEqual);
}


std::optional<Condition> CollectionFilter::condition() const
{
	if (!values) return std::nullopt;
	return Condition::in(field, *values);
}


std::optional<Condition> NotInCollectionFilter::condition() const
{
	if (!values || values->empty()) return std::nullopt;
	return Condition::notIn(field, *values);
}


std::optional<Condition> BooleanFilter::condition() const
{
	if (!value) return std::nullopt;
	return Condition::compare(field, Comparison::Equal, *value);
}


std::optional<Condition> NullFilter::condition() const
{
	return Condition::isNull(field);
}


std::optional<Condition> NotNullFilter::condition() const
{
	return Condition::isNotNull(field);
}


std::optional<Condition> SearchFilter::condition() const
{
	if (fields.empty()) return std::nullopt;
	return Condition::any(searches(fields, value, ignoreCase));
}


std::optional<Condition> NotInSearchFilter::condition() const
{
	if (fields.empty()) return std::nullopt;
	return Condition::negation(Condition::any(searches(fields, value, ignoreCase)));
}


ComparisonFilter::Operator ComparisonFilter::parseOperator(std::string_view name)
{
	std::string known;
	for (const auto& [spelling, op] : operators)
	{
		if (spelling == name) return op;
		known.append(known.empty() ? "" : ", ").append(spelling);
	}
	throw InvalidRequestException("Invalid operator '" + std::string(name) + "'. Must be one of: " + known);
}


const std::vector<std::string>& ComparisonFilter::operatorNames()
{
	static const std::vector<std::string> names = [] {
		std::vector<std::string> all;
		for (const auto& entry : operators)
			all.emplace_back(entry.first);
		return all;
	}();
	return names;
}


std::optional<Condition> ComparisonFilter::condition() const
{
	if (op == Operator::In) return Condition::in(field, values);
	if (op == Operator::NotIn) return Condition::notIn(field, values);
	requireValues(*this, op == Operator::Between ? 2 : 1);
	switch (op)
	{
	case Operator::Eq:
		return Condition::compare(field, Comparison::Equal, values[0]);
	case Operator::Ne:
		return Condition::compare(field, Comparison::NotEqual, values[0]);
	case Operator::Gt:
		return Condition::compare(field, Comparison::Greater, values[0]);
	case Operator::Ge:
		return Condition::compare(field, Comparison::GreaterOrEqual, values[0]);
	case Operator::Lt:
		return Condition::compare(field, Comparison::Less, values[0]);
	case Operator::Le:
		return Condition::compare(field, Comparison::LessOrEqual, values[0]);
	case Operator::Between:
		return Condition::between(field, values[0], values[1]);
	case Operator::DateEq:
		return Condition::onDate(field, dayOf(*this));
	default:
		return textComparison(*this);
	}
}


std::optional<Condition> ExistsFilter::condition() const
{
	if (!link && values.empty()) return Condition::any({});
	std::vector<Condition> parts;
	if (link) parts.push_back(*link);
	if (!values.empty())
	{
		const bool all = logicalOperator == LogicalOperator::And;
		parts.push_back(all ? Condition::all(values) : Condition::any(values));
	}
	return Condition::exists(*table, Condition::all(std::move(parts)));
}


std::optional<Condition> NotExistsFilter::condition() const
{
	return Condition::negation(*ExistsFilter::condition());
}


Condition linked(std::string otherColumn, std::string column)
{
	return Condition::compareColumns(std::move(otherColumn), Comparison::Equal,
									 ColumnName(std::move(column), 1));
}


} // namespace Athanor
