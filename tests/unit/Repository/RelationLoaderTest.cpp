//
// RelationLoaderTest.cpp
//
// Library: Tests
// Package: Repository
//
// Loading related rows: how many statements, and through the typed repository.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/RelationLoader.h"
#include "Athanor/Repository/Repository.h"
#include "RepositoryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


namespace RelationLoaderSamples {


using namespace Athanor;


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
	std::optional<std::int64_t> shelfId;
	std::shared_ptr<Shelf> shelf;

	static constexpr auto model()
	{
		return table(column("name", &Item::name),
					 column("shelf_id", &Item::shelfId).references("shelf", "id"),
					 relation("shelf", &Item::shelf));
	}
};


Item makeItem(const std::string& name)
{
	Item item;
	item.name = name;
	return item;
}


Shelf makeShelf(const std::string& name, const std::vector<Item>& items)
{
	Shelf shelf;
	shelf.name = name;
	shelf.items = items;
	return shelf;
}


} // namespace RelationLoaderSamples


using namespace RelationLoaderSamples;


class RelationLoaderTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RelationLoaderTest);
	CPPUNIT_TEST(testKeysBeyondTheLimitOfParametersAreAskedInChunks);
	CPPUNIT_TEST(testNoRowsAskForNothing);
	CPPUNIT_TEST(testRowsThatReferToNoneAskForNothing);
	CPPUNIT_TEST(testRelationsOfAnotherTableAreRefused);
	CPPUNIT_TEST(testTypedRepositoryAddsAndLoads);
	CPPUNIT_TEST(testTypedRepositoryReplacesWhatIsNamed);
	CPPUNIT_TEST(testTypedRepositoryListsWithRelations);
	CPPUNIT_TEST(testMissingRowIsStillMissing);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		engine.metadata().add(tableOf<Shelf>());
		engine.metadata().add(tableOf<Item>());
		runInline(createAll(engine));
	}

	void testKeysBeyondTheLimitOfParametersAreAskedInChunks()
	{
		const int limit = engine.dialect().capabilities().maxParameters;
		const int count = 2 * limit + 100;
		insertShelves(count);
		const int before = executes();
		const std::vector<Shelf> all = shelves.list({}, load(&Shelf::items));
		CPPUNIT_ASSERT_EQUAL(4, executes() - before);
		CPPUNIT_ASSERT_EQUAL(static_cast<std::size_t>(count), all.size());
		for (const Shelf& shelf : all)
		{
			CPPUNIT_ASSERT_EQUAL(std::size_t{1}, shelf.items.size());
			CPPUNIT_ASSERT(shelf.items.front().shelfId == shelf.id);
		}
	}

	void testNoRowsAskForNothing()
	{
		const int before = executes();
		CPPUNIT_ASSERT(shelves.list({}, load(&Shelf::items)).empty());
		CPPUNIT_ASSERT_EQUAL(1, executes() - before);
	}

	void testRowsThatReferToNoneAskForNothing()
	{
		const Item alone = items.add(makeItem("alone"));
		const int before = executes();
		CPPUNIT_ASSERT(!items.get(alone.id, load(&Item::shelf)).shelf);
		CPPUNIT_ASSERT_EQUAL(1, executes() - before);
	}

	void testRelationsOfAnotherTableAreRefused()
	{
		const Shelf shelf = shelves.add(makeShelf("a", {}));
		CPPUNIT_ASSERT_THROW(shelves.get(shelf.id, load(&Item::shelf)), InvalidRequestException);
	}

	void testTypedRepositoryAddsAndLoads()
	{
		const Shelf added = shelves.add(makeShelf("a", {makeItem("x"), makeItem("y")}), with(&Shelf::items));
		CPPUNIT_ASSERT_EQUAL(std::string("y"), added.items.at(1).name);
		CPPUNIT_ASSERT(added.items.at(1).shelfId == added.id);
		CPPUNIT_ASSERT(shelves.get(added.id).items.empty());
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, shelves.get(added.id, loadAll()).items.size());
		const auto deep = shelves.getOneOrNone(added.id, load(&Shelf::items, &Item::shelf));
		CPPUNIT_ASSERT_EQUAL(std::string("a"), deep.value().items.at(0).shelf->name);
		// Not named, not added.
		CPPUNIT_ASSERT(shelves.add(makeShelf("b", {makeItem("z")})).items.empty());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, items.count());
	}

	void testTypedRepositoryReplacesWhatIsNamed()
	{
		Shelf shelf = shelves.add(makeShelf("a", {makeItem("x"), makeItem("y")}), with(&Shelf::items));
		shelf.items.clear();
		shelf.name = "aa";
		CPPUNIT_ASSERT_EQUAL(std::string("aa"), shelves.update(shelf).name);
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, shelves.get(shelf.id, loadAll()).items.size());
		CPPUNIT_ASSERT(shelves.update(shelf, with(&Shelf::items)).items.empty());
		CPPUNIT_ASSERT(shelves.get(shelf.id, loadAll()).items.empty());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, items.count());
	}

	void testTypedRepositoryListsWithRelations()
	{
		insertShelves(3);
		Query query;
		query.page = LimitOffset{2, 1};
		const auto [page, total] = items.listAndCount(query, load(&Item::shelf, &Shelf::items));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, total);
		CPPUNIT_ASSERT_EQUAL(std::string("shelf 2"), page.at(0).shelf->name);
		CPPUNIT_ASSERT_EQUAL(std::string("item 2"), page.at(0).shelf->items.at(0).name);
	}

	void testMissingRowIsStillMissing()
	{
		CPPUNIT_ASSERT(!shelves.getOneOrNone(7, loadAll()));
		CPPUNIT_ASSERT_THROW(shelves.get(7, loadAll()), NotFoundException);
	}

private:
	/// So many shelves, with an item each.
	void insertShelves(int count)
	{
		std::string shelfRows;
		std::string itemRows;
		for (int i = 1; i <= count; ++i)
		{
			const std::string number = std::to_string(i);
			shelfRows += (i > 1 ? ", (" : "(") + number + ", 'shelf " + number + "')";
			itemRows += (i > 1 ? ", (" : "(") + number + ", 'item " + number + "', " + number + ")";
		}
		session.execute("INSERT INTO shelf (id, name) VALUES " + shelfRows);
		session.execute("INSERT INTO item (id, name, shelf_id) VALUES " + itemRows);
	}

	int executes() const
	{
		return backend.faults().counters().executes;
	}

	FakeBackend backend;
	Engine engine{RepositorySamples::SampleDatabase::config(), backend};
	Session session{engine};
	Repository<Shelf> shelves{session};
	Repository<Item> items{session};
};


CPPUNIT_TEST_SUITE_REGISTRATION(RelationLoaderTest);
