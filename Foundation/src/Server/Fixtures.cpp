//
// Fixtures.cpp
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#include "Fixtures.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Migration/SchemaConnection.h"
#include "Athanor/Query/Compiler.h"
#include "Athanor/Service/ValueJson.h"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <ostream>
#include <set>
#include <sstream>


namespace Athanor {


namespace {


bool wanted(const std::vector<std::string>& names, const std::string& table)
{
	return std::any_of(names.begin(), names.end(),
					   [&](const std::string& name) { return name == "*" || name == table; });
}


std::string selectAll(const Table& table, const Dialect& dialect)
{
	std::string sql;
	for (const Column& column : table.columns())
	{
		sql += sql.empty() ? "SELECT " : ", ";
		dialect.appendSelected(sql, dialect.quoted(column.name), column);
	}
	sql += " FROM " + dialect.quoted(table.name()) + " ORDER BY ";
	for (const std::size_t index : table.primaryKey())
		sql +=
			(index == table.primaryKey().front() ? "" : ", ") + dialect.quoted(table.columns()[index].name);
	return sql;
}


void writeRow(Json::Writer& json, const ResultSet& rows, const Table& table)
{
	json.beginObject();
	for (std::size_t i = 0; i < table.columns().size(); ++i)
	{
		const Column& column = table.columns()[i];
		json.key(column.name);
		if (rows.isNull(i))
			json.null();
		else
			writeCell(json, rows, i, column.type, scaleOf(column));
	}
	json.endObject();
}


/// Streams the rows; returns how many.
std::size_t writeTable(SchemaConnection& connection, const Table& table, std::ostream& stream)
{
	const Statement statement{selectAll(table, connection.dialect()), Access::Read, false};
	const Parameters none;
	const ResultSetPtr rows = runInline(connection.native().execute(statement, none));
	std::size_t count = 0;
	stream << '[';
	while (rows->next())
	{
		Json::Writer json;
		writeRow(json, *rows, table);
		stream << (count++ > 0 ? "," : "") << json.text();
	}
	stream << ']';
	return count;
}


std::string contentOf(const std::string& file)
{
	std::ifstream stream(file, std::ios::binary);
	std::ostringstream content;
	content << stream.rdbuf();
	if (!stream) throw InvalidRequestException(file + ": cannot be read");
	return content.str();
}


Record readRow(const Json::Value& row, const Table& table, const std::string& place)
{
	if (!row.isObject()) throw InvalidRequestException(place + ": is no object");
	Record record(table);
	for (const auto& [name, value] : row.asObject())
	{
		const auto index = table.find(name);
		if (!index) throw InvalidRequestException(place + ": there is no column " + name);
		std::string reason;
		Value read = readValue(value, table.columns()[*index], reason);
		if (!reason.empty()) throw InvalidRequestException(place + ": " + name + ": " + reason);
		record.set(*index, std::move(read));
	}
	return record;
}


std::size_t insertRows(SchemaConnection& connection, const Table& table, const std::string& file)
{
	Json::Value document;
	try
	{
		document = Json::parse(contentOf(file), {64, std::numeric_limits<std::size_t>::max()});
	}
	catch (const InvalidRequestException& exception)
	{
		throw InvalidRequestException(file + ": " + exception.message());
	}
	if (!document.isArray()) throw InvalidRequestException(file + ": is no array of rows");
	const Compiler compiler(connection.dialect());
	std::size_t number = 0;
	for (const Json::Value& row : document.asArray())
	{
		const Record record = readRow(row, table, file + ": row " + std::to_string(++number));
		const CompiledStatement insert = compiler.insert(record, {});
		const ResultSetPtr done = runInline(connection.native().execute(insert.statement, insert.parameters));
	}
	// The database goes on counting behind what was inserted.
	for (const Column& column : table.columns())
	{
		const std::string sql = column.generator == Generator::Database
									? connection.dialect().resetIdentityStatement(table.name(), column.name)
									: std::string();
		if (!sql.empty()) connection.execute(sql);
	}
	return number;
}


} // namespace


Fixtures::Fixtures(const Console& console, std::string directory):
	_console(console),
	_directory(std::move(directory))
{
}


std::string Fixtures::fileOf(const Table& table) const
{
	return _directory + "/" + table.name() + ".json";
}


void Fixtures::dump(const std::vector<Engine*>& engines, const std::vector<std::string>& tables) const
{
	std::set<std::string> known;
	for (const Engine* engine : engines)
	{
		for (const Table* table : engine->metadata().tables())
		{
			if (wanted(tables, table->name()) && !known.insert(table->name()).second)
				throw InvalidRequestException("more than one database has a table " + table->name() +
											  "; say which (--bind-key)");
		}
	}
	for (const std::string& name : tables)
	{
		if (name != "*" && known.count(name) == 0)
			_console.out << "Skipping table '" << name
						 << "' because it is not available in the default registry\n";
	}
	std::error_code error;
	std::filesystem::create_directories(_directory, error);
	if (error)
		throw InvalidRequestException("cannot make the directory " + _directory + ": " + error.message());
	for (Engine* engine : engines)
	{
		SchemaConnection connection(*engine);
		connection.begin();
		for (const Table* table : engine->metadata().tables())
		{
			if (!wanted(tables, table->name())) continue;
			std::ofstream stream(fileOf(*table), std::ios::binary | std::ios::trunc);
			const std::size_t count = writeTable(connection, *table, stream);
			stream.close();
			if (!stream) throw InvalidRequestException(fileOf(*table) + ": cannot be written");
			_console.out << "Dumped " << count << " row(s) of " << table->name() << " to " << fileOf(*table)
						 << '\n';
		}
		connection.rollback();
	}
}


void Fixtures::load(Engine& engine, const std::vector<std::string>& tables) const
{
	for (const std::string& name : tables)
	{
		if (name != "*" && !engine.metadata().find(name))
			throw InvalidRequestException("no model of bind " + engine.bindKey() + " has a table " + name);
	}
	SchemaConnection connection(engine);
	connection.begin();
	for (const Table* table : engine.metadata().tables())
	{
		const bool named = std::find(tables.begin(), tables.end(), table->name()) != tables.end();
		if (!wanted(tables, table->name()) || (!named && !std::filesystem::exists(fileOf(*table)))) continue;
		const std::size_t count = insertRows(connection, *table, fileOf(*table));
		_console.out << "Loaded " << count << " row(s) of " << table->name() << " from " << fileOf(*table)
					 << '\n';
	}
	connection.commit();
}


void addFixtureCommands(DatabaseCommands& commands, const Console& console)
{
	commands.add("dump-data", [&console](const CommandLine& line, const std::vector<Engine*>& engines) {
		const std::vector<std::string> tables = line.values("table");
		if (tables.empty())
			throw InvalidRequestException("dump-data needs --table NAME, or --table '*' for all");
		const bool all = wanted(tables, "*");
		if (all && !line.has("no-prompt") && !console.confirm("Are you sure you want to dump all tables?"))
		{
			console.out << "No data was dumped.\n";
			return 0;
		}
		Fixtures(console, line.value("dir", "./fixtures")).dump(engines, tables);
		return 0;
	});
	commands.add("load-data", [&console](const CommandLine& line, const std::vector<Engine*>& engines) {
		const std::vector<std::string> tables = line.values("table");
		Fixtures(console, line.value("dir", "./fixtures"))
			.load(*engines.front(), tables.empty() ? std::vector<std::string>{"*"} : tables);
		return 0;
	});
}


} // namespace Athanor
