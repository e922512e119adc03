//
// Connection.cpp
//
// Library: Foundation
// Package: Http
//
// One connection of a client: the way in.
//
// SPDX-License-Identifier: MIT
//
#include "Connection.h"
#include "Athanor/Http/Problem.h"
#include "Failure.h"
#include "ServerLoop.h"
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <utility>


namespace Athanor::Http {


namespace {


/// What may wait behind a request in work.
constexpr std::size_t maxPendingBytes = 64 * 1024;
/// What may wait to be sent before the next request is parsed.
constexpr std::size_t maxOutBytes = 256 * 1024;
/// What is read and thrown away after the last answer.
constexpr std::size_t maxLingerBytes = 64 * 1024;


} // namespace


Connection::Connection(ServerLoop& owner, int fd, const Poco::Net::SocketAddress& client,
					   const Poco::Net::SocketAddress& server):
	_owner(owner),
	_fd(fd),
	_peer(std::make_shared<const Request::Peer>(Request::Peer{client, server})),
	_parser(owner.shared().limits),
	_deadline(TimePoint::max()),
	_timerAt(TimePoint::max()),
	_stageStart(owner.loop().now())
{
}


Connection::~Connection()
{
	if (_phase != Phase::Closed)
	{
		if (_timer != 0) _owner.loop().cancelTimer(_timer);
		_owner.loop().unwatch(_fd);
		::close(_fd);
	}
}


void Connection::start(bool refused)
{
	nextExchange();
	_interest = EPOLLIN;
	try
	{
		_owner.loop().watch(_fd, _interest, *this);
		if (refused) refuse(503, "The server has too many connections");
		settle();
	}
	catch (...)
	{
		logFailure("a connection could not be served", std::current_exception());
		close();
	}
}


void Connection::onReady(std::uint32_t events) noexcept
{
	const std::shared_ptr<Connection> self = shared_from_this();
	try
	{
		if ((events & (EPOLLERR | EPOLLHUP)) != 0)
		{
			close();
			return;
		}
		if ((events & EPOLLOUT) != 0)
		{
			flush();
			if (!_blocked && _phase == Phase::Open) resume();
		}
		if ((events & EPOLLIN) != 0 && _phase != Phase::Closed) receive();
		if (_phase != Phase::Closed) settle();
	}
	catch (...)
	{
		logFailure("a connection failed", std::current_exception());
		close();
	}
}


void Connection::complete(std::shared_ptr<Exchange> exchange) noexcept
{
	if (_phase != Phase::Open) return;
	const std::shared_ptr<Connection> self = shared_from_this();
	try
	{
		answer(*exchange);
		_processing = false;
		exchange.reset();
		// Inside feed(): it goes on by itself.
		if (_feeding) return;
		nextExchange();
		resume();
		if (_phase != Phase::Closed) settle();
	}
	catch (...)
	{
		logFailure("an answer could not be written", std::current_exception());
		close();
	}
}


void Connection::drain()
{
	if (_phase != Phase::Open) return;
	// What the client sent before it could know is still answered.
	if (idle() && !_eof) receive();
	if (_phase == Phase::Open && idle() && _served > 0)
		close();
	else if (_phase != Phase::Closed)
		settle();
}


void Connection::receive()
{
	std::string& buffer = _owner.scratch();
	const ssize_t count = ::recv(_fd, buffer.data(), buffer.size(), 0);
	if (count > 0)
	{
		take(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
		return;
	}
	if (count < 0)
	{
		if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) close();
		return;
	}
	_eof = true;
	// A client may shut its way out and wait for the answer; without a complete request there is none.
	if (_phase == Phase::Lingering || (!_processing && _outAt == _out.size() && !hasUnparsed())) close();
}


void Connection::take(std::string_view data)
{
	if (_phase == Phase::Lingering)
	{
		_lingered += data.size();
		if (_lingered > maxLingerBytes) close();
		return;
	}
	if (_closing) return;
	const std::size_t used = canParse() && !hasUnparsed() ? feed(data) : 0;
	if (_phase != Phase::Open || _closing) return;
	if (used < data.size()) _pending.append(data.substr(used));
}


/// Goes on with what was received while nothing could be parsed.
void Connection::resume()
{
	if (!hasUnparsed() || !canParse()) return;
	_pendingAt += feed(std::string_view(_pending).substr(_pendingAt));
	if (!hasUnparsed() || _closing)
	{
		_pendingAt = 0;
		std::string().swap(_pending);
	}
}


std::size_t Connection::feed(std::string_view data)
{
	const std::size_t size = data.size();
	_feeding = true;
	while (!data.empty() && canParse())
	{
		std::size_t consumed = 0;
		const Parser::Status status = _parser.parse(data, consumed);
		data.remove_prefix(consumed);
		_rest = data.size();
		if (status == Parser::Status::Refused)
			refuse(_parser.refusal().status, _parser.refusal().detail);
		else if (status == Parser::Status::Complete)
			dispatch();
		else if (status == Parser::Status::Head)
			beginBody(!data.empty());
		else if (_parser.begun() && !_inHead && !_inBody)
		{
			_inHead = true;
			_stageStart = _owner.loop().now();
		}
	}
	_feeding = false;
	_rest = 0;
	return size - data.size();
}


void Connection::beginBody(bool moreIsHere)
{
	_inHead = false;
	_inBody = true;
	_stageStart = _owner.loop().now();
	if (!_parser.expectsContinue() || moreIsHere) return;
	const Request& request = _exchange->request;
	const Router::Match match = _owner.shared().router.match(request.methodName(), request.path());
	if (match.outcome == Router::Outcome::Found)
	{
		_out.append("HTTP/1.1 100 Continue\r\n\r\n");
		return;
	}
	// The client waits to be told: nothing would be done with the body.
	_exchange->response.closeConnection();
	answerUnrouted(match);
}


void Connection::dispatch()
{
	_inHead = _inBody = false;
	Exchange& exchange = *_exchange;
	exchange.request._receivedAt = _owner.loop().now();
	_owner.counters().requests.fetch_add(1, std::memory_order_relaxed);
	Router::Match match =
		_owner.shared().router.match(exchange.request.methodName(), exchange.request.path());
	if (match.outcome != Router::Outcome::Found)
	{
		answerUnrouted(match);
		nextExchange();
		return;
	}
	exchange.parameters = std::move(match.parameters);
	_processing = true;
	if (!runEndpoint(_exchange, *match.endpoint))
	{
		_processing = false;
		exchange.response = problem(503, "The server is busy", exchange.request).retryAfter(1);
		answer(exchange);
	}
	if (!_processing) nextExchange();
}


/// Nothing received that is not answered, and nothing to be sent.
bool Connection::idle() const noexcept
{
	return !_processing && !_inHead && !_inBody && !_closing && _outAt == _out.size() && !hasUnparsed();
}


bool Connection::canParse() const noexcept
{
	return _phase == Phase::Open && !_processing && !_closing && _out.size() - _outAt < maxOutBytes;
}


bool Connection::hasUnparsed() const noexcept
{
	return _pendingAt < _pending.size();
}


/// Makes ready for the next request. The last exchange is used again if nobody else holds it.
void Connection::nextExchange()
{
	if (!_exchange || _exchange.use_count() > 1) _exchange = std::make_shared<Exchange>();
	Exchange& exchange = *_exchange;
	exchange.connection = weak_from_this();
	exchange.loop = &_owner;
	exchange.parameters.clear();
	_parser.start(exchange.request);
	exchange.request._loop = &_owner.loop();
	if (exchange.request._peer != _peer) exchange.request._peer = _peer;
	_stageStart = _owner.loop().now();
}


void Connection::refuse(int status, std::string_view detail)
{
	_inHead = _inBody = false;
	Request& request = _exchange->request;
	if (request._requestId.empty()) request.adoptRequestId();
	request._receivedAt = _owner.loop().now();
	_exchange->response = problem(status, detail, request);
	if (status == 503) _exchange->response.retryAfter(1);
	_exchange->response.closeConnection();
	answer(*_exchange);
}


void Connection::updateInterest()
{
	std::uint32_t wanted = 0;
	const bool full = _pending.size() - _pendingAt >= maxPendingBytes || (_closing && _phase == Phase::Open);
	if (!_eof && !full) wanted |= EPOLLIN;
	if (_blocked) wanted |= EPOLLOUT;
	if (wanted == _interest) return;
	_interest = wanted;
	_owner.loop().modify(_fd, wanted, *this);
}


} // namespace Athanor::Http
