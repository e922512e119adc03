//
// Revision.h
//
// Library: Foundation
// Package: Migration
//
// One revision file: header and SQL.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Migration_Revision_INCLUDED
#define Athanor_Migration_Revision_INCLUDED


#include "Athanor/Backend/Dialect.h"
#include "Athanor/Core/API.h"
#include "Athanor/Core/DateTime.h"
#include "Athanor/Migration/SqlScript.h"
#include <string>
#include <string_view>
#include <vector>


namespace Athanor {


enum class Direction
{
	Upgrade,
	Downgrade
};

/// `upgrade`, `downgrade`.
Athanor_API const char* toString(Direction direction) noexcept;


/// One section of a revision file.
struct RevisionSection
{
	Direction direction = Direction::Upgrade;
	std::string dialect;     ///< the scheme of a backend; empty: for every database
	bool transaction = true; ///< false: each statement is its own (`no transaction`)
	std::string sql;         ///< with its comments
	int line = 0;            ///< of the first line of sql
};


/// A Revision is one step of the history of a schema, as its file says it:
///
///     -- revision: 65bad9b45410
///     -- parents: 1f0a2b3c4d5e
///     -- labels: billing
///     -- message: Add users table
///     -- date: 2026-11-26T21:04:05Z
///
///     -- upgrade [sqlite]
///     CREATE TABLE …;
///
///     -- upgrade [postgresql]
///     …
///     -- downgrade
///     …
///
/// `parents` and `labels` are lists separated by commas; without parents the line is left out, as without labels.
/// A section goes to the next section or the end of the file. Every section of the wanted direction that is for
/// the database at hand, or for none in particular, is run, in the order of the file, in one transaction; a section
/// `-- upgrade [postgresql] no transaction` is run statement by statement without one.
///
/// Thread safety: a value.
struct Athanor_API Revision
{
	std::string id;                   ///< 1 to 32 of letters, digits and _
	std::vector<std::string> parents; ///< ids; empty for the first of a history; several for a merge
	std::vector<std::string> labels;
	std::string message;
	DateTime date;
	std::vector<RevisionSection> sections;
	std::string path; ///< of the file, as messages name it

	/// A statement, and whether it is to be run inside of the revision's transaction.
	struct Step
	{
		SqlStatement statement;
		bool transaction = true;
	};

	/// What is to be run on a database of that scheme.
	/// Throws ImproperConfigurationException (`file:line: …`) if there is no section for it, if a statement does
	/// not end, or if one would end the transaction (BEGIN, COMMIT …).
	std::vector<Step> steps(Direction direction, std::string_view scheme, const SqlSyntax& syntax) const;

	/// The SHA-256 of what upgrade would run on that database, in hexadecimal: comments, blanks between statements and
	/// what is for other databases are no part of it.
	/// Throws as steps().
	std::string hash(std::string_view scheme, const SqlSyntax& syntax) const;

	/// Reads a file's text. Strict: what is not as above is refused.
	/// Throws ImproperConfigurationException, `path:line: reason`.
	static Revision parse(std::string_view text, const std::string& path);

	/// The text of the file.
	std::string toText() const;

	/// `2026-11-26_add_users_table_65bad9b45410.sql`: the words of the message in lower case, at most 40 characters.
	std::string fileName() const;
};


/// Whether text can be the id of a revision.
Athanor_API bool isRevisionId(std::string_view text) noexcept;

/// Twelve random hexadecimal digits.
Athanor_API std::string makeRevisionId();


} // namespace Athanor


#endif // Athanor_Migration_Revision_INCLUDED
