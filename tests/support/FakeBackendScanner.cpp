//
// FakeBackendScanner.cpp
//
// Library: TestSupport
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "FakeBackendScanner.h"
#include "Athanor/Core/Text.h"
#include <cctype>
#include <sstream>


namespace Athanor::Fake {


namespace {


[[noreturn]] void syntaxError(const std::string& sql, const std::string& near)
{
	ErrorDetail detail;
	detail.sqlState = "42601";
	detail.statement = sql;
	throw RepositoryException("syntax error near \"" + near + "\"", detail);
}


bool isWordPart(char c)
{
	return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}


bool isDigit(char c)
{
	return c >= '0' && c <= '9';
}


/// Cuts a statement into tokens.
class Lexer
{
public:
	explicit Lexer(const std::string& sql):
		_sql(sql)
	{
	}

	std::vector<Token> tokens()
	{
		std::vector<Token> tokens;
		do
		{
			while (_at < _sql.size() && std::isspace(static_cast<unsigned char>(_sql[_at])))
				++_at;
			tokens.push_back(next());
		} while (tokens.back().kind != Token::Kind::End);
		return tokens;
	}

private:
	Token next()
	{
		if (_at >= _sql.size()) return {};
		const char c = _sql[_at];
		if (c == '"') return {Token::Kind::Identifier, quoted(c)};
		if (c == '\'') return {Token::Kind::Text, quoted(c)};
		if (isDigit(c) || (c == '-' && _at + 1 < _sql.size() && isDigit(_sql[_at + 1])))
		{
			return {Token::Kind::Number, run(1, [](char d) { return isDigit(d); })};
		}
		if (c == '$') return {Token::Kind::Parameter, run(1, [](char d) { return isDigit(d); }).substr(1)};
		if (isWordPart(c)) return {Token::Kind::Word, toLower(run(1, isWordPart))};
		for (const char* sign : {"<>", "<=", ">="})
		{
			if (_sql.compare(_at, 2, sign) == 0)
				return {Token::Kind::Sign, run(2, [](char) { return false; })};
		}
		if (std::string("(),=<>*;.").find(c) == std::string::npos) syntaxError(_sql, std::string(1, c));
		return {Token::Kind::Sign, run(1, [](char) { return false; })};
	}

	template <typename Predicate>
	std::string run(std::size_t least, Predicate goesOn)
	{
		std::size_t end = _at + least;
		while (end < _sql.size() && goesOn(_sql[end]))
			++end;
		const std::string text = _sql.substr(_at, end - _at);
		_at = end;
		return text;
	}

	std::string quoted(char quote)
	{
		std::string text;
		for (++_at; _at < _sql.size(); ++_at)
		{
			if (_sql[_at] == quote)
			{
				++_at;
				if (_at >= _sql.size() || _sql[_at] != quote) return text;
			}
			text += _sql[_at];
		}
		syntaxError(_sql, text);
	}

	const std::string& _sql;
	std::size_t _at = 0;
};


} // namespace


Scanner::Scanner(const std::string& sql):
	_sql(sql),
	_tokens(Lexer(sql).tokens())
{
}


Token Scanner::take()
{
	Token token = _tokens[_at];
	if (token.kind != Token::Kind::End) ++_at;
	return token;
}


bool Scanner::accept(const std::string& words)
{
	std::istringstream stream(words);
	std::string word;
	std::size_t at = _at;
	while (stream >> word)
	{
		const Token& token = _tokens[at];
		const bool known = token.kind == Token::Kind::Word || token.kind == Token::Kind::Sign ||
						   token.kind == Token::Kind::Number;
		if (!known || token.text != word) return false;
		++at;
	}
	_at = at;
	return true;
}


void Scanner::expect(const std::string& words)
{
	if (!accept(words)) fail();
}


std::string Scanner::identifier()
{
	const Token token = take();
	if (token.kind != Token::Kind::Identifier && token.kind != Token::Kind::Word) fail();
	return token.text;
}


void Scanner::fail() const
{
	syntaxError(_sql, _tokens[_at].text);
}


} // namespace Athanor::Fake
