//
// ServerLoop.h
//
// Library: Foundation
// Package: Http
//
// One loop of a server with its connections. Private.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_ServerLoop_INCLUDED
#define Athanor_Http_ServerLoop_INCLUDED


#include "Athanor/Core/EventLoop.h"
#include "Athanor/Http/Limits.h"
#include "Athanor/Http/Server.h"
#include "Athanor/Http/WorkerPool.h"
#include "Poco/Logger.h"
#include "Poco/Net/SocketAddress.h"
#include "ResponseHead.h"
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>


namespace Athanor::Http {


class Connection;


/// What all loops of a server share; constant while it serves, but for the flag.
struct ServerShared
{
	Limits limits;
	ServerOptions options;
	Router router;
	std::unique_ptr<WorkerPool> workers;
	Poco::Logger* accessLog = nullptr; ///< null: none
	std::atomic<bool> draining{false}; ///< every answer from now on closes its connection
};


/// What a loop counts; written on the loop, read from anywhere.
struct LoopCounters
{
	std::atomic<std::uint64_t> open{0}; ///< raised by the acceptor, before the loop knows the connection
	std::atomic<std::uint64_t> accepted{0};
	std::atomic<std::uint64_t> requests{0};
	std::atomic<std::uint64_t> active{0};
	std::array<std::atomic<std::uint64_t>, 6> responses{};
};


/// A ServerLoop is an event loop, the thread it runs on, and the connections that live there.
///
/// Thread safety: start(), post functions and counters from any thread; the rest on the loop.
/// Lifetime: the shared part outlives it.
class ServerLoop
{
public:
	explicit ServerLoop(ServerShared& shared);
	ServerLoop(const ServerLoop&) = delete;
	ServerLoop& operator=(const ServerLoop&) = delete;
	~ServerLoop();

	void start();
	/// Ends the thread; what was posted before still runs.
	void stop() noexcept;
	bool running() const noexcept
	{
		return _thread.joinable();
	}

	/// From the acceptor: takes over a connected descriptor. `refused`: answer 503 and close.
	void post(int fd, const Poco::Net::SocketAddress& client, const Poco::Net::SocketAddress& server,
			  bool refused);
	/// From any thread: close what is idle, let the rest end.
	void postDrain();
	/// From any thread: close everything.
	void postCloseAll();

	void remove(int fd) noexcept;
	bool draining() const noexcept
	{
		return _shared.draining.load(std::memory_order_relaxed);
	}
	/// A buffer for one recv; nobody keeps anything in it.
	std::string& scratch() noexcept
	{
		return _scratch;
	}
	std::string_view date()
	{
		return _date.now();
	}
	ServerShared& shared() noexcept
	{
		return _shared;
	}
	EventLoop& loop() noexcept
	{
		return _loop;
	}
	LoopCounters& counters() noexcept
	{
		return _counters;
	}

private:
	void adopt(int fd, const Poco::Net::SocketAddress& client, const Poco::Net::SocketAddress& server,
			   bool refused);
	void forEachConnection(void (Connection::*f)());

	ServerShared& _shared;
	EventLoop _loop;
	LoopCounters _counters;
	std::string _scratch;
	DateCache _date;
	std::unordered_map<int, std::shared_ptr<Connection>> _connections;
	std::thread _thread;
};


} // namespace Athanor::Http


#endif // Athanor_Http_ServerLoop_INCLUDED
