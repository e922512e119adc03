// Runs the real athanord for tests.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include <cppunit/TestAssert.h>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>


namespace Athanor::Test {


namespace {


std::string uniqueName(const std::string& stem)
{
	static std::atomic<int> counter{0};
	return stem + std::to_string(++counter);
}


/// In the child: what the daemon would find in a shell, then the daemon.
[[noreturn]] void becomeDaemon(const std::string& folder, char** arguments, int output, int errors)
{
	std::signal(SIGPIPE, SIG_DFL);
	const int null = ::open("/dev/null", O_RDONLY);
	if (::chdir(folder.c_str()) != 0 || ::dup2(null, 0) < 0 || ::dup2(output, 1) < 0 || ::dup2(errors, 2) < 0)
		::_exit(126);
	::execv(arguments[0], arguments);
	::_exit(127);
}


int create(const std::string& path)
{
	return ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}


} // namespace


bool eventually(const std::function<bool()>& condition)
{
	const auto end = std::chrono::steady_clock::now() + patience;
	while (!condition())
	{
		if (std::chrono::steady_clock::now() > end) return false;
		std::this_thread::sleep_for(std::chrono::milliseconds(2));
	}
	return true;
}


std::string readFile(const std::string& path)
{
	std::ifstream stream(path, std::ios::binary);
	std::ostringstream content;
	content << stream.rdbuf();
	return content.str();
}


void writeFile(const std::string& path, const std::string& content)
{
	std::ofstream stream(path, std::ios::binary);
	stream << content;
	stream.close();
	if (!stream) throw std::runtime_error("cannot write " + path);
}


bool contains(const std::string& text, const std::string& part)
{
	return text.find(part) != std::string::npos;
}


Folder::Folder()
{
	std::string pattern = std::filesystem::temp_directory_path() / "athanor-test-XXXXXX";
	if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make " + pattern);
	_path = pattern;
}


Folder::~Folder()
{
	std::error_code ignored;
	std::filesystem::remove_all(_path, ignored);
}


std::string Folder::path(const std::string& name) const
{
	return name.empty() ? _path : _path + "/" + name;
}


std::string Folder::file(const std::string& name, const std::string& content) const
{
	writeFile(path(name), content);
	return path(name);
}


std::string authorsIni(const std::string& more)
{
	return "[plugins]\n"
		   "directory = ${application.dir}../lib/athanor/plugins\n"
		   "load = sqlite, authors\n"
		   "[database]\n"
		   "binds = default\n"
		   "[database.default]\n"
		   "connection_string = sqlite:///test.db\n"
		   "commit_mode = autocommit\n"
		   "create_all = true\n"
		   "[service.authors]\n"
		   "[server]\n"
		   "listen = 127.0.0.1:0\n"
		   "loops = 2\n"
		   "workers = 4\n" +
		   more;
}


Daemon::Daemon(const Folder& folder, const std::vector<std::string>& arguments):
	_outputFile(folder.path(uniqueName("stdout"))),
	_errorFile(folder.path(uniqueName("stderr")))
{
	std::vector<std::string> words{ATHANORD};
	words.insert(words.end(), arguments.begin(), arguments.end());
	std::vector<char*> pointers;
	for (std::string& word : words)
		pointers.push_back(word.data());
	pointers.push_back(nullptr);
	const int output = create(_outputFile);
	const int errors = create(_errorFile);
	const std::string path = folder.path();
	_pid = ::fork();
	if (_pid == 0) becomeDaemon(path, pointers.data(), output, errors);
	::close(output);
	::close(errors);
	CPPUNIT_ASSERT_MESSAGE("cannot make a process", _pid > 0);
}


Daemon::~Daemon()
{
	if (_pid <= 0) return;
	::kill(_pid, SIGKILL);
	::waitpid(_pid, nullptr, 0);
}


Daemon Daemon::serving(const Folder& folder, const std::string& ini)
{
	folder.file("athanor.ini", ini);
	return Daemon(folder, {"--config", "athanor.ini"});
}


std::uint16_t Daemon::port() const
{
	std::uint16_t found = 0;
	eventually([&] {
		found = portOf(errors());
		return found != 0 || ::kill(_pid, 0) != 0 || contains(errors(), "athanord: ");
	});
	CPPUNIT_ASSERT_MESSAGE("the daemon does not serve:\n" + errors(), found != 0);
	return found;
}


void Daemon::signal(int number) const
{
	CPPUNIT_ASSERT_MESSAGE("the daemon is gone", _pid > 0 && ::kill(_pid, number) == 0);
}


int Daemon::wait()
{
	int status = 0;
	const bool ended = eventually([&] { return ::waitpid(_pid, &status, WNOHANG) == _pid; });
	if (!ended) return -1;
	_pid = -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}


std::string Daemon::output() const
{
	return readFile(_outputFile);
}


std::string Daemon::errors() const
{
	return readFile(_errorFile);
}


Outcome runDaemon(const Folder& folder, const std::vector<std::string>& arguments)
{
	Daemon daemon(folder, arguments);
	const int status = daemon.wait();
	return {status, daemon.output(), daemon.errors()};
}


std::uint16_t portOf(const std::string& log)
{
	const std::string mark = "listening on http://";
	const std::size_t start = log.find(mark);
	const std::size_t colon = start == std::string::npos ? start : log.find(':', start + mark.size());
	if (colon == std::string::npos || log.find('\n', colon) == std::string::npos) return 0;
	return static_cast<std::uint16_t>(std::atoi(log.c_str() + colon + 1));
}


} // namespace Athanor::Test
