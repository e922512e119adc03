//
// Metadata.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Metadata.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>
#include <functional>


namespace Athanor {


namespace {


const Table* findIn(const std::vector<const Table*>& tables, std::string_view name) noexcept
{
	for (const Table* table : tables)
	{
		if (table->name() == name) return table;
	}
	return nullptr;
}


} // namespace


void Metadata::add(const Table& table)
{
	const Table* known = findIn(_tables, table.name());
	if (known == &table) return;
	if (known) throw ImproperConfigurationException("two tables are named " + table.name());
	for (std::size_t i = 0; i < table.relations().size(); ++i)
		static_cast<void>(table.path(i));
	_tables.push_back(&table);
}


std::vector<const Table*> Metadata::tables() const
{
	const std::vector<const Table*> tables = all();
	std::vector<const Table*> ordered;
	std::vector<const Table*> entered;
	// Tables that refer to each other have no order; the one that was added first comes last of its circle.
	const std::function<void(const Table*)> visit = [&](const Table* table) {
		if (std::find(entered.begin(), entered.end(), table) != entered.end()) return;
		entered.push_back(table);
		for (const ForeignKey& key : table->foreignKeys())
		{
			const Table* referred = findIn(tables, key.table);
			if (referred) visit(referred);
		}
		ordered.push_back(table);
	};
	for (const Table* table : tables)
		visit(table);
	return ordered;
}


/// What was added, then the associations nobody added.
std::vector<const Table*> Metadata::all() const
{
	std::vector<const Table*> tables = _tables;
	for (const Table* table : _tables)
	{
		for (std::size_t i = 0; i < table->relations().size(); ++i)
		{
			const Table* association = table->path(i).association.get();
			if (association && !findIn(tables, association->name())) tables.push_back(association);
		}
	}
	return tables;
}


const Table* Metadata::find(std::string_view name) const
{
	return findIn(all(), name);
}


} // namespace Athanor
