//
// CreateAllTest.cpp
//
// Library: Tests
// Package: Data
//
// Creating the tables of a bind key.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/CreateAll.h"
#include "DataTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>
#include <future>


using namespace Athanor;
using namespace DataSamples;


namespace {


const Table& authors()
{
	static const Table table("author", {makeKey("id", ValueType::Integer)});
	return table;
}


/// Refers to `author`.
const Table& books()
{
	static const Table table = [] {
		Column author = makeColumn("author_id", ValueType::Integer);
		author.references = Reference{"author", "id", "", ""};
		author.index = true;
		return Table("book", {makeKey("id", ValueType::Integer), author});
	}();
	return table;
}


std::vector<std::string> tablesOf(Engine& engine)
{
	const Lease lease = runInline(engine.acquire(Access::Read));
	return runInline(engine.backend().inspector(*lease)->tables());
}


} // namespace


class CreateAllTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(CreateAllTest);
	CPPUNIT_TEST(testReferredTablesAreCreatedFirst);
	CPPUNIT_TEST(testEverythingHappensInOneTransaction);
	CPPUNIT_TEST(testExistingTablesKeepTheirRows);
	CPPUNIT_TEST(testFailureLeavesNothing);
	CPPUNIT_TEST(testFailingCommitLeavesNothing);
	CPPUNIT_TEST(testNothingRegisteredOpensNothing);
	CPPUNIT_TEST(testTwoAtOnceBothSucceed);
	CPPUNIT_TEST(testWorksOnEveryConcurrency);
	CPPUNIT_TEST_SUITE_END();

public:
	void testReferredTablesAreCreatedFirst()
	{
		engine.metadata().add(books());
		engine.metadata().add(authors());
		runInline(createAll(engine));
		CPPUNIT_ASSERT(tablesOf(engine) == (std::vector<std::string>{"author", "book"}));
		CPPUNIT_ASSERT_EQUAL(0, engine.used());
	}

	void testEverythingHappensInOneTransaction()
	{
		engine.metadata().add(books());
		engine.metadata().add(authors());
		runInline(createAll(engine));
		CPPUNIT_ASSERT_EQUAL(1, backend.faults().counters().begins);
		CPPUNIT_ASSERT_EQUAL(1, backend.faults().counters().commits);
	}

	void testExistingTablesKeepTheirRows()
	{
		engine.metadata().add(items());
		runInline(createAll(engine));
		Session session(engine);
		insert(session, 1);
		session.commit();
		engine.metadata().add(authors());
		runInline(createAll(engine));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, count(session));
		CPPUNIT_ASSERT(tablesOf(engine) == (std::vector<std::string>{"author", "item"}));
	}

	void testFailureLeavesNothing()
	{
		engine.metadata().add(authors());
		engine.metadata().add(books());
		backend.faults().failAt(Point::Execute, throwRefused, 3);
		CPPUNIT_ASSERT_THROW(runInline(createAll(engine)), ConnectionException);
		CPPUNIT_ASSERT(tablesOf(engine).empty());
		CPPUNIT_ASSERT_EQUAL(0, engine.used());
	}

	void testFailingCommitLeavesNothing()
	{
		engine.metadata().add(authors());
		backend.faults().failAt(Point::Commit, throwRefused);
		CPPUNIT_ASSERT_THROW(runInline(createAll(engine)), ConnectionException);
		CPPUNIT_ASSERT(tablesOf(engine).empty());
	}

	void testNothingRegisteredOpensNothing()
	{
		runInline(createAll(engine));
		CPPUNIT_ASSERT_EQUAL(0, backend.faults().counters().connects);
	}

	void testTwoAtOnceBothSucceed()
	{
		Engine other(makeConfig(), backend);
		for (Engine* each : {&engine, &other})
		{
			each->metadata().add(authors());
			each->metadata().add(books());
		}
		backend.faults().blockAt(Point::Execute, 2);
		auto first = std::async(std::launch::async, [this] { runInline(createAll(engine)); });
		CPPUNIT_ASSERT(backend.faults().waitUntilBlocked(deadline));
		auto second = std::async(std::launch::async, [&] { runInline(createAll(other)); });
		backend.faults().release();
		first.get();
		second.get();
		CPPUNIT_ASSERT(tablesOf(engine) == (std::vector<std::string>{"author", "book"}));
	}

	void testWorksOnEveryConcurrency()
	{
		for (const Concurrency concurrency : {Concurrency::SingleWriter, Concurrency::SingleConnection})
		{
			const FakeBackend each(concurrency);
			Engine one(makeConfig(), each);
			one.metadata().add(books());
			one.metadata().add(authors());
			runInline(createAll(one));
			CPPUNIT_ASSERT(tablesOf(one) == (std::vector<std::string>{"author", "book"}));
		}
	}

private:
	FakeBackend backend;
	Engine engine{makeConfig(), backend};
};

CPPUNIT_TEST_SUITE_REGISTRATION(CreateAllTest);
