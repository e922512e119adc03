// What a process holds: a number that grows with every fault is a leak.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_Census_INCLUDED
#define Athanor_Test_Census_INCLUDED


#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>
#include <sys/types.h>


namespace Athanor::Test {


/// The entries of a folder in /proc/<pid>.
inline std::size_t entriesOf(pid_t pid, const std::string& folder)
{
	const std::filesystem::directory_iterator entries("/proc/" + std::to_string(pid) + "/" + folder);
	return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}


inline std::size_t threadsOf(pid_t pid)
{
	return entriesOf(pid, "task");
}


inline std::size_t descriptorsOf(pid_t pid)
{
	return entriesOf(pid, "fd");
}


} // namespace Athanor::Test


#endif // Athanor_Test_Census_INCLUDED
