// The PostgreSQL server that the tests were given by ATHANOR_TEST_POSTGRESQL (script/lib/postgresql starts one).
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_PostgreSQLCluster_INCLUDED
#define Athanor_Test_PostgreSQLCluster_INCLUDED


#include "Athanor/Config/Configuration.h"
#include <exception>
#include <string>


namespace Athanor::Test {


/// The connection string of the server. Throws SkipTest if there is none.
std::string postgreSQL();


/// Executes SQL as the superuser, on a connection of its own, and returns the first cell of the last statement.
/// Throws std::runtime_error with the server's words.
std::string askPostgreSQL(const std::string& sql);
/// … on another server.
std::string askPostgreSQL(const std::string& connectionString, const std::string& sql);


/// The name of an exception's class, without its namespace.
std::string classOf(const std::exception& exception);


/// A schema of its own for a test; gone with the object.
class PostgreSQLSchema
{
public:
	PostgreSQLSchema();
	PostgreSQLSchema(const PostgreSQLSchema&) = delete;
	PostgreSQLSchema& operator=(const PostgreSQLSchema&) = delete;
	~PostgreSQLSchema();

	/// Of a database whose unqualified names are in this schema.
	DatabaseConfig config() const;

	const std::string& name() const noexcept
	{
		return _name;
	}

private:
	std::string _connectionString;
	std::string _name;
};


} // namespace Athanor::Test


#endif // Athanor_Test_PostgreSQLCluster_INCLUDED
