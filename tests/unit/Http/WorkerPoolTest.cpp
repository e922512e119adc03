//
// WorkerPoolTest.cpp
//
// Library: Foundation
// Package: Http
//
// Tests of WorkerPool.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/WorkerPool.h"
#include "TestServer.h"
#include <cppunit/extensions/HelperMacros.h>
#include <atomic>
#include <stdexcept>


using namespace Athanor::Http;


class WorkerPoolTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(WorkerPoolTest);
	CPPUNIT_TEST(testTryPostFullQueueIsRefused);
	CPPUNIT_TEST(testThreadSurvivesExceptionOfJob);
	CPPUNIT_TEST(testStopDropsWaitingJobsAndRefusesNewOnes);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		Poco::Logger::get("athanor.http").setChannel(Poco::AutoPtr<Poco::Channel>(new Poco::NullChannel));
	}

	void testTryPostFullQueueIsRefused()
	{
		Gate gate;
		WorkerPool pool(1, 2);
		CPPUNIT_ASSERT(pool.tryPost([&] { gate.pass(); }));
		gate.awaitWaiting(1);
		CPPUNIT_ASSERT(pool.tryPost([] {}));
		CPPUNIT_ASSERT(pool.tryPost([] {}));
		CPPUNIT_ASSERT(!pool.tryPost([] {}));
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), pool.waiting());
		gate.open();
		waitUntil([&] { return pool.waiting() == 0; });
		CPPUNIT_ASSERT(pool.tryPost([] {}));
	}

	void testThreadSurvivesExceptionOfJob()
	{
		std::atomic<bool> ran = false;
		WorkerPool pool(1, 2);
		CPPUNIT_ASSERT(pool.tryPost([] { throw std::runtime_error("on purpose"); }));
		CPPUNIT_ASSERT(pool.tryPost([&] { ran = true; }));
		waitUntil([&] { return ran.load(); });
	}

	void testStopDropsWaitingJobsAndRefusesNewOnes()
	{
		Gate gate;
		std::atomic<bool> ran = false;
		WorkerPool pool(1, 2);
		CPPUNIT_ASSERT(pool.tryPost([&] { gate.pass(); }));
		gate.awaitWaiting(1);
		CPPUNIT_ASSERT(pool.tryPost([&] { ran = true; }));
		std::thread stopper([&] { pool.stop(); });
		waitUntil([&] { return pool.waiting() == 0; });
		gate.open();
		stopper.join();
		CPPUNIT_ASSERT(!ran);
		CPPUNIT_ASSERT(!pool.tryPost([] {}));
		pool.stop();
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(WorkerPoolTest);
