//
// SharedCountsTest.cpp
//
// Library: Tests
// Package: Data
//
// Who shares a count, and who comes too late for it.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/SharedCounts.h"
#include "LoopRunner.h"
#include <cppunit/extensions/HelperMacros.h>
#include <list>


using namespace Athanor;


class SharedCountsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SharedCountsTest);
	CPPUNIT_TEST(testWhoComesTogetherSharesOneCount);
	CPPUNIT_TEST(testWhoComesTooLateSharesTheNextOne);
	CPPUNIT_TEST(testOtherQuestionIsAskedByItself);
	CPPUNIT_TEST(testFailureIsToldToEachWhoWaitedForIt);
	CPPUNIT_TEST(testWhoLeavesDoesNotEndTheCount);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		asked.clear();
		gated = false;
		fails = false;
		answers.clear();
		counts =
			std::make_unique<SharedCounts>([this](const Statement& statement, const Parameters& parameters) {
				return ask(statement, parameters);
			});
	}

	void testWhoComesTogetherSharesOneCount()
	{
		runner.call([this] {
			start("a");
			start("a");
			start("a");
		});
		CPPUNIT_ASSERT(allAnswered());
		CPPUNIT_ASSERT_EQUAL(std::string("a"), questions());
		CPPUNIT_ASSERT_EQUAL(std::string("1 1 1"), totals());
	}

	void testWhoComesTooLateSharesTheNextOne()
	{
		gated = true;
		runner.call([this] { start("a"); });
		CPPUNIT_ASSERT(runner.eventually([this] { return asked.size() == 1; }));
		runner.call([this] { start("a"); });
		runner.call([this] { start("a"); });
		gated = false;
		CPPUNIT_ASSERT(allAnswered());
		CPPUNIT_ASSERT_EQUAL(std::string("a a"), questions());
		CPPUNIT_ASSERT_EQUAL(std::string("1 2 2"), totals());
	}

	void testOtherQuestionIsAskedByItself()
	{
		runner.call([this] {
			start("a");
			start("b");
			start("a", Value("x"));
		});
		CPPUNIT_ASSERT(allAnswered());
		CPPUNIT_ASSERT_EQUAL(std::string("a b a"), questions());
	}

	void testFailureIsToldToEachWhoWaitedForIt()
	{
		fails = true;
		runner.call([this] {
			start("a");
			start("a");
		});
		CPPUNIT_ASSERT(allAnswered());
		CPPUNIT_ASSERT_EQUAL(std::string("too slow too slow"), totals());
		fails = false;
		runner.call([this] { start("a"); });
		CPPUNIT_ASSERT(allAnswered());
		CPPUNIT_ASSERT_EQUAL(std::string("too slow too slow 2"), totals());
	}

	void testWhoLeavesDoesNotEndTheCount()
	{
		gated = true;
		Test::Abandoned first;
		const Statement statement{"a", Access::Read};
		const Parameters same{Value()};
		runner.call([&] {
			first.start(counts->count(statement, same));
			start("a");
		});
		CPPUNIT_ASSERT(runner.eventually([this] { return asked.size() == 1; }));
		runner.call([&] { first.destroy(); });
		gated = false;
		CPPUNIT_ASSERT(allAnswered());
		CPPUNIT_ASSERT_EQUAL(std::string("1"), totals());
		CPPUNIT_ASSERT(!first.resumed());
	}

private:
	/// Answers how many questions there were.
	Task<std::int64_t> ask(const Statement& statement, const Parameters&)
	{
		const std::string text = statement.text;
		const EventLoop::Clock::duration pause = std::chrono::milliseconds(1);
		EventLoop& loop = runner.loop();
		asked.push_back(text);
		while (gated)
			co_await loop.sleep(pause);
		if (fails) throw TimeoutException("too slow");
		co_return static_cast<std::int64_t>(asked.size());
	}

	Task<void> want(Statement statement, Parameters parameters, std::string& answer)
	{
		std::string& text = answer;
		try
		{
			std::int64_t total = co_await counts->count(statement, parameters);
			text = std::to_string(total);
		}
		catch (const TimeoutException& exception)
		{
			text = exception.message();
		}
	}

	void start(const std::string& text, Value value = Value())
	{
		answers.emplace_back();
		startDetached(want({text, Access::Read}, {std::move(value)}, answers.back()),
					  [](const std::exception_ptr&) {});
	}

	bool allAnswered()
	{
		return runner.eventually([this] {
			return std::none_of(answers.begin(), answers.end(),
								[](const std::string& answer) { return answer.empty(); });
		});
	}

	template <typename Texts>
	static std::string joined(const Texts& texts)
	{
		std::string line;
		for (const std::string& text : texts)
			line += (line.empty() ? "" : " ") + text;
		return line;
	}

	std::string questions() const
	{
		return joined(asked);
	}

	std::string totals() const
	{
		return joined(answers);
	}

	// Changed on the loop, and by the test while nothing runs there.
	std::vector<std::string> asked;
	std::list<std::string> answers;
	std::atomic<bool> gated = false;
	std::atomic<bool> fails = false;
	std::unique_ptr<SharedCounts> counts;
	Test::LoopRunner runner;
};


CPPUNIT_TEST_SUITE_REGISTRATION(SharedCountsTest);
