//
// Relation.cpp
//
// Library: Foundation
// Package: Model
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Relation.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Table.h"


namespace Athanor {


namespace {


[[noreturn]] void refuse(const Table& table, const Relation& relation, const std::string& why)
{
	throw ImproperConfigurationException("relation \"" + relation.name + "\" of table " + table.name() +
										 ": " + why);
}


std::vector<std::size_t> indexesOf(const Table& table, const std::vector<std::string>& names)
{
	std::vector<std::size_t> indexes;
	for (const std::string& name : names)
		indexes.push_back(table.indexOf(name));
	return indexes;
}


std::vector<std::string> namesOfKey(const Table& table)
{
	std::vector<std::string> names;
	for (const std::size_t index : table.primaryKey())
		names.push_back(table.columns()[index].name);
	return names;
}


/// The foreign key of `from` to `to` that the relation means.
class KeyFinder
{
public:
	KeyFinder(const Table& owner, const Relation& relation):
		_owner(owner),
		_relation(relation)
	{
	}

	ForeignKey find(const Table& from, const Table& to) const
	{
		std::vector<ForeignKey> found;
		for (const ForeignKey& key : from.foreignKeys())
		{
			if (key.table != to.name()) continue;
			if (_relation.foreignKey.empty() || key.columns == _relation.foreignKey) found.push_back(key);
		}
		if (found.size() == 1) return found.front();
		if (_relation.foreignKey.empty())
		{
			const char* why = found.empty()
								  ? "there is no foreign key from table "
								  : "say with foreignKey() which of several foreign keys from table ";
			refuse(_owner, _relation, why + from.name() + " to table " + to.name() + " it goes over");
		}
		return undeclared(from, to);
	}

private:
	/// Columns that refer to the other's key, though no constraint says so.
	ForeignKey undeclared(const Table& from, const Table& to) const
	{
		for (const std::string& column : _relation.foreignKey)
		{
			if (!from.find(column))
				refuse(_owner, _relation, "table " + from.name() + " has no column \"" + column + "\"");
		}
		ForeignKey key{{}, _relation.foreignKey, to.name(), namesOfKey(to), {}, {}};
		if (key.columns.size() != key.referredColumns.size())
			refuse(_owner, _relation, "the key of table " + to.name() + " has another number of columns");
		return key;
	}

	const Table& _owner;
	const Relation& _relation;
};


/// Adds the columns that refer to one side of an association, and their foreign key.
void addSide(std::vector<Column>& columns, TableOptions& options, const Table& side,
			 const std::vector<std::string>& names)
{
	for (std::size_t i = 0; i < names.size(); ++i)
	{
		const Column& key = side.columns()[side.primaryKey()[i]];
		Column column;
		column.name = names[i];
		column.type = key.type;
		column.length = key.length;
		column.precision = key.precision;
		column.scale = key.scale;
		column.primaryKey = true;
		columns.push_back(std::move(column));
	}
	options.foreignKeys.push_back({{}, names, side.name(), namesOfKey(side), "cascade", "cascade"});
}


RelationPath pathThrough(const Table& table, const Table& target, const Relation& relation)
{
	const std::size_t own = relation.throughColumns.size();
	const std::size_t other = relation.throughTargetColumns.size();
	if (own != table.primaryKey().size() || other != target.primaryKey().size())
		refuse(table, relation, "through() names other numbers of columns than the keys have");
	std::vector<Column> columns;
	TableOptions options;
	addSide(columns, options, table, relation.throughColumns);
	addSide(columns, options, target, relation.throughTargetColumns);
	RelationPath path;
	path.target = &target;
	path.local = table.primaryKey();
	path.remote = target.primaryKey();
	path.association =
		std::make_shared<const Table>(relation.through, std::move(columns), std::move(options));
	path.associationLocal = indexesOf(*path.association, relation.throughColumns);
	path.associationRemote = indexesOf(*path.association, relation.throughTargetColumns);
	return path;
}


} // namespace


RelationPath findPath(const Table& table, const Relation& relation)
{
	const Table& target = relation.target();
	const KeyFinder keys(table, relation);
	RelationPath path;
	path.target = &target;
	switch (relation.kind)
	{
	case RelationKind::ManyToMany:
		return pathThrough(table, target, relation);
	case RelationKind::ManyToOne: {
		const ForeignKey key = keys.find(table, target);
		path.local = indexesOf(table, key.columns);
		path.remote = indexesOf(target, key.referredColumns);
		break;
	}
	case RelationKind::OneToMany: {
		const ForeignKey key = keys.find(target, table);
		path.local = indexesOf(table, key.referredColumns);
		path.remote = indexesOf(target, key.columns);
		break;
	}
	}
	if (!relation.orderBy.empty() && !target.find(relation.orderBy))
		refuse(table, relation, "orderBy() names a column that table " + target.name() + " has not");
	return path;
}


} // namespace Athanor
