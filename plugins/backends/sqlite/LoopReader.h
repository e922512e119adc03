//
// LoopReader.h
//
// Library: SQLite
// Package: Backend
//
// A connection that reads on an event loop.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_LoopReader_INCLUDED
#define Athanor_SQLite_LoopReader_INCLUDED


#include "Athanor/Core/EventLoop.h"
#include "Connection.h"
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>


namespace Athanor::SQLite {


/// A LoopReader reads without a hand-over to another thread, and what is read in one pass of its loop is one snapshot: the file
/// is locked and looked at once for all of it. A request sees what was committed before it arrived, because it is read from
/// its socket after the wait in which it arrived, and a snapshot ends before the next wait; what this process commits
/// meanwhile is seen at once, because a commit ends the snapshots that are older.
///
/// Nobody else notices the snapshot: transactionState() says None, and begin(), plain SQL, ping() and reset() end it first.
///
/// It remembers counts for as long as the file does not change.
///
/// Thread safety: the loop's thread only, but cancel() from any. Lifetime: as Connection says; the loop outlives it.
class LoopReader: public Connection
{
public:
	LoopReader(Poco::Data::Session session, Location location, const EngineConfig& config, EventLoop& loop,
			   CommitsPtr commits);
	~LoopReader() override;

	Task<ResultSetPtr> execute(const Statement& statement, const Parameters& parameters) override;
	Task<std::int64_t> count(const Statement& statement, const Parameters& parameters) override;
	Task<void> begin(Access access) override;
	TransactionState transactionState() const noexcept override;
	Task<void> reset() override;
	Task<void> ping() override;
	Poco::Data::Session& poco() override;

private:
	using Question = std::pair<std::string, Parameters>;

	void joinSnapshot();
	void endSnapshot() noexcept;
	/// Of the file as this snapshot sees it; nothing while it sees nothing yet.
	bool readVersion(unsigned& version) const noexcept;
	bool remembers(const Question& question, std::int64_t& total);
	void remember(Question question, std::int64_t total);

	/// The most counts that are remembered.
	static constexpr std::size_t capacity = 64;

	EventLoop& _loop;
	bool _snapshot = false;
	std::uint64_t _commitsSeen = 0; ///< when the snapshot began
	std::vector<std::pair<Question, std::int64_t>> _counts;
	unsigned _countsVersion = 0; ///< of the file that they were counted in
	/// Points to null when the connection is gone: for the end of the pass.
	const std::shared_ptr<LoopReader*> _self = std::make_shared<LoopReader*>(this);
};


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_LoopReader_INCLUDED
