//
// AsyncRepository.h
//
// Library: Foundation
// Package: Repository
//
// The rows of a model, for code on an event loop.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_AsyncRepository_INCLUDED
#define Athanor_Repository_AsyncRepository_INCLUDED


#include "Athanor/Data/AsyncSession.h"
#include "Athanor/Repository/Records.h"
#include "Athanor/Repository/TableRepository.h"
#include <optional>
#include <utility>
#include <vector>


namespace Athanor {


/// An AsyncRepository is Repository<T> for coroutines: the same bodies, to be awaited.
///
///     AsyncRepository<Book> books(session);
///     auto found = co_await books.getOneOrNone(key);          // key: a Key, named (the coroutine rule)
///
/// Arguments taken by reference must live until the task is done. What each method does and throws is said at
/// TableRepository.
///
/// Thread safety: one task at a time, on the session's loop. Lifetime: dies before its AsyncSession.
template <typename T>
class AsyncRepository
{
public:
	using Objects = std::vector<T>;
	using MatchFields = TableRepository::MatchFields;
	using Everything = TableRepository::Everything;

	explicit AsyncRepository(AsyncSession& session):
		_rows(session.unit(), tableOf<T>())
	{
	}

	AsyncRepository withMessages(const ErrorMessages& messages) const
	{
		return AsyncRepository(_rows.withMessages(messages));
	}
	AsyncRepository withAutoCommit() const
	{
		return AsyncRepository(_rows.withAutoCommit());
	}

	Task<T> add(const T& object)
	{
		Record wanted = toRecord(object);
		Record stored = co_await _rows.add(std::move(wanted));
		co_return fromRecord<T>(stored);
	}
	/// With those related objects that are named; see Repository::add().
	Task<T> add(const T& object, const Relations& relations)
	{
		Record wanted = toRecord(object, relations);
		Record stored = co_await _rows.add(std::move(wanted));
		co_return fromRecord<T>(stored);
	}
	Task<Objects> addMany(const Objects& objects)
	{
		std::vector<Record> wanted = toRecords(objects);
		std::vector<Record> stored = co_await _rows.addMany(std::move(wanted));
		co_return fromRecords<T>(stored);
	}

	Task<T> get(const Key& key)
	{
		Record record = co_await _rows.get(key);
		co_return fromRecord<T>(record);
	}
	/// With the relations that are named: `load(&Book::tags)`, in a variable (the coroutine rule).
	Task<T> get(const Key& key, const Relations& relations)
	{
		Record record = co_await _rows.get(key, relations);
		co_return fromRecord<T>(record);
	}
	Task<T> get(const Key& key, const RowLock& lock)
	{
		Record record = co_await _rows.get(key, lock);
		co_return fromRecord<T>(record);
	}
	Task<T> getBy(const std::string& column, const Value& value)
	{
		Record record = co_await _rows.getBy(column, value);
		co_return fromRecord<T>(record);
	}
	Task<T> getOne(const Query& query)
	{
		Record record = co_await _rows.getOne(query);
		co_return fromRecord<T>(record);
	}
	Task<std::optional<T>> getOneOrNone(const Key& key)
	{
		std::optional<Record> record = co_await _rows.getOneOrNone(key);
		co_return fromRecord<T>(record);
	}
	Task<std::optional<T>> getOneOrNone(const Query& query)
	{
		std::optional<Record> record = co_await _rows.getOneOrNone(query);
		co_return fromRecord<T>(record);
	}

	Task<Objects> getMany(const Query& query)
	{
		std::vector<Record> records = co_await _rows.getMany(query);
		co_return fromRecords<T>(records);
	}
	/// A page and the exact number of all rows that match.
	Task<std::pair<Objects, std::int64_t>> getManyAndCount(const Query& query)
	{
		std::pair<std::vector<Record>, std::int64_t> found = co_await _rows.getManyAndCount(query);
		co_return std::pair<Objects, std::int64_t>(fromRecords<T>(found.first), found.second);
	}
	Task<Objects> list(const Query& query)
	{
		return getMany(query);
	}
	Task<Objects> list(const Query& query, const Relations& relations)
	{
		std::vector<Record> records = co_await _rows.list(query, relations);
		co_return fromRecords<T>(records);
	}
	Task<std::pair<Objects, std::int64_t>> listAndCount(const Query& query)
	{
		return getManyAndCount(query);
	}
	Task<std::int64_t> count(const Query& query)
	{
		return _rows.count(query);
	}
	Task<bool> exists(const Query& query)
	{
		return _rows.exists(query);
	}

	/// Writes all columns of the object but its key; columns that every change touches are set to now.
	Task<T> update(const T& object)
	{
		Record changes = changesOf(object);
		const Key key = Key::of(changes);
		unsetKey(changes);
		Record stored = co_await _rows.update(key, std::move(changes));
		co_return fromRecord<T>(stored);
	}
	Task<Objects> updateMany(const Objects& objects)
	{
		std::vector<Record> changes = changesOf(objects);
		std::vector<Record> stored = co_await _rows.updateMany(std::move(changes));
		co_return fromRecords<T>(stored);
	}
	Task<T> upsert(const T& object, const MatchFields& match)
	{
		Record changes = changesOf(object);
		Record stored = co_await _rows.upsert(std::move(changes), match);
		co_return fromRecord<T>(stored);
	}
	Task<Objects> upsertMany(const Objects& objects, const MatchFields& match)
	{
		std::vector<Record> changes = changesOf(objects);
		std::vector<Record> stored = co_await _rows.upsertMany(std::move(changes), match);
		co_return fromRecords<T>(stored);
	}
	/// The object, and whether it is new.
	Task<std::pair<T, bool>> getOrUpsert(const T& object, const MatchFields& match, bool update)
	{
		Record changes = changesOf(object);
		std::pair<Record, bool> stored = co_await _rows.getOrUpsert(std::move(changes), match, update);
		co_return std::pair<T, bool>(fromRecord<T>(stored.first), stored.second);
	}
	/// The object, and whether anything changed.
	Task<std::pair<T, bool>> getAndUpdate(const T& object, const MatchFields& match)
	{
		Record changes = changesOf(object);
		std::pair<Record, bool> stored = co_await _rows.getAndUpdate(std::move(changes), match);
		co_return std::pair<T, bool>(fromRecord<T>(stored.first), stored.second);
	}

	/// The object that is there already, by a unique key of its table, or this one; and whether it is new.
	Task<std::pair<T, bool>> getOrCreate(const T& object, const MatchFields& unique)
	{
		Record wanted = toRecord(object);
		std::pair<Record, bool> stored = co_await _rows.getOrCreate(std::move(wanted), unique);
		co_return std::pair<T, bool>(fromRecord<T>(stored.first), stored.second);
	}

	Task<void> remove(const Key& key)
	{
		return _rows.remove(key);
	}
	Task<Objects> removeMany(const std::vector<Key>& keys)
	{
		std::vector<Record> removed = co_await _rows.removeMany(keys);
		co_return fromRecords<T>(removed);
	}
	Task<std::int64_t> removeWhere(const Query& query, Everything everything)
	{
		return _rows.removeWhere(query, everything);
	}

	/// The same rows as Records, for changes of some columns only.
	TableRepository& rows() noexcept
	{
		return _rows;
	}

private:
	explicit AsyncRepository(TableRepository rows):
		_rows(std::move(rows))
	{
	}

	TableRepository _rows;
};


} // namespace Athanor


#endif // Athanor_Repository_AsyncRepository_INCLUDED
