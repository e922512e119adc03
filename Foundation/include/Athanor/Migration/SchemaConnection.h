//
// SchemaConnection.h
//
// Library: Foundation
// Package: Migration
//
// A blocking connection for work on the schema.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_SchemaConnection_INCLUDED
#define Athanor_Migration_SchemaConnection_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Engine.h"
#include "Athanor/Data/Rows.h"
#include "Athanor/Query/NamedParameters.h"
#include <memory>
#include <string>


namespace Athanor {


/// A SchemaConnection is one blocking connection to the database of an engine, with nobody's rules about sessions,
/// pools or commit modes: what migrations, reflection and fixtures work on.
///
/// It is a physical connection of its own, so that an asynchronous database can be migrated by blocking code and a long
/// statement is not cut off by the statement timeout of requests. Only a database in memory, which is one connection,
/// lends its own.
///
/// Thread safety: one thread at a time. Lifetime: dies before its Engine.
class Athanor_API SchemaConnection
{
public:
	/// Connects. Throws ConnectionException naming the bind key; ImproperConfigurationException for a database in
	/// memory that is asynchronous.
	explicit SchemaConnection(Engine& engine);
	SchemaConnection(const SchemaConnection&) = delete;
	SchemaConnection& operator=(const SchemaConnection&) = delete;
	/// Rolls back what is open.
	~SchemaConnection();

	/// Executes SQL with named parameters.
	Rows query(std::string_view sql, const NamedParameters& parameters = {});
	/// Executes SQL as it is: it has no parameters, and a colon in it means nothing.
	void execute(const std::string& sql);

	void begin();
	void commit();
	/// Does nothing if no transaction is open.
	void rollback();

	Connection& native() noexcept
	{
		return *_connection;
	}
	std::unique_ptr<Inspector> inspector()
	{
		return _engine.backend().inspector(*_connection);
	}
	const Dialect& dialect() const noexcept
	{
		return _engine.dialect();
	}
	Engine& engine() const noexcept
	{
		return _engine;
	}

private:
	Engine& _engine;
	Lease _lease;                     // of a database in memory
	std::unique_ptr<Connection> _own; // of any other
	Connection* _connection;
};


} // namespace Athanor


#endif // Athanor_Migration_SchemaConnection_INCLUDED
