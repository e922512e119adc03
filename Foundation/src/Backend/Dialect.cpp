//
// Dialect.cpp
//
// Library: Foundation
// Package: Backend
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Backend/Dialect.h"


namespace Athanor {


Dialect::~Dialect() = default;


void Dialect::appendSortKey(std::string& sql, std::string_view expression, const Column&) const
{
	sql += expression;
}


void Dialect::appendEqualityKey(std::string& sql, std::string_view expression, const Column& column) const
{
	appendSortKey(sql, expression, column);
}


void Dialect::appendLike(std::string& sql, std::string_view expression, std::string_view placeholder,
						 bool ignoreCase) const
{
	const std::string_view open = ignoreCase ? "lower(" : "";
	const std::string_view close = ignoreCase ? ")" : "";
	sql.append(open).append(expression).append(close).append(" LIKE ");
	sql.append(open).append(placeholder).append(close).append(" ESCAPE '\\'");
}


std::string Dialect::likePattern(std::string pattern, bool) const
{
	return pattern;
}


std::optional<Value> Dialect::listValue(const Column&, const std::vector<Value>&) const
{
	return std::nullopt;
}


void Dialect::appendInList(std::string& sql, std::string_view expression, std::string_view placeholder,
						   const Column&) const
{
	sql.append(expression).append(" = ANY(").append(placeholder).append(")");
}


void Dialect::appendLock(std::string&, const RowLock&) const
{
}


std::string Dialect::schemaLockStatement() const
{
	return {};
}


void Dialect::appendQuoted(std::string& sql, std::string_view identifier) const
{
	sql += '"';
	for (const char c : identifier)
	{
		if (c == '"') sql += '"';
		sql += c;
	}
	sql += '"';
}


std::string Dialect::quoted(std::string_view identifier) const
{
	std::string text;
	text.reserve(identifier.size() + 2);
	appendQuoted(text, identifier);
	return text;
}


} // namespace Athanor
