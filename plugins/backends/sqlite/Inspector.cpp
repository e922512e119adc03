//
// Inspector.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Inspector.h"


namespace Athanor::SQLite {


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
	const Statement statement{"SELECT name, type, \"notnull\" OR (pk AND upper(type) = 'INTEGER'), pk > 0 "
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
	}
	co_return columns;
}


} // namespace Athanor::SQLite
