//
// Runner.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/Runner.h"
#include "KeptObjects.h"
#include "Steps.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Migration/SchemaLock.h"
#include <algorithm>
#include <thread>


namespace Athanor {


namespace {


constexpr std::chrono::milliseconds retryPause{200};


/// Runs what has to be run outside of the transaction, before and, whatever happens, after it.
class Surroundings
{
public:
	explicit Surroundings(SchemaConnection& connection):
		_connection(connection)
	{
		for (const std::string& sql : rules().before)
			connection.execute(sql);
	}
	Surroundings(const Surroundings&) = delete;
	Surroundings& operator=(const Surroundings&) = delete;
	~Surroundings()
	{
		try
		{
			_connection.rollback();
			for (const std::string& sql : rules().after)
				_connection.execute(sql);
		}
		catch (const Poco::Exception&)
		{
			// Only a connection that is lost can refuse this: the next statement says so.
			return;
		}
	}

private:
	const MigrationRules& rules() const noexcept
	{
		return _connection.dialect().migrationRules();
	}

	SchemaConnection& _connection;
};


std::string allOf(const std::vector<Revision::Step>& steps)
{
	std::string sql;
	for (const Revision::Step& step : steps)
		sql += step.statement.text + ";\n";
	return sql;
}


bool wasLockedOut(const DatabaseException& exception)
{
	return exception.detail().sqlState == "55P03" || exception.detail().sqlState == "40P01";
}


/// The error with its place in the file, of the same class.
template <typename Exception>
[[noreturn]] void rethrowAt(const std::string& place, const Exception& exception)
{
	throw Exception(place + ": " + exception.message(), exception.detail());
}


} // namespace


RunObserver::~RunObserver() = default;


Runner::Runner(SchemaConnection& connection, const RevisionGraph& graph, const std::string& versionTable,
			   RunObserver& observer):
	_connection(connection),
	_graph(graph),
	_versions(connection, versionTable),
	_observer(observer)
{
}


RevisionIds Runner::current() const
{
	return _versions.heads();
}


std::size_t Runner::upgrade(const std::string& target)
{
	return run(Direction::Upgrade, target);
}


std::size_t Runner::downgrade(const std::string& target)
{
	return run(Direction::Downgrade, target);
}


std::size_t Runner::run(Direction direction, const std::string& target)
{
	const SchemaLock lock(_connection, _lockTimeout,
						  [this](const std::string& holder) { _observer.waiting(holder); });
	const RevisionIds start = current();
	checkKnown(start);
	checkFiles();
	const std::vector<const Revision*> revisions = pathTo(_graph, direction, target, start);
	const std::string& scheme = _connection.engine().backend().name();
	// All files are looked at before the first statement runs.
	for (const Revision* revision : revisions)
		static_cast<void>(revision->steps(direction, scheme, _connection.dialect().capabilities().syntax));
	RevisionIds heads = start;
	for (const Revision* revision : revisions)
	{
		apply(*revision, direction, heads);
		heads = headsAfter(_graph, *revision, direction, heads);
	}
	return revisions.size();
}


void Runner::checkKnown(const RevisionIds& heads) const
{
	for (const std::string& id : heads)
	{
		if (_graph.find(id)) continue;
		throw InvalidRequestException("Can't locate revision identified by '" + id +
									  "': the database is at it, but there is no such file");
	}
}


std::vector<std::string> Runner::changedFiles() const
{
	std::vector<std::string> changed;
	const std::string& scheme = _connection.engine().backend().name();
	for (const auto& [id, file] : _versions.files())
	{
		const Revision* revision = _graph.find(id);
		if (!revision) continue;
		const std::string hash = revision->hash(scheme, _connection.dialect().capabilities().syntax);
		if (hash == file.hash) continue;
		changed.push_back(revision->path + ": the file was changed after it was applied on " +
						  file.appliedAt +
						  "; bring it back, or say `database stamp` if the database is as the file says now");
	}
	return changed;
}


void Runner::checkFiles() const
{
	const std::vector<std::string> changed = changedFiles();
	if (!changed.empty()) throw ImproperConfigurationException(changed.front());
}


void Runner::apply(const Revision& revision, Direction direction, const RevisionIds& heads)
{
	_observer.revision(revision, direction);
	const auto deadline = std::chrono::steady_clock::now() + _lockTimeout;
	for (;;)
	{
		try
		{
			return applyOnce(revision, direction, heads);
		}
		catch (const DatabaseException& exception)
		{
			if (!wasLockedOut(exception) || std::chrono::steady_clock::now() >= deadline) throw;
			_observer.retry(revision, exception.message());
		}
		std::this_thread::sleep_for(retryPause);
	}
}


void Runner::applyOnce(const Revision& revision, Direction direction, const RevisionIds& heads)
{
	const SqlSyntax& syntax = _connection.dialect().capabilities().syntax;
	const std::vector<Revision::Step> steps =
		revision.steps(direction, _connection.engine().backend().name(), syntax);
	const bool atomic =
		std::all_of(steps.begin(), steps.end(), [](const Revision::Step& step) { return step.transaction; });
	const RevisionIds after = headsAfter(_graph, revision, direction, heads);
	const Surroundings surroundings(_connection);
	if (atomic) return runInTransaction(revision, direction, steps, after);
	std::size_t number = 0;
	for (const Revision::Step& step : steps)
		runStatement(revision, step, ++number, steps.size());
	_connection.begin();
	record(revision, direction, after);
	_connection.commit();
}


void Runner::runInTransaction(const Revision& revision, Direction direction,
							  const std::vector<Revision::Step>& steps, const RevisionIds& after)
{
	_connection.begin();
	for (const std::string& sql : _connection.dialect().migrationRules().inside)
		_connection.execute(sql);
	KeptObjects kept(_connection);
	std::size_t number = 0;
	for (const Revision::Step& step : steps)
		runStatement(revision, step, ++number, steps.size());
	try
	{
		kept.restore(allOf(steps));
		kept.checkReferences();
	}
	catch (const ForeignKeyException& exception)
	{
		rethrowAt(revision.path, exception);
	}
	catch (const RepositoryException& exception)
	{
		rethrowAt(revision.path, exception);
	}
	record(revision, direction, after);
	_connection.commit();
}


void Runner::runStatement(const Revision& revision, const Revision::Step& step, std::size_t number,
						  std::size_t count)
{
	_observer.statement(step.statement, number, count);
	const std::string place = revision.path + ":" + std::to_string(step.statement.line);
	try
	{
		_connection.execute(step.statement.text);
	}
	catch (const ConnectionException& exception)
	{
		rethrowAt(place, exception);
	}
	catch (const DatabaseException& exception)
	{
		rethrowAt(place, exception);
	}
}


void Runner::record(const Revision& revision, Direction direction, const RevisionIds& after)
{
	_versions.create();
	_versions.setHeads(after);
	if (direction == Direction::Upgrade)
		_versions.remember(
			revision.id, appliedFile(revision, _connection.engine().backend().name(), _connection.dialect()));
	else
		_versions.forget(revision.id);
}


void Runner::stamp(const std::vector<std::string>& targets, bool purge)
{
	const SchemaLock lock(_connection, _lockTimeout,
						  [this](const std::string& holder) { _observer.waiting(holder); });
	_connection.begin();
	_versions.create();
	RevisionIds heads;
	if (!purge)
	{
		heads = current();
		checkKnown(heads);
	}
	const RevisionIds ids = stampedHeads(_graph, targets, heads);
	_versions.setHeads(ids);
	for (const auto& entry : _versions.files())
		_versions.forget(entry.first);
	for (const std::string& id : _graph.withAncestors(ids))
		_versions.remember(id, appliedFile(_graph.require(id), _connection.engine().backend().name(),
										   _connection.dialect()));
	_connection.commit();
}


void Runner::ensureVersion()
{
	_connection.begin();
	_versions.create();
	_connection.commit();
}


} // namespace Athanor
