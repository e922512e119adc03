//
// SchemaFilters.cpp
//
// Library: Foundation
// Package: Service
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/SchemaFilters.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Service/ValueText.h"
#include <algorithm>
#include <array>
#include <utility>


namespace Athanor {


namespace {


/// Parameters that every list has, or may have.
constexpr std::array<std::string_view, 6> reserved = {"currentPage",      "pageSize", "searchString",
													  "searchIgnoreCase", "orderBy",  "sortOrder"};


/// `createdAt` is `created` in `createdBefore`.
std::string momentName(const std::string& field)
{
	const bool isMoment = field.size() > 2 && field.compare(field.size() - 2, 2, "At") == 0;
	return isMoment ? field.substr(0, field.size() - 2) : field;
}


} // namespace


std::string camelCase(std::string_view snake)
{
	std::string camel;
	bool startsWord = false;
	for (const char c : snake)
	{
		const bool capital = startsWord && c >= 'a' && c <= 'z';
		// What leads is kept: `_x` stays apart from `x`.
		startsWord = c == '_' && !camel.empty();
		if (!startsWord) camel += capital ? static_cast<char>(c - 'a' + 'A') : c;
	}
	return camel;
}


SchemaFilters::SchemaFilters(const Table& table, bool ignoresCase):
	_table(&table),
	_choices(table.columns().size()),
	_ignoresCase(ignoresCase)
{
}


void SchemaFilters::add(const SchemaField& field, std::size_t index)
{
	check(field, _table->columns()[index].type);
	_choices[index] = field.choices;
	if (field.searchable) _searched.push_back(index);
	if (field.sortable) _sortKeys.push_back({field.name, field.column});
	if (field.filterable) addFilters(field, index);
}


void SchemaFilters::check(const SchemaField& field, ValueType type) const
{
	if (field.searchable && type != ValueType::Text) refuse(field.column + " is no text to be searched");
	if (!field.choices.empty() && type != ValueType::Text) refuse(field.column + " is no text with choices");
	// Whoever may search or order by a field can find out what it holds.
	if (field.writeOnly && (field.searchable || field.sortable || field.filterable))
		refuse(field.column + " is write-only, which a filter or an order would betray");
	const bool opaque = type == ValueType::JSON || type == ValueType::Bytes;
	if (opaque && (field.sortable || field.filterable))
		refuse(field.column + " is neither comparable nor sortable");
}


void SchemaFilters::addFilters(const SchemaField& field, std::size_t index)
{
	using Kind = FilterParameter::Kind;
	const Column& column = _table->columns()[index];
	const std::string name = camelCase(field.name);
	if (column.type == ValueType::Boolean) return addParameter(name, Kind::Is, index);
	if (column.primaryKey && _table->primaryKey().size() == 1) return addParameter("ids", Kind::In, index);
	if (!field.choices.empty() || !column.enumValues.empty()) addParameter(name, Kind::In, index);
	if (column.type == ValueType::Timestamp || column.type == ValueType::Date)
	{
		addParameter(momentName(name) + "Before", Kind::Before, index);
		addParameter(momentName(name) + "After", Kind::After, index);
	}
	if (column.type == ValueType::Timestamp) return;
	addParameter(name + "In", Kind::In, index);
	addParameter(name + "NotIn", Kind::NotIn, index);
}


void SchemaFilters::addParameter(std::string name, FilterParameter::Kind kind, std::size_t column)
{
	const bool taken = std::any_of(_parameters.begin(), _parameters.end(),
								   [&](const FilterParameter& other) { return other.name == name; });
	if (taken || std::find(reserved.begin(), reserved.end(), name) != reserved.end())
		refuse("two query parameters would be named " + name);
	_parameters.push_back({std::move(name), kind, column});
}


void SchemaFilters::refuse(const std::string& reason) const
{
	throw ImproperConfigurationException("schema of table " + _table->name() + ": " + reason);
}


Condition SchemaFilters::condition(const FilterParameter& parameter, const std::vector<std::string>& texts,
								   std::string& reason) const
{
	using Kind = FilterParameter::Kind;
	const Column& column = _table->columns()[parameter.column];
	std::vector<Value> values;
	for (const std::string& text : texts)
	{
		values.push_back(readText(text, column, reason));
		if (reason.empty()) reason = unlistedChoice(text, _choices[parameter.column]);
		if (!reason.empty()) return Condition::any({});
	}
	switch (parameter.kind)
	{
	case Kind::In:
		return Condition::in(column.name, std::move(values));
	case Kind::NotIn:
		return Condition::notIn(column.name, std::move(values));
	case Kind::Is:
		return Condition::compare(column.name, Comparison::Equal, values.front());
	case Kind::Before:
		return Condition::compare(column.name, Comparison::Less, values.front());
	case Kind::After:
		return Condition::compare(column.name, Comparison::Greater, values.front());
	}
	return Condition::any({});
}


Condition SchemaFilters::search(const std::string& text, bool ignoreCase) const
{
	std::vector<Condition> any;
	for (const std::size_t column : _searched)
	{
		any.push_back(Condition::contains(_table->columns()[column].name, text,
										  ignoreCase ? Case::Ignored : Case::Matters));
	}
	return any.size() == 1 ? any.front() : Condition::any(std::move(any));
}


const SchemaFilters::SortKey* SchemaFilters::sortKey(std::string_view name) const noexcept
{
	for (const SortKey& key : _sortKeys)
	{
		if (key.name == name) return &key;
	}
	return nullptr;
}


std::string SchemaFilters::orderNames() const
{
	std::string names;
	for (const SortKey& key : _sortKeys)
	{
		names += (names.empty() ? "" : ", ") + key.name;
	}
	return names;
}


} // namespace Athanor
