//
// SharedLaneTest.cpp
//
// Library: Tests
// Package: Data
//
// Connections that many units of work use at once.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/SharedLane.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "LoopRunner.h"
#include "StubConnection.h"
#include <cppunit/extensions/HelperMacros.h>
#include <deque>
#include <map>
#include <set>


using namespace Athanor;


class SharedLaneTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SharedLaneTest);
	CPPUNIT_TEST(testManyUsesShareFewConnections);
	CPPUNIT_TEST(testUsesAreSpreadByWhatIsUnderWay);
	CPPUNIT_TEST(testBriefReadsOfOnePassGoTogether);
	CPPUNIT_TEST(testWhoComesWhileOpeningWaitsForTheSameConnection);
	CPPUNIT_TEST(testFailureToOpenIsToldToAllAndForgotten);
	CPPUNIT_TEST(testCancelledFirstDoesNotHoldUpTheOthers);
	CPPUNIT_TEST(testDroppedConnectionIsReplaced);
	CPPUNIT_TEST(testHeldUpConnectionsAreNotGiven);
	CPPUNIT_TEST(testOldConnectionIsReplaced);
	CPPUNIT_TEST(testClosedLaneRefuses);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_runner = std::make_unique<Test::LoopRunner>();
		_opened = 0;
		_failures = 0;
		_delay = std::chrono::milliseconds(0);
	}

	void tearDown() override
	{
		_runner->call([this] {
			_uses.clear();
			_lane.reset();
		});
		_runner.reset();
	}

	void testManyUsesShareFewConnections()
	{
		makeLane(2);
		for (int i = 0; i < 20; ++i)
			use();
		CPPUNIT_ASSERT_EQUAL(2, _opened);
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, connections().size());
	}

	void testUsesAreSpreadByWhatIsUnderWay()
	{
		makeLane(2);
		for (int i = 0; i < 6; ++i)
			use();
		for (const auto& [connection, count] : connections())
			CPPUNIT_ASSERT_EQUAL(3, count);
		_runner->call([this] { _uses.erase(_uses.begin()); });
		use();
		for (const auto& [connection, count] : connections())
			CPPUNIT_ASSERT_EQUAL(3, count);
	}

	void testBriefReadsOfOnePassGoTogether()
	{
		makeLane(2);
		const std::size_t count = SharedLane::maxBatch + 4;
		_runner->call([&] {
			for (std::size_t i = 0; i < count; ++i)
				_runner->loop().spawn(takeInto(_uses.emplace_back(), brief));
		});
		CPPUNIT_ASSERT(_runner->eventually([&] { return held() == static_cast<int>(count); }));
		std::multiset<int> shares;
		for (const auto& [connection, share] : connections())
			shares.insert(share);
		CPPUNIT_ASSERT(shares == (std::multiset<int>{4, SharedLane::maxBatch}));
		// Those of another pass take the connection that has less to do.
		_runner->call([this] { _runner->loop().spawn(takeInto(_uses.emplace_back(), brief)); });
		CPPUNIT_ASSERT(_runner->eventually([&] { return held() == static_cast<int>(count) + 1; }));
		CPPUNIT_ASSERT_EQUAL(5, connections()[_uses.back().operator->()]);
	}

	void testWhoComesWhileOpeningWaitsForTheSameConnection()
	{
		makeLane(1);
		_delay = std::chrono::milliseconds(20);
		_runner->call([this] {
			for (int i = 0; i < 10; ++i)
				_runner->loop().spawn(takeInto(_uses.emplace_back()));
		});
		CPPUNIT_ASSERT(_runner->eventually([this] { return held() == 10; }));
		CPPUNIT_ASSERT_EQUAL(1, _opened);
	}

	void testFailureToOpenIsToldToAllAndForgotten()
	{
		makeLane(1);
		_failures = 1;
		_delay = std::chrono::milliseconds(5);
		int refused = 0;
		_runner->call([&] {
			for (int i = 0; i < 3; ++i)
				_runner->loop().spawn(countRefusal(refused));
		});
		CPPUNIT_ASSERT(_runner->eventually([&] { return refused == 3; }));
		use();
		CPPUNIT_ASSERT_EQUAL(1, held());
	}

	void testCancelledFirstDoesNotHoldUpTheOthers()
	{
		makeLane(1);
		_delay = std::chrono::milliseconds(20);
		_runner->call([this] {
			const auto first = std::make_unique<Test::Abandoned>();
			first->start(_lane->acquire(any));
			_runner->loop().spawn(takeInto(_uses.emplace_back()));
			first->destroy();
		});
		CPPUNIT_ASSERT(_runner->eventually([this] { return held() == 1; }));
		CPPUNIT_ASSERT_EQUAL(1, _opened);
	}

	void testDroppedConnectionIsReplaced()
	{
		makeLane(1);
		use();
		use();
		_runner->call([this] {
			_uses[0].drop();
			_uses[1].drop();
		});
		use();
		CPPUNIT_ASSERT_EQUAL(2, _opened);
		// Of the one that is in its place by now, a late report says nothing.
		_runner->call([this] { _uses[1].drop(); });
		use();
		CPPUNIT_ASSERT_EQUAL(2, _opened);
	}

	void testHeldUpConnectionsAreNotGiven()
	{
		makeLane(2);
		use();
		use();
		waitUntilHeldUp();
		SharedLane::Use third;
		_runner->run([&] { return takeInto(third); });
		CPPUNIT_ASSERT(!third);
		// Progress on one of them makes it usable again.
		_runner->call([this] { _uses.pop_back(); });
		use();
		CPPUNIT_ASSERT_EQUAL(2, held());
	}

	void testOldConnectionIsReplaced()
	{
		_options.recycleAfter = std::chrono::seconds(0);
		makeLane(1);
		use();
		_runner->call([this] { _uses.clear(); });
		use();
		CPPUNIT_ASSERT_EQUAL(2, _opened);
	}

	void testClosedLaneRefuses()
	{
		makeLane(1);
		use();
		_runner->call([this] { _lane->close(); });
		SharedLane::Use refused;
		CPPUNIT_ASSERT_THROW(_runner->run([&] { return takeInto(refused); }), ConnectionException);
	}

private:
	void makeLane(int connections)
	{
		_options.name = "default (shared)";
		_options.maxConnections = connections;
		_lane = std::make_unique<SharedLane>(_options, [this] { return connect(); });
		_options = {};
	}

	Task<std::unique_ptr<Connection>> connect()
	{
		EventLoop& loop = *EventLoop::current();
		const std::chrono::milliseconds delay = _delay;
		if (delay.count() > 0) co_await loop.sleep(delay);
		if (_failures > 0)
		{
			--_failures;
			throw ConnectionException("refused");
		}
		++_opened;
		std::unique_ptr<Connection> connection = std::make_unique<StubConnection>();
		co_return connection;
	}

	Task<void> takeInto(SharedLane::Use& into, const Statement& statement = any)
	{
		SharedLane& lane = *_lane;
		SharedLane::Use use = co_await lane.acquire(statement);
		into = std::move(use);
	}

	Task<void> countRefusal(int& refused)
	{
		SharedLane& lane = *_lane;
		try
		{
			SharedLane::Use use = co_await lane.acquire(any);
		}
		catch (const ConnectionException&)
		{
			++refused;
		}
	}

	/// Takes a use and keeps it.
	void use()
	{
		SharedLane::Use taken;
		_runner->run([&] { return takeInto(taken); });
		_runner->call([&] { _uses.push_back(std::move(taken)); });
	}

	int held() const
	{
		int count = 0;
		for (const SharedLane::Use& use : _uses)
			count += use ? 1 : 0;
		return count;
	}

	/// How many of the uses each connection has.
	std::map<const Connection*, int> connections() const
	{
		std::map<const Connection*, int> counts;
		for (const SharedLane::Use& use : _uses)
			++counts[use.operator->()];
		return counts;
	}

	void waitUntilHeldUp()
	{
		const auto until = std::chrono::steady_clock::now() + 2 * SharedLane::heldUpAfter;
		CPPUNIT_ASSERT(_runner->eventually([&] { return std::chrono::steady_clock::now() > until; }));
	}

	static inline const Statement any{"SELECT 1", Access::Read};
	static inline const Statement brief{"SELECT 1", Access::Read, true, true};

	std::unique_ptr<Test::LoopRunner> _runner;
	std::unique_ptr<SharedLane> _lane;
	PoolOptions _options;
	std::deque<SharedLane::Use> _uses; // used on the loop, or while nothing runs there
	int _opened = 0;
	int _failures = 0;
	std::chrono::milliseconds _delay{0};
};


CPPUNIT_TEST_SUITE_REGISTRATION(SharedLaneTest);
