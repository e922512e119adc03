//
// SqlScript.cpp
//
// Library: Foundation
// Package: Migration
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Migration/SqlScript.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/String.h"
#include <algorithm>
#include <optional>


namespace Athanor {


namespace {


bool isWordStart(char c) noexcept
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}


bool isWordPart(char c) noexcept
{
	return isWordStart(c) || (c >= '0' && c <= '9') || c == '$';
}


bool isBlank(char c) noexcept
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}


/// The length of `$$` or `$tag$` that the text begins with; 0 if it does not.
std::size_t dollarTag(std::string_view text) noexcept
{
	if (text.empty() || text.front() != '$') return 0;
	std::size_t end = 1;
	while (end < text.size() && isWordPart(text[end]) && text[end] != '$')
		++end;
	const bool digit = end > 1 && text[1] >= '0' && text[1] <= '9';
	return end < text.size() && text[end] == '$' && !digit ? end + 1 : 0;
}


/// Walks over the script once.
class Splitter
{
public:
	Splitter(std::string_view script, const SqlSyntax& syntax, int firstLine):
		_script(script),
		_syntax(syntax),
		_line(firstLine)
	{
	}

	std::vector<SqlStatement> run()
	{
		while (_at < _script.size())
			step();
		if (_depth > 0) fail(_startLine, "the body of this statement has no END");
		finish();
		return std::move(_statements);
	}

private:
	[[noreturn]] static void fail(int line, const std::string& reason)
	{
		throw ImproperConfigurationException("line " + std::to_string(line) + ": " + reason);
	}

	bool sees(std::string_view text) const noexcept
	{
		return _script.compare(_at, text.size(), text) == 0;
	}

	/// Goes over `count` characters.
	void skip(std::size_t count)
	{
		const std::string_view skipped = _script.substr(_at, count);
		_line += static_cast<int>(std::count(skipped.begin(), skipped.end(), '\n'));
		_at += skipped.size();
	}

	/// Goes over characters that are part of a statement.
	void take(std::size_t count)
	{
		if (!_start)
		{
			_start = _at;
			_startLine = _line;
		}
		skip(count);
		_end = _at;
	}

	void step()
	{
		const char c = _script[_at];
		if (sees("--"))
			skip(std::min(_script.find('\n', _at), _script.size()) - _at);
		else if (sees("/*"))
			comment();
		else if (c == '\'' || c == '"' || c == '`')
			quoted(c, false);
		else if (_syntax.dollarQuotes && dollarTag(_script.substr(_at)) != 0)
			dollarQuoted();
		else if (isWordStart(c))
			word();
		else if (c == ';' && _depth == 0)
			finish(), skip(1);
		else if (isBlank(c))
			skip(1);
		else
			take(1);
	}

	void comment()
	{
		const int line = _line;
		int depth = 0;
		do
		{
			if (_at >= _script.size()) fail(line, "this comment does not end");
			if (sees("/*") && (depth == 0 || _syntax.nestedComments))
			{
				++depth;
				skip(2);
			}
			else if (sees("*/"))
			{
				--depth;
				skip(2);
			}
			else
				skip(1);
		} while (depth > 0);
	}

	/// A quote that is written twice ends one text and begins the next: nothing special has to be done about it.
	void quoted(char quote, bool backslashes)
	{
		const int line = _line;
		take(1);
		while (_at < _script.size() && _script[_at] != quote)
			take(backslashes && _script[_at] == '\\' ? 2 : 1);
		if (_at >= _script.size()) fail(line, std::string("this ") + quote + " is never closed");
		take(1);
	}

	void dollarQuoted()
	{
		const std::size_t size = dollarTag(_script.substr(_at));
		const std::string_view tag = _script.substr(_at, size);
		const std::size_t end = _script.find(tag, _at + size);
		if (end == std::string_view::npos)
			fail(_line, "the text that begins with " + std::string(tag) + " does not end");
		take(end + size - _at);
	}

	void word()
	{
		std::size_t end = _at;
		while (end < _script.size() && isWordPart(_script[end]))
			++end;
		const std::string word = Poco::toUpper(std::string(_script.substr(_at, end - _at)));
		take(end - _at);
		if (word == "E" && _syntax.escapeStrings && _at < _script.size() && _script[_at] == '\'')
			return quoted('\'', true);
		if (_words.size() < 6) _words.push_back(word);
		if (!mayHaveBody()) return;
		if (word == "BEGIN" || word == "CASE")
			++_depth;
		else if (word == "END" && _depth > 0)
			--_depth;
	}

	bool mayHaveBody() const
	{
		if (_words.empty() || _words.front() != "CREATE") return false;
		return std::any_of(_words.begin() + 1, _words.end(), [](const std::string& word) {
			return word == "TRIGGER" || word == "FUNCTION" || word == "PROCEDURE";
		});
	}

	void finish()
	{
		if (_start) _statements.push_back({std::string(_script.substr(*_start, _end - *_start)), _startLine});
		_start.reset();
		_words.clear();
		_depth = 0;
	}

	std::string_view _script;
	const SqlSyntax _syntax;
	std::size_t _at = 0;
	int _line;
	std::optional<std::size_t> _start; ///< of the statement, at its first character that is no comment
	std::size_t _end = 0;
	int _startLine = 0;
	std::vector<std::string> _words; ///< the first ones of the statement
	int _depth = 0;                  ///< of BEGIN and CASE in a body
	std::vector<SqlStatement> _statements;
};


} // namespace


std::vector<SqlStatement> splitSql(std::string_view script, const SqlSyntax& syntax, int firstLine)
{
	return Splitter(script, syntax, firstLine).run();
}


std::vector<std::string> leadingWords(std::string_view statement, std::size_t count)
{
	std::vector<std::string> words;
	std::size_t at = 0;
	while (at < statement.size() && words.size() < count)
	{
		if (isBlank(statement[at]))
			++at;
		else if (statement.compare(at, 2, "--") == 0)
			at = std::min(statement.find('\n', at), statement.size());
		else if (statement.compare(at, 2, "/*") == 0)
			at = std::min(statement.find("*/", at), statement.size() - 2) + 2;
		else if (isWordStart(statement[at]))
		{
			const std::size_t start = at;
			while (at < statement.size() && isWordPart(statement[at]))
				++at;
			words.push_back(Poco::toUpper(std::string(statement.substr(start, at - start))));
		}
		else
			break;
	}
	return words;
}


} // namespace Athanor
