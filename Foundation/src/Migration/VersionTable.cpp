//
// VersionTable.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/VersionTable.h"
#include <algorithm>


namespace Athanor {


namespace {


/// A text as it stands in a script: ids, hashes, dates and names of files, none of them a client's.
std::string literal(const std::string& text)
{
	std::string sql = "'";
	for (const char c : text)
	{
		if (c == '\'') sql += '\'';
		sql += c;
	}
	return sql + "'";
}


} // namespace


VersionSql::VersionSql(const Dialect& dialect, std::string name):
	_dialect(dialect),
	_name(std::move(name)),
	_files(_name + "_files")
{
}


std::vector<std::string> VersionSql::create() const
{
	return {"CREATE TABLE IF NOT EXISTS " + _dialect.quoted(_name) +
				" (version_num VARCHAR(32) NOT NULL, CONSTRAINT " + _dialect.quoted(_name + "_pkc") +
				" PRIMARY KEY (version_num))",
			"CREATE TABLE IF NOT EXISTS " + _dialect.quoted(_files) +
				" (version_num VARCHAR(32) NOT NULL, hash VARCHAR(64) NOT NULL, file VARCHAR(255) NOT NULL, "
				"applied_at VARCHAR(32) NOT NULL, CONSTRAINT " +
				_dialect.quoted(_files + "_pkc") + " PRIMARY KEY (version_num))"};
}


std::vector<std::string> VersionSql::setHeads(const RevisionIds& from, const RevisionIds& to) const
{
	const std::string table = _dialect.quoted(_name);
	std::vector<std::string> statements;
	for (const std::string& id : from)
	{
		if (to.count(id) == 0)
			statements.push_back("DELETE FROM " + table + " WHERE version_num = " + literal(id));
	}
	for (const std::string& id : to)
	{
		if (from.count(id) == 0)
			statements.push_back("INSERT INTO " + table + " (version_num) VALUES (" + literal(id) + ")");
	}
	return statements;
}


std::string VersionSql::purge() const
{
	return "DELETE FROM " + _dialect.quoted(_name);
}


std::vector<std::string> VersionSql::remember(const std::string& id, const AppliedFile& file) const
{
	return {forget(id), "INSERT INTO " + _dialect.quoted(_files) +
							" (version_num, hash, file, applied_at) VALUES (" + literal(id) + ", " +
							literal(file.hash) + ", " + literal(file.file) + ", " + literal(file.appliedAt) +
							")"};
}


std::string VersionSql::forget(const std::string& id) const
{
	return "DELETE FROM " + _dialect.quoted(_files) + " WHERE version_num = " + literal(id);
}


VersionTable::VersionTable(SchemaConnection& connection, std::string name):
	_connection(connection),
	_sql(connection.dialect(), std::move(name))
{
}


std::vector<std::string> VersionTable::tableNames(const std::string& name)
{
	return {name, name + "_files"};
}


bool VersionTable::has(const std::string& table) const
{
	const auto inspector = _connection.inspector();
	const std::vector<std::string> tables = runInline(inspector->tables());
	return std::find(tables.begin(), tables.end(), table) != tables.end();
}


bool VersionTable::exists() const
{
	return has(_sql.name());
}


void VersionTable::create()
{
	for (const std::string& sql : _sql.create())
		_connection.execute(sql);
}


RevisionIds VersionTable::heads() const
{
	RevisionIds heads;
	if (!exists()) return heads;
	for (const auto& row :
		 _connection.query("SELECT version_num FROM " + _connection.dialect().quoted(_sql.name())))
		heads.insert(row[0].get<std::string>());
	return heads;
}


std::map<std::string, AppliedFile> VersionTable::files() const
{
	std::map<std::string, AppliedFile> files;
	if (!has(_sql.filesName())) return files;
	const std::string sql =
		"SELECT version_num, hash, file, applied_at FROM " + _connection.dialect().quoted(_sql.filesName());
	for (const auto& row : _connection.query(sql))
	{
		files[row[0].get<std::string>()] = {row[1].get<std::string>(), row[2].get<std::string>(),
											row[3].get<std::string>()};
	}
	return files;
}


void VersionTable::setHeads(const RevisionIds& heads)
{
	for (const std::string& sql : _sql.setHeads(this->heads(), heads))
		_connection.execute(sql);
}


void VersionTable::remember(const std::string& id, const AppliedFile& file)
{
	for (const std::string& sql : _sql.remember(id, file))
		_connection.execute(sql);
}


void VersionTable::forget(const std::string& id)
{
	_connection.execute(_sql.forget(id));
}


void VersionTable::drop()
{
	for (const std::string& table : {_sql.name(), _sql.filesName()})
	{
		if (has(table)) _connection.execute("DROP TABLE " + _connection.dialect().quoted(table));
	}
}


} // namespace Athanor
