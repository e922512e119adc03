// SPDX-License-Identifier: MIT
#include "MigrationFixture.h"
#include "PostgreSQLCluster.h"
#include <cppunit/TestAssert.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdexcept>


namespace Athanor::Test {


namespace {


class SQLitePlace: public Place
{
public:
	SQLitePlace(const Folder& folder, const std::string& file):
		_folder(folder),
		_file(file)
	{
	}

	std::string scheme() const override
	{
		return "sqlite";
	}
	std::string settings(const std::string&) const override
	{
		return "connection_string = sqlite:///" + _file + "\n";
	}
	std::string ask(const std::string& sql) const override
	{
		sqlite3* raw = nullptr;
		sqlite3_open(_folder.path(_file).c_str(), &raw);
		const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(raw, sqlite3_close);
		std::string rows;
		char* problem = nullptr;
		const int code = sqlite3_exec(
			raw, sql.c_str(),
			[](void* result, int count, char** cells, char**) {
				std::string& text = *static_cast<std::string*>(result);
				for (int i = 0; i < count; ++i)
					text += (i > 0 ? "|" : "") + std::string(cells[i] ? cells[i] : "");
				text += '\n';
				return 0;
			},
			&rows, &problem);
		const std::string message = problem ? problem : "";
		sqlite3_free(problem);
		if (code != SQLITE_OK) throw std::runtime_error(sql + ": " + message);
		return rows;
	}
	Outcome shell(const std::string& script) const override
	{
		return run(_folder, {"sqlite3", _file}, script);
	}
	std::string tables() const override
	{
		return ask(
			"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name");
	}

private:
	const Folder& _folder;
	const std::string _file;
};


class PostgreSQLPlace: public Place
{
public:
	explicit PostgreSQLPlace(const Folder& folder):
		_folder(folder)
	{
	}

	std::string scheme() const override
	{
		return "postgresql";
	}
	std::string settings(const std::string& bind) const override
	{
		return "connection_string = " + _schema.config().connectionString + "\n[database." + bind +
			   ".engine]\noptions.options = -c search_path=" + _schema.name() + "\n";
	}
	std::string ask(const std::string& sql) const override
	{
		const std::string target = postgreSQL();
		const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(target.c_str()), PQfinish);
		const std::string path = "SET search_path = " + _schema.name();
		PQclear(PQexec(connection.get(), path.c_str()));
		const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection.get(), sql.c_str()),
																	PQclear);
		const ExecStatusType status = PQresultStatus(result.get());
		if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
			throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
		std::string rows;
		for (int row = 0; row < PQntuples(result.get()); ++row)
		{
			for (int column = 0; column < PQnfields(result.get()); ++column)
				rows += (column > 0 ? "|" : "") + std::string(PQgetvalue(result.get(), row, column));
			rows += '\n';
		}
		return rows;
	}
	Outcome shell(const std::string& script) const override
	{
		return run(_folder, {"psql", "-q", "-X", postgreSQL()},
				   "SET search_path = " + _schema.name() + ";\n" + script);
	}
	std::string tables() const override
	{
		return ask("SELECT tablename FROM pg_tables WHERE schemaname = '" + _schema.name() + "' ORDER BY 1");
	}

private:
	const Folder& _folder;
	PostgreSQLSchema _schema;
};


} // namespace


bool thorough()
{
	return std::getenv("ATHANOR_TEST_THOROUGH") != nullptr;
}


std::unique_ptr<Place> makeSQLitePlace(const Folder& folder, const std::string& file)
{
	return std::make_unique<SQLitePlace>(folder, file);
}


std::unique_ptr<Place> makePostgreSQLPlace(const Folder& folder)
{
	return std::make_unique<PostgreSQLPlace>(folder);
}


Project::Project(bool postgresql, const std::string& load, const std::string& more):
	_place(postgresql ? makePostgreSQLPlace(_folder) : makeSQLitePlace(_folder))
{
	configure(load, more);
}


Project::~Project() = default;


void Project::configure(const std::string& load, const std::string& more) const
{
	_folder.file("athanor.ini", "[server]\nlisten = 127.0.0.1:0\n[plugins]\n"
								"directory = ${application.dir}../lib/athanor/plugins\n"
								"load = sqlite, postgresql, " +
									load + "\n[database]\nbinds = default\n" + more + "[database.default]\n" +
									_place->settings("default"));
}


std::vector<std::string> Project::words(std::vector<std::string> words) const
{
	words.insert(words.begin(), {ATHANORD, "database"});
	words.insert(words.end(), {"--config", "athanor.ini"});
	return words;
}


Outcome Project::database(std::vector<std::string> words, const std::string& input) const
{
	return run(_folder, this->words(std::move(words)), input);
}


std::string Project::succeed(std::vector<std::string> words) const
{
	const Outcome outcome = database(std::move(words));
	CPPUNIT_ASSERT_EQUAL_MESSAGE(outcome.errors, 0, outcome.status);
	return outcome.output;
}


std::string Project::fail(int status, std::vector<std::string> words) const
{
	const Outcome outcome = database(std::move(words));
	CPPUNIT_ASSERT_EQUAL_MESSAGE(outcome.output + outcome.errors, status, outcome.status);
	// Progress may stand before it.
	std::string line = outcome.errors;
	CPPUNIT_ASSERT(!line.empty() && line.back() == '\n');
	line.pop_back();
	return line.substr(line.rfind('\n') + 1);
}


void Project::revision(const std::string& id, const std::string& parents, const std::string& sections) const
{
	std::filesystem::create_directories(_folder.path("migrations/default/versions"));
	_folder.file("migrations/default/versions/" + id + ".sql",
				 "-- revision: " + id + "\n" + (parents.empty() ? "" : "-- parents: " + parents + "\n") +
					 "-- message: " + id + "\n-- date: 2026-01-01T00:00:00Z\n" + sections);
}


std::vector<std::string> Project::versions() const
{
	std::vector<std::string> names;
	for (const auto& entry : std::filesystem::directory_iterator(_folder.path("migrations/default/versions")))
		names.push_back(entry.path());
	std::sort(names.begin(), names.end());
	return names;
}


} // namespace Athanor::Test
