//
// Model.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Model.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <cxxabi.h>
#include <cstdlib>
#include <memory>
#include <numeric>


namespace Athanor {


std::string tableNameOf(const std::type_info& type)
{
	int status = 0;
	const std::unique_ptr<char, decltype(&std::free)> demangled(
		abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
	const std::string full = status == 0 ? demangled.get() : type.name();
	const std::size_t colon = full.rfind("::");
	return snakeCase(colon == std::string::npos ? full : full.substr(colon + 2));
}


namespace {


/// A number or text that stands for a value of another type: `"1.50"` for a Decimal.
Value convertDefault(Value value, ValueType wanted)
{
	if (value.type() == wanted) return value;
	if (value.type() == ValueType::Integer && wanted == ValueType::Double)
		return static_cast<double>(value.get<std::int64_t>());
	if (value.type() == ValueType::Integer && wanted == ValueType::Decimal)
		return Decimal::parse(std::to_string(value.get<std::int64_t>()));
	const std::string& text = value.get<std::string>();
	switch (wanted)
	{
	case ValueType::Decimal:
		return Decimal::parse(text);
	case ValueType::UUID:
		return UUID::parse(text);
	case ValueType::Date:
		return Date::parse(text);
	case ValueType::Time:
		return Time::parse(text);
	case ValueType::Timestamp:
		return DateTime::parse(text);
	case ValueType::Interval:
		return Interval::parse(text);
	case ValueType::JSON:
		return JsonText{text};
	case ValueType::Bytes:
		return Bytes{text};
	default:
		throw SerializationException(std::string("not of type ") + toString(wanted));
	}
}


Value literalOf(const DefaultDescription& description)
{
	switch (description.kind)
	{
	case DefaultDescription::Kind::Boolean:
		return description.boolean;
	case DefaultDescription::Kind::Integer:
		return description.integer;
	case DefaultDescription::Kind::Double:
		return description.real;
	case DefaultDescription::Kind::Text:
		return description.text;
	default:
		return {};
	}
}


} // namespace


std::optional<Value> Detail::makeDefault(const DefaultDescription& description, const Column& column)
{
	if (description.kind == DefaultDescription::Kind::None ||
		description.kind == DefaultDescription::Kind::Function)
		return std::nullopt;
	try
	{
		return convertDefault(literalOf(description), column.type);
	}
	catch (const SerializationException& exception)
	{
		throw ImproperConfigurationException("the default of column " + column.name + ": " +
											 exception.message());
	}
}


Detail::Layout Detail::arrange(std::vector<std::pair<int, Column>> described)
{
	std::vector<std::size_t> order(described.size());
	std::iota(order.begin(), order.end(), std::size_t{0});
	std::stable_sort(order.begin(), order.end(),
					 [&](std::size_t a, std::size_t b) { return described[a].first < described[b].first; });
	Layout layout;
	layout.position.resize(described.size());
	for (const std::size_t from : order)
	{
		layout.position[from] = layout.columns.size();
		layout.columns.push_back(std::move(described[from].second));
	}
	return layout;
}


} // namespace Athanor
