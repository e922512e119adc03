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
	bool staysOpenAfterFailedCommit() const override
	{
		return false;
	}
	std::string lockClause() const override
	{
		return " FOR UPDATE";
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
