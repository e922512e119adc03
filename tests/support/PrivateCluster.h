// A PostgreSQL server that belongs to one test, which may restart, freeze and kill it.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_PrivateCluster_INCLUDED
#define Athanor_Test_PrivateCluster_INCLUDED


#include <chrono>
#include <string>
#include <sys/types.h>
#include <vector>


namespace Athanor::Test {


/// A PrivateCluster is a server of its own, in a temporary folder on a free port; gone with the object, and with the
/// process of the test if that dies.
///
/// Thread safety: ask() from any thread; everything else one thread at a time.
class PrivateCluster
{
public:
	using Clock = std::chrono::steady_clock;

	/// Starts it. Throws SkipTest if PostgreSQL is not installed.
	PrivateCluster();
	PrivateCluster(const PrivateCluster&) = delete;
	PrivateCluster& operator=(const PrivateCluster&) = delete;
	~PrivateCluster();

	/// Of a superuser.
	const std::string& connectionString() const noexcept
	{
		return _connectionString;
	}

	/// The first cell of the statement's result, over a connection of its own.
	std::string ask(const std::string& sql) const;

	/// Sessions of the daemon, which are those with its application_name.
	int daemonSessions() const;

	/// `pg_ctl restart -m fast`. Returns the moment when the server accepted connections again, to 5 ms.
	Clock::time_point restart();

	/// Stops the server and all its processes in their tracks (SIGSTOP), and lets them go on (SIGCONT).
	void freeze();
	void thaw() noexcept;

private:
	std::string readLine();
	pid_t command(const std::string& word);
	bool hasAnswer() const;
	std::vector<pid_t> processes() const;

	pid_t _helper = -1;
	int _input = -1;  ///< the helper's
	int _output = -1; ///< the helper's
	std::string _connectionString;
	pid_t _server = 0;
	bool _frozen = false;
};


} // namespace Athanor::Test


#endif // Athanor_Test_PrivateCluster_INCLUDED
