//
// TableUpserts.cpp
//
// Library: Foundation
// Package: Repository
//
// Adding rows or changing them, as they are there or not.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Repository/TableRepository.h"
#include "RecordIndex.h"
#include <algorithm>


namespace Athanor {


namespace {


bool holds(const TableRepository::Columns& columns, std::size_t column)
{
	return std::find(columns.begin(), columns.end(), column) != columns.end();
}


bool allSet(const Record& record, const TableRepository::Columns& columns)
{
	return std::all_of(columns.begin(), columns.end(),
					   [&](std::size_t column) { return !record.value(column).isNull(); });
}


/// The values of a record but those of its key.
Record withoutKey(Record record)
{
	for (const std::size_t column : record.table().primaryKey())
		record.unset(column);
	return record;
}


} // namespace


Task<Record> TableRepository::upsert(Record record, const MatchFields& match)
{
	Record stored = co_await upsertOne(std::move(record), match);
	if (_autoCommit) co_await _unit.commit();
	co_return stored;
}


Task<Record> TableRepository::upsertOne(Record record, const MatchFields& match)
{
	const std::optional<Compiler::Conflict> conflict = conflictOf(record, match);
	if (conflict)
	{
		record.setInitialValues();
		const Records one(1, std::move(record));
		Records stored = co_await insertChunk(one, *conflict);
		co_return std::move(stored.front());
	}
	const std::optional<Record> current = co_await findMatch(record, match);
	if (!current)
	{
		TableRepository rows = *this;
		rows._autoCommit = false;
		Record added = co_await rows.add(std::move(record));
		co_return added;
	}
	Record changes = withoutKey(std::move(record));
	Record stored = co_await changeExisting(*current, std::move(changes));
	co_return stored;
}


Task<TableRepository::Records> TableRepository::upsertMany(Records records, const MatchFields& match)
{
	Records stored;
	std::size_t next = 0;
	while (next < records.size())
	{
		const std::optional<Compiler::Conflict> conflict = conflictOf(records[next], match);
		if (!conflict)
		{
			Record one = co_await upsertOne(std::move(records[next++]), match);
			stored.push_back(std::move(one));
			continue;
		}
		// As many as one statement can do: no row twice in it, and the same columns in all of them.
		const Record shape = records[next];
		const std::size_t most = rowsPerStatement(_table.columns().size());
		RecordIndex seen(conflict->unique);
		Records chunk;
		while (next < records.size() && chunk.size() < most && sameColumnsSet(shape, records[next]) &&
			   allSet(records[next], conflict->unique) && !seen.find(records[next]))
		{
			seen.put(records[next]);
			records[next].setInitialValues();
			chunk.push_back(std::move(records[next++]));
		}
		Records part = co_await insertChunk(chunk, *conflict);
		std::move(part.begin(), part.end(), std::back_inserter(stored));
	}
	if (_autoCommit) co_await _unit.commit();
	co_return stored;
}


/// How the database itself can find the row and update it, or nothing: it needs a unique constraint over the match
/// columns, all of them set, and a row that could be inserted as it is, for that is tried first. Where a moment of the last
/// change is kept, the row has to be read first.
std::optional<Compiler::Conflict> TableRepository::conflictOf(const Record& record,
															  const MatchFields& match) const
{
	const Capabilities& can = _unit.engine().dialect().capabilities();
	Compiler::Conflict conflict;
	conflict.unique = match.empty() ? _table.primaryKey() : columnsOf(match);
	if (!can.upsert || !can.returning || touches() || !allSet(record, conflict.unique)) return std::nullopt;
	const bool isKey = conflict.unique == _table.primaryKey();
	const bool isUnique = conflict.unique.size() == 1 && _table.columns()[conflict.unique.front()].unique;
	if (!isKey && !isUnique) return std::nullopt;
	for (std::size_t i = 0; i < _table.columns().size(); ++i)
	{
		const Column& column = _table.columns()[i];
		if (!record.isSet(i) && !column.nullable && !column.hasDefault() &&
			column.generator != Generator::Database)
			return std::nullopt;
		const bool key = holds(_table.primaryKey(), i) || holds(conflict.unique, i);
		if (record.isSet(i) && !key) conflict.updated.push_back(i);
	}
	// Without anything to update, the row that is there would not come back.
	if (conflict.updated.empty()) return std::nullopt;
	return conflict;
}


TableRepository::Columns TableRepository::columnsOf(const MatchFields& match) const
{
	Columns columns;
	for (const std::string& name : match)
		columns.push_back(_table.indexOf(name));
	return columns;
}


/// The condition by which the row for a record is looked for; nothing if the record says nothing.
std::optional<Condition> TableRepository::matchOf(const Record& record, const MatchFields& match) const
{
	Columns columns = columnsOf(match);
	if (match.empty() && allSet(record, _table.primaryKey())) columns = _table.primaryKey();
	const bool bySetValues = columns.empty();
	if (bySetValues) columns = _allColumns;
	std::vector<Condition> parts;
	for (const std::size_t column : columns)
	{
		const bool given = bySetValues ? record.isSet(column) : !record.value(column).isNull();
		if (!given) continue;
		// Documents have no equality that databases share.
		if (_table.columns()[column].type == ValueType::JSON) continue;
		parts.push_back(
			Condition::compare(_table.columns()[column].name, Comparison::Equal, record.value(column)));
	}
	if (parts.empty()) return std::nullopt;
	return Condition::all(std::move(parts));
}


Task<std::optional<Record>> TableRepository::findMatch(const Record& record, const MatchFields& match)
{
	Query query;
	query.where = matchOf(record, match);
	query.lock = RowLock{RowLock::Mode::Update, RowLock::Wait::Block, true};
	std::optional<Record> found;
	if (query.where) found = co_await getOneOrNone(query);
	co_return found;
}


Task<std::pair<Record, bool>> TableRepository::getOrUpsert(Record record, const MatchFields& match,
														   bool update)
{
	std::optional<Record> found = co_await findMatch(record, match);
	const bool created = !found;
	if (created)
		found = co_await add(std::move(record));
	else if (update)
	{
		const Record current = std::move(*found);
		Record changes = withoutKey(std::move(record));
		found = co_await changeExisting(current, std::move(changes));
		if (_autoCommit) co_await _unit.commit();
	}
	co_return std::pair<Record, bool>(std::move(*found), created);
}


Task<std::pair<Record, bool>> TableRepository::getAndUpdate(Record record, const MatchFields& match)
{
	const std::optional<Record> found = co_await findMatch(record, match);
	if (!found) throwNotFound();
	Record changes = withoutKey(std::move(record));
	Record stored = co_await changeExisting(*found, std::move(changes));
	bool changed = false;
	for (const std::size_t column : _allColumns)
		changed = changed || !(stored.value(column) == found->value(column));
	if (_autoCommit) co_await _unit.commit();
	co_return std::pair<Record, bool>(std::move(stored), changed);
}


} // namespace Athanor
