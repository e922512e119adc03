//
// RelationLoader.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/RelationLoader.h"
#include "RowKeys.h"
#include <set>


namespace Athanor {


namespace {


using Nodes = std::vector<Relations::Node>;


/// The different keys of the records, without those of records that refer to none.
std::vector<RowKey> distinctKeys(const std::vector<Record>& records, const std::vector<std::size_t>& columns)
{
	std::set<RowKey, RowKeyLess> keys;
	for (const Record& record : records)
	{
		if (auto key = keyOf(record, columns)) keys.insert(std::move(*key));
	}
	return {keys.begin(), keys.end()};
}


/// One level of one relation: which rows of the target belong to which record.
class Level
{
public:
	Level(const Table& table, std::size_t relation):
		_relation(relation),
		_path(table.path(relation)),
		_description(table.relations()[relation])
	{
	}

	const RelationPath& path() const noexcept
	{
		return _path;
	}

	std::vector<OrderBy> order() const
	{
		std::vector<OrderBy> order;
		if (!_description.orderBy.empty()) order.push_back({_description.orderBy, _description.descending});
		return order;
	}

	/// The rows of the association say which targets belong to which key.
	void link(const std::vector<Record>& associations)
	{
		for (const Record& row : associations)
		{
			const auto local = keyOf(row, _path.associationLocal);
			const auto remote = keyOf(row, _path.associationRemote);
			if (local && remote) _links[*remote].push_back(*local);
		}
	}

	/// The keys of the targets that associations lead to.
	std::vector<RowKey> linkedKeys() const
	{
		std::vector<RowKey> keys;
		for (const auto& [remote, locals] : _links)
			keys.push_back(remote);
		return keys;
	}

	/// Gives each record its targets, in the order of the targets.
	void attach(const std::vector<Record>& targets, std::vector<Record>& records) const
	{
		RowMap<std::vector<const Record*>> byLocal;
		for (const Record& target : targets)
		{
			const auto remote = keyOf(target, _path.remote);
			if (!remote) continue;
			if (!_path.association)
			{
				byLocal[*remote].push_back(&target);
				continue;
			}
			for (const RowKey& local : _links.at(*remote))
				byLocal[local].push_back(&target);
		}
		for (Record& record : records)
			record.setRelated(_relation, copiesFor(record, byLocal));
	}

private:
	std::vector<Record> copiesFor(const Record& record,
								  const RowMap<std::vector<const Record*>>& byLocal) const
	{
		std::vector<Record> rows;
		const auto local = keyOf(record, _path.local);
		const auto found = local ? byLocal.find(*local) : byLocal.end();
		if (found == byLocal.end()) return rows;
		rows.reserve(found->second.size());
		for (const Record* target : found->second)
			rows.push_back(*target);
		return rows;
	}

	const std::size_t _relation;
	const RelationPath& _path;
	const Relation& _description;
	RowMap<std::vector<RowKey>> _links;
};


Task<void> loadNodes(UnitOfWork& unit, const Table& table, const Nodes& nodes, std::vector<Record>& records);


Task<void> loadNode(UnitOfWork& unit, const Table& table, const Relations::Node& node,
					std::vector<Record>& records)
{
	Level level(table, node.relation);
	const RelationPath& path = level.path();
	const std::vector<OrderBy> order = level.order();
	const std::vector<OrderBy> anyOrder;
	std::vector<RowKey> keys = distinctKeys(records, path.local);
	if (path.association)
	{
		const Table& association = *path.association;
		std::vector<Record> links =
			co_await selectByKeys(unit, association, path.associationLocal, keys, anyOrder);
		level.link(links);
		keys = level.linkedKeys();
	}
	std::vector<Record> targets = co_await selectByKeys(unit, *path.target, path.remote, keys, order);
	// Before they are handed out: a row that many refer to loads its own relations once.
	co_await loadNodes(unit, *path.target, node.below, targets);
	level.attach(targets, records);
}


Task<void> loadNodes(UnitOfWork& unit, const Table& table, const Nodes& nodes, std::vector<Record>& records)
{
	const bool anything = !records.empty();
	for (const Relations::Node& node : nodes)
	{
		if (anything) co_await loadNode(unit, table, node, records);
	}
}


} // namespace


Task<void> loadRelations(UnitOfWork& unit, const Relations& relations, std::vector<Record>& records)
{
	Nodes nodes;
	if (records.empty() || relations.empty()) co_return;
	const Table& table = records.front().table();
	nodes = relations.of(table);
	co_await loadNodes(unit, table, nodes, records);
}


} // namespace Athanor
