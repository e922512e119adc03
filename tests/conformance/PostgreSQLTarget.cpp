//
// PostgreSQLTarget.cpp
//
// Library: Tests
// Package: Conformance
//
// The backend for PostgreSQL under test, in a schema of its own.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Session.h"
#include "ConformanceTarget.h"
#include "PostgreSQLCluster.h"
#include "postgresql/Backend.h"


namespace Athanor::Conformance {


namespace {


class PostgreSQLTarget: public Target
{
public:
	const Backend& backend() const override
	{
		return _backend;
	}
	DatabaseConfig config() const override
	{
		DatabaseConfig config = _schema.config();
		config.engine.busyTimeoutMs = 100;
		config.engine.statementTimeoutMs = 500;
		return config;
	}
	std::string slowStatement() const override
	{
		return "SELECT pg_sleep(20)";
	}
	bool hasPoco() const override
	{
		return true;
	}
	std::vector<std::string> constraintNames(Session& session, const std::string& table) const override
	{
		const Rows rows = session.execute(
			"SELECT conname::text FROM pg_constraint WHERE conrelid = CAST(:table AS regclass) "
			"UNION SELECT i.relname::text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid "
			"WHERE x.indrelid = CAST(:table AS regclass)",
			{{"table", table}});
		std::vector<std::string> names;
		for (const Rows::Row& row : rows)
			names.push_back(row[0].get<std::string>());
		return names;
	}
	bool staysOpenAfterFailedCommit() const override
	{
		return false;
	}
	std::string lockClause() const override
	{
		return " FOR UPDATE";
	}
	bool enforcesLengths() const override
	{
		return true;
	}
	bool keepsJsonText() const override
	{
		return false;
	}

private:
	Test::PostgreSQLSchema _schema;
	PostgreSQLBackend _backend;
};


} // namespace


std::unique_ptr<Target> makePostgreSQLTarget()
{
	return std::make_unique<PostgreSQLTarget>();
}


} // namespace Athanor::Conformance
