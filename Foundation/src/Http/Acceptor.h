//
// Acceptor.h
//
// Library: Foundation
// Package: Http
//
// Accepts connections and deals them out. Private.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Acceptor_INCLUDED
#define Athanor_Http_Acceptor_INCLUDED


#include "Athanor/Core/EventLoop.h"
#include "Poco/Net/SocketAddress.h"
#include "ServerLoop.h"
#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <vector>


namespace Athanor::Http {


/// An Acceptor listens on a server's addresses, on a thread of its own.
///
/// Thread safety: one thread at a time, except for what runs on its own. Lifetime: the loops outlive it.
class Acceptor
{
public:
	Acceptor(ServerShared& shared, std::vector<std::unique_ptr<ServerLoop>>& loops);
	Acceptor(const Acceptor&) = delete;
	Acceptor& operator=(const Acceptor&) = delete;
	~Acceptor();

	/// Throws Poco::Net::NetException if an address cannot be resolved or bound.
	void bind(const std::string& address);
	void start();
	/// Takes what the kernel has already accepted, closes the listening sockets, ends the thread. Idempotent.
	void stop() noexcept;

	std::vector<Poco::Net::SocketAddress> addresses() const;

private:
	class Listener;

	void acceptFrom(Listener& listener, int most) noexcept;
	bool acceptOne(Listener& listener);
	void handOver(int fd, const Poco::Net::SocketAddress& client, const Listener& listener);
	void refuseWithReserve(Listener& listener);
	void pause();
	std::size_t openConnections() const noexcept;

	ServerShared& _shared;
	std::vector<std::unique_ptr<ServerLoop>>& _loops;
	EventLoop _loop;
	std::vector<std::unique_ptr<Listener>> _listeners;
	std::thread _thread;
	int _reserve = -1; ///< given up for a moment to answer when there are no descriptors left
	bool _paused = false;
};


} // namespace Athanor::Http


#endif // Athanor_Http_Acceptor_INCLUDED
