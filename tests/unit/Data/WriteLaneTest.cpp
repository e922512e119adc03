//
// WriteLaneTest.cpp
//
// Library: Tests
// Package: Data
//
// Writes that share connections when the pool has none left.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/WriteLane.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/Engine.h"
#include "FakeBackend.h"
#include "LoopRunner.h"
#include "StubConnection.h"
#include <cppunit/extensions/HelperMacros.h>
#include <algorithm>
#include <vector>


using namespace Athanor;


namespace {


/// What the connections of a test have in common; used on the loop.
struct Server
{
	std::vector<int> underWay; ///< of each connection that was opened
	int answered = 0;
	bool answers = false; ///< else writes stay under way
	int answersSome = 0;  ///< so many of them are answered all the same
	bool isLost = false;  ///< what is answered is that the connection was lost
};


/// Holds what it executes until the server answers.
class HeldConnection: public StubConnection
{
public:
	explicit HeldConnection(Server& server):
		_server(server),
		_number(server.underWay.size())
	{
		server.underWay.push_back(0);
	}

	Task<ResultSetPtr> execute(const Statement&, const Parameters&) override
	{
		Server& server = _server;
		const std::size_t number = _number;
		EventLoop& loop = *EventLoop::current();
		const std::chrono::milliseconds moment(1);
		++server.underWay[number];
		while (!server.answers && server.answersSome == 0)
			co_await loop.sleep(moment);
		server.answersSome = std::max(server.answersSome - 1, 0);
		--server.underWay[number];
		++server.answered;
		if (server.isLost)
		{
			ErrorDetail detail;
			detail.connectionLost = true;
			throw ConnectionException("lost", detail);
		}
		co_return nullptr;
	}

private:
	Server& _server;
	const std::size_t _number;
};


} // namespace


class WriteLaneTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(WriteLaneTest);
	CPPUNIT_TEST(testWritesHaveConnectionsOfTheirOwnWhileThereAreSome);
	CPPUNIT_TEST(testWritesShareConnectionsWhenAllAreLent);
	CPPUNIT_TEST(testWhoWaitsForAConnectionComesFirst);
	CPPUNIT_TEST(testNothingIsSentBehindASlowWrite);
	CPPUNIT_TEST(testNotTooManyAreUnderWayOnOneConnection);
	CPPUNIT_TEST(testConnectionIsGivenBackUnderConstantLoad);
	CPPUNIT_TEST(testLostConnectionIsReplaced);
	CPPUNIT_TEST(testCancelledWriteHoldsUpNobody);
	CPPUNIT_TEST(testEngineHasNoneUnlessConnectionsAreShared);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_runner = std::make_unique<Test::LoopRunner>();
	}

	void tearDown() override
	{
		answerAll();
		const bool returned = _runner->eventually([this] { return _pool->used() == 0; });
		_runner->call([this] {
			_lane.reset();
			_pool.reset();
		});
		_runner.reset();
		CPPUNIT_ASSERT_MESSAGE("a connection did not come back to its pool", returned);
	}

	void testWritesHaveConnectionsOfTheirOwnWhileThereAreSome()
	{
		makeLane(3);
		write(3);
		CPPUNIT_ASSERT(underWay({1, 1, 1}));
		answerAll();
		CPPUNIT_ASSERT(_runner->eventually([this] { return _server.answered == 3 && _pool->used() == 0; }));
	}

	void testWritesShareConnectionsWhenAllAreLent()
	{
		makeLane(2);
		write(6);
		CPPUNIT_ASSERT(underWay({3, 3}));
		_runner->call([this] { CPPUNIT_ASSERT_EQUAL(2, _pool->used()); });
	}

	void testWhoWaitsForAConnectionComesFirst()
	{
		makeLane(1);
		write(1);
		CPPUNIT_ASSERT(underWay({1}));
		_runner->call([this] { _runner->loop().spawn(borrow()); });
		write(1);
		answerAll();
		// While it is lent, the second write waits for it as well.
		CPPUNIT_ASSERT(_runner->eventually([this] { return static_cast<bool>(_borrowed); }));
		CPPUNIT_ASSERT_EQUAL(1, _server.answered);
		_runner->call([this] { _borrowed.release(); });
		CPPUNIT_ASSERT(_runner->eventually([this] { return _server.answered == 2; }));
	}

	void testNothingIsSentBehindASlowWrite()
	{
		makeLane(1);
		write(1);
		CPPUNIT_ASSERT(underWay({1}));
		const auto until = std::chrono::steady_clock::now() + 2 * WriteLane::heldUpAfter;
		CPPUNIT_ASSERT(_runner->eventually([&] { return std::chrono::steady_clock::now() > until; }));
		write(1);
		_runner->call([this] { CPPUNIT_ASSERT_EQUAL(1, _server.underWay[0]); });
		answerAll();
		CPPUNIT_ASSERT(_runner->eventually([this] { return _server.answered == 2; }));
	}

	void testNotTooManyAreUnderWayOnOneConnection()
	{
		makeLane(1);
		write(WriteLane::maxUnderWay + 3);
		CPPUNIT_ASSERT(underWay({WriteLane::maxUnderWay}));
		answerAll();
		CPPUNIT_ASSERT(
			_runner->eventually([this] { return _server.answered == WriteLane::maxUnderWay + 3; }));
	}

	void testConnectionIsGivenBackUnderConstantLoad()
	{
		makeLane(1);
		write(1);
		CPPUNIT_ASSERT(underWay({1}));
		// One is always behind another, until one waits for the pool.
		CPPUNIT_ASSERT(_runner->eventually([this] {
			if (!_pool->isFullyLent()) return true;
			_runner->loop().spawn(writeOnce());
			_server.answersSome = _server.underWay[0] - 1;
			return false;
		}));
	}

	void testLostConnectionIsReplaced()
	{
		makeLane(1);
		write(2);
		CPPUNIT_ASSERT(underWay({2}));
		_runner->call([this] { _server.isLost = true; });
		answerAll();
		CPPUNIT_ASSERT(_runner->eventually([this] { return _lost == 2; }));
		_runner->call([this] { _server.isLost = false; });
		write(1);
		CPPUNIT_ASSERT(_runner->eventually([this] { return _server.answered == 3; }));
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, _server.underWay.size());
	}

	void testCancelledWriteHoldsUpNobody()
	{
		makeLane(1);
		Test::Abandoned first;
		_runner->call([&] { first.start(_lane->execute(_insert, _none)); });
		write(1);
		CPPUNIT_ASSERT(underWay({2}));
		_runner->call([&] { first.destroy(); });
		_runner->call([this] { CPPUNIT_ASSERT_EQUAL(1, _pool->used()); });
		answerAll();
		CPPUNIT_ASSERT(_runner->eventually([this] { return _server.answered == 1 && _pool->used() == 0; }));
	}

	void testEngineHasNoneUnlessConnectionsAreShared()
	{
		makeLane(1);
		const FakeBackend backend;
		for (const int shared : {0, 2})
		{
			DatabaseConfig config;
			config.connectionString = "fake://lane";
			config.async = true;
			config.engine.sharedConnections = shared;
			Engine engine(config, backend);
			engine.attachLoops({&_runner->loop()});
			_runner->call([&] {
				CPPUNIT_ASSERT_EQUAL(shared > 0, engine.lane() != nullptr);
				CPPUNIT_ASSERT_EQUAL(shared > 0, engine.writeLane() != nullptr);
			});
			CPPUNIT_ASSERT(!engine.writeLane());
		}
	}

private:
	void makeLane(int connections)
	{
		PoolOptions options;
		options.name = "default";
		options.maxConnections = connections;
		options.keepConnections = connections;
		_pool = std::make_unique<AsyncPool>(options, [this] { return connect(); });
		_lane = std::make_unique<WriteLane>(*_pool);
	}

	Task<std::unique_ptr<Connection>> connect()
	{
		std::unique_ptr<Connection> connection = std::make_unique<HeldConnection>(_server);
		co_return connection;
	}

	Task<void> writeOnce()
	{
		WriteLane& lane = *_lane;
		try
		{
			ResultSetPtr result = co_await lane.execute(_insert, _none);
		}
		catch (const ConnectionException&)
		{
			++_lost;
		}
	}

	Task<void> borrow()
	{
		AsyncPool& pool = *_pool;
		Lease lease = co_await pool.acquire();
		_borrowed = std::move(lease);
	}

	void write(int count)
	{
		_runner->call([&] {
			for (int i = 0; i < count; ++i)
				_runner->loop().spawn(writeOnce());
		});
		// They run in the pass that follows.
		_runner->call([] {});
	}

	/// Whether so many writes come to be under way on the connections.
	bool underWay(const std::vector<int>& wanted)
	{
		return _runner->eventually([&] { return _server.underWay == wanted; });
	}

	void answerAll()
	{
		_runner->call([this] { _server.answers = true; });
	}

	const Statement _insert{"INSERT", Access::Write};
	const Parameters _none = {};
	std::unique_ptr<Test::LoopRunner> _runner;
	std::unique_ptr<AsyncPool> _pool;
	std::unique_ptr<WriteLane> _lane;
	Server _server; // used on the loop, or while nothing runs there
	Lease _borrowed;
	int _lost = 0;
};


CPPUNIT_TEST_SUITE_REGISTRATION(WriteLaneTest);
