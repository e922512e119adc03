//
// ServerLoop.cpp
//
// Library: Foundation
// Package: Http
//
// One loop of a server with its connections.
//
// SPDX-License-Identifier: MIT
//
#include "ServerLoop.h"
#include "Connection.h"
#include "Failure.h"
#include <unistd.h>
#include <utility>
#include <vector>


namespace Athanor::Http {


namespace {


constexpr std::size_t scratchBytes = 64 * 1024;


/// A descriptor on its way to the loop; closed if it never gets there.
struct Handover
{
	explicit Handover(int f) noexcept:
		fd(f)
	{
	}
	Handover(const Handover&) = delete;
	Handover& operator=(const Handover&) = delete;
	~Handover()
	{
		if (fd >= 0) ::close(fd);
	}

	int fd;
};


} // namespace


ServerLoop::ServerLoop(ServerShared& shared):
	_shared(shared),
	_scratch(scratchBytes, '\0')
{
}


ServerLoop::~ServerLoop()
{
	stop();
}


void ServerLoop::start()
{
	if (running()) return;
	_thread = std::thread([this] {
		try
		{
			_loop.run();
		}
		catch (...)
		{
			logFailure("a loop of the server ended", std::current_exception());
		}
	});
}


void ServerLoop::stop() noexcept
{
	if (!running()) return;
	_loop.stop();
	_thread.join();
}


void ServerLoop::post(int fd, const Poco::Net::SocketAddress& client, const Poco::Net::SocketAddress& server,
					  bool refused)
{
	_counters.open.fetch_add(1, std::memory_order_relaxed);
	_counters.accepted.fetch_add(1, std::memory_order_relaxed);
	auto handover = std::make_shared<Handover>(fd);
	_loop.post([this, handover, client, server, refused] {
		adopt(std::exchange(handover->fd, -1), client, server, refused);
	});
}


void ServerLoop::postDrain()
{
	_loop.post([this] { forEachConnection(&Connection::drain); });
}


void ServerLoop::postCloseAll()
{
	_loop.post([this] { forEachConnection(&Connection::close); });
}


void ServerLoop::remove(int fd) noexcept
{
	_connections.erase(fd);
	_counters.open.fetch_sub(1, std::memory_order_release);
}


void ServerLoop::adopt(int fd, const Poco::Net::SocketAddress& client, const Poco::Net::SocketAddress& server,
					   bool refused)
{
	auto connection = std::make_shared<Connection>(*this, fd, client, server);
	_connections.emplace(fd, connection);
	connection->start(refused);
}


void ServerLoop::forEachConnection(void (Connection::*f)())
{
	std::vector<std::shared_ptr<Connection>> connections;
	connections.reserve(_connections.size());
	for (const auto& [fd, connection] : _connections)
		connections.push_back(connection);
	for (const std::shared_ptr<Connection>& connection : connections)
		((*connection).*f)();
}


} // namespace Athanor::Http
