//
// Autogenerate.h
//
// Library: Foundation
// Package: Migration
//
// Writes the sections of a revision by comparing the models with a database.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_Autogenerate_INCLUDED
#define Athanor_Migration_Autogenerate_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Migration/Revision.h"
#include "Athanor/Migration/SchemaDiff.h"
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>


namespace Athanor {


/// A change that may lose data.
struct DestructiveChange
{
	std::string what;      ///< `removes the column user.age`
	std::int64_t rows = 0; ///< that have something to lose, now
};


/// A table or column that is gone, and a new one that looks like it.
struct LikelyRename
{
	std::string table; ///< of a column: its table (by its new name); empty for a table
	std::string from;
	std::string to;

	/// As `--rename` takes it.
	std::string option() const
	{
		return (table.empty() ? "" : table + ".") + from + ":" + to;
	}
};


/// An Autogenerate compares what a database has with what the models of its bind key want.
///
/// Nothing is guessed: a table or column that is gone and one that is new are two changes until rename() says that they
/// are the same. Changes that may lose data are left out unless they are allowed.
///
///     Autogenerate compare(connection, {"alembic_versions"});
///     compare.rename("user.name:full_name");
///     revision.sections = compare.sections(backends);
///
/// Thread safety: one thread at a time. Lifetime: dies before its connection.
/// Source: alembic/autogenerate/compare.py; what is compared is more (types, defaults, checks, primary keys).
class Athanor_API Autogenerate
{
public:
	/// Reads the database. Tables in `without` are nobody's business here: version tables, those of other bind keys.
	Autogenerate(SchemaConnection& connection, std::set<std::string> without);
	~Autogenerate();

	/// Takes `old:new` for a table, `table.old:new` for a column (the table by its new name).
	/// Throws InvalidRequestException if the old one is not there, or the new one not wanted.
	void rename(const std::string& option);

	/// What looks like a rename and was not said to be one.
	std::vector<LikelyRename> likelyRenames() const;

	/// What is different, whether it may lose data or not.
	const SchemaDiff& difference() const;

	/// The changes that may lose data.
	std::vector<DestructiveChange> destructive();
	/// What the rows that are there now will refuse: columns that get NOT NULL while rows have nothing for them.
	std::vector<std::string> obstacles();

	/// From now on difference() and sections() leave out what may lose data.
	void leaveOutDestructive();

	/// The sections of a revision, for each backend; empty if there is no difference.
	std::vector<RevisionSection> sections(const std::vector<const Backend*>& backends) const;

private:
	void compare();
	std::string oldName(const std::string& table) const;
	std::string oldName(const std::string& table, const std::string& column) const;
	std::int64_t count(const std::string& table, const std::string& condition);
	bool narrows(const InspectedColumn& from, const InspectedColumn& to) const;
	std::int64_t losers(const std::string& table, const InspectedColumn& from, const InspectedColumn& to);
	Schema translated(const Schema& schema, const Dialect& other) const;
	std::string script(const SchemaDiff& diff, const Dialect& dialect, bool back) const;
	std::string triggersOf(const SchemaDiff& diff, const std::string& script) const;

	SchemaConnection& _connection;
	Schema _live;
	Schema _models; // what the models want, in the live database's spelling
	Schema _wanted; // the same, without what is left out
	Renames _renames;
	std::unique_ptr<SchemaDiff> _difference;
};


} // namespace Athanor


#endif // Athanor_Migration_Autogenerate_INCLUDED
