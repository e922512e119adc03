//
// WriteLane.h
//
// Library: Foundation
// Package: Data
//
// Writes that are transactions by themselves, over few connections.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_WriteLane_INCLUDED
#define Athanor_Data_WriteLane_INCLUDED


#include "Athanor/Backend/Statement.h"
#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/AsyncPool.h"
#include <chrono>
#include <memory>


namespace Athanor {


/// A WriteLane sends writes that are transactions by themselves over connections of the pool of one event loop.
///
/// As long as the pool has connections to lend, each write has one of its own, because the database makes durable at once
/// what comes over several. When all are lent, a write is sent behind another one instead of waiting until that is
/// answered: the database finds it when it is done, and need not be woken. Whoever waits for a connection of his own comes
/// first: then nothing is sent behind anything, until he has one.
///
/// A write that waits for a lock holds up those behind it; after heldUpAfter no more follow. A connection that is lost
/// fails all that is under way on it. It is not GroupCommit: each write is visible and durable when it is answered, not
/// before and not later.
///
/// Thread safety: the loop's thread only. Lifetime: dies before the pool; the loop outlives it.
class Athanor_API WriteLane
{
public:
	explicit WriteLane(AsyncPool& pool);
	WriteLane(const WriteLane&) = delete;
	WriteLane& operator=(const WriteLane&) = delete;
	~WriteLane();

	/// Executes a write outside of any transaction. Statement and parameters live until the task is done. Throws what
	/// AsyncPool::acquire() and Connection::execute() throw.
	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters);

	/// So many are under way on one connection at most.
	static constexpr int maxUnderWay = 16;
	/// Nothing is sent behind a write that takes longer than that.
	static constexpr std::chrono::milliseconds heldUpAfter{20};
	/// A connection goes back to the pool at least so often: it is the pool that replaces old ones.
	static constexpr std::chrono::milliseconds lentFor{250};

private:
	struct Slot;
	struct State;
	class Use;

	const std::shared_ptr<State> _state; // writes under way hold it as well
};


} // namespace Athanor


#endif // Athanor_Data_WriteLane_INCLUDED
