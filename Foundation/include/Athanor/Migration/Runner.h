//
// Runner.h
//
// Library: Foundation
// Package: Migration
//
// Brings a database from one revision to another.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_Runner_INCLUDED
#define Athanor_Migration_Runner_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Migration/RevisionGraph.h"
#include "Athanor/Migration/SchemaConnection.h"
#include "Athanor/Migration/VersionTable.h"
#include <chrono>
#include <string>
#include <vector>


namespace Athanor {


/// A RunObserver hears what a Runner does.
class Athanor_API RunObserver
{
public:
	virtual ~RunObserver();

	/// A revision begins. `revision` has the message; for a stamp nothing is called.
	virtual void revision(const Revision& revision, Direction direction) = 0;
	/// Statement `number` of `count` begins.
	virtual void statement(const SqlStatement& statement, std::size_t number, std::size_t count) = 0;
	/// Another process migrates the database and is waited for.
	virtual void waiting(const std::string& holder) = 0;
	/// A revision could not get a lock that it needs and is tried again from its beginning.
	virtual void retry(const Revision& revision, const std::string& reason) = 0;
};


/// A Runner applies revisions to a database and takes them back.
///
/// Each revision is one transaction together with the row that says so, as far as the database can do that and the
/// file does not say `no transaction`: if anything fails, or the process dies, nothing of it is there and the version
/// table says the truth. One process at a time runs (see SchemaLock); one that waited finds the work done and does
/// nothing. Before anything is run the files that were applied earlier are compared with what was remembered of them.
///
/// Indexes and triggers that are gone with a table the revision made anew, and that it does not mention, are made
/// again; rows that refer to nothing after the revision, and did not before, make it fail.
///
/// Thread safety: one thread at a time. Lifetime: dies before connection, graph and observer.
class Athanor_API Runner
{
public:
	Runner(SchemaConnection& connection, const RevisionGraph& graph, const std::string& versionTable,
		   RunObserver& observer);

	/// How long to wait for other processes, and for locks of tables; 60 s.
	void setLockTimeout(std::chrono::milliseconds timeout) noexcept
	{
		_lockTimeout = timeout;
	}

	/// The heads of what is applied.
	RevisionIds current() const;

	/// Throws InvalidRequestException for targets, ImproperConfigurationException for files (also those changed after
	/// they were applied), otherwise what the database says, with the place in the file. Returns how many revisions ran.
	std::size_t upgrade(const std::string& target);
	/// As upgrade().
	std::size_t downgrade(const std::string& target);

	/// Says that the database is at these revisions (and all before them), without running anything; remembers their
	/// files as they are now. With `purge`, whatever was said before is forgotten.
	void stamp(const std::vector<std::string>& targets, bool purge);

	/// Creates the version table.
	void ensureVersion();

	/// One line for each applied file that is not as it was when it was applied.
	std::vector<std::string> changedFiles() const;

private:
	std::size_t run(Direction direction, const std::string& target);
	void checkFiles() const;
	void checkKnown(const RevisionIds& heads) const;
	void apply(const Revision& revision, Direction direction, const RevisionIds& heads);
	void applyOnce(const Revision& revision, Direction direction, const RevisionIds& heads);
	void runInTransaction(const Revision& revision, Direction direction,
						  const std::vector<Revision::Step>& steps, const RevisionIds& after);
	void runStatement(const Revision& revision, const Revision::Step& step, std::size_t number,
					  std::size_t count);
	void record(const Revision& revision, Direction direction, const RevisionIds& after);

	SchemaConnection& _connection;
	const RevisionGraph& _graph;
	VersionTable _versions;
	RunObserver& _observer;
	std::chrono::milliseconds _lockTimeout{60000};
};


} // namespace Athanor


#endif // Athanor_Migration_Runner_INCLUDED
