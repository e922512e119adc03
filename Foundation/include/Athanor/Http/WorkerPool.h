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
/// A job's exception is logged; the thread goes on. A job that need not wait is given to the thread that became idle last,
/// and wakes no other: the fewer threads a load needs, the fewer caches are cold.
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

	const std::size_t _queueLength;
	std::vector<std::unique_ptr<Worker>> _workers;
	mutable std::mutex _mutex;
	std::deque<Job> _jobs;      // none while a thread is idle
	std::vector<Worker*> _idle; // the one that became so last at the end
	bool _stopping = false;
};


} // namespace Athanor::Http


#endif // Athanor_Http_WorkerPool_INCLUDED
