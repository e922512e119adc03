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


void Metadata::add(const Table& table)
{
	const Table* known = find(table.name());
	if (known == &table) return;
	if (known) throw ImproperConfigurationException("two tables are named " + table.name());
	_tables.push_back(&table);
}


std::vector<const Table*> Metadata::tables() const
{
	std::vector<const Table*> ordered;
	std::vector<const Table*> entered;
	// Tables that refer to each other have no order; the one that was added first comes last of its circle.
	const std::function<void(const Table*)> visit = [&](const Table* table) {
		if (std::find(entered.begin(), entered.end(), table) != entered.end()) return;
		entered.push_back(table);
		for (const ForeignKey& key : table->foreignKeys())
		{
			const Table* referred = find(key.table);
			if (referred) visit(referred);
		}
		ordered.push_back(table);
	};
	for (const Table* table : _tables)
		visit(table);
	return ordered;
}


const Table* Metadata::find(std::string_view name) const noexcept
{
	for (const Table* table : _tables)
	{
		if (table->name() == name) return table;
	}
	return nullptr;
}


} // namespace Athanor
