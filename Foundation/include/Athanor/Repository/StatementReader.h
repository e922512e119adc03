//
// StatementReader.h
//
// Library: Foundation
// Package: Repository
//
// The rows of any SELECT statement, as both faces of a query repository need them.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_StatementReader_INCLUDED
#define Athanor_Repository_StatementReader_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Data/PlainQuery.h"
#include "Athanor/Data/UnitOfWork.h"
#include "Athanor/Query/TypedStatement.h"
#include "Athanor/Repository/ErrorMessages.h"
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>


namespace Athanor {


/// A StatementReader executes SELECT statements, typed ones (Select.h) and plain ones (PlainQuery.h), in a unit of work: the
/// bodies of QueryRepository and AsyncQueryRepository.
///
/// Statements live until the task is done. Every method throws what the database says, and InvalidRequestException for a
/// statement that cannot be compiled.
///
/// Thread safety: one thread at a time. Lifetime: dies before its UnitOfWork.
/// Source: advanced_alchemy/repository/_async.py SQLAlchemyAsyncQueryRepository @2accd6e1.
class Athanor_API StatementReader
{
public:
	explicit StatementReader(UnitOfWork& unit, ErrorMessages messages = {}):
		_unit(unit),
		_messages(std::move(messages))
	{
	}

	/// All rows, or those of the statement's page.
	template <SelectStatement S>
	Task<typename S::Result> list(const S& statement)
	{
		const CompiledStatement compiled = compile(statement);
		ResultSetPtr rows = co_await _unit.execute(compiled.statement, compiled.parameters);
		co_return statement.read(*rows);
	}

	/// The same as cells with the names of their columns, whatever the statement would make of them.
	template <SelectStatement S>
	Task<Rows> rows(const S& statement)
	{
		const CompiledStatement compiled = compile(statement);
		ResultSetPtr found = co_await _unit.execute(compiled.statement, compiled.parameters);
		co_return Rows(*found, statement.types());
	}

	/// How many rows there are without the page, exactly.
	template <SelectStatement S>
	Task<std::int64_t> count(const S& statement)
	{
		if constexpr (isPlain<S>) _unit.markDirty();
		const CompiledStatement compiled = statement.compileCount(_unit.engine().dialect());
		const std::int64_t total = co_await countOf(compiled);
		co_return total;
	}

	/// A page, and how many rows there are without it.
	template <SelectStatement S>
	Task<std::pair<typename S::Result, std::int64_t>> listAndCount(const S& statement)
	{
		typename S::Result page = co_await list(statement);
		const std::int64_t total = co_await count(statement);
		co_return std::pair<typename S::Result, std::int64_t>(std::move(page), total);
	}

	/// The only row, or nothing. A typed statement's page does not matter.
	/// Throws MultipleResultsFoundException if there are several.
	template <SelectStatement S>
	Task<std::optional<typename S::One>> getOneOrNone(const S& statement)
	{
		const S two = atMostTwo(statement);
		typename S::Result found = co_await list(two);
		if (found.size() > 1) throwSeveral();
		if (found.empty()) co_return std::nullopt;
		if constexpr (isPlain<S>)
			co_return std::move(found);
		else
			co_return std::optional<typename S::One>(*found.begin());
	}

	/// The same, but throws NotFoundException if there is none.
	template <SelectStatement S>
	Task<typename S::One> getOne(const S& statement)
	{
		std::optional<typename S::One> found = co_await getOneOrNone(statement);
		if (!found) throwNone();
		co_return std::move(*found);
	}

private:
	template <typename S>
	static constexpr bool isPlain = std::is_same_v<S, PlainQuery>;

	template <typename S>
	CompiledStatement compile(const S& statement)
	{
		// Plain SQL may change settings of the connection.
		if constexpr (isPlain<S>) _unit.markDirty();
		return statement.compile(_unit.engine().dialect());
	}

	/// Plain SQL may have a limit already.
	template <typename S>
	static S atMostTwo(const S& statement)
	{
		if constexpr (isPlain<S>)
			return statement;
		else
			return statement.page({2, 0});
	}

	Task<std::int64_t> countOf(const CompiledStatement& compiled);
	[[noreturn]] void throwSeveral() const;
	[[noreturn]] void throwNone() const;

	UnitOfWork& _unit;
	ErrorMessages _messages;
};


} // namespace Athanor


#endif // Athanor_Repository_StatementReader_INCLUDED
