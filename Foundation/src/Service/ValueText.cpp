//
// ValueText.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/ValueText.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Json/Value.h"
#include "Athanor/Service/ValueJson.h"
#include <algorithm>
#include <optional>


namespace Athanor {


namespace {


/// A number as query parameters spell it: what JSON has, without an exponent.
bool isPlainNumber(std::string_view text) noexcept
{
	if (!text.empty() && text.front() == '-') text.remove_prefix(1);
	const std::size_t dot = std::min(text.find('.'), text.size());
	const std::string_view whole = text.substr(0, dot);
	if (!isDigits(whole)) return false;
	return dot == text.size() || isDigits(text.substr(dot + 1));
}


/// JSON has no zeros in front.
std::string jsonNumber(std::string_view text)
{
	const std::string sign = text.front() == '-' ? "-" : "";
	text.remove_prefix(sign.size());
	while (text.size() > 1 && text.front() == '0' && text[1] != '.')
		text.remove_prefix(1);
	return sign + std::string(text);
}


Value readNumber(std::string_view text, const Column& column, std::string& reason)
{
	if (isPlainNumber(text)) return readValue(Json::Value::number(jsonNumber(text)), column, reason);
	reason = column.type == ValueType::Integer ? "not an integer" : "not a number";
	return {};
}


Value readBoolean(std::string_view text, std::string& reason)
{
	if (text == "true") return Value(true);
	if (text == "false") return Value(false);
	reason = "not true or false";
	return {};
}


} // namespace


Value readText(std::string_view text, const Column& column, std::string& reason)
{
	reason.clear();
	switch (column.type)
	{
	case ValueType::Boolean:
		return readBoolean(text, reason);
	case ValueType::Integer:
	case ValueType::Double:
	case ValueType::Decimal:
		return readNumber(text, column, reason);
	case ValueType::Timestamp:
		if (const std::optional<Date> day = Date::tryParse(text)) return Value(DateTime(*day, Time()));
		break;
	default:
		break;
	}
	return readValue(Json::Value(text), column, reason);
}


std::string unlistedChoice(std::string_view text, const std::vector<std::string>& words)
{
	if (words.empty() || std::find(words.begin(), words.end(), text) != words.end()) return {};
	std::string known;
	for (const std::string& word : words)
	{
		known += (known.empty() ? "" : ", ") + word;
	}
	return "not one of " + known;
}


} // namespace Athanor
