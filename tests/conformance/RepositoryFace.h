//
// RepositoryFace.h
//
// Library: Tests
// Package: Conformance
//
// A database and a session on it, blocking or on an event loop.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Conformance_RepositoryFace_INCLUDED
#define Athanor_Conformance_RepositoryFace_INCLUDED


#include "Athanor/Data/AsyncSession.h"
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/Session.h"
#include "ConformanceTarget.h"
#include "LoopRunner.h"
#include <memory>
#include <optional>
#include <utility>


namespace Athanor::Conformance {


/// A RepositoryFace runs tasks to their end where they belong: inline, or on a loop while the test waits.
///
/// Thread safety: one thread. Lifetime: the target outlives it.
class RepositoryFace
{
public:
	RepositoryFace(const Target& target, bool async):
		_engine(configOf(target, async), target.backend())
	{
		if (!async) return;
		_runner = std::make_unique<Test::LoopRunner>();
		_engine.attachLoops({&_runner->loop()});
	}
	~RepositoryFace()
	{
		if (!_runner) return;
		_runner->call([this] { _asyncSession.reset(); });
		// Not before the pools have cleaned what came back.
		_runner->eventually([this] { return _engine.used() == 0; });
		_runner->call([this] { _engine.close(); });
	}

	Engine& engine() noexcept
	{
		return _engine;
	}

	/// The session of a blocking face, or …
	Session& session()
	{
		if (!_session) _session = std::make_unique<Session>(_engine);
		return *_session;
	}
	/// … of one on a loop.
	AsyncSession& asyncSession()
	{
		_runner->call([&] {
			if (!_asyncSession) _asyncSession = std::make_unique<AsyncSession>(_engine, _runner->loop());
		});
		return *_asyncSession;
	}
	UnitOfWork& unit()
	{
		if (!_runner) return session().unit();
		AsyncSession& session = asyncSession();
		UnitOfWork* unit = nullptr;
		_runner->call([&] { unit = &session.unit(); });
		return *unit;
	}

	/// Ends the session; the next use makes another. What refers to it has to be gone.
	void renewSession()
	{
		_session.reset();
		if (_runner) _runner->call([this] { _asyncSession.reset(); });
	}

	template <typename T>
	T wait(Task<T> task)
	{
		if (!_runner) return runInline(std::move(task));
		if constexpr (std::is_void_v<T>)
		{
			_runner->run([&] { return std::move(task); });
		}
		else
		{
			std::optional<T> result;
			_runner->run([&] { return take(std::move(task), result); });
			return std::move(*result);
		}
	}

private:
	static DatabaseConfig configOf(const Target& target, bool async)
	{
		DatabaseConfig config = target.config();
		config.async = async;
		// What is slow here is the machine.
		config.engine.statementTimeoutMs = 20000;
		return config;
	}

	template <typename T>
	static Task<void> take(Task<T> task, std::optional<T>& result)
	{
		Task<T> running = std::move(task);
		T value = co_await running;
		result = std::move(value);
	}

	std::unique_ptr<Test::LoopRunner> _runner;
	Engine _engine;
	std::unique_ptr<Session> _session;
	std::unique_ptr<AsyncSession> _asyncSession;
};


} // namespace Athanor::Conformance


#endif // Athanor_Conformance_RepositoryFace_INCLUDED
