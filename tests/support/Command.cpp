// SPDX-License-Identifier: MIT
#include "Command.h"
#include <cppunit/TestAssert.h>
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>


namespace Athanor::Test {


namespace {


std::string uniqueName(const std::string& stem)
{
	static std::atomic<int> counter{0};
	return stem + std::to_string(++counter);
}


int openNew(const std::string& path)
{
	return ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}


[[noreturn]] void become(const std::string& folder, char** words, int input, int output, int errors)
{
	std::signal(SIGPIPE, SIG_DFL);
	if (::chdir(folder.c_str()) != 0 || ::dup2(input, 0) < 0 || ::dup2(output, 1) < 0 ||
		::dup2(errors, 2) < 0)
		::_exit(126);
	::execvp(words[0], words);
	::_exit(127);
}


} // namespace


Command::Command(const Folder& folder, std::vector<std::string> words, const std::string& input):
	_outputFile(folder.path(uniqueName(".out"))),
	_errorFile(folder.path(uniqueName(".err")))
{
	const std::string inputFile = folder.file(uniqueName(".in"), input);
	std::vector<char*> pointers;
	for (std::string& word : words)
		pointers.push_back(word.data());
	pointers.push_back(nullptr);
	const std::string path = folder.path();
	const int in = ::open(inputFile.c_str(), O_RDONLY | O_CLOEXEC);
	const int out = openNew(_outputFile);
	const int err = openNew(_errorFile);
	_pid = ::fork();
	if (_pid == 0) become(path, pointers.data(), in, out, err);
	for (const int descriptor : {in, out, err})
		::close(descriptor);
	CPPUNIT_ASSERT_MESSAGE("cannot make a process", _pid > 0);
}


Command::~Command()
{
	if (_pid <= 0) return;
	::kill(_pid, SIGKILL);
	::waitpid(_pid, nullptr, 0);
}


void Command::kill() const
{
	CPPUNIT_ASSERT(_pid > 0 && ::kill(_pid, SIGKILL) == 0);
}


int Command::wait()
{
	int status = 0;
	const bool ended = eventually([&] { return ::waitpid(_pid, &status, WNOHANG) == _pid; });
	if (!ended) return -1;
	_pid = -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}


std::string Command::output() const
{
	return readFile(_outputFile);
}


std::string Command::errors() const
{
	return readFile(_errorFile);
}


Outcome run(const Folder& folder, std::vector<std::string> words, const std::string& input)
{
	Command command(folder, std::move(words), input);
	const int status = command.wait();
	return {status, command.output(), command.errors()};
}


} // namespace Athanor::Test
