// SPDX-License-Identifier: MIT
#include "PrivateCluster.h"
#include "Daemon.h"
#include "PostgreSQLCluster.h"
#include "SkipTest.h"
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <libpq-fe.h>
#include <poll.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>


namespace Athanor::Test {


namespace {


struct Process
{
	pid_t parent = 0;
	char state = '?';
};


/// The fields behind the name, which may itself hold blanks and parentheses.
Process processOf(pid_t pid)
{
	Process process;
	const std::string text = readFile("/proc/" + std::to_string(pid) + "/stat");
	const std::size_t end = text.rfind(')');
	if (end == std::string::npos || end + 4 > text.size()) return process;
	process.state = text[end + 2];
	process.parent = static_cast<pid_t>(std::strtol(text.c_str() + end + 4, nullptr, 10));
	return process;
}


bool isNumber(const std::string& text)
{
	return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}


} // namespace


PrivateCluster::PrivateCluster()
{
	int in[2];
	int out[2];
	if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
	const std::string program = ATHANOR_SOURCE_DIR "/tests/support/private-cluster";
	_helper = ::fork();
	if (_helper == 0)
	{
		std::signal(SIGPIPE, SIG_DFL);
		if (::dup2(in[0], 0) < 0 || ::dup2(out[1], 1) < 0) ::_exit(126);
		::execl(program.c_str(), program.c_str(), nullptr);
		::_exit(127);
	}
	::close(in[0]);
	::close(out[1]);
	_input = in[1];
	_output = out[0];
	_connectionString = readLine();
	if (_connectionString == "skip") throw SkipTest{"PostgreSQL's server is not installed"};
	_server = command("pid");
}


PrivateCluster::~PrivateCluster()
{
	thaw();
	::close(_input);
	::close(_output);
	::waitpid(_helper, nullptr, 0);
}


/// Throws if the helper is gone.
std::string PrivateCluster::readLine()
{
	std::string line;
	for (char c = 0; c != '\n';)
	{
		const ssize_t count = ::read(_output, &c, 1);
		if (count < 0 && errno == EINTR) continue;
		if (count <= 0) throw std::runtime_error("the private cluster is gone: " + line);
		line += c;
	}
	line.pop_back();
	return line;
}


pid_t PrivateCluster::command(const std::string& word)
{
	const std::string line = word + "\n";
	if (::write(_input, line.data(), line.size()) < 0)
		throw std::runtime_error("the private cluster is gone");
	return static_cast<pid_t>(std::stol(readLine()));
}


bool PrivateCluster::hasAnswer() const
{
	pollfd descriptor{_output, POLLIN, 0};
	return ::poll(&descriptor, 1, 0) > 0;
}


std::string PrivateCluster::ask(const std::string& sql) const
{
	return askPostgreSQL(_connectionString, sql);
}


int PrivateCluster::daemonSessions() const
{
	return std::stoi(ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'athanor'"));
}


PrivateCluster::Clock::time_point PrivateCluster::restart()
{
	const std::string line = "restart\n";
	if (::write(_input, line.data(), line.size()) < 0)
		throw std::runtime_error("the private cluster is gone");
	bool accepted = true;
	Clock::time_point since = Clock::now();
	while (!hasAnswer() || !accepted)
	{
		const bool accepts = PQping(_connectionString.c_str()) == PQPING_OK;
		if (accepts && !accepted) since = Clock::now();
		accepted = accepts;
		std::this_thread::sleep_until(Clock::now() + std::chrono::milliseconds(5));
	}
	_server = static_cast<pid_t>(std::stol(readLine()));
	return since;
}


std::vector<pid_t> PrivateCluster::processes() const
{
	std::vector<pid_t> found{_server};
	for (const auto& entry : std::filesystem::directory_iterator("/proc"))
	{
		const std::string name = entry.path().filename();
		if (!isNumber(name)) continue;
		const auto pid = static_cast<pid_t>(std::stol(name));
		if (processOf(pid).parent == _server) found.push_back(pid);
	}
	return found;
}


void PrivateCluster::freeze()
{
	// The server first: then it starts no more processes.
	_frozen = true;
	::kill(_server, SIGSTOP);
	if (!eventually([this] { return processOf(_server).state == 'T'; }))
		throw std::runtime_error("the server does not stop");
	for (const pid_t pid : processes())
		::kill(pid, SIGSTOP);
}


void PrivateCluster::thaw() noexcept
{
	if (!_frozen) return;
	_frozen = false;
	try
	{
		for (const pid_t pid : processes())
			::kill(pid, SIGCONT);
	}
	catch (const std::exception&)
	{
		// The helper wakes the server at its end as well.
		::kill(_server, SIGCONT);
	}
}


} // namespace Athanor::Test
