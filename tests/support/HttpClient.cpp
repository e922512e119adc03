// A client that can send any bytes.
// SPDX-License-Identifier: MIT
#include "HttpClient.h"
#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <stdexcept>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>


namespace Athanor::Test {


namespace {


constexpr int deadlineSeconds = 20;


Headers parseHeaders(const std::string& head)
{
	Headers headers;
	std::size_t start = head.find("\r\n");
	while (start != std::string::npos && start + 2 < head.size())
	{
		const std::size_t end = head.find("\r\n", start + 2);
		const std::string line = head.substr(start + 2, end - start - 2);
		const std::size_t colon = line.find(": ");
		if (colon == std::string::npos) throw std::runtime_error("malformed header line: " + line);
		headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
		start = end;
	}
	return headers;
}


} // namespace


std::string Reply::header(const std::string& name) const
{
	std::string value;
	int count = 0;
	for (const auto& [key, text] : headers)
	{
		if (strcasecmp(key.c_str(), name.c_str()) != 0) continue;
		value = text;
		++count;
	}
	return count == 1 ? value : std::string();
}


bool Reply::has(const std::string& name) const
{
	return std::any_of(headers.begin(), headers.end(), [&](const auto& header) {
		return strcasecmp(header.first.c_str(), name.c_str()) == 0;
	});
}


HttpClient::HttpClient(std::uint16_t port):
	_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
	sockaddr_in address{};
	address.sin_family = AF_INET;
	address.sin_port = htons(port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	const timeval deadline{deadlineSeconds, 0};
	::setsockopt(_socket, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
	::setsockopt(_socket, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline);
	if (::connect(_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
	::close(_socket);
	throw std::runtime_error("cannot connect to port " + std::to_string(port));
}


HttpClient::~HttpClient()
{
	::close(_socket);
}


void HttpClient::send(const std::string& bytes)
{
	std::size_t sent = 0;
	while (sent < bytes.size())
	{
		const ssize_t count = ::send(_socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
		if (count < 0) throw std::runtime_error("the server takes nothing more");
		sent += static_cast<std::size_t>(count);
	}
}


/// False at the end of the stream.
bool HttpClient::fill()
{
	char bytes[16384];
	const ssize_t count = ::recv(_socket, bytes, sizeof bytes, 0);
	if (count < 0 && errno == ECONNRESET) throw std::runtime_error("the server reset the connection");
	if (count < 0) throw std::runtime_error("the server did not answer in time; so far: " + _buffer);
	_buffer.append(bytes, static_cast<std::size_t>(count));
	return count > 0;
}


Reply HttpClient::receive(bool toHead)
{
	std::size_t end = 0;
	while ((end = _buffer.find("\r\n\r\n")) == std::string::npos)
	{
		if (!fill()) throw std::runtime_error("the server closed without an answer: " + _buffer);
	}
	Reply reply;
	if (_buffer.compare(0, 9, "HTTP/1.1 ") != 0) throw std::runtime_error("no status line: " + _buffer);
	reply.status = std::stoi(_buffer.substr(9, 3));
	reply.headers = parseHeaders(_buffer.substr(0, end + 2));
	_buffer.erase(0, end + 4);
	const std::string length = reply.header("Content-Length");
	const std::size_t size = toHead || length.empty() ? 0 : std::stoul(length);
	while (_buffer.size() < size)
	{
		if (!fill()) throw std::runtime_error("the server closed within a body");
	}
	reply.body = _buffer.substr(0, size);
	_buffer.erase(0, size);
	return reply;
}


Reply HttpClient::request(const std::string& method, const std::string& target, const std::string& body,
						  const Headers& headers)
{
	std::string text = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
	bool typed = body.empty();
	for (const auto& [name, value] : headers)
	{
		text.append(name).append(": ").append(value).append("\r\n");
		typed = typed || strcasecmp(name.c_str(), "Content-Type") == 0;
	}
	if (!typed) text += "Content-Type: application/json\r\n";
	if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
	send(text + "\r\n" + body);
	return receive(method == "HEAD");
}


std::string HttpClient::rest()
{
	while (fill())
	{
	}
	return std::exchange(_buffer, {});
}


Reply request(std::uint16_t port, const std::string& method, const std::string& target,
			  const std::string& body, const Headers& headers)
{
	return HttpClient(port).request(method, target, body, headers);
}


} // namespace Athanor::Test
