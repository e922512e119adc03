//
// TableRepository.cpp
//
// Library: Foundation
// Package: Repository
//
// Reads; what writes rows is in TableWrites.cpp and TableUpserts.cpp.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/TableRepository.h"
#include "Athanor/Core/Exceptions.h"
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


TableRepository TableRepository::withMessages(const ErrorMessages& messages) const
{
	TableRepository other = *this;
	other._messages = messages.over(_messages);
	return other;
}


TableRepository TableRepository::withAutoCommit() const
{
	TableRepository other = *this;
	other._autoCommit = true;
	return other;
}


Task<std::optional<Record>> TableRepository::getOneOrNone(const Key& key)
{
	ResultSetPtr result = co_await select(_allColumns, key);
	std::optional<Record> found;
	if (result->next()) found = readRow(*result);
	co_return found;
}


Task<std::optional<Record>> TableRepository::getOneOrNone(const Query& query)
{
	const CompiledStatement select = _compiler.first(_table, _allColumns, query, 2);
	ResultSetPtr result = co_await _unit.execute(select.statement, select.parameters);
	co_return onlyRow(*result);
}


Task<Record> TableRepository::get(const Key& key)
{
	std::optional<Record> found = co_await getOneOrNone(key);
	if (!found) throwNotFound();
	co_return std::move(*found);
}


Task<Record> TableRepository::get(const Key& key, const RowLock& lock)
{
	Query query;
	query.where = Compiler::keyIs(_table, key.valuesFor(_table));
	query.lock = lock;
	Record found = co_await getOne(query);
	co_return found;
}


Task<Record> TableRepository::getOne(const Query& query)
{
	std::optional<Record> found = co_await getOneOrNone(query);
	if (!found) throwNotFound();
	co_return std::move(*found);
}


Task<Record> TableRepository::getBy(const std::string& column, const Value& value)
{
	Query query;
	query.where = Condition::compare(column, Comparison::Equal, value);
	Record found = co_await getOne(query);
	co_return found;
}


Task<TableRepository::Records> TableRepository::getMany(const Query& query)
{
	ResultSetPtr result = co_await select(_allColumns, query);
	co_return readRows(*result);
}


Task<std::pair<TableRepository::Records, std::int64_t>> TableRepository::getManyAndCount(const Query& query)
{
	Records page = co_await getMany(query);
	const std::int64_t offset = query.page ? query.page->offset : 0;
	std::int64_t total = offset + static_cast<std::int64_t>(page.size());
	// A page that is not full is the last one, and says itself how many there are; an empty one only if it is the first.
	const bool full = query.page && static_cast<std::int64_t>(page.size()) >= query.page->limit;
	const bool beyond = page.empty() && offset > 0;
	if (full || beyond) total = co_await count(query);
	co_return std::pair<Records, std::int64_t>(std::move(page), total);
}


Task<TableRepository::Records> TableRepository::list(const Query& query)
{
	return getMany(query);
}


Task<std::pair<TableRepository::Records, std::int64_t>> TableRepository::listAndCount(const Query& query)
{
	return getManyAndCount(query);
}


Task<std::int64_t> TableRepository::count(const Query& query)
{
	const CompiledStatement statement = _compiler.count(_table, query);
	const std::int64_t total = co_await _unit.count(statement.statement, statement.parameters);
	co_return total;
}


Task<bool> TableRepository::exists(const Query& query)
{
	const CompiledStatement select = _compiler.first(_table, _table.primaryKey(), query, 1);
	ResultSetPtr result = co_await _unit.execute(select.statement, select.parameters);
	co_return result->next();
}


Task<ResultSetPtr> TableRepository::select(const Columns& columns, const Query& query)
{
	const CompiledStatement statement = _compiler.select(_table, columns, query);
	ResultSetPtr result = co_await _unit.execute(statement.statement, statement.parameters);
	co_return result;
}


Task<ResultSetPtr> TableRepository::select(const Columns& columns, const Key& key)
{
	const CompiledStatement statement = _compiler.selectByKey(_table, columns, key.valuesFor(_table));
	ResultSetPtr result = co_await _unit.execute(statement.statement, statement.parameters);
	co_return result;
}


Task<ResultSetPtr> TableRepository::select(const KeySelect& select, const Key& key)
{
	const Statement& statement = select.statement(_unit.engine().dialect());
	const Parameters parameters = select.parameters(key.valuesFor(_table));
	ResultSetPtr result = co_await _unit.execute(statement, parameters);
	co_return result;
}


/// The rows with these keys, in no order; locked against other writers if they are about to be changed.
Task<TableRepository::Records> TableRepository::findByKeys(const Keys& keys, bool lock)
{
	const std::size_t most = rowsPerStatement(_table.primaryKey().size());
	Records found;
	for (std::size_t begin = 0; begin < keys.size(); begin += most)
	{
		const auto first = keys.begin() + static_cast<std::ptrdiff_t>(begin);
		const auto last = keys.begin() + static_cast<std::ptrdiff_t>(std::min(begin + most, keys.size()));
		Query query;
		query.where = Compiler::keyIn(_table, Keys(first, last));
		if (lock) query.lock = RowLock{RowLock::Mode::Update, RowLock::Wait::Block, true};
		Records part = co_await getMany(query);
		std::move(part.begin(), part.end(), std::back_inserter(found));
	}
	co_return found;
}


/// How many rows with so many values each fit one statement.
std::size_t TableRepository::rowsPerStatement(std::size_t values) const noexcept
{
	// Beyond some hundred, longer statements save nothing any more.
	constexpr std::size_t longest = 500;
	const auto most = static_cast<std::size_t>(_unit.engine().dialect().capabilities().maxParameters);
	return std::max<std::size_t>(1, std::min(longest, most / std::max<std::size_t>(1, values)));
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


TableRepository::Records TableRepository::readRows(ResultSet& rows) const
{
	Records records;
	while (rows.next())
		records.push_back(readRow(rows));
	return records;
}


std::optional<Record> TableRepository::onlyRow(ResultSet& rows) const
{
	if (!rows.next()) return std::nullopt;
	Record found = readRow(rows);
	if (!rows.next()) return found;
	ErrorDetail detail;
	detail.table = _table.name();
	const MultipleResultsFoundException failure("several rows of \"" + _table.name() + "\" match", detail);
	_messages.over(ErrorMessages::defaults()).rethrow(failure);
	throw failure;
}


void TableRepository::throwNotFound() const
{
	ErrorDetail detail;
	detail.table = _table.name();
	const NotFoundException failure("no row of \"" + _table.name() + "\" matches", std::move(detail));
	_messages.over(ErrorMessages::defaults()).rethrow(failure);
	throw failure;
}


} // namespace Athanor
