//
// ConformanceFixture.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "ConformanceFixture.h"
#include "Athanor/Query/Ddl.h"


namespace Athanor::Conformance {


void Fixture::setUp()
{
	_target = makeTarget();
}


void Fixture::tearDown()
{
	_target.reset();
}


std::unique_ptr<Connection> Fixture::connect(Access access) const
{
	return _target->backend().connect(_target->config(), access);
}


ResultSetPtr Fixture::run(Connection& connection, const std::string& sql,
						  const NamedParameters& parameters) const
{
	return run(connection, compilePlain(sql, parameters, dialect()));
}


ResultSetPtr Fixture::run(Connection& connection, const CompiledStatement& compiled) const
{
	return runInline(connection.execute(compiled.statement, compiled.parameters));
}


std::int64_t Fixture::askInteger(Connection& connection, const std::string& sql,
								 const NamedParameters& parameters) const
{
	const ResultSetPtr rows = run(connection, sql, parameters);
	CPPUNIT_ASSERT_MESSAGE(sql, rows->next());
	return rows->integer(0);
}


void Fixture::create(Connection& connection, const Table& table) const
{
	for (const Statement& statement : createTable(table, dialect(), false))
	{
		const Parameters none;
		runInline(connection.execute(statement, none));
	}
}


void Fixture::createItems(Connection& connection) const
{
	run(connection, "CREATE TABLE item (id " + typeName(ValueType::Integer) + " NOT NULL, name " +
						typeName(ValueType::Text) + " NOT NULL, number " + typeName(ValueType::Integer) +
						", PRIMARY KEY (id), UNIQUE (name))");
}


void Fixture::insertItem(Connection& connection, int id, const std::string& name, int number) const
{
	run(connection, "INSERT INTO item (id, name, number) VALUES (:id, :name, :number)",
		{{"id", id}, {"name", name}, {"number", number}});
}


std::int64_t Fixture::countItems(Connection& connection) const
{
	return askInteger(connection, "SELECT count(*) FROM item");
}


std::string Fixture::typeName(ValueType type) const
{
	Column column;
	column.type = type;
	return dialect().typeName(column);
}


} // namespace Athanor::Conformance
