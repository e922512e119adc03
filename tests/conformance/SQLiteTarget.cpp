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
#include "Athanor/Data/Session.h"
#include "ConformanceTarget.h"
#include "TemporaryDirectory.h"
#include "sqlite/Backend.h"
#include <regex>


namespace Athanor::Conformance {


namespace {


/// The names behind CONSTRAINT and INDEX in a statement.
void addNames(const std::string& sql, std::vector<std::string>& names)
{
	static const std::regex pattern("(?:CONSTRAINT|INDEX) \"([^\"]+)\"");
	for (std::sregex_iterator each(sql.begin(), sql.end(), pattern), end; each != end; ++each)
		names.push_back((*each)[1]);
}


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
	bool keepsNegativeZero() const override
	{
		return false;
	}
	std::vector<std::string> constraintNames(Session& session, const std::string& table) const override
	{
		// The catalog keeps no names of constraints, only the text of CREATE TABLE with them.
		const Rows rows =
			session.execute("SELECT sql FROM sqlite_schema WHERE tbl_name = :table AND sql <> '' "
							"ORDER BY type DESC, name",
							{{"table", table}});
		std::vector<std::string> names;
		for (const Rows::Row& row : rows)
			addNames(row[0].get<std::string>(), names);
		return names;
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
