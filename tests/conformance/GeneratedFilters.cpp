//
// GeneratedFilters.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "GeneratedFilters.h"
#include "Athanor/Json/Writer.h"
#include <algorithm>


namespace Athanor::Conformance {


namespace {


using Operator = ComparisonFilter::Operator;
using Values = std::vector<Value>;


std::string quoted(const std::string& text)
{
	std::string json;
	Json::appendQuoted(json, text);
	return json;
}


std::string arrayOf(const Values& values)
{
	std::string json = "[";
	for (const Value& value : values)
		json += (json.size() > 1 ? "," : "") + showValue(value);
	return json + "]";
}


std::string opening(const std::string& type, const std::string& field)
{
	return R"({"type":")" + type + R"(","field_name":")" + field + '"';
}


Truth listedIn(const Value& cell, const Values& values)
{
	Truth found = Truth::False;
	for (const Value& value : values)
		found = std::max(found,
						 value.isNull() ? truthOf(cell.isNull()) : compared(cell, Comparison::Equal, value));
	return found;
}


Truth like(const Value& cell, const std::string& pattern, Case letters)
{
	return cell.isNull() ? Truth::Unknown : truthOf(isLike(cell.get<std::string>(), pattern, letters));
}


std::string nameOf(Operator op)
{
	for (const std::string& name : ComparisonFilter::operatorNames())
	{
		if (ComparisonFilter::parseOperator(name) == op) return name;
	}
	return {};
}


/// What the operators that compare with one value mean.
Comparison comparisonOf(Operator op)
{
	switch (op)
	{
	case Operator::Eq:
		return Comparison::Equal;
	case Operator::Ne:
		return Comparison::NotEqual;
	case Operator::Lt:
		return Comparison::Less;
	case Operator::Le:
		return Comparison::LessOrEqual;
	case Operator::Gt:
		return Comparison::Greater;
	default:
		return Comparison::GreaterOrEqual;
	}
}


/// The pattern of the operators that look at a text.
std::string patternOf(Operator op, const std::string& text)
{
	switch (op)
	{
	case Operator::StartsWith:
	case Operator::IStartsWith:
		return Condition::escaped(text) + "%";
	case Operator::EndsWith:
	case Operator::IEndsWith:
		return "%" + Condition::escaped(text);
	default:
		return text;
	}
}


std::vector<std::string> charactersOf(const std::string& text)
{
	std::vector<std::string> all;
	for (const char c : text)
	{
		if ((static_cast<unsigned char>(c) & 0xC0) == 0x80)
			all.back() += c;
		else
			all.emplace_back(1, c);
	}
	return all;
}


} // namespace


GeneratedFilter FilterMaker::make(int depth)
{
	static const std::vector<Maker> simple{
		&FilterMaker::beforeAfter,     &FilterMaker::onBeforeAfter, &FilterMaker::collection,
		&FilterMaker::choices,         &FilterMaker::boolean,       &FilterMaker::null,
		&FilterMaker::notInCollection, &FilterMaker::notNull,       &FilterMaker::search,
		&FilterMaker::notInSearch,     &FilterMaker::comparison,    &FilterMaker::comparison,
		&FilterMaker::comparison,      &FilterMaker::comparison,    &FilterMaker::comparison,
		&FilterMaker::comparedColumns, &FilterMaker::narrowerValue};
	static const std::vector<Maker> nested{&FilterMaker::group,  &FilterMaker::multi,
										   &FilterMaker::multi,  &FilterMaker::negation,
										   &FilterMaker::exists, &FilterMaker::notExists};
	const bool nest = depth > 0 && _dice.oneIn(3);
	return (this->*_dice.pick(nest ? nested : simple))(depth);
}


std::size_t FilterMaker::pickColumn(const std::vector<ValueType>& types)
{
	std::vector<std::size_t> fitting;
	for (std::size_t i = 0; i < _table.columns().size(); ++i)
	{
		const ValueType type = columnAt(i).type;
		const bool fits = types.empty() ? type != ValueType::JSON
										: std::find(types.begin(), types.end(), type) != types.end();
		if (fits) fitting.push_back(i);
	}
	return _dice.pick(fitting);
}


bool FilterMaker::has(ValueType type) const
{
	return std::any_of(_table.columns().begin(), _table.columns().end(),
					   [&](const Column& column) { return column.type == type; });
}


Value FilterMaker::pickValue(std::size_t column)
{
	const bool counted = columnAt(column).name == "id" || columnAt(column).name == "owner";
	return counted ? Value(_dice.between(1, 95)) : _dice.pick(valuePool(columnAt(column)));
}


std::vector<Value> FilterMaker::pickValues(std::size_t column)
{
	// A long list takes another way into the statement than a short one.
	const std::size_t count = _dice.oneIn(5) ? 40 : _dice.below(5);
	Values values;
	for (std::size_t n = 0; n < count; ++n)
		values.push_back(_dice.oneIn(12) ? Value() : pickValue(column));
	return values;
}


std::string FilterMaker::pickText()
{
	Column name;
	name.name = "name";
	const std::vector<std::string> all = charactersOf(_dice.pick(valuePool(name)).get<std::string>());
	const std::size_t first = _dice.below(all.size() + 1);
	const std::size_t count = 1 + _dice.below(4);
	std::string text;
	for (std::size_t i = first; i < std::min(all.size(), first + count); ++i)
	{
		const char c = all[i].front();
		const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		text += letter && _dice.oneIn(3) ? std::string(1, static_cast<char>(c ^ 0x20)) : all[i];
	}
	return text;
}


std::string FilterMaker::pickPattern()
{
	std::string pattern;
	for (std::size_t pieces = _dice.below(5); pieces > 0; --pieces)
	{
		const std::vector<std::string> choices{"%",
											   "%",
											   "_",
											   "\\\\",
											   "\\%",
											   "\\_",
											   "\\a",
											   Condition::escaped(pickText()),
											   Condition::escaped(pickText())};
		pattern += _dice.pick(choices);
	}
	return pattern;
}


GeneratedFilter FilterMaker::range(bool open)
{
	const std::size_t column = pickColumn();
	const std::string& field = columnAt(column).name;
	const Value high = _dice.oneIn(3) ? Value() : pickValue(column);
	const Value low = _dice.oneIn(3) ? Value() : pickValue(column);
	Filter filter = open ? Filter(BeforeAfter{field, high, low}) : Filter(OnBeforeAfter{field, high, low});
	const Meaning meaning = [=](const Record& row) {
		const Value& cell = row.value(column);
		Truth truth = Truth::True;
		if (!high.isNull()) truth = compared(cell, open ? Comparison::Less : Comparison::LessOrEqual, high);
		if (!low.isNull())
			truth =
				std::min(truth, compared(cell, open ? Comparison::Greater : Comparison::GreaterOrEqual, low));
		return truth;
	};
	const std::string on = open ? "" : "on_or_";
	const std::string text = opening(open ? "before_after" : "on_before_after", field) + ",\"" + on +
							 "before\":" + showValue(high) + ",\"" + on + "after\":" + showValue(low) + "}";
	return {std::move(filter), meaning, text, true};
}


GeneratedFilter FilterMaker::beforeAfter(int)
{
	return range(true);
}


GeneratedFilter FilterMaker::onBeforeAfter(int)
{
	return range(false);
}


GeneratedFilter FilterMaker::listed(const char* type, bool isNegated)
{
	const std::size_t column = pickColumn();
	const std::string& field = columnAt(column).name;
	if (_dice.oneIn(8))
	{
		Filter none = isNegated ? Filter(NotInCollectionFilter{field, std::nullopt})
								: Filter(CollectionFilter{field, std::nullopt});
		return {std::move(none), everyRow, opening(type, field) + ",\"values\":null}", true};
	}
	const Values values = pickValues(column);
	Filter filter =
		isNegated ? Filter(NotInCollectionFilter{field, values}) : Filter(ChoicesFilter{{field, values}});
	const Meaning meaning = [=](const Record& row) {
		const Truth found = listedIn(row.value(column), values);
		return isNegated ? negated(found) : found;
	};
	return {std::move(filter), meaning, opening(type, field) + ",\"values\":" + arrayOf(values) + "}", true};
}


GeneratedFilter FilterMaker::collection(int)
{
	return listed("collection", false);
}


GeneratedFilter FilterMaker::choices(int)
{
	return listed("choices", false);
}


GeneratedFilter FilterMaker::notInCollection(int)
{
	return listed("not_in_collection", true);
}


GeneratedFilter FilterMaker::boolean(int depth)
{
	if (!has(ValueType::Boolean)) return null(depth);
	const std::size_t column = pickColumn({ValueType::Boolean});
	const std::string& field = columnAt(column).name;
	if (_dice.oneIn(6))
		return {BooleanFilter{field, std::nullopt}, everyRow, opening("boolean", field) + ",\"value\":null}",
				true};
	const bool wanted = _dice.oneIn(2);
	const Meaning meaning = [=](const Record& row) {
		return compared(row.value(column), Comparison::Equal, wanted);
	};
	return {BooleanFilter{field, wanted}, meaning,
			opening("boolean", field) + ",\"value\":" + showValue(wanted) + "}", true};
}


GeneratedFilter FilterMaker::null(int)
{
	const std::size_t column = _dice.below(_table.columns().size());
	const std::string& field = columnAt(column).name;
	const Meaning meaning = [=](const Record& row) { return truthOf(row.value(column).isNull()); };
	return {NullFilter{field}, meaning, opening("null", field) + "}", true};
}


GeneratedFilter FilterMaker::notNull(int)
{
	const std::size_t column = _dice.below(_table.columns().size());
	const std::string& field = columnAt(column).name;
	const Meaning meaning = [=](const Record& row) { return truthOf(!row.value(column).isNull()); };
	return {NotNullFilter{field}, meaning, opening("not_null", field) + "}", true};
}


GeneratedFilter FilterMaker::searched(bool isNegated)
{
	std::vector<std::string> fields;
	std::vector<Meaning> parts;
	const std::string text = pickText();
	const bool ignoreCase = _dice.oneIn(2);
	const std::string pattern = "%" + Condition::escaped(text) + "%";
	std::string names;
	for (std::size_t count = 1 + _dice.below(2); count > 0; --count)
	{
		const std::size_t column = pickColumn({ValueType::Text});
		fields.push_back(columnAt(column).name);
		names += (names.empty() ? "\"" : ",\"") + fields.back() + '"';
		parts.emplace_back([=](const Record& row) {
			return like(row.value(column), pattern, ignoreCase ? Case::Ignored : Case::Matters);
		});
	}
	const Meaning found = joined(LogicalOperator::Or, parts);
	const Meaning meaning = [=](const Record& row) { return isNegated ? negated(found(row)) : found(row); };
	Filter filter = isNegated ? Filter(NotInSearchFilter{fields, text, ignoreCase})
							  : Filter(SearchFilter{fields, text, ignoreCase});
	return {std::move(filter), meaning,
			std::string(R"({"type":")") + (isNegated ? "not_in_search" : "search") + R"(","field_name":[)" +
				names + R"(],"value":)" + quoted(text) + ",\"ignore_case\":" + showValue(ignoreCase) + "}",
			true};
}


GeneratedFilter FilterMaker::search(int)
{
	return searched(false);
}


GeneratedFilter FilterMaker::notInSearch(int)
{
	return searched(true);
}


GeneratedFilter FilterMaker::comparison(int)
{
	const Operator op = ComparisonFilter::parseOperator(_dice.pick(ComparisonFilter::operatorNames()));
	switch (op)
	{
	case Operator::Like:
	case Operator::ILike:
	case Operator::StartsWith:
	case Operator::IStartsWith:
	case Operator::EndsWith:
	case Operator::IEndsWith:
		return textComparison(op);
	case Operator::DateEq:
		return dayComparison();
	case Operator::In:
	case Operator::NotIn:
	case Operator::Between:
		return listComparison(pickColumn(), op);
	default:
		return comparison(pickColumn(), op);
	}
}


GeneratedFilter FilterMaker::comparison(std::size_t column, Operator op)
{
	const std::string& field = columnAt(column).name;
	const Value value = pickValue(column);
	const Meaning meaning = [=](const Record& row) {
		return compared(row.value(column), comparisonOf(op), value);
	};
	return {ComparisonFilter{field, op, {value}}, meaning,
			opening("comparison", field) + R"(,"operator":")" + nameOf(op) + R"(","value":)" +
				showValue(value) + "}",
			true};
}


GeneratedFilter FilterMaker::listComparison(std::size_t column, Operator op)
{
	const std::string& field = columnAt(column).name;
	const bool between = op == Operator::Between;
	const Values values = between ? Values{pickValue(column), pickValue(column)} : pickValues(column);
	const Meaning meaning = [=](const Record& row) {
		const Value& cell = row.value(column);
		if (between)
			return std::min(compared(cell, Comparison::GreaterOrEqual, values[0]),
							compared(cell, Comparison::LessOrEqual, values[1]));
		const Truth found = listedIn(cell, values);
		return op == Operator::NotIn ? negated(found) : found;
	};
	return {ComparisonFilter{field, op, values}, meaning,
			opening("comparison", field) + R"(,"operator":")" + nameOf(op) + R"(","value":)" +
				arrayOf(values) + "}",
			true};
}


GeneratedFilter FilterMaker::textComparison(Operator op)
{
	const std::size_t column = pickColumn({ValueType::Text});
	const std::string& field = columnAt(column).name;
	const bool isPattern = op == Operator::Like || op == Operator::ILike;
	const bool ignoreCase = op == Operator::ILike || op == Operator::IStartsWith || op == Operator::IEndsWith;
	const std::string text = isPattern ? pickPattern() : pickText();
	const std::string pattern = patternOf(op, text);
	const Meaning meaning = [=](const Record& row) {
		return like(row.value(column), pattern, ignoreCase ? Case::Ignored : Case::Matters);
	};
	return {ComparisonFilter{field, op, {text}}, meaning,
			opening("comparison", field) + R"(,"operator":")" + nameOf(op) + R"(","value":)" + quoted(text) +
				"}",
			true};
}


GeneratedFilter FilterMaker::dayComparison()
{
	const std::size_t column = pickColumn({ValueType::Date, ValueType::Timestamp});
	const std::string& field = columnAt(column).name;
	Column days;
	days.type = ValueType::Date;
	const Value value = _dice.pick(valuePool(days));
	const Meaning meaning = [=](const Record& row) {
		const Value& cell = row.value(column);
		if (cell.isNull()) return Truth::Unknown;
		const Date day = cell.type() == ValueType::Timestamp ? cell.get<DateTime>().date() : cell.get<Date>();
		return truthOf(day == value.get<Date>());
	};
	return {ComparisonFilter{field, Operator::DateEq, {value}}, meaning,
			opening("comparison", field) + R"(,"operator":"dateeq","value":)" + showValue(value) + "}", true};
}


GeneratedFilter FilterMaker::comparedColumns(int)
{
	std::size_t left = pickColumn();
	std::size_t right = left;
	for (std::size_t tries = 0; tries < 40 && right == left; ++tries)
	{
		left = pickColumn();
		right = pickColumn({columnAt(left).type});
	}
	const Comparison comparison = static_cast<Comparison>(_dice.below(6));
	const Meaning meaning = [=](const Record& row) {
		return compared(row.value(left), comparison, row.value(right));
	};
	return {Condition::compareColumns(columnAt(left).name, comparison, columnAt(right).name), meaning,
			"compareColumns " + columnAt(left).name + " " + std::to_string(static_cast<int>(comparison)) +
				" " + columnAt(right).name,
			false};
}


GeneratedFilter FilterMaker::narrowerValue(int depth)
{
	const std::size_t column =
		pickColumn({ValueType::Double, ValueType::Decimal, ValueType::Timestamp, ValueType::Date});
	const ValueType type = columnAt(column).type;
	if (type == ValueType::Date) return onBeforeAfter(depth);
	Column other;
	other.type = type == ValueType::Timestamp ? ValueType::Date : ValueType::Integer;
	const Value value = _dice.pick(valuePool(other));
	const Comparison comparison = static_cast<Comparison>(_dice.below(6));
	const Meaning meaning = [=](const Record& row) { return compared(row.value(column), comparison, value); };
	return {Condition::compare(columnAt(column).name, comparison, value), meaning,
			"narrowerValue " + columnAt(column).name + " " + std::to_string(static_cast<int>(comparison)) +
				" " + showValue(value),
			false};
}


} // namespace Athanor::Conformance
