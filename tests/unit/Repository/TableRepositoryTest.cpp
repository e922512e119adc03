//
// TableRepositoryTest.cpp
//
// Library: Tests
// Package: Repository
//
// Rows of a table without their C++ type.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/TableRepository.h"
#include "RepositoryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>
#include <functional>


using namespace Athanor;
using namespace RepositorySamples;


class TableRepositoryTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(TableRepositoryTest);
	CPPUNIT_TEST(testAddGeneratesKeyAndMoments);
	CPPUNIT_TEST(testAddKeepsGivenKeyAndMoments);
	CPPUNIT_TEST(testAddFillsDefaultButNotOverNull);
	CPPUNIT_TEST(testAddReturnsCountedKeyAndServerDefault);
	CPPUNIT_TEST(testAddWithoutRequiredColumnThrowsAndFailsSession);
	CPPUNIT_TEST(testAddOfTakenKeyThrowsDuplicateKey);
	CPPUNIT_TEST(testGetByCompositeKey);
	CPPUNIT_TEST(testGetOfMissingRowThrowsNotFoundNamingTable);
	CPPUNIT_TEST(testNotFoundLeavesSessionUsable);
	CPPUNIT_TEST(testKeyOfWrongSizeThrows);
	CPPUNIT_TEST(testListFiltersOrdersAndPages);
	CPPUNIT_TEST(testListPastTheEndIsEmptyAndCountExact);
	CPPUNIT_TEST(testUpdateSetsOnlyWhatIsSet);
	CPPUNIT_TEST(testUpdateOfNullClears);
	CPPUNIT_TEST(testUpdateTouchesMoment);
	CPPUNIT_TEST(testEmptyUpdateIsARead);
	CPPUNIT_TEST(testUpdateOfMissingRowThrowsNotFound);
	CPPUNIT_TEST(testRemoveRemovesOneRow);
	CPPUNIT_TEST(testRemoveOfMissingRowThrowsNotFound);
	CPPUNIT_TEST(testNothingIsCommitted);
	CPPUNIT_TEST(testWriteThatCannotBeReadBackSaysWhetherItIsKept);
	CPPUNIT_TEST_SUITE_END();

public:
	void testAddGeneratesKeyAndMoments()
	{
		const DateTime before = DateTime::now();
		const Record first = addAuthor("Christie");
		const Record second = addAuthor("Sayers");
		CPPUNIT_ASSERT(first.key() != second.key());
		CPPUNIT_ASSERT(first.key().get<UUID>() != UUID());
		CPPUNIT_ASSERT(first.value("created_at").get<DateTime>() >= before);
		CPPUNIT_ASSERT(first.value("updated_at").get<DateTime>() >= before);
		CPPUNIT_ASSERT(first.value("dob").isNull());
		CPPUNIT_ASSERT(runInline(authors.get(first.key())).value("name") == Value("Christie"));
	}

	void testAddKeepsGivenKeyAndMoments()
	{
		const UUID id = UUID::v4();
		const DateTime moment = DateTime::fromMicroseconds(1);
		Record record(tableOf<Author>());
		record.set("id", id);
		record.set("name", "Christie");
		record.set("created_at", moment);
		const Record stored = runInline(authors.add(record));
		CPPUNIT_ASSERT(stored.key() == Value(id));
		CPPUNIT_ASSERT(stored.value("created_at") == Value(moment));
	}

	void testAddFillsDefaultButNotOverNull()
	{
		CPPUNIT_ASSERT(addSeat("A", 1).value("state") == Value("free"));
		Record record(seats());
		record.set("room", "A");
		record.set("number", 2);
		record.set("state", nullptr);
		// A null that was set is not an unset value: it meets NOT NULL.
		CPPUNIT_ASSERT_THROW(runInline(places.add(record)), IntegrityException);
	}

	void testAddReturnsCountedKeyAndServerDefault()
	{
		TableRepository books(database.session.unit(), tableOf<Book>());
		Record record(tableOf<Book>());
		record.set("title", "Curtain");
		record.set("price", Decimal::parse("7.5"));
		const Record first = runInline(books.add(record));
		const Record second = runInline(books.add(record));
		CPPUNIT_ASSERT(second.key().get<std::int64_t>() > first.key().get<std::int64_t>());
		CPPUNIT_ASSERT(first.value("state") == Value("new"));
		CPPUNIT_ASSERT(runInline(books.get(second.key())).value("title") == Value("Curtain"));
	}

	void testAddWithoutRequiredColumnThrowsAndFailsSession()
	{
		CPPUNIT_ASSERT_THROW(runInline(authors.add(Record(tableOf<Author>()))), IntegrityException);
		CPPUNIT_ASSERT(database.session.failed());
	}

	void testAddOfTakenKeyThrowsDuplicateKey()
	{
		addSeat("A", 1);
		CPPUNIT_ASSERT_THROW(addSeat("A", 1), DuplicateKeyException);
	}

	void testGetByCompositeKey()
	{
		addSeat("A", 1, "Ann");
		addSeat("A", 2, "Bob");
		addSeat("B", 1, "Cy");
		CPPUNIT_ASSERT(runInline(places.get({"A", 2})).value("guest") == Value("Bob"));
		CPPUNIT_ASSERT(!runInline(places.getOneOrNone({"B", 2})));
	}

	void testGetOfMissingRowThrowsNotFoundNamingTable()
	{
		try
		{
			runInline(authors.get(UUID::v4()));
			CPPUNIT_FAIL("nothing was thrown");
		}
		catch (const NotFoundException& failure)
		{
			CPPUNIT_ASSERT_EQUAL(std::string("author"), failure.detail().table);
		}
		CPPUNIT_ASSERT(!runInline(authors.getOneOrNone(UUID::v4())));
	}

	void testNotFoundLeavesSessionUsable()
	{
		CPPUNIT_ASSERT_THROW(runInline(authors.get(UUID::v4())), NotFoundException);
		CPPUNIT_ASSERT(!database.session.failed());
		addAuthor("Christie");
	}

	void testKeyOfWrongSizeThrows()
	{
		CPPUNIT_ASSERT_THROW(runInline(places.get("A")), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(runInline(authors.get({1, 2})), InvalidRequestException);
	}

	void testListFiltersOrdersAndPages()
	{
		for (int number = 1; number <= 5; ++number)
		{
			addSeat("A", number, number == 3 ? "" : "guest");
		}
		Query query;
		query.where = Condition::compare("guest", Comparison::Equal, "guest");
		query.orderBy = {{"number", true}};
		query.page = LimitOffset{2, 1};
		const std::vector<Record> found = runInline(places.list(query));
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, found.size());
		CPPUNIT_ASSERT(found[0].value("number") == Value(4));
		CPPUNIT_ASSERT(found[1].value("number") == Value(2));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{4}, runInline(places.count(query)));
	}

	void testListPastTheEndIsEmptyAndCountExact()
	{
		addSeat("A", 1);
		Query query;
		query.page = LimitOffset{10, 1000};
		CPPUNIT_ASSERT(runInline(places.list(query)).empty());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, runInline(places.count(query)));
	}

	void testUpdateSetsOnlyWhatIsSet()
	{
		addSeat("A", 1, "Ann");
		addSeat("A", 2, "Bob");
		Record changes(seats());
		changes.set("state", "taken");
		const Record stored = runInline(places.update({"A", 1}, changes));
		CPPUNIT_ASSERT(stored.value("state") == Value("taken"));
		CPPUNIT_ASSERT(stored.value("guest") == Value("Ann"));
		CPPUNIT_ASSERT(runInline(places.get({"A", 2})).value("state") == Value("free"));
	}

	void testUpdateOfNullClears()
	{
		addSeat("A", 1, "Ann");
		Record changes(seats());
		changes.set("guest", nullptr);
		CPPUNIT_ASSERT(runInline(places.update({"A", 1}, changes)).value("guest").isNull());
		CPPUNIT_ASSERT(runInline(places.get({"A", 1})).value("guest").isNull());
	}

	void testUpdateTouchesMoment()
	{
		const DateTime old = DateTime::fromMicroseconds(1);
		Record record(tableOf<Author>());
		record.set("name", "Christie");
		record.set("created_at", old);
		record.set("updated_at", old);
		const Record added = runInline(authors.add(record));
		Record changes(tableOf<Author>());
		changes.set("name", "Sayers");
		const Record stored = runInline(authors.update(added.key(), changes));
		CPPUNIT_ASSERT(stored.value("updated_at").get<DateTime>() > old);
		CPPUNIT_ASSERT(stored.value("created_at") == Value(old));
	}

	void testEmptyUpdateIsARead()
	{
		const Record added = addAuthor("Christie");
		const Record stored = runInline(authors.update(added.key(), Record(tableOf<Author>())));
		CPPUNIT_ASSERT(stored.value("name") == Value("Christie"));
		CPPUNIT_ASSERT(stored.value("updated_at") == added.value("updated_at"));
		CPPUNIT_ASSERT_THROW(runInline(authors.update(UUID::v4(), Record(tableOf<Author>()))),
							 NotFoundException);
	}

	void testUpdateOfMissingRowThrowsNotFound()
	{
		Record changes(seats());
		changes.set("state", "taken");
		CPPUNIT_ASSERT_THROW(runInline(places.update({"A", 1}, changes)), NotFoundException);
		CPPUNIT_ASSERT(!database.session.failed());
	}

	void testRemoveRemovesOneRow()
	{
		addSeat("A", 1);
		addSeat("A", 2);
		runInline(places.remove({"A", 1}));
		CPPUNIT_ASSERT(!runInline(places.getOneOrNone({"A", 1})));
		CPPUNIT_ASSERT(runInline(places.getOneOrNone({"A", 2})));
	}

	void testRemoveOfMissingRowThrowsNotFound()
	{
		CPPUNIT_ASSERT_THROW(runInline(places.remove({"A", 1})), NotFoundException);
	}

	void testNothingIsCommitted()
	{
		addSeat("A", 1);
		Session other(database.engine);
		TableRepository seen(other.unit(), seats());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, runInline(seen.count({})));
		database.session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, runInline(seen.count({})));
	}

	void testWriteThatCannotBeReadBackSaysWhetherItIsKept()
	{
		Record book(misread());
		book.set("title", "Curtain");
		book.set("price", Decimal::parse("7.5"));
		const auto add = [&](TableRepository& books) { runInline(books.add(book)); };
		CPPUNIT_ASSERT(!keeps(false, add));
		CPPUNIT_ASSERT(keeps(true, add));
		TableRepository books(database.session.unit(), tableOf<Book>());
		const std::vector<Record> kept = runInline(books.list({}));
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, kept.size());
		Record changes(misread());
		changes.set("title", "Nemesis");
		const auto update = [&](TableRepository& rows) { runInline(rows.update(kept[0].key(), changes)); };
		CPPUNIT_ASSERT(!keeps(false, update));
		CPPUNIT_ASSERT(runInline(books.get(kept[0].key())).value("title") == Value("Curtain"));
		CPPUNIT_ASSERT(keeps(true, update));
		CPPUNIT_ASSERT(runInline(books.get(kept[0].key())).value("title") == Value("Nemesis"));
	}

private:
	/// The table of the books, but its state counts as a date.
	static const Table& misread()
	{
		static const Table table = [] {
			std::vector<Column> columns = tableOf<Book>().columns();
			for (Column& column : columns)
			{
				if (column.name == "state") column.type = ValueType::Date;
			}
			return Table("book", columns);
		}();
		return table;
	}

	/// Whether the failure says so of a write that is the whole transaction if that is promised.
	bool keeps(bool promised, const std::function<void(TableRepository&)>& write)
	{
		Session session(database.engine);
		TableRepository rows(session.unit(), misread());
		if (promised) session.unit().promiseCommit();
		session.unit().nextWriteIsLast();
		try
		{
			write(rows);
		}
		catch (const SerializationException& failure)
		{
			return failure.detail().committed;
		}
		CPPUNIT_FAIL("the row could be read");
		return false;
	}

	Record addAuthor(const char* name)
	{
		Record record(tableOf<Author>());
		record.set("name", name);
		return runInline(authors.add(record));
	}

	Record addSeat(const char* room, int number, const char* guest = "")
	{
		Record record(seats());
		record.set("room", room);
		record.set("number", number);
		record.set("guest", guest);
		return runInline(places.add(record));
	}

	SampleDatabase database;
	TableRepository authors{database.session.unit(), tableOf<Author>()};
	TableRepository places{database.session.unit(), seats()};
};

CPPUNIT_TEST_SUITE_REGISTRATION(TableRepositoryTest);
