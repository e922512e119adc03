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
#include <utility>


namespace Athanor::Http {


WorkerPool::WorkerPool(int threads, std::size_t queueLength):
	_queueLength(queueLength)
{
	const int count = std::max(threads, 1);
	_threads.reserve(static_cast<std::size_t>(count));
	try
	{
		for (int i = 0; i < count; ++i)
			_threads.emplace_back([this] { run(); });
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
	{
		const std::lock_guard lock(_mutex);
		// A thread that is idle takes its job at once: that one does not wait.
		if (_stopping || _jobs.size() >= _queueLength + _idle) return false;
		_jobs.push_back(std::move(job));
	}
	_wake.notify_one();
	return true;
}


void WorkerPool::stop() noexcept
{
	std::deque<Job> dropped;
	{
		const std::lock_guard lock(_mutex);
		_stopping = true;
		dropped.swap(_jobs);
	}
	_wake.notify_all();
	for (std::thread& thread : _threads)
	{
		if (thread.joinable()) thread.join();
	}
}


std::size_t WorkerPool::waiting() const
{
	const std::lock_guard lock(_mutex);
	return _jobs.size();
}


void WorkerPool::run() noexcept
{
	for (;;)
	{
		Job job;
		{
			std::unique_lock lock(_mutex);
			++_idle;
			_wake.wait(lock, [this] { return _stopping || !_jobs.empty(); });
			--_idle;
			if (_jobs.empty()) return;
			job = std::move(_jobs.front());
			_jobs.pop_front();
		}
		try
		{
			job();
		}
		catch (...)
		{
			logFailure("a job of the worker pool failed", std::current_exception());
		}
	}
}


} // namespace Athanor::Http
