//
// AsyncSession.h
//
// Library: Foundation
// Package: Data
//
// The asynchronous face of a unit of work.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_AsyncSession_INCLUDED
#define Athanor_Data_AsyncSession_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Data/Rows.h"
#include "Athanor/Data/UnitOfWork.h"
#include "Athanor/Query/NamedParameters.h"
#include "Athanor/Query/TypedStatement.h"
#include <string>


namespace Athanor {


/// An AsyncSession is a transaction of one database for code on an event loop: Session, with tasks to await.
///
///     auto rows = co_await session.execute(allUsers);      // allUsers: a std::string, named (the coroutine rule)
///
/// It belongs to one loop and is used there only. In a request it comes from `request.asyncSession(bindKey)`, and the
/// commit mode of the database decides at the end.
///
/// Thread safety: one task at a time, on its loop; on another loop, or after its end, every call throws
/// InvalidRequestException. Lifetime: dies before its Engine.
class Athanor_API AsyncSession
{
public:
	/// Throws ImproperConfigurationException if the engine's database is not asynchronous.
	AsyncSession(Engine& engine, EventLoop& loop, std::string owner = {});

	/// Executes plain SQL without parameters, …
	Task<Rows> execute(std::string sql);
	/// … with named ones, …
	Task<Rows> execute(std::string sql, NamedParameters parameters);
	/// … or a compiled statement, which lives until the task is done.
	Task<Rows> execute(const CompiledStatement& compiled);
	/// Executes a typed statement (see Session), which lives until the task is done: it has a name.
	template <TypedStatement S>
	Task<typename S::Result> execute(const S& statement)
	{
		requireLoop();
		const CompiledStatement compiled = statement.compile(engine().dialect());
		ResultSetPtr rows = co_await _unit.execute(compiled.statement, compiled.parameters);
		co_return statement.read(*rows);
	}

	Task<void> begin(Access access);
	Task<void> commit();
	Task<void> rollback();

	/// What is done after it can be undone alone, …
	Task<void> savepoint();
	/// … kept, …
	Task<void> releaseSavepoint();
	/// … or undone, and the failure of the session with it.
	Task<void> rollbackToSavepoint();

	bool failed() const noexcept
	{
		return _unit.failed();
	}
	bool wrote() const noexcept
	{
		return _unit.wrote();
	}
	/// What repositories and services work on.
	UnitOfWork& unit()
	{
		requireLoop();
		return _unit;
	}
	Engine& engine() const noexcept
	{
		return _unit.engine();
	}
	EventLoop& loop() const noexcept
	{
		return _loop;
	}
	/// Rolls back and gives the connection back. On the loop.
	void close() noexcept
	{
		_unit.close();
	}

private:
	void requireLoop() const;

	EventLoop& _loop;
	UnitOfWork _unit;
};


} // namespace Athanor


#endif // Athanor_Data_AsyncSession_INCLUDED
