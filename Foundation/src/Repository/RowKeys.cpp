//
// RowKeys.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "RowKeys.h"
#include "Athanor/Repository/TableRepository.h"
#include <algorithm>
#include <iterator>


namespace Athanor {


namespace {


/// That the columns have the values of one of the keys.
Condition anyOf(const Table& table, const std::vector<std::size_t>& columns, const std::vector<RowKey>& keys)
{
	if (columns.size() == 1)
	{
		std::vector<Value> values;
		for (const RowKey& key : keys)
			values.push_back(key.front());
		return Condition::in(table.columns()[columns.front()].name, std::move(values));
	}
	std::vector<Condition> rows;
	for (const RowKey& key : keys)
	{
		std::vector<Condition> parts;
		for (std::size_t i = 0; i < columns.size(); ++i)
			parts.push_back(Condition::compare(table.columns()[columns[i]].name, Comparison::Equal, key[i]));
		rows.push_back(Condition::all(std::move(parts)));
	}
	return Condition::any(std::move(rows));
}


/// The keys from `first` on, `limit` at most, with the last one repeated up to a power of two: so there are few texts of the
/// statement, which connections keep prepared.
std::vector<RowKey> chunkOf(const std::vector<RowKey>& keys, std::size_t first, std::size_t limit)
{
	const std::size_t count = std::min(limit, keys.size() - first);
	const auto begin = keys.begin() + static_cast<std::ptrdiff_t>(first);
	std::vector<RowKey> chunk(begin, begin + static_cast<std::ptrdiff_t>(count));
	std::size_t size = 1;
	while (size < count)
		size *= 2;
	chunk.resize(std::min(size, limit), chunk.back());
	return chunk;
}


} // namespace


std::optional<RowKey> keyOf(const Record& record, const std::vector<std::size_t>& columns)
{
	RowKey key;
	for (const std::size_t column : columns)
	{
		if (record.value(column).isNull()) return std::nullopt;
		key.push_back(record.value(column));
	}
	return key;
}


Task<std::vector<Record>> selectByKeys(UnitOfWork& unit, const Table& table,
									   const std::vector<std::size_t>& columns,
									   const std::vector<RowKey>& keys, const std::vector<OrderBy>& order)
{
	const std::size_t placeholders =
		static_cast<std::size_t>(unit.engine().dialect().capabilities().maxParameters);
	const std::size_t limit = std::max<std::size_t>(placeholders / columns.size(), 1);
	TableRepository rows(unit, table);
	std::vector<Record> found;
	Query query;
	query.orderBy = order;
	for (std::size_t first = 0; first < keys.size(); first += limit)
	{
		query.where = anyOf(table, columns, chunkOf(keys, first, limit));
		std::vector<Record> part = co_await rows.list(query);
		std::move(part.begin(), part.end(), std::back_inserter(found));
	}
	co_return found;
}


} // namespace Athanor
