//
// AsyncSession.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/AsyncSession.h"


namespace Athanor {


AsyncSession::AsyncSession(Engine& engine, EventLoop& loop, std::string owner):
	_loop(loop),
	_unit(engine, std::move(owner))
{
	if (engine.config().async) return;
	throw ImproperConfigurationException("Expected async session for bind key \"" + engine.bindKey() +
										 "\", but its database is not asynchronous");
}


Task<Rows> AsyncSession::execute(std::string sql)
{
	NamedParameters none;
	Rows rows = co_await execute(sql, none);
	co_return rows;
}


Task<Rows> AsyncSession::execute(std::string sql, NamedParameters parameters)
{
	requireLoop();
	_unit.markDirty();
	const CompiledStatement compiled = compilePlain(sql, parameters, engine().dialect());
	Rows rows = co_await execute(compiled);
	co_return rows;
}


Task<Rows> AsyncSession::execute(const CompiledStatement& compiled)
{
	requireLoop();
	ResultSetPtr result = co_await _unit.execute(compiled.statement, compiled.parameters);
	co_return Rows(*result);
}


Task<void> AsyncSession::begin(Access access)
{
	requireLoop();
	return _unit.begin(access);
}


Task<void> AsyncSession::commit()
{
	requireLoop();
	return _unit.commit();
}


Task<void> AsyncSession::rollback()
{
	requireLoop();
	return _unit.rollback();
}


Task<void> AsyncSession::savepoint()
{
	requireLoop();
	return _unit.savepoint();
}


Task<void> AsyncSession::releaseSavepoint()
{
	requireLoop();
	return _unit.releaseSavepoint();
}


Task<void> AsyncSession::rollbackToSavepoint()
{
	requireLoop();
	return _unit.rollbackToSavepoint();
}


void AsyncSession::requireLoop() const
{
	if (EventLoop::current() == &_loop) return;
	throw InvalidRequestException(
		"the asynchronous session of \"" + engine().bindKey() +
		"\" is used outside of the event loop it belongs to; blocking code calls it through the portal");
}


} // namespace Athanor
