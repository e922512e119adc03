//
// ResponsesTest.cpp
//
// Library: Tests
// Package: Handler
//
// From rows to answers.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/Responses.h"
#include "Athanor/Handler/ModelResponses.h"
#include "HandlerTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace HandlerSamples;


namespace {


struct Pebble: BigIntBase
{
	std::optional<std::string> colour;

	static constexpr auto model()
	{
		return table(column("colour", &Pebble::colour));
	}
};


} // namespace


class ResponsesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ResponsesTest);
	CPPUNIT_TEST(testRowsAreAnArrayOfObjects);
	CPPUNIT_TEST(testRowsOfAPageHaveItsShape);
	CPPUNIT_TEST(testStatusIsThatOfTheCall);
	CPPUNIT_TEST(testObjectsAreAnArrayWithAllColumns);
	CPPUNIT_TEST_SUITE_END();

public:
	void testRowsAreAnArrayOfObjects()
	{
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"id":1,"name":"item 1"},{"id":2,"name":"item 2"}])"),
							 json(rows()).body());
	}

	void testRowsOfAPageHaveItsShape()
	{
		const Response page = json(rows(), 7, LimitOffset{2, 4});
		CPPUNIT_ASSERT_EQUAL(200, page.status());
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[{"id":1,"name":"item 1"},{"id":2,"name":"item 2"}],)"
										 R"("limit":2,"offset":4,"total":7})"),
							 page.body());
	}

	void testStatusIsThatOfTheCall()
	{
		CPPUNIT_ASSERT_EQUAL(202, json(rows(), 202).status());
		CPPUNIT_ASSERT_EQUAL(201, json(JsonText{"{}"}, 201).status());
		CPPUNIT_ASSERT_EQUAL(204, noContent().status());
	}

	void testObjectsAreAnArrayWithAllColumns()
	{
		std::vector<Pebble> pebbles(2);
		pebbles.back().id = 7;
		pebbles.back().colour = "grey";
		const Response response = json(pebbles, 203);
		CPPUNIT_ASSERT_EQUAL(203, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"id":null,"colour":null},{"id":7,"colour":"grey"}])"),
							 response.body());
		CPPUNIT_ASSERT_EQUAL(std::string("[]"), json(std::vector<Pebble>()).body());
	}

private:
	Rows rows()
	{
		Session session(application.engines.get());
		insert(session, 1);
		insert(session, 2);
		return session.execute("select id, name from item order by id");
	}

	Application application;
};

CPPUNIT_TEST_SUITE_REGISTRATION(ResponsesTest);
