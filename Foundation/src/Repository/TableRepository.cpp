//
// TableRepository.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/TableRepository.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Repository/RelationWriter.h"
#include <algorithm>
#include <numeric>


namespace Athanor {


TableRepository::TableRepository(UnitOfWork& unit, const Table& table):
	_unit(unit),
	_table(table),
	_compiler(unit.engine().dialect()),
	_allColumns(table.columns().size())
{
	std::iota(_allColumns.begin(), _allColumns.end(), std::size_t{0});
}


Task<Record> TableRepository::add(Record record)
{
	if (record.hasRelated())
	{
		Record together = co_await addWithRelated(_unit, record);
		co_return together;
	}
	fillGenerated(record);
	const bool known = knowsAllAfterInsert(record);
	const Columns returning = known ? Columns() : _allColumns;
	const CompiledStatement insert = _compiler.insert(record, returning);
	ResultSetPtr result = co_await _unit.execute(insert.statement, insert.parameters);
	if (known) co_return record;
	if (!result->next())
		throw RepositoryException("the database returned no row for an INSERT into \"" + _table.name() +
								  "\"");
	Record stored = readRow(*result);
	co_return stored;
}


void TableRepository::fillGenerated(Record& record) const
{
	for (std::size_t i = 0; i < _table.columns().size(); ++i)
	{
		if (record.isSet(i)) continue;
		std::optional<Value> value = _table.columns()[i].initialValue();
		if (value) record.set(i, std::move(*value));
	}
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


Task<std::optional<Record>> TableRepository::getOneOrNone(const Key& key)
{
	Query query;
	query.where = Compiler::keyIs(_table, key.values());
	const CompiledStatement select = _compiler.select(_table, _allColumns, query);
	ResultSetPtr result = co_await _unit.execute(select.statement, select.parameters);
	std::optional<Record> found;
	if (result->next()) found = readRow(*result);
	co_return found;
}


Task<Record> TableRepository::get(const Key& key)
{
	std::optional<Record> found = co_await getOneOrNone(key);
	if (!found) throwNotFound();
	co_return std::move(*found);
}


Task<std::vector<Record>> TableRepository::list(const Query& query)
{
	ResultSetPtr result = co_await select(_allColumns, query);
	std::vector<Record> records;
	while (result->next())
	{
		records.push_back(readRow(*result));
	}
	co_return records;
}


Task<std::int64_t> TableRepository::count(const Query& query)
{
	const CompiledStatement statement = _compiler.count(_table, query);
	ResultSetPtr result = co_await _unit.execute(statement.statement, statement.parameters);
	if (!result->next())
		throw RepositoryException("the database returned no row for a count of \"" + _table.name() + "\"");
	const std::int64_t total = result->integer(0);
	co_return total;
}


Task<Record> TableRepository::update(const Key& key, Record changes)
{
	if (changes.hasRelated())
	{
		Record together = co_await updateWithRelated(_unit, key, changes);
		co_return together;
	}
	const bool unchanged = changes.empty();
	const bool returning = _unit.engine().dialect().capabilities().returning;
	if (!unchanged)
	{
		for (std::size_t i = 0; i < _table.columns().size(); ++i)
		{
			if (_table.columns()[i].touchOnUpdate && !changes.isSet(i)) changes.set(i, DateTime::now());
		}
		const CompiledStatement update =
			_compiler.update(changes, key.values(), returning ? _allColumns : Columns());
		ResultSetPtr result = co_await _unit.execute(update.statement, update.parameters);
		if (returning && !result->next()) throwNotFound();
		if (returning) co_return readRow(*result);
		if (result->affectedRows() == 0) throwNotFound();
	}
	Record stored = co_await get(key);
	co_return stored;
}


Task<void> TableRepository::remove(const Key& key)
{
	const CompiledStatement statement = _compiler.remove(_table, key.values());
	ResultSetPtr result = co_await _unit.execute(statement.statement, statement.parameters);
	if (result->affectedRows() == 0) throwNotFound();
}


Task<ResultSetPtr> TableRepository::select(const Columns& columns, const Query& query)
{
	const CompiledStatement statement = _compiler.select(_table, columns, query);
	ResultSetPtr result = co_await _unit.execute(statement.statement, statement.parameters);
	co_return result;
}


Record TableRepository::readRow(const ResultSet& row) const
{
	Record record(_table);
	for (std::size_t i = 0; i < _table.columns().size(); ++i)
	{
		record.set(i, row.value(i, _table.columns()[i].type));
	}
	return record;
}


void TableRepository::throwNotFound() const
{
	ErrorDetail detail;
	detail.table = _table.name();
	throw NotFoundException("no row of \"" + _table.name() + "\" has that key", std::move(detail));
}


} // namespace Athanor
