//
// GeneratedQueries.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "GeneratedQueries.h"
#include <algorithm>


namespace Athanor::Conformance {


namespace {


std::vector<OrderBy> makeOrder(Dice& dice)
{
	std::vector<OrderBy> order;
	for (std::size_t count = dice.below(4); count > 0; --count)
	{
		const Column& column = dice.pick(peopleTable().columns());
		if (column.type != ValueType::JSON) order.push_back({column.name, dice.oneIn(2)});
	}
	return order;
}


std::optional<LimitOffset> makePage(Dice& dice)
{
	static const std::vector<std::int64_t> limits{0, 1, 2, 5, 10, 20, 90, 1000};
	static const std::vector<std::int64_t> offsets{0, 0, 0, 1, 3, 10, 30, 89, 90, 5000};
	if (dice.oneIn(4)) return std::nullopt;
	return LimitOffset{dice.pick(limits), dice.pick(offsets)};
}


std::string textOf(const Query& query, const std::string& filters)
{
	std::string text = "where " + filters + " order";
	for (const OrderBy& order : query.orderBy)
		text += " " + order.column + (order.descending ? " desc" : " asc");
	if (!query.page) return text;
	return text + " limit " + std::to_string(query.page->limit) + " offset " +
		   std::to_string(query.page->offset);
}


GeneratedQuery makeQuery(Dice& dice)
{
	static const std::vector<std::size_t> counts{0, 1, 1, 1, 1, 2, 2, 3};
	FilterMaker maker(dice, peopleTable());
	std::vector<Filter> filters;
	std::vector<Meaning> meanings;
	std::string text;
	for (std::size_t count = dice.pick(counts); count > 0; --count)
	{
		GeneratedFilter made = maker.make(2);
		filters.push_back(made.filter);
		meanings.push_back(made.holds);
		text += (text.empty() ? "" : " AND ") + made.text;
	}
	GeneratedQuery generated;
	generated.query = queryOf(filters);
	generated.query.orderBy = makeOrder(dice);
	generated.query.page = makePage(dice);
	generated.text = textOf(generated.query, text);
	generated.holds = [meanings](const Record& row) {
		Truth truth = Truth::True;
		for (const Meaning& meaning : meanings)
			truth = std::min(truth, meaning(row));
		return truth;
	};
	return generated;
}


/// Below, at or above zero; nulls are the greatest.
int compareCells(const Value& left, const Value& right)
{
	if (left.isNull() || right.isNull())
		return static_cast<int>(left.isNull()) - static_cast<int>(right.isNull());
	return compareValues(left, right);
}


bool comesBefore(const Record& left, const Record& right, const std::vector<OrderBy>& order)
{
	for (const OrderBy& by : order)
	{
		const int sign = compareCells(left.value(by.column), right.value(by.column));
		if (sign != 0) return by.descending ? sign > 0 : sign < 0;
	}
	return compareValues(left.key(), right.key()) < 0;
}


std::string keysOf(const std::vector<Record>& rows)
{
	std::string keys;
	for (const Record& row : rows)
		keys += " " + showValue(row.key());
	return keys;
}


} // namespace


const std::vector<GeneratedQuery>& generatedQueries()
{
	static const std::vector<GeneratedQuery> all = [] {
		Dice dice(generatedSeed);
		std::vector<GeneratedQuery> queries;
		for (std::size_t n = 0; n < generatedCount; ++n)
			queries.push_back(makeQuery(dice));
		return queries;
	}();
	return all;
}


ListAnswer answerOf(const GeneratedQuery& generated)
{
	ListAnswer answer;
	for (const Record& row : peopleRows())
	{
		if (generated.holds(row) == Truth::True) answer.rows.push_back(row);
	}
	answer.total = static_cast<std::int64_t>(answer.rows.size());
	std::sort(answer.rows.begin(), answer.rows.end(), [&](const Record& left, const Record& right) {
		return comesBefore(left, right, generated.query.orderBy);
	});
	if (!generated.query.page) return answer;
	const std::int64_t first = std::min(generated.query.page->offset, answer.total);
	const std::int64_t last = std::min(first + generated.query.page->limit, answer.total);
	answer.rows = std::vector<Record>(answer.rows.begin() + first, answer.rows.begin() + last);
	return answer;
}


std::string differenceOf(const ListAnswer& expected, const ListAnswer& given)
{
	if (expected.total != given.total)
	{
		return "the total is " + std::to_string(given.total) + ", not " + std::to_string(expected.total);
	}
	if (keysOf(expected.rows) != keysOf(given.rows))
		return "the rows are" + keysOf(given.rows) + ", not" + keysOf(expected.rows);
	for (std::size_t i = 0; i < expected.rows.size(); ++i)
	{
		if (!sameRow(expected.rows[i], given.rows[i]))
			return "the row is " + showRow(given.rows[i]) + ", not " + showRow(expected.rows[i]);
	}
	return {};
}


} // namespace Athanor::Conformance
