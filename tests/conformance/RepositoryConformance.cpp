//
// RepositoryConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "RepositoryConformance.h"
#include "Athanor/Query/Filters.h"
#include "Columns.h"


namespace Athanor::Conformance {


namespace {


using Records = TableRepository::Records;
using Everything = TableRepository::Everything;
using MatchFields = TableRepository::MatchFields;

const DateTime longAgo = DateTime::fromMicroseconds(1);


/// Counts its keys, and says when its rows were changed.
const Table& members()
{
	static const Table table = [] {
		Column id = makeColumn("id", ValueType::Integer, false);
		id.primaryKey = true;
		id.generator = Generator::Database;
		Column email = makeColumn("email", ValueType::Text, false);
		email.unique = true;
		Column points = makeColumn("points", ValueType::Integer, false);
		points.check = "points >= 0";
		points.defaultValue = Value(0);
		Column updated = makeColumn("updated_at", ValueType::Timestamp, false);
		updated.generator = Generator::Now;
		updated.touchOnUpdate = true;
		return Table("member", {id, email, makeColumn("name", ValueType::Text, true), points, updated});
	}();
	return table;
}


/// A key of two columns, and nothing that the database fills in.
const Table& seats()
{
	static const Table table = [] {
		Column room = makeColumn("room", ValueType::Text, false);
		room.primaryKey = true;
		Column number = makeColumn("number", ValueType::Integer, false);
		number.primaryKey = true;
		Column price = makeColumn("price", ValueType::Integer, false);
		return Table("seat", {room, number, makeColumn("guest", ValueType::Text, true), price});
	}();
	return table;
}


Record member(const std::string& email, const Value& name = {}, int points = 0)
{
	Record record(members());
	record.set("email", email);
	record.set("name", name);
	record.set("points", points);
	return record;
}


Record seat(const std::string& room, int number, const Value& guest)
{
	Record record(seats());
	record.set("room", room);
	record.set("number", number);
	record.set("guest", guest);
	record.set("price", 10);
	return record;
}


std::string guests(const Records& records)
{
	std::string names;
	for (const Record& record : records)
	{
		const Value& guest = record.value("guest");
		names += (names.empty() ? "" : " ") + (guest.isNull() ? "-" : guest.get<std::string>());
	}
	return names;
}


} // namespace


void RepositoryConformance::setUp()
{
	Fixture::setUp();
	_face = std::make_unique<RepositoryFace>(target(), isAsync());
	_face->engine().metadata().add(members());
	_face->engine().metadata().add(seats());
	_face->wait(createAll(_face->engine()));
	_members = std::make_unique<TableRepository>(_face->unit(), members());
	_seats = std::make_unique<TableRepository>(_face->unit(), seats());
}


void RepositoryConformance::tearDown()
{
	_members.reset();
	_seats.reset();
	_face.reset();
	Fixture::tearDown();
}


Record RepositoryConformance::addMember(const std::string& email, const Value& name, int points)
{
	return _face->wait(_members->add(member(email, name, points)));
}


Record RepositoryConformance::addSeat(const std::string& room, int number, const Value& guest)
{
	return _face->wait(_seats->add(seat(room, number, guest)));
}


void RepositoryConformance::rollback()
{
	_face->wait(_face->unit().rollback());
}


template <typename Exception, typename T>
std::string RepositoryConformance::messageOf(Task<T> task)
{
	try
	{
		_face->wait(std::move(task));
	}
	catch (const Exception& exception)
	{
		return exception.message();
	}
	return "nothing";
}


// 11
void RepositoryConformance::testCountWithAndWithoutFilters()
{
	addMember("a", "Ann");
	addMember("b", "Bob");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, _face->wait(_members->count({})));
	const Query filtered = queryOf({SearchFilter{{"name"}, "nn"}, LimitOffset{1, 5}});
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, _face->wait(_members->count(filtered)));
}


// 12
void RepositoryConformance::testGetManyAndCountIsExactAlsoPastTheEnd()
{
	for (const char* email : {"a", "b", "c"})
		addMember(email);
	const std::vector<std::pair<LimitOffset, std::size_t>> pages{
		{{2, 0}, 2}, {{2, 2}, 1}, {{3, 0}, 3}, {{2, 4}, 0}, {{2, 400}, 0}, {{0, 0}, 0}, {{10, 0}, 3}};
	for (const auto& [page, size] : pages)
	{
		const Query query = queryOf({page, OrderBy{"email"}});
		const auto [records, total] = _face->wait(_members->getManyAndCount(query));
		CPPUNIT_ASSERT_EQUAL(size, records.size());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, total);
	}
	const Query none = queryOf({NullFilter{"email"}, LimitOffset{2, 0}});
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, _face->wait(_members->listAndCount(none)).second);
	CPPUNIT_ASSERT_EQUAL(std::size_t{3}, _face->wait(_members->list({})).size());
}


// 13
void RepositoryConformance::testGetOfUnknownKeyThrowsAndOrNoneIsNothing()
{
	const Key unknown(std::int64_t{4711});
	const Query nobody = queryOf({CollectionFilter{"email", {{"x"}}}});
	CPPUNIT_ASSERT_THROW(_face->wait(_members->get(unknown)), NotFoundException);
	CPPUNIT_ASSERT_THROW(_face->wait(_members->getOne(nobody)), NotFoundException);
	CPPUNIT_ASSERT(!_face->wait(_members->getOneOrNone(unknown)));
	CPPUNIT_ASSERT(!_face->wait(_members->getOneOrNone(nobody)));
	const Record added = addMember("x");
	CPPUNIT_ASSERT(_face->wait(_members->getOne(nobody)).key() == added.key());
}


void RepositoryConformance::testGetOneOfSeveralThrowsMultipleResults()
{
	addMember("a", "same");
	addMember("b", "same");
	const Query both = queryOf({CollectionFilter{"name", {{"same"}}}, LimitOffset{1, 0}});
	CPPUNIT_ASSERT_EQUAL(std::string("Multiple matching rows found"),
						 messageOf<MultipleResultsFoundException>(_members->getOne(both)));
	CPPUNIT_ASSERT_THROW(_face->wait(_members->getOneOrNone(both)), MultipleResultsFoundException);
	CPPUNIT_ASSERT(!_face->unit().failed());
}


void RepositoryConformance::testGetByAnotherColumn()
{
	const Record added = addMember("a", "Ann");
	const std::string email = "email";
	const std::string name = "name";
	CPPUNIT_ASSERT(_face->wait(_members->getBy(email, "a")).key() == added.key());
	CPPUNIT_ASSERT_THROW(_face->wait(_members->getBy(name, "Bob")), NotFoundException);
	const std::string evil = "id\" = 1 --";
	CPPUNIT_ASSERT_THROW(_face->wait(_members->getBy(evil, "Bob")), InvalidRequestException);
}


// 14
void RepositoryConformance::testUpdateKeepsColumnsThatAreNotSet()
{
	const Record added = addMember("a", "Ann", 7);
	Record changes(members());
	changes.set("name", "Anna");
	const Record stored = _face->wait(_members->update(added.key(), changes));
	CPPUNIT_ASSERT(stored.value("name") == Value("Anna"));
	CPPUNIT_ASSERT(stored.value("points") == Value(7));
	CPPUNIT_ASSERT(stored.value("email") == Value("a"));
}


// 16
void RepositoryConformance::testUpdateManyReturnsFreshRowsInOrder()
{
	const Record first = addMember("a", "Ann", 1);
	const Record second = addMember("b", "Bob", 2);
	Record one(members());
	one.set("id", second.key());
	one.set("name", "Bobby");
	Record two(members());
	two.set("id", first.key());
	two.set("points", 11);
	const Records stored = _face->wait(_members->updateMany({one, two}));
	CPPUNIT_ASSERT(stored[0].value("name") == Value("Bobby"));
	CPPUNIT_ASSERT(stored[0].value("points") == Value(2));
	CPPUNIT_ASSERT(stored[1].value("name") == Value("Ann"));
	CPPUNIT_ASSERT(stored[1].value("points") == Value(11));
	CPPUNIT_ASSERT(_face->wait(_members->get(second.key())).value("name") == Value("Bobby"));
}


void RepositoryConformance::testUpdateManyWithAMissingRowChangesNothing()
{
	const Record first = addMember("a", "Ann");
	Record known(members());
	known.set("id", first.key());
	known.set("name", "x");
	Record missing = known;
	missing.set("id", 4711);
	CPPUNIT_ASSERT_THROW(_face->wait(_members->updateMany({known, missing})), NotFoundException);
	CPPUNIT_ASSERT(_face->wait(_members->get(first.key())).value("name") == Value("Ann"));
}


void RepositoryConformance::testUpdateManyWithoutKeyThrows()
{
	CPPUNIT_ASSERT_THROW(_face->wait(_members->updateMany({member("a")})), InvalidRequestException);
}


// 17
void RepositoryConformance::testUpdatedAtMovesOnRealChangesOnly()
{
	Record record = member("a", "Ann");
	record.set("updated_at", longAgo);
	const Record added = _face->wait(_members->add(record));
	Record same(members());
	same.set("name", "Ann");
	same.set("points", 0);
	CPPUNIT_ASSERT(_face->wait(_members->update(added.key(), same)).value("updated_at") == Value(longAgo));
	same.set("id", added.key());
	CPPUNIT_ASSERT(_face->wait(_members->updateMany({same}))[0].value("updated_at") == Value(longAgo));
	same.set("name", nullptr);
	const Record changed = _face->wait(_members->update(added.key(), same));
	CPPUNIT_ASSERT(changed.value("updated_at").get<DateTime>() > longAgo);
	CPPUNIT_ASSERT(changed.value("name").isNull());
}


void RepositoryConformance::testBulkUpdatesSetUpdatedAt()
{
	Record record = member("a", "Ann");
	record.set("updated_at", longAgo);
	const Record added = _face->wait(_members->add(record));
	Record change(members());
	change.set("points", 5);
	const Query all;
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, _face->wait(_members->updateWhere(all, change)));
	CPPUNIT_ASSERT(_face->wait(_members->get(added.key())).value("updated_at").get<DateTime>() > longAgo);
	const Query none = queryOf({NullFilter{"email"}});
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, _face->wait(_members->updateWhere(none, change)));
}


// 18
void RepositoryConformance::testErrorMessagesOfCallRepositoryAndDefault()
{
	ErrorMessages ours;
	ours.duplicateKey = "taken";
	ErrorMessages call;
	call.duplicateKey = [](const DatabaseException& failure) { return "call: " + failure.detail().sqlState; };
	TableRepository custom = _members->withMessages(ours);
	TableRepository perCall = custom.withMessages(call);
	addMember("a");
	_face->wait(_face->unit().commit());
	CPPUNIT_ASSERT_EQUAL(std::string("A record matching the supplied data already exists."),
						 messageOf<DuplicateKeyException>(_members->add(member("a"))));
	rollback();
	CPPUNIT_ASSERT_EQUAL(std::string("taken"), messageOf<DuplicateKeyException>(custom.add(member("a"))));
	rollback();
	CPPUNIT_ASSERT_EQUAL(std::string("call: 23505"),
						 messageOf<DuplicateKeyException>(perCall.add(member("a"))));
	rollback();
	// Nothing leaked.
	CPPUNIT_ASSERT_EQUAL(std::string("taken"), messageOf<DuplicateKeyException>(custom.add(member("a"))));
	rollback();
}


void RepositoryConformance::testErrorMessagesAreOfTheirKind()
{
	const Key unknown(std::int64_t{1});
	CPPUNIT_ASSERT_EQUAL(std::string("The requested resource was not found"),
						 messageOf<NotFoundException>(_members->get(unknown)));
	Record incomplete(members());
	incomplete.set("name", "x");
	CPPUNIT_ASSERT_EQUAL(std::string("There was a data validation error during processing"),
						 messageOf<IntegrityException>(_members->add(incomplete)));
	rollback();
	CPPUNIT_ASSERT_EQUAL(std::string("The data failed a check constraint during processing"),
						 messageOf<IntegrityException>(_members->add(member("a", "x", -1))));
	rollback();
}


// 19
void RepositoryConformance::testCompositeKeyByTupleAndMap()
{
	addSeat("A", 1, "Ann");
	addSeat("A", 2, "Bob");
	addSeat("B", 1, "Cy");
	const Key tuple{"A", 2};
	const Key map = Key::of({{"number", 1}, {"room", "B"}});
	CPPUNIT_ASSERT(_face->wait(_seats->get(tuple)).value("guest") == Value("Bob"));
	CPPUNIT_ASSERT(_face->wait(_seats->get(map)).value("guest") == Value("Cy"));
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, _face->wait(_seats->removeMany({tuple, map})).size());
	CPPUNIT_ASSERT_EQUAL(std::string("Ann"), guests(_face->wait(_seats->getMany({}))));
	const Key last = Key::of({{"room", "A"}, {"number", 1}});
	_face->wait(_seats->remove(last));
	CPPUNIT_ASSERT(!_face->wait(_seats->exists({})));
}


// 20
void RepositoryConformance::testKeysOfAnotherShapeThrowExactTexts()
{
	const auto ofMembers = [&](const Key& key) {
		return messageOf<InvalidRequestException>(_members->get(key));
	};
	const auto ofSeats = [&](const Key& key) { return messageOf<InvalidRequestException>(_seats->get(key)); };
	CPPUNIT_ASSERT_EQUAL(std::string("Model member has a single primary key column 'id'. Expected a scalar "
									 "value, got tuple"),
						 ofMembers({1, 2}));
	CPPUNIT_ASSERT_EQUAL(
		std::string("Model member has a single primary key column 'id'. Expected a scalar value, got dict"),
		ofMembers(Key::of({{"id", 1}})));
	CPPUNIT_ASSERT_EQUAL(std::string("Composite primary key for seat requires tuple or dict, got a scalar "
									 "value. Expected columns: ['room', 'number']"),
						 ofSeats("A"));
	CPPUNIT_ASSERT_EQUAL(std::string("Composite primary key for seat has 2 columns ['room', 'number'], but 3 "
									 "values provided"),
						 ofSeats({"A", 1, 2}));
	CPPUNIT_ASSERT_EQUAL(std::string("Composite primary key for seat requires attributes ['room', "
									 "'number'], but missing: ['number']"),
						 ofSeats(Key::of({{"room", "A"}})));
	CPPUNIT_ASSERT_EQUAL(
		std::string("Primary key value for 'number' cannot be null in composite key for seat"),
		ofSeats({"A", nullptr}));
	CPPUNIT_ASSERT(!_face->unit().failed());
}


// 21
void RepositoryConformance::testCompositeKeyUpsertExistingNewAndMixed()
{
	addSeat("A", 1, "Ann");
	const MatchFields byKey;
	CPPUNIT_ASSERT(_face->wait(_seats->upsert(seat("A", 1, "Bob"), byKey)).value("guest") == Value("Bob"));
	CPPUNIT_ASSERT(_face->wait(_seats->upsert(seat("A", 2, nullptr), byKey)).value("guest").isNull());
	const Records stored = _face->wait(
		_seats->upsertMany({seat("B", 1, "new"), seat("A", 2, "Cy"), seat("A", 1, nullptr)}, byKey));
	CPPUNIT_ASSERT_EQUAL(std::string("new Cy -"), guests(stored));
	CPPUNIT_ASSERT_EQUAL(std::string("- Cy new"), guests(_face->wait(_seats->getMany({}))));
}


void RepositoryConformance::testUpsertByMatchFields()
{
	const MatchFields byEmail{"email"};
	const Record first = _face->wait(_members->upsert(member("a", "Ann", 1), byEmail));
	const Record again = _face->wait(_members->upsert(member("a", "Anna", 2), byEmail));
	CPPUNIT_ASSERT(first.key() == again.key());
	CPPUNIT_ASSERT(again.value("name") == Value("Anna"));
	const Records stored =
		_face->wait(_members->upsertMany({member("b", "Bob"), member("a", "A", 3)}, byEmail));
	CPPUNIT_ASSERT(stored[1].key() == first.key());
	CPPUNIT_ASSERT(stored[1].value("points") == Value(3));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, _face->wait(_members->count({})));
}


void RepositoryConformance::testUpsertOfSeveralMatchesThrows()
{
	addMember("a", "same");
	addMember("b", "same");
	const MatchFields byName{"name"};
	CPPUNIT_ASSERT_THROW(_face->wait(_members->upsert(member("c", "same"), byName)),
						 MultipleResultsFoundException);
}


void RepositoryConformance::testUpsertOfPartOfARowUpdatesIt()
{
	addSeat("A", 1, "Ann");
	Record part(seats());
	part.set("room", "A");
	part.set("number", 1);
	part.set("guest", "Bob");
	const MatchFields byKey;
	// The price that it does not say could not be inserted, but the row is there.
	const Record stored = _face->wait(_seats->upsert(part, byKey));
	CPPUNIT_ASSERT(stored.value("guest") == Value("Bob"));
	CPPUNIT_ASSERT(stored.value("price") == Value(10));
}


void RepositoryConformance::testUpsertManyWithTheSameRowTwice()
{
	const MatchFields byKey;
	const Records stored =
		_face->wait(_seats->upsertMany({seat("A", 1, "one"), seat("A", 1, "two"), seat("A", 2, "x")}, byKey));
	CPPUNIT_ASSERT_EQUAL(std::string("one two x"), guests(stored));
	CPPUNIT_ASSERT_EQUAL(std::string("two x"), guests(_face->wait(_seats->getMany({}))));
}


// 22
void RepositoryConformance::testGetOrUpsertOnExistingAndMissing()
{
	const MatchFields byEmail{"email"};
	const auto [made, created] = _face->wait(_members->getOrUpsert(member("a", "Ann"), byEmail, true));
	CPPUNIT_ASSERT(created);
	const auto [kept, again] = _face->wait(_members->getOrUpsert(member("a", "Bob"), byEmail, false));
	CPPUNIT_ASSERT(!again);
	CPPUNIT_ASSERT(kept.value("name") == Value("Ann"));
	const auto [changed, third] = _face->wait(_members->getOrUpsert(member("a", "Bob"), byEmail, true));
	CPPUNIT_ASSERT(!third);
	CPPUNIT_ASSERT(changed.value("name") == Value("Bob"));
	CPPUNIT_ASSERT(changed.key() == made.key());
	CPPUNIT_ASSERT(_face->wait(_members->get(made.key())).value("name") == Value("Bob"));
}


void RepositoryConformance::testGetAndUpdateSaysWhetherAnythingChanged()
{
	const MatchFields byEmail{"email"};
	addMember("a", "Ann");
	CPPUNIT_ASSERT(!_face->wait(_members->getAndUpdate(member("a", "Ann"), byEmail)).second);
	const auto [stored, changed] = _face->wait(_members->getAndUpdate(member("a", "Bob"), byEmail));
	CPPUNIT_ASSERT(changed);
	CPPUNIT_ASSERT(stored.value("name") == Value("Bob"));
	CPPUNIT_ASSERT_THROW(_face->wait(_members->getAndUpdate(member("z"), byEmail)), NotFoundException);
}


// 23
void RepositoryConformance::testLockedRowIsRefusedToOthers()
{
	const Record added = addMember("a", "Ann");
	_face->wait(_face->unit().commit());
	const RowLock lock{RowLock::Mode::Update, RowLock::Wait::Refuse};
	CPPUNIT_ASSERT(_face->wait(_members->get(added.key(), lock)).key() == added.key());
	// Whatever the database, nobody else gets the row to change it: its writer is taken, or the row is.
	Engine engine(target().config(), target().backend());
	Session other(engine);
	TableRepository rows(other.unit(), members());
	const Key key = added.key();
	const auto take = [&] { runInline(rows.get(key, lock)); };
	CPPUNIT_ASSERT_EQUAL(std::string("55P03"), stateOf<ConnectionException>(take));
}


void RepositoryConformance::testAddManyReturnsCountedKeysInOrder()
{
	const Records stored = _face->wait(_members->addMany({member("c"), member("a"), member("b")}));
	CPPUNIT_ASSERT(stored[1].value("email") == Value("a"));
	CPPUNIT_ASSERT(stored[0].key().get<std::int64_t>() < stored[1].key().get<std::int64_t>());
	CPPUNIT_ASSERT(stored[1].key().get<std::int64_t>() < stored[2].key().get<std::int64_t>());
	CPPUNIT_ASSERT(_face->wait(_members->get(stored[2].key())).value("email") == Value("b"));
	CPPUNIT_ASSERT(_face->wait(_members->addMany({})).empty());
}


void RepositoryConformance::testAddManyOfMoreRowsThanOneStatementTakes()
{
	Records wanted;
	std::vector<Key> keys;
	for (int i = 0; i < 1200; ++i)
	{
		wanted.push_back(seat("A", i, i % 2 ? Value("x") : Value()));
		keys.push_back(Key{"A", i});
	}
	CPPUNIT_ASSERT_EQUAL(std::size_t{1200}, _face->wait(_seats->addMany(wanted)).size());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1200}, _face->wait(_seats->count({})));
	CPPUNIT_ASSERT_EQUAL(std::size_t{1200}, _face->wait(_seats->removeMany(keys)).size());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, _face->wait(_seats->count({})));
}


void RepositoryConformance::testAddManyWithARefusedRowKeepsNone()
{
	CPPUNIT_ASSERT_THROW(_face->wait(_members->addMany({member("a"), member("b"), member("a")})),
						 DuplicateKeyException);
	CPPUNIT_ASSERT(_face->unit().failed());
	rollback();
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, _face->wait(_members->count({})));
}


// 25: a record belongs to no session, so there is nothing that could be detached from one.
void RepositoryConformance::testRowOfAnotherSessionIsRemovedOnce()
{
	const Record added = addMember("a");
	_face->wait(_face->unit().commit());
	_members.reset();
	_seats.reset();
	_face->renewSession();
	_members = std::make_unique<TableRepository>(_face->unit(), members());
	_face->wait(_members->remove(added.key()));
	CPPUNIT_ASSERT_EQUAL(std::string("a"), added.value("email").get<std::string>());
	CPPUNIT_ASSERT_THROW(_face->wait(_members->remove(added.key())), NotFoundException);
	CPPUNIT_ASSERT(!_face->unit().failed());
	const Query all;
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, _face->wait(_members->count(all)));
}


// 24
void RepositoryConformance::testRemoveManyIgnoresMissingKeysAndReturnsTheRemoved()
{
	const Record first = addMember("a");
	const Record second = addMember("b");
	const Records removed =
		_face->wait(_members->removeMany({Key(second.key()), Key(std::int64_t{4711}), Key(first.key())}));
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, removed.size());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, _face->wait(_members->count({})));
	CPPUNIT_ASSERT(_face->wait(_members->removeMany({})).empty());
}


void RepositoryConformance::testRemoveWhereRefusesAnEmptyCondition()
{
	addMember("a", "x");
	addMember("b", "y");
	const Query everything;
	const Query some = queryOf({CollectionFilter{"name", {{"x"}}}});
	CPPUNIT_ASSERT_THROW(_face->wait(_members->removeWhere(everything)), InvalidRequestException);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, _face->wait(_members->count({})));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, _face->wait(_members->removeWhere(some)));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1},
						 _face->wait(_members->removeWhere(everything, Everything::Allowed)));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, _face->wait(_members->count({})));
}


void RepositoryConformance::testExists()
{
	CPPUNIT_ASSERT(!_face->wait(_members->exists({})));
	addMember("a", "x");
	addMember("b", "x");
	const Query none = queryOf({NullFilter{"name"}});
	const Query both = queryOf({CollectionFilter{"name", {{"x"}}}, LimitOffset{0, 7}});
	CPPUNIT_ASSERT(_face->wait(_members->exists(both)));
	CPPUNIT_ASSERT(!_face->wait(_members->exists(none)));
}


void RepositoryConformance::testAutoCommitKeepsEachWrite()
{
	TableRepository committing = _seats->withAutoCommit();
	const Key first{"A", 1};
	_face->wait(committing.add(seat("A", 1, "Ann")));
	_face->wait(committing.addMany({seat("A", 2, "Bob"), seat("A", 3, "Cy")}));
	rollback();
	CPPUNIT_ASSERT_EQUAL(std::string("Ann Bob Cy"), guests(_face->wait(_seats->getMany({}))));
	_face->wait(committing.remove(first));
	rollback();
	CPPUNIT_ASSERT_EQUAL(std::string("Bob Cy"), guests(_face->wait(_seats->getMany({}))));
}


} // namespace Athanor::Conformance
