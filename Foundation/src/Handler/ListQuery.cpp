//
// ListQuery.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/ListQuery.h"
#include "Athanor/Core/Exceptions.h"
#include <utility>


namespace Athanor {


namespace {


[[noreturn]] void refuse(const std::string& name, const std::string& reason)
{
	throw HttpException(400, "The parameter \"" + name + "\" " + reason);
}


/// What a parameter was given as: one text, or all of them where it may be repeated.
std::vector<std::string> textsOf(QueryParameters& parameters, const FilterParameter& parameter)
{
	const bool repeatable =
		parameter.kind == FilterParameter::Kind::In || parameter.kind == FilterParameter::Kind::NotIn;
	if (repeatable) return parameters.all(parameter.name);
	std::vector<std::string> texts;
	if (std::optional<std::string> text = parameters.text(parameter.name)) texts.push_back(std::move(*text));
	return texts;
}


void addFilters(QueryParameters& parameters, const SchemaFilters& filters, std::vector<Condition>& conditions)
{
	std::string reason;
	for (const FilterParameter& parameter : filters.parameters())
	{
		const std::vector<std::string> texts = textsOf(parameters, parameter);
		if (texts.empty()) continue;
		conditions.push_back(filters.condition(parameter, texts, reason));
		if (!reason.empty()) refuse(parameter.name, "is " + reason);
	}
}


void addSearch(QueryParameters& parameters, const SchemaFilters& filters, std::vector<Condition>& conditions)
{
	if (!filters.searches()) return;
	const std::optional<std::string> text = parameters.text("searchString");
	const bool ignoreCase = parameters.boolean("searchIgnoreCase").value_or(filters.ignoresCase());
	// Every text contains the empty one.
	if (text && !text->empty()) conditions.push_back(filters.search(*text, ignoreCase));
}


void addOrder(QueryParameters& parameters, const SchemaFilters& filters, Query& query)
{
	if (filters.sortKeys().empty()) return;
	const std::optional<std::string> name = parameters.text("orderBy");
	const std::optional<std::string> direction = parameters.text("sortOrder");
	const SchemaFilters::SortKey* key = name        ? filters.sortKey(*name)
										: direction ? &filters.sortKeys().front()
													: nullptr;
	if (name && !key) refuse("orderBy", "must be one of " + filters.orderNames());
	if (direction && *direction != "asc" && *direction != "desc") refuse("sortOrder", "must be asc or desc");
	if (key) query.orderBy.push_back({key->column, direction == "desc"});
}


} // namespace


Query readListQuery(QueryParameters& parameters, const SchemaFilters& filters, const PageLimits& limits)
{
	Query query;
	query.page = parameters.page(limits);
	if (parameters.empty()) return query;
	std::vector<Condition> conditions;
	addFilters(parameters, filters, conditions);
	addSearch(parameters, filters, conditions);
	addOrder(parameters, filters, query);
	if (conditions.size() == 1)
		query.where = std::move(conditions.front());
	else if (!conditions.empty())
		query.where = Condition::all(std::move(conditions));
	return query;
}


} // namespace Athanor
