//
// Schema.h
//
// Library: Foundation
// Package: Migration
//
// The tables of a database, as it has them and as the models want them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_Schema_INCLUDED
#define Athanor_Migration_Schema_INCLUDED


#include "Athanor/Backend/Backend.h"
#include "Athanor/Core/API.h"
#include "Athanor/Migration/SchemaConnection.h"
#include "Athanor/Model/Metadata.h"
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// Tables by name.
using Schema = std::map<std::string, InspectedTable, std::less<>>;


/// What is in the database, without the tables in `without`.
Athanor_API Schema reflectSchema(SchemaConnection& connection, const std::set<std::string>& without);

/// What the models want, in the spelling of the engine's database: it is made in a place of its own
/// (Backend::connectScratch) and read from there. Where the backend has no such place, describeSchema().
Athanor_API Schema wantedSchema(const Engine& engine);

/// What the models want, in the spelling of a dialect, without asking a database.
Athanor_API Schema describeSchema(const Metadata& metadata, const Dialect& dialect);
Athanor_API InspectedTable describeTable(const Table& table, const Dialect& dialect);


/// Which tables and columns have another name now.
struct Renames
{
	std::map<std::string, std::string, std::less<>> tables; ///< new names by old ones
	/// New names of columns by old ones, by the new name of their table.
	std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> columns;

	bool empty() const noexcept
	{
		return tables.empty() && columns.empty();
	}
	/// What turns the new names into the old ones.
	Athanor_API Renames reversed() const;
};


/// The schema with the new names, in references and conditions as well; names of constraints stay as they are.
Athanor_API Schema renamed(const Schema& schema, const Renames& renames);


} // namespace Athanor


#endif // Athanor_Migration_Schema_INCLUDED
