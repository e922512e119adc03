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


void Dialect::appendSortKey(std::string& sql, const Column& column) const
{
	appendQuoted(sql, column.name);
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
