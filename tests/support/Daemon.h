// Runs the real athanord for tests: in a folder of its own, on a port the kernel chose.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_Daemon_INCLUDED
#define Athanor_Test_Daemon_INCLUDED


#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>


namespace Athanor::Test {


/// How long anything may take before a test gives up: far more than it takes.
inline constexpr std::chrono::seconds patience{20};


/// Waits until the condition holds; false when it did not within `patience`.
bool eventually(const std::function<bool()>& condition);


/// The whole file; empty if there is none.
std::string readFile(const std::string& path);

void writeFile(const std::string& path, const std::string& content);

bool contains(const std::string& text, const std::string& part);


/// A folder of its own for a test; removed with what is in it.
class Folder
{
public:
	Folder();
	Folder(const Folder&) = delete;
	Folder& operator=(const Folder&) = delete;
	~Folder();

	/// The absolute path of a name in it; without one, its own.
	std::string path(const std::string& name = {}) const;

	/// Writes a file of that name and returns its path.
	std::string file(const std::string& name, const std::string& content) const;

private:
	std::string _path;
};


/// An ini file that serves authors on a database in the working directory, at a free port of the loopback.
/// `more` comes at the end, in section [server].
std::string authorsIni(const std::string& more = {});


/// A process of athanord. Its working directory is the folder; what it prints goes to files there.
///
/// Lifetime: the folder must outlive it. The destructor kills what still runs.
class Daemon
{
public:
	/// Starts it.
	Daemon(const Folder& folder, const std::vector<std::string>& arguments);
	Daemon(const Daemon&) = delete;
	Daemon& operator=(const Daemon&) = delete;
	~Daemon();

	/// Starts it with an ini file; port() waits until it serves.
	static Daemon serving(const Folder& folder, const std::string& ini);

	/// The port of its first address, from the log on its standard error: waits until it serves. A test that
	/// cannot have that fails with what the daemon said.
	std::uint16_t port() const;

	pid_t pid() const noexcept
	{
		return _pid;
	}

	void signal(int number) const;

	/// Waits for the end: the exit status, 128 + number for a signal, -1 when it still runs after `patience`.
	int wait();

	std::string output() const;
	std::string errors() const;

private:
	std::string _outputFile;
	std::string _errorFile;
	pid_t _pid = -1;
};


/// What a run of athanord that ends by itself did.
struct Outcome
{
	int status;
	std::string output;
	std::string errors;
};

Outcome runDaemon(const Folder& folder, const std::vector<std::string>& arguments);


/// The port in the first line of a log that says where the daemon listens, 0 as long as there is none.
std::uint16_t portOf(const std::string& log);


} // namespace Athanor::Test


#endif // Athanor_Test_Daemon_INCLUDED
