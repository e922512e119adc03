// Texts that have broken software before, and texts that want to be SQL.
// SPDX-License-Identifier: MIT
#ifndef Athanor_Test_NaughtyStrings_INCLUDED
#define Athanor_Test_NaughtyStrings_INCLUDED


#include <string>
#include <vector>


namespace Athanor::Test {


/// 500 different texts, each valid UTF-8 without NUL and at most 1,000 bytes long: controls, blanks, marks that change
/// direction or join letters, numbers that are none, reserved words, formats, markup, paths, shells.
const std::vector<std::string>& naughtyStrings();

/// 125 texts that would change a statement if any were put into SQL text: 25 of them, behind five ways to end a literal.
const std::vector<std::string>& injectionStrings();


} // namespace Athanor::Test


#endif // Athanor_Test_NaughtyStrings_INCLUDED
