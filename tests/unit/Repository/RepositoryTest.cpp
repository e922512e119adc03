//
// RepositoryTest.cpp
//
// Library: Tests
// Package: Repository
//
// Objects of a model in and out.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/Repository.h"
#include "RepositoryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace RepositorySamples;


class RepositoryTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RepositoryTest);
	CPPUNIT_TEST(testAddReturnsTheStoredObject);
	CPPUNIT_TEST(testAddKeepsGivenKey);
	CPPUNIT_TEST(testCountedKeyIsReturned);
	CPPUNIT_TEST(testGetReturnsEqualObject);
	CPPUNIT_TEST(testMissingRowIsNothingOrNotFound);
	CPPUNIT_TEST(testListAndCountGivesPageAndTotal);
	CPPUNIT_TEST(testUpdateWritesEveryColumnButTheKey);
	CPPUNIT_TEST(testUpdateTouchesMomentOfReadObject);
	CPPUNIT_TEST(testUpdateOfObjectWithoutKeyThrowsNotFound);
	CPPUNIT_TEST(testGetOrCreateOfARowAddedMeanwhileGetsIt);
	CPPUNIT_TEST(testRemove);
	CPPUNIT_TEST(testRowThatDoesNotFitTheModelThrows);
	CPPUNIT_TEST_SUITE_END();

public:
	void testAddReturnsTheStoredObject()
	{
		const Author author = add("Christie");
		CPPUNIT_ASSERT(author.id != UUID());
		CPPUNIT_ASSERT_EQUAL(std::string("Christie"), author.name);
		CPPUNIT_ASSERT(author.createdAt > DateTime());
	}

	void testAddKeepsGivenKey()
	{
		Author author;
		author.id = UUID::v4();
		author.name = "Christie";
		CPPUNIT_ASSERT(authors.add(author).id == author.id);
	}

	void testCountedKeyIsReturned()
	{
		Repository<Book> books(database.session);
		Book book;
		book.title = "Curtain";
		const Book first = books.add(book);
		const Book second = books.add(book);
		CPPUNIT_ASSERT(first.id > 0);
		CPPUNIT_ASSERT(second.id > first.id);
	}

	void testGetReturnsEqualObject()
	{
		Author author;
		author.name = "Christie";
		author.dob = Date::parse("1890-09-15");
		const Author added = authors.add(author);
		const Author got = authors.get(added.id);
		CPPUNIT_ASSERT(got.id == added.id);
		CPPUNIT_ASSERT_EQUAL(std::string("Christie"), got.name);
		CPPUNIT_ASSERT(got.dob == author.dob);
		CPPUNIT_ASSERT(got.createdAt == added.createdAt);
	}

	void testMissingRowIsNothingOrNotFound()
	{
		CPPUNIT_ASSERT(!authors.getOneOrNone(UUID::v4()));
		CPPUNIT_ASSERT_THROW(authors.get(UUID::v4()), NotFoundException);
		CPPUNIT_ASSERT_THROW(authors.remove(UUID::v4()), NotFoundException);
	}

	void testListAndCountGivesPageAndTotal()
	{
		for (const char* name : {"c", "a", "b"})
		{
			add(name);
		}
		Query query;
		query.orderBy = {{"name"}};
		query.page = LimitOffset{2, 1};
		const auto [page, total] = authors.listAndCount(query);
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, page.size());
		CPPUNIT_ASSERT_EQUAL(std::string("b"), page[0].name);
		CPPUNIT_ASSERT_EQUAL(std::string("c"), page[1].name);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, total);
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, authors.list().size());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, authors.count());
	}

	void testUpdateWritesEveryColumnButTheKey()
	{
		Author author = add("Christie");
		add("Sayers");
		author.name = "Mallowan";
		author.dob = Date::parse("1890-09-15");
		const Author stored = authors.update(author);
		CPPUNIT_ASSERT(stored.id == author.id);
		CPPUNIT_ASSERT_EQUAL(std::string("Mallowan"), stored.name);
		author.dob.reset();
		CPPUNIT_ASSERT(!authors.update(author).dob);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, authors.count());
	}

	void testUpdateTouchesMomentOfReadObject()
	{
		Author author;
		author.name = "Christie";
		author.createdAt = DateTime::fromMicroseconds(1);
		author.updatedAt = DateTime::fromMicroseconds(1);
		Author read = authors.get(authors.add(author).id);
		read.name = "Mallowan";
		const Author stored = authors.update(read);
		CPPUNIT_ASSERT(stored.updatedAt > author.updatedAt);
		CPPUNIT_ASSERT(stored.createdAt == author.createdAt);
	}

	void testUpdateOfObjectWithoutKeyThrowsNotFound()
	{
		add("Christie");
		Author author;
		author.name = "Sayers";
		CPPUNIT_ASSERT_THROW(authors.update(author), NotFoundException);
	}

	void testGetOrCreateOfARowAddedMeanwhileGetsIt()
	{
		Author author;
		author.name = "Christie";
		// Between the look and the transaction of the INSERT.
		database.backend.faults().failAt(FakeFaults::Point::Begin, [&] {
			Session other(database.engine);
			Repository<Author>(other).add(author);
			other.commit();
		});
		const auto [found, created] = authors.getOrCreate(author);
		CPPUNIT_ASSERT(!created);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, authors.count());
		CPPUNIT_ASSERT(found.id == authors.getBy("name", "Christie").id);
	}

	void testRemove()
	{
		const Author author = add("Christie");
		authors.remove(author.id);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, authors.count());
	}

	void testRowThatDoesNotFitTheModelThrows()
	{
		TableRepository rows(database.session.unit(), tableOf<Book>());
		Record record(tableOf<Book>());
		record.set("title", "Curtain");
		record.set("price", Decimal());
		record.set("year", std::int64_t{1} << 40);
		const Record stored = runInline(rows.add(record));
		Repository<Book> books(database.session);
		CPPUNIT_ASSERT_THROW(books.get(stored.key()), SerializationException);
	}

private:
	Author add(const char* name)
	{
		Author author;
		author.name = name;
		return authors.add(author);
	}

	SampleDatabase database;
	Repository<Author> authors{database.session};
};

CPPUNIT_TEST_SUITE_REGISTRATION(RepositoryTest);
