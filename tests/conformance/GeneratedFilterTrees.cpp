//
// GeneratedFilterTrees.cpp
//
// Library: Tests
// Package: Conformance
//
// Filters that hold other filters.
//
// SPDX-License-Identifier: MIT
//
#include "GeneratedFilters.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Service/MultiFilter.h"
#include <algorithm>


namespace Athanor::Conformance {


Truth everyRow(const Record&)
{
	return Truth::True;
}


Meaning joined(LogicalOperator op, std::vector<Meaning> parts)
{
	return [op, parts = std::move(parts)](const Record& row) {
		const bool all = op == LogicalOperator::And;
		Truth truth = truthOf(all);
		for (const Meaning& part : parts)
			truth = all ? std::min(truth, part(row)) : std::max(truth, part(row));
		return truth;
	};
}


GeneratedFilter FilterMaker::related(int depth, bool isNegated)
{
	if (&_table == &petsTable()) return notNull(depth);
	FilterMaker maker(_dice, petsTable());
	const LogicalOperator op = _dice.oneIn(2) ? LogicalOperator::And : LogicalOperator::Or;
	ExistsFilter filter{&petsTable(), linked("owner", "id"), {}, op};
	std::vector<Meaning> parts;
	std::string text = isNegated ? "notExists(" : "exists(";
	for (std::size_t count = _dice.below(3); count > 0; --count)
	{
		GeneratedFilter part = maker.make(depth - 1);
		const std::optional<Condition> condition = part.filter.condition();
		if (!condition) continue;
		filter.values.push_back(*condition);
		parts.push_back(part.holds);
		text += (op == LogicalOperator::And ? " and " : " or ") + part.text;
	}
	const Meaning fits = parts.empty() ? Meaning(everyRow) : joined(op, parts);
	const Meaning meaning = [=](const Record& row) {
		const bool found = std::any_of(petsRows().begin(), petsRows().end(), [&](const Record& pet) {
			const bool own = compared(pet.value("owner"), Comparison::Equal, row.value("id")) == Truth::True;
			return own && fits(pet) == Truth::True;
		});
		return truthOf(found != isNegated);
	};
	Filter made = isNegated ? Filter(NotExistsFilter{filter}) : Filter(filter);
	return {std::move(made), meaning, text + ")", false};
}


GeneratedFilter FilterMaker::exists(int depth)
{
	return related(depth, false);
}


GeneratedFilter FilterMaker::notExists(int depth)
{
	return related(depth, true);
}


GeneratedFilter FilterMaker::group(int depth)
{
	FilterGroup group{_dice.oneIn(2) ? LogicalOperator::And : LogicalOperator::Or, {}};
	std::vector<Meaning> parts;
	std::string text = group.logicalOperator == LogicalOperator::And ? "allOf(" : "anyOf(";
	for (std::size_t count = _dice.below(4); count > 0; --count)
	{
		GeneratedFilter part = make(depth - 1);
		if (part.filter.condition()) parts.push_back(part.holds);
		text += part.text + "; ";
		group.filters.push_back(std::move(part.filter));
	}
	const Meaning meaning = parts.empty() ? Meaning(everyRow) : joined(group.logicalOperator, parts);
	return {group, meaning, text + ")", false};
}


GeneratedFilter FilterMaker::multi(int depth)
{
	const LogicalOperator op = _dice.oneIn(2) ? LogicalOperator::And : LogicalOperator::Or;
	std::vector<Meaning> parts;
	std::string items;
	for (std::size_t count = 1 + _dice.below(3); count > 0; --count)
	{
		GeneratedFilter part = make(depth - 1);
		if (!part.isJson) continue;
		if (part.filter.condition()) parts.push_back(part.holds);
		items += (items.empty() ? "" : ",") + part.text;
	}
	const std::string text =
		std::string(op == LogicalOperator::And ? R"({"and":[)" : R"({"or":[)") + items + "]}";
	const std::optional<Condition> condition = readMultiFilter(Json::parse(text), filterFieldsOf(_table));
	const Meaning meaning = parts.empty() ? Meaning(everyRow) : joined(op, parts);
	if (!condition) return {FilterGroup{}, meaning, text, true};
	return {*condition, meaning, text, true};
}


GeneratedFilter FilterMaker::negation(int depth)
{
	GeneratedFilter inner = make(depth - 1);
	const std::optional<Condition> condition = inner.filter.condition();
	if (!condition) return inner;
	const Meaning meaning = [holds = inner.holds](const Record& row) { return negated(holds(row)); };
	return {Condition::negation(*condition), meaning, "not(" + inner.text + ")", false};
}


} // namespace Athanor::Conformance
