//
// CreateAll.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Backend/Inspector.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Query/Ddl.h"
#include <algorithm>


namespace Athanor {


namespace {


/// Those that the database does not have, in the order of the metadata.
std::vector<const Table*> missing(const std::vector<const Table*>& wanted,
								  const std::vector<std::string>& existing)
{
	std::vector<const Table*> tables;
	for (const Table* table : wanted)
	{
		if (std::find(existing.begin(), existing.end(), table->name()) == existing.end())
			tables.push_back(table);
	}
	return tables;
}


Task<void> executeAll(Connection& connection, const std::vector<Statement>& statements)
{
	const Parameters none;
	for (const Statement& statement : statements)
	{
		ResultSetPtr result = co_await connection.execute(statement, none);
	}
}


Task<void> createMissing(Engine& engine)
{
	const Dialect& dialect = engine.dialect();
	const std::string lockText = dialect.schemaLockStatement();
	std::vector<Statement> statements;
	// A lease that ends in the middle of a transaction rolls it back.
	Lease lease = co_await engine.acquire(Access::Write);
	Connection& connection = *lease;
	co_await connection.begin(Access::Write);
	if (!lockText.empty()) statements.push_back({lockText, Access::Write, false});
	co_await executeAll(connection, statements);
	// Looked at under the lock: nobody else who takes it creates the same tables now.
	const std::unique_ptr<Inspector> inspector = engine.backend().inspector(connection);
	const std::vector<std::string> existing = co_await inspector->tables();
	const std::vector<const Table*> tables = missing(engine.metadata().tables(), existing);
	statements = createTables(tables, dialect, dialect.capabilities().createIfNotExists);
	co_await executeAll(connection, statements);
	co_await connection.commit();
}


} // namespace


Task<void> createAll(Engine& engine)
{
	if (engine.metadata().empty()) co_return;
	Engine& wanted = engine;
	try
	{
		co_await createMissing(wanted);
	}
	catch (DatabaseException& failure)
	{
		failure.detail().bindKey = engine.bindKey();
		throw;
	}
}


} // namespace Athanor
