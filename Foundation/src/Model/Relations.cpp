//
// Relations.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Relations.h"
#include "Athanor/Core/Exceptions.h"
#include <algorithm>


namespace Athanor {


namespace {


void merge(std::vector<Relations::Node>& into, const std::vector<Relations::Node>& nodes)
{
	for (const Relations::Node& node : nodes)
	{
		const auto known = std::find_if(into.begin(), into.end(), [&](const Relations::Node& each) {
			return each.relation == node.relation;
		});
		if (known == into.end())
			into.push_back(node);
		else
			merge(known->below, node.below);
	}
}


} // namespace


Relations::Relations(const Table& table, const std::vector<std::size_t>& chain):
	_table(&table)
{
	std::vector<Node>* level = &_nodes;
	for (const std::size_t relation : chain)
	{
		level->push_back({relation, {}});
		level = &level->back().below;
	}
}


Relations Relations::all()
{
	Relations relations;
	relations._all = true;
	return relations;
}


Relations Relations::named(const Table& table, std::string_view path)
{
	std::vector<std::size_t> chain;
	const Table* current = &table;
	while (!path.empty())
	{
		const std::size_t dot = std::min(path.find('.'), path.size());
		chain.push_back(current->relationIndex(path.substr(0, dot)));
		current = current->path(chain.back()).target;
		path.remove_prefix(std::min(dot + 1, path.size()));
	}
	return Relations(table, chain);
}


Relations& Relations::operator+=(const Relations& other)
{
	if (!_table) _table = other._table;
	if (other._table && other._table != _table)
		throw InvalidRequestException("relations of tables " + _table->name() + " and " +
									  other._table->name() + " in one choice");
	_all = _all || other._all;
	merge(_nodes, other._nodes);
	return *this;
}


std::vector<Relations::Node> Relations::of(const Table& table) const
{
	if (_table && _table != &table)
		throw InvalidRequestException("relations of table " + _table->name() + " do not belong to table " +
									  table.name());
	std::vector<Node> nodes = _nodes;
	if (!_all) return nodes;
	std::vector<Node> all(table.relations().size());
	for (std::size_t i = 0; i < all.size(); ++i)
		all[i].relation = i;
	merge(nodes, all);
	return nodes;
}


} // namespace Athanor
