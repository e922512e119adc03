//
// RelationConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "RelationConformance.h"
#include "Athanor/Data/AsyncSession.h"
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/Session.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Repository/TableRepository.h"
#include "LoopRunner.h"


namespace Athanor::Conformance {


namespace RelationSamples {


struct Book;
struct Tag;
struct Seat;


struct Author: UUIDBase
{
	std::string name;
	std::vector<Book> books;

	static constexpr auto model()
	{
		return table(column("name", &Author::name),
					 relation("books", &Author::books).foreignKey("author_id").orderBy("title", true));
	}
};


struct Book: UUIDBase
{
	std::string title;
	std::optional<UUID> authorId;
	std::shared_ptr<Author> author;
	std::vector<Tag> tags;

	static constexpr auto model()
	{
		return table(column("title", &Book::title),
					 column("author_id", &Book::authorId).references("author", "id"),
					 relation("author", &Book::author),
					 relation("tags", &Book::tags).through("book_tag", "book_id", "tag_id"));
	}
};


struct Tag: BigIntBase
{
	std::string name;
	std::shared_ptr<Tag> parent;
	std::optional<std::int64_t> parentId;
	std::vector<Tag> children;
	std::vector<Book> books;

	static constexpr auto model()
	{
		return table(column("name", &Tag::name).unique(),
					 column("parent_id", &Tag::parentId).references("tag", "id"),
					 relation("parent", &Tag::parent).foreignKey("parent_id"),
					 relation("children", &Tag::children).foreignKey("parent_id"),
					 relation("books", &Tag::books).through("book_tag", "tag_id", "book_id"));
	}
};


struct Hall: DefaultBase
{
	std::string house;
	std::int32_t number = 0;
	std::vector<Seat> seats;

	static constexpr auto model()
	{
		return table(column("house", &Hall::house).primaryKey(), column("number", &Hall::number).primaryKey(),
					 relation("seats", &Hall::seats).owned());
	}
};


struct Seat: BigIntBase
{
	std::string house;
	std::int32_t hall = 0;
	std::string label;
	std::shared_ptr<Hall> inHall;

	static constexpr auto model()
	{
		return table(column("house", &Seat::house), column("hall", &Seat::hall),
					 column("label", &Seat::label), relation("in_hall", &Seat::inHall))
			.foreignKey({"house", "hall"}, "hall", {"house", "number"});
	}
};


Author makeAuthor(const std::string& name, const std::vector<std::string>& titles)
{
	Author author;
	author.name = name;
	for (const std::string& title : titles)
	{
		Book book;
		book.title = title;
		author.books.push_back(book);
	}
	return author;
}


Tag makeTag(const std::string& name)
{
	Tag tag;
	tag.name = name;
	return tag;
}


Seat makeSeat(const std::string& label)
{
	Seat seat;
	seat.label = label;
	return seat;
}


std::string titlesOf(const Author& author)
{
	std::string titles;
	for (const Book& book : author.books)
		titles += book.title + " ";
	return titles;
}


std::string namesOf(const std::vector<Tag>& tags)
{
	std::string names;
	for (const Tag& tag : tags)
		names += tag.name + " ";
	return names;
}


/// Adds an object with those of its relations that are named, and gives it as stored.
template <typename T>
Task<T> add(UnitOfWork& unit, const T& object, const Relations& relations)
{
	TableRepository rows(unit, tableOf<T>());
	Record record = toRecord(object, relations);
	Record stored = co_await rows.add(record);
	co_return fromRecord<T>(stored);
}


/// Writes the columns of an object and the relations that are named.
template <typename T>
Task<T> change(UnitOfWork& unit, const T& object, const Relations& relations)
{
	TableRepository rows(unit, tableOf<T>());
	Record record = toRecord(object, relations);
	std::vector<Value> values;
	for (const std::size_t index : tableOf<T>().primaryKey())
	{
		values.push_back(record.value(index));
		record.unset(index);
	}
	const Key key(std::move(values));
	Record stored = co_await rows.update(key, record);
	co_return fromRecord<T>(stored);
}


template <typename T>
Task<std::vector<T>> list(UnitOfWork& unit, const Relations& relations, const std::string& order)
{
	TableRepository rows(unit, tableOf<T>());
	Query query;
	query.orderBy.push_back({order, false});
	std::vector<Record> records = co_await rows.list(query, relations);
	std::vector<T> objects;
	for (const Record& record : records)
		objects.push_back(fromRecord<T>(record));
	co_return objects;
}


/// Four authors, of whom one has no book; `d 1` and `d 2` have tags, and one book has no author.
Task<void> fill(UnitOfWork& unit)
{
	const Relations none;
	const Relations books = with(&Author::books, &Book::tags);
	const Author first = makeAuthor("a", {"a 1", "a 2", "a 3"});
	const Author second = makeAuthor("b", {"b 1"});
	const Author third = makeAuthor("c", {});
	Author fourth = makeAuthor("d", {"d 1", "d 2"});
	fourth.books[0].tags.push_back(makeTag("red"));
	fourth.books[0].tags.push_back(makeTag("blue"));
	fourth.books[1].tags.push_back(makeTag("green"));
	Book anonymous;
	anonymous.title = "z";
	Author stored = co_await add(unit, first, books);
	stored = co_await add(unit, second, books);
	stored = co_await add(unit, third, books);
	stored = co_await add(unit, fourth, books);
	Book alone = co_await add(unit, anonymous, none);
}


Task<void> nothingIsLoaded(UnitOfWork& unit, const CountingBackend& backend)
{
	const Relations none;
	const std::string order = "name";
	Query query;
	co_await fill(unit);
	backend.taken();
	std::vector<Author> authors = co_await list<Author>(unit, none, order);
	CPPUNIT_ASSERT_EQUAL(1, backend.taken());
	CPPUNIT_ASSERT_EQUAL(std::size_t{4}, authors.size());
	CPPUNIT_ASSERT(authors[0].books.empty());
	TableRepository rows(unit, tableOf<Author>());
	std::vector<Record> records = co_await rows.list(query);
	CPPUNIT_ASSERT(!records.at(0).hasRelated());
}


Task<void> oneToMany(UnitOfWork& unit, const CountingBackend& backend)
{
	const Relations books = load(&Author::books);
	const std::string order = "name";
	co_await fill(unit);
	backend.taken();
	std::vector<Author> authors = co_await list<Author>(unit, books, order);
	CPPUNIT_ASSERT_EQUAL(2, backend.taken());
	CPPUNIT_ASSERT_EQUAL(std::string("a 3 a 2 a 1 "), titlesOf(authors.at(0)));
	CPPUNIT_ASSERT_EQUAL(std::string("b 1 "), titlesOf(authors.at(1)));
	CPPUNIT_ASSERT_EQUAL(std::string(), titlesOf(authors.at(2)));
	CPPUNIT_ASSERT_EQUAL(std::string("d 2 d 1 "), titlesOf(authors.at(3)));
	CPPUNIT_ASSERT(authors.at(3).books.at(0).tags.empty());
}


Task<void> manyToOne(UnitOfWork& unit, const CountingBackend& backend)
{
	const Relations author = load(&Book::author);
	const std::string order = "title";
	co_await fill(unit);
	backend.taken();
	std::vector<Book> books = co_await list<Book>(unit, author, order);
	CPPUNIT_ASSERT_EQUAL(2, backend.taken());
	CPPUNIT_ASSERT_EQUAL(std::size_t{7}, books.size());
	CPPUNIT_ASSERT_EQUAL(std::string("a"), books[0].author->name);
	CPPUNIT_ASSERT_EQUAL(std::string("d"), books[5].author->name);
	CPPUNIT_ASSERT(books[5].authorId == books[5].author->id);
	CPPUNIT_ASSERT(!books[6].author);
}


Task<void> manyToMany(UnitOfWork& unit, const CountingBackend& backend)
{
	const Relations tags = load(&Book::tags);
	const Relations books = load(&Tag::books);
	const std::string title = "title";
	const std::string name = "name";
	co_await fill(unit);
	backend.taken();
	std::vector<Book> tagged = co_await list<Book>(unit, tags, title);
	CPPUNIT_ASSERT_EQUAL(3, backend.taken());
	CPPUNIT_ASSERT_EQUAL(std::string(), namesOf(tagged.at(0).tags));
	CPPUNIT_ASSERT_EQUAL(std::string("red blue "), namesOf(tagged.at(4).tags));
	CPPUNIT_ASSERT_EQUAL(std::string("green "), namesOf(tagged.at(5).tags));
	std::vector<Tag> all = co_await list<Tag>(unit, books, name);
	CPPUNIT_ASSERT_EQUAL(3, backend.taken());
	CPPUNIT_ASSERT_EQUAL(std::string("blue"), all.at(0).name);
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, all.at(0).books.size());
	CPPUNIT_ASSERT_EQUAL(std::string("d 1"), all.at(0).books.at(0).title);
}


Task<void> chain(UnitOfWork& unit, const CountingBackend& backend)
{
	const Relations deep = load(&Author::books, &Book::tags) + load(&Author::books, &Book::author);
	const std::string order = "name";
	co_await fill(unit);
	backend.taken();
	std::vector<Author> authors = co_await list<Author>(unit, deep, order);
	// Authors, their books, the books' tags over the association, the books' authors.
	CPPUNIT_ASSERT_EQUAL(5, backend.taken());
	CPPUNIT_ASSERT_EQUAL(std::string("red blue "), namesOf(authors.at(3).books.at(1).tags));
	CPPUNIT_ASSERT_EQUAL(std::string("d"), authors.at(3).books.at(1).author->name);
	CPPUNIT_ASSERT(authors.at(3).books.at(1).author->books.empty());
}


Task<void> everything(UnitOfWork& unit, const CountingBackend& backend)
{
	const Relations all = loadAll();
	const std::string order = "title";
	co_await fill(unit);
	backend.taken();
	std::vector<Book> books = co_await list<Book>(unit, all, order);
	CPPUNIT_ASSERT_EQUAL(4, backend.taken());
	CPPUNIT_ASSERT_EQUAL(std::string("red blue "), namesOf(books.at(4).tags));
	CPPUNIT_ASSERT_EQUAL(std::string("d"), books.at(4).author->name);
}


/// Two halls of one house with a seat each.
Task<void> fillHalls(UnitOfWork& unit)
{
	const Relations seats = with(&Hall::seats);
	Hall hall;
	hall.house = "opera";
	for (hall.number = 1; hall.number <= 2; ++hall.number)
	{
		hall.seats.assign(1, makeSeat("seat of " + std::to_string(hall.number)));
		Hall stored = co_await add(unit, hall, seats);
	}
}


Task<void> compositeKeys(UnitOfWork& unit, const CountingBackend& backend)
{
	const Relations seats = load(&Hall::seats);
	const Relations hall = load(&Seat::inHall);
	const std::string number = "number";
	const std::string label = "label";
	co_await fillHalls(unit);
	backend.taken();
	std::vector<Hall> halls = co_await list<Hall>(unit, seats, number);
	CPPUNIT_ASSERT_EQUAL(2, backend.taken());
	CPPUNIT_ASSERT_EQUAL(std::string("seat of 2"), halls.at(1).seats.at(0).label);
	std::vector<Seat> all = co_await list<Seat>(unit, hall, label);
	CPPUNIT_ASSERT_EQUAL(2, backend.taken());
	CPPUNIT_ASSERT_EQUAL(1, all.at(0).inHall->number);
	CPPUNIT_ASSERT_EQUAL(2, all.at(1).inHall->number);
}


Task<void> rowsThatReferToThemselves(UnitOfWork& unit, const CountingBackend&)
{
	const Relations children = with(&Tag::children);
	const Relations both = load(&Tag::children, &Tag::parent);
	const std::string order = "name";
	Tag colours = makeTag("colours");
	colours.children = {makeTag("red"), makeTag("green")};
	Tag stored = co_await add(unit, colours, children);
	std::vector<Tag> tags = co_await list<Tag>(unit, both, order);
	CPPUNIT_ASSERT_EQUAL(std::size_t{3}, tags.size());
	CPPUNIT_ASSERT_EQUAL(std::string("red green "), namesOf(tags.at(0).children));
	CPPUNIT_ASSERT_EQUAL(std::string("colours"), tags.at(0).children.at(1).parent->name);
	CPPUNIT_ASSERT_EQUAL(stored.id, tags.at(0).id);
}


Task<void> nestedCreate(UnitOfWork& unit, const CountingBackend&)
{
	const Relations tags = with(&Book::author) + with(&Book::tags);
	Book book;
	book.title = "Curtain";
	book.author = std::make_shared<Author>(makeAuthor("Christie", {}));
	book.tags = {makeTag("last"), makeTag("case")};
	Book stored = co_await add(unit, book, tags);
	CPPUNIT_ASSERT(stored.author && stored.authorId == stored.author->id);
	CPPUNIT_ASSERT(stored.author->id != UUID());
	CPPUNIT_ASSERT_EQUAL(std::string("last case "), namesOf(stored.tags));
	const Relations all = loadAll();
	const std::string order = "title";
	std::vector<Book> books = co_await list<Book>(unit, all, order);
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, books.size());
	CPPUNIT_ASSERT_EQUAL(std::string("Christie"), books[0].author->name);
	CPPUNIT_ASSERT_EQUAL(std::string("last case "), namesOf(books[0].tags));
}


Task<void> linking(UnitOfWork& unit, const CountingBackend&)
{
	const Relations none;
	const Relations all = with(&Book::author) + with(&Book::tags);
	const Tag wantedTag = makeTag("known");
	const Author wantedAuthor = makeAuthor("Christie", {});
	const std::string name = "name";
	Book book;
	book.title = "Curtain";
	Tag tag = co_await add(unit, wantedTag, none);
	Author author = co_await add(unit, wantedAuthor, none);
	author.name = "Mallowan";
	book.author = std::make_shared<Author>(author);
	book.tags = {tag, makeTag("new")};
	Book stored = co_await add(unit, book, all);
	CPPUNIT_ASSERT(stored.authorId == author.id);
	CPPUNIT_ASSERT_EQUAL(tag.id, stored.tags.at(0).id);
	std::vector<Tag> tags = co_await list<Tag>(unit, none, name);
	CPPUNIT_ASSERT_EQUAL(std::string("known new "), namesOf(tags));
	std::vector<Author> authors = co_await list<Author>(unit, none, name);
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, authors.size());
	CPPUNIT_ASSERT_EQUAL(std::string("Mallowan"), authors[0].name);
}


Task<void> updateLeavesAlone(UnitOfWork& unit, const CountingBackend&)
{
	const Relations none;
	const Relations books = load(&Author::books);
	const std::string order = "name";
	co_await fill(unit);
	std::vector<Author> authors = co_await list<Author>(unit, none, order);
	Author& first = authors.at(0);
	first.name = "aa";
	Author changed = co_await change(unit, first, none);
	CPPUNIT_ASSERT_EQUAL(std::string("aa"), changed.name);
	authors = co_await list<Author>(unit, books, order);
	CPPUNIT_ASSERT_EQUAL(std::string("a 3 a 2 a 1 "), titlesOf(authors.at(0)));
}


Task<void> replaceOneToMany(UnitOfWork& unit, const CountingBackend&)
{
	const Relations none;
	const Relations books = load(&Author::books);
	const std::string name = "name";
	const std::string title = "title";
	Book added;
	added.title = "a 4";
	co_await fill(unit);
	std::vector<Author> authors = co_await list<Author>(unit, books, name);
	Author& first = authors.at(0);
	// Without `a 3` and `a 1`, and with another.
	first.books = {first.books.at(1), added};
	first.books[0].title = "a 2 again";
	Author changed = co_await change(unit, first, books);
	CPPUNIT_ASSERT_EQUAL(std::string("a 2 again a 4 "), titlesOf(changed));
	authors = co_await list<Author>(unit, books, name);
	CPPUNIT_ASSERT_EQUAL(std::string("a 4 a 2 again "), titlesOf(authors.at(0)));
	CPPUNIT_ASSERT_EQUAL(std::string("d 2 d 1 "), titlesOf(authors.at(3)));
	std::vector<Book> all = co_await list<Book>(unit, none, title);
	CPPUNIT_ASSERT_EQUAL(std::size_t{8}, all.size());
	CPPUNIT_ASSERT_EQUAL(std::string("a 1"), all[0].title);
	CPPUNIT_ASSERT(!all[0].authorId);
}


Task<void> replaceOwned(UnitOfWork& unit, const CountingBackend&)
{
	const Relations none;
	const Relations seats = load(&Hall::seats);
	const std::string number = "number";
	const std::string label = "label";
	co_await fillHalls(unit);
	std::vector<Hall> halls = co_await list<Hall>(unit, none, number);
	Hall& first = halls.at(0);
	first.seats = {makeSeat("new")};
	Hall changed = co_await change(unit, first, seats);
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, changed.seats.size());
	std::vector<Seat> all = co_await list<Seat>(unit, none, label);
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, all.size());
	CPPUNIT_ASSERT_EQUAL(std::string("new"), all[0].label);
	CPPUNIT_ASSERT_EQUAL(std::string("seat of 2"), all[1].label);
}


Task<void> replaceManyToOne(UnitOfWork& unit, const CountingBackend&)
{
	const Relations author = load(&Book::author);
	const std::string order = "title";
	co_await fill(unit);
	std::vector<Book> books = co_await list<Book>(unit, author, order);
	Book& first = books.at(0);
	Book& second = books.at(1);
	first.author.reset();
	Book changed = co_await change(unit, first, author);
	CPPUNIT_ASSERT(!changed.authorId && !changed.author);
	second.author = books.at(5).author;
	changed = co_await change(unit, second, author);
	CPPUNIT_ASSERT_EQUAL(std::string("d"), changed.author->name);
	books = co_await list<Book>(unit, author, order);
	CPPUNIT_ASSERT(!books.at(0).author);
	CPPUNIT_ASSERT_EQUAL(std::string("d"), books.at(1).author->name);
}


Task<void> replaceManyToMany(UnitOfWork& unit, const CountingBackend& backend)
{
	const Relations tags = load(&Book::tags);
	const std::string order = "title";
	co_await fill(unit);
	std::vector<Book> books = co_await list<Book>(unit, tags, order);
	Book book = books.at(4);
	book.tags = {book.tags.at(1), makeTag("new"), books.at(5).tags.at(0)};
	Book changed = co_await change(unit, book, tags);
	CPPUNIT_ASSERT_EQUAL(std::string("blue new green "), namesOf(changed.tags));
	books = co_await list<Book>(unit, tags, order);
	CPPUNIT_ASSERT_EQUAL(std::string("blue green new "), namesOf(books.at(4).tags));
	CPPUNIT_ASSERT_EQUAL(std::string("green "), namesOf(books.at(5).tags));
	// What is the same already is not written: the row, its tags, its associations, and the row again.
	book = books.at(4);
	backend.taken();
	changed = co_await change(unit, book, tags);
	CPPUNIT_ASSERT_EQUAL(3, backend.taken());
	book.tags.clear();
	changed = co_await change(unit, book, tags);
	books = co_await list<Book>(unit, tags, order);
	CPPUNIT_ASSERT(books.at(4).tags.empty());
}


Task<void> removal(UnitOfWork& unit, const CountingBackend&)
{
	const Relations books = load(&Tag::books);
	const Relations none;
	const std::string title = "title";
	const std::string name = "name";
	co_await fill(unit);
	std::vector<Book> before = co_await list<Book>(unit, none, title);
	TableRepository rows(unit, tableOf<Book>());
	const Key key(before.at(4).id);
	co_await rows.remove(key);
	std::vector<Tag> tags = co_await list<Tag>(unit, books, name);
	CPPUNIT_ASSERT_EQUAL(std::size_t{3}, tags.size());
	CPPUNIT_ASSERT(tags.at(0).books.empty());
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, tags.at(1).books.size());
}


} // namespace RelationSamples


using namespace RelationSamples;


namespace {


void createTables(Engine& engine)
{
	engine.metadata().add(tableOf<Author>());
	engine.metadata().add(tableOf<Book>());
	engine.metadata().add(tableOf<Tag>());
	engine.metadata().add(tableOf<Hall>());
	engine.metadata().add(tableOf<Seat>());
	runInline(createAll(engine));
}


Task<void> inSession(Engine& engine, EventLoop& loop, const CountingBackend& backend,
					 Task<void> (*body)(UnitOfWork&, const CountingBackend&))
{
	AsyncSession session(engine, loop);
	UnitOfWork& unit = session.unit();
	co_await unit.begin(Access::Write);
	co_await body(unit, backend);
	co_await session.rollback();
}


} // namespace


void RelationConformance::runOnBothFaces(Body body)
{
	runBlocking(body);
	if (target().backend().hasAsync()) runAsynchronously(body);
}


void RelationConformance::runBlocking(Body body)
{
	const CountingBackend backend(target().backend());
	Engine engine(target().config(), backend);
	createTables(engine);
	Session session(engine);
	session.begin(Access::Write);
	runInline(body(session.unit(), backend));
	session.rollback();
}


void RelationConformance::runAsynchronously(Body body)
{
	const CountingBackend backend(target().backend());
	DatabaseConfig config = target().config();
	config.async = true;
	Test::LoopRunner runner;
	Engine engine(config, backend);
	engine.attachLoops({&runner.loop()});
	runner.run([&] { return inSession(engine, runner.loop(), backend, body); });
	runner.call([&] { engine.close(); });
}


void RelationConformance::testNothingIsLoadedThatWasNotAskedFor()
{
	runOnBothFaces(nothingIsLoaded);
}


void RelationConformance::testOneToManyIsLoadedInOneMoreStatement()
{
	runOnBothFaces(oneToMany);
}


void RelationConformance::testManyToOneIsLoadedInOneMoreStatement()
{
	runOnBothFaces(manyToOne);
}


void RelationConformance::testManyToManyIsLoadedInTwoMoreStatements()
{
	runOnBothFaces(manyToMany);
}


void RelationConformance::testChainIsLoadedLevelByLevel()
{
	runOnBothFaces(chain);
}


void RelationConformance::testLoadAllLoadsEveryRelationOnce()
{
	runOnBothFaces(everything);
}


void RelationConformance::testCompositeKeysAreFollowed()
{
	runOnBothFaces(compositeKeys);
}


void RelationConformance::testRowsThatReferToThemselvesAreFollowed()
{
	runOnBothFaces(rowsThatReferToThemselves);
}


void RelationConformance::testNestedObjectsAreCreatedTogether()
{
	runOnBothFaces(nestedCreate);
}


void RelationConformance::testRelatedRowThatExistsIsLinkedNotDoubled()
{
	runOnBothFaces(linking);
}


void RelationConformance::testUpdateLeavesRelationsAlone()
{
	runOnBothFaces(updateLeavesAlone);
}


void RelationConformance::testOneToManyIsReplaced()
{
	runOnBothFaces(replaceOneToMany);
}


void RelationConformance::testOwnedRowsLeftOutAreRemoved()
{
	runOnBothFaces(replaceOwned);
}


void RelationConformance::testManyToOneIsReplaced()
{
	runOnBothFaces(replaceManyToOne);
}


void RelationConformance::testManyToManyIsReplaced()
{
	runOnBothFaces(replaceManyToMany);
}


void RelationConformance::testRemovedRowTakesItsAssociationsAlong()
{
	runOnBothFaces(removal);
}


} // namespace Athanor::Conformance
