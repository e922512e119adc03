//
// Ddl.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Ddl.h"
#include "Poco/String.h"
#include <algorithm>


namespace Athanor {


namespace {


Statement ddl(std::string sql)
{
	return {std::move(sql), Access::Write, false};
}


std::string_view guard(bool ifNotExists)
{
	return ifNotExists ? "IF NOT EXISTS " : "";
}


/// ` ("a", "b")`
std::string columnList(const std::vector<std::string>& columns, const Dialect& dialect)
{
	std::string sql = " (";
	for (const std::string& column : columns)
	{
		if (sql.size() > 2) sql += ", ";
		dialect.appendQuoted(sql, column);
	}
	return sql + ")";
}


std::string commentText(const std::string& text)
{
	if (text.empty()) return " IS NULL";
	return " IS '" + Poco::replace(text, "'", "''") + "'";
}


/// CREATE TABLE with those foreign keys that `inlined` picks.
template <typename Predicate>
Statement createTableOnly(const Table& table, const Dialect& dialect, bool ifNotExists, Predicate inlined)
{
	std::string sql = "CREATE TABLE ";
	sql += guard(ifNotExists);
	sql += dialect.quoted(table.name()) + " (";
	for (const Column& column : table.columns())
		sql += Ddl::column(column, dialect) + ", ";
	sql += Ddl::primaryKey(table, dialect);
	for (const UniqueConstraint& unique : table.uniques())
		sql += ", " + Ddl::constraint(unique, dialect);
	for (const CheckConstraint& check : table.checks())
		sql += ", " + Ddl::constraint(check, dialect);
	for (const ForeignKey& key : table.foreignKeys())
	{
		if (inlined(key)) sql += ", " + Ddl::constraint(key, dialect);
	}
	return ddl(sql + ")");
}


/// Indexes and comments.
void addAttachments(std::vector<Statement>& statements, const Table& table, const Dialect& dialect,
					bool ifNotExists)
{
	for (const Index& index : table.indexes())
		statements.push_back(Ddl::createIndex(table.name(), index, dialect, ifNotExists));
	if (!dialect.capabilities().comments) return;
	if (!table.comment().empty())
		statements.push_back(Ddl::commentOnTable(table.name(), table.comment(), dialect));
	for (const Column& column : table.columns())
	{
		if (!column.comment.empty())
			statements.push_back(Ddl::commentOnColumn(table.name(), column.name, column.comment, dialect));
	}
}


} // namespace


std::vector<Statement> createTable(const Table& table, const Dialect& dialect, bool ifNotExists)
{
	const auto all = [](const ForeignKey&) { return true; };
	std::vector<Statement> statements{createTableOnly(table, dialect, ifNotExists, all)};
	addAttachments(statements, table, dialect, ifNotExists);
	return statements;
}


std::vector<Statement> createTables(const std::vector<const Table*>& tables, const Dialect& dialect,
									bool ifNotExists)
{
	std::vector<Statement> statements;
	std::vector<Statement> afterwards;
	for (auto each = tables.begin(); each != tables.end(); ++each)
	{
		const Table& table = **each;
		const auto comesLater = [&](const ForeignKey& key) {
			return std::any_of(each + 1, tables.end(),
							   [&](const Table* later) { return later->name() == key.table; });
		};
		const auto inlined = [&](const ForeignKey& key) {
			return dialect.capabilities().forwardReferences || !comesLater(key);
		};
		statements.push_back(createTableOnly(table, dialect, ifNotExists, inlined));
		addAttachments(statements, table, dialect, ifNotExists);
		for (const ForeignKey& key : table.foreignKeys())
		{
			if (!inlined(key)) afterwards.push_back(Ddl::addForeignKey(table.name(), key, dialect));
		}
	}
	statements.insert(statements.end(), afterwards.begin(), afterwards.end());
	return statements;
}


std::string Ddl::column(const Column& column, const Dialect& dialect)
{
	std::string sql = dialect.quoted(column.name) + " " + dialect.typeName(column);
	if (column.generator == Generator::Database) sql += dialect.identityClause(column);
	if (!column.serverDefault.empty()) sql += " DEFAULT " + column.serverDefault;
	if (!column.nullable) sql += " NOT NULL";
	return sql;
}


std::string Ddl::primaryKey(const Table& table, const Dialect& dialect)
{
	std::vector<std::string> columns;
	for (const std::size_t index : table.primaryKey())
		columns.push_back(table.columns()[index].name);
	return "CONSTRAINT " + dialect.quoted(table.primaryKeyName()) + " PRIMARY KEY" +
		   columnList(columns, dialect);
}


std::string Ddl::constraint(const UniqueConstraint& unique, const Dialect& dialect)
{
	return "CONSTRAINT " + dialect.quoted(unique.name) + " UNIQUE" + columnList(unique.columns, dialect);
}


std::string Ddl::constraint(const CheckConstraint& check, const Dialect& dialect)
{
	return "CONSTRAINT " + dialect.quoted(check.name) + " CHECK (" + check.sql + ")";
}


std::string Ddl::constraint(const ForeignKey& key, const Dialect& dialect)
{
	std::string sql =
		"CONSTRAINT " + dialect.quoted(key.name) + " FOREIGN KEY" + columnList(key.columns, dialect);
	sql += " REFERENCES " + dialect.quoted(key.table) + columnList(key.referredColumns, dialect);
	if (!key.onDelete.empty()) sql += " ON DELETE " + key.onDelete;
	if (!key.onUpdate.empty()) sql += " ON UPDATE " + key.onUpdate;
	return sql;
}


Statement Ddl::createIndex(const std::string& table, const Index& index, const Dialect& dialect,
						   bool ifNotExists)
{
	std::string sql = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
	sql += guard(ifNotExists);
	sql += dialect.quoted(index.name) + " ON " + dialect.quoted(table) + columnList(index.columns, dialect);
	return ddl(std::move(sql));
}


Statement Ddl::addForeignKey(const std::string& table, const ForeignKey& key, const Dialect& dialect)
{
	return ddl("ALTER TABLE " + dialect.quoted(table) + " ADD " + constraint(key, dialect));
}


Statement Ddl::commentOnTable(const std::string& table, const std::string& text, const Dialect& dialect)
{
	return ddl("COMMENT ON TABLE " + dialect.quoted(table) + commentText(text));
}


Statement Ddl::commentOnColumn(const std::string& table, const std::string& column, const std::string& text,
							   const Dialect& dialect)
{
	return ddl("COMMENT ON COLUMN " + dialect.quoted(table) + "." + dialect.quoted(column) +
			   commentText(text));
}


} // namespace Athanor
