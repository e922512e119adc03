//
// PlainQuery.cpp
//
// Library: Foundation
// Package: Data
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/PlainQuery.h"


namespace Athanor {


PlainQuery::PlainQuery(std::string sql, NamedParameters parameters):
	_sql(std::move(sql)),
	_parameters(std::move(parameters))
{
	// Something is to follow the statement.
	_sql.erase(_sql.find_last_not_of("; \t\r\n") + 1);
}


CompiledStatement PlainQuery::compile(const Dialect& dialect) const
{
	if (!_page) return compilePlain(_sql, _parameters, dialect);
	NamedParameters all = _parameters;
	all.emplace_back("athanor_limit", Value(_page->limit));
	all.emplace_back("athanor_offset", Value(_page->offset));
	// On a line of its own: the statement may end in a comment.
	return compilePlain(_sql + "\nLIMIT :athanor_limit OFFSET :athanor_offset", all, dialect);
}


CompiledStatement PlainQuery::compileCount(const Dialect& dialect) const
{
	return compilePlain("SELECT count(*) FROM (" + _sql + "\n) AS counted", _parameters, dialect);
}


} // namespace Athanor
