//
// AsyncRepositoryTest.cpp
//
// Library: Tests
// Package: Conformance
//
// The typed repository for coroutines, with relations.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/AsyncRepository.h"
#include "Athanor/Data/CreateAll.h"
#include "LoopRunner.h"
#include "TemporaryDirectory.h"
#include "sqlite/Backend.h"
#include <cppunit/extensions/HelperMacros.h>


namespace Athanor::Conformance {


namespace AsyncRepositorySamples {


struct Item;


struct Shelf: BigIntBase
{
	std::string name;
	std::vector<Item> items;

	static constexpr auto model()
	{
		return table(column("name", &Shelf::name), relation("items", &Shelf::items));
	}
};


struct Item: BigIntBase
{
	std::string name;
	std::int64_t shelfId = 0;

	static constexpr auto model()
	{
		return table(column("name", &Item::name),
					 column("shelf_id", &Item::shelfId).references("shelf", "id"));
	}
};


Task<void> addAndLoad(Engine& engine, EventLoop& loop)
{
	AsyncSession session(engine, loop);
	AsyncRepository<Shelf> shelves(session);
	const Relations items = load(&Shelf::items);
	const Query everything;
	Shelf shelf;
	Item item;
	item.name = "a";
	shelf.items.push_back(item);
	Shelf added = co_await shelves.add(shelf, items);
	CPPUNIT_ASSERT_EQUAL(added.id, added.items.at(0).shelfId);
	co_await session.commit();
	const Key key(added.id);
	Shelf plain = co_await shelves.get(key);
	CPPUNIT_ASSERT(plain.items.empty());
	Shelf loaded = co_await shelves.get(key, items);
	CPPUNIT_ASSERT_EQUAL(std::string("a"), loaded.items.at(0).name);
	std::vector<Shelf> all = co_await shelves.list(everything, items);
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, all.at(0).items.size());
}


} // namespace AsyncRepositorySamples


using namespace AsyncRepositorySamples;


class AsyncRepositoryTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(AsyncRepositoryTest);
	CPPUNIT_TEST(testObjectsAreAddedAndLoadedWithRelations);
	CPPUNIT_TEST_SUITE_END();

public:
	void testObjectsAreAddedAndLoadedWithRelations()
	{
		DatabaseConfig config;
		config.bindKey = "default";
		config.connectionString = "sqlite:///async.db";
		config.workingDirectory = _directory.path();
		{
			Engine blocking(config, _backend);
			blocking.metadata().add(tableOf<Shelf>());
			blocking.metadata().add(tableOf<Item>());
			runInline(createAll(blocking));
		}
		config.async = true;
		Test::LoopRunner runner;
		Engine engine(config, _backend);
		engine.attachLoops({&runner.loop()});
		runner.run([&] { return addAndLoad(engine, runner.loop()); });
		runner.call([&] { engine.close(); });
	}

private:
	TemporaryDirectory _directory;
	SQLiteBackend _backend;
};


CPPUNIT_TEST_SUITE_REGISTRATION(AsyncRepositoryTest);


} // namespace Athanor::Conformance
