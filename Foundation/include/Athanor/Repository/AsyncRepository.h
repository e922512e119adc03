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
#include "Athanor/Model/Model.h"
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
/// Arguments taken by reference must live until the task is done. It never commits.
///
/// Thread safety: one task at a time, on the session's loop. Lifetime: dies before its AsyncSession.
template <typename T>
class AsyncRepository
{
public:
	explicit AsyncRepository(AsyncSession& session):
		_rows(session.unit(), tableOf<T>())
	{
	}

	Task<T> add(const T& object)
	{
		Record wanted = toRecord(object);
		Record stored = co_await _rows.add(wanted);
		co_return fromRecord<T>(stored);
	}

	/// With those related objects that are named; see Repository::add().
	Task<T> add(const T& object, const Relations& relations)
	{
		Record wanted = toRecord(object, relations);
		Record stored = co_await _rows.add(wanted);
		co_return fromRecord<T>(stored);
	}

	/// Throws NotFoundException.
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

	Task<std::optional<T>> getOneOrNone(const Key& key)
	{
		std::optional<Record> record = co_await _rows.getOneOrNone(key);
		std::optional<T> found;
		if (record) found = fromRecord<T>(*record);
		co_return found;
	}

	Task<std::vector<T>> list(const Query& query)
	{
		std::vector<Record> records = co_await _rows.list(query);
		std::vector<T> objects;
		for (const Record& record : records)
		{
			objects.push_back(fromRecord<T>(record));
		}
		co_return objects;
	}

	Task<std::vector<T>> list(const Query& query, const Relations& relations)
	{
		std::vector<Record> records = co_await _rows.list(query, relations);
		std::vector<T> objects;
		for (const Record& record : records)
		{
			objects.push_back(fromRecord<T>(record));
		}
		co_return objects;
	}

	Task<std::int64_t> count(const Query& query)
	{
		return _rows.count(query);
	}

	/// Throws NotFoundException.
	Task<void> remove(const Key& key)
	{
		return _rows.remove(key);
	}

private:
	TableRepository _rows;
};


} // namespace Athanor


#endif // Athanor_Repository_AsyncRepository_INCLUDED
