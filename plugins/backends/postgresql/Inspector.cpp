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
#include <algorithm>
#include <regex>


namespace Athanor::PostgreSQL {


namespace {


/// The server's name of a type as Dialect::typeName spells it.
std::string spelled(const std::string& type)
{
	// A name in quotes is what it is.
	if (type.find('"') != std::string::npos) return type;
	static const std::string longName = "character varying";
	const std::string name = type.rfind(longName, 0) == 0 ? "varchar" + type.substr(longName.size()) : type;
	if (name == "time without time zone") return "TIME";
	return Poco::toUpper(name);
}


/// The names of a list that the database put a unit separator between.
std::vector<std::string> namesOf(std::string_view text)
{
	std::vector<std::string> names;
	while (!text.empty())
	{
		const std::size_t end = std::min(text.find('\x1f'), text.size());
		names.emplace_back(text.substr(0, end));
		text.remove_prefix(std::min(end + 1, text.size()));
	}
	return names;
}


std::string actionOf(std::string_view code)
{
	if (code == "r") return "restrict";
	if (code == "c") return "cascade";
	if (code == "n") return "set null";
	if (code == "d") return "set default";
	return {};
}


/// `a` for `(a)`, if the parentheses belong together.
std::string withoutParentheses(std::string text)
{
	if (text.size() < 2 || text.front() != '(' || text.back() != ')') return text;
	int depth = 0;
	bool quoted = false;
	for (std::size_t i = 0; i + 1 < text.size(); ++i)
	{
		if (text[i] == '\'') quoted = !quoted;
		if (quoted) continue;
		if (text[i] == '(') ++depth;
		if (text[i] == ')') --depth;
		if (depth == 0) return text;
	}
	return text.substr(1, text.size() - 2);
}


/// `kind IN ('a', 'b')` for what the server makes of it, which it does not read back as the same.
std::string withoutArrays(const std::string& sql)
{
	static const std::regex comparison(
		R"re(\(?("[^"]+"|\w+)\)?(?:::text)? (= ANY|<> ALL) \(\(?ARRAY\[((?:\(?'(?:[^']|'')*'::(?:character varying|text)\)?(?:::text)?(?:, )?)+)\]\)?(?:::text\[\])?\))re");
	static const std::regex literal("'(?:[^']|'')*'");
	std::string result;
	std::string::const_iterator from = sql.begin();
	for (std::sregex_iterator match(sql.begin(), sql.end(), comparison), end; match != end; ++match)
	{
		result.append(from, sql.begin() + match->position());
		from = sql.begin() + match->position() + match->length();
		const std::string list = (*match)[3];
		std::string values;
		for (std::sregex_iterator one(list.begin(), list.end(), literal); one != end; ++one)
			values += (values.empty() ? "" : ", ") + one->str();
		result += (*match)[1].str() + ((*match)[2] == "= ANY" ? " IN (" : " NOT IN (") + values + ")";
	}
	return result.append(from, sql.end());
}


constexpr const char* tableOid = "(SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relname = $1 "
								 "AND c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n "
								 "WHERE n.nspname = pg_catalog.current_schema()))";


/// The names of columns by their numbers, in the order of the numbers.
std::string namesOfColumns(const std::string& numbers, const std::string& table)
{
	return "(SELECT string_agg(a.attname::text, E'\\x1f' ORDER BY n.place) FROM unnest(" + numbers +
		   ") WITH ORDINALITY AS n(number, place) JOIN pg_catalog.pg_attribute a ON a.attrelid = " + table +
		   " AND a.attnum = n.number)";
}


} // namespace


Task<std::vector<std::string>> Inspector::tables()
{
	const Statement statement{"SELECT c.relname::text FROM pg_catalog.pg_class c "
							  "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
							  "WHERE c.relkind IN ('r', 'p', 'f') "
							  "AND n.nspname = pg_catalog.current_schema() "
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
		"coalesce(a.attnum = ANY (k.conkey), false), coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), "
		"''), "
		"a.attidentity::text, a.attgenerated::text, coalesce(pg_catalog.col_description(a.attrelid, "
		"a.attnum), ''), "
		"coalesce((SELECT o.collname::text FROM pg_catalog.pg_collation o, pg_catalog.pg_type t "
		"WHERE o.oid = a.attcollation AND t.oid = a.atttypid AND t.typcollation <> a.attcollation), '') "
		"FROM pg_catalog.pg_attribute a "
		"LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'p' "
		"LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
		"WHERE a.attrelid = " +
			std::string(tableOid) + " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
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
		const std::string expression(rows->text(4));
		column.identity = !rows->text(5).empty();
		const bool generated = !rows->text(6).empty();
		if (generated)
			column.extra = "GENERATED ALWAYS AS (" + withoutParentheses(expression) + ") STORED";
		else
			column.defaultSql = expression;
		column.comment = rows->text(7);
		if (!rows->text(8).empty()) column.extra = "COLLATE \"" + std::string(rows->text(8)) + "\"";
	}
	co_return columns;
}


Task<void> Inspector::readTableComment(InspectedTable& table)
{
	const Statement statement{std::string("SELECT coalesce(pg_catalog.obj_description(") + tableOid +
								  ", 'pg_class'), '')",
							  Access::Read};
	const Parameters parameters(1, Value(table.name));
	ResultSetPtr rows = co_await _connection.execute(statement, parameters);
	if (rows->next()) table.comment = rows->text(0);
}


Task<void> Inspector::readConstraints(InspectedTable& table)
{
	const Statement statement{
		"SELECT k.contype::text, k.conname::text, coalesce(" + namesOfColumns("k.conkey", "k.conrelid") +
			", ''), coalesce(r.relname::text, ''), coalesce(" + namesOfColumns("k.confkey", "k.confrelid") +
			", ''), k.confdeltype::text, k.confupdtype::text, "
			"coalesce(pg_catalog.pg_get_expr(k.conbin, k.conrelid), '') "
			"FROM pg_catalog.pg_constraint k "
			"LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid WHERE k.conrelid = " +
			tableOid + " AND k.contype IN ('p', 'u', 'f', 'c') ORDER BY k.conname COLLATE \"C\"",
		Access::Read};
	const Parameters parameters(1, Value(table.name));
	ResultSetPtr rows = co_await _connection.execute(statement, parameters);
	while (rows->next())
	{
		const std::string kind(rows->text(0));
		const std::string name(rows->text(1));
		std::vector<std::string> columns = namesOf(rows->text(2));
		if (kind == "p")
		{
			table.primaryKeyName = name;
			table.primaryKey = std::move(columns);
		}
		else if (kind == "u")
			table.uniques.push_back({name, std::move(columns)});
		else if (kind == "c")
			table.checks.push_back({name, withoutArrays(withoutParentheses(std::string(rows->text(7))))});
		else
			table.foreignKeys.push_back({name, std::move(columns), std::string(rows->text(3)),
										 namesOf(rows->text(4)), actionOf(rows->text(5)),
										 actionOf(rows->text(6))});
	}
}


Task<void> Inspector::readIndexes(InspectedTable& table)
{
	// The definition names the schema, which another database may call otherwise.
	const Statement statement{
		"SELECT c.relname::text, i.indisunique, i.indexprs IS NOT NULL OR i.indpred IS NOT NULL OR m.amname "
		"<> 'btree' "
		"OR i.indoption::text ~ '[^0 ]' OR i.indnatts <> i.indnkeyatts, coalesce(" +
			namesOfColumns("i.indkey::int2[]", "i.indrelid") +
			", ''), replace(pg_catalog.pg_get_indexdef(i.indexrelid), ' ON ' || "
			"quote_ident(pg_catalog.current_schema()) || '.', ' ON ') "
			"FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid "
			"JOIN pg_catalog.pg_am m ON m.oid = c.relam WHERE i.indrelid = " +
			tableOid +
			" AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid "
			"AND k.contype IN ('p', 'u', 'x')) ORDER BY c.relname COLLATE \"C\"",
		Access::Read};
	const Parameters parameters(1, Value(table.name));
	ResultSetPtr rows = co_await _connection.execute(statement, parameters);
	while (rows->next())
	{
		InspectedIndex& index = table.indexes.emplace_back();
		index.index.name = rows->text(0);
		index.index.unique = rows->integer(1) != 0;
		if (rows->integer(2) == 0) index.index.columns = namesOf(rows->text(3));
		index.sql = rows->text(4);
	}
}


Task<InspectedTable> Inspector::table(const std::string& name)
{
	InspectedTable table;
	table.name = name;
	std::vector<InspectedColumn> found = co_await columns(name);
	table.columns = std::move(found);
	co_await readTableComment(table);
	co_await readConstraints(table);
	co_await readIndexes(table);
	co_return table;
}


} // namespace Athanor::PostgreSQL
