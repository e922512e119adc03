//
// Filter.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Filter.h"


namespace Athanor {


std::optional<Condition> Filter::condition() const
{
	const Condition* condition = std::get_if<Condition>(&_what);
	return condition ? std::optional<Condition>(*condition) : std::nullopt;
}


void Filter::applyTo(Query& query) const
{
	if (const auto* condition = std::get_if<Condition>(&_what)) query.add(*condition);
	if (const auto* order = std::get_if<OrderBy>(&_what)) query.orderBy.push_back(*order);
	if (const auto* page = std::get_if<LimitOffset>(&_what)) query.page = *page;
}


std::optional<Condition> FilterGroup::condition() const
{
	std::vector<Condition> conditions;
	for (const Filter& filter : filters)
	{
		if (std::optional<Condition> condition = filter.condition())
			conditions.push_back(std::move(*condition));
	}
	if (conditions.empty()) return std::nullopt;
	const bool all = logicalOperator == LogicalOperator::And;
	return all ? Condition::all(std::move(conditions)) : Condition::any(std::move(conditions));
}


Query queryOf(const std::vector<Filter>& filters)
{
	Query query;
	for (const Filter& filter : filters)
		filter.applyTo(query);
	return query;
}


} // namespace Athanor
