//
// AsyncConnect.cpp
//
// Library: PostgreSQL
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "AsyncConnect.h"
#include "Errors.h"
#include "Link.h"
#include <arpa/inet.h>
#include <atomic>
#include <netdb.h>
#include <optional>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>


namespace Athanor::PostgreSQL {


namespace {


using Clock = EventLoop::Clock;


[[noreturn]] void fail(const std::string& message)
{
	Failure failure;
	failure.phase = Phase::Open;
	failure.message = message;
	raise(std::move(failure));
}


std::vector<std::string> split(const std::string& list)
{
	std::vector<std::string> parts;
	std::size_t begin = 0;
	for (std::size_t end = list.find(','); end != std::string::npos; end = list.find(',', begin))
	{
		parts.push_back(list.substr(begin, end - begin));
		begin = end + 1;
	}
	parts.push_back(list.substr(begin));
	return parts;
}


void appendTo(std::string& list, const std::string& part, bool first)
{
	if (!first) list += ',';
	list += part;
}


/// The numeric addresses of a host; empty if there are none.
std::vector<std::string> lookUp(const std::string& host)
{
	addrinfo hints{};
	hints.ai_socktype = SOCK_STREAM;
	addrinfo* found = nullptr;
	if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return {};
	const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, ::freeaddrinfo);
	std::vector<std::string> addresses;
	for (const addrinfo* entry = found; entry; entry = entry->ai_next)
	{
		char text[NI_MAXHOST];
		if (::getnameinfo(entry->ai_addr, entry->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) ==
			0)
			addresses.emplace_back(text);
	}
	return addresses;
}


/// Hosts, addresses and ports in the form of libpq: lists of the same length.
struct Addresses
{
	std::string hosts;
	std::string addresses;
	std::string ports;
	std::string missing; ///< a host that has no address
};


Addresses lookUpAll(const std::string& hostList, const std::string& portList)
{
	const std::vector<std::string> hosts = split(hostList);
	const std::vector<std::string> ports = split(portList);
	Addresses all;
	bool first = true;
	for (std::size_t i = 0; i < hosts.size(); ++i)
	{
		const std::vector<std::string> addresses =
			needsLookup(hosts[i]) ? lookUp(hosts[i]) : std::vector<std::string>(1, "");
		if (addresses.empty()) all.missing = hosts[i];
		for (const std::string& address : addresses)
		{
			appendTo(all.hosts, hosts[i], first);
			appendTo(all.addresses, address, first);
			appendTo(all.ports, ports.size() == 1 ? ports[0] : ports[std::min(i, ports.size() - 1)], first);
			first = false;
		}
	}
	return all;
}


/// What the thread of a look-up and the loop share; the thread may need longer than anybody waits for it.
struct Lookup
{
	Addresses found;
	std::atomic<bool> done = false;
};


std::shared_ptr<Lookup> startLookup(const Target& target)
{
	auto lookup = std::make_shared<Lookup>();
	try
	{
		std::thread([lookup, hosts = target.value("host"), ports = target.value("port")] {
			lookup->found = lookUpAll(hosts, ports);
			lookup->done = true;
		}).detach();
	}
	catch (const std::system_error& error)
	{
		fail(std::string("no thread to look up the host: ") + error.what());
	}
	return lookup;
}


/// Awaitable: suspends until a descriptor is ready, or the deadline has passed.
class Readiness: public EventLoop::Watcher
{
public:
	Readiness(EventLoop& loop, int fd, std::uint32_t events, Clock::time_point deadline):
		_loop(loop),
		_fd(fd),
		_events(events),
		_deadline(deadline)
	{
	}
	Readiness(const Readiness&) = delete;
	Readiness& operator=(const Readiness&) = delete;
	~Readiness() override
	{
		stop();
	}

	bool await_ready() const noexcept
	{
		return false;
	}
	void await_suspend(std::coroutine_handle<> waiter)
	{
		_waiter = waiter;
		_loop.watch(_fd, _events, *this);
		_watched = true;
		if (_deadline != Clock::time_point::max()) _timer = _loop.addTimer(_deadline, [this] { resume(); });
	}
	void await_resume() const noexcept
	{
	}

	void onReady(std::uint32_t) noexcept override
	{
		resume();
	}

private:
	void stop() noexcept
	{
		if (_watched) _loop.unwatch(_fd);
		if (_timer != 0) _loop.cancelTimer(_timer);
		_watched = false;
		_timer = 0;
	}

	void resume()
	{
		// The coroutine may destroy this object.
		const std::coroutine_handle<> waiter = _waiter;
		stop();
		waiter.resume();
	}

	EventLoop& _loop;
	int _fd;
	std::uint32_t _events;
	Clock::time_point _deadline;
	std::coroutine_handle<> _waiter;
	EventLoop::TimerId _timer = 0;
	bool _watched = false;
};


Task<Addresses> lookUpOn(EventLoop& loop, Target target, Clock::time_point deadline)
{
	const std::shared_ptr<Lookup> lookup = startLookup(target);
	const Clock::duration pause = std::chrono::milliseconds(2);
	// Asked again and again, because a thread that outlives its loop must not post to it.
	while (!lookup->done)
	{
		if (Clock::now() >= deadline) fail("the host was not found in time");
		co_await loop.sleep(pause);
	}
	if (lookup->found.hosts.empty()) fail("no address of host " + lookup->found.missing);
	co_return lookup->found;
}


bool needsLookup(const Target& target)
{
	if (!target.value("hostaddr").empty() || target.value("host").empty()) return false;
	for (const std::string& host : split(target.value("host")))
	{
		if (PostgreSQL::needsLookup(host)) return true;
	}
	return false;
}


ConnectionHandle startConnecting(const Target& target)
{
	ConnectionHandle connection(PQconnectStartParams(target.keywords().data(), target.values().data(), 0));
	if (!connection) throw std::bad_alloc();
	setUp(connection.get());
	PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
	return connection;
}


} // namespace


bool needsLookup(const std::string& host)
{
	if (host.empty() || host.front() == '/' || host.front() == '@') return false;
	in6_addr address{};
	return ::inet_pton(AF_INET, host.c_str(), &address) != 1 &&
		   ::inet_pton(AF_INET6, host.c_str(), &address) != 1;
}


Task<ConnectionHandle> connectOn(EventLoop& loop, Target target, int timeoutMs)
{
	const Clock::time_point deadline =
		timeoutMs > 0 ? Clock::now() + std::chrono::milliseconds(timeoutMs) : Clock::time_point::max();
	if (needsLookup(target))
	{
		Addresses found = co_await lookUpOn(loop, target, deadline);
		target.set("host", found.hosts);
		target.set("hostaddr", found.addresses);
		target.set("port", found.ports);
	}
	ConnectionHandle connection = startConnecting(target);
	PGconn* const native = connection.get();
	PostgresPollingStatusType status =
		PQstatus(native) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
	while (status != PGRES_POLLING_OK)
	{
		if (status == PGRES_POLLING_FAILED) raise(connectFailureOf(native));
		if (Clock::now() >= deadline) fail("no connection within " + std::to_string(timeoutMs) + " ms");
		Readiness readiness(loop, PQsocket(native), status == PGRES_POLLING_READING ? EPOLLIN : EPOLLOUT,
							deadline);
		co_await readiness;
		status = PQconnectPoll(native);
	}
	setUp(native);
	co_return connection;
}


} // namespace Athanor::PostgreSQL
