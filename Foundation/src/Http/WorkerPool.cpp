//
// WorkerPool.cpp
//
// Library: Foundation
// Package: Http
//
// The threads that run blocking endpoints.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/WorkerPool.h"
#include "Failure.h"
#include <algorithm>
#include <condition_variable>
#include <optional>
#include <thread>
#include <utility>


namespace Athanor::Http {


/// A thread, and the hand-over of a job to it: a lock of its own, so that who wakes up does not compete for the pool's.
struct WorkerPool::Worker
{
	/// None ends it.
	void give(Job job)
	{
		{
			const std::lock_guard lock(mutex);
			given = std::move(job);
		}
		wake.notify_one();
	}

	Job await()
	{
		std::unique_lock lock(mutex);
		wake.wait(lock, [this] { return given.has_value(); });
		Job job = std::move(*given);
		given.reset();
		return job;
	}

	std::mutex mutex;
	std::condition_variable wake;
	std::optional<Job> given;
	std::thread thread;
};


WorkerPool::WorkerPool(int threads, std::size_t queueLength):
	_queueLength(queueLength)
{
	const auto count = static_cast<std::size_t>(std::max(threads, 1));
	_workers.reserve(count);
	_idle.reserve(count);
	try
	{
		for (std::size_t i = 0; i < count; ++i)
		{
			Worker& worker = *_workers.emplace_back(std::make_unique<Worker>());
			worker.thread = std::thread([this, &worker] { run(worker); });
		}
	}
	catch (...)
	{
		stop();
		throw;
	}
}


WorkerPool::~WorkerPool()
{
	stop();
}


bool WorkerPool::tryPost(Job job)
{
	Worker* idle = nullptr;
	{
		const std::lock_guard lock(_mutex);
		if (_stopping || (_idle.empty() && _jobs.size() >= _queueLength)) return false;
		if (_idle.empty())
		{
			_jobs.push_back(std::move(job));
			return true;
		}
		idle = _idle.back();
		_idle.pop_back();
	}
	idle->give(std::move(job));
	return true;
}


void WorkerPool::stop() noexcept
{
	std::deque<Job> dropped;
	std::vector<Worker*> idle;
	{
		const std::lock_guard lock(_mutex);
		_stopping = true;
		dropped.swap(_jobs);
		idle.swap(_idle);
	}
	for (Worker* worker : idle)
		worker->give(nullptr);
	for (const std::unique_ptr<Worker>& worker : _workers)
	{
		if (worker->thread.joinable()) worker->thread.join();
	}
}


std::size_t WorkerPool::waiting() const
{
	const std::lock_guard lock(_mutex);
	return _jobs.size();
}


std::size_t WorkerPool::idle() const
{
	const std::lock_guard lock(_mutex);
	return _idle.size();
}


void WorkerPool::run(Worker& worker) noexcept
{
	for (Job job = next(worker); job; job = next(worker))
	{
		try
		{
			job();
		}
		catch (...)
		{
			logFailure("a job of the worker pool failed", std::current_exception());
		}
		// What it captured goes now, not when the next one is there.
		job = nullptr;
	}
}


/// None when the pool has stopped.
WorkerPool::Job WorkerPool::next(Worker& worker)
{
	{
		const std::lock_guard lock(_mutex);
		if (_stopping) return nullptr;
		if (!_jobs.empty())
		{
			Job job = std::move(_jobs.front());
			_jobs.pop_front();
			return job;
		}
		_idle.push_back(&worker);
	}
	return worker.await();
}


} // namespace Athanor::Http
