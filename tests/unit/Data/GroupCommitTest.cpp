//
// GroupCommitTest.cpp
//
// Library: Tests
// Package: Data
//
// Who is in which group, who hears what, and who is taken back.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/GroupCommit.h"
#include "LoopRunner.h"
#include "StubConnection.h"
#include <cppunit/extensions/HelperMacros.h>
#include <atomic>
#include <list>
#include <mutex>


using namespace Athanor;


namespace {


/// Executes groups when it is told to; a statement's text says how it ends.
class GatedConnection: public StubConnection
{
public:
	explicit GatedConnection(EventLoop& loop):
		_loop(loop)
	{
	}

	Task<ResultSetPtr> execute(const Statement& statement, const Parameters&) override
	{
		const std::string text = statement.text;
		if (text == "duplicate") throw DuplicateKeyException(text);
		co_return nullptr;
	}
	Task<void> executeGroup(const WriteGroup& group) override
	{
		const WriteGroup writes = group;
		const EventLoop::Clock::duration pause = std::chrono::milliseconds(1);
		{
			const std::lock_guard lock(mutex);
			groups.emplace_back();
			for (const std::shared_ptr<GroupedWrite>& write : writes)
				groups.back().push_back(write->statement.text);
		}
		while (closed)
			co_await _loop.sleep(pause);
		if (lost)
		{
			ErrorDetail detail;
			detail.connectionLost = true;
			throw CommitUnknownException("lost", detail);
		}
		co_await Connection::executeGroup(writes);
	}

	std::atomic<bool> closed = false; ///< groups wait
	std::atomic<bool> lost = false;
	std::mutex mutex;
	std::vector<std::vector<std::string>> groups; ///< guarded by the mutex

private:
	EventLoop& _loop;
};


/// Takes the one connection back.
class Source: public ConnectionSource
{
public:
	void giveBack(PooledConnection returned, bool, bool isBroken) noexcept override
	{
		pooled = std::move(returned);
		broken = broken || isBroken;
	}

	PooledConnection pooled;
	bool broken = false;
};


} // namespace


class GroupCommitTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(GroupCommitTest);
	CPPUNIT_TEST(testWhoComesTogetherIsOneGroup);
	CPPUNIT_TEST(testWhoComesDuringAGroupIsTheNextOne);
	CPPUNIT_TEST(testFailureIsItsWritesAlone);
	CPPUNIT_TEST(testLostConnectionIsToldToEachAndNotKept);
	CPPUNIT_TEST(testCallersOfTwoLoopsGoOnWhereTheyCameFrom);
	CPPUNIT_TEST(testCallerWhoLeavesBeforeItsGroupTakesItsWriteBack);
	CPPUNIT_TEST(testGroupsAreLimited);
	CPPUNIT_TEST(testNoConnectionIsToldToEach);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		first = std::make_unique<Test::LoopRunner>();
		second = std::make_unique<Test::LoopRunner>();
		auto made = std::make_unique<GatedConnection>(first->loop());
		connection = made.get();
		source.pooled.connection = std::move(made);
		group = std::make_unique<GroupCommit>([this] { return acquire(); });
	}

	void tearDown() override
	{
		connection->closed = false;
		second.reset();
		first.reset();
	}

	void testWhoComesTogetherIsOneGroup()
	{
		first->call([this] {
			start(*first, "a");
			start(*first, "b");
		});
		waitForAll();
		CPPUNIT_ASSERT_EQUAL(std::string("a b"), groups());
	}

	void testWhoComesDuringAGroupIsTheNextOne()
	{
		connection->closed = true;
		first->call([this] { start(*first, "a"); });
		CPPUNIT_ASSERT(first->eventually([this] { return groups() == "a"; }));
		for (const char* text : {"b", "c", "d"})
			first->call([this, text] { start(*first, text); });
		connection->closed = false;
		waitForAll();
		CPPUNIT_ASSERT_EQUAL(std::string("a | b c d"), groups());
	}

	void testFailureIsItsWritesAlone()
	{
		first->call([this] {
			start(*first, "a");
			start(*first, "duplicate");
			start(*first, "b");
		});
		waitForAll();
		CPPUNIT_ASSERT_EQUAL(std::string("ok, duplicate, ok"), outcomes());
	}

	void testLostConnectionIsToldToEachAndNotKept()
	{
		connection->lost = true;
		first->call([this] {
			start(*first, "a");
			start(*first, "b");
		});
		waitForAll();
		CPPUNIT_ASSERT_EQUAL(std::string("lost, lost"), outcomes());
		CPPUNIT_ASSERT(source.broken);
	}

	void testCallersOfTwoLoopsGoOnWhereTheyCameFrom()
	{
		connection->closed = true;
		for (int i = 0; i < 4; ++i)
		{
			first->call([this] { start(*first, "a"); });
			second->call([this] { start(*second, "b"); });
		}
		connection->closed = false;
		waitForAll();
		CPPUNIT_ASSERT_EQUAL(std::string("ok, ok, ok, ok, ok, ok, ok, ok"), outcomes());
		CPPUNIT_ASSERT_EQUAL(0, strayed.load());
	}

	void testCallerWhoLeavesBeforeItsGroupTakesItsWriteBack()
	{
		connection->closed = true;
		first->call([this] { start(*first, "a"); });
		CPPUNIT_ASSERT(first->eventually([this] { return groups() == "a"; }));
		Test::Abandoned abandoned;
		first->call([&] { abandoned.start(group->execute(statement("left"), none)); });
		first->call([&] {
			start(*first, "b");
			abandoned.destroy();
		});
		connection->closed = false;
		waitForAll();
		CPPUNIT_ASSERT_EQUAL(std::string("a | b"), groups());
	}

	void testGroupsAreLimited()
	{
		first->call([this] {
			for (std::size_t i = 0; i < GroupCommit::limit + 1; ++i)
				start(*first, "a");
		});
		waitForAll();
		const std::lock_guard lock(connection->mutex);
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, connection->groups.size());
		CPPUNIT_ASSERT_EQUAL(GroupCommit::limit, connection->groups.front().size());
	}

	void testNoConnectionIsToldToEach()
	{
		refuses = true;
		first->call([this] {
			start(*first, "a");
			start(*first, "b");
		});
		waitForAll();
		CPPUNIT_ASSERT_EQUAL(std::string("none is free, none is free"), outcomes());
	}

private:
	struct Caller
	{
		std::string outcome;
		std::atomic<bool> done = false;
	};

	Task<Lease> acquire()
	{
		Source& from = source;
		if (refuses) throw ConnectionException("none is free");
		co_return Lease(from, std::move(from.pooled));
	}

	static Statement statement(const std::string& text)
	{
		return {text, Access::Write, true};
	}

	Task<void> write(Test::LoopRunner& runner, std::string text, Caller& caller)
	{
		const Statement sent = statement(text);
		try
		{
			ResultSetPtr rows = co_await group->execute(sent, none);
			caller.outcome = "ok";
		}
		catch (const DatabaseException& exception)
		{
			caller.outcome = exception.message();
		}
		if (!runner.loop().isCurrent()) ++strayed;
		caller.done = true;
	}

	void start(Test::LoopRunner& runner, const std::string& text)
	{
		Caller* caller = nullptr;
		{
			const std::lock_guard lock(mutex);
			caller = &callers.emplace_back();
		}
		startDetached(write(runner, text, *caller), [](const std::exception_ptr&) {});
	}

	void waitForAll()
	{
		CPPUNIT_ASSERT(first->eventually([this] {
			const std::lock_guard lock(mutex);
			return std::all_of(callers.begin(), callers.end(),
							   [](const Caller& caller) { return caller.done.load(); });
		}));
	}

	std::string outcomes()
	{
		std::string text;
		const std::lock_guard lock(mutex);
		for (const Caller& caller : callers)
			text += (text.empty() ? "" : ", ") + caller.outcome;
		return text;
	}

	std::string groups()
	{
		std::string text;
		const std::lock_guard lock(connection->mutex);
		for (const std::vector<std::string>& one : connection->groups)
		{
			if (!text.empty()) text += " |";
			for (const std::string& write : one)
				text += (text.empty() ? "" : " ") + write;
		}
		return text;
	}

	const Parameters none{};
	Source source;
	GatedConnection* connection = nullptr;
	std::mutex mutex;
	std::list<Caller> callers;
	std::atomic<int> strayed = 0;
	std::atomic<bool> refuses = false;
	std::unique_ptr<GroupCommit> group;
	std::unique_ptr<Test::LoopRunner> first;
	std::unique_ptr<Test::LoopRunner> second;
};


CPPUNIT_TEST_SUITE_REGISTRATION(GroupCommitTest);
