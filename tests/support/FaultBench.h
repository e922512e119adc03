// A daemon on a database server that a test may ill-treat, with a blocking and an asynchronous bind on it.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_FaultBench_INCLUDED
#define Athanor_Test_FaultBench_INCLUDED


#include "AuthorsLoad.h"
#include "Daemon.h"
#include "PrivateCluster.h"
#include <chrono>
#include <map>
#include <memory>
#include <string>


namespace Athanor::Test {


/// Whether the tests run with the numbers of the promise (the label `slow`), or with fewer rounds.
bool fullNumbers();


/// Prints the figures of a test, which are worth reading when it passes, too.
void report(const std::string& line);


/// How patient the binds are.
struct Patience
{
	std::chrono::milliseconds pool{5000};
	std::chrono::milliseconds connect{5000};
	std::chrono::milliseconds statement{5000};
};


/// A FaultBench is a private cluster and a daemon that serves authors from it twice: at `/blocking` on a synchronous
/// bind and at `/looping` on an asynchronous one, each with its own tables and at most `connections` connections. It has
/// just as many workers as the load has blocking clients, so that a database that hangs holds them all.
///
/// Thread safety: one thread at a time.
class FaultBench
{
public:
	static constexpr int connections = 8;
	static constexpr int clients = 8; ///< of each bind

	explicit FaultBench(const Patience& patience = {});

	PrivateCluster& cluster() noexcept
	{
		return _cluster;
	}
	const Daemon& daemon() const noexcept
	{
		return _daemon;
	}
	AuthorsLoad& blocking() noexcept
	{
		return *_blocking;
	}
	AuthorsLoad& looping() noexcept
	{
		return *_looping;
	}

	/// Starts the load on both binds, and waits until both answer.
	void startLoad();
	/// Lets every client finish its request, and disconnects them.
	void stopLoad();

	/// Fails the test unless every answer was a proper one and each bind's table holds what its clients were told.
	void requireTruth() const;

	/// Fails the test if the daemon was replaced, or holds more threads, descriptors or sessions than when it was new:
	/// its connections to the database, at most what the pools keep, are not counted as left over.
	void requireNoLeak() const;

private:
	/// Descriptors beside those of connections to the database.
	long otherDescriptors() const;
	std::map<std::string, int> namesIn(const std::string& schema) const;
	static void requireTruthOf(const AuthorsLoad& load, const std::map<std::string, int>& stored);

	PrivateCluster _cluster;
	Folder _folder;
	Daemon _daemon;
	std::unique_ptr<AuthorsLoad> _blocking;
	std::unique_ptr<AuthorsLoad> _looping;
	std::size_t _threads = 0;
	long _descriptors = 0;
};


} // namespace Athanor::Test


#endif // Athanor_Test_FaultBench_INCLUDED
