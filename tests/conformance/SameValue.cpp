//
// SameValue.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "SameValue.h"
#include "Athanor/Json/Reader.h"
#include <algorithm>
#include <cstring>


namespace Athanor::Conformance {


namespace {


/// The document with the keys of its objects in order.
Json::Value canonical(const Json::Value& value)
{
	if (value.isArray())
	{
		Json::Value::Array elements;
		for (const Json::Value& element : value.asArray())
			elements.push_back(canonical(element));
		return Json::Value(elements);
	}
	if (!value.isObject()) return value;
	Json::Value::Object members;
	for (const Json::Value::Member& member : value.asObject())
		members.emplace_back(member.first, canonical(member.second));
	std::sort(members.begin(), members.end(),
			  [](const auto& left, const auto& right) { return left.first < right.first; });
	return Json::Value(members);
}


} // namespace


bool equalAsJson(const Value& left, const Value& right)
{
	if (left.isNull() || right.isNull()) return left == right;
	return canonical(Json::parse(left.get<JsonText>().text)) ==
		   canonical(Json::parse(right.get<JsonText>().text));
}


bool identical(const Value& left, const Value& right)
{
	if (left != right) return false;
	if (left.isNull()) return true;
	if (left.type() == ValueType::Decimal)
		return left.get<Decimal>().toString() == right.get<Decimal>().toString();
	if (left.type() != ValueType::Double) return true;
	const double a = left.get<double>();
	const double b = right.get<double>();
	return std::memcmp(&a, &b, sizeof a) == 0;
}


} // namespace Athanor::Conformance
