//
// AsyncQueryRepository.h
//
// Library: Foundation
// Package: Repository
//
// The rows of any SELECT statement, for code on an event loop.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_AsyncQueryRepository_INCLUDED
#define Athanor_Repository_AsyncQueryRepository_INCLUDED


#include "Athanor/Data/AsyncSession.h"
#include "Athanor/Query/Select.h"
#include "Athanor/Repository/StatementReader.h"


namespace Athanor {


/// An AsyncQueryRepository is QueryRepository for coroutines: the same bodies, to be awaited.
///
///     const auto languages = select<Book>(&Book::language, count()).groupBy(&Book::language);
///     auto found = co_await queries.list(languages);          // a named statement (the coroutine rule)
///
/// Thread safety: one task at a time, on the session's loop. Lifetime: dies before its AsyncSession.
class AsyncQueryRepository: public StatementReader
{
public:
	explicit AsyncQueryRepository(AsyncSession& session, ErrorMessages messages = {}):
		StatementReader(session.unit(), std::move(messages))
	{
	}
};


} // namespace Athanor


#endif // Athanor_Repository_AsyncQueryRepository_INCLUDED
