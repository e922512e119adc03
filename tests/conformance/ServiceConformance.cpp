//
// ServiceConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "ServiceConformance.h"
#include "Athanor/Data/AsyncSession.h"
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/Session.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Service/Service.h"
#include "LoopRunner.h"


namespace Athanor::Conformance {


namespace ServiceSamples {


struct Book: BigIntBase
{
	std::string title;
	std::string isbn;
	std::optional<std::string> note;
	std::int32_t pages = 0;

	static constexpr auto model()
	{
		return table("service_book", column("title", &Book::title), column("isbn", &Book::isbn).unique(),
					 column("note", &Book::note), column("pages", &Book::pages).defaultValue(100));
	}
};


/// Titles are kept without blanks around them.
class BookService: public Service<Book, BookService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}
			.field("title")
			.field("isbn")
			.field("pages")
			.field("note")
			.orderBy("title")
			.field("id")
			.readOnly()
			.matchFields({"isbn"});
	}

protected:
	void toModelOnUpdate(Record& changes, const Key&) override
	{
		const std::size_t title = changes.table().indexOf("title");
		if (changes.isSet(title)) changes.set(title, changes.value(title).get<std::string>() + "!");
	}
};


std::string shown(const std::string& title, const std::string& isbn, int pages, const std::string& note,
				  int id)
{
	return R"({"title":")" + title + R"(","isbn":")" + isbn + R"(","pages":)" + std::to_string(pages) +
		   R"(,"note":)" + note + R"(,"id":)" + std::to_string(id) + "}";
}


Task<std::vector<Record>> addThree(BookService& books)
{
	const Json::Value bodies = Json::parse(
		R"([{"title":"a","isbn":"1","note":"x"},{"title":"b","isbn":"2"},{"title":"c","isbn":"3"}])");
	std::vector<Record> records = co_await books.createRecords(bodies);
	co_return records;
}


/// The titles of all rows in order, joined.
Task<std::string> titlesOf(BookService& books)
{
	Query all;
	all.orderBy = {{"title"}};
	TableRepository& rows = books.repository();
	std::vector<Record> records = co_await rows.list(all);
	std::string titles;
	for (const Record& record : records)
	{
		titles += record.value("title").get<std::string>() + " ";
	}
	co_return titles;
}


Task<void> creation(UnitOfWork& unit)
{
	BookService books(unit);
	const Json::Value body = Json::parse(R"({"title":"a","isbn":"1"})");
	Record created = co_await books.createRecord(body);
	const std::string expected = shown("a", "1", 100, "null", 1);
	CPPUNIT_ASSERT_EQUAL(expected, books.toJson(created));
	const Key key(created.key());
	Record stored = co_await books.getRecord(key);
	CPPUNIT_ASSERT_EQUAL(expected, books.toJson(stored));
}


Task<void> partialUpdate(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Key key(rows[0].key());
	const Json::Value body = Json::parse(R"({"pages":7})");
	Record updated = co_await books.updateRecord(body, key);
	CPPUNIT_ASSERT_EQUAL(shown("a", "1", 7, "\"x\"", 1), books.toJson(updated));
}


Task<void> wholeUpdate(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Key key(rows[0].key());
	UpdateOptions whole;
	whole.excludeUnset = false;
	const Json::Value all = Json::parse(R"({"title":"A","isbn":"9"})");
	Record replaced = co_await books.updateRecord(all, key, whole);
	CPPUNIT_ASSERT_EQUAL(shown("A!", "9", 100, "null", 1), books.toJson(replaced));
	const Json::Value some = Json::parse(R"({"note":"y","pages":8})");
	Record again = co_await books.updateRecord(some, key);
	const Json::Value one = Json::parse(R"({"pages":9})");
	Record last = co_await books.updateRecord(one, key);
	CPPUNIT_ASSERT_EQUAL(shown("A!", "9", 9, "\"y\"", 1), books.toJson(last));
}


Task<void> hook(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Key key(rows[1].key());
	const Json::Value body = Json::parse(R"({"title":"B"})");
	Record updated = co_await books.updateRecord(body, key);
	CPPUNIT_ASSERT_EQUAL(std::string("B!"), updated.value("title").get<std::string>());
	Record stored = co_await books.getRecord(key);
	CPPUNIT_ASSERT_EQUAL(std::string("B!"), stored.value("title").get<std::string>());
}


Task<void> page(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	Query second;
	second.page = LimitOffset{2, 2};
	Json::Writer writer;
	co_await books.writePage(second, writer);
	CPPUNIT_ASSERT_EQUAL(R"({"items":[)" + shown("c", "3", 100, "null", 3) +
							 R"(],"limit":2,"offset":2,"total":3})",
						 writer.take());
	second.page = LimitOffset{2, 20};
	co_await books.writePage(second, writer);
	CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[],"limit":2,"offset":20,"total":3})"), writer.take());
}


Task<void> removeMany(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Book third = fromRecord<Book>(rows[2]);
	const std::vector<KeyOf<Book>> wanted{third, rows[0].key()};
	std::vector<Key> keys(wanted.begin(), wanted.end());
	std::vector<Record> removed = co_await books.removeRecords(keys);
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, removed.size());
	CPPUNIT_ASSERT_EQUAL(shown("c", "3", 100, "null", 3), books.toJson(removed[0]));
	CPPUNIT_ASSERT_EQUAL(shown("a", "1", 100, "\"x\"", 1), books.toJson(removed[1]));
	std::string titles = co_await titlesOf(books);
	CPPUNIT_ASSERT_EQUAL(std::string("b "), titles);
}


Task<void> removeWhere(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Condition condition = Condition::isNull("note");
	std::vector<Record> removed = co_await books.removeRecordsWhere(condition);
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, removed.size());
	removed = co_await books.removeRecordsWhere(condition);
	CPPUNIT_ASSERT(removed.empty());
	std::string titles = co_await titlesOf(books);
	CPPUNIT_ASSERT_EQUAL(std::string("a "), titles);
}


Task<void> updateMany(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Json::Value bodies = Json::parse(R"([{"id":3,"title":"z"},{"id":1,"note":null}])");
	std::vector<Record> updated = co_await books.updateRecords(bodies);
	CPPUNIT_ASSERT_EQUAL("[" + shown("z!", "3", 100, "null", 3) + "," + shown("a", "1", 100, "null", 1) + "]",
						 books.toJson(updated));
}


/// One list of an object of the model, values by name and what a client sent.
Task<void> mixedUpdates(UnitOfWork& unit)
{
	BookService books(unit);
	TableRepository& repository = books.repository();
	std::vector<Record> rows = co_await addThree(books);
	Book object = fromRecord<Book>(rows[0]);
	object.pages = 11;
	Record named(tableOf<Book>());
	named.set("id", rows[1].key());
	named.set("note", "named");
	const Json::Value body = Json::parse(R"({"title":"sent"})");
	Record sent = BookService::binding().readUpdate(body, &rows[2].key());
	sent.set("id", rows[2].key());
	const std::vector<Record> changes{toRecord(object), named, sent};
	std::vector<Record> updated = co_await repository.updateMany(changes);
	CPPUNIT_ASSERT_EQUAL("[" + shown("a", "1", 11, "\"x\"", 1) + "," + shown("b", "2", 100, "\"named\"", 2) +
							 "," + shown("sent", "3", 100, "null", 3) + "]",
						 books.toJson(updated));
	const Key second(rows[1].key());
	Record stored = co_await books.getRecord(second);
	CPPUNIT_ASSERT_EQUAL(std::string("named"), stored.value("note").get<std::string>());
}


Task<void> upsert(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Json::Value known = Json::parse(R"({"isbn":"2","pages":5})");
	Record changed = co_await books.upsertRecord(known);
	CPPUNIT_ASSERT_EQUAL(shown("b", "2", 5, "null", 2), books.toJson(changed));
	const Json::Value other = Json::parse(R"({"isbn":"4","title":"d"})");
	Record created = co_await books.upsertRecord(other);
	CPPUNIT_ASSERT_EQUAL(std::string("d"), created.value("title").get<std::string>());
	std::string titles = co_await titlesOf(books);
	CPPUNIT_ASSERT_EQUAL(std::string("a b c d "), titles);
}


Task<void> incompleteUpsert(UnitOfWork& unit)
{
	BookService books(unit);
	const Json::Value body = Json::parse(R"({"isbn":"4"})");
	std::string wrong;
	try
	{
		Record record = co_await books.upsertRecord(body);
	}
	catch (const ValidationException& invalid)
	{
		wrong = invalid.errors().front().field + ": " + invalid.errors().front().reason;
	}
	CPPUNIT_ASSERT_EQUAL(std::string("title: required"), wrong);
}


Task<void> upsertMany(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Json::Value bodies = Json::parse(R"([{"isbn":"5","title":"e"},{"isbn":"1","title":"A"}])");
	std::vector<Record> stored = co_await books.upsertRecords(bodies);
	CPPUNIT_ASSERT_EQUAL(std::string("5"), stored.at(0).value("isbn").get<std::string>());
	CPPUNIT_ASSERT_EQUAL(shown("A", "1", 100, "\"x\"", 1), books.toJson(stored.at(1)));
	std::string titles = co_await titlesOf(books);
	CPPUNIT_ASSERT_EQUAL(std::string("A b c e "), titles);
}


Task<void> getOrUpsert(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Json::Value changed = Json::parse(R"({"isbn":"1","title":"A"})");
	const Json::Value added = Json::parse(R"({"isbn":"9","title":"z"})");
	const Json::Value partly = Json::parse(R"({"isbn":"10"})");
	const bool update = true;
	const bool leave = false;
	std::pair<Record, bool> found = co_await books.getOrUpsertRecord(changed, leave);
	CPPUNIT_ASSERT(!found.second);
	CPPUNIT_ASSERT_EQUAL(shown("a", "1", 100, "\"x\"", 1), books.toJson(found.first));
	std::pair<Record, bool> after = co_await books.getOrUpsertRecord(changed, update);
	CPPUNIT_ASSERT(!after.second);
	CPPUNIT_ASSERT_EQUAL(shown("A", "1", 100, "\"x\"", 1), books.toJson(after.first));
	std::pair<Record, bool> created = co_await books.getOrUpsertRecord(added, leave);
	CPPUNIT_ASSERT(created.second);
	CPPUNIT_ASSERT_EQUAL(shown("z", "9", 100, "null", 4), books.toJson(created.first));
	bool refused = false;
	try
	{
		std::pair<Record, bool> none = co_await books.getOrUpsertRecord(partly, leave);
	}
	catch (const ValidationException&)
	{
		refused = true;
	}
	CPPUNIT_ASSERT(refused);
}


Task<void> refusedBulk(UnitOfWork& unit)
{
	BookService books(unit);
	std::vector<Record> rows = co_await addThree(books);
	const Json::Value bodies = Json::parse(
		R"([{"title":"d","isbn":"4"},{"title":"e","isbn":"2"},{"title":"f","isbn":"4"},{"title":"g","isbn":"5"}])");
	std::string wrong;
	try
	{
		std::vector<Record> created = co_await books.createRecords(bodies);
	}
	catch (const DuplicateKeyException& refusal)
	{
		for (const FieldError& error : refusal.detail().rows)
		{
			wrong += std::to_string(error.index) + " " + error.field + " " + error.reason + "; ";
		}
	}
	CPPUNIT_ASSERT_EQUAL(std::string("1 isbn exists already; 2 isbn exists already; "), wrong);
	CPPUNIT_ASSERT(!unit.failed());
	std::string titles = co_await titlesOf(books);
	CPPUNIT_ASSERT_EQUAL(std::string("a b c "), titles);
}


Task<void> inSession(Engine& engine, EventLoop& loop, Task<void> (*body)(UnitOfWork&))
{
	AsyncSession session(engine, loop);
	UnitOfWork& unit = session.unit();
	co_await unit.begin(Access::Write);
	co_await body(unit);
	co_await session.rollback();
}


void createTables(Engine& engine)
{
	engine.metadata().add(tableOf<Book>());
	runInline(createAll(engine));
}


} // namespace ServiceSamples


using namespace ServiceSamples;


void ServiceConformance::runOnBothFaces(Body body)
{
	runBlocking(body);
	if (!target().backend().hasAsync()) return;
	// On a database of its own: the keys are counted from 1 again.
	tearDown();
	setUp();
	runAsynchronously(body);
}


void ServiceConformance::runBlocking(Body body)
{
	Engine engine(target().config(), target().backend());
	createTables(engine);
	Session session(engine);
	session.begin(Access::Write);
	runInline(body(session.unit()));
	session.rollback();
}


void ServiceConformance::runAsynchronously(Body body)
{
	{
		Engine engine(target().config(), target().backend());
		createTables(engine);
	}
	DatabaseConfig config = target().config();
	config.async = true;
	Test::LoopRunner runner;
	Engine engine(config, target().backend());
	engine.attachLoops({&runner.loop()});
	runner.run([&] { return inSession(engine, runner.loop(), body); });
	runner.call([&] { engine.close(); });
}


void ServiceConformance::testCreateIsShownAsItsSchemaSays()
{
	runOnBothFaces(creation);
}


void ServiceConformance::testUpdateWritesWhatWasSentOnly()
{
	runOnBothFaces(partialUpdate);
}


void ServiceConformance::testUpdateWithUnsetFieldsWritesDefaultsForThatCallOnly()
{
	runOnBothFaces(wholeUpdate);
}


void ServiceConformance::testUpdateHookSeesTheDataAndItsResultIsStored()
{
	runOnBothFaces(hook);
}


void ServiceConformance::testPageHasItemsLimitOffsetAndTotal()
{
	runOnBothFaces(page);
}


void ServiceConformance::testRemoveManyTakesKeysAndObjectsMixed()
{
	runOnBothFaces(removeMany);
}


void ServiceConformance::testRemoveWhereRemovesWhatMatches()
{
	runOnBothFaces(removeWhere);
}


void ServiceConformance::testUpdateManyChangesAllRows()
{
	runOnBothFaces(updateMany);
}


void ServiceConformance::testUpdateManyTakesObjectsNamesAndBodiesMixed()
{
	runOnBothFaces(mixedUpdates);
}


void ServiceConformance::testUpsertFindsItsRowByMatchFields()
{
	runOnBothFaces(upsert);
}


void ServiceConformance::testUpsertOfNewRowNeedsWhatACreateNeeds()
{
	runOnBothFaces(incompleteUpsert);
}


void ServiceConformance::testUpsertManyInsertsAndChanges()
{
	runOnBothFaces(upsertMany);
}


void ServiceConformance::testGetOrUpsertSaysWhetherTheRowIsNew()
{
	runOnBothFaces(getOrUpsert);
}


void ServiceConformance::testBulkCreateNamesAllRefusedRowsAndKeepsNone()
{
	runOnBothFaces(refusedBulk);
}


} // namespace Athanor::Conformance
