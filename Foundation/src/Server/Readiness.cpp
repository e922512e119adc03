//
// Readiness.cpp
//
// Library: Foundation
// Package: Server
//
// SPDX-License-Identifier: MIT
//
#include "Readiness.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Logger.h"
#include <algorithm>


namespace Athanor {


namespace {


Poco::Logger& readinessLogger()
{
	return Poco::Logger::get("athanor.server");
}


/// A thread for each of them: one that hangs must not speak for another.
int blockingOnes(const Engines& engines)
{
	return static_cast<int>(std::count_if(engines.all().begin(), engines.all().end(),
										  [](const auto& engine) { return !engine->isAsync(); }));
}


} // namespace


Readiness::Readiness(const Engines& engines):
	_engines(engines),
	_latest(engines.all().size())
{
}


Task<Http::Response> Readiness::answer()
{
	EventLoop& loop = *EventLoop::current();
	const EventLoop::Clock::time_point end = EventLoop::Clock::now() + patience;
	const EventLoop::Clock::duration pause = std::chrono::milliseconds(1);
	const std::vector<QuestionPtr> asked = questions();
	const auto isAnswered = [](const QuestionPtr& question) { return question->answered.load(); };
	// Asked again and again, because the answer may come from a thread that must not outlive the loop.
	while (!std::all_of(asked.begin(), asked.end(), isAnswered) && EventLoop::Clock::now() < end)
		co_await loop.sleep(pause);
	Http::Response response = describe(_engines, asked);
	co_return response;
}


std::vector<Readiness::QuestionPtr> Readiness::questions()
{
	std::vector<QuestionPtr> all;
	for (std::size_t i = 0; i < _latest.size(); ++i)
		all.push_back(question(i));
	return all;
}


/// The one that is under way, or a new one.
Readiness::QuestionPtr Readiness::question(std::size_t index)
{
	QuestionPtr fresh;
	{
		const std::lock_guard lock(_mutex);
		QuestionPtr& latest = _latest[index];
		if (latest && !latest->answered) return latest;
		latest = std::make_shared<Question>();
		fresh = latest;
	}
	start(*_engines.all()[index], fresh);
	return fresh;
}


void Readiness::start(Engine& engine, const QuestionPtr& question)
{
	if (engine.isAsync())
		EventLoop::current()->spawn(ask(engine, question));
	else if (!askers().tryPost([&engine, question] { runInline(ask(engine, question)); }))
		question->answered = true;
}


Http::WorkerPool& Readiness::askers()
{
	const std::lock_guard lock(_mutex);
	if (!_askers) _askers = std::make_unique<Http::WorkerPool>(blockingOnes(_engines), _latest.size());
	return *_askers;
}


Task<void> Readiness::ask(Engine& engine, QuestionPtr question)
{
	const Access access = Access::Read;
	std::string failure;
	try
	{
		co_await engine.probe(access);
		question->ready = true;
	}
	catch (const Poco::Exception& exception)
	{
		failure = exception.displayText();
	}
	catch (const std::exception& exception)
	{
		failure = exception.what();
	}
	if (!question->ready) readinessLogger().warning("bind " + engine.bindKey() + " is not ready: " + failure);
	question->answered = true;
}


Http::Response Readiness::describe(const Engines& engines, const std::vector<QuestionPtr>& questions)
{
	std::string lines;
	bool all = true;
	for (std::size_t i = 0; i < questions.size(); ++i)
	{
		const bool ready = questions[i]->answered && questions[i]->ready;
		lines += engines.all()[i]->bindKey() + (ready ? ": ready\n" : ": not ready\n");
		all = all && ready;
	}
	Http::Response response = Http::Response::text(std::move(lines), all ? 200 : 503);
	if (!all) response.retryAfter(1);
	return response;
}


} // namespace Athanor
