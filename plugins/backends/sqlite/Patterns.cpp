//
// Patterns.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Patterns.h"


namespace Athanor::SQLite {


std::string globPattern(std::string_view pattern)
{
	std::string glob;
	glob.reserve(pattern.size() + 8);
	bool literal = false;
	for (const char c : pattern)
	{
		if (!literal && c == '\\')
		{
			literal = true;
			continue;
		}
		if (!literal && c == '%')
			glob += '*';
		else if (!literal && c == '_')
			glob += '?';
		else if (c == '*' || c == '?' || c == '[')
			// A class of one character is that character.
			glob.append("[").append(1, c).append("]");
		else
			glob += c;
		literal = false;
	}
	return glob;
}


} // namespace Athanor::SQLite
