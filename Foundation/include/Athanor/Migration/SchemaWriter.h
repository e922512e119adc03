//
// SchemaWriter.h
//
// Library: Foundation
// Package: Migration
//
// The SQL that turns one schema into another.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_SchemaWriter_INCLUDED
#define Athanor_Migration_SchemaWriter_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Migration/SchemaDiff.h"
#include <set>
#include <string>
#include <vector>


namespace Athanor {


/// A SchemaWriter writes the DDL of a SchemaDiff in one dialect, statement by statement, without semicolons.
///
/// Where the database cannot change a table in place (Capabilities::alterTable), the table is made anew: created under
/// another name, filled from the old one, put in its place, its indexes made again. Changes that such a database can do
/// in place after all (a column more or less, indexes, names) are done so.
///
/// Thread safety: one thread at a time. Lifetime: dies before diff and dialect.
class Athanor_API SchemaWriter
{
public:
	/// With `exactOrder`, columns end up in the order that the target has, also where that needs a new table; for going
	/// back.
	SchemaWriter(const SchemaDiff& diff, const Dialect& dialect, bool exactOrder);

	std::vector<std::string> statements();

private:
	void renameAll();
	void loosen();
	void dropTables();
	void createTables();
	void changeTable(const TableChange& change);
	void addForeignKeys();
	bool mustReplace(const TableChange& change) const;
	bool canAdd(const InspectedColumn& column) const;
	void replaceTable(const TableChange& change);
	void alterColumns(const TableChange& change);
	void tighten(const TableChange& change);
	void comments(const InspectedTable* from, const InspectedTable& to);
	bool touches(const InspectedTable& table, const ForeignKey& key) const;
	std::vector<const ForeignKey*> touchedKeys(const InspectedTable& table) const;

	std::string quoted(const std::string& name) const;
	std::string list(const std::vector<std::string>& names) const;
	std::string alter(const std::string& table) const;
	std::string definition(const InspectedColumn& column) const;
	std::string constraint(const std::string& name, const std::string& body) const;
	std::string create(const InspectedTable& table, const std::string& name,
					   const std::set<std::string>& tablesNotYetThere) const;
	std::string index(const std::string& table, const InspectedIndex& index) const;
	void add(std::string sql);

	const SchemaDiff& _diff;
	const Dialect& _dialect;
	const bool _exactOrder;
	/// Foreign keys of new tables that could not be part of their CREATE TABLE.
	std::vector<std::pair<std::string, const ForeignKey*>> _later;
	std::vector<std::string> _statements;
};


} // namespace Athanor


#endif // Athanor_Migration_SchemaWriter_INCLUDED
