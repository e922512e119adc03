//
// TableWrites.cpp
//
// Library: Foundation
// Package: Repository
//
// Adding, changing and removing rows.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Repository/RelationWriter.h"
#include "Athanor/Repository/TableRepository.h"
#include "RecordIndex.h"
#include <algorithm>


namespace Athanor {


Task<ResultSetPtr> TableRepository::write(const CompiledStatement& compiled)
{
	const Statement& statement = compiled.statement;
	try
	{
		ResultSetPtr result = co_await _unit.execute(statement, compiled.parameters);
		co_return result;
	}
	catch (const DatabaseException& failure)
	{
		_messages.over(ErrorMessages::defaults()).rethrow(failure);
		throw;
	}
}


Task<Record> TableRepository::add(Record record)
{
	if (record.hasRelated())
	{
		Record together = co_await addWithRelated(_unit, record);
		if (_autoCommit) co_await _unit.commit();
		co_return together;
	}
	record.setInitialValues();
	const bool known = knowsAllAfterInsert(record);
	const Columns returning = known ? Columns() : _allColumns;
	const CompiledStatement insert = _compiler.insert(record, returning);
	ResultSetPtr result = co_await write(insert);
	if (!known && !result->next())
		throw RepositoryException("the database returned no row for an INSERT into \"" + _table.name() +
								  "\"");
	Record stored = known ? std::move(record) : readWritten(*result);
	result.reset();
	if (_autoCommit) co_await _unit.commit();
	co_return stored;
}


Task<TableRepository::Records> TableRepository::addMany(Records records)
{
	Records stored;
	const Compiler::Conflict none;
	for (Record& record : records)
		record.setInitialValues();
	const std::vector<Records> chunks = chunksOf(std::move(records));
	for (const Records& chunk : chunks)
	{
		Records part = co_await insertChunk(chunk, none);
		std::move(part.begin(), part.end(), std::back_inserter(stored));
	}
	if (_autoCommit) co_await _unit.commit();
	co_return stored;
}


/// Records in their order, in groups that one statement can insert: the same columns are set, and there are not too many.
std::vector<TableRepository::Records> TableRepository::chunksOf(Records records) const
{
	std::vector<Records> chunks;
	const bool several = _unit.engine().dialect().capabilities().multiRowInsert;
	const std::size_t most = several ? rowsPerStatement(_table.columns().size()) : 1;
	for (Record& record : records)
	{
		const bool fits = !chunks.empty() && chunks.back().size() < most && !record.empty() &&
						  sameColumnsSet(chunks.back().front(), record);
		if (!fits) chunks.emplace_back();
		chunks.back().push_back(std::move(record));
	}
	return chunks;
}


Task<TableRepository::Records> TableRepository::insertChunk(const Records& chunk,
															const Compiler::Conflict& conflict)
{
	const bool plain = conflict.unique.empty();
	const bool known = plain && knowsAllAfterInsert(chunk.front());
	const Columns returning = known ? Columns() : _allColumns;
	const CompiledStatement insert = chunk.front().empty() ? _compiler.insert(chunk.front(), returning)
														   : _compiler.insertMany(chunk, returning, conflict);
	ResultSetPtr result = co_await write(insert);
	if (known) co_return chunk;
	Records stored = readRows(*result);
	if (stored.size() != chunk.size())
		throw RepositoryException("the database returned " + std::to_string(stored.size()) + " rows for " +
								  std::to_string(chunk.size()) + " inserted into \"" + _table.name() + "\"");
	// Databases do not promise an order of RETURNING.
	co_return inOrderOf(chunk, std::move(stored), plain ? _table.primaryKey() : conflict.unique);
}


/// Whether the stored row is what was sent, so that nothing has to be read back.
bool TableRepository::knowsAllAfterInsert(const Record& record) const
{
	for (std::size_t i = 0; i < _table.columns().size(); ++i)
	{
		const Column& column = _table.columns()[i];
		const bool filledByDatabase =
			column.generator == Generator::Database || !column.serverDefault.empty();
		if (!record.isSet(i) && filledByDatabase) return false;
		// The database rounds a number to the declared scale.
		if (column.type == ValueType::Decimal && column.precision > 0) return false;
	}
	return true;
}


/// Whether a column says when its row was last changed.
bool TableRepository::touches() const noexcept
{
	return std::any_of(_table.columns().begin(), _table.columns().end(),
					   [](const Column& column) { return column.touchOnUpdate; });
}


/// Another program may have put something into the row that cannot be read. A write that was a transaction of its own is kept
/// then, and the caller has to know.
Record TableRepository::readWritten(const ResultSet& row) const
{
	try
	{
		return readRow(row);
	}
	catch (DatabaseException& failure)
	{
		failure.detail().committed = !_unit.inTransaction();
		throw;
	}
}


bool TableRepository::updatesInOneStatement(const Record& changes) const noexcept
{
	return !changes.empty() && !changes.hasRelated() && !touches();
}


Task<Record> TableRepository::update(const Key& key, Record changes)
{
	const std::vector<Value> values = key.valuesFor(_table);
	const RowLock lock{RowLock::Mode::Update, RowLock::Wait::Block, true};
	if (changes.hasRelated())
	{
		Record together = co_await updateWithRelated(_unit, key, changes);
		if (_autoCommit) co_await _unit.commit();
		co_return together;
	}
	if (changes.empty())
	{
		Record unchanged = co_await get(key);
		co_return unchanged;
	}
	std::optional<Record> stored;
	if (touches())
	{
		const Record current = co_await get(key, lock);
		stored = co_await changeExisting(current, std::move(changes));
	}
	else
	{
		stored = co_await change(values, std::move(changes));
	}
	if (_autoCommit) co_await _unit.commit();
	co_return std::move(*stored);
}


/// Writes what differs from the row as it is, and the moment of the change; nothing if nothing differs.
Task<Record> TableRepository::changeExisting(const Record& current, Record changes)
{
	const Key key = Key::of(current);
	for (std::size_t i = 0; i < _table.columns().size(); ++i)
	{
		if (changes.isSet(i) && changes.value(i) == current.value(i)) changes.unset(i);
	}
	if (changes.empty()) co_return current;
	for (std::size_t i = 0; i < _table.columns().size(); ++i)
	{
		if (_table.columns()[i].touchOnUpdate && !changes.isSet(i)) changes.set(i, DateTime::now());
	}
	const std::vector<Value> values = key.values();
	Record stored = co_await change(values, std::move(changes));
	co_return stored;
}


Task<Record> TableRepository::change(const std::vector<Value>& key, Record changes)
{
	const bool returning = _unit.engine().dialect().capabilities().returning;
	const CompiledStatement update = _compiler.update(changes, key, returning ? _allColumns : Columns());
	ResultSetPtr result = co_await write(update);
	if (returning && !result->next()) throwNotFound();
	if (returning) co_return readWritten(*result);
	if (result->affectedRows() == 0) throwNotFound();
	const Key same(key);
	Record stored = co_await get(same);
	co_return stored;
}


Task<TableRepository::Records> TableRepository::updateMany(Records records)
{
	Keys keys;
	for (const Record& record : records)
	{
		keys.push_back(Key::of(record).values());
		const bool incomplete = std::any_of(keys.back().begin(), keys.back().end(),
											[](const Value& value) { return value.isNull(); });
		if (incomplete)
			throw InvalidRequestException("a record to update in table \"" + _table.name() + "\" has no key");
	}
	// All rows are there, or nothing is changed.
	const Records found = co_await findByKeys(keys, true);
	RecordIndex current(_table.primaryKey());
	for (const Record& record : found)
		current.put(record);
	for (const Record& record : records)
	{
		if (!current.find(record)) throwNotFound();
	}
	Records stored;
	for (Record& record : records)
	{
		const Record before = *current.find(record);
		Record after = co_await changeExisting(before, std::move(record));
		current.put(after);
		stored.push_back(std::move(after));
	}
	if (_autoCommit) co_await _unit.commit();
	co_return stored;
}


Task<std::int64_t> TableRepository::updateWhere(const Query& query, Record changes)
{
	const Condition where = query.where ? *query.where : Condition::all({});
	for (std::size_t i = 0; i < _table.columns().size(); ++i)
	{
		const bool touch = _table.columns()[i].touchOnUpdate && !changes.empty() && !changes.isSet(i);
		if (touch) changes.set(i, DateTime::now());
	}
	const CompiledStatement update = _compiler.update(changes, where, Columns());
	ResultSetPtr result = co_await write(update);
	const std::int64_t changed = result->affectedRows();
	result.reset();
	if (_autoCommit) co_await _unit.commit();
	co_return changed;
}


Task<void> TableRepository::remove(const Key& key)
{
	const CompiledStatement statement = _compiler.remove(_table, key.valuesFor(_table));
	ResultSetPtr result = co_await write(statement);
	if (result->affectedRows() == 0) throwNotFound();
	result.reset();
	if (_autoCommit) co_await _unit.commit();
}


Task<TableRepository::Records> TableRepository::removeMany(const std::vector<Key>& keys)
{
	Keys wanted;
	for (const Key& key : keys)
		wanted.push_back(key.valuesFor(_table));
	const Records removed = co_await findByKeys(wanted, true);
	const std::size_t most = rowsPerStatement(_table.primaryKey().size());
	for (std::size_t begin = 0; begin < removed.size(); begin += most)
	{
		Keys part;
		for (std::size_t i = begin; i < std::min(begin + most, removed.size()); ++i)
			part.push_back(Key::of(removed[i]).values());
		const CompiledStatement statement =
			_compiler.remove(_table, Compiler::keyIn(_table, part), Columns());
		ResultSetPtr result = co_await write(statement);
	}
	if (_autoCommit) co_await _unit.commit();
	co_return removed;
}


Task<std::int64_t> TableRepository::removeWhere(const Query& query, Everything everything)
{
	if (!query.where && everything == Everything::Refused)
	{
		throw InvalidRequestException("a removal without a condition would empty table \"" + _table.name() +
									  "\"; Everything::Allowed says that it is meant");
	}
	const Condition where = query.where ? *query.where : Condition::all({});
	const CompiledStatement statement = _compiler.remove(_table, where, Columns());
	ResultSetPtr result = co_await write(statement);
	const std::int64_t removed = result->affectedRows();
	result.reset();
	if (_autoCommit) co_await _unit.commit();
	co_return removed;
}


} // namespace Athanor
