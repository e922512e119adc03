//
// RawClient.h
//
// Library: Foundation
// Package: Http
//
// A client for tests that sends what it is told and nothing else.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_RawClient_INCLUDED
#define Athanor_Http_RawClient_INCLUDED


#include "Poco/Net/SocketAddress.h"
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>


namespace Athanor::Http {


/// A response as it came over the wire.
struct RawResponse
{
	int status = 0;
	std::string head;
	std::string body;

	/// The value of a field, by its exact name; empty if there is none.
	std::string header(const std::string& name) const
	{
		const std::size_t at = head.find("\r\n" + name + ": ");
		if (at == std::string::npos) return {};
		const std::size_t begin = at + name.size() + 4;
		return head.substr(begin, head.find("\r\n", begin) - begin);
	}
};


/// One connection. Every wait ends after five seconds with an exception.
class RawClient
{
public:
	explicit RawClient(const Poco::Net::SocketAddress& address, int receiveBuffer = 0):
		_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
	{
		if (receiveBuffer > 0) ::setsockopt(_fd, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
		if (::connect(_fd, address.addr(), address.length()) != 0)
		{
			::close(_fd);
			throw std::runtime_error("the test client cannot connect");
		}
	}
	RawClient(const RawClient&) = delete;
	RawClient& operator=(const RawClient&) = delete;
	~RawClient()
	{
		close();
	}

	void close()
	{
		if (_fd >= 0) ::close(_fd);
		_fd = -1;
	}

	/// False if the server does not take it.
	bool send(std::string_view data)
	{
		while (!data.empty())
		{
			const ssize_t count = ::send(_fd, data.data(), data.size(), MSG_NOSIGNAL);
			if (count <= 0) return false;
			data.remove_prefix(static_cast<std::size_t>(count));
		}
		return true;
	}

	/// Sends what fits now, without waiting.
	void sendSome(std::string_view data)
	{
		(void)::send(_fd, data.data(), data.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
	}

	void shutdownWrite()
	{
		::shutdown(_fd, SHUT_WR);
	}

	/// Reads one response; with headOnly one without its body.
	RawResponse response(bool headOnly = false)
	{
		std::size_t end = std::string::npos;
		while ((end = _in.find("\r\n\r\n")) == std::string::npos)
		{
			if (!fill()) throw std::runtime_error("the connection ended before a response: \"" + _in + "\"");
		}
		RawResponse response;
		response.head = _in.substr(0, end + 2);
		_in.erase(0, end + 4);
		response.status = std::atoi(response.head.c_str() + 9);
		const std::string length = response.header("Content-Length");
		const std::size_t size =
			headOnly || length.empty() ? 0 : static_cast<std::size_t>(std::stoul(length));
		while (_in.size() < size)
		{
			if (!fill()) throw std::runtime_error("the connection ended inside a body");
		}
		response.body = _in.substr(0, size);
		_in.erase(0, size);
		return response;
	}

	/// Reads until the server closes; all responses that came.
	std::vector<RawResponse> responsesUntilClose()
	{
		while (fill())
		{
		}
		std::vector<RawResponse> responses;
		while (!_in.empty())
			responses.push_back(response());
		return responses;
	}

	/// Waits for the end of the connection; true if nothing came before it.
	bool closedSilently()
	{
		while (fill())
		{
		}
		return _in.empty();
	}

	/// Whether something came, or the end did, within the time.
	bool readable(std::chrono::milliseconds time)
	{
		pollfd wait{_fd, POLLIN, 0};
		return !_in.empty() || ::poll(&wait, 1, static_cast<int>(time.count())) > 0;
	}

private:
	bool fill()
	{
		if (!readable(std::chrono::milliseconds(5000)) || _fd < 0)
		{
			throw std::runtime_error("the server did not answer in time");
		}
		char buffer[65536];
		const ssize_t count = ::recv(_fd, buffer, sizeof buffer, 0);
		if (count <= 0) return false;
		_in.append(buffer, static_cast<std::size_t>(count));
		return true;
	}

	int _fd;
	std::string _in;
};


} // namespace Athanor::Http


#endif // Athanor_Http_RawClient_INCLUDED
