//
// Lists.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Lists.h"


namespace Athanor::SQLite {


namespace {


void appendJsonText(std::string& json, std::string_view text)
{
	static constexpr char digits[] = "0123456789abcdef";
	json += '"';
	for (const char c : text)
	{
		const auto code = static_cast<unsigned char>(c);
		if (c == '"' || c == '\\')
			json.append(1, '\\').append(1, c);
		else if (code < 0x20)
			json.append("\\u00").append(1, digits[code >> 4]).append(1, digits[code & 15]);
		else
			json += c;
	}
	json += '"';
}


/// Appends the value to a JSON array in the form in which it is stored; false if there is none.
bool appendElement(std::string& json, const Value& value)
{
	switch (value.type())
	{
	case ValueType::Boolean:
		json += value.get<bool>() ? '1' : '0';
		return true;
	case ValueType::Integer:
		json += std::to_string(value.get<std::int64_t>());
		return true;
	case ValueType::Interval:
		json += std::to_string(value.get<Interval>().microseconds());
		return true;
	case ValueType::Text:
		appendJsonText(json, value.get<std::string>());
		return true;
	case ValueType::Decimal:
		appendJsonText(json, value.get<Decimal>().toString());
		return true;
	case ValueType::Date:
		appendJsonText(json, value.get<Date>().toString());
		return true;
	case ValueType::Time:
		appendJsonText(json, value.get<Time>().toString());
		return true;
	case ValueType::Timestamp:
		appendJsonText(json, value.get<DateTime>().toSQL());
		return true;
	case ValueType::Double:
	case ValueType::Bytes:
	case ValueType::UUID:
	case ValueType::JSON:
		break;
	}
	return false;
}


Value packUUIDs(const std::vector<Value>& values)
{
	Bytes packed;
	for (const Value& value : values)
	{
		const auto& bytes = value.get<UUID>().bytes();
		packed.data.append(bytes.begin(), bytes.end());
	}
	return packed;
}


} // namespace


std::optional<Value> packList(ValueType type, const std::vector<Value>& values)
{
	if (type == ValueType::UUID) return packUUIDs(values);
	std::string json = "[";
	for (const Value& value : values)
	{
		if (json.size() > 1) json += ',';
		if (!appendElement(json, value)) return std::nullopt;
	}
	return Value(json + "]");
}


void appendUnpackedList(std::string& sql, ValueType type, std::string_view placeholder)
{
	if (type != ValueType::UUID)
	{
		sql.append("SELECT value FROM json_each(").append(placeholder).append(")");
		return;
	}
	sql.append(
		"WITH RECURSIVE part(n) AS (SELECT 1 UNION ALL SELECT n + 16 FROM part WHERE n + 16 < length(");
	sql.append(placeholder).append(")) SELECT substr(").append(placeholder).append(", n, 16) FROM part");
}


} // namespace Athanor::SQLite
