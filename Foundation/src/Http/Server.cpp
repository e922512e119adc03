//
// Server.cpp
//
// Library: Foundation
// Package: Http
//
// The HTTP engine.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Server.h"
#include "Acceptor.h"
#include "Athanor/Core/Exceptions.h"
#include "Failure.h"
#include "ServerLoop.h"
#include <algorithm>
#include <thread>
#include <utility>


namespace Athanor::Http {


namespace {


using std::chrono::milliseconds;

/// How often a drain looks whether everything is done.
constexpr milliseconds drainPoll{5};


} // namespace


struct Server::Impl
{
	ServerShared shared;
	std::vector<std::unique_ptr<ServerLoop>> loops;
	std::unique_ptr<Acceptor> acceptor;
	bool started = false;
	bool drained = false;

	/// Nothing is open and nobody works on a request, not even for a client that has gone.
	bool quiet() const noexcept
	{
		return std::all_of(loops.begin(), loops.end(), [](const std::unique_ptr<ServerLoop>& loop) {
			const LoopCounters& counters = loop->counters();
			return counters.open.load(std::memory_order_acquire) == 0 &&
				   counters.active.load(std::memory_order_acquire) == 0;
		});
	}

	void waitQuiet(milliseconds most) const
	{
		const auto deadline = EventLoop::Clock::now() + most;
		while (!quiet() && EventLoop::Clock::now() < deadline)
			std::this_thread::sleep_for(drainPoll);
	}

	void drain()
	{
		shared.draining.store(true);
		acceptor->stop();
		for (const auto& loop : loops)
			loop->postDrain();
		waitQuiet(milliseconds(shared.limits.drainTimeoutMs));
		for (const auto& loop : loops)
			loop->postCloseAll();
		shared.workers->stop();
		waitQuiet(milliseconds(100));
	}
};


Server::Server(const Limits& limits, ServerOptions options, Router router):
	_impl(std::make_unique<Impl>())
{
	ServerShared& shared = _impl->shared;
	shared.limits = limits;
	shared.options = std::move(options);
	shared.router = std::move(router);
	if (shared.options.accessLog) shared.accessLog = &Poco::Logger::get("athanor.access");
	const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
	const int count = shared.options.loops > 0 ? shared.options.loops : cores;
	for (int i = 0; i < count; ++i)
		_impl->loops.push_back(std::make_unique<ServerLoop>(shared));
}


Server::~Server()
{
	stop();
}


Router& Server::router()
{
	if (_impl->started) throw ImproperConfigurationException("routes cannot change while the server runs");
	return _impl->shared.router;
}


std::vector<EventLoop*> Server::loops() const
{
	std::vector<EventLoop*> result;
	for (const auto& loop : _impl->loops)
		result.push_back(&loop->loop());
	return result;
}


void Server::runLoops()
{
	for (const auto& loop : _impl->loops)
		loop->start();
}


void Server::start()
{
	if (_impl->started) throw ImproperConfigurationException("a server starts only once");
	ServerShared& shared = _impl->shared;
	auto acceptor = std::make_unique<Acceptor>(shared, _impl->loops);
	for (const std::string& address : shared.options.addresses)
		acceptor->bind(address);
	shared.workers = std::make_unique<WorkerPool>(shared.options.workers, shared.options.workerQueue);
	runLoops();
	_impl->acceptor = std::move(acceptor);
	_impl->started = true;
	_impl->acceptor->start();
}


void Server::drain() noexcept
{
	if (!_impl->started || std::exchange(_impl->drained, true)) return;
	try
	{
		_impl->drain();
	}
	catch (...)
	{
		logFailure("the server could not drain", std::current_exception());
	}
}


void Server::stop() noexcept
{
	drain();
	for (const auto& loop : _impl->loops)
		loop->stop();
}


std::vector<Poco::Net::SocketAddress> Server::addresses() const
{
	return _impl->acceptor ? _impl->acceptor->addresses() : std::vector<Poco::Net::SocketAddress>();
}


ServerStatistics Server::statistics() const noexcept
{
	ServerStatistics sum;
	for (const auto& loop : _impl->loops)
	{
		const LoopCounters& counters = loop->counters();
		sum.openConnections += counters.open.load(std::memory_order_relaxed);
		sum.acceptedConnections += counters.accepted.load(std::memory_order_relaxed);
		sum.requests += counters.requests.load(std::memory_order_relaxed);
		sum.active += counters.active.load(std::memory_order_relaxed);
		for (std::size_t i = 0; i < sum.responses.size(); ++i)
		{
			sum.responses[i] += counters.responses[i].load(std::memory_order_relaxed);
		}
	}
	return sum;
}


} // namespace Athanor::Http
