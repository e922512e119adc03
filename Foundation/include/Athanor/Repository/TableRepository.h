//
// TableRepository.h
//
// Library: Foundation
// Package: Repository
//
// Reads and writes the rows of one table, without their C++ type.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_TableRepository_INCLUDED
#define Athanor_Repository_TableRepository_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Core/Task.h"
#include "Athanor/Data/UnitOfWork.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Model/Relations.h"
#include "Athanor/Query/Compiler.h"
#include "Athanor/Repository/Key.h"
#include <cstdint>
#include <optional>
#include <vector>


namespace Athanor {


/// A TableRepository adds, finds, changes and removes rows of one table in a unit of work.
///
/// It is what Repository<T> and services stand on: written once, for every model, blocking and asynchronous alike,
/// and for tables no C++ type describes. It never commits; that is the session's business.
///
/// Arguments taken by reference must live until the task is done.
///
/// Thread safety: one thread at a time. Lifetime: dies before its UnitOfWork and Table.
/// Source: advanced_alchemy/repository/_async.py SQLAlchemyAsyncRepository.
class Athanor_API TableRepository
{
public:
	using Columns = Compiler::Columns;

	TableRepository(UnitOfWork& unit, const Table& table);

	/// Inserts a row, and the rows related to it that the record has (see addWithRelated()). What is not set is generated,
	/// defaulted, counted by the database, or null.
	/// Returns the row as stored. Throws IntegrityException and its kinds.
	Task<Record> add(Record record);

	/// The row with that key, or nothing.
	Task<std::optional<Record>> getOneOrNone(const Key& key);

	/// The row with that key. Throws NotFoundException.
	Task<Record> get(const Key& key);

	/// Matching rows in order; all columns.
	Task<std::vector<Record>> list(const Query& query);

	/// The same with related rows (see loadRelations()).
	Task<std::optional<Record>> getOneOrNone(const Key& key, const Relations& relations);
	Task<Record> get(const Key& key, const Relations& relations);
	Task<std::vector<Record>> list(const Query& query, const Relations& relations);

	/// How many rows match, exactly; order and page do not matter.
	Task<std::int64_t> count(const Query& query);

	/// Sets what is set in `changes` on the row with that key and returns the row after it. No change is
	/// a read. Relations that `changes` has are replaced (see updateWithRelated()).
	/// Throws NotFoundException, IntegrityException.
	Task<Record> update(const Key& key, Record changes);

	/// Removes the row with that key. Throws NotFoundException, ForeignKeyException.
	Task<void> remove(const Key& key);

	/// Matching rows as they come from the database, for those who write them on without a Record between.
	Task<ResultSetPtr> select(const Columns& columns, const Query& query);

	UnitOfWork& unit() const noexcept
	{
		return _unit;
	}
	const Table& table() const noexcept
	{
		return _table;
	}

private:
	void fillGenerated(Record& record) const;
	bool knowsAllAfterInsert(const Record& record) const;
	Record readRow(const ResultSet& row) const;
	[[noreturn]] void throwNotFound() const;

	UnitOfWork& _unit;
	const Table& _table;
	const Compiler _compiler;
	Columns _allColumns;
};


} // namespace Athanor


#endif // Athanor_Repository_TableRepository_INCLUDED
