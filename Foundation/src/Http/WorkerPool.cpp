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
#include <thread>
#include <utility>


namespace Athanor::Http {


/// A thread, and what it sleeps on: a lock of its own, so that who wakes it does not hold the pool's.
struct WorkerPool::Worker
{
	void wake()
	{
		{
			const std::lock_guard lock(mutex);
			called = true;
		}
		call.notify_one();
	}

	void sleep()
	{
		std::unique_lock lock(mutex);
		call.wait(lock, [this] { return called; });
		called = false;
	}

	std::mutex mutex;
	std::condition_variable call;
	bool called = false;
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
	Worker* called = nullptr;
	{
		const std::lock_guard lock(_mutex);
		if (_stopping || _jobs.size() >= _queueLength + unoccupied()) return false;
		_jobs.push_back(std::move(job));
		called = callOne();
	}
	if (called) called->wake();
	return true;
}


/// How many threads will take a job without finishing another one. With the lock held.
std::size_t WorkerPool::unoccupied() const noexcept
{
	return _idle.size() + (_waking ? 1 : 0);
}


/// The thread to wake, if one is needed and none is on its way. With the lock held.
WorkerPool::Worker* WorkerPool::callOne() noexcept
{
	if (_waking || _jobs.empty() || _idle.empty()) return nullptr;
	_waking = true;
	Worker* called = _idle.back();
	_idle.pop_back();
	return called;
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
		worker->wake();
	for (const std::unique_ptr<Worker>& worker : _workers)
	{
		if (worker->thread.joinable()) worker->thread.join();
	}
}


std::size_t WorkerPool::waiting() const
{
	const std::lock_guard lock(_mutex);
	return _jobs.size() - std::min(_jobs.size(), unoccupied());
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
	std::unique_lock lock(_mutex);
	while (!_stopping && _jobs.empty())
	{
		_idle.push_back(&worker);
		lock.unlock();
		worker.sleep();
		lock.lock();
		_waking = false;
	}
	if (_stopping) return nullptr;
	Job job = std::move(_jobs.front());
	_jobs.pop_front();
	Worker* called = callOne();
	lock.unlock();
	if (called) called->wake();
	return job;
}


} // namespace Athanor::Http
