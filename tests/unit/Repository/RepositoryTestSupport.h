//
// RepositoryTestSupport.h
//
// Library: Tests
// Package: Repository
//
// Models and a database of the fake backend for the tests of repositories.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Tests_RepositoryTestSupport_INCLUDED
#define Athanor_Tests_RepositoryTestSupport_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/Engine.h"
#include "Athanor/Data/Session.h"
#include "Athanor/Model/Model.h"
#include "FakeBackend.h"
#include <optional>
#include <string>


namespace RepositorySamples {


using namespace Athanor;


struct Author: UUIDBase, AuditColumns
{
	std::string name;
	std::optional<Date> dob;

	static constexpr auto model()
	{
		return table(column("name", &Author::name).unique(), column("dob", &Author::dob));
	}
};


/// Its key is counted by the database, its state defaulted by it, its price rounded by it.
struct Book: BigIntBase
{
	std::string title;
	std::string state;
	Decimal price;
	std::optional<std::int32_t> year;

	static constexpr auto model()
	{
		return table(column("title", &Book::title),
					 column("state", &Book::state).generated(Generator::None).serverDefault("'new'"),
					 column("price", &Book::price), column("year", &Book::year));
	}
};


/// A table without a C++ type: a key of two columns, and a default that the repository fills in.
inline const Table& seats()
{
	static const Table table = [] {
		Column room;
		room.name = "room";
		room.primaryKey = true;
		Column number;
		number.name = "number";
		number.type = ValueType::Integer;
		number.primaryKey = true;
		Column state;
		state.name = "state";
		state.defaultValue = Value("free");
		Column guest;
		guest.name = "guest";
		guest.nullable = true;
		return Table("seat", {room, number, state, guest});
	}();
	return table;
}


/// An empty database with the tables above, and a session on it.
struct SampleDatabase
{
	SampleDatabase():
		engine(config(), backend)
	{
		engine.metadata().add(tableOf<Author>());
		engine.metadata().add(tableOf<Book>());
		engine.metadata().add(seats());
		runInline(createAll(engine));
	}

	static DatabaseConfig config()
	{
		DatabaseConfig config;
		config.bindKey = "default";
		config.connectionString = "fake://samples";
		return config;
	}

	FakeBackend backend;
	Engine engine;
	Session session{engine};
};


} // namespace RepositorySamples


#endif // Athanor_Tests_RepositoryTestSupport_INCLUDED
