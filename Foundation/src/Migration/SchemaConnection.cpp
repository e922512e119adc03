//
// SchemaConnection.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/SchemaConnection.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


SchemaConnection::SchemaConnection(Engine& engine):
	_engine(engine)
{
	const bool shared = engine.backend().concurrency(engine.config()) == Concurrency::SingleConnection;
	if (shared && engine.isAsync())
		throw ImproperConfigurationException(
			"bind " + engine.bindKey() + ": a database in memory cannot be both asynchronous and migrated");
	if (shared)
	{
		_lease = runInline(engine.acquire(Access::Write));
		_connection = &*_lease;
		return;
	}
	DatabaseConfig config = engine.config();
	config.engine.statementTimeoutMs = 0;
	try
	{
		_own = engine.backend().connect(config, Access::Write);
	}
	catch (DatabaseException& exception)
	{
		exception.detail().bindKey = engine.bindKey();
		throw;
	}
	_connection = _own.get();
}


SchemaConnection::~SchemaConnection() = default;


Rows SchemaConnection::query(std::string_view sql, const NamedParameters& parameters)
{
	CompiledStatement compiled = compilePlain(sql, parameters, dialect());
	compiled.statement.keep = false;
	const ResultSetPtr result = runInline(_connection->execute(compiled.statement, compiled.parameters));
	return Rows(*result);
}


void SchemaConnection::execute(const std::string& sql)
{
	const Statement statement{sql, Access::Write, false};
	const Parameters none;
	const ResultSetPtr result = runInline(_connection->execute(statement, none));
	while (result->next())
	{
	}
}


void SchemaConnection::begin()
{
	runInline(_connection->begin(Access::Write));
}


void SchemaConnection::commit()
{
	runInline(_connection->commit());
}


void SchemaConnection::rollback()
{
	if (_connection->transactionState() != TransactionState::None) runInline(_connection->rollback());
}


} // namespace Athanor
