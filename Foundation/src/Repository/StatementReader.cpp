//
// StatementReader.cpp
//
// Library: Foundation
// Package: Repository
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Repository/StatementReader.h"
#include "Athanor/Core/Exceptions.h"


namespace Athanor {


Task<std::int64_t> StatementReader::countOf(const CompiledStatement& compiled)
{
	// Not UnitOfWork::count(), which may remember: plain SQL may depend on more than the rows, as on the time.
	ResultSetPtr rows = co_await _unit.execute(compiled.statement, compiled.parameters);
	if (!rows->next()) throw RepositoryException("the database returned no row for a count");
	co_return rows->integer(0);
}


void StatementReader::throwSeveral() const
{
	const MultipleResultsFoundException failure("the statement gives several rows");
	_messages.over(ErrorMessages::defaults()).rethrow(failure);
	throw failure;
}


void StatementReader::throwNone() const
{
	const NotFoundException failure("the statement gives no row");
	_messages.over(ErrorMessages::defaults()).rethrow(failure);
	throw failure;
}


} // namespace Athanor
