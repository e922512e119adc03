//
// QueryServiceTest.cpp
//
// Library: Tests
// Package: Service
//
// Queries as JSON.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/QueryService.h"
#include "Athanor/Query/Changes.h"
#include "Athanor/Json/Reader.h"
#include "ServiceTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace ServiceSamples;


class QueryServiceTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(QueryServiceTest);
	CPPUNIT_TEST(testRowsAreShownUnderTheirNames);
	CPPUNIT_TEST(testPageIsThatOfLists);
	CPPUNIT_TEST(testObjectsAreShownWithAllColumns);
	CPPUNIT_TEST(testOneRowOrNone);
	CPPUNIT_TEST(testGetOrUpsertOfAService);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		for (const char* const name : {"a", "a", "b"})
			database.session.execute(insert<Author>().set(&Author::name, name));
	}

	void testRowsAreShownUnderTheirNames()
	{
		const auto byName = select<Author>(&Author::name, count().as("authors")).groupBy(&Author::name);
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"name":"a","authors":2},{"name":"b","authors":1}])"),
							 queries.toSchema(queries.rows(byName)).text);
	}

	void testPageIsThatOfLists()
	{
		const LimitOffset page{1, 1};
		const auto names = select<Author>(&Author::name).distinct().page(page);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[{"name":"b"}],"limit":1,"offset":1,"total":2})"),
							 queries.toSchema(queries.rows(names), queries.count(names), page).text);
	}

	void testObjectsAreShownWithAllColumns()
	{
		const std::vector<Author> authors =
			queries.list(select<Author>().where(column(&Author::name) == "b"));
		CPPUNIT_ASSERT_EQUAL("[{\"id\":\"" + authors.at(0).id.toString() + "\",\"name\":\"b\",\"dob\":null}]",
							 queries.toSchema(authors).text);
	}

	void testOneRowOrNone()
	{
		const auto named = [](const char* name) {
			return select<Author>().where(column(&Author::name) == name);
		};
		CPPUNIT_ASSERT_EQUAL(std::string("b"), queries.getOne(named("b")).name);
		CPPUNIT_ASSERT(!queries.getOneOrNone(named("c")));
		CPPUNIT_ASSERT_THROW(queries.getOne(named("a")), MultipleResultsFoundException);
		const auto [page, total] = queries.listAndCount(named("a").limit(1));
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, page.size());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, total);
	}

	void testGetOrUpsertOfAService()
	{
		AuthorService authors(database.session);
		const Json::Value body = Json::parse("{\"name\":\"z\",\"id\":\"" + idText + "\"}");
		const auto [created, isNew] = authors.getOrUpsert(body);
		CPPUNIT_ASSERT(isNew);
		const auto [found, again] = authors.getOrUpsert(body, false);
		CPPUNIT_ASSERT(!again && found.id == created.id);
	}

private:
	SampleDatabase database;
	QueryService queries{database.session};
};


CPPUNIT_TEST_SUITE_REGISTRATION(QueryServiceTest);
