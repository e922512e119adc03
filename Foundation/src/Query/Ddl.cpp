//
// Ddl.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Ddl.h"


namespace Athanor {


namespace {


std::string columnDefinition(const Column& column, const Dialect& dialect)
{
	std::string sql = dialect.quoted(column.name) + " " + dialect.typeName(column);
	if (column.generator == Generator::Database) sql += dialect.identityClause(column);
	if (!column.serverDefault.empty()) sql += " DEFAULT " + column.serverDefault;
	if (!column.nullable) sql += " NOT NULL";
	return sql;
}


std::string primaryKey(const Table& table, const Dialect& dialect)
{
	std::string sql = "CONSTRAINT " + dialect.quoted("pk_" + table.name()) + " PRIMARY KEY (";
	for (const std::size_t index : table.primaryKey())
	{
		if (index != table.primaryKey().front()) sql += ", ";
		sql += dialect.quoted(table.columns()[index].name);
	}
	return sql + ")";
}


std::string uniqueConstraint(const Table& table, const Column& column, const Dialect& dialect)
{
	return "CONSTRAINT " + dialect.quoted("uq_" + table.name() + "_" + column.name) + " UNIQUE (" +
		   dialect.quoted(column.name) + ")";
}


std::string foreignKey(const Table& table, const Column& column, const Dialect& dialect)
{
	const Reference& reference = *column.references;
	std::string sql =
		"CONSTRAINT " + dialect.quoted("fk_" + table.name() + "_" + column.name + "_" + reference.table);
	sql += " FOREIGN KEY (" + dialect.quoted(column.name) + ") REFERENCES " + dialect.quoted(reference.table);
	sql += " (" + dialect.quoted(reference.column) + ")";
	if (!reference.onDelete.empty()) sql += " ON DELETE " + reference.onDelete;
	if (!reference.onUpdate.empty()) sql += " ON UPDATE " + reference.onUpdate;
	return sql;
}


Statement indexStatement(const Table& table, const Column& column, const Dialect& dialect,
						 std::string_view guard)
{
	std::string sql = "CREATE INDEX ";
	sql += guard;
	sql += dialect.quoted("ix_" + table.name() + "_" + column.name) + " ON " + dialect.quoted(table.name()) +
		   " (" + dialect.quoted(column.name) + ")";
	return {std::move(sql), Access::Write, false};
}


} // namespace


std::vector<Statement> createTable(const Table& table, const Dialect& dialect, bool ifNotExists)
{
	const std::string_view guard = ifNotExists ? "IF NOT EXISTS " : "";
	std::string sql = "CREATE TABLE ";
	sql += guard;
	sql += dialect.quoted(table.name()) + " (";
	for (const Column& column : table.columns())
	{
		sql += columnDefinition(column, dialect) + ", ";
	}
	sql += primaryKey(table, dialect);
	std::vector<Statement> statements(1);
	for (const Column& column : table.columns())
	{
		if (column.unique) sql += ", " + uniqueConstraint(table, column, dialect);
		if (column.references) sql += ", " + foreignKey(table, column, dialect);
		if (column.index) statements.push_back(indexStatement(table, column, dialect, guard));
	}
	statements.front() = {sql + ")", Access::Write, false};
	return statements;
}


} // namespace Athanor
