//
// Inspector.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Inspector.h"
#include "CreateTableParser.h"
#include <algorithm>


namespace Athanor::SQLite {


namespace {


/// The default as it can stand behind DEFAULT: anything but a literal in parentheses, which the pragma takes off.
std::string normalizedDefault(std::string_view text)
{
	const std::vector<Token> tokens = tokenize(text);
	std::string sql = joinTokens(tokens, 0, tokens.size());
	const bool sign = tokens.size() == 2 && (tokens[0].text == "-" || tokens[0].text == "+");
	if (sign) return tokens[0].text + tokens[1].text;
	return tokens.size() == 1 ? sql : "(" + sql + ")";
}


} // namespace


Task<std::vector<std::string>> Inspector::tables()
{
	const Statement statement{
		"SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') "
		"AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
		Access::Read};
	const Parameters parameters;
	std::vector<std::string> names;
	ResultSetPtr rows = co_await _connection.execute(statement, parameters);
	while (rows->next())
		names.emplace_back(rows->text(0));
	co_return names;
}


Task<std::vector<InspectedColumn>> Inspector::columns(const std::string& table)
{
	// The alias of a row's number is never null, though nobody said so.
	const Statement statement{
		"SELECT name, type, \"notnull\" OR (pk AND upper(type) = 'INTEGER'), pk > 0, dflt_value "
		"FROM pragma_table_xinfo(?1) WHERE hidden <> 1 ORDER BY cid",
		Access::Read};
	const Parameters parameters(1, Value(table));
	std::vector<InspectedColumn> columns;
	ResultSetPtr rows = co_await _connection.execute(statement, parameters);
	while (rows->next())
	{
		InspectedColumn& column = columns.emplace_back();
		column.name = rows->text(0);
		column.type = rows->text(1);
		column.nullable = rows->integer(2) == 0;
		column.primaryKey = rows->integer(3) != 0;
		if (!rows->isNull(4)) column.defaultSql = normalizedDefault(rows->text(4));
	}
	co_return columns;
}


Task<std::string> Inspector::textOf(const std::string& table)
{
	const Statement statement{"SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
							  Access::Read};
	const Parameters parameters(1, Value(table));
	std::string text;
	ResultSetPtr rows = co_await _connection.execute(statement, parameters);
	if (rows->next() && !rows->isNull(0)) text = rows->text(0);
	co_return text;
}


Task<std::vector<InspectedIndex>> Inspector::indexes(const std::string& table)
{
	// A null name is an expression; what sorts or compares in a way of its own is no plain column either.
	const Statement statement{"SELECT l.name, l.\"unique\", x.name, s.sql, "
							  "l.partial OR x.name IS NULL OR x.\"desc\" OR x.coll <> 'BINARY' "
							  "FROM pragma_index_list(?1) l JOIN pragma_index_xinfo(l.name) x JOIN "
							  "sqlite_schema s ON s.name = l.name "
							  "WHERE l.origin = 'c' AND x.key ORDER BY l.name, x.seqno",
							  Access::Read};
	const Parameters parameters(1, Value(table));
	std::vector<InspectedIndex> indexes;
	std::vector<std::string> special;
	ResultSetPtr rows = co_await _connection.execute(statement, parameters);
	while (rows->next())
	{
		const std::string name(rows->text(0));
		if (indexes.empty() || indexes.back().index.name != name)
			indexes.push_back({{name, {}, rows->integer(1) != 0}, std::string(rows->text(3))});
		if (rows->integer(4) != 0)
			special.push_back(name);
		else
			indexes.back().index.columns.emplace_back(rows->text(2));
	}
	for (InspectedIndex& index : indexes)
	{
		if (std::find(special.begin(), special.end(), index.index.name) != special.end())
			index.index.columns.clear();
	}
	co_return indexes;
}


Task<InspectedTable> Inspector::table(const std::string& name)
{
	InspectedTable table;
	table.name = name;
	std::vector<InspectedColumn> found = co_await columns(name);
	table.columns = std::move(found);
	const std::string sql = co_await textOf(name);
	CreateTableParser(sql, table).run();
	std::vector<InspectedIndex> attached = co_await indexes(name);
	table.indexes = std::move(attached);
	for (ForeignKey& key : table.foreignKeys)
	{
		if (!key.referredColumns.empty()) continue;
		const std::string referred = key.table;
		std::vector<InspectedColumn> others = co_await columns(referred);
		for (const InspectedColumn& other : others)
		{
			if (other.primaryKey) key.referredColumns.push_back(other.name);
		}
	}
	const auto byName = [](const auto& left, const auto& right) { return left.name < right.name; };
	std::stable_sort(table.uniques.begin(), table.uniques.end(), byName);
	std::stable_sort(table.checks.begin(), table.checks.end(), byName);
	std::stable_sort(table.foreignKeys.begin(), table.foreignKeys.end(), byName);
	co_return table;
}


} // namespace Athanor::SQLite
