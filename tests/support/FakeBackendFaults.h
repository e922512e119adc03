//
// FakeBackendFaults.h
//
// Library: TestSupport
// Package: Backend
//
// How a test makes the fake backend misbehave, and what it counts.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Test_FakeBackendFaults_INCLUDED
#define Athanor_Test_FakeBackendFaults_INCLUDED


#include "Athanor/Backend/Connection.h"
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>


namespace Athanor {


/// A FakeFaults is the handle by which a test spoils the calls of a FakeBackend and reads its counters.
///
///     backend.faults().failAt(FakeFaults::Point::Commit, [] { throw ConnectionException("gone"); });
///
/// Thread safety: thread-safe. Lifetime: as its backend.
class FakeFaults
{
public:
	enum class Point
	{
		Connect,
		Execute,
		Begin,
		Commit,
		AfterCommit, ///< the work is there, but the caller gets the exception
		Rollback,
		Ping,
		Reset
	};

	struct Counters
	{
		int connects = 0; ///< succeeded
		int open = 0;     ///< connections open now
		int executes = 0; ///< calls, failed ones included, as below
		int begins = 0;
		int commits = 0;
		int rollbacks = 0;
		int pings = 0;
		int resets = 0;
	};

	/// The `nth` call from now on at that point (1: the next) runs `thrower`, which should throw.
	void failAt(Point point, std::function<void()> thrower, int nth = 1);
	/// The `nth` call from now on blocks there until release(), cancel(), or the statement timeout of its
	/// connection (10 s where there is none); the latter two end it with TimeoutException.
	void blockAt(Point point, int nth = 1);
	/// Whether a call got blocked before the time is over.
	bool waitUntilBlocked(std::chrono::milliseconds timeout);
	/// Lets all blocked calls go on.
	void release();

	/// Every connection that is open now is lost: each later call on it throws ConnectionException.
	void loseConnections();
	/// What transactionState() of every connection says, instead of the truth; nothing: the truth.
	void claimState(std::optional<TransactionState> state);

	Counters counters() const;

private:
	friend class FakeBackend;
	friend class FakeConnection;

	struct Plan
	{
		int callsLeft = 0;
		bool block = false;
		std::function<void()> thrower;
	};

	/// One blocked call: what may end its wait.
	struct Waiter
	{
		std::chrono::milliseconds timeout{10000};
		bool cancelled = false;
	};

	/// A call arrived at that point: counts it, and fails or blocks it if that was planned.
	void arrive(Point point, Waiter& waiter);
	/// Blocks until release(), cancel or timeout.
	void block(Waiter& waiter);
	void cancel(Waiter& waiter);
	void connectionOpened();
	void connectionClosed();
	int generation() const;
	std::optional<TransactionState> claimedState() const;
	void count(Point point);
	void wait(std::unique_lock<std::mutex>& lock, Waiter& waiter);

	mutable std::mutex _mutex;
	std::condition_variable _changed;
	std::multimap<Point, Plan> _plans;
	Counters _counters;
	std::optional<TransactionState> _claimed;
	int _generation = 0; // connections of an older one are lost
	int _blocked = 0;
	int _releases = 0;
};


} // namespace Athanor


#endif // Athanor_Test_FakeBackendFaults_INCLUDED
