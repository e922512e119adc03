//
// CreateAll.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/UnitOfWork.h"
#include "Athanor/Query/Ddl.h"


namespace Athanor {


Task<void> createAll(Engine& engine)
{
	if (engine.metadata().empty()) co_return;
	const Dialect& dialect = engine.dialect();
	const bool guarded = dialect.capabilities().createIfNotExists;
	const Statement lock{dialect.schemaLockStatement(), Access::Write, false};
	const Parameters none;
	UnitOfWork unit(engine, "create_all");
	co_await unit.begin(Access::Write);
	if (!lock.text.empty())
	{
		ResultSetPtr result = co_await unit.execute(lock, none);
	}
	for (const Table* table : engine.metadata().tables())
	{
		const std::vector<Statement> statements = createTable(*table, dialect, guarded);
		for (const Statement& statement : statements)
		{
			ResultSetPtr result = co_await unit.execute(statement, none);
		}
	}
	co_await unit.commit();
}


} // namespace Athanor
