//
// BulkServiceTest.cpp
//
// Library: Tests
// Package: Service
//
// Writes of several rows: all or none, and which of them were wrong.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Json/Reader.h"
#include "ServiceTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>
#include <functional>


using namespace Athanor;


namespace {


struct Country
{
	std::string code;
	std::string name;
	std::optional<std::int32_t> people;

	static constexpr auto model()
	{
		return table(column("code", &Country::code).primaryKey().length(2),
					 column("name", &Country::name).unique(), column("people", &Country::people));
	}
};


class CountryService: public Service<Country, CountryService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}.field("code").named("iso").readOnlyAfterCreate().field("name").field("people").bulk(
			4);
	}
};


const std::string three =
	R"([{"iso":"de","name":"Germany"},{"iso":"fr","name":"France"},{"iso":"it","name":"Italy"}])";


/// `index field: reason` of each entry, joined.
std::string entriesOf(const std::vector<FieldError>& errors)
{
	std::string entries;
	for (const FieldError& error : errors)
	{
		entries += (entries.empty() ? "" : "; ") + std::to_string(error.index) + " " + error.field + ": " +
				   error.reason;
	}
	return entries;
}


std::string wrongRows(const std::function<void()>& f)
{
	try
	{
		f();
	}
	catch (const ValidationException& invalid)
	{
		return "invalid: " + entriesOf(invalid.errors());
	}
	catch (const DuplicateKeyException& refused)
	{
		return "duplicate: " + entriesOf(refused.detail().rows);
	}
	return "accepted";
}


} // namespace


class BulkServiceTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(BulkServiceTest);
	CPPUNIT_TEST(testCreateManyGivesRowsInOrder);
	CPPUNIT_TEST(testCreateManyOfObjectsGivesStoredObjects);
	CPPUNIT_TEST(testInvalidRowsAreAllNamedAndNothingIsCreated);
	CPPUNIT_TEST(testDuplicateRowsAreAllNamedAndNothingIsCreated);
	CPPUNIT_TEST(testDuplicatesWithinTheArrayAreFound);
	CPPUNIT_TEST(testRefusedRowsLeaveTheSessionUsable);
	CPPUNIT_TEST(testWhatIsNoArrayOfRowsIsRefused);
	CPPUNIT_TEST(testUpdateManyChangesWhatWasSent);
	CPPUNIT_TEST(testUpdateManyNamesMissingRowsAndChangesNothing);
	CPPUNIT_TEST(testUpdateManyNeedsTheKeyOfEachRow);
	CPPUNIT_TEST(testRemoveManyGivesWhatWasRemoved);
	CPPUNIT_TEST(testRemoveManyOfKeysAndObjectsMixed);
	CPPUNIT_TEST(testRemoveManyNamesMissingRowsAndRemovesNothing);
	CPPUNIT_TEST(testRowsAsJson);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		database.engine.metadata().add(tableOf<Country>());
		runInline(createAll(database.engine));
	}

	void testCreateManyGivesRowsInOrder()
	{
		const std::vector<Country> countries = service.createMany(Json::parse(three));
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, countries.size());
		CPPUNIT_ASSERT_EQUAL(std::string("de"), countries[0].code);
		CPPUNIT_ASSERT_EQUAL(std::string("it"), countries[2].code);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, count());
	}

	void testCreateManyOfObjectsGivesStoredObjects()
	{
		const std::vector<Country> wanted{Country{"de", "Germany", 83}, Country{"fr", "France", {}}};
		const std::vector<Country> countries = service.createMany(wanted);
		CPPUNIT_ASSERT(countries[0].people == 83);
		CPPUNIT_ASSERT_EQUAL(std::string("France"), service.get("fr").name);
	}

	void testInvalidRowsAreAllNamedAndNothingIsCreated()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("invalid: 1 iso: longer than 2 characters; 1 name: required; 2 : must be a JSON "
						"object; 3 capital: unknown field"),
			wrongRows([this] {
				service.createMany(Json::parse(R"([{"iso":"de","name":"Germany"},{"iso":"fra"},7,)"
											   R"({"iso":"it","name":"Italy","capital":"Rome"}])"));
			}));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, count());
	}

	void testDuplicateRowsAreAllNamedAndNothingIsCreated()
	{
		service.create(Country{"fr", "France", {}});
		service.create(Country{"xx", "Italy", {}});
		CPPUNIT_ASSERT_EQUAL(std::string("duplicate: 1 iso: exists already; 2 name: exists already"),
							 wrongRows([this] { service.createMany(Json::parse(three)); }));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, count());
	}

	void testDuplicatesWithinTheArrayAreFound()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("duplicate: 1 name: exists already"), wrongRows([this] {
								 service.createMany(Json::parse(
									 R"([{"iso":"de","name":"Germany"},{"iso":"fr","name":"Germany"}])"));
							 }));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, count());
	}

	void testRefusedRowsLeaveTheSessionUsable()
	{
		service.create(Country{"fr", "France", {}});
		wrongRows([this] { service.createMany(Json::parse(three)); });
		CPPUNIT_ASSERT(!database.session.failed());
		service.create(Country{"de", "Germany", {}});
		database.session.commit();
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, count());
	}

	void testWhatIsNoArrayOfRowsIsRefused()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("invalid: -1 : must be a JSON array"),
							 wrongRows([this] { service.createMany(Json::parse("{}")); }));
		CPPUNIT_ASSERT_EQUAL(std::string("invalid: -1 : must have at least one row"),
							 wrongRows([this] { service.createMany(Json::parse("[]")); }));
		CPPUNIT_ASSERT_EQUAL(std::string("invalid: -1 : must have at most 4 rows"),
							 wrongRows([this] { service.createMany(Json::parse("[1,2,3,4,5]")); }));
	}

	void testUpdateManyChangesWhatWasSent()
	{
		service.createMany(Json::parse(three));
		const std::vector<Country> changed = service.updateMany(
			Json::parse(R"([{"iso":"it","people":59},{"iso":"de","name":"Deutschland","people":83}])"));
		CPPUNIT_ASSERT_EQUAL(std::string("Italy"), changed.at(0).name);
		CPPUNIT_ASSERT(changed.at(0).people == 59);
		CPPUNIT_ASSERT_EQUAL(std::string("Deutschland"), service.get("de").name);
		CPPUNIT_ASSERT(!service.get("fr").people);
	}

	void testUpdateManyNamesMissingRowsAndChangesNothing()
	{
		service.createMany(Json::parse(three));
		CPPUNIT_ASSERT_EQUAL(
			std::string("invalid: 1 iso: there is no such row; 2 iso: there is no such row"),
			wrongRows([this] {
				service.updateMany(Json::parse(
					R"([{"iso":"de","people":1},{"iso":"xx","people":1},{"iso":"yy","people":1}])"));
			}));
		CPPUNIT_ASSERT(!service.get("de").people);
	}

	void testUpdateManyNeedsTheKeyOfEachRow()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("invalid: 0 iso: required; 1 iso: not a string"), wrongRows([this] {
								 service.updateMany(Json::parse(R"([{"people":1},{"iso":7,"people":1}])"));
							 }));
	}

	void testRemoveManyGivesWhatWasRemoved()
	{
		service.createMany(Json::parse(three));
		const std::vector<Country> removed = service.removeMany({"it", "de"});
		CPPUNIT_ASSERT_EQUAL(std::string("Italy"), removed.at(0).name);
		CPPUNIT_ASSERT_EQUAL(std::string("Germany"), removed.at(1).name);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, count());
	}

	void testRemoveManyOfKeysAndObjectsMixed()
	{
		const std::vector<Country> countries = service.createMany(Json::parse(three));
		const std::vector<Country> removed = service.removeMany({countries[2], "de"});
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, removed.size());
		CPPUNIT_ASSERT_EQUAL(std::string("fr"), service.list().at(0).code);
	}

	void testRemoveManyNamesMissingRowsAndRemovesNothing()
	{
		service.createMany(Json::parse(three));
		CPPUNIT_ASSERT_EQUAL(std::string("invalid: 1 iso: there is no such row; 2 iso: there is no such row"),
							 wrongRows([this] {
								 service.removeMany({"de", "xx", "de"});
							 }));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, count());
	}

	void testRowsAsJson()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string(R"([{"iso":"de","name":"Germany","people":83},{"iso":"fr","name":"France",)"
						R"("people":null}])"),
			service.toSchema(std::vector<Country>{{"de", "Germany", 83}, {"fr", "France", {}}}).text);
	}

private:
	std::int64_t count()
	{
		return runInline(service.repository().count({}));
	}

	ServiceSamples::SampleDatabase database;
	CountryService service{database.session};
};

CPPUNIT_TEST_SUITE_REGISTRATION(BulkServiceTest);
