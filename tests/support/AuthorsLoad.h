// Clients that write and read authors without pause, and remember every answer.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_AuthorsLoad_INCLUDED
#define Athanor_Test_AuthorsLoad_INCLUDED


#include "HttpClient.h"
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>


namespace Athanor::Test {


/// What became of a request.
enum class Fate
{
	Succeeded,
	Unavailable, ///< 503 with Retry-After
	TimedOut,    ///< 504
	Unknown,     ///< a write: 500 that says that its outcome is unknown
	Wrong,       ///< any other answer
	Dropped      ///< none
};


/// AuthorsLoad is clients of one mounted Author service, each on a connection and a thread of its own: they write an
/// author of a name that occurs once, read it three times, and go on, until stop().
///
/// Thread safety: thread-safe. Lifetime: the daemon outlives it.
class AuthorsLoad
{
public:
	using Clock = std::chrono::steady_clock;

	/// A request and its answer.
	struct Sample
	{
		Clock::time_point sent;
		Clock::time_point answered;
		Fate fate = Fate::Dropped;
		bool write = false;
	};

	/// Starts the clients. `path` is where the service is mounted.
	AuthorsLoad(std::uint16_t port, std::string path, int clients);
	AuthorsLoad(const AuthorsLoad&) = delete;
	AuthorsLoad& operator=(const AuthorsLoad&) = delete;
	~AuthorsLoad();

	/// Lets every client finish its request.
	void stop();

	/// When the first request after that moment succeeded; waits for it. Throws if none does within `patience`.
	Clock::time_point successAfter(Clock::time_point moment);

	/// How many samples are such.
	int count(const std::function<bool(const Sample&)>& isSuch) const;
	int count(Fate fate) const;
	/// The longest time to an answer.
	std::chrono::milliseconds slowest() const;
	/// How long after that moment the last request was sent that did not succeed.
	std::chrono::milliseconds lastFailureAfter(Clock::time_point moment) const;

	/// The first answers that are wrong, or failures to get one; empty if there are none.
	std::string complaints() const;

	/// What is wrong with a table that holds these names so often: writes that were acknowledged and are not there
	/// once, that were refused and are there, that are there twice. Empty: nothing.
	std::string disagreement(const std::map<std::string, int>& stored) const;

	/// One line for the log of a test.
	std::string summary() const;

private:
	class Client;

	void run(int number);
	void note(const Sample& sample, const std::string& complaint);
	void noteWrite(const std::string& name, Fate fate);
	bool pause();

	const std::uint16_t _port;
	const std::string _path;
	mutable std::mutex _mutex;
	std::condition_variable _changed;
	std::vector<Sample> _samples;
	std::map<std::string, Fate> _writes;
	std::string _complaints;
	Clock::time_point _lastSuccessSent{};
	bool _stopping = false;
	std::vector<std::thread> _threads;
};


} // namespace Athanor::Test


#endif // Athanor_Test_AuthorsLoad_INCLUDED
