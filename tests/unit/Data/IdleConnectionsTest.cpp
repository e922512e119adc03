//
// IdleConnectionsTest.cpp
//
// Library: Tests
// Package: Data
//
// Which idle connection is used next, and which are closed.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/IdleConnections.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using std::chrono::seconds;
using TimePoint = IdleConnections::Clock::time_point;


class IdleConnectionsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(IdleConnectionsTest);
	CPPUNIT_TEST(testTakeGivesTheOneUsedLast);
	CPPUNIT_TEST(testSurplusIsWhatWasUsedLongestAgo);
	CPPUNIT_TEST(testSurplusIsNothingBeforeItsTime);
	CPPUNIT_TEST(testKeptOnesAreNeverSurplus);
	CPPUNIT_TEST(testNextSurplusIsTimeOfOldestBeyondKeptOnes);
	CPPUNIT_TEST(testZeroMakesSurplusAtOnce);
	CPPUNIT_TEST(testTakeAllLeavesNothing);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTakeGivesTheOneUsedLast()
	{
		IdleConnections idle(1, seconds(10));
		put(idle, 1, 2);
		CPPUNIT_ASSERT(at(2) == idle.take().openedAt);
		CPPUNIT_ASSERT(at(1) == idle.take().openedAt);
		CPPUNIT_ASSERT(idle.empty());
	}

	void testSurplusIsWhatWasUsedLongestAgo()
	{
		IdleConnections idle(1, seconds(10));
		put(idle, 1, 4);
		const auto surplus = idle.takeSurplus(at(12));
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), surplus.size());
		CPPUNIT_ASSERT(at(1) == surplus[0].openedAt);
		CPPUNIT_ASSERT(at(2) == surplus[1].openedAt);
		CPPUNIT_ASSERT_EQUAL(2, idle.size());
	}

	void testSurplusIsNothingBeforeItsTime()
	{
		IdleConnections idle(1, seconds(10));
		put(idle, 1, 4);
		CPPUNIT_ASSERT(idle.takeSurplus(at(10)).empty());
		CPPUNIT_ASSERT_EQUAL(4, idle.size());
	}

	void testKeptOnesAreNeverSurplus()
	{
		IdleConnections idle(2, seconds(10));
		put(idle, 1, 4);
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), idle.takeSurplus(at(1000)).size());
		CPPUNIT_ASSERT(!idle.nextSurplus());
		CPPUNIT_ASSERT(at(4) == idle.take().openedAt);
		CPPUNIT_ASSERT(at(3) == idle.take().openedAt);
	}

	void testNextSurplusIsTimeOfOldestBeyondKeptOnes()
	{
		IdleConnections idle(1, seconds(10));
		put(idle, 1, 1);
		CPPUNIT_ASSERT(!idle.nextSurplus());
		put(idle, 2, 3);
		CPPUNIT_ASSERT(at(11) == idle.nextSurplus().value());
	}

	void testZeroMakesSurplusAtOnce()
	{
		IdleConnections idle(1, seconds(0));
		put(idle, 5, 7);
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), idle.takeSurplus(at(7)).size());
	}

	void testTakeAllLeavesNothing()
	{
		IdleConnections idle(2, seconds(10));
		put(idle, 1, 3);
		CPPUNIT_ASSERT_EQUAL(std::size_t(3), idle.takeAll().size());
		CPPUNIT_ASSERT(idle.empty());
		CPPUNIT_ASSERT(!idle.nextSurplus());
	}

private:
	static TimePoint at(int second)
	{
		return TimePoint() + seconds(second);
	}

	/// One for each of these seconds, opened and given back in it.
	static void put(IdleConnections& idle, int first, int last)
	{
		for (int second = first; second <= last; ++second)
			idle.put(PooledConnection{nullptr, at(second)}, at(second));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(IdleConnectionsTest);
