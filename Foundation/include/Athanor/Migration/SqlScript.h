//
// SqlScript.h
//
// Library: Foundation
// Package: Migration
//
// Cuts a text of SQL into its statements.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_SqlScript_INCLUDED
#define Athanor_Migration_SqlScript_INCLUDED


#include "Athanor/Backend/Dialect.h"
#include "Athanor/Core/API.h"
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


/// One statement of a script, without its semicolon and without blanks and comments around it.
struct SqlStatement
{
	std::string text;
	int line = 0; ///< of its first word
};


/// Cuts a script into its statements, in their order.
///
/// A semicolon ends a statement unless it stands in quotes, in a comment, in a dollar-quoted text, or in the body
/// (`BEGIN … END`) of a trigger, function or procedure. What the dialect does not have (dollar quotes, nested
/// comments, backslashes in `E'…'`) is not looked for. `firstLine` is the number of the script's first line.
///
/// It knows no more of SQL than that: what is wrong inside a statement is for the database to say.
///
/// Throws ImproperConfigurationException, `line N: …`, for quotes, comments and bodies that do not end.
Athanor_API std::vector<SqlStatement> splitSql(std::string_view script, const SqlSyntax& syntax,
											   int firstLine = 1);


/// The words a statement begins with, upper case, comments skipped: at most `count`.
Athanor_API std::vector<std::string> leadingWords(std::string_view statement, std::size_t count);


} // namespace Athanor


#endif // Athanor_Migration_SqlScript_INCLUDED
