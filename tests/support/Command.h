// Runs programs that end by themselves, for tests: with arguments, in a folder, with text on standard input.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_Command_INCLUDED
#define Athanor_Test_Command_INCLUDED


#include "Daemon.h"
#include <string>
#include <sys/types.h>
#include <vector>


namespace Athanor::Test {


/// A process whose standard output and error go to files in a folder.
///
/// Lifetime: the folder must outlive it. The destructor kills what still runs.
class Command
{
public:
	/// Starts it in that folder. `words` begin with the program: a path, or a name to be found in PATH.
	Command(const Folder& folder, std::vector<std::string> words, const std::string& input = {});
	Command(const Command&) = delete;
	Command& operator=(const Command&) = delete;
	~Command();

	void kill() const;

	/// Waits for the end: the exit status, 128 + number for a signal, -1 when it still runs after `patience`.
	int wait();

	std::string output() const;
	std::string errors() const;

private:
	std::string _outputFile;
	std::string _errorFile;
	pid_t _pid = -1;
};


/// Runs it to its end.
Outcome run(const Folder& folder, std::vector<std::string> words, const std::string& input = {});


} // namespace Athanor::Test


#endif // Athanor_Test_Command_INCLUDED
