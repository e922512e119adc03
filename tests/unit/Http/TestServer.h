//
// TestServer.h
//
// Library: Foundation
// Package: Http
//
// A server on a port of the kernel's choice, with routes for tests.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_TestServer_INCLUDED
#define Athanor_Http_TestServer_INCLUDED


#include "Athanor/Http/Server.h"
#include "Poco/AutoPtr.h"
#include "Poco/Logger.h"
#include "Poco/NullChannel.h"
#include "RawClient.h"
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>


namespace Athanor::Http {


/// A door that a handler waits at until the test opens it.
class Gate
{
public:
	void open()
	{
		{
			const std::lock_guard lock(_mutex);
			_open = true;
		}
		_changed.notify_all();
	}

	/// At most five seconds.
	void pass()
	{
		std::unique_lock lock(_mutex);
		++_waiting;
		_changed.notify_all();
		_changed.wait_for(lock, std::chrono::seconds(5), [this] { return _open; });
	}

	/// Waits until so many are at the door.
	void awaitWaiting(int count)
	{
		std::unique_lock lock(_mutex);
		if (!_changed.wait_for(lock, std::chrono::seconds(5), [&] { return _waiting >= count; }))
		{
			throw std::runtime_error("nobody came to the gate");
		}
	}

private:
	std::mutex _mutex;
	std::condition_variable _changed;
	bool _open = false;
	int _waiting = 0;
};


inline void waitUntil(const std::function<bool()>& condition)
{
	const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
	while (!condition())
	{
		if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("waited in vain");
		std::this_thread::yield();
	}
}


inline Task<Response> echoTask(Request& request, std::atomic<int>& dispatched)
{
	++dispatched;
	std::string text(request.target());
	if (!request.body().empty()) text += "|" + request.body();
	co_return Response::text(std::move(text));
}


/// `/echo` and `/echo/{path:*}` answer the target and the body, on the loop, and count; `/blocking` the same
/// on a worker; `/gate` waits for the gate.
class TestServer
{
public:
	explicit TestServer(Limits limits = shortLimits(), ServerOptions options = {})
	{
		// What handlers throw on purpose is no news.
		Poco::Logger::get("athanor.http").setChannel(Poco::AutoPtr<Poco::Channel>(new Poco::NullChannel));
		options.addresses = {"127.0.0.1:0"};
		if (options.loops == 0) options.loops = 2;
		_server = std::make_unique<Server>(limits, std::move(options));
		addRoutes();
	}
	~TestServer()
	{
		gate.open();
		_server->stop();
	}

	/// The defaults, with times a test can wait for.
	static Limits shortLimits()
	{
		Limits limits;
		limits.drainTimeoutMs = 5000;
		return limits;
	}

	TestServer& start()
	{
		_server->start();
		return *this;
	}
	Server& server()
	{
		return *_server;
	}
	Poco::Net::SocketAddress address() const
	{
		return _server->addresses().front();
	}

	std::atomic<int> dispatched{0};
	Gate gate;

private:
	void addRoutes()
	{
		const auto echo = makeAsync(
			[this](Request& request, const PathParameters&) { return echoTask(request, dispatched); });
		Router& router = _server->router();
		for (const char* method : {"GET", "POST", "PUT"})
		{
			router.add(method, "/echo", echo);
			router.add(method, "/echo/{path:*}", echo);
		}
		router.add("GET", "/", echo);
		router.add("POST", "/", echo);
		router.add("GET", "/blocking", makeBlocking([this](Request& request, const PathParameters&) {
					   ++dispatched;
					   return Response::text(std::string(request.target()));
				   }));
		router.add("GET", "/gate", makeBlocking([this](Request&, const PathParameters&) {
					   ++dispatched;
					   gate.pass();
					   return Response::text("through");
				   }));
	}

	std::unique_ptr<Server> _server;
};


} // namespace Athanor::Http


#endif // Athanor_Http_TestServer_INCLUDED
