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
#include "Athanor/Query/KeySelect.h"
#include "Athanor/Repository/ErrorMessages.h"
#include "Athanor/Repository/Key.h"
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>


namespace Athanor {


/// A TableRepository adds, finds, changes and removes rows of one table in a unit of work.
///
/// It is what Repository<T> and services stand on: written once, for every model, blocking and asynchronous alike,
/// and for tables no C++ type describes. It does not commit, which is the session's business, unless told to by
/// withAutoCommit().
///
/// Many rows go in as few statements as the database takes. An UPDATE that would change nothing is not sent where a
/// column says when the row was last changed: that moment moves with real changes only.
///
/// Arguments taken by reference must live until the task is done. Every method throws what the database says (see
/// UnitOfWork::execute()), IntegrityException and its kinds with the texts of ErrorMessages, and InvalidRequestException
/// for a column that is not there, a value that does not fit it, or a key that is none of this table.
///
/// Thread safety: one thread at a time. Lifetime: dies before its UnitOfWork and Table.
/// Source: advanced_alchemy/repository/_async.py SQLAlchemyAsyncRepository @2accd6e1.
class Athanor_API TableRepository
{
public:
	using Columns = Compiler::Columns;
	using Records = std::vector<Record>;
	/// Names of columns by which an existing row is found.
	using MatchFields = std::vector<std::string>;

	/// Whether removeWhere() may empty the table.
	enum class Everything
	{
		Refused,
		Allowed
	};

	TableRepository(UnitOfWork& unit, const Table& table);

	/// The same repository with other texts in its exceptions; those not given stay as they are.
	TableRepository withMessages(const ErrorMessages& messages) const;
	/// The same repository, which commits after each write; of use where nobody else decides about the commit.
	TableRepository withAutoCommit() const;

	/// Inserts a row, and the rows related to it that the record has (see addWithRelated()). What is not set is generated,
	/// defaulted, counted by the database, or null.
	/// Returns the row as stored.
	Task<Record> add(Record record);
	/// Inserts all of them or, where one is refused, none that is kept. Returns them as stored, in their order.
	Task<Records> addMany(Records records);

	/// The row with that key, or nothing.
	Task<std::optional<Record>> getOneOrNone(const Key& key);
	/// The row that matches, or nothing; the query's page does not matter.
	/// Throws MultipleResultsFoundException if there are several.
	Task<std::optional<Record>> getOneOrNone(const Query& query);
	/// The same, but throws NotFoundException if there is none.
	Task<Record> get(const Key& key);
	/// Locks the row as well.
	Task<Record> get(const Key& key, const RowLock& lock);
	Task<Record> getOne(const Query& query);
	/// The row in which that column has that value. Throws NotFoundException, MultipleResultsFoundException.
	Task<Record> getBy(const std::string& column, const Value& value);

	/// Matching rows in order; all columns.
	Task<Records> getMany(const Query& query);
	/// A page and how many rows match in all, exactly, also past the last page.
	Task<std::pair<Records, std::int64_t>> getManyAndCount(const Query& query);
	/// The names that the two had before.
	Task<Records> list(const Query& query);
	Task<std::pair<Records, std::int64_t>> listAndCount(const Query& query);

	/// The same with related rows (see loadRelations()).
	Task<std::optional<Record>> getOneOrNone(const Key& key, const Relations& relations);
	Task<Record> get(const Key& key, const Relations& relations);
	Task<Records> list(const Query& query, const Relations& relations);

	/// How many rows match, exactly; order and page do not matter.
	Task<std::int64_t> count(const Query& query);
	/// Whether any row matches; order and page do not matter.
	Task<bool> exists(const Query& query);

	/// Sets what is set in `changes` on the row with that key and returns the row after it. No change is
	/// a read. Relations that `changes` has are replaced (see updateWithRelated()).
	/// Throws NotFoundException.
	Task<Record> update(const Key& key, Record changes);
	/// Whether update() sends these changes as one statement and nothing else that writes: no row is looked at before.
	bool updatesInOneStatement(const Record& changes) const noexcept;
	/// Sets what each record has set on the row with its key; returns the rows after it, in the same order.
	/// Throws InvalidRequestException for a record without a key, NotFoundException if a row is missing; nothing was
	/// changed then.
	Task<Records> updateMany(Records records);
	/// Sets what is set in `changes` on all rows that match, and the moment of the change; returns how many.
	Task<std::int64_t> updateWhere(const Query& query, Record changes);

	/// Updates the row that is there already, or adds one. It is looked for by the match fields that are set to more
	/// than null; without any by the key; without a key as one that has all the values set.
	/// Throws MultipleResultsFoundException if several fit.
	Task<Record> upsert(Record record, const MatchFields& match);
	/// Each of them; in one statement where the database has such a thing and knows how to find the rows.
	Task<Records> upsertMany(Records records, const MatchFields& match);
	/// The row with these match fields (all that is set, if there are none), or a new one; and whether it is new. With
	/// `update` a row that was there gets the values.
	Task<std::pair<Record, bool>> getOrUpsert(Record record, const MatchFields& match, bool update);
	/// The row with these match fields with the values set, and whether that changed anything.
	/// Throws NotFoundException.
	Task<std::pair<Record, bool>> getAndUpdate(Record record, const MatchFields& match);

	/// The row that has what the record sets in a unique key of the table, untouched, or the record as a new row; and whether it is
	/// new. The key is named by its columns; without names it is the only one beside the primary key all of whose columns the
	/// record sets. Two that do this at the same time get the same row, where the database has ON CONFLICT.
	/// Throws InvalidRequestException if there is no such key, or one of its columns is not set.
	/// Source: advanced_alchemy/mixins/unique.py UniqueMixin.
	Task<std::pair<Record, bool>> getOrCreate(Record record, const MatchFields& unique);

	/// Removes the row with that key. Throws NotFoundException, ForeignKeyException.
	Task<void> remove(const Key& key);
	/// Removes the rows with these keys and returns them; keys that have no row do not matter.
	Task<Records> removeMany(const std::vector<Key>& keys);
	/// Removes all rows that match; returns how many. Throws InvalidRequestException if the query has no condition, unless
	/// that is allowed.
	Task<std::int64_t> removeWhere(const Query& query, Everything everything = Everything::Refused);

	/// Matching rows as they come from the database, for those who write them on without a Record between.
	Task<ResultSetPtr> select(const Columns& columns, const Query& query);
	/// The row with that key, or none.
	Task<ResultSetPtr> select(const Columns& columns, const Key& key);
	/// The same for columns that are read again and again, of this table.
	Task<ResultSetPtr> select(const KeySelect& select, const Key& key);

	UnitOfWork& unit() const noexcept
	{
		return _unit;
	}
	const Table& table() const noexcept
	{
		return _table;
	}

private:
	using Keys = std::vector<std::vector<Value>>;

	Task<ResultSetPtr> write(const CompiledStatement& compiled);
	Task<Record> change(const std::vector<Value>& key, Record changes);
	Task<Record> changeExisting(const Record& current, Record changes);
	Task<Records> insertChunk(const Records& chunk, const Compiler::Conflict& conflict);
	Task<std::optional<Record>> findMatch(const Record& record, const MatchFields& match);
	Task<Record> upsertOne(Record record, const MatchFields& match);
	Task<Records> findByKeys(const Keys& keys, bool lock);

	bool knowsAllAfterInsert(const Record& record) const;
	bool touches() const noexcept;
	Record readWritten(const ResultSet& row) const;
	Task<std::optional<Record>> insertUnlessThere(Record record, const Columns& unique);
	Columns uniqueKeyOf(const Record& record, const MatchFields& unique) const;
	Columns columnsOf(const MatchFields& match) const;
	std::optional<Condition> matchOf(const Record& record, const MatchFields& match) const;
	std::optional<Compiler::Conflict> conflictOf(const Record& record, const MatchFields& match) const;
	std::size_t rowsPerStatement(std::size_t values) const noexcept;
	std::vector<Records> chunksOf(Records records) const;
	Record readRow(const ResultSet& row) const;
	Records readRows(ResultSet& rows) const;
	std::optional<Record> onlyRow(ResultSet& rows) const;
	[[noreturn]] void throwNotFound() const;

	UnitOfWork& _unit;
	const Table& _table;
	Compiler _compiler;
	Columns _allColumns;
	ErrorMessages _messages;
	bool _autoCommit = false;
};


} // namespace Athanor


#endif // Athanor_Repository_TableRepository_INCLUDED
