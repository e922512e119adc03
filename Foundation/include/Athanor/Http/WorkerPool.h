//
// WorkerPool.h
//
// Library: Foundation
// Package: Http
//
// The threads that run blocking endpoints.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_WorkerPool_INCLUDED
#define Athanor_Http_WorkerPool_INCLUDED


#include "Athanor/Core/API.h"
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>


namespace Athanor::Http {


/// A WorkerPool runs jobs on a fixed number of threads, from a queue of a fixed length.
///
/// The queue is bounded so that overload becomes an answer (503) at once and not a wait of unknown length.
/// A job's exception is logged; the thread goes on.
///
/// Of the idle threads the one that became so last is woken, and while it wakes up no other: it calls the next one if
/// jobs are left when it takes its own. To wake a thread costs more than most jobs, and on a busy machine it takes so
/// long that a thread which has just finished is there first. No job waits for a busy thread while one is idle.
///
/// Thread safety: thread-safe; stop() not from a job.
class Athanor_API WorkerPool
{
public:
	using Job = std::function<void()>;

	/// At least one thread; `queueLength` jobs may wait beside those that run.
	/// Throws std::system_error if the system gives no thread.
	WorkerPool(int threads, std::size_t queueLength);
	WorkerPool(const WorkerPool&) = delete;
	WorkerPool& operator=(const WorkerPool&) = delete;
	/// Stops.
	~WorkerPool();

	/// False if the queue is full or the pool stopped; then the job was not taken.
	bool tryPost(Job job);
	/// Drops what waits, waits for what runs, ends the threads. Idempotent. There is no way to interrupt a
	/// running job, so this lasts as long as the longest one.
	void stop() noexcept;
	/// How many jobs wait.
	std::size_t waiting() const;
	/// How many threads have nothing to do.
	std::size_t idle() const;

private:
	struct Worker;

	void run(Worker& worker) noexcept;
	Job next(Worker& worker);
	std::size_t unoccupied() const noexcept;
	Worker* callOne() noexcept;

	const std::size_t _queueLength;
	std::vector<std::unique_ptr<Worker>> _workers;
	mutable std::mutex _mutex;
	std::deque<Job> _jobs;
	std::vector<Worker*> _idle; // the one that became so last at the end
	/// A thread was woken and has not looked for a job yet; so it is whenever there are jobs and idle threads.
	bool _waking = false;
	bool _stopping = false;
};


} // namespace Athanor::Http


#endif // Athanor_Http_WorkerPool_INCLUDED
