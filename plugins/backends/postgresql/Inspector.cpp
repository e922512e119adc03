//
// Inspector.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Inspector.h"
#include "Poco/String.h"


namespace Athanor::PostgreSQL {


namespace {


/// The server's name of a type as Dialect::typeName spells it.
std::string spelled(const std::string& type)
{
	static const std::string longName = "character varying";
	const std::string name = type.rfind(longName, 0) == 0 ? "varchar" + type.substr(longName.size()) : type;
	if (name == "time without time zone") return "TIME";
	return Poco::toUpper(name);
}


} // namespace


Task<std::vector<std::string>> Inspector::tables()
{
	const Statement statement{"SELECT c.relname::text FROM pg_catalog.pg_class c "
							  "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
							  "WHERE c.relkind IN ('r', 'p', 'f') AND pg_catalog.pg_table_is_visible(c.oid) "
							  "AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' "
							  "ORDER BY c.relname COLLATE \"C\"",
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
	const Statement statement{
		"SELECT a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, "
		"coalesce(a.attnum = ANY (k.conkey), false) FROM pg_catalog.pg_attribute a "
		"JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
		"LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p' "
		"WHERE c.relname = $1 AND pg_catalog.pg_table_is_visible(c.oid) AND a.attnum > 0 "
		"AND NOT a.attisdropped ORDER BY a.attnum",
		Access::Read};
	const Parameters parameters(1, Value(table));
	std::vector<InspectedColumn> columns;
	ResultSetPtr rows = co_await _connection.execute(statement, parameters);
	while (rows->next())
	{
		InspectedColumn& column = columns.emplace_back();
		column.name = rows->text(0);
		column.type = spelled(std::string(rows->text(1)));
		column.nullable = rows->integer(2) == 0;
		column.primaryKey = rows->integer(3) != 0;
	}
	co_return columns;
}


} // namespace Athanor::PostgreSQL
