//
// TypedConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "TypedConformance.h"
#include "Athanor/Query/Changes.h"
#include "Athanor/Query/Select.h"
#include <chrono>


namespace Athanor::Conformance {


namespace {


struct Writer: UUIDBase
{
	std::string name;
	std::optional<Date> born;

	static constexpr auto model()
	{
		return table(column("name", &Writer::name), column("born", &Writer::born));
	}
};


struct Work: BigIntBase, AuditColumns
{
	std::string title;
	std::optional<std::int64_t> year;
	Decimal price;
	double weight = 0;
	Interval length;
	std::string writer;

	static constexpr auto model()
	{
		return table(column("title", &Work::title), column("year", &Work::year),
					 column("price", &Work::price), column("weight", &Work::weight),
					 column("length", &Work::length), column("writer", &Work::writer));
	}
};


Work work(std::string title, std::optional<std::int64_t> year, const char* price, std::string writer)
{
	Work made;
	made.title = std::move(title);
	made.year = year;
	made.price = Decimal::parse(price);
	made.weight = 0.25;
	made.length = std::chrono::minutes(90);
	made.writer = std::move(writer);
	return made;
}


std::string joined(const std::vector<std::string>& words)
{
	std::string text;
	for (const std::string& word : words)
		text += (text.empty() ? "" : " ") + word;
	return text;
}


} // namespace


void TypedConformance::setUp()
{
	Fixture::setUp();
	_face = std::make_unique<RepositoryFace>(target(), isAsync());
	_face->engine().metadata().add(tableOf<Writer>());
	_face->engine().metadata().add(tableOf<Work>());
	_face->wait(createAll(_face->engine()));
}


void TypedConformance::tearDown()
{
	_face.reset();
	Fixture::tearDown();
}


template <typename S>
typename S::Result TypedConformance::execute(const S& statement)
{
	if (isAsync()) return _face->wait(_face->asyncSession().execute(statement));
	return _face->session().execute(statement);
}


void TypedConformance::addWorks()
{
	const std::vector<Work> works{
		work("Curtain", 1975, "0.1", "christie"), work("Nemesis", 1971, "0.2", "christie"),
		work("Emma", 1815, "12.50", "austen"), work("Persuasion", std::nullopt, "7", "austen"),
		work("Sanditon", std::nullopt, "7.00", "austen")};
	CPPUNIT_ASSERT_EQUAL(std::int64_t{5}, execute(insert(works)));
}


void TypedConformance::testObjectsComeAsTheyWereInserted()
{
	Writer writer;
	writer.id = UUID::v4();
	writer.name = "Zoë";
	writer.born = Date(1890, 9, 15);
	execute(insert(writer));
	const std::vector<Writer> found = execute(select<Writer>().where(column(&Writer::id) == writer.id));
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found.size());
	CPPUNIT_ASSERT_EQUAL(writer.name, found.front().name);
	CPPUNIT_ASSERT(writer.born == found.front().born && writer.id == found.front().id);
}


void TypedConformance::testConditionsOrderAndPage()
{
	addWorks();
	const auto titles = select<Work>(&Work::title);
	const auto recent = column(&Work::year) >= 1900 && column(&Work::title).contains("E", Case::Ignored);
	CPPUNIT_ASSERT_EQUAL(std::string("Nemesis"), joined(execute(titles.where(recent))));
	CPPUNIT_ASSERT_EQUAL(std::string("Persuasion Sanditon Curtain Nemesis"),
						 joined(execute(titles.orderBy(column(&Work::year).desc(), &Work::title).limit(4))));
	CPPUNIT_ASSERT_EQUAL(std::string("Persuasion Sanditon"),
						 joined(execute(titles.orderBy(&Work::year, &Work::title).offset(3))));
	CPPUNIT_ASSERT_EQUAL(std::string("Emma Persuasion Sanditon"),
						 joined(execute(titles.where(column(&Work::price) >= Decimal::parse("7.0")))));
}


void TypedConformance::testValuesOfOneColumnAndOfSeveral()
{
	addWorks();
	const auto years = execute(select<Work>(&Work::year).orderBy(&Work::year));
	CPPUNIT_ASSERT((years == std::vector<std::optional<std::int64_t>>{1815, 1971, 1975, {}, {}}));
	const auto rows = execute(
		select<Work>(&Work::title, &Work::price, &Work::length).where(column(&Work::title) == "Emma"));
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, rows.size());
	const auto& [title, price, length] = rows.front();
	CPPUNIT_ASSERT_EQUAL(std::string("Emma"), title);
	CPPUNIT_ASSERT_EQUAL(std::string("12.50"), price.toString());
	CPPUNIT_ASSERT(length == Interval(std::chrono::minutes(90)));
}


void TypedConformance::testAggregatesOfAllRows()
{
	addWorks();
	const auto rows = execute(select<Work>(count(), count(&Work::year), sum(&Work::year), sum(&Work::price),
										   sum(&Work::weight), sum(&Work::length)));
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, rows.size());
	const auto& [all, dated, years, price, weight, length] = rows.front();
	CPPUNIT_ASSERT_EQUAL(std::int64_t{5}, all);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, dated);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1975 + 1971 + 1815}, years.value());
	CPPUNIT_ASSERT_EQUAL(std::string("26.80"), price.value().toString());
	CPPUNIT_ASSERT_EQUAL(1.25, weight.value());
	CPPUNIT_ASSERT(length.value() == Interval(std::chrono::minutes(450)));
}


void TypedConformance::testSmallestAndLargestOfEveryType()
{
	addWorks();
	const auto rows =
		execute(select<Work>(min(&Work::title), max(&Work::title), min(&Work::price), max(&Work::price),
							 max(&Work::year), min(&Work::length), max(&Work::createdAt)));
	const auto& [first, last, cheapest, dearest, latest, shortest, newest] = rows.at(0);
	CPPUNIT_ASSERT_EQUAL(std::string("Curtain"), first.value());
	CPPUNIT_ASSERT_EQUAL(std::string("Sanditon"), last.value());
	CPPUNIT_ASSERT_EQUAL(std::string("0.1"), cheapest.value().toString());
	CPPUNIT_ASSERT_EQUAL(std::string("12.50"), dearest.value().toString());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1975}, latest.value());
	CPPUNIT_ASSERT(shortest.value() == Interval(std::chrono::minutes(90)));
	CPPUNIT_ASSERT(newest.value() > DateTime());
}


void TypedConformance::testAggregatesOfNoRowsAreNothing()
{
	const auto rows = execute(select<Work>(count(), sum(&Work::price), max(&Work::title)));
	const auto& [all, price, title] = rows.at(0);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, all);
	CPPUNIT_ASSERT(!price && !title);
	CPPUNIT_ASSERT(execute(select<Work>(&Work::writer, count()).groupBy(&Work::writer)).empty());
}


void TypedConformance::testGroupsAreCountedAndOrdered()
{
	addWorks();
	const auto byWriter = execute(select<Work>(&Work::writer, count(), sum(&Work::price), max(&Work::year))
									  .groupBy(&Work::writer)
									  .orderBy(count().desc()));
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, byWriter.size());
	CPPUNIT_ASSERT_EQUAL(std::string("austen"), std::get<0>(byWriter[0]));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, std::get<1>(byWriter[0]));
	CPPUNIT_ASSERT_EQUAL(std::string("26.50"), std::get<2>(byWriter[0]).value().toString());
	CPPUNIT_ASSERT_EQUAL(std::string("0.3"), std::get<2>(byWriter[1]).value().toString());
	const auto byYear =
		execute(select<Work>(&Work::year, count()).groupBy(&Work::year).orderBy(sum(&Work::price).desc()));
	CPPUNIT_ASSERT_EQUAL(std::size_t{4}, byYear.size());
	CPPUNIT_ASSERT((byYear[0] == std::tuple(std::optional<std::int64_t>(), std::int64_t{2})));
	CPPUNIT_ASSERT((byYear[1] == std::tuple(std::optional<std::int64_t>(1815), std::int64_t{1})));
}


void TypedConformance::testGroupsHavePages()
{
	addWorks();
	const auto years = select<Work>(&Work::year).groupBy(&Work::year);
	CPPUNIT_ASSERT(
		(execute(years.limit(2).offset(1)) == std::vector<std::optional<std::int64_t>>{1971, 1975}));
	CPPUNIT_ASSERT((execute(years.limit(2).offset(3)) == std::vector<std::optional<std::int64_t>>{{}}));
	CPPUNIT_ASSERT(execute(years.limit(2).offset(9)).empty());
}


void TypedConformance::testEqualDecimalsAreOneGroup()
{
	addWorks();
	const auto prices = execute(select<Work>(&Work::price, count()).groupBy(&Work::price));
	CPPUNIT_ASSERT_EQUAL(std::size_t{4}, prices.size());
	CPPUNIT_ASSERT(std::get<0>(prices[2]) == Decimal::parse("7"));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, std::get<1>(prices[2]));
}


void TypedConformance::testDistinctGivesNoRowTwice()
{
	addWorks();
	CPPUNIT_ASSERT_EQUAL(
		std::string("christie austen"),
		joined(execute(select<Work>(&Work::writer).distinct().orderBy(column(&Work::writer).desc()))));
}


void TypedConformance::testSumThatIsTooLargeIsRefused()
{
	execute(insert(std::vector<Work>{work("a", std::numeric_limits<std::int64_t>::max(), "1", "x"),
									 work("b", 1, "1", "x")}));
	CPPUNIT_ASSERT_THROW(execute(select<Work>(sum(&Work::year))), DatabaseException);
}


void TypedConformance::testExistsLooksIntoTheOtherTable()
{
	addWorks();
	execute(insert<Writer>().set(&Writer::name, "austen"));
	execute(insert<Writer>().set(&Writer::name, "nobody"));
	const auto wrote =
		exists<Work>(column(&Work::writer) == outer(&Writer::name) && column(&Work::year) == 1815);
	CPPUNIT_ASSERT_EQUAL(std::string("austen"), joined(execute(select<Writer>(&Writer::name).where(wrote))));
	CPPUNIT_ASSERT_EQUAL(std::string("nobody"), joined(execute(select<Writer>(&Writer::name).where(!wrote))));
}


void TypedConformance::testInsertOfSomeColumnsGeneratesTheOthers()
{
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, execute(insert<Writer>().set(&Writer::name, "x")));
	const std::vector<Writer> found = execute(select<Writer>());
	CPPUNIT_ASSERT(found.at(0).id != UUID() && !found.at(0).born);
}


void TypedConformance::testInsertReturnsTheRowsAsStored()
{
	const std::vector<Work> stored = execute(insert(work("a", 1, "1", "x")).returning());
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, stored.size());
	CPPUNIT_ASSERT(stored.front().id > 0 && stored.front().createdAt > DateTime());
	CPPUNIT_ASSERT_EQUAL(std::string("a"), stored.front().title);
}


void TypedConformance::testUpdateChangesWhatMatchesAndItsMoment()
{
	addWorks();
	const DateTime before = execute(select<Work>(max(&Work::updatedAt))).at(0).value();
	const auto austen = column(&Work::writer) == "austen";
	const auto dated = update<Work>().set(&Work::year, 1800).where(austen && column(&Work::year).isNull());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, execute(dated));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, execute(dated));
	const auto changed = execute(select<Work>().where(column(&Work::updatedAt) > before));
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, changed.size());
	const auto cleared = execute(update<Work>().set(&Work::year, std::nullopt).where(austen).returning());
	CPPUNIT_ASSERT_EQUAL(std::size_t{3}, cleared.size());
	CPPUNIT_ASSERT(!cleared.front().year);
}


void TypedConformance::testRemoveReturnsWhatItRemoved()
{
	addWorks();
	const auto christie = remove<Work>().where(column(&Work::writer) == "christie");
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, execute(christie.returning()).size());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, execute(christie));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, execute(select<Work>(count())).at(0));
}


void TypedConformance::testChangesOfAllRowsHaveToBeMeant()
{
	addWorks();
	CPPUNIT_ASSERT_THROW(execute(update<Work>().set(&Work::title, "x")), InvalidRequestException);
	CPPUNIT_ASSERT_THROW(execute(remove<Work>()), InvalidRequestException);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{5}, execute(update<Work>().set(&Work::title, "x").everything()));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{5}, execute(remove<Work>().everything()));
}


} // namespace Athanor::Conformance
