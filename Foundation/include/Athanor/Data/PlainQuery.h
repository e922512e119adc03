//
// PlainQuery.h
//
// Library: Foundation
// Package: Data
//
// A SELECT in plain SQL that can be counted and paged.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Data_PlainQuery_INCLUDED
#define Athanor_Data_PlainQuery_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/Rows.h"
#include "Athanor/Query/NamedParameters.h"
#include "Athanor/Query/TypedStatement.h"
#include <optional>
#include <string>
#include <utility>
#include <vector>


namespace Athanor {


/// A PlainQuery is the SQL of one SELECT with named parameters, for query repositories: what is counted are the rows it gives,
/// and a page is a part of them. It gives Rows; made by plain():
///
///     queries.listAndCount(plain("select region, sum(total) as total from sales group by region order by region").page(page))
///
/// To be paged it has no LIMIT of its own, and it says its order, or pages are not stable.
///
/// Thread safety: a value.
class Athanor_API PlainQuery
{
public:
	using Result = Rows;
	/// Rows with one row.
	using One = Rows;

	explicit PlainQuery(std::string sql, NamedParameters parameters = {});

	PlainQuery page(const LimitOffset& page) const
	{
		PlainQuery copy = *this;
		copy._page = page;
		return copy;
	}

	/// Throws InvalidRequestException naming a parameter that is missing or not used.
	CompiledStatement compile(const Dialect& dialect) const;
	/// The number of rows without the page.
	CompiledStatement compileCount(const Dialect& dialect) const;
	Rows read(ResultSet& rows) const
	{
		return Rows(rows);
	}
	/// Nobody knows them before the database answers.
	std::vector<ValueType> types() const
	{
		return {};
	}

private:
	std::string _sql;
	NamedParameters _parameters;
	std::optional<LimitOffset> _page;
};


inline PlainQuery plain(std::string sql, NamedParameters parameters = {})
{
	return PlainQuery(std::move(sql), std::move(parameters));
}


} // namespace Athanor


#endif // Athanor_Data_PlainQuery_INCLUDED
