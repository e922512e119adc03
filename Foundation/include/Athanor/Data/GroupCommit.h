//
// GroupCommit.h
//
// Library: Foundation
// Package: Data
//
// Writes of many units of work, made durable together.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_GroupCommit_INCLUDED
#define Athanor_Data_GroupCommit_INCLUDED


#include "Athanor/Backend/Connection.h"
#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/Lease.h"
#include <cstddef>
#include <functional>
#include <memory>


namespace Athanor {


/// A GroupCommit executes writes that are transactions of their own in groups, so that many share one wait for the disk.
///
/// It never waits for company: while one group is on its way, whoever comes gathers, and they are the next group. It is
/// not a transaction: each write succeeds or fails by itself, and its caller goes on when the whole group is durable.
/// Between two groups the connection goes back to its pool, so that transactions have their turn.
///
/// Thread safety: thread-safe if the connections are (one writer's thread serves all loops); each caller is continued on the
/// loop it came from. Lifetime: outlives its callers; the pool and the loops outlive it.
class Athanor_API GroupCommit
{
public:
	/// Lends a connection that writes, with a bounded wait.
	using Acquire = std::function<Task<Lease>()>;

	explicit GroupCommit(Acquire acquire);
	GroupCommit(const GroupCommit&) = delete;
	GroupCommit& operator=(const GroupCommit&) = delete;
	~GroupCommit();

	/// Executes one write; when the task is done, it is durable. A caller that is destroyed before the write's group has
	/// begun takes it back; later it is executed nevertheless.
	/// Throws what Connection::execute throws for it, CommitUnknownException if the connection was lost before the
	/// answer, InvalidRequestException outside of an event loop.
	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters);

	/// The most writes of one group.
	static constexpr std::size_t limit = 128;

private:
	struct Entry;
	struct State;
	class Outcome;
	using Entries = std::vector<std::shared_ptr<Entry>>;

	static Task<void> lead(std::shared_ptr<State> state);
	static Entries nextGroup(State& state);
	static Task<void> commit(State& state, Entries entries);
	static void deliver(Entries entries);

	const std::shared_ptr<State> _state; // a group may be on its way when this object is gone
};


} // namespace Athanor


#endif // Athanor_Data_GroupCommit_INCLUDED
