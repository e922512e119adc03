//
// TableUniques.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Repository/TableRepository.h"
#include <algorithm>


namespace Athanor {


namespace {


using Names = std::vector<std::string>;


/// The unique keys of a table but the primary one, whatever keeps them.
std::vector<Names> uniqueKeys(const Table& table)
{
	std::vector<Names> keys;
	for (const UniqueConstraint& unique : table.uniques())
		keys.push_back(unique.columns);
	for (const Index& index : table.indexes())
	{
		if (index.unique) keys.push_back(index.columns);
	}
	return keys;
}


bool sameColumns(Names left, Names right)
{
	std::sort(left.begin(), left.end());
	std::sort(right.begin(), right.end());
	return left == right;
}


bool sets(const Record& record, const Names& columns)
{
	return std::none_of(columns.begin(), columns.end(),
						[&](const std::string& column) { return record.value(column).isNull(); });
}


std::string joined(const Names& names)
{
	std::string text;
	for (const std::string& name : names)
		text += (text.empty() ? "" : ", ") + name;
	return text;
}


} // namespace


Task<std::pair<Record, bool>> TableRepository::getOrCreate(Record record, const MatchFields& unique)
{
	const Columns key = uniqueKeyOf(record, unique);
	std::vector<Condition> same;
	for (const std::size_t column : key)
		same.push_back(
			Condition::compare(_table.columns()[column].name, Comparison::Equal, record.value(column)));
	Query query;
	query.where = Condition::all(std::move(same));
	std::optional<Record> found = co_await getOneOrNone(query);
	if (found) co_return std::pair<Record, bool>(std::move(*found), false);
	std::optional<Record> created = co_await insertUnlessThere(std::move(record), key);
	if (_autoCommit) co_await _unit.commit();
	if (created) co_return std::pair<Record, bool>(std::move(*created), true);
	// Somebody else was quicker, and has committed.
	Record theirs = co_await getOne(query);
	co_return std::pair<Record, bool>(std::move(theirs), false);
}


/// The row as stored, or nothing if there is one with that key in the meantime.
Task<std::optional<Record>> TableRepository::insertUnlessThere(Record record, const Columns& unique)
{
	const Capabilities& can = _unit.engine().dialect().capabilities();
	if (!can.upsert || !can.returning || record.hasRelated())
	{
		TableRepository rows = *this;
		rows._autoCommit = false;
		Record added = co_await rows.add(std::move(record));
		co_return added;
	}
	record.setInitialValues();
	const std::vector<Record> one(1, std::move(record));
	const Compiler::Conflict nothing{unique, {}};
	const CompiledStatement insert = _compiler.insertMany(one, _allColumns, nothing);
	ResultSetPtr result = co_await write(insert);
	if (!result->next()) co_return std::nullopt;
	co_return readRow(*result);
}


TableRepository::Columns TableRepository::uniqueKeyOf(const Record& record, const MatchFields& unique) const
{
	std::vector<Names> meant;
	for (const Names& key : uniqueKeys(_table))
	{
		if (unique.empty() ? sets(record, key) : sameColumns(key, unique)) meant.push_back(key);
	}
	if (!unique.empty() && meant.empty())
		throw InvalidRequestException("the columns " + joined(unique) + " of table \"" + _table.name() +
									  "\" are not unique together");
	if (meant.empty())
		throw InvalidRequestException("the row for table \"" + _table.name() + "\" sets no unique columns");
	if (unique.empty() && meant.size() > 1)
		throw InvalidRequestException(
			"table \"" + _table.name() +
			"\" has several unique keys that the row sets: name the columns of one");
	if (!sets(record, meant.front()))
		throw InvalidRequestException("the row for table \"" + _table.name() + "\" does not set all of " +
									  joined(meant.front()));
	return columnsOf(meant.front());
}


} // namespace Athanor
