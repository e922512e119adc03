//
// DataTestSupport.h
//
// Library: Tests
// Package: Data
//
// A database of the fake backend with one table, for the tests of pools and sessions.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Tests_DataTestSupport_INCLUDED
#define Athanor_Tests_DataTestSupport_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/Engine.h"
#include "Athanor/Data/Session.h"
#include "FakeBackend.h"
#include <chrono>
#include <functional>
#include <string>


namespace DataSamples {


using namespace Athanor;
using Point = FakeFaults::Point;


constexpr std::chrono::seconds deadline{10};


inline Column makeColumn(std::string name, ValueType type)
{
	Column column;
	column.name = std::move(name);
	column.type = type;
	return column;
}


inline Column makeKey(std::string name, ValueType type)
{
	Column column = makeColumn(std::move(name), type);
	column.primaryKey = true;
	return column;
}


/// `item`: a key, and a text that may not occur twice.
inline const Table& items()
{
	static const Table table = [] {
		Column name = makeColumn("name", ValueType::Text);
		name.unique = true;
		return Table("item", {makeKey("id", ValueType::Integer), name});
	}();
	return table;
}


inline DatabaseConfig makeConfig(std::string bindKey = "default")
{
	DatabaseConfig config;
	config.bindKey = std::move(bindKey);
	config.connectionString = "fake://" + config.bindKey;
	config.engine.poolTimeoutMs = 2000;
	config.engine.busyTimeoutMs = 2000;
	return config;
}


/// A backend and an engine on it whose database has the table `item`.
struct ItemDatabase
{
	explicit ItemDatabase(Concurrency concurrency, bool failTransactionOnError = false,
						  DatabaseConfig config = makeConfig()):
		backend(concurrency, failTransactionOnError),
		engine(std::move(config), backend)
	{
		engine.metadata().add(items());
		runInline(createAll(engine));
	}

	FakeFaults& faults() const
	{
		return backend.faults();
	}

	/// What is committed.
	std::int64_t count()
	{
		Session session(engine);
		return session.execute("select count(*) from item")[0][0].get<std::int64_t>();
	}

	FakeBackend backend;
	Engine engine;
};


inline void insert(Session& session, int id, std::string name = {})
{
	if (name.empty()) name = "item " + std::to_string(id);
	session.execute("insert into item (id, name) values (:id, :name)", {{"id", id}, {"name", name}});
}


inline std::int64_t count(Session& session)
{
	return session.execute("select count(*) from item")[0][0].get<std::int64_t>();
}


/// A failure that ends the connection it happens on.
inline void throwConnectionLost()
{
	ErrorDetail detail;
	detail.sqlState = "08006";
	detail.connectionLost = true;
	throw ConnectionException("the connection was lost", detail);
}


inline void throwRefused()
{
	throw ConnectionException("refused");
}


inline void throwIntegrity()
{
	ErrorDetail detail;
	detail.sqlState = "23503";
	throw ForeignKeyException("a deferred constraint was violated", detail);
}


/// The kinds of databases that the same tests run on.
struct Pooled
{
	static constexpr Concurrency concurrency = Concurrency::Pooled;
	static constexpr bool failTransactionOnError = false;
};
/// A failed statement fails its transaction.
struct StrictPooled
{
	static constexpr Concurrency concurrency = Concurrency::Pooled;
	static constexpr bool failTransactionOnError = true;
};
struct SingleWriter
{
	static constexpr Concurrency concurrency = Concurrency::SingleWriter;
	static constexpr bool failTransactionOnError = false;
};
struct SingleConnection
{
	static constexpr Concurrency concurrency = Concurrency::SingleConnection;
	static constexpr bool failTransactionOnError = false;
};


/// What the database exception thrown by f says.
inline std::string messageOf(const std::function<void()>& f)
{
	try
	{
		f();
	}
	catch (const DatabaseException& exception)
	{
		return exception.message();
	}
	return "nothing was thrown";
}


} // namespace DataSamples


#endif // Athanor_Tests_DataTestSupport_INCLUDED
