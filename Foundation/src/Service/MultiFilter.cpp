//
// MultiFilter.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/MultiFilter.h"
#include "FilterObject.h"
#include "Athanor/Query/Filters.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Table.h"
#include <map>


namespace Athanor {


namespace {


using Operator = ComparisonFilter::Operator;
using MaybeCondition = std::optional<Condition>;


MaybeCondition readBeforeAfter(FilterObject& object)
{
	const Column* column = object.field();
	return BeforeAfter{object.fieldName(), object.value("before", column), object.value("after", column)}
		.condition();
}


MaybeCondition readOnBeforeAfter(FilterObject& object)
{
	const Column* column = object.field();
	return OnBeforeAfter{object.fieldName(), object.value("on_or_before", column),
						 object.value("on_or_after", column)}
		.condition();
}


MaybeCondition readCollection(FilterObject& object)
{
	const Column* column = object.field();
	return CollectionFilter{object.fieldName(), object.list("values", column)}.condition();
}


MaybeCondition readNotInCollection(FilterObject& object)
{
	const Column* column = object.field();
	return NotInCollectionFilter{object.fieldName(), object.list("values", column)}.condition();
}


MaybeCondition readBoolean(FilterObject& object)
{
	const Column* column = object.field();
	object.requireType(column, {ValueType::Boolean}, "is not a boolean field");
	return BooleanFilter{object.fieldName(), object.optionalBoolean("value")}.condition();
}


MaybeCondition readNull(FilterObject& object)
{
	object.field();
	return NullFilter{object.fieldName()}.condition();
}


MaybeCondition readNotNull(FilterObject& object)
{
	object.field();
	return NotNullFilter{object.fieldName()}.condition();
}


template <typename Search>
MaybeCondition readSearch(FilterObject& object)
{
	const std::vector<std::string> names = object.textFields();
	const std::string text = object.text("value");
	const bool ignoreCase = object.flag("ignore_case");
	if (object.failed()) return std::nullopt;
	return Search{names, text, ignoreCase}.condition();
}


MaybeCondition readComparison(FilterObject& object)
{
	ComparisonFilter filter;
	const Column* column = object.field();
	const std::optional<Operator> op = object.comparisonOperator();
	filter.field = object.fieldName();
	if (!op || !column)
	{
		object.ignore("value");
		return std::nullopt;
	}
	filter.op = *op;
	switch (*op)
	{
	case Operator::In:
	case Operator::NotIn:
	case Operator::Between:
		filter.values = object.list("value", column).value_or(std::vector<Value>());
		break;
	case Operator::Like:
	case Operator::ILike:
	case Operator::StartsWith:
	case Operator::IStartsWith:
	case Operator::EndsWith:
	case Operator::IEndsWith:
		object.requireType(column, {ValueType::Text}, "is not a text field");
		filter.values = {object.text("value")};
		break;
	case Operator::DateEq:
		object.requireType(column, {ValueType::Date, ValueType::Timestamp},
						   "is neither a date nor a timestamp");
		filter.values = {object.day("value")};
		break;
	default:
		filter.values = {object.requiredValue("value", column)};
	}
	if (object.failed()) return std::nullopt;
	return filter.condition();
}


using Reader = MaybeCondition (*)(FilterObject&);

const std::map<std::string, Reader, std::less<>>& readers()
{
	static const std::map<std::string, Reader, std::less<>> all{
		{"before_after", &readBeforeAfter},
		{"boolean", &readBoolean},
		{"choices", &readCollection},
		{"collection", &readCollection},
		{"comparison", &readComparison},
		{"not_in_collection", &readNotInCollection},
		{"not_in_search", &readSearch<NotInSearchFilter>},
		{"not_null", &readNotNull},
		{"null", &readNull},
		{"on_before_after", &readOnBeforeAfter},
		{"search", &readSearch<SearchFilter>},
	};
	return all;
}


/// Reads the tree and collects what is wrong.
class TreeReader
{
public:
	explicit TreeReader(const FilterFields& fields):
		_fields(fields)
	{
	}

	MaybeCondition read(const Json::Value& json)
	{
		MaybeCondition condition = readGroups(json, "");
		if (_errors.empty()) return condition;
		throw ValidationException(std::move(_errors));
	}

private:
	void complain(const std::string& path, std::string reason)
	{
		_errors.push_back({path.empty() ? std::string("filter") : path, std::move(reason)});
	}

	MaybeCondition readGroups(const Json::Value& json, const std::string& path)
	{
		if (!json.isObject())
		{
			complain(path, "not an object");
			return std::nullopt;
		}
		std::vector<Condition> groups;
		for (const auto& [key, value] : json.asObject())
		{
			const std::string place = path.empty() ? key : path + "." + key;
			const bool all = key == "and" || key == "and_";
			const bool any = key == "or" || key == "or_";
			if (!all && !any)
			{
				complain(place, "unknown member (expected and, or)");
				continue;
			}
			const LogicalOperator joined = all ? LogicalOperator::And : LogicalOperator::Or;
			if (MaybeCondition group = readGroup(value, place, joined)) groups.push_back(std::move(*group));
		}
		return joinedBy(LogicalOperator::And, std::move(groups));
	}

	MaybeCondition readGroup(const Json::Value& json, const std::string& path, LogicalOperator joined)
	{
		std::vector<Condition> conditions;
		std::size_t index = 0;
		if (!json.isArray())
		{
			complain(path, "not an array");
			return std::nullopt;
		}
		for (const Json::Value& item : json.asArray())
		{
			const std::string place = path + "[" + std::to_string(index++) + "]";
			if (MaybeCondition condition = readItem(item, place)) conditions.push_back(std::move(*condition));
		}
		return joinedBy(joined, std::move(conditions));
	}

	MaybeCondition readItem(const Json::Value& json, const std::string& path)
	{
		const bool isFilter = json.isObject() && json.find("type");
		return isFilter ? readFilter(json, path) : readGroups(json, path);
	}

	MaybeCondition readFilter(const Json::Value& json, const std::string& path)
	{
		const Json::Value& type = *json.find("type");
		const auto found = type.isString() ? readers().find(type.asString()) : readers().end();
		if (found == readers().end())
		{
			complain(path + ".type", "unknown filter type (expected one of " + knownTypes() + ")");
			return std::nullopt;
		}
		FilterObject object(json, path, _fields, _errors);
		MaybeCondition condition = guarded(found->second, object);
		object.refuseUnread();
		return object.failed() ? std::nullopt : condition;
	}

	/// What only the filter itself finds wrong (a null where an order is asked for, a pattern) names no member.
	MaybeCondition guarded(Reader reader, FilterObject& object)
	{
		try
		{
			return reader(object);
		}
		catch (const InvalidRequestException& failure)
		{
			object.complain("value", failure.message());
		}
		return std::nullopt;
	}

	static MaybeCondition joinedBy(LogicalOperator joined, std::vector<Condition> conditions)
	{
		if (conditions.empty()) return std::nullopt;
		if (conditions.size() == 1) return std::move(conditions.front());
		const bool all = joined == LogicalOperator::And;
		return all ? Condition::all(std::move(conditions)) : Condition::any(std::move(conditions));
	}

	static std::string knownTypes()
	{
		std::string names;
		for (const auto& entry : readers())
			names += (names.empty() ? "" : ", ") + entry.first;
		return names;
	}

	const FilterFields& _fields;
	std::vector<FieldError> _errors;
};


} // namespace


FilterFields filterFieldsOf(const Table& table)
{
	return [&table](std::string_view field) -> const Column* {
		const std::optional<std::size_t> index = table.find(field);
		return index ? &table.columns()[*index] : nullptr;
	};
}


std::optional<Condition> readMultiFilter(const Json::Value& json, const FilterFields& fields)
{
	return TreeReader(fields).read(json);
}


} // namespace Athanor
