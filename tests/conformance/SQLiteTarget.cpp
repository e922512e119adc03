//
// SQLiteTarget.cpp
//
// Library: Tests
// Package: Conformance
//
// The backend for SQLite under test, on a file.
//
// SPDX-License-Identifier: MIT
//
#include "ConformanceTarget.h"
#include "TemporaryDirectory.h"
#include "sqlite/Backend.h"


namespace Athanor::Conformance {


namespace {


class SQLiteTarget: public Target
{
public:
	SQLiteTarget()
	{
		// The first writer creates the file; a reader would not.
		_backend.connect(config(), Access::Write);
	}

	const Backend& backend() const override
	{
		return _backend;
	}
	DatabaseConfig config() const override
	{
		DatabaseConfig config;
		config.bindKey = "default";
		config.connectionString = "sqlite:///conformance.db";
		config.workingDirectory = _directory.path();
		config.engine.busyTimeoutMs = 100;
		config.engine.statementTimeoutMs = 500;
		// What a power cut leaves is not tested here.
		config.engine.synchronous = Synchronous::Off;
		return config;
	}
	std::string slowStatement() const override
	{
		return "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) "
			   "SELECT count(*) FROM numbers LIMIT 1";
	}
	bool hasPoco() const override
	{
		return true;
	}

private:
	TemporaryDirectory _directory;
	SQLiteBackend _backend;
};


} // namespace


std::unique_ptr<Target> makeSQLiteTarget()
{
	return std::make_unique<SQLiteTarget>();
}


} // namespace Athanor::Conformance
