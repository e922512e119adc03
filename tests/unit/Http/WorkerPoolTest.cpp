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
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>


using namespace Athanor::Http;


class WorkerPoolTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(WorkerPoolTest);
	CPPUNIT_TEST(testTryPostFullQueueIsRefused);
	CPPUNIT_TEST(testJobThatNeedNotWaitTakesNoPlaceInQueue);
	CPPUNIT_TEST(testEveryIdleThreadTakesAJob);
	CPPUNIT_TEST(testThreadThatBecameIdleLastGetsTheJob);
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

	void testJobThatNeedNotWaitTakesNoPlaceInQueue()
	{
		Gate gate;
		WorkerPool pool(2, 0);
		// Until the threads are there nobody is idle, and nothing may wait.
		waitUntil([&] { return pool.tryPost([&] { gate.pass(); }); });
		waitUntil([&] { return pool.tryPost([&] { gate.pass(); }); });
		gate.awaitWaiting(2);
		CPPUNIT_ASSERT(!pool.tryPost([] {}));
		gate.open();
	}

	/// One wakes the next, and a job counts as waiting only when there is no thread for it.
	void testEveryIdleThreadTakesAJob()
	{
		Gate gate;
		WorkerPool pool(4, 0);
		waitUntil([&] { return pool.idle() == 4; });
		for (int i = 0; i < 4; ++i)
			CPPUNIT_ASSERT(pool.tryPost([&] { gate.pass(); }));
		CPPUNIT_ASSERT(!pool.tryPost([] {}));
		CPPUNIT_ASSERT_EQUAL(std::size_t(0), pool.waiting());
		gate.awaitWaiting(4);
		gate.open();
	}

	void testThreadThatBecameIdleLastGetsTheJob()
	{
		std::mutex mutex;
		std::set<std::thread::id> threads;
		WorkerPool pool(4, 0);
		waitUntil([&] { return pool.idle() == 4; });
		for (std::size_t i = 0; i < 20; ++i)
		{
			std::atomic<bool> ran = false;
			const WorkerPool::Job job = [&] {
				const std::lock_guard lock(mutex);
				threads.insert(std::this_thread::get_id());
				ran = true;
			};
			waitUntil([&] { return pool.tryPost(job); });
			waitUntil([&] { return ran.load() && pool.idle() == 4; });
		}
		CPPUNIT_ASSERT_EQUAL(std::size_t(1), threads.size());
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
