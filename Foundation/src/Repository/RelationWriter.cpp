//
// RelationWriter.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/RelationWriter.h"
#include "Athanor/Repository/TableRepository.h"
#include "RowKeys.h"


namespace Athanor {


namespace {


using Columns = std::vector<std::size_t>;
using Rows = std::vector<Record>;


/// Sets `to` of one record to what `from` of the other has.
void copyColumns(const Record& source, const Columns& from, Record& target, const Columns& to)
{
	for (std::size_t i = 0; i < from.size(); ++i)
		target.set(to[i], source.value(from[i]));
}


void setNull(Record& record, const Columns& columns)
{
	for (const std::size_t column : columns)
		record.set(column, Value());
}


/// The record without its related rows.
Record withoutRelated(Record record)
{
	for (std::size_t i = 0; i < record.table().relations().size(); ++i)
		record.unsetRelated(i);
	return record;
}


/// What is set in `wanted` and not the same in `stored`.
Record difference(const Record& wanted, const Record& stored)
{
	Record changes = wanted;
	for (std::size_t i = 0; i < wanted.table().columns().size(); ++i)
	{
		const bool touched = wanted.table().columns()[i].touchOnUpdate;
		if (touched || wanted.value(i) == stored.value(i)) changes.unset(i);
	}
	return changes;
}


std::vector<RowKey> keysOf(const Rows& rows, const Columns& columns)
{
	std::vector<RowKey> keys;
	for (const Record& row : rows)
	{
		if (auto key = keyOf(row, columns)) keys.push_back(std::move(*key));
	}
	return keys;
}


RowMap<const Record*> byKey(const Rows& rows, const Columns& columns)
{
	RowMap<const Record*> map;
	for (const Record& row : rows)
	{
		if (auto key = keyOf(row, columns)) map.emplace(std::move(*key), &row);
	}
	return map;
}


/// Writes one record and its relations. One object per record.
class Writer
{
public:
	Writer(UnitOfWork& unit, const Table& table):
		_unit(unit),
		_table(table),
		_rows(unit, table)
	{
	}

	Task<Record> add(Record record);
	Task<Record> update(const Key& key, Record changes);

private:
	/// Inserts or changes related rows of one table, and gives them as stored.
	Task<Rows> save(const Table& target, Rows rows);
	Task<void> saveReferred(Record& record, Rows& saved, std::size_t relation);
	Task<void> saveDependents(Record& stored, const Record& wanted, bool replace);
	Task<void> saveReferring(const Record& stored, const RelationPath& path, Rows& related);
	Task<void> releaseOthers(const Record& stored, std::size_t relation, const Rows& kept);
	Task<void> associate(const Record& stored, const RelationPath& path, const Rows& related, bool replace);

	std::vector<Rows> emptyRelations() const
	{
		return std::vector<Rows>(_table.relations().size());
	}
	bool isManyToOne(std::size_t relation) const
	{
		return _table.relations()[relation].kind == RelationKind::ManyToOne;
	}

	UnitOfWork& _unit;
	const Table& _table;
	TableRepository _rows;
};


/// Saves the row that a record refers to and sets the record's foreign key.
Task<void> Writer::saveReferred(Record& record, Rows& saved, std::size_t relation)
{
	const RelationPath& path = _table.path(relation);
	const Table& target = *path.target;
	Rows wanted = *record.related(relation);
	Rows stored = co_await save(target, wanted);
	if (stored.empty())
		setNull(record, path.local);
	else
		copyColumns(stored.front(), path.remote, record, path.local);
	saved = std::move(stored);
}


Task<Record> Writer::add(Record record)
{
	std::vector<Rows> referred = emptyRelations();
	const bool replace = false;
	for (std::size_t i = 0; i < referred.size(); ++i)
	{
		if (isManyToOne(i) && record.related(i)) co_await saveReferred(record, referred[i], i);
	}
	Record own = withoutRelated(record);
	Record stored = co_await _rows.add(own);
	for (std::size_t i = 0; i < referred.size(); ++i)
	{
		if (isManyToOne(i) && record.related(i)) stored.setRelated(i, referred[i]);
	}
	co_await saveDependents(stored, record, replace);
	co_return stored;
}


Task<Record> Writer::update(const Key& key, Record changes)
{
	std::vector<Rows> referred = emptyRelations();
	const bool replace = true;
	for (std::size_t i = 0; i < referred.size(); ++i)
	{
		if (isManyToOne(i) && changes.related(i)) co_await saveReferred(changes, referred[i], i);
	}
	Record own = withoutRelated(changes);
	Record stored = co_await _rows.update(key, own);
	for (std::size_t i = 0; i < referred.size(); ++i)
	{
		if (isManyToOne(i) && changes.related(i)) stored.setRelated(i, referred[i]);
	}
	co_await saveDependents(stored, changes, replace);
	co_return stored;
}


/// The relations whose rows need the stored record's key.
Task<void> Writer::saveDependents(Record& stored, const Record& wanted, bool replace)
{
	Rows related;
	for (std::size_t i = 0; i < _table.relations().size(); ++i)
	{
		if (isManyToOne(i) || !wanted.related(i)) continue;
		const RelationPath& path = _table.path(i);
		related = *wanted.related(i);
		if (path.association)
		{
			const Table& target = *path.target;
			related = co_await save(target, related);
			co_await associate(stored, path, related, replace);
		}
		else
		{
			co_await saveReferring(stored, path, related);
			if (replace) co_await releaseOthers(stored, i, related);
		}
		stored.setRelated(i, related);
	}
}


Task<void> Writer::saveReferring(const Record& stored, const RelationPath& path, Rows& related)
{
	const Table& target = *path.target;
	for (Record& row : related)
		copyColumns(stored, path.local, row, path.remote);
	Rows saved = co_await save(target, related);
	related = std::move(saved);
}


/// Rows of one-to-many that refer to the record and are not among those kept.
Task<void> Writer::releaseOthers(const Record& stored, std::size_t relation, const Rows& kept)
{
	const RelationPath& path = _table.path(relation);
	const Table& target = *path.target;
	const bool owned = _table.relations()[relation].owned;
	const std::vector<OrderBy> anyOrder;
	const std::vector<RowKey> own(1, *keyOf(stored, path.local));
	const RowMap<const Record*> keep = byKey(kept, target.primaryKey());
	TableRepository rows(_unit, target);
	Rows current = co_await selectByKeys(_unit, target, path.remote, own, anyOrder);
	for (const Record& row : current)
	{
		const RowKey key = *keyOf(row, target.primaryKey());
		if (keep.find(key) != keep.end()) continue;
		const Key rowKey(key);
		Record changes(target);
		setNull(changes, path.remote);
		if (owned)
			co_await rows.remove(rowKey);
		else
			co_await rows.update(rowKey, changes);
	}
}


Task<void> Writer::associate(const Record& stored, const RelationPath& path, const Rows& related,
							 bool replace)
{
	const Table& association = *path.association;
	const std::vector<OrderBy> anyOrder;
	const std::vector<RowKey> own(1, *keyOf(stored, path.local));
	RowMap<const Record*> wanted = byKey(related, path.remote);
	TableRepository links(_unit, association);
	Rows current;
	if (replace) current = co_await selectByKeys(_unit, association, path.associationLocal, own, anyOrder);
	for (const Record& link : current)
	{
		const RowKey remote = *keyOf(link, path.associationRemote);
		if (wanted.erase(remote) > 0) continue;
		const Key linkKey(*keyOf(link, association.primaryKey()));
		co_await links.remove(linkKey);
	}
	for (const auto& [remote, row] : wanted)
	{
		Record link(association);
		copyColumns(stored, path.local, link, path.associationLocal);
		copyColumns(*row, path.remote, link, path.associationRemote);
		Record inserted = co_await links.add(link);
	}
}


Task<Rows> Writer::save(const Table& target, Rows rows)
{
	const std::vector<OrderBy> anyOrder;
	const Columns& keyColumns = target.primaryKey();
	const std::vector<RowKey> keys = keysOf(rows, keyColumns);
	Rows existing = co_await selectByKeys(_unit, target, keyColumns, keys, anyOrder);
	const RowMap<const Record*> known = byKey(existing, keyColumns);
	Writer writer(_unit, target);
	Rows saved;
	for (const Record& row : rows)
	{
		const auto key = keyOf(row, keyColumns);
		const auto found = key ? known.find(*key) : known.end();
		if (found == known.end())
		{
			Record added = co_await writer.add(row);
			saved.push_back(std::move(added));
			continue;
		}
		Record changes = difference(row, *found->second);
		if (changes.empty() && !changes.hasRelated())
		{
			saved.push_back(*found->second);
			continue;
		}
		const Key rowKey(*key);
		Record changed = co_await writer.update(rowKey, changes);
		saved.push_back(std::move(changed));
	}
	co_return saved;
}


} // namespace


Task<Record> addWithRelated(UnitOfWork& unit, Record record)
{
	Writer writer(unit, record.table());
	Record stored = co_await writer.add(record);
	co_return stored;
}


Task<Record> updateWithRelated(UnitOfWork& unit, const Key& key, Record changes)
{
	Writer writer(unit, changes.table());
	Record stored = co_await writer.update(key, changes);
	co_return stored;
}


} // namespace Athanor
