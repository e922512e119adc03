//
// SharedLane.h
//
// Library: Foundation
// Package: Data
//
// Connections of one event loop that many units of work use at once.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_SharedLane_INCLUDED
#define Athanor_Data_SharedLane_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Core/API.h"
#include "Athanor/Data/AsyncPool.h"
#include "Athanor/Data/PoolOptions.h"
#include <chrono>
#include <cstddef>
#include <memory>


namespace Athanor {


/// A SharedLane is the few connections of one event loop over which many units of work send at once, each reads that are
/// complete in themselves.
///
/// It is not a pool: nobody owns a connection while he uses it. So nothing that leaves a state behind (a transaction, plain
/// SQL, a setting) may be sent over it, and nobody may cancel what runs there, because it may be another's.
///
/// Answers come in the order of the statements. A slow statement thus holds up the ones behind it; who comes later takes
/// the connection with the fewest under way, and gets none when all are held up.
///
/// Thread safety: the loop's thread only, but close() once the loop has ended. Lifetime: outlives its Uses; the loop outlives
/// it.
class Athanor_API SharedLane
{
public:
	class Use;

	/// Opens nothing yet. `options.maxConnections` is how many connections there are; the pool's time limits do not
	/// apply, because nobody waits for a connection but while it is opened.
	SharedLane(PoolOptions options, AsyncPool::Connect connect);
	SharedLane(const SharedLane&) = delete;
	SharedLane& operator=(const SharedLane&) = delete;
	~SharedLane();

	/// The use of a connection for that statement, opened if it has to be: the one that has the fewest statements under
	/// way, but for brief reads of one pass of the loop, which go together. An empty use if all connections are held up by
	/// slow statements.
	/// Throws what connecting throws, and ConnectionException if the lane is closed.
	Task<Use> acquire(const Statement& statement);

	/// The same if a connection is open already; else an empty use, and it takes an acquire(). What nearly always does,
	/// without a coroutine.
	Use tryAcquire(const Statement& statement);

	/// Closes the connections when their uses have ended, and refuses further ones.
	void close() noexcept;

	/// A connection whose oldest statement takes longer than that counts as held up.
	static constexpr std::chrono::milliseconds heldUpAfter{50};
	/// So many brief reads go together; more are worth the server's time on two cores.
	static constexpr int maxBatch = 16;

private:
	struct Slot;
	struct State;

	Slot& leastUsed() const noexcept;
	Slot& slotOfBatch() const noexcept;
	Slot& slotFor(const Statement& statement) const noexcept;
	bool isUsable(const Slot& slot) const noexcept;
	static bool isHeldUp(const Slot& slot) noexcept;
	bool isTooOld(const Slot& slot) const noexcept;
	static Task<void> open(std::shared_ptr<State> state, Slot& slot);

	const std::shared_ptr<State> _state; // a connection may be on its way when the lane is gone
};


/// A Use is the right to send one statement over a shared connection.
class Athanor_API SharedLane::Use
{
public:
	Use() = default;
	Use(Use&& other) noexcept;
	Use& operator=(Use&& other) noexcept;
	~Use();

	explicit operator bool() const noexcept
	{
		return _connection != nullptr;
	}
	Connection* operator->() const noexcept
	{
		return _connection.get();
	}
	/// The connection is lost: nobody gets it any more.
	void drop() noexcept;

private:
	friend class SharedLane;
	Use(std::shared_ptr<State> state, Slot& slot);
	void end() noexcept;

	std::shared_ptr<State> _state;
	Slot* _slot = nullptr;
	std::shared_ptr<Connection> _connection;
};


} // namespace Athanor


#endif // Athanor_Data_SharedLane_INCLUDED
