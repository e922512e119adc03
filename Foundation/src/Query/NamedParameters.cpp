//
// NamedParameters.cpp
//
// Library: Foundation
// Package: Query
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/NamedParameters.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Core/Text.h"
#include <algorithm>
#include <cctype>


namespace Athanor {


namespace {


bool isNameStart(char c)
{
	return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}


bool isNamePart(char c)
{
	return isNameStart(c) || (c >= '0' && c <= '9');
}


/// A PlainScanner copies SQL text and replaces the names outside of quotes and comments.
class PlainScanner
{
public:
	PlainScanner(std::string_view sql, const NamedParameters& parameters, const Dialect& dialect):
		_sql(sql),
		_parameters(parameters),
		_dialect(dialect),
		_used(parameters.size())
	{
	}

	CompiledStatement scan()
	{
		while (_at < _sql.size())
		{
			if (!skipVerbatim() && !replaceName()) copy(1);
		}
		const auto unused = std::find(_used.begin(), _used.end(), false);
		if (unused != _used.end())
		{
			const auto index = static_cast<std::size_t>(unused - _used.begin());
			throw InvalidRequestException("the statement has no parameter :" + _parameters[index].first);
		}
		return {Statement{std::move(_out), Access::Write, true}, std::move(_values)};
	}

private:
	bool startsWith(std::string_view token) const
	{
		return _sql.substr(_at, token.size()) == token;
	}

	void copy(std::size_t count)
	{
		_out += _sql.substr(_at, count);
		_at += std::min(count, _sql.size() - _at);
	}

	/// Copies up to and with the next `end`, or the rest.
	void copyThrough(std::size_t opening, std::string_view end)
	{
		const std::size_t found = _sql.find(end, _at + opening);
		copy(found == std::string_view::npos ? _sql.size() - _at : found + end.size() - _at);
	}

	/// Copies a quoted string, an identifier, a comment or a double colon as it is.
	bool skipVerbatim()
	{
		const char c = _sql[_at];
		if (c == '\'' || c == '"' || c == '`')
			copyThrough(1, std::string_view(&c, 1));
		else if (startsWith("--"))
			copyThrough(2, "\n");
		else if (startsWith("/*"))
			copyThrough(2, "*/");
		else if (startsWith("::"))
			copy(2);
		else if (c == '$')
			return skipDollarQuoted();
		else
			return false;
		return true;
	}

	bool skipDollarQuoted()
	{
		std::size_t end = _at + 1;
		while (end < _sql.size() && isNamePart(_sql[end]))
			++end;
		if (end >= _sql.size() || _sql[end] != '$') return false;
		const std::string_view tag = _sql.substr(_at, end + 1 - _at);
		copyThrough(tag.size(), tag);
		return true;
	}

	bool replaceName()
	{
		if (_sql[_at] != ':' || _at + 1 >= _sql.size() || !isNameStart(_sql[_at + 1])) return false;
		std::size_t end = _at + 1;
		while (end < _sql.size() && isNamePart(_sql[end]))
			++end;
		const std::string_view name = _sql.substr(_at + 1, end - _at - 1);
		_at = end;
		const auto found = std::find_if(_parameters.begin(), _parameters.end(),
										[&](const auto& parameter) { return parameter.first == name; });
		if (found == _parameters.end())
		{
			throw InvalidRequestException("no value was given for the parameter :" + std::string(name));
		}
		_used[static_cast<std::size_t>(found - _parameters.begin())] = true;
		_values.push_back(found->second);
		const ValueType type = found->second.isNull() ? ValueType::Text : found->second.type();
		_dialect.appendPlaceholder(_out, static_cast<int>(_values.size()), type);
		return true;
	}

	std::string_view _sql;
	const NamedParameters& _parameters;
	const Dialect& _dialect;
	std::vector<bool> _used;
	std::size_t _at = 0;
	std::string _out;
	Parameters _values;
};


std::string firstWord(std::string_view sql)
{
	const std::size_t begin = sql.find_first_not_of(" \t\r\n(");
	if (begin == std::string_view::npos) return {};
	std::size_t end = begin;
	while (end < sql.size() && isNamePart(sql[end]))
		++end;
	return toLower(sql.substr(begin, end - begin));
}


} // namespace


CompiledStatement compilePlain(std::string_view sql, const NamedParameters& parameters,
							   const Dialect& dialect)
{
	CompiledStatement compiled = PlainScanner(sql, parameters, dialect).scan();
	const std::string word = firstWord(sql);
	if (word == "select" || word == "values") compiled.statement.access = Access::Read;
	return compiled;
}


} // namespace Athanor
