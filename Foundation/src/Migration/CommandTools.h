//
// CommandTools.h
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_CommandTools_INCLUDED
#define Athanor_Migration_CommandTools_INCLUDED


#include "Athanor/Migration/Autogenerate.h"
#include "Athanor/Migration/DatabaseCommands.h"
#include "Athanor/Migration/Runner.h"
#include "Athanor/Migration/ScriptDirectory.h"
#include <chrono>
#include <set>
#include <string>
#include <vector>


namespace Athanor {


/// What every command is given.
struct CommandContext
{
	const CommandLine& line;
	const Console& console;
	Engine& engine;
	const std::vector<const Backend*>& backends;
	const Engines& engines;

	const std::string& versionTable() const noexcept
	{
		return engine.config().versionTable;
	}
	const std::string& scheme() const noexcept
	{
		return engine.backend().name();
	}
};


/// The folder of a database's revision files.
ScriptDirectory scriptDirectory(const DatabaseConfig& config);

/// The tables of a database that are not its models': version tables, and the models of other bind keys that share it.
std::set<std::string> tablesOfOthers(const CommandContext& context);

/// Takes over `--rename`.
void applyRenames(Autogenerate& compare, const CommandLine& line);

/// Throws InvalidRequestException if the database is not at the heads of the history, or a file was changed.
void requireUpToDate(const CommandContext& context, SchemaConnection& connection, const RevisionGraph& graph);

/// Whether to go on: the user was asked and said yes, or is not to be asked.
bool agreed(const CommandContext& context, const std::string& question);


/// Tells a user what a Runner does: a line for each revision, and on a terminal how far it is.
class ConsoleObserver: public RunObserver
{
public:
	ConsoleObserver(const Console& console, bool verbose);

	void revision(const Revision& revision, Direction direction) override;
	void statement(const SqlStatement& statement, std::size_t number, std::size_t count) override;
	void waiting(const std::string& holder) override;
	void retry(const Revision& revision, const std::string& reason) override;

	/// Ends what is shown of the last statement.
	void finish();

private:
	const Console& _console;
	const bool _verbose;
	bool _shows = false;
	std::chrono::steady_clock::time_point _start;
};


/// `1f0a2b3c -> 65bad9b4 (billing) (head), Add users table`.
std::string historyLine(const RevisionGraph& graph, const Revision& revision,
						const RevisionIds& current = {});
/// `65bad9b4 (billing) (head)`.
std::string shortLine(const RevisionGraph& graph, const Revision& revision);
/// Several lines, the last one empty.
std::string longText(const RevisionGraph& graph, const Revision& revision);


int runInit(const CommandContext& context);
int runMakeMigrations(const CommandContext& context);
int runMerge(const CommandContext& context);
int runEdit(const CommandContext& context);
int runUpgrade(const CommandContext& context);
int runDowngrade(const CommandContext& context);
int runStamp(const CommandContext& context);
int runEnsureVersion(const CommandContext& context);
int runHistory(const CommandContext& context);
int runCurrent(const CommandContext& context);
int runHeads(const CommandContext& context);
int runBranches(const CommandContext& context);
int runShow(const CommandContext& context);
int runCheck(const CommandContext& context);
int runListTemplates(const CommandContext& context);
int runDropAll(const CommandContext& context);


} // namespace Athanor


#endif // Athanor_Migration_CommandTools_INCLUDED
