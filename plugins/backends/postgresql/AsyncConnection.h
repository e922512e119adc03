//
// AsyncConnection.h
//
// Library: PostgreSQL
// Package: Backend
//
// One connection to PostgreSQL on an event loop.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_PostgreSQL_AsyncConnection_INCLUDED
#define Athanor_PostgreSQL_AsyncConnection_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Config/Configuration.h"
#include "Athanor/Core/EventLoop.h"
#include "Binder.h"
#include "Exchange.h"
#include "StatementCache.h"
#include <atomic>
#include <deque>
#include <list>


namespace Athanor::PostgreSQL {


/// An AsyncConnection sends statements in libpq's pipeline mode and suspends who asked until the answer is there.
///
/// Several may be under way at once. Each has a synchronisation point of its own: one that fails does not touch the
/// others, as long as no transaction is open. Brief reads that are sent in the same pass of the loop share one, because
/// each costs a transfer, and the server a transaction. They are answered together, so nothing that takes long is among them;
/// those behind one that fails are sent again, each alone. So do the rows that a group adds (executeGroup()).
///
/// The server ends statements after statement_timeout; if it does not answer a little after that, the connection is
/// given up, and with it all that wait.
///
/// Thread safety: the loop's thread only, but cancel() from any. Lifetime: as Athanor::Connection says. Who still waits
/// when it is destroyed gets a ConnectionException.
class AsyncConnection: public Athanor::Connection, private EventLoop::Watcher
{
public:
	/// Takes over a connection that was just opened.
	AsyncConnection(ConnectionHandle connection, const EngineConfig& config, Access access, EventLoop& loop);
	~AsyncConnection() override;

	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters) override;
	/// Those that add a row are one transaction, which waits for the disk; if the server does not keep it, each of them is
	/// executed alone. The others are transactions of their own that do not wait for the disk; the last one of the group
	/// does, for all of them. Throws CommitUnknownException if there are such others and that one fails.
	Task<void> executeGroup(const WriteGroup& group) override;
	Task<void> begin(Access access) override;
	Task<void> commit() override;
	Task<void> rollback() override;
	/// As of the last statement that was answered.
	TransactionState transactionState() const noexcept override;
	Task<void> reset() override;
	Task<void> ping() override;
	/// Tells the server from a thread of its own, because libpq blocks there. What runs at that moment is interrupted:
	/// with several statements under way that may be any of them.
	void cancel() noexcept override;

	std::size_t preparedStatements() const noexcept
	{
		return _statements.size();
	}
	/// How many statements are not answered yet.
	std::size_t outstanding() const noexcept
	{
		return _queue.size();
	}

private:
	using Clock = EventLoop::Clock;
	using Exchanges = std::deque<ExchangePtr>;

	enum class Sync
	{
		Own,   ///< sent at once
		Shared ///< sent at the end of the pass, if it is a brief read that is prepared already
	};

	void onReady(std::uint32_t events) noexcept override;
	ExchangePtr startStatement(const Statement& statement, const Parameters& parameters, Sync sync);
	ExchangePtr startControl(const std::string& sql, Phase phase = Phase::Statement);
	ExchangePtr startReset();
	void sendKept(Exchange& exchange, const std::string& text, const Bound& bound);
	void sendPlain(const std::string& sql);
	void requireSent(int sent);
	ExchangePtr startAgain(const Statement& statement, const Parameters& parameters, const Exchange& failed);
	void sendPrepared(const std::string& name, const Bound& bound);
	void enqueue(const ExchangePtr& exchange);
	void push(const ExchangePtr& exchange);
	bool joinsBatch(const Statement& statement, const Bound& bound, Exchange& exchange);
	void closeBatch();
	void endPass() noexcept;

	struct Sharer;
	using Sharers = std::list<Sharer>;
	Sharers takeSharers(WriteGroup& writes);
	bool prepareSharer(Sharer& sharer);
	Task<void> executeParts(WriteGroup alone, Sharers sharers);
	ExchangePtr startGrouped(GroupedWrite& write) noexcept;
	Task<void> finishGrouped(GroupedWrite& write, ExchangePtr exchange);
	Task<void> executeAlone(Sharers sharers, bool relaxed);
	ExchangePtr startLast(Sharers& sharers, bool relaxed) noexcept;
	void sendTogether(Sharers& sharers, bool relaxed);
	void sendFlush(Exchange& commit);
	bool finishTogether(Sharers& sharers, const Exchange& commit);
	static void failTogether(Sharers& sharers, const Exchange& commit);
	static const Failure* causeOf(const Sharers& sharers, const Exchange& commit) noexcept;
	void startSharer(Sharer& sharer);
	ExchangePtr startInBatch(std::string sql, Phase phase);

	void collect(Exchanges& completed);
	void accept(ResultHandle result, Exchanges& completed);
	void complete(Exchanges& completed);
	void updateInterest();
	void watchTime();
	void checkTime();
	void lose(Failure failure, Exchanges& completed);
	void requireAlive() const;
	static void resume(Exchanges& completed);

	EventLoop& _loop;
	bool _ended = false; ///< the server said so while nothing was asked of it
	ConnectionHandle _connection;
	const int _socket; ///< libpq forgets it when it loses the connection
	std::shared_ptr<PGcancel> _cancel;
	Access _access;
	Clock::duration _limit; ///< zero: none
	StatementCache _statements;
	Exchanges _queue;
	std::atomic<bool> _busy = false;
	TransactionState _state = TransactionState::None;
	Clock::time_point _frontSince{};
	EventLoop::TimerId _timer = 0;
	bool _writing = false;   ///< waits until more can be sent
	bool _batchOpen = false; ///< reads were put into the buffer since the last synchronisation point
	int _aloneFor = 0;       ///< so many groups are not to be transactions
	/// Points to null when the connection is gone: for what is to be done at the end of a pass.
	const std::shared_ptr<AsyncConnection*> _self = std::make_shared<AsyncConnection*>(this);
	bool _lost = false;
	std::string _reason; ///< why it was lost
};


} // namespace Athanor::PostgreSQL


#endif // Athanor_PostgreSQL_AsyncConnection_INCLUDED
