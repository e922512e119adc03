//
// HandlerTestSupport.h
//
// Library: Tests
// Package: Handler
//
// Databases of the fake backend behind handlers, without sockets.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Tests_HandlerTestSupport_INCLUDED
#define Athanor_Tests_HandlerTestSupport_INCLUDED


#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/Engines.h"
#include "Athanor/Handler/HandlerEndpoint.h"
#include "FakeBackend.h"
#include <memory>
#include <string>
#include <utility>


namespace HandlerSamples {


using namespace Athanor;
using Point = FakeFaults::Point;


/// `item`: a key, and a text that may not occur twice.
inline const Table& items()
{
	static const Table table = [] {
		Column id;
		id.name = "id";
		id.type = ValueType::Integer;
		id.primaryKey = true;
		Column name;
		name.name = "name";
		name.unique = true;
		return Table("item", {id, name});
	}();
	return table;
}


inline DatabaseConfig makeConfig(std::string bindKey, CommitMode mode)
{
	DatabaseConfig config;
	config.bindKey = std::move(bindKey);
	config.connectionString = "fake://" + config.bindKey;
	config.commitMode = mode;
	config.engine.poolTimeoutMs = 2000;
	return config;
}


/// The kinds of databases that the same tests run on.
struct Pooled
{
	static constexpr Concurrency concurrency = Concurrency::Pooled;
	static constexpr CommitMode commitMode = CommitMode::Autocommit;
};
struct ManualPooled
{
	static constexpr Concurrency concurrency = Concurrency::Pooled;
	static constexpr CommitMode commitMode = CommitMode::Manual;
};
struct SingleWriter
{
	static constexpr Concurrency concurrency = Concurrency::SingleWriter;
	static constexpr CommitMode commitMode = CommitMode::Manual;
};


/// Databases with the table `item`, filters, and what handlers share.
struct Application
{
	explicit Application(CommitMode mode = CommitMode::Autocommit,
						 Concurrency concurrency = Concurrency::Pooled):
		backend(concurrency),
		other(concurrency),
		scope(std::make_shared<HandlerScope>(HandlerScope{engines, filters, {}, "plugin books", "default"}))
	{
		add("default", mode);
	}

	Engine& add(const std::string& bindKey, CommitMode mode, bool onOther = false)
	{
		Engine& engine = engines.add(makeConfig(bindKey, mode), onOther ? other : backend);
		engine.metadata().add(items());
		runInline(createAll(engine));
		return engine;
	}

	Response answer(BlockingHandler handler, const std::string& pattern = "/items")
	{
		HandlerEndpoint endpoint(scope, pattern, std::move(handler));
		Http::Request request("POST", pattern);
		return endpoint.handle(request, Http::PathParameters());
	}

	/// What is committed.
	std::int64_t count(std::string_view bindKey = "default")
	{
		Session session(engines.get(bindKey));
		return session.execute("select count(*) from item")[0][0].get<std::int64_t>();
	}

	/// Connections that are lent.
	int used() const
	{
		int used = 0;
		for (const auto& engine : engines.all())
		{
			used += engine->used();
		}
		return used;
	}

	FakeBackend backend;
	FakeBackend other;
	Engines engines;
	FilterChain filters;
	std::shared_ptr<HandlerScope> scope;
};


inline void insert(Session& session, int id)
{
	session.execute("insert into item (id, name) values (:id, :name)",
					{{"id", id}, {"name", "item " + std::to_string(id)}});
}


inline std::int64_t count(Session& session)
{
	return session.execute("select count(*) from item")[0][0].get<std::int64_t>();
}


inline void throwIntegrity()
{
	ErrorDetail detail;
	detail.sqlState = "23503";
	throw ForeignKeyException("a deferred constraint was violated", detail);
}


inline void throwRefused()
{
	throw ConnectionException("refused");
}


} // namespace HandlerSamples


#endif // Athanor_Tests_HandlerTestSupport_INCLUDED
