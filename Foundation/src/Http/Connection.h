//
// Connection.h
//
// Library: Foundation
// Package: Http
//
// One connection of a client. Private.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_Connection_INCLUDED
#define Athanor_Http_Connection_INCLUDED


#include "Athanor/Core/EventLoop.h"
#include "Athanor/Http/Parser.h"
#include "Athanor/Http/Router.h"
#include "Exchange.h"
#include "Poco/Net/SocketAddress.h"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>


namespace Athanor::Http {


class ServerLoop;


/// A Connection reads requests from a socket, has them answered one at a time, and writes the answers.
///
/// It has one deadline, whose meaning follows from what the connection waits for, and one timer that is set
/// again only when it fires too early: a request that comes and goes at once touches no timer.
/// ConnectionWriter.cpp has the way out (answers, flush, close), Connection.cpp the way in.
///
/// Thread safety: everything on its loop. Lifetime: held by its ServerLoop until close(); exchanges refer to
/// it weakly.
class Connection: public EventLoop::Watcher, public std::enable_shared_from_this<Connection>
{
public:
	using TimePoint = EventLoop::Clock::time_point;

	/// Takes over the descriptor.
	Connection(ServerLoop& owner, int fd, const Poco::Net::SocketAddress& client,
			   const Poco::Net::SocketAddress& server);
	~Connection() override;

	/// Begins to read; `refused`: answers 503 and closes instead.
	void start(bool refused);
	void onReady(std::uint32_t events) noexcept override;
	/// The answer of an endpoint arrived.
	void complete(std::shared_ptr<Exchange> exchange) noexcept;
	/// The server stops: close if there is nothing to answer.
	void drain();
	/// At once; the object may be gone afterwards if the caller does not hold it.
	void close();

private:
	enum class Phase : std::uint8_t
	{
		Open,
		Lingering, ///< everything is sent and the way out is shut; waits for the client to close
		Closed
	};

	// The way in.
	void receive();
	void take(std::string_view data);
	void resume();
	/// Parses and dispatches; returns how many bytes were used.
	std::size_t feed(std::string_view data);
	/// The head of the request is complete.
	void beginBody(bool moreIsHere);
	void dispatch();
	bool idle() const noexcept;
	bool canParse() const noexcept;
	bool hasUnparsed() const noexcept;
	void nextExchange();
	void refuse(int status, std::string_view detail);

	// The way out.
	void answer(Exchange& exchange);
	void answerUnrouted(const Router::Match& match);
	void flush();
	void linger();
	/// After anything happened: send, watch for what is needed, set the deadline.
	void settle();
	void updateInterest();
	void updateDeadline();
	void setDeadline(TimePoint when);
	void onTimer();
	void expire();

	ServerLoop& _owner;
	const int _fd;
	const Request::PeerPtr _peer;
	Parser _parser;
	std::shared_ptr<Exchange> _exchange;
	std::string _pending; ///< received while a request was in work
	std::size_t _pendingAt = 0;
	std::size_t _rest = 0; ///< bytes behind the current request, while feeding
	std::string _out;
	std::size_t _outAt = 0;
	std::size_t _lingered = 0;
	TimePoint _deadline;
	TimePoint _timerAt;
	TimePoint _stageStart;    ///< of the head or the body, or when the connection became idle
	TimePoint _writeStart;    ///< when the socket would take no more
	std::size_t _written = 0; ///< since then
	EventLoop::TimerId _timer = 0;
	std::uint32_t _interest = 0;
	std::uint64_t _served = 0;
	Phase _phase = Phase::Open;
	bool _processing = false;
	bool _feeding = false;
	bool _closing = false; ///< the answer that is last was queued
	bool _eof = false;
	bool _blocked = false; ///< the socket takes no more
	bool _inHead = false;
	bool _inBody = false;
};


} // namespace Athanor::Http


#endif // Athanor_Http_Connection_INCLUDED
