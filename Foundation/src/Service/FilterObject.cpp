//
// FilterObject.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "FilterObject.h"
#include "Athanor/Service/ValueJson.h"
#include <algorithm>


namespace Athanor {


FilterObject::FilterObject(const Json::Value& json, std::string path, const FilterFields& fields,
						   std::vector<FieldError>& errors):
	_json(json),
	_path(std::move(path)),
	_fields(fields),
	_errors(errors)
{
}


const Column* FilterObject::field()
{
	const std::string name = text("field_name");
	return name.empty() ? nullptr : columnOf(name, "field_name");
}


const Column* FilterObject::columnOf(const std::string& name, const std::string& member)
{
	const Column* column = _fields(name);
	if (column)
		_fieldName = column->name;
	else
		complain(member, "unknown field \"" + name + "\"");
	return column;
}


std::vector<std::string> FilterObject::textFields()
{
	std::vector<std::string> names;
	const Json::Value* member = require("field_name");
	if (!member) return names;
	const Json::Value::Array alone{*member};
	std::size_t index = 0;
	for (const Json::Value& element : member->isArray() ? member->asArray() : alone)
	{
		const std::string place =
			member->isArray() ? "field_name[" + std::to_string(index++) + "]" : std::string("field_name");
		if (!element.isString())
		{
			complain(place, "not a string");
			continue;
		}
		const Column* column = columnOf(element.asString(), place);
		if (!column) continue;
		if (column->type != ValueType::Text) complain(place, "is not a text field");
		names.push_back(column->name);
	}
	return names;
}


Value FilterObject::value(const char* member, const Column* column)
{
	const Json::Value* found = find(member);
	if (!found || !column) return {};
	return converted(*found, *column, member);
}


Value FilterObject::requiredValue(const char* member, const Column* column)
{
	const Json::Value* found = require(member);
	if (!found || !column) return {};
	return converted(*found, *column, member);
}


std::optional<std::vector<Value>> FilterObject::list(const char* member, const Column* column)
{
	const Json::Value* found = find(member);
	if (!found || found->isNull()) return std::nullopt;
	if (!found->isArray())
	{
		complain(member, "not an array");
		return std::nullopt;
	}
	std::vector<Value> values;
	for (const Json::Value& element : found->asArray())
	{
		const std::string place = std::string(member) + "[" + std::to_string(values.size()) + "]";
		values.push_back(column ? converted(element, *column, place) : Value());
	}
	return values;
}


std::optional<bool> FilterObject::optionalBoolean(const char* member)
{
	const Json::Value* found = find(member);
	if (!found || found->isNull()) return std::nullopt;
	if (found->isBoolean()) return found->asBoolean();
	complain(member, "not true or false");
	return std::nullopt;
}


bool FilterObject::flag(const char* member)
{
	return optionalBoolean(member).value_or(false);
}


std::string FilterObject::text(const char* member)
{
	const Json::Value* found = require(member);
	if (!found) return {};
	if (found->isString()) return found->asString();
	complain(member, "not a string");
	return {};
}


Value FilterObject::day(const char* member)
{
	const std::string given = text(member);
	if (const auto date = Date::tryParse(given)) return *date;
	if (const auto moment = DateTime::tryParse(given)) return *moment;
	if (!failed()) complain(member, "neither a date (YYYY-MM-DD) nor a timestamp");
	return {};
}


std::optional<ComparisonFilter::Operator> FilterObject::comparisonOperator()
{
	const std::string name = text("operator");
	const std::vector<std::string>& known = ComparisonFilter::operatorNames();
	if (std::find(known.begin(), known.end(), name) != known.end())
		return ComparisonFilter::parseOperator(name);
	std::string names;
	for (const std::string& each : known)
		names += (names.empty() ? "" : ", ") + each;
	complain("operator", "unknown operator (expected one of " + names + ")");
	return std::nullopt;
}


void FilterObject::requireType(const Column* column, std::initializer_list<ValueType> types,
							   const char* complaint)
{
	if (!column || std::find(types.begin(), types.end(), column->type) != types.end()) return;
	complain("field_name", complaint);
}


void FilterObject::ignore(const char* member)
{
	_read.emplace_back(member);
}


void FilterObject::refuseUnread()
{
	for (const auto& [key, value] : _json.asObject())
	{
		if (std::find(_read.begin(), _read.end(), key) == _read.end()) complain(key, "unknown member");
	}
}


void FilterObject::complain(const std::string& member, std::string reason)
{
	_failed = true;
	_errors.push_back({_path + "." + member, std::move(reason)});
}


const Json::Value* FilterObject::find(const char* member)
{
	_read.emplace_back(member);
	return _json.find(member);
}


const Json::Value* FilterObject::require(const char* member)
{
	const Json::Value* found = find(member);
	if (!found) complain(member, "missing");
	return found;
}


Value FilterObject::converted(const Json::Value& json, const Column& column, const std::string& member)
{
	std::string reason;
	// Null and length are the concern of what is stored, not of what is asked for.
	Column asked = column;
	asked.nullable = true;
	asked.length = 0;
	Value value = readValue(json, asked, reason);
	if (reason.empty()) return value;
	complain(member, std::move(reason));
	return {};
}


} // namespace Athanor
