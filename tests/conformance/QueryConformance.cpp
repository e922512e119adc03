//
// QueryConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "QueryConformance.h"
#include "Athanor/Query/Changes.h"
#include "Athanor/Repository/TableRepository.h"


namespace Athanor::Conformance {


namespace {


struct Sale: BigIntBase
{
	std::string region;
	Decimal total;
	UUID ticket;

	static constexpr auto model()
	{
		return table(column("region", &Sale::region), column("total", &Sale::total),
					 column("ticket", &Sale::ticket));
	}
};


const char* const ticket = "97108ac1-ffcb-411d-8b1e-d9183399f63b";


Record sale(const std::string& region, const char* total)
{
	Sale sale;
	sale.region = region;
	sale.total = Decimal::parse(total);
	sale.ticket = UUID::parse(ticket);
	return toRecord(sale);
}


} // namespace


void QueryConformance::setUp()
{
	Fixture::setUp();
	_face = std::make_unique<RepositoryFace>(target(), isAsync());
	_face->engine().metadata().add(tableOf<Sale>());
	_face->wait(createAll(_face->engine()));
}


void QueryConformance::tearDown()
{
	_face.reset();
	Fixture::tearDown();
}


QueryConformance::Queries QueryConformance::queries()
{
	return Queries(_face->unit());
}


void QueryConformance::addSales()
{
	TableRepository sales(_face->unit(), tableOf<Sale>());
	_face->wait(
		sales.addMany({sale("north", "1.5"), sale("north", "2.25"), sale("south", "4"), sale("west", "8")}));
}


void QueryConformance::testListAndCountOfGroups()
{
	addSales();
	const auto byRegion = select<Sale>(&Sale::region, sum(&Sale::total)).groupBy(&Sale::region).limit(2);
	const auto [page, total] = _face->wait(queries().listAndCount(byRegion));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, total);
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, page.size());
	CPPUNIT_ASSERT_EQUAL(std::string("north"), std::get<0>(page[0]));
	CPPUNIT_ASSERT_EQUAL(std::string("3.75"), std::get<1>(page[0]).value().toString());
}


void QueryConformance::testCountIsOfAllRowsWhateverThePage()
{
	addSales();
	const auto north = select<Sale>().where(column(&Sale::region) == "north");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, _face->wait(queries().count(north)));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, _face->wait(queries().count(north.limit(1).offset(9))));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{4}, _face->wait(queries().count(select<Sale>(&Sale::region))));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, _face->wait(queries().count(select<Sale>(max(&Sale::total)))));
}


void QueryConformance::testRowsHaveTheNamesAndTypesOfTheStatement()
{
	addSales();
	const auto best = select<Sale>(column(&Sale::ticket).as("number"), &Sale::total)
						  .orderBy(column(&Sale::total).desc())
						  .limit(1);
	const Rows rows = _face->wait(queries().rows(best));
	CPPUNIT_ASSERT((rows.columns() == std::vector<std::string>{"number", "total"}));
	CPPUNIT_ASSERT(rows.at(0, "number") == Value(UUID::parse(ticket)));
	CPPUNIT_ASSERT(rows.at(0, "total") == Value(Decimal::parse("8")));
	const Rows whole = _face->wait(queries().rows(select<Sale>().limit(1)));
	CPPUNIT_ASSERT(whole.at(0, "ticket") == Value(UUID::parse(ticket)));
}


void QueryConformance::testGetOneGivesTheOnlyRow()
{
	addSales();
	const auto south = column(&Sale::region) == "south";
	CPPUNIT_ASSERT(_face->wait(queries().getOne(select<Sale>(&Sale::total).where(south))) ==
				   Decimal::parse("4"));
	CPPUNIT_ASSERT_EQUAL(std::string("south"),
						 _face->wait(queries().getOne(select<Sale>().where(south))).region);
	const auto nobody = select<Sale>().where(column(&Sale::region) == "nowhere");
	CPPUNIT_ASSERT(!_face->wait(queries().getOneOrNone(nobody)));
}


void QueryConformance::testGetOneOfSeveralOrNoneThrows()
{
	addSales();
	const auto several = select<Sale>(&Sale::total).where(column(&Sale::region) == "north");
	CPPUNIT_ASSERT_THROW(_face->wait(queries().getOne(several)), MultipleResultsFoundException);
	CPPUNIT_ASSERT_THROW(_face->wait(queries().getOneOrNone(several.limit(1))),
						 MultipleResultsFoundException);
	const auto none = select<Sale>(&Sale::total).where(column(&Sale::region) == "nowhere");
	CPPUNIT_ASSERT_THROW(_face->wait(queries().getOne(none)), NotFoundException);
}


void QueryConformance::testPlainSelectIsCountedAndPaged()
{
	addSales();
	const PlainQuery regions =
		plain("select region from sale where region <> :region order by region", {{"region", "west"}});
	const auto [page, total] = _face->wait(queries().listAndCount(regions.page({2, 1})));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, total);
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, page.size());
	CPPUNIT_ASSERT(page.at(0, "region") == Value("north"));
	CPPUNIT_ASSERT(page.at(1, "region") == Value("south"));
}


void QueryConformance::testPlainGetOneKeepsItsOwnLimit()
{
	addSales();
	const Rows one = _face->wait(queries().getOne(plain("select region from sale order by id limit 1")));
	CPPUNIT_ASSERT(one.at(0, "region") == Value("north"));
	CPPUNIT_ASSERT_THROW(_face->wait(queries().getOne(plain("select region from sale"))),
						 MultipleResultsFoundException);
	CPPUNIT_ASSERT(!_face->wait(queries().getOneOrNone(plain("select region from sale where id = 99"))));
}


void QueryConformance::testMessagesAreThoseOfTheRepository()
{
	ErrorMessages messages;
	messages.notFound = "no such sale";
	Queries queries(_face->unit(), messages);
	try
	{
		_face->wait(queries.getOne(select<Sale>()));
		CPPUNIT_FAIL("there is no sale");
	}
	catch (const NotFoundException& exception)
	{
		CPPUNIT_ASSERT_EQUAL(std::string("no such sale"), exception.message());
	}
}


} // namespace Athanor::Conformance
