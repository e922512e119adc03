// athanor: the command line for what can be done without serving.
// SPDX-License-Identifier: MIT
#include "Athanor/Migration/CommandLine.h"
#include "Athanor/Server/DatabaseProgram.h"
#include "Athanor/Server/ExitStatus.h"
#include <algorithm>
#include <iostream>

using namespace Athanor;


namespace {


constexpr const char* usage = R"(usage: athanor database COMMAND --config FILE [option...] [argument]

  database  migrations: athanor database --help lists the commands

      --version  print the version
      --help     print this

Exit codes:
   0  done
   1  the command failed
   2  wrong usage
  69  a database cannot be reached
  70  a plugin cannot be loaded or started
  78  the configuration is wrong; standard error has one line for each mistake)";


bool contains(const std::vector<std::string>& words, const std::string& word)
{
	return std::find(words.begin(), words.end(), word) != words.end();
}


} // namespace


int main(int argc, char** argv)
{
	const std::vector<std::string> words(argv + 1, argv + argc);
	std::string command;
	if (CommandLine::isMeant(words, command)) return runDatabaseProgram("athanor", words);
	if (command.empty() && (contains(words, "--help") || contains(words, "-h")))
	{
		std::cout << usage << std::endl;
		return exitDone;
	}
	if (command.empty() && contains(words, "--version"))
	{
		std::cout << "athanor " ATHANOR_VERSION << std::endl;
		return exitDone;
	}
	std::cerr << "athanor: " << (command.empty() ? "a command is missing" : "unknown command " + command)
			  << "; see athanor --help" << std::endl;
	return exitUsage;
}
