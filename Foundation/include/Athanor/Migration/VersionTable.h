//
// VersionTable.h
//
// Library: Foundation
// Package: Migration
//
// What a database remembers about its migrations.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_VersionTable_INCLUDED
#define Athanor_Migration_VersionTable_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Migration/RevisionGraph.h"
#include "Athanor/Migration/SchemaConnection.h"
#include <map>
#include <string>
#include <vector>


namespace Athanor {


/// What is remembered of a file that was applied.
struct AppliedFile
{
	std::string hash;
	std::string file;      ///< its name
	std::string appliedAt; ///< RFC 3339, UTC
};


/// A VersionSql is the SQL of the version table, for scripts and for VersionTable.
///
/// Thread safety: immutable. Lifetime: dies before its Dialect.
class Athanor_API VersionSql
{
public:
	VersionSql(const Dialect& dialect, std::string name);

	const std::string& name() const noexcept
	{
		return _name;
	}
	const std::string& filesName() const noexcept
	{
		return _files;
	}

	/// Creates what is missing of both tables.
	std::vector<std::string> create() const;
	/// Turns the rows that say `from` into rows that say `to`.
	std::vector<std::string> setHeads(const RevisionIds& from, const RevisionIds& to) const;
	/// Forgets every row.
	std::string purge() const;
	std::vector<std::string> remember(const std::string& id, const AppliedFile& file) const;
	std::string forget(const std::string& id) const;

private:
	const Dialect& _dialect;
	const std::string _name;
	const std::string _files;
};


/// A VersionTable reads and writes two tables of a database: the one that names the heads of what is applied, which
/// is Alembic's (`version_num VARCHAR(32)`, one row for each head, none at base), so that both can work on the same
/// database; and beside it `<name>_files`, with a hash of each file that was applied, which Alembic does not know.
///
/// Thread safety: one thread at a time. Lifetime: dies before its connection.
/// Source: alembic/runtime/migration.py MigrationContext._version.
class Athanor_API VersionTable
{
public:
	/// `name` as `[database.<bind>] version_table` has it.
	VersionTable(SchemaConnection& connection, std::string name);

	/// The names of both tables, which are nobody's model.
	static std::vector<std::string> tableNames(const std::string& name);

	bool exists() const;
	/// Creates what is missing.
	void create();

	/// The heads of what is applied; empty at base and without a table.
	RevisionIds heads() const;
	/// What is known of applied files, by revision; empty for what Alembic or a stamp applied.
	std::map<std::string, AppliedFile> files() const;

	/// Makes the rows say that `heads` are the heads.
	void setHeads(const RevisionIds& heads);
	void remember(const std::string& id, const AppliedFile& file);
	void forget(const std::string& id);

	/// Drops both.
	void drop();

private:
	bool has(const std::string& table) const;

	SchemaConnection& _connection;
	const VersionSql _sql;
};


} // namespace Athanor


#endif // Athanor_Migration_VersionTable_INCLUDED
