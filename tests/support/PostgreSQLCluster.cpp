// SPDX-License-Identifier: MIT
#include "PostgreSQLCluster.h"
#include "Athanor/Core/UUID.h"
#include "SkipTest.h"
#include <cstdlib>
#include <cxxabi.h>
#include <libpq-fe.h>
#include <memory>
#include <stdexcept>
#include <typeinfo>


namespace Athanor::Test {


std::string postgreSQL()
{
	const char* connectionString = std::getenv("ATHANOR_TEST_POSTGRESQL");
	if (!connectionString || !*connectionString)
		throw SkipTest{"no PostgreSQL server (script/test starts one if it is installed)"};
	return connectionString;
}


std::string askPostgreSQL(const std::string& sql)
{
	return askPostgreSQL(postgreSQL(), sql);
}


std::string askPostgreSQL(const std::string& connectionString, const std::string& sql)
{
	const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(connectionString.c_str()),
																PQfinish);
	PQsetNoticeProcessor(
		connection.get(), [](void*, const char*) {}, nullptr);
	const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection.get(), sql.c_str()),
																PQclear);
	const ExecStatusType status = PQresultStatus(result.get());
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
		throw std::runtime_error(PQerrorMessage(connection.get()));
	return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}


std::string classOf(const std::exception& exception)
{
	int status = 0;
	const std::unique_ptr<char, void (*)(void*)> name(
		abi::__cxa_demangle(typeid(exception).name(), nullptr, nullptr, &status), std::free);
	const std::string text = status == 0 ? name.get() : "?";
	return text.substr(text.rfind(':') + 1);
}


PostgreSQLSchema::PostgreSQLSchema():
	_connectionString(postgreSQL()),
	_name("test_" + UUID::v4().toString().substr(0, 8))
{
	askPostgreSQL("CREATE SCHEMA " + _name);
}


PostgreSQLSchema::~PostgreSQLSchema()
{
	try
	{
		askPostgreSQL("DROP SCHEMA " + _name + " CASCADE");
	}
	catch (const std::exception&)
	{
		// The server may be down by intention of the test; the whole cluster is temporary.
		return;
	}
}


DatabaseConfig PostgreSQLSchema::config() const
{
	DatabaseConfig config;
	config.bindKey = "default";
	config.connectionString = _connectionString;
	config.engine.options["options"] = "-c search_path=" + _name;
	return config;
}


} // namespace Athanor::Test
