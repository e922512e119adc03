//
// ModelTest.cpp
//
// Library: Tests
// Package: Model
//
// What descriptions of C++ types become as tables and records.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Model.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>


namespace ModelSamples {


using namespace Athanor;


enum class Genre
{
	Novel,
	Poetry,
	Unlisted
};

constexpr auto enumNames(Genre)
{
	return std::array{EnumName{Genre::Novel, "novel"}, EnumName{Genre::Poetry, "poetry"}};
}


Value nextNumber()
{
	static int number = 0;
	return ++number;
}


struct Volume: UUIDAuditBase, SlugKey
{
	std::string title;
	Genre genre = Genre::Novel;
	std::optional<Genre> second;
	Decimal price;
	Interval loan;
	std::int32_t number = 0;
	std::optional<UUID> authorId;

	static constexpr auto model()
	{
		return table(column("title", &Volume::title).length(200).index().comment("as printed"),
					 column("genre", &Volume::genre).defaultValue(Genre::Poetry),
					 column("second", &Volume::second),
					 column("price", &Volume::price).numeric(10, 2).defaultValue("1.50").check("price >= 0"),
					 column("loan", &Volume::loan).defaultValue("P14D"),
					 column("number", &Volume::number).defaultValue(nextNumber),
					 column("author_id", &Volume::authorId).references("author", "id", "set null", "cascade"))
			.unique("title", "author_id")
			.named("uq_volume_title_author")
			.index("genre", "price")
			.uniqueIndex("number")
			.named("ix_by_number")
			.check("loan_short", "loan < 100")
			.comment("what can be lent")
			.bindKey("library");
	}
};


struct Seat: DefaultBase
{
	std::string room;
	std::int32_t number = 0;

	static constexpr auto model()
	{
		return table("seats", column("room", &Seat::room).primaryKey(),
					 column("number", &Seat::number).primaryKey());
	}
};


struct Ticket: IdentityAuditBase
{
	std::string room;
	std::int32_t seat = 0;

	static constexpr auto model()
	{
		return table(column("room", &Ticket::room), column("seat", &Ticket::seat))
			.foreignKey({"room", "seat"}, "seats", {"room", "number"}, "cascade");
	}
};


struct Link: NanoIDBase
{
	static constexpr auto model()
	{
		return table("link");
	}
};


struct WrongDefault: BigIntBase
{
	Decimal price;

	static constexpr auto model()
	{
		return table(column("price", &WrongDefault::price).defaultValue("cheap"));
	}
};


std::vector<std::string> columnNames(const Table& table)
{
	std::vector<std::string> names;
	for (const Column& column : table.columns())
		names.push_back(column.name);
	return names;
}


const Column& columnOf(const Table& table, const std::string& name)
{
	return table.columns()[table.indexOf(name)];
}


} // namespace ModelSamples


using namespace ModelSamples;


class ModelTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ModelTest);
	CPPUNIT_TEST(testTableIsNamedAfterItsClass);
	CPPUNIT_TEST(testColumnsStandInSortOrder);
	CPPUNIT_TEST(testColumnOptionsReachTheTable);
	CPPUNIT_TEST(testTableOptionsReachTheTable);
	CPPUNIT_TEST(testSlugIsUniqueAndShort);
	CPPUNIT_TEST(testCompositeKeyKeepsItsOrder);
	CPPUNIT_TEST(testCompositeForeignKeyReachesTheTable);
	CPPUNIT_TEST(testIdentityBaseIsCountedByTheDatabase);
	CPPUNIT_TEST(testGeneratorsMakeTheirKind);
	CPPUNIT_TEST(testDefaultsAreOfTheColumnsType);
	CPPUNIT_TEST(testFunctionMakesADefaultForEachRow);
	CPPUNIT_TEST(testDefaultOfAnotherTypeIsRefused);
	CPPUNIT_TEST(testEnumIsTextOfItsWords);
	CPPUNIT_TEST(testEnumOutsideItsListIsRefused);
	CPPUNIT_TEST(testObjectSurvivesRecord);
	CPPUNIT_TEST(testGeneratedColumnsLeftOpenAreUnset);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTableIsNamedAfterItsClass()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("volume"), tableOf<Volume>().name());
		CPPUNIT_ASSERT_EQUAL(std::string("seats"), tableOf<Seat>().name());
	}

	void testColumnsStandInSortOrder()
	{
		CPPUNIT_ASSERT(columnNames(tableOf<Volume>()) ==
					   (std::vector<std::string>{"id", "slug", "title", "genre", "second", "price", "loan",
												 "number", "author_id", "created_at", "updated_at"}));
	}

	void testColumnOptionsReachTheTable()
	{
		const Table& table = tableOf<Volume>();
		CPPUNIT_ASSERT_EQUAL(200, columnOf(table, "title").length);
		CPPUNIT_ASSERT_EQUAL(std::string("as printed"), columnOf(table, "title").comment);
		CPPUNIT_ASSERT(columnOf(table, "second").nullable);
		CPPUNIT_ASSERT(!columnOf(table, "genre").nullable);
		CPPUNIT_ASSERT_EQUAL(10, columnOf(table, "price").precision);
		CPPUNIT_ASSERT_EQUAL(2, columnOf(table, "price").scale);
		CPPUNIT_ASSERT(columnOf(table, "loan").type == ValueType::Interval);
		CPPUNIT_ASSERT(
			table.foreignKeys() ==
			(std::vector<ForeignKey>{
				{"fk_volume_author_id_author", {"author_id"}, "author", {"id"}, "set null", "cascade"}}));
	}

	void testTableOptionsReachTheTable()
	{
		const Table& table = tableOf<Volume>();
		CPPUNIT_ASSERT(table.uniques().back() ==
					   (UniqueConstraint{"uq_volume_title_author", {"title", "author_id"}}));
		CPPUNIT_ASSERT(table.indexes() == (std::vector<Index>{{"ix_volume_title", {"title"}, false},
															  {"ix_volume_genre", {"genre", "price"}, false},
															  {"ix_by_number", {"number"}, true}}));
		CPPUNIT_ASSERT(table.checks() == (std::vector<CheckConstraint>{
											 {"ck_volume_genre", "\"genre\" IN ('novel', 'poetry')"},
											 {"ck_volume_second", "\"second\" IN ('novel', 'poetry')"},
											 {"ck_volume_price", "price >= 0"},
											 {"ck_volume_loan_short", "loan < 100"}}));
		CPPUNIT_ASSERT_EQUAL(std::string("what can be lent"), table.comment());
		CPPUNIT_ASSERT_EQUAL(std::string("library"), table.bindKey());
		CPPUNIT_ASSERT_EQUAL(std::string(), tableOf<Seat>().bindKey());
	}

	void testSlugIsUniqueAndShort()
	{
		const Table& table = tableOf<Volume>();
		CPPUNIT_ASSERT_EQUAL(100, columnOf(table, "slug").length);
		CPPUNIT_ASSERT(table.uniques().front() == (UniqueConstraint{"uq_volume_slug", {"slug"}}));
	}

	void testCompositeKeyKeepsItsOrder()
	{
		CPPUNIT_ASSERT(tableOf<Seat>().primaryKey() == (std::vector<std::size_t>{0, 1}));
	}

	void testCompositeForeignKeyReachesTheTable()
	{
		CPPUNIT_ASSERT(
			tableOf<Ticket>().foreignKeys() ==
			(std::vector<ForeignKey>{
				{"fk_ticket_room_seats", {"room", "seat"}, "seats", {"room", "number"}, "cascade", ""}}));
	}

	void testIdentityBaseIsCountedByTheDatabase()
	{
		const Column& id = tableOf<Ticket>().keyColumn();
		CPPUNIT_ASSERT(id.generator == Generator::Database);
		CPPUNIT_ASSERT(!id.initialValue());
		CPPUNIT_ASSERT(id.hasDefault());
		CPPUNIT_ASSERT(columnNames(tableOf<Ticket>()) ==
					   (std::vector<std::string>{"id", "room", "seat", "created_at", "updated_at"}));
	}

	void testGeneratorsMakeTheirKind()
	{
		CPPUNIT_ASSERT_EQUAL(std::size_t{21},
							 tableOf<Link>().keyColumn().initialValue()->get<std::string>().size());
		CPPUNIT_ASSERT(tableOf<Volume>().keyColumn().initialValue()->type() == ValueType::UUID);
		CPPUNIT_ASSERT(columnOf(tableOf<Volume>(), "created_at").initialValue()->type() ==
					   ValueType::Timestamp);
	}

	void testDefaultsAreOfTheColumnsType()
	{
		const Table& table = tableOf<Volume>();
		CPPUNIT_ASSERT(columnOf(table, "price").initialValue() == Value(Decimal::parse("1.50")));
		CPPUNIT_ASSERT(columnOf(table, "loan").initialValue() ==
					   Value(Interval(std::chrono::hours(14 * 24))));
		CPPUNIT_ASSERT(columnOf(table, "genre").initialValue() == Value("poetry"));
		CPPUNIT_ASSERT(!columnOf(table, "title").initialValue());
		CPPUNIT_ASSERT(!columnOf(table, "title").hasDefault());
	}

	void testFunctionMakesADefaultForEachRow()
	{
		const Column& number = columnOf(tableOf<Volume>(), "number");
		CPPUNIT_ASSERT(number.hasDefault());
		const std::int64_t first = number.initialValue()->get<std::int64_t>();
		CPPUNIT_ASSERT_EQUAL(first + 1, number.initialValue()->get<std::int64_t>());
	}

	void testDefaultOfAnotherTypeIsRefused()
	{
		CPPUNIT_ASSERT_THROW(tableOf<WrongDefault>(), ImproperConfigurationException);
	}

	void testEnumIsTextOfItsWords()
	{
		const Column& genre = columnOf(tableOf<Volume>(), "genre");
		CPPUNIT_ASSERT(genre.type == ValueType::Text);
		CPPUNIT_ASSERT(genre.enumValues == (std::vector<std::string>{"novel", "poetry"}));
		CPPUNIT_ASSERT(ValueTraits<Genre>::fromValue("poetry") == Genre::Poetry);
		CPPUNIT_ASSERT(ValueTraits<std::optional<Genre>>::fromValue({}) == std::nullopt);
		CPPUNIT_ASSERT(ValueTraits<std::optional<Genre>>::toValue(Genre::Novel) == Value("novel"));
	}

	void testEnumOutsideItsListIsRefused()
	{
		CPPUNIT_ASSERT_THROW(ValueTraits<Genre>::toValue(Genre::Unlisted), SerializationException);
		CPPUNIT_ASSERT_THROW(ValueTraits<Genre>::fromValue("drama"), SerializationException);
		CPPUNIT_ASSERT_THROW(ValueTraits<Genre>::fromValue({}), SerializationException);
	}

	void testObjectSurvivesRecord()
	{
		Volume volume;
		volume.id = UUID::v4();
		volume.slug = "curtain";
		volume.title = "Curtain";
		volume.genre = Genre::Poetry;
		volume.second = Genre::Novel;
		volume.price = Decimal::parse("3.10");
		volume.loan = std::chrono::hours(3);
		const Volume again = fromRecord<Volume>(toRecord(volume));
		CPPUNIT_ASSERT(again.id == volume.id);
		CPPUNIT_ASSERT_EQUAL(volume.slug, again.slug);
		CPPUNIT_ASSERT(again.genre == Genre::Poetry && again.second == Genre::Novel);
		CPPUNIT_ASSERT(again.price == volume.price);
		CPPUNIT_ASSERT(again.loan == volume.loan);
		CPPUNIT_ASSERT(!again.authorId);
	}

	void testGeneratedColumnsLeftOpenAreUnset()
	{
		const Record record = toRecord(Volume{});
		CPPUNIT_ASSERT(!record.isSet(tableOf<Volume>().indexOf("id")));
		CPPUNIT_ASSERT(!record.isSet(tableOf<Volume>().indexOf("created_at")));
		CPPUNIT_ASSERT(record.isSet(tableOf<Volume>().indexOf("title")));
		Link link;
		CPPUNIT_ASSERT(toRecord(link).empty());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ModelTest);
