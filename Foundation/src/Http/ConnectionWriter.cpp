//
// ConnectionWriter.cpp
//
// Library: Foundation
// Package: Http
//
// One connection of a client: the way out, and time.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/AccessLog.h"
#include "Athanor/Http/Problem.h"
#include "Connection.h"
#include "Failure.h"
#include "ServerLoop.h"
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <utility>


namespace Athanor::Http {


namespace {


using std::chrono::milliseconds;

/// How long the client may take to close after the last answer.
constexpr milliseconds lingerTime{1000};
/// How long a connection that has not asked anything yet survives the begin of a drain: its first request
/// may be on its way.
constexpr milliseconds drainGrace{250};
/// A buffer that grew beyond this is given back when it is empty.
constexpr std::size_t keptBufferBytes = 16 * 1024;


/// The time that `bytes` take at `rate` bytes per second.
milliseconds timeFor(std::size_t bytes, std::size_t rate)
{
	return rate == 0 ? milliseconds(0) : milliseconds(bytes * 1000 / rate);
}


} // namespace


void Connection::answer(Exchange& exchange)
{
	const Request& request = exchange.request;
	Response& response = exchange.response;
	const bool more = _feeding ? _rest > 0 : hasUnparsed();
	const bool keep = request.keepAlive() && !response.closesConnection() && !(_owner.draining() && !more);
	Framing framing;
	framing.date = _owner.date();
	framing.requestId = request.requestId();
	framing.keepAlive = keep;
	framing.sayKeepAlive = request.minorVersion() == 0;
	framing.headOnly = request.method() == Method::Head;
	const std::size_t bytes = appendResponse(_out, response, framing);
	_closing = !keep;
	++_served;
	_owner.counters().responses[static_cast<std::size_t>(response.status() / 100)].fetch_add(
		1, std::memory_order_relaxed);
	if (Poco::Logger* log = _owner.shared().accessLog; log && log->information())
	{
		const auto time = EventLoop::Clock::now() - request.receivedAt();
		const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time);
		log->information(accessLine(request, response.status(), bytes, micros));
	}
	response = Response();
}


/// What the router answers by itself.
void Connection::answerUnrouted(const Router::Match& match)
{
	const Request& request = _exchange->request;
	const bool close = _exchange->response.closesConnection();
	Response response;
	switch (match.outcome)
	{
	case Router::Outcome::Options:
		response = Response::empty(204).set("Allow", match.allow);
		break;
	case Router::Outcome::MethodNotAllowed:
		response = problem(405, "The resource does not know this method", request);
		response.set("Allow", match.allow);
		break;
	case Router::Outcome::BadPath:
		response = problem(400, "The path is malformed", request);
		break;
	default:
		response = problem(404, "The requested resource was not found", request);
		break;
	}
	response.closeConnection(close);
	_exchange->response = std::move(response);
	answer(*_exchange);
}


void Connection::flush()
{
	while (_outAt < _out.size())
	{
		const ssize_t count = ::send(_fd, _out.data() + _outAt, _out.size() - _outAt, MSG_NOSIGNAL);
		if (count < 0 && errno == EINTR) continue;
		if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
		{
			close();
			return;
		}
		if (count < 0)
		{
			if (!_blocked)
			{
				_blocked = true;
				_writeStart = _owner.loop().now();
				_written = 0;
			}
			return;
		}
		_outAt += static_cast<std::size_t>(count);
		_written += static_cast<std::size_t>(count);
	}
	_blocked = false;
	_outAt = 0;
	_out.clear();
	if (_out.capacity() > keptBufferBytes) std::string().swap(_out);
}


void Connection::linger()
{
	std::string().swap(_pending);
	_pendingAt = 0;
	if (_eof || ::shutdown(_fd, SHUT_WR) != 0)
	{
		close();
		return;
	}
	_phase = Phase::Lingering;
	setDeadline(_owner.loop().now() + lingerTime);
}


void Connection::close()
{
	if (_phase == Phase::Closed) return;
	_phase = Phase::Closed;
	if (_timer != 0) _owner.loop().cancelTimer(std::exchange(_timer, 0));
	_owner.loop().unwatch(_fd);
	::close(_fd);
	_owner.remove(_fd);
}


void Connection::settle()
{
	// A flush may make room for requests that waited for it.
	for (;;)
	{
		const bool hadOutput = _outAt < _out.size();
		if (hadOutput) flush();
		if (_phase != Phase::Open || _blocked || !hadOutput || !hasUnparsed() || !canParse()) break;
		resume();
	}
	if (_phase == Phase::Closed) return;
	if (_phase == Phase::Open && !_blocked)
	{
		if (_closing)
			linger();
		else if (_eof && !_processing)
			close();
	}
	if (_phase == Phase::Closed) return;
	updateInterest();
	if (_phase == Phase::Open) updateDeadline();
}


void Connection::updateDeadline()
{
	const Limits& limits = _owner.shared().limits;
	TimePoint deadline = TimePoint::max();
	if (_blocked)
		deadline = _writeStart + milliseconds(limits.writeTimeoutMs) + timeFor(_written, limits.bodyMinRate);
	else if (_processing)
		deadline = TimePoint::max();
	else if (_inBody && limits.bodyMinRate > 0)
		deadline = _stageStart + milliseconds(limits.bodyGraceMs) +
				   timeFor(_exchange->request.body().size(), limits.bodyMinRate);
	else if (_inBody)
		deadline = TimePoint::max();
	else if (_inHead)
		deadline = _stageStart + milliseconds(limits.headerTimeoutMs);
	else if (_owner.draining())
		deadline = _owner.loop().now() + drainGrace;
	else
		deadline = _stageStart + milliseconds(_served == 0 ? limits.headerTimeoutMs : limits.idleTimeoutMs);
	setDeadline(deadline);
}


/// The timer is set only if there is none that fires early enough; one that fires too early is set again.
void Connection::setDeadline(TimePoint when)
{
	_deadline = when;
	if (when == TimePoint::max() || (_timer != 0 && _timerAt <= when)) return;
	if (_timer != 0) _owner.loop().cancelTimer(_timer);
	_timerAt = when;
	_timer = _owner.loop().addTimer(when, [this] { onTimer(); });
}


void Connection::onTimer()
{
	const std::shared_ptr<Connection> self = shared_from_this();
	_timer = 0;
	if (_owner.loop().now() < _deadline)
	{
		setDeadline(_deadline);
		return;
	}
	try
	{
		expire();
		if (_phase != Phase::Closed) settle();
	}
	catch (...)
	{
		logFailure("a connection failed", std::current_exception());
		close();
	}
}


void Connection::expire()
{
	if (_phase == Phase::Open && !_blocked && _inHead)
		refuse(408, "The header of the request took too long");
	else if (_phase == Phase::Open && !_blocked && _inBody)
		refuse(408, "The body of the request came too slowly");
	else
		close();
}


} // namespace Athanor::Http
