//
// ExtraStatusesTest.cpp
//
// Library: Tests
// Package: Handler
//
// Statuses that are committed or rolled back besides those of the commit mode.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/TableRepository.h"
#include "HandlerTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace HandlerSamples;


class ExtraStatusesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ExtraStatusesTest);
	CPPUNIT_TEST(testExtraStatusesDecideBeforeTheMode);
	CPPUNIT_TEST(testExtraCommitStatusOfFailedSessionIsServerError);
	CPPUNIT_TEST(testWriteThatWouldCommitItselfWaitsForTheDecision);
	CPPUNIT_TEST_SUITE_END();

public:
	void testExtraStatusesDecideBeforeTheMode()
	{
		for (const auto& [status, kept] : {std::pair(201, true), std::pair(206, false), std::pair(404, true),
										   std::pair(409, false), std::pair(302, false)})
		{
			const std::int64_t before = application.count("extra");
			const Response response = application.answer([status = status](RequestContext& context) {
				insert(context.session("extra"), status);
				return Response(status);
			});
			const std::string name = std::to_string(status);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(name, status, response.status());
			CPPUNIT_ASSERT_EQUAL_MESSAGE(name, before + std::int64_t{kept}, application.count("extra"));
		}
	}

	void testExtraCommitStatusOfFailedSessionIsServerError()
	{
		const Response response = application.answer([](RequestContext& context) {
			insert(context.session("extra"), 1);
			CPPUNIT_ASSERT_THROW(insert(context.session("extra"), 1), DuplicateKeyException);
			return Response(404);
		});
		CPPUNIT_ASSERT_EQUAL(500, response.status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count("extra"));
	}

	/// As a generated create does it: its one statement could be the whole transaction.
	void testWriteThatWouldCommitItselfWaitsForTheDecision()
	{
		application.scope->bindKey = "extra";
		for (const auto& [status, kept] : {std::pair(206, 0), std::pair(201, 1)})
		{
			application.answer([status = status](RequestContext& context) {
				UnitOfWork& unit = context.committingUnit();
				unit.nextWriteIsLast();
				Record item(items());
				item.set("id", 1);
				item.set("name", "x");
				runInline(TableRepository(unit, items()).add(item));
				return Response(status);
			});
			CPPUNIT_ASSERT_EQUAL(std::int64_t{kept}, application.count("extra"));
		}
	}

	/// A database that commits on 2xx and 404, but not on 206.
	void setUp() override
	{
		DatabaseConfig config = makeConfig("extra", CommitMode::Autocommit);
		config.extraCommitStatuses = {404};
		config.extraRollbackStatuses = {206};
		Engine& engine = application.engines.add(config, application.other);
		engine.metadata().add(items());
		runInline(createAll(engine));
	}

private:
	Application application;
};


CPPUNIT_TEST_SUITE_REGISTRATION(ExtraStatusesTest);
