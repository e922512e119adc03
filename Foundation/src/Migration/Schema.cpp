//
// Schema.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/Schema.h"
#include "Athanor/Query/Ddl.h"
#include <algorithm>


namespace Athanor {


namespace {


using Names = std::map<std::string, std::string, std::less<>>;


const std::string& newName(const Names& names, const std::string& name)
{
	const auto found = names.find(name);
	return found == names.end() ? name : found->second;
}


void rename(std::vector<std::string>& columns, const Names& names)
{
	for (std::string& column : columns)
		column = newName(names, column);
}


bool isWordPart(char c) noexcept
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
		   c == '$' || (c & 0x80) != 0;
}


/// Names in a condition replaced; what stands in apostrophes is left alone. Databases do the same when they rename.
std::string renameInSql(const std::string& sql, const Names& names)
{
	std::string result;
	std::size_t at = 0;
	while (at < sql.size())
	{
		std::size_t end = at + 1;
		if (sql[at] == '\'')
		{
			end = std::min(sql.find('\'', at + 1), sql.size() - 1) + 1;
			result += sql.substr(at, end - at);
		}
		else if (isWordPart(sql[at]))
		{
			while (end < sql.size() && isWordPart(sql[end]))
				++end;
			result += newName(names, sql.substr(at, end - at));
		}
		else
			result += sql[at];
		at = end;
	}
	return result;
}


void renameColumns(InspectedTable& table, const Names& names)
{
	for (InspectedColumn& column : table.columns)
		column.name = newName(names, column.name);
	rename(table.primaryKey, names);
	for (UniqueConstraint& unique : table.uniques)
		rename(unique.columns, names);
	for (CheckConstraint& check : table.checks)
		check.sql = renameInSql(check.sql, names);
	for (ForeignKey& key : table.foreignKeys)
		rename(key.columns, names);
	for (InspectedIndex& index : table.indexes)
		rename(index.index.columns, names);
}


void renameReferences(InspectedTable& table, const Renames& renames)
{
	for (ForeignKey& key : table.foreignKeys)
	{
		key.table = newName(renames.tables, key.table);
		const auto columns = renames.columns.find(key.table);
		if (columns != renames.columns.end()) rename(key.referredColumns, columns->second);
	}
}


/// Reads tables one after the other through an inspector.
Schema readSchema(Inspector& inspector, const std::set<std::string>& without)
{
	Schema schema;
	for (const std::string& name : runInline(inspector.tables()))
	{
		if (without.count(name) == 0) schema.emplace(name, runInline(inspector.table(name)));
	}
	return schema;
}


InspectedColumn describeColumn(const Column& column, const Dialect& dialect)
{
	InspectedColumn described;
	described.name = column.name;
	described.type = dialect.typeName(column);
	described.nullable = column.nullable;
	described.primaryKey = column.primaryKey;
	described.defaultSql = column.serverDefault;
	described.identity = column.generator == Generator::Database && !dialect.identityClause(column).empty();
	if (dialect.capabilities().comments) described.comment = column.comment;
	return described;
}


} // namespace


Schema reflectSchema(SchemaConnection& connection, const std::set<std::string>& without)
{
	const auto inspector = connection.inspector();
	return readSchema(*inspector, without);
}


Schema wantedSchema(const Engine& engine)
{
	if (engine.metadata().empty()) return {};
	const std::unique_ptr<Connection> scratch = engine.backend().connectScratch(engine.config());
	if (!scratch) return describeSchema(engine.metadata(), engine.dialect());
	const Parameters none;
	for (const Statement& statement : createTables(engine.metadata().tables(), engine.dialect(), false))
	{
		const ResultSetPtr rows = runInline(scratch->execute(statement, none));
	}
	const auto inspector = engine.backend().inspector(*scratch);
	return readSchema(*inspector, {});
}


InspectedTable describeTable(const Table& table, const Dialect& dialect)
{
	InspectedTable described;
	described.name = table.name();
	for (const Column& column : table.columns())
		described.columns.push_back(describeColumn(column, dialect));
	described.primaryKeyName = table.primaryKeyName();
	for (const std::size_t index : table.primaryKey())
		described.primaryKey.push_back(table.columns()[index].name);
	described.uniques = table.uniques();
	described.checks = table.checks();
	described.foreignKeys = table.foreignKeys();
	for (const Index& index : table.indexes())
		described.indexes.push_back({index, Ddl::createIndex(table.name(), index, dialect, false).text});
	if (dialect.capabilities().comments) described.comment = table.comment();
	return described;
}


Schema describeSchema(const Metadata& metadata, const Dialect& dialect)
{
	Schema schema;
	for (const Table* table : metadata.tables())
		schema.emplace(table->name(), describeTable(*table, dialect));
	return schema;
}


Renames Renames::reversed() const
{
	Renames back;
	for (const auto& [from, to] : tables)
		back.tables[to] = from;
	for (const auto& [table, names] : columns)
	{
		for (const auto& [from, to] : names)
			back.columns[newName(back.tables, table)][to] = from;
	}
	return back;
}


Schema renamed(const Schema& schema, const Renames& renames)
{
	if (renames.empty()) return schema;
	Schema result;
	for (const auto& [name, table] : schema)
	{
		InspectedTable copy = table;
		copy.name = newName(renames.tables, name);
		const auto columns = renames.columns.find(copy.name);
		if (columns != renames.columns.end()) renameColumns(copy, columns->second);
		renameReferences(copy, renames);
		result.emplace(copy.name, std::move(copy));
	}
	return result;
}


} // namespace Athanor
