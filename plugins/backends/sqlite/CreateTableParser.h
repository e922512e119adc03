//
// CreateTableParser.h
//
// Library: SQLite
// Package: Backend
//
// What a CREATE TABLE statement says beyond what SQLite's pragmas tell.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_SQLite_CreateTableParser_INCLUDED
#define Athanor_SQLite_CreateTableParser_INCLUDED


#include "Athanor/Backend/Inspector.h"
#include <string>
#include <string_view>
#include <vector>


namespace Athanor::SQLite {


/// A piece of SQL text: a word, a quoted name, a text, a number, or one other character.
struct Token
{
	enum class Kind
	{
		Word,
		Name, ///< in quotes, which are taken off
		Text, ///< in apostrophes, with them
		Other
	};

	Kind kind = Kind::Other;
	std::string text;
	std::string upper; ///< of a word; otherwise empty
};


/// Cuts SQL into tokens; comments and blanks are left out.
std::vector<Token> tokenize(std::string_view sql);

/// The tokens as SQL with single blanks: the same for texts that differ in blanks and comments only.
std::string joinTokens(const std::vector<Token>& tokens, std::size_t from, std::size_t to);


/// A CreateTableParser reads the text that SQLite keeps of a table (`sqlite_schema.sql`), for the names of constraints,
/// checks and what else no pragma tells. The text was accepted by SQLite, so errors are not looked for.
///
/// It fills: primaryKeyName, primaryKey (if there is a key), uniques, checks, foreignKeys (without referred columns where
/// the text has none), extra, and `extra` of the columns that are in the table already.
///
/// Thread safety: one thread at a time.
class CreateTableParser
{
public:
	/// `table` has its columns.
	CreateTableParser(std::string_view sql, InspectedTable& table);

	void run();

private:
	bool is(const char* word) const;
	bool isOther(char c) const;
	const Token& token(std::size_t offset = 0) const;
	std::size_t closing(std::size_t open) const;
	std::string parenthesized();
	std::vector<std::string> nameList();
	void item();
	void tableConstraint(const std::string& name);
	void columnDefinition();
	void columnConstraint(InspectedColumn& column);
	bool keyConstraint(InspectedColumn& column, const std::string& name);
	void skipConflict();
	void references(const std::string& name, std::vector<std::string> columns);
	std::string action();

	std::vector<Token> _tokens;
	std::size_t _at = 0;
	std::size_t _end = 0;
	InspectedTable& _table;
};


} // namespace Athanor::SQLite


#endif // Athanor_SQLite_CreateTableParser_INCLUDED
