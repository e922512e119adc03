//
// Filter.h
//
// Library: Foundation
// Package: Query
//
// One thing that a query is narrowed, ordered or paged by.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Query_Filter_INCLUDED
#define Athanor_Query_Filter_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Query/Query.h"
#include <concepts>
#include <optional>
#include <variant>
#include <vector>


namespace Athanor {


/// How several conditions are joined.
enum class LogicalOperator
{
	And,
	Or
};


/// What a filter class is: a value that makes a condition, or none if it has nothing to say.
template <typename T>
concept ConditionFilter = requires(const T& filter)
{
	{
		filter.condition()
		} -> std::same_as<std::optional<Condition>>;
};


/// A Filter is any of the filter classes, a Condition, an OrderBy or a LimitOffset: what a list may be made of.
///
///     Query query = queryOf({SearchFilter{{"title"}, "curtain", true}, OrderBy{"year", true}, LimitOffset{20, 0}});
///
/// Conditions are ANDed, orders come in the order in which they are given, and the last page counts.
///
/// Thread safety: a value.
class Athanor_API Filter
{
public:
	template <ConditionFilter T>
	Filter(const T& filter)
	{
		if (std::optional<Condition> condition = filter.condition()) _what = std::move(*condition);
	}
	Filter(Condition condition):
		_what(std::move(condition))
	{
	}
	Filter(OrderBy order):
		_what(std::move(order))
	{
	}
	Filter(LimitOffset page):
		_what(page)
	{
	}

	/// The condition, if it is one.
	std::optional<Condition> condition() const;

	void applyTo(Query& query) const;

private:
	std::variant<std::monostate, Condition, OrderBy, LimitOffset> _what;
};


/// Joins the conditions of its filters; orders and pages among them are left out. No condition: no filter.
/// Source: advanced_alchemy/filters FilterGroup @2accd6e1.
struct FilterGroup
{
	LogicalOperator logicalOperator = LogicalOperator::And;
	std::vector<Filter> filters;

	Athanor_API std::optional<Condition> condition() const;
};


/// A query of these filters.
Athanor_API Query queryOf(const std::vector<Filter>& filters);


} // namespace Athanor


#endif // Athanor_Query_Filter_INCLUDED
