//
// RelatedReads.cpp
//
// Library: Foundation
// Package: Repository
//
// The reads of a TableRepository that load relations.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/RelationLoader.h"
#include "Athanor/Repository/TableRepository.h"


namespace Athanor {


Task<std::optional<Record>> TableRepository::getOneOrNone(const Key& key, const Relations& relations)
{
	std::vector<Record> rows;
	std::optional<Record> found = co_await getOneOrNone(key);
	if (!found) co_return found;
	rows.push_back(std::move(*found));
	co_await loadRelations(_unit, relations, rows);
	found = std::move(rows.front());
	co_return found;
}


Task<Record> TableRepository::get(const Key& key, const Relations& relations)
{
	std::vector<Record> rows;
	Record found = co_await get(key);
	rows.push_back(std::move(found));
	co_await loadRelations(_unit, relations, rows);
	co_return std::move(rows.front());
}


Task<std::vector<Record>> TableRepository::list(const Query& query, const Relations& relations)
{
	std::vector<Record> rows = co_await list(query);
	co_await loadRelations(_unit, relations, rows);
	co_return rows;
}


} // namespace Athanor
