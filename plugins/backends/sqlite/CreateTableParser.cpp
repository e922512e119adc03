//
// CreateTableParser.cpp
//
// Library: SQLite
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "CreateTableParser.h"
#include "Poco/String.h"
#include <algorithm>


namespace Athanor::SQLite {


namespace {


bool isWordStart(char c) noexcept
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}


bool isWordPart(char c) noexcept
{
	return isWordStart(c) || (c >= '0' && c <= '9') || c == '$';
}


/// The end of the quotes that begin at `at`; `body` gets what is in them, doubled quotes made single.
std::size_t endOfQuotes(std::string_view sql, std::size_t at, std::string& body)
{
	const char close = sql[at] == '[' ? ']' : sql[at];
	for (std::size_t i = at + 1; i < sql.size(); ++i)
	{
		if (sql[i] != close)
		{
			body += sql[i];
			continue;
		}
		if (close == ']' || i + 1 >= sql.size() || sql[i + 1] != close) return i + 1;
		body += close;
		++i;
	}
	return sql.size();
}


std::size_t endOfComment(std::string_view sql, std::size_t at) noexcept
{
	if (sql.compare(at, 2, "--") == 0) return std::min(sql.find('\n', at), sql.size());
	const std::size_t end = sql.find("*/", at + 2);
	return end == std::string_view::npos ? sql.size() : end + 2;
}


std::size_t endOfWord(std::string_view sql, std::size_t at) noexcept
{
	const bool number = sql[at] >= '0' && sql[at] <= '9';
	const auto isExponent = [&](std::size_t i) {
		return number && i > 0 && (sql[i - 1] == 'e' || sql[i - 1] == 'E');
	};
	const auto belongs = [&](std::size_t i) {
		const bool sign = (sql[i] == '-' || sql[i] == '+') && isExponent(i);
		return isWordPart(sql[i]) || sign || (number && sql[i] == '.');
	};
	while (at < sql.size() && belongs(at))
		++at;
	return at;
}


/// `<=` and its like are one token, so that no blank gets between.
std::size_t endOfOperator(std::string_view sql, std::size_t at) noexcept
{
	constexpr std::string_view operators = "<>=!|-&+*/%~";
	const auto continues = [&](std::size_t i) {
		const std::string_view two = sql.substr(i, 2);
		return operators.find(sql[i]) != std::string_view::npos && two != "--" && two != "/*";
	};
	if (!continues(at)) return at + 1;
	while (at < sql.size() && continues(at))
		++at;
	return at;
}


std::string quoted(const std::string& name)
{
	return '"' + Poco::replace(name, "\"", "\"\"") + '"';
}


} // namespace


std::vector<Token> tokenize(std::string_view sql)
{
	std::vector<Token> tokens;
	std::size_t at = 0;
	while (at < sql.size())
	{
		const char c = sql[at];
		Token token;
		std::size_t end = at + 1;
		if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')
		{
			at = end;
			continue;
		}
		if (sql.compare(at, 2, "--") == 0 || sql.compare(at, 2, "/*") == 0)
		{
			at = endOfComment(sql, at);
			continue;
		}
		if (c == '"' || c == '`' || c == '[')
		{
			token.kind = Token::Kind::Name;
			end = endOfQuotes(sql, at, token.text);
		}
		else if (c == '\'' || ((c == 'x' || c == 'X') && sql.compare(at + 1, 1, "'") == 0))
		{
			std::string body;
			token.kind = Token::Kind::Text;
			end = endOfQuotes(sql, c == '\'' ? at : at + 1, body);
			token.text = sql.substr(at, end - at);
		}
		else if (isWordStart(c) || (c >= '0' && c <= '9'))
		{
			end = endOfWord(sql, at);
			token.kind = Token::Kind::Word;
			token.text = sql.substr(at, end - at);
			token.upper = Poco::toUpper(token.text);
		}
		else
		{
			end = endOfOperator(sql, at);
			token.text = sql.substr(at, end - at);
		}
		tokens.push_back(std::move(token));
		at = end;
	}
	return tokens;
}


std::string joinTokens(const std::vector<Token>& tokens, std::size_t from, std::size_t to)
{
	std::string sql;
	for (std::size_t i = from; i < to; ++i)
	{
		const Token& token = tokens[i];
		const bool tight =
			token.text == ")" || token.text == "," || token.text == "." ||
			(token.text == "(" && i > from && tokens[i - 1].kind == Token::Kind::Word &&
			 tokens[i - 1].upper != "IN" && tokens[i - 1].upper != "AND" && tokens[i - 1].upper != "OR");
		const bool afterTight = i > from && (tokens[i - 1].text == "(" || tokens[i - 1].text == ".");
		if (i > from && !tight && !afterTight) sql += ' ';
		sql += token.kind == Token::Kind::Name ? quoted(token.text) : token.text;
	}
	return sql;
}


CreateTableParser::CreateTableParser(std::string_view sql, InspectedTable& table):
	_tokens(tokenize(sql)),
	_table(table)
{
	_tokens.emplace_back();
}


const Token& CreateTableParser::token(std::size_t offset) const
{
	return _tokens[std::min(_at + offset, _tokens.size() - 1)];
}


bool CreateTableParser::is(const char* word) const
{
	return token().kind == Token::Kind::Word && token().upper == word;
}


bool CreateTableParser::isOther(char c) const
{
	return token().kind == Token::Kind::Other && token().text == std::string(1, c);
}


/// The parenthesis that closes the one at `open`.
std::size_t CreateTableParser::closing(std::size_t open) const
{
	int depth = 0;
	for (std::size_t i = open; i < _tokens.size(); ++i)
	{
		if (_tokens[i].kind != Token::Kind::Other) continue;
		if (_tokens[i].text == "(") ++depth;
		if (_tokens[i].text == ")" && --depth == 0) return i;
	}
	return _tokens.size() - 1;
}


/// What is in the parentheses that begin here; goes behind them.
std::string CreateTableParser::parenthesized()
{
	const std::size_t end = closing(_at);
	std::string text = joinTokens(_tokens, _at + 1, end);
	_at = end + 1;
	return text;
}


/// `(a, "b" COLLATE x DESC)`; goes behind it.
std::vector<std::string> CreateTableParser::nameList()
{
	std::vector<std::string> names;
	const std::size_t end = closing(_at);
	bool expected = true;
	for (std::size_t i = _at + 1; i < end; ++i)
	{
		if (expected) names.push_back(_tokens[i].text);
		expected = _tokens[i].kind == Token::Kind::Other && _tokens[i].text == ",";
	}
	_at = end + 1;
	return names;
}


void CreateTableParser::run()
{
	while (_at < _tokens.size() - 1 && !isOther('('))
		++_at;
	if (_at >= _tokens.size() - 1) return;
	_end = closing(_at);
	++_at;
	while (_at < _end)
	{
		item();
		while (_at < _end && !isOther(','))
			++_at;
		++_at;
	}
	_table.extra = joinTokens(_tokens, std::min(_end + 1, _tokens.size() - 1), _tokens.size() - 1);
}


void CreateTableParser::item()
{
	std::string name;
	const std::size_t start = _at;
	if (is("CONSTRAINT"))
	{
		name = token(1).text;
		_at += 2;
	}
	const bool isConstraint = is("PRIMARY") || is("UNIQUE") || is("CHECK") || is("FOREIGN");
	if (isConstraint) return tableConstraint(name);
	_at = start;
	columnDefinition();
}


void CreateTableParser::tableConstraint(const std::string& name)
{
	if (is("PRIMARY"))
	{
		_at += 2;
		_table.primaryKeyName = name;
		_table.primaryKey = nameList();
	}
	else if (is("UNIQUE"))
	{
		++_at;
		_table.uniques.push_back({name, nameList()});
	}
	else if (is("CHECK"))
	{
		++_at;
		_table.checks.push_back({name, parenthesized()});
	}
	else
	{
		_at += 2;
		references(name, nameList());
	}
}


void CreateTableParser::columnDefinition()
{
	const std::string name = token().text;
	++_at;
	const auto found =
		std::find_if(_table.columns.begin(), _table.columns.end(),
					 [&](const InspectedColumn& column) { return Poco::icompare(column.name, name) == 0; });
	if (found == _table.columns.end()) return;
	static const std::vector<std::string> starts{"CONSTRAINT", "PRIMARY",   "NOT",     "NULL",
												 "UNIQUE",     "CHECK",     "DEFAULT", "COLLATE",
												 "REFERENCES", "GENERATED", "AS"};
	const auto startsConstraint = [&] {
		return token().kind == Token::Kind::Word &&
			   std::find(starts.begin(), starts.end(), token().upper) != starts.end();
	};
	// The type, which a pragma tells.
	while (_at < _end && !isOther(',') && !startsConstraint())
		_at = isOther('(') ? closing(_at) + 1 : _at + 1;
	while (_at < _end && !isOther(','))
		columnConstraint(*found);
}


void CreateTableParser::skipConflict()
{
	if (is("ON") && token(1).upper == "CONFLICT") _at += 3;
}


bool CreateTableParser::keyConstraint(InspectedColumn& column, const std::string& name)
{
	if (is("PRIMARY"))
	{
		_at += 2;
		if (is("ASC") || is("DESC")) ++_at;
		skipConflict();
		_table.primaryKeyName = name;
		_table.primaryKey = {column.name};
		if (!is("AUTOINCREMENT")) return true;
		column.extra = "PRIMARY KEY AUTOINCREMENT";
		++_at;
		return true;
	}
	if (!is("UNIQUE")) return false;
	++_at;
	skipConflict();
	_table.uniques.push_back({name, {column.name}});
	return true;
}


void CreateTableParser::columnConstraint(InspectedColumn& column)
{
	std::string name;
	if (is("CONSTRAINT"))
	{
		name = token(1).text;
		_at += 2;
	}
	if (keyConstraint(column, name)) return;
	if (is("NOT") || is("NULL"))
	{
		_at += is("NOT") ? 2 : 1;
		skipConflict();
	}
	else if (is("CHECK"))
	{
		++_at;
		_table.checks.push_back({name, parenthesized()});
	}
	else if (is("DEFAULT"))
	{
		++_at;
		if (isOther('+') || isOther('-')) ++_at;
		_at = isOther('(') ? closing(_at) + 1 : _at + 1;
	}
	else if (is("REFERENCES"))
		references(name, {column.name});
	else if (is("COLLATE") || is("GENERATED") || is("AS"))
	{
		const std::size_t start = _at;
		const bool collate = is("COLLATE");
		while (!collate && _at < _end && !isOther('('))
			++_at;
		_at = collate ? _at + 2 : closing(_at) + 1;
		if (!collate && (is("STORED") || is("VIRTUAL"))) ++_at;
		column.extra += (column.extra.empty() ? "" : " ") + joinTokens(_tokens, start, _at);
	}
	else
		++_at;
}


/// `cascade`, `set null`; goes behind it. Empty for what is the default.
std::string CreateTableParser::action()
{
	std::string text = Poco::toLower(token().text);
	++_at;
	if (text == "set" || text == "no")
	{
		text += " " + Poco::toLower(token().text);
		++_at;
	}
	return text == "no action" ? std::string() : text;
}


void CreateTableParser::references(const std::string& name, std::vector<std::string> columns)
{
	ForeignKey key;
	key.name = name;
	key.columns = std::move(columns);
	++_at;
	key.table = token().text;
	++_at;
	if (isOther('(')) key.referredColumns = nameList();
	for (;;)
	{
		if (is("ON") && (token(1).upper == "DELETE" || token(1).upper == "UPDATE"))
		{
			std::string& which = token(1).upper == "DELETE" ? key.onDelete : key.onUpdate;
			_at += 2;
			which = action();
		}
		else if (is("MATCH"))
			_at += 2;
		else if (is("NOT") && token(1).upper == "DEFERRABLE")
			_at += 2;
		else if (is("DEFERRABLE"))
			++_at;
		else if (is("INITIALLY"))
			_at += 2;
		else
			break;
	}
	_table.foreignKeys.push_back(std::move(key));
}


} // namespace Athanor::SQLite
