//
// SchemaDiff.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/SchemaDiff.h"
#include "SchemaCompare.h"
#include <algorithm>


namespace Athanor {


namespace {


template <typename T>
bool isSpecial(const T&)
{
	return false;
}


/// Each of `from` is paired with one of `to` that says the same; what is left over is a change.
template <typename T>
TableChange::Changes<T> changesOf(const std::vector<T>& from, const std::vector<T>& to)
{
	TableChange::Changes<T> changes;
	for (const T& one : to)
	{
		if (!isSpecial(one)) changes.added.push_back(&one);
	}
	for (const T& one : from)
	{
		if (isSpecial(one)) continue;
		const auto twin = std::find_if(changes.added.begin(), changes.added.end(),
									   [&](const T* other) { return sameContent(one, *other); });
		if (twin == changes.added.end())
			changes.dropped.push_back(&one);
		else
			changes.added.erase(twin);
	}
	return changes;
}


std::string nameOf(const std::string& kind, const std::string& name)
{
	return kind + (name.empty() ? " without a name" : " " + name);
}


std::string nameOf(const UniqueConstraint& one)
{
	return nameOf("unique constraint", one.name);
}


std::string nameOf(const CheckConstraint& one)
{
	return nameOf("check constraint", one.name);
}


std::string nameOf(const ForeignKey& one)
{
	return nameOf("foreign key", one.name);
}


std::string nameOf(const InspectedIndex& one)
{
	return nameOf("index", one.index.name);
}


template <typename T>
void describe(std::vector<std::string>& lines, const std::string& table,
			  const TableChange::Changes<T>& changes)
{
	for (const T* one : changes.dropped)
		lines.push_back("removed " + nameOf(*one) + " of " + table);
	for (const T* one : changes.added)
		lines.push_back("added " + nameOf(*one) + " of " + table);
}


std::string orNone(const std::string& text)
{
	return text.empty() ? "none" : text;
}


void describe(std::vector<std::string>& lines, const std::string& name, const InspectedColumn& from,
			  const InspectedColumn& to)
{
	if (!sameType(from, to))
		lines.push_back("changed type of " + name + " from " + from.type + " to " + to.type);
	if (from.nullable != to.nullable)
		lines.push_back("changed " + name + " to " + (to.nullable ? "NULL" : "NOT NULL"));
	if (from.defaultSql != to.defaultSql)
		lines.push_back("changed server default of " + name + " from " + orNone(from.defaultSql) + " to " +
						orNone(to.defaultSql));
	if (from.identity != to.identity)
		lines.push_back(
			"changed " + name +
			(to.identity ? " to be counted by the database" : " not to be counted by the database"));
	if (from.comment != to.comment) lines.push_back("changed comment of " + name);
}


void describe(std::vector<std::string>& lines, const TableChange& change)
{
	const std::string& table = change.name();
	if (!change.from) lines.push_back("added table " + table);
	if (!change.to) lines.push_back("removed table " + table);
	if (!change.from || !change.to) return;
	for (const InspectedColumn* column : change.columns.dropped)
		lines.push_back("removed column " + table + "." + column->name);
	for (const InspectedColumn* column : change.columns.added)
		lines.push_back("added column " + table + "." + column->name);
	for (const auto& [from, to] : change.changed)
		describe(lines, table + "." + to->name, *from, *to);
	if (change.primaryKey) lines.push_back("changed primary key of " + table);
	describe(lines, table, change.uniques);
	describe(lines, table, change.checks);
	describe(lines, table, change.foreignKeys);
	describe(lines, table, change.indexes);
	if (change.comment) lines.push_back("changed comment of " + table);
}


} // namespace


SchemaDiff::SchemaDiff(const Schema& from, Schema to, Renames renames):
	_renames(std::move(renames)),
	_from(renamed(from, _renames)),
	_to(std::move(to))
{
	for (const auto& [name, table] : _from)
	{
		const auto twin = _to.find(name);
		if (twin != _to.end())
		{
			compare(table, twin->second);
			continue;
		}
		_tables.emplace_back().from = &table;
	}
	for (const auto& [name, table] : _to)
	{
		if (_from.find(name) == _from.end()) _tables.emplace_back().to = &table;
	}
}


SchemaDiff::~SchemaDiff() = default;


void SchemaDiff::compare(const InspectedTable& from, const InspectedTable& to)
{
	TableChange change;
	change.from = &from;
	change.to = &to;
	for (const InspectedColumn& column : from.columns)
	{
		const InspectedColumn* twin = to.find(column.name);
		if (!twin)
			change.columns.dropped.push_back(&column);
		else if (!sameContent(column, *twin))
			change.changed.emplace_back(&column, twin);
	}
	for (const InspectedColumn& column : to.columns)
	{
		if (!from.find(column.name)) change.columns.added.push_back(&column);
	}
	change.primaryKey = from.primaryKey != to.primaryKey;
	change.uniques = changesOf(from.uniques, to.uniques);
	change.checks = changesOf(from.checks, to.checks);
	change.foreignKeys = changesOf(from.foreignKeys, to.foreignKeys);
	change.indexes = changesOf(from.indexes, to.indexes);
	change.comment = from.comment != to.comment;
	if (!change.empty()) _tables.push_back(std::move(change));
}


std::vector<std::string> SchemaDiff::describe() const
{
	std::vector<std::string> lines;
	for (const auto& [from, to] : _renames.tables)
		lines.push_back("renamed table " + from + " to " + to);
	for (const auto& [table, names] : _renames.columns)
	{
		for (const auto& [from, to] : names)
			lines.push_back("renamed column " + table + "." + from + " to " + to);
	}
	for (const TableChange& change : _tables)
		Athanor::describe(lines, change);
	return lines;
}


} // namespace Athanor
