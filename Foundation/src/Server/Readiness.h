//
// Readiness.h
//
// Library: Foundation
// Package: Server
//
// Whether the databases answer, told within a bounded time.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Server_Readiness_INCLUDED
#define Athanor_Server_Readiness_INCLUDED


#include "Athanor/Data/Engines.h"
#include "Athanor/Http/Response.h"
#include "Athanor/Http/WorkerPool.h"
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <vector>


namespace Athanor {


/// A Readiness asks every database whether it is there, and answers for those that do not within `patience`.
///
/// The routes' workers are not used: when a database hangs, they may all wait for it. One question at a time is under way
/// to each database; who asks meanwhile waits for the same answer, so that nobody can use health checks as load.
///
/// Thread safety: thread-safe. Lifetime: dies before its engines; its threads end with it, when the database they ask
/// has answered or its own deadlines are over.
class Readiness
{
public:
	static constexpr std::chrono::milliseconds patience{1000};

	/// The engines are complete.
	explicit Readiness(const Engines& engines);
	Readiness(const Readiness&) = delete;
	Readiness& operator=(const Readiness&) = delete;

	/// 200 or 503, one line per database. On a loop.
	Task<Http::Response> answer();

private:
	/// One question, which outlives those who lose patience.
	struct Question
	{
		std::atomic<bool> answered = false;
		std::atomic<bool> ready = false;
	};
	using QuestionPtr = std::shared_ptr<Question>;

	static Task<void> ask(Engine& engine, QuestionPtr question);
	static Http::Response describe(const Engines& engines, const std::vector<QuestionPtr>& questions);
	QuestionPtr question(std::size_t index);
	void start(Engine& engine, const QuestionPtr& question);
	Http::WorkerPool& askers();
	std::vector<QuestionPtr> questions();

	const Engines& _engines;
	std::mutex _mutex;
	std::vector<QuestionPtr> _latest; ///< guarded by _mutex
	/// For databases whose connections block; guarded by _mutex. Made at the first question: routes are added before the
	/// daemon goes into the background, and threads would stay behind.
	std::unique_ptr<Http::WorkerPool> _askers;
};


} // namespace Athanor


#endif // Athanor_Server_Readiness_INCLUDED
