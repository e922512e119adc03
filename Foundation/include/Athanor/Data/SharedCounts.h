//
// SharedCounts.h
//
// Library: Foundation
// Package: Data
//
// Counts that many units of work of one event loop ask for at the same time.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_SharedCounts_INCLUDED
#define Athanor_Data_SharedCounts_INCLUDED


#include "Athanor/Backend/Statement.h"
#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include <cstdint>
#include <functional>
#include <memory>


namespace Athanor {


/// SharedCounts asks the database once for all who want the same count at the same time.
///
/// It is not a cache: nobody gets an answer to a question that was asked before he came. While one count is under way, all who
/// come wait together for the next one, which begins when that one is answered. So a count is as exact as one of one's
/// own, and takes at most twice as long.
///
/// Thread safety: the loop's thread only. Lifetime: outlives who waits; the loop outlives it.
class Athanor_API SharedCounts
{
public:
	/// Executes a statement and gives the first cell of its first row.
	using Ask = std::function<Task<std::int64_t>(const Statement&, const Parameters&)>;

	explicit SharedCounts(Ask ask);
	SharedCounts(const SharedCounts&) = delete;
	SharedCounts& operator=(const SharedCounts&) = delete;
	~SharedCounts();

	/// Throws what asking throws, to all who waited for that answer.
	Task<std::int64_t> count(const Statement& statement, const Parameters& parameters);

private:
	struct Flight;
	struct State;

	static Task<void> run(std::shared_ptr<State> state, std::shared_ptr<Flight> flight);

	const std::shared_ptr<State> _state; // a count may be under way when this object is gone
};


} // namespace Athanor


#endif // Athanor_Data_SharedCounts_INCLUDED
