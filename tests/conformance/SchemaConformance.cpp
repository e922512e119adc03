//
// SchemaConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "SchemaConformance.h"
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Repository/Repository.h"


namespace Athanor::Conformance {


namespace SchemaSamples {


enum class Kind
{
	Stalls,
	Balcony
};

constexpr auto enumNames(Kind)
{
	return std::array{EnumName{Kind::Stalls, "stalls"}, EnumName{Kind::Balcony, "balcony"}};
}


struct Hall: DefaultBase
{
	std::string house;
	std::int32_t number = 0;
	std::string name;
	std::optional<std::string> code;

	static constexpr auto model()
	{
		return table(column("house", &Hall::house).primaryKey().length(40),
					 column("number", &Hall::number).primaryKey(), column("name", &Hall::name),
					 column("code", &Hall::code).unique().index().comment("it's short"))
			.unique("name", "house")
			.comment("where one sits");
	}
};


struct Seat: UUIDv7AuditBase, SlugKey
{
	std::string house;
	std::int32_t hall = 0;
	Kind kind = Kind::Stalls;
	std::optional<Kind> formerKind;
	Decimal price;
	std::optional<Interval> reserved;
	std::string state;

	static constexpr auto model()
	{
		return table(column("house", &Seat::house).length(40), column("hall", &Seat::hall),
					 column("kind", &Seat::kind), column("former_kind", &Seat::formerKind),
					 column("price", &Seat::price).numeric(8, 2), column("reserved", &Seat::reserved),
					 column("state", &Seat::state).serverDefault("'free'"))
			.foreignKey({"house", "hall"}, "hall", {"house", "number"}, "cascade", "cascade")
			.check("hall_positive", "hall > 0")
			.index("kind", "state");
	}
};


struct Counted: IdentityAuditBase
{
	std::string text;

	static constexpr auto model()
	{
		return table(column("text", &Counted::text));
	}
};


struct Short: NanoIDAuditBase
{
	std::string text;

	static constexpr auto model()
	{
		return table(column("text", &Short::text));
	}
};


/// A team has a captain, who is a player of a team.
struct Team: BigIntBase
{
	std::optional<std::int64_t> captain;

	static constexpr auto model()
	{
		return table(column("captain", &Team::captain).references("player", "id", "set null"));
	}
};


struct Player: BigIntBase
{
	std::int64_t team = 0;

	static constexpr auto model()
	{
		return table(column("team", &Player::team).references("team", "id"));
	}
};


Hall makeHall(int number, const std::string& name, std::optional<std::string> code = {})
{
	Hall hall;
	hall.house = "opera";
	hall.number = number;
	hall.name = name;
	hall.code = std::move(code);
	return hall;
}


Seat makeSeat(int hall, const std::string& slug)
{
	Seat seat;
	seat.house = "opera";
	seat.hall = hall;
	seat.slug = slug;
	seat.state = "free";
	seat.price = Decimal::parse("12.50");
	return seat;
}


} // namespace SchemaSamples


using namespace SchemaSamples;


void SchemaConformance::setUp()
{
	Fixture::setUp();
	_engine = std::make_unique<Engine>(target().config(), target().backend());
}


void SchemaConformance::tearDown()
{
	_engine.reset();
	Fixture::tearDown();
}


/// Tables `hall` and `seat`, with one hall.
void SchemaConformance::createHalls()
{
	_engine->metadata().add(tableOf<Seat>());
	_engine->metadata().add(tableOf<Hall>());
	runInline(createAll(*_engine));
	Session session(*_engine);
	Repository<Hall>(session).add(makeHall(1, "great", "A"));
	session.commit();
}


void SchemaConformance::testUniqueColumnsRefuseASecondRow()
{
	createHalls();
	Session session(*_engine);
	Repository<Hall> halls(session);
	CPPUNIT_ASSERT_THROW(session.savepoint([&] { halls.add(makeHall(2, "great")); }), DuplicateKeyException);
	CPPUNIT_ASSERT_EQUAL(std::string("small"), halls.add(makeHall(2, "small")).name);
	Repository<Seat> seats(session);
	seats.add(makeSeat(1, "first"));
	CPPUNIT_ASSERT_THROW(seats.add(makeSeat(1, "first")), DuplicateKeyException);
}


void SchemaConformance::testUniqueIndexRefusesASecondRow()
{
	createHalls();
	Session session(*_engine);
	Repository<Hall> halls(session);
	halls.add(makeHall(2, "small"));
	halls.add(makeHall(3, "tiny"));
	CPPUNIT_ASSERT_THROW(halls.add(makeHall(4, "new", "A")), DuplicateKeyException);
}


void SchemaConformance::testChecksRefuseRows()
{
	createHalls();
	Session session(*_engine);
	Repository<Hall>(session).add(makeHall(-1, "cellar"));
	CPPUNIT_ASSERT_EQUAL(std::string("23514"), stateOf<IntegrityException>([&] {
							 Repository<Seat>(session).add(makeSeat(-1, "s"));
						 }));
}


void SchemaConformance::testEnumColumnRefusesOtherWords()
{
	createHalls();
	Session session(*_engine);
	Repository<Seat> seats(session);
	seats.add(makeSeat(1, "s"));
	session.execute("UPDATE seat SET kind = :kind", {{"kind", "balcony"}});
	CPPUNIT_ASSERT(seats.list().at(0).kind == Kind::Balcony);
	CPPUNIT_ASSERT_EQUAL(std::string("23514"), stateOf<IntegrityException>([&] {
							 session.execute("UPDATE seat SET kind = :kind", {{"kind", "Balcony"}});
						 }));
}


void SchemaConformance::testCompositeForeignKeyRefusesOrphans()
{
	createHalls();
	Session session(*_engine);
	Repository<Seat> seats(session);
	seats.add(makeSeat(1, "s"));
	CPPUNIT_ASSERT_THROW(seats.add(makeSeat(2, "t")), ForeignKeyException);
}


void SchemaConformance::testForeignKeyActionsAreTaken()
{
	createHalls();
	Session session(*_engine);
	Repository<Seat> seats(session);
	seats.add(makeSeat(1, "s"));
	session.execute("UPDATE hall SET number = 7");
	CPPUNIT_ASSERT_EQUAL(7, seats.list().at(0).hall);
	session.execute("DELETE FROM hall");
	CPPUNIT_ASSERT(seats.list().empty());
}


void SchemaConformance::testConstraintsHaveTheirNames()
{
	createHalls();
	Session session(*_engine);
	for (const std::string& name : target().constraintNames(session, "seat"))
	{
		const bool known = name == "pk_seat" || name == "uq_seat_slug" || name == "ck_seat_kind" ||
						   name == "ck_seat_former_kind" || name == "ck_seat_hall_positive" ||
						   name == "fk_seat_house_hall" || name == "ix_seat_kind";
		CPPUNIT_ASSERT_MESSAGE(name, known);
	}
	CPPUNIT_ASSERT_EQUAL(std::size_t{7}, target().constraintNames(session, "seat").size());
}


void SchemaConformance::testServerDefaultsFillTheRow()
{
	createHalls();
	Session session(*_engine);
	Record record = toRecord(makeSeat(1, "s"));
	record.unset(tableOf<Seat>().indexOf("state"));
	TableRepository rows(session.unit(), tableOf<Seat>());
	const Record stored = runInline(rows.add(record));
	CPPUNIT_ASSERT(stored.value("state") == Value("free"));
}


void SchemaConformance::testKeysOfEveryBaseAreMade()
{
	_engine->metadata().add(tableOf<Counted>());
	_engine->metadata().add(tableOf<Short>());
	runInline(createAll(*_engine));
	Session session(*_engine);
	Repository<Counted> counted(session);
	const std::int64_t first = counted.add(Counted{}).id;
	CPPUNIT_ASSERT_EQUAL(first + 1, counted.add(Counted{}).id);
	// By default only: a key that is given is taken.
	Counted given;
	given.id = 1000;
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1000}, counted.add(given).id);
	const Short stored = Repository<Short>(session).add(Short{});
	CPPUNIT_ASSERT_EQUAL(std::size_t{21}, stored.id.size());
	CPPUNIT_ASSERT(stored.createdAt > DateTime());
}


void SchemaConformance::testTablesThatReferToEachOtherAreCreated()
{
	_engine->metadata().add(tableOf<Team>());
	_engine->metadata().add(tableOf<Player>());
	runInline(createAll(*_engine));
	Session session(*_engine);
	Repository<Team> teams(session);
	Repository<Player> players(session);
	Team team = teams.add(Team{});
	Player player;
	player.team = team.id;
	team.captain = players.add(player).id;
	CPPUNIT_ASSERT(teams.update(team).captain == team.captain);
	CPPUNIT_ASSERT_THROW(session.savepoint([&] { players.add(Player{}); }), ForeignKeyException);
	team.captain = 99;
	CPPUNIT_ASSERT_THROW(teams.update(team), ForeignKeyException);
}


void SchemaConformance::testCreateAllTwiceLeavesTablesAlone()
{
	createHalls();
	_engine->metadata().add(tableOf<Team>());
	_engine->metadata().add(tableOf<Player>());
	runInline(createAll(*_engine));
	runInline(createAll(*_engine));
	Session session(*_engine);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, Repository<Hall>(session).count());
}


void SchemaConformance::testTypedObjectsSurviveTheDatabase()
{
	createHalls();
	Session session(*_engine);
	Repository<Seat> seats(session);
	Seat seat = makeSeat(1, "s");
	seat.kind = Kind::Balcony;
	seat.formerKind = Kind::Stalls;
	seat.reserved = std::chrono::hours(-36) + std::chrono::microseconds(1);
	const UUID id = seats.add(seat).id;
	const Seat stored = seats.get(id);
	CPPUNIT_ASSERT(stored.kind == Kind::Balcony && stored.formerKind == Kind::Stalls);
	CPPUNIT_ASSERT(stored.reserved == seat.reserved);
	CPPUNIT_ASSERT(stored.price == seat.price);
	CPPUNIT_ASSERT(stored.createdAt > DateTime());
}


} // namespace Athanor::Conformance
