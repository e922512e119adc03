//
// Acceptor.cpp
//
// Library: Foundation
// Package: Http
//
// Accepts connections and deals them out.
//
// SPDX-License-Identifier: MIT
//
#include "Acceptor.h"
#include "Athanor/Core/UUID.h"
#include "Failure.h"
#include "Poco/Net/NetException.h"
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>


namespace Athanor::Http {


namespace {


using std::chrono::milliseconds;

/// How many are accepted before the other sockets have their turn.
constexpr int acceptBatch = 64;
/// How long accepting rests when there is no room.
constexpr milliseconds pauseTime{50};
/// How many connections beyond the limit may be answered 503 at the same time.
constexpr std::size_t minSurplus = 16;


struct PeerAddress
{
	sockaddr_storage storage{};
	socklen_t length = sizeof(sockaddr_storage);

	sockaddr* raw() noexcept
	{
		return reinterpret_cast<sockaddr*>(&storage);
	}
	Poco::Net::SocketAddress get() const
	{
		return Poco::Net::SocketAddress(reinterpret_cast<const sockaddr*>(&storage), length);
	}
};


void setOption(int fd, int level, int option, int value) noexcept
{
	// Options only tune; a socket without them works.
	(void)::setsockopt(fd, level, option, &value, sizeof value);
}


} // namespace


/// One listening socket.
class Acceptor::Listener: public EventLoop::Watcher
{
public:
	Listener(Acceptor& owner, const std::string& address):
		_owner(owner)
	{
		try
		{
			const Poco::Net::SocketAddress wanted(address);
			_fd = ::socket(wanted.af(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
			if (_fd < 0) fail();
			// A restart may bind while old connections end. Not SO_REUSEPORT: with it, a second daemon would
			// silently share the port.
			setOption(_fd, SOL_SOCKET, SO_REUSEADDR, 1);
			if (wanted.family() == Poco::Net::SocketAddress::IPv6)
				setOption(_fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
			if (::bind(_fd, wanted.addr(), wanted.length()) != 0 || ::listen(_fd, SOMAXCONN) != 0) fail();
			PeerAddress bound;
			if (::getsockname(_fd, bound.raw(), &bound.length) != 0) fail();
			_address = bound.get();
		}
		catch (const Poco::Exception& e)
		{
			close();
			throw Poco::Net::NetException("cannot listen on " + address, e.message(), e.code());
		}
	}

	~Listener() override
	{
		close();
	}

	void onReady(std::uint32_t) noexcept override
	{
		_owner.acceptFrom(*this, acceptBatch);
	}

	void close() noexcept
	{
		if (_fd >= 0) ::close(std::exchange(_fd, -1));
	}

	int fd() const noexcept
	{
		return _fd;
	}
	const Poco::Net::SocketAddress& address() const noexcept
	{
		return _address;
	}

private:
	[[noreturn]] static void fail()
	{
		throw Poco::Net::NetException(std::generic_category().message(errno), errno);
	}

	Acceptor& _owner;
	int _fd = -1;
	Poco::Net::SocketAddress _address;
};


Acceptor::Acceptor(ServerShared& shared, std::vector<std::unique_ptr<ServerLoop>>& loops):
	_shared(shared),
	_loops(loops),
	_reserve(::open("/dev/null", O_RDONLY | O_CLOEXEC))
{
}


Acceptor::~Acceptor()
{
	stop();
	if (_reserve >= 0) ::close(_reserve);
}


void Acceptor::bind(const std::string& address)
{
	_listeners.push_back(std::make_unique<Listener>(*this, address));
}


void Acceptor::start()
{
	for (const auto& listener : _listeners)
		_loop.watch(listener->fd(), EPOLLIN, *listener);
	_thread = std::thread([this] {
		try
		{
			_loop.run();
		}
		catch (...)
		{
			logFailure("the acceptor ended", std::current_exception());
		}
	});
}


void Acceptor::stop() noexcept
{
	if (!_thread.joinable()) return;
	_loop.stop();
	_thread.join();
	for (const auto& listener : _listeners)
	{
		acceptFrom(*listener, SOMAXCONN);
		_loop.unwatch(listener->fd());
		listener->close();
	}
}


std::vector<Poco::Net::SocketAddress> Acceptor::addresses() const
{
	std::vector<Poco::Net::SocketAddress> result;
	for (const auto& listener : _listeners)
		result.push_back(listener->address());
	return result;
}


void Acceptor::acceptFrom(Listener& listener, int most) noexcept
{
	try
	{
		for (int i = 0; i < most && acceptOne(listener); ++i)
		{
		}
	}
	catch (...)
	{
		logFailure("a connection could not be accepted", std::current_exception());
	}
}


/// False when there is nothing more to accept, or no room.
bool Acceptor::acceptOne(Listener& listener)
{
	const std::size_t limit = _shared.limits.maxConnections;
	if (openConnections() >= limit + std::max(minSurplus, limit / 20))
	{
		pause();
		return false;
	}
	PeerAddress peer;
	const int fd = ::accept4(listener.fd(), peer.raw(), &peer.length, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd >= 0)
	{
		handOver(fd, peer.get(), listener);
		return true;
	}
	switch (errno)
	{
	case EMFILE:
	case ENFILE:
	case ENOBUFS:
	case ENOMEM:
		refuseWithReserve(listener);
		pause();
		return false;
	// The client gave up while it waited.
	case ECONNABORTED:
	case EINTR:
	case EPROTO:
		return true;
	default:
		return false;
	}
}


void Acceptor::handOver(int fd, const Poco::Net::SocketAddress& client, const Listener& listener)
{
	setOption(fd, IPPROTO_TCP, TCP_NODELAY, 1);
	ServerLoop* fewest = nullptr;
	for (const auto& loop : _loops)
	{
		if (!fewest || loop->counters().open.load(std::memory_order_relaxed) <
						   fewest->counters().open.load(std::memory_order_relaxed))
		{
			fewest = loop.get();
		}
	}
	Poco::Net::SocketAddress server = listener.address();
	if (server.host().isWildcard())
	{
		PeerAddress own;
		if (::getsockname(fd, own.raw(), &own.length) == 0) server = own.get();
	}
	fewest->post(fd, client, server, openConnections() >= _shared.limits.maxConnections);
}


/// There is no descriptor left: one that was kept for this is given up, so that a client is told instead of
/// left waiting. The next one waits in the kernel until the pause is over.
void Acceptor::refuseWithReserve(Listener& listener)
{
	if (_reserve < 0) return;
	::close(_reserve);
	const int fd = ::accept4(listener.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd >= 0)
	{
		std::string text = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\n";
		text += "Connection: close\r\nX-Request-Id: " + UUID::v4().toString() + "\r\n\r\n";
		(void)::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
		(void)::shutdown(fd, SHUT_WR);
		// Unread bytes would turn the close into a reset that destroys the answer.
		char sink[4096];
		(void)::recv(fd, sink, sizeof sink, 0);
		::close(fd);
	}
	_reserve = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}


void Acceptor::pause()
{
	if (_paused || !_loop.isCurrent()) return;
	_paused = true;
	for (const auto& listener : _listeners)
		_loop.modify(listener->fd(), 0, *listener);
	_loop.addTimer(EventLoop::Clock::now() + pauseTime, [this] {
		_paused = false;
		for (const auto& listener : _listeners)
			_loop.modify(listener->fd(), EPOLLIN, *listener);
	});
}


std::size_t Acceptor::openConnections() const noexcept
{
	std::size_t count = 0;
	for (const auto& loop : _loops)
		count += loop->counters().open.load(std::memory_order_relaxed);
	return count;
}


} // namespace Athanor::Http
