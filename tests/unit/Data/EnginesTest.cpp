//
// EnginesTest.cpp
//
// Library: Tests
// Package: Data
//
// The registry of databases, and what an engine takes from its configuration.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/Engines.h"
#include "DataTestSupport.h"
#include "LoopRunner.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace DataSamples;


namespace {


/// Its connections answer at once, on a loop as anywhere.
class AsyncFakeBackend: public FakeBackend
{
public:
	bool hasAsync() const noexcept override
	{
		return true;
	}

	Task<std::unique_ptr<Connection>> connectAsync(const DatabaseConfig& config, Access access,
												   EventLoop&) const override
	{
		std::unique_ptr<Connection> connection = connect(config, access);
		co_return connection;
	}
};


} // namespace


class EnginesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(EnginesTest);
	CPPUNIT_TEST(testEngineIsFoundByItsKey);
	CPPUNIT_TEST(testKeylessLookupOfOnlyDatabaseFindsIt);
	CPPUNIT_TEST(testKeylessLookupPrefersDefault);
	CPPUNIT_TEST(testKeylessLookupAmongSeveralThrowsListingKeys);
	CPPUNIT_TEST(testUnknownKeyThrowsListingKeys);
	CPPUNIT_TEST(testUnknownKeyOfOnlyDatabaseThrows);
	CPPUNIT_TEST(testLookupWithoutDatabasesThrows);
	CPPUNIT_TEST(testDuplicateKeyThrows);
	CPPUNIT_TEST(testForeignConnectionStringThrows);
	CPPUNIT_TEST(testOpeningIsLeftToTheFirstUse);
	CPPUNIT_TEST(testPoolSizeAndOverflowLimitConnections);
	CPPUNIT_TEST(testOverflowStaysOpenForPoolIdle);
	CPPUNIT_TEST(testLoopsShareSizeAndOverflow);
	CPPUNIT_TEST(testSingleConnectionIsOne);
	CPPUNIT_TEST(testSingleWriterReadsBesideTheWriter);
	CPPUNIT_TEST(testFailingConnectNamesBindKey);
	CPPUNIT_TEST(testProbeAsksTheDatabase);
	CPPUNIT_TEST(testFailingProbeNamesBindKeyAndKeepsNoConnection);
	CPPUNIT_TEST(testCloseRefusesEveryEngine);
	CPPUNIT_TEST_SUITE_END();

public:
	void testEngineIsFoundByItsKey()
	{
		engines.add(makeConfig("default"), backend);
		Engine& reports = engines.add(makeConfig("reports"), backend);
		CPPUNIT_ASSERT_EQUAL(&reports, &engines.get("reports"));
		CPPUNIT_ASSERT_EQUAL(std::string("reports"), reports.bindKey());
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, engines.all().size());
	}

	void testKeylessLookupOfOnlyDatabaseFindsIt()
	{
		Engine& only = engines.add(makeConfig("reports"), backend);
		CPPUNIT_ASSERT_EQUAL(&only, &engines.get());
		CPPUNIT_ASSERT_EQUAL(&only, &engines.get("default"));
	}

	void testKeylessLookupPrefersDefault()
	{
		engines.add(makeConfig("reports"), backend);
		Engine& standard = engines.add(makeConfig("default"), backend);
		CPPUNIT_ASSERT_EQUAL(&standard, &engines.get());
	}

	void testKeylessLookupAmongSeveralThrowsListingKeys()
	{
		engines.add(makeConfig("books"), backend);
		engines.add(makeConfig("reports"), backend);
		const std::string expected =
			"no database has the bind key \"default\"; known bind keys: books, reports";
		CPPUNIT_ASSERT_EQUAL(expected, messageOf([&] { engines.get(); }));
		CPPUNIT_ASSERT_THROW(engines.get("default"), ImproperConfigurationException);
	}

	void testUnknownKeyThrowsListingKeys()
	{
		engines.add(makeConfig("default"), backend);
		engines.add(makeConfig("reports"), backend);
		const std::string expected =
			"no database has the bind key \"Reports\"; known bind keys: default, reports";
		CPPUNIT_ASSERT_EQUAL(expected, messageOf([&] { engines.get("Reports"); }));
	}

	void testUnknownKeyOfOnlyDatabaseThrows()
	{
		engines.add(makeConfig("default"), backend);
		CPPUNIT_ASSERT_THROW(engines.get("reports"), ImproperConfigurationException);
	}

	void testLookupWithoutDatabasesThrows()
	{
		const std::string expected = "no database has the bind key \"default\"; known bind keys: none";
		CPPUNIT_ASSERT_EQUAL(expected, messageOf([&] { engines.get(); }));
	}

	void testDuplicateKeyThrows()
	{
		Engine& first = engines.add(makeConfig("books"), backend);
		CPPUNIT_ASSERT_THROW(engines.add(makeConfig("books"), backend), ImproperConfigurationException);
		CPPUNIT_ASSERT_EQUAL(&first, &engines.get("books"));
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, engines.all().size());
	}

	void testForeignConnectionStringThrows()
	{
		DatabaseConfig config = makeConfig();
		config.connectionString = "other://x";
		CPPUNIT_ASSERT_THROW(engines.add(config, backend), ImproperConfigurationException);
		CPPUNIT_ASSERT(engines.all().empty());
	}

	void testOpeningIsLeftToTheFirstUse()
	{
		engines.add(makeConfig(), backend);
		CPPUNIT_ASSERT_EQUAL(0, backend.faults().counters().connects);
	}

	void testPoolSizeAndOverflowLimitConnections()
	{
		DatabaseConfig config = makeConfig();
		config.engine.poolSize = 1;
		config.engine.maxOverflow = 1;
		config.engine.poolTimeoutMs = 1;
		config.engine.poolIdleS = 0;
		Engine& engine = engines.add(config, backend);
		Lease first = runInline(engine.acquire(Access::Read));
		Lease second = runInline(engine.acquire(Access::Write));
		CPPUNIT_ASSERT_EQUAL(2, engine.used());
		CPPUNIT_ASSERT_THROW(runInline(engine.acquire(Access::Read)), ConnectionException);
		first.release();
		second.release();
		CPPUNIT_ASSERT_EQUAL(1, backend.faults().counters().open);
	}

	void testOverflowStaysOpenForPoolIdle()
	{
		DatabaseConfig config = makeConfig();
		config.engine.poolSize = 1;
		Engine& engine = engines.add(config, backend);
		Lease first = runInline(engine.acquire(Access::Read));
		Lease second = runInline(engine.acquire(Access::Write));
		first.release();
		second.release();
		CPPUNIT_ASSERT_EQUAL(2, backend.faults().counters().open);
	}

	void testLoopsShareSizeAndOverflow()
	{
		DatabaseConfig config = makeConfig();
		config.async = true;
		config.engine.poolSize = 2;
		config.engine.maxOverflow = 2;
		config.engine.poolTimeoutMs = 1;
		config.engine.poolIdleS = 0;
		const AsyncFakeBackend loops;
		Engine engine(config, loops);
		Test::LoopRunner first;
		Test::LoopRunner second;
		engine.attachLoops({&first.loop(), &second.loop()});
		first.run([&] { return lendTwoAndNoThird(engine); });
		second.run([&] { return lendTwoAndNoThird(engine); });
		CPPUNIT_ASSERT_EQUAL(4, loops.faults().counters().connects);
		CPPUNIT_ASSERT_EQUAL(2, loops.faults().counters().open);
	}

	void testSingleConnectionIsOne()
	{
		const FakeBackend single(Concurrency::SingleConnection);
		DatabaseConfig config = makeConfig();
		config.engine.poolTimeoutMs = 1;
		Engine engine(config, single);
		CPPUNIT_ASSERT(!engine.hasSingleWriter());
		const Lease lease = runInline(engine.acquire(Access::Read));
		CPPUNIT_ASSERT_THROW(runInline(engine.acquire(Access::Write)), ConnectionException);
	}

	void testSingleWriterReadsBesideTheWriter()
	{
		const FakeBackend writer(Concurrency::SingleWriter);
		DatabaseConfig config = makeConfig();
		config.engine.poolTimeoutMs = 1;
		Engine engine(config, writer);
		CPPUNIT_ASSERT(engine.hasSingleWriter());
		const Lease writing = runInline(engine.acquire(Access::Write));
		const Lease reading = runInline(engine.acquire(Access::Read));
		CPPUNIT_ASSERT_EQUAL(2, engine.used());
		CPPUNIT_ASSERT_THROW(runInline(reading->begin(Access::Write)), InvalidRequestException);
		const std::string expected =
			"no connection of \"default (writer)\" became free within 1 ms; all 1 are in use";
		CPPUNIT_ASSERT_EQUAL(expected, messageOf([&] { runInline(engine.acquire(Access::Write)); }));
	}

	void testFailingConnectNamesBindKey()
	{
		Engine& engine = engines.add(makeConfig("reports"), backend);
		backend.faults().failAt(Point::Connect, throwRefused);
		try
		{
			runInline(engine.acquire(Access::Read));
			CPPUNIT_FAIL("nothing was thrown");
		}
		catch (const ConnectionException& failure)
		{
			CPPUNIT_ASSERT_EQUAL(std::string("reports"), failure.detail().bindKey);
		}
	}

	void testProbeAsksTheDatabase()
	{
		Engine& engine = engines.add(makeConfig(), backend);
		runInline(engine.probe());
		CPPUNIT_ASSERT_EQUAL(1, backend.faults().counters().pings);
		CPPUNIT_ASSERT_EQUAL(0, engine.used());
	}

	void testFailingProbeNamesBindKeyAndKeepsNoConnection()
	{
		Engine& engine = engines.add(makeConfig("reports"), backend);
		backend.faults().failAt(Point::Ping, throwRefused);
		try
		{
			runInline(engine.probe());
			CPPUNIT_FAIL("nothing was thrown");
		}
		catch (const ConnectionException& failure)
		{
			CPPUNIT_ASSERT_EQUAL(std::string("reports"), failure.detail().bindKey);
		}
		CPPUNIT_ASSERT_EQUAL(0, engine.used());
		CPPUNIT_ASSERT_EQUAL(0, backend.faults().counters().open);
	}

	void testCloseRefusesEveryEngine()
	{
		Engine& books = engines.add(makeConfig("books"), backend);
		Engine& reports = engines.add(makeConfig("reports"), backend);
		engines.close();
		CPPUNIT_ASSERT_THROW(runInline(books.acquire(Access::Read)), ConnectionException);
		CPPUNIT_ASSERT_THROW(runInline(reports.acquire(Access::Read)), ConnectionException);
	}

private:
	static Task<void> lendTwoAndNoThird(Engine& engine)
	{
		Lease first = co_await engine.acquire(Access::Write);
		Lease second = co_await engine.acquire(Access::Write);
		bool refused = false;
		try
		{
			Lease third = co_await engine.acquire(Access::Write);
		}
		catch (const ConnectionException&)
		{
			refused = true;
		}
		CPPUNIT_ASSERT(refused);
	}

	FakeBackend backend;
	Engines engines;
};

CPPUNIT_TEST_SUITE_REGISTRATION(EnginesTest);
