//
// QueryRepository.h
//
// Library: Foundation
// Package: Repository
//
// The rows of any SELECT statement, for blocking code.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_QueryRepository_INCLUDED
#define Athanor_Repository_QueryRepository_INCLUDED


#include "Athanor/Data/Session.h"
#include "Athanor/Query/Select.h"
#include "Athanor/Repository/StatementReader.h"
#include <cstdint>
#include <optional>
#include <utility>


namespace Athanor {


/// A QueryRepository reads what no single model describes: values, groups and plain SQL, by the names that repositories of
/// models have.
///
///     QueryRepository queries(session);
///     auto [page, total] = queries.listAndCount(select<Book>(&Book::language, count()).groupBy(&Book::language).limit(10));
///     Rows row = queries.getOne(plain("select max(total) as best from sales where region = :region", {{"region", region}}));
///
/// What each method does and throws is said at StatementReader.
///
/// Thread safety: one thread at a time. Lifetime: dies before its Session.
class QueryRepository
{
public:
	explicit QueryRepository(Session& session, ErrorMessages messages = {}):
		_reader(session.unit(), std::move(messages))
	{
	}

	template <SelectStatement S>
	typename S::Result list(const S& statement)
	{
		return runInline(_reader.list(statement));
	}
	template <SelectStatement S>
	Rows rows(const S& statement)
	{
		return runInline(_reader.rows(statement));
	}
	template <SelectStatement S>
	std::int64_t count(const S& statement)
	{
		return runInline(_reader.count(statement));
	}
	template <SelectStatement S>
	std::pair<typename S::Result, std::int64_t> listAndCount(const S& statement)
	{
		return runInline(_reader.listAndCount(statement));
	}
	template <SelectStatement S>
	typename S::One getOne(const S& statement)
	{
		return runInline(_reader.getOne(statement));
	}
	template <SelectStatement S>
	std::optional<typename S::One> getOneOrNone(const S& statement)
	{
		return runInline(_reader.getOneOrNone(statement));
	}

private:
	StatementReader _reader;
};


} // namespace Athanor


#endif // Athanor_Repository_QueryRepository_INCLUDED
