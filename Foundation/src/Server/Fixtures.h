//
// Fixtures.h
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_Fixtures_INCLUDED
#define Athanor_Server_Fixtures_INCLUDED


#include "Athanor/Migration/DatabaseCommands.h"
#include <string>
#include <vector>


namespace Athanor {


/// The commands dump-data and load-data: tables of the models to and from JSON files, `<dir>/<table>.json`, an array of
/// one object for each row, in the forms of ValueJson.
///
/// Thread safety: one thread at a time. Lifetime: dies before the console.
class Fixtures
{
public:
	Fixtures(const Console& console, std::string directory);

	/// Writes the tables of these databases, `*` for all, each database in one transaction. Names that no model has are
	/// skipped with a line on the console.
	/// Throws InvalidRequestException if two databases have a table of that name, or a file cannot be written.
	void dump(const std::vector<Engine*>& engines, const std::vector<std::string>& tables) const;

	/// Inserts the rows of the files there are for the tables, `*` for all, in one transaction, referred tables first.
	/// Throws InvalidRequestException with file, row and column for what does not fit, otherwise what the database says.
	void load(Engine& engine, const std::vector<std::string>& tables) const;

private:
	std::string fileOf(const Table& table) const;

	const Console& _console;
	const std::string _directory;
};


/// Adds both commands.
void addFixtureCommands(DatabaseCommands& commands, const Console& console);


} // namespace Athanor


#endif // Athanor_Server_Fixtures_INCLUDED
