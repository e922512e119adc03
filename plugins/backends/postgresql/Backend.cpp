//
// Backend.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Backend.h"
#include "AsyncConnect.h"
#include "AsyncConnection.h"
#include "Athanor/Core/Exceptions.h"
#include "Connection.h"
#include "Inspector.h"


namespace Athanor {


namespace {


/// Says which database it is about.
[[noreturn]] void rethrowFor(const std::string& bindKey, const PostgreSQL::Target& target,
							 const DatabaseException& exception)
{
	ErrorDetail detail = exception.detail();
	detail.bindKey = bindKey;
	throw ConnectionException("cannot connect to " + target.description() + ": " + exception.message(),
							  detail);
}


} // namespace


const std::string& PostgreSQLBackend::name() const noexcept
{
	static const std::string name = "postgresql";
	return name;
}


const Dialect& PostgreSQLBackend::dialect() const noexcept
{
	return _dialect;
}


Concurrency PostgreSQLBackend::concurrency(const DatabaseConfig& config) const
{
	const PostgreSQL::Target checked(config, Access::Write);
	return Concurrency::Pooled;
}


std::unique_ptr<Connection> PostgreSQLBackend::connect(const DatabaseConfig& config, Access access) const
{
	const PostgreSQL::Target target(config, access);
	try
	{
		return std::make_unique<PostgreSQL::Connection>(target, config.engine, access);
	}
	catch (const DatabaseException& exception)
	{
		rethrowFor(config.bindKey, target, exception);
	}
}


bool PostgreSQLBackend::hasAsync() const noexcept
{
	return true;
}


Task<std::unique_ptr<Connection>> PostgreSQLBackend::connectAsync(const DatabaseConfig& config, Access access,
																  EventLoop& loop) const
{
	const PostgreSQL::Target target(config, access);
	const EngineConfig engine = config.engine;
	const int timeoutMs = engine.connectTimeoutMs;
	const std::string bindKey = config.bindKey;
	try
	{
		PostgreSQL::ConnectionHandle native = co_await PostgreSQL::connectOn(loop, target, timeoutMs);
		std::unique_ptr<Connection> connection =
			std::make_unique<PostgreSQL::AsyncConnection>(std::move(native), engine, access, loop);
		co_return connection;
	}
	catch (const DatabaseException& exception)
	{
		rethrowFor(bindKey, target, exception);
	}
}


std::unique_ptr<Connection> PostgreSQLBackend::connectScratch(const DatabaseConfig& config) const
{
	std::unique_ptr<Connection> connection = connect(config, Access::Write);
	const Parameters none;
	for (const char* sql :
		 {"SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), false)",
		  // The schema of temporary tables is made with the first of them.
		  "CREATE TEMPORARY TABLE athanor_scratch ()", "DROP TABLE athanor_scratch"})
	{
		const Statement statement{sql, Access::Write, false};
		const ResultSetPtr rows = runInline(connection->execute(statement, none));
		while (rows->next())
		{
		}
	}
	return connection;
}


std::unique_ptr<Inspector> PostgreSQLBackend::inspector(Connection& connection) const
{
	return std::make_unique<PostgreSQL::Inspector>(connection);
}


} // namespace Athanor
