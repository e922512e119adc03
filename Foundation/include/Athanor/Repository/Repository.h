//
// Repository.h
//
// Library: Foundation
// Package: Repository
//
// The rows of a model, for blocking code.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Repository_Repository_INCLUDED
#define Athanor_Repository_Repository_INCLUDED


#include "Athanor/Data/Session.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Repository/TableRepository.h"
#include <optional>
#include <utility>
#include <vector>


namespace Athanor {


/// A Repository is the typed, blocking face of a TableRepository: objects of a model instead of Records.
///
///     Repository<Book> books(session);
///     Book book = books.add({.title = "Curtain"});
///     auto [page, total] = books.listAndCount({.page = LimitOffset{10, 0}});
///
/// It never commits. Throws what TableRepository throws, and SerializationException if a row does not fit the model.
///
/// Thread safety: one thread at a time. Lifetime: dies before its Session.
template <typename T>
class Repository
{
public:
	explicit Repository(Session& session):
		_rows(session.unit(), tableOf<T>())
	{
	}

	/// Inserts an object, and of its related objects those that are named: `add(book, with(&Book::tags))`. Related objects
	/// without a key are inserted as well, others are linked and changed if they differ.
	T add(const T& object, const Relations& relations = {})
	{
		return fromRecord<T>(runInline(_rows.add(toRecord(object, relations))));
	}

	/// With the relations that are named: `get(id, load(&Book::tags))`. Throws NotFoundException.
	T get(const Key& key, const Relations& relations = {})
	{
		return fromRecord<T>(runInline(_rows.get(key, relations)));
	}

	std::optional<T> getOneOrNone(const Key& key, const Relations& relations = {})
	{
		const std::optional<Record> record = runInline(_rows.getOneOrNone(key, relations));
		if (!record) return std::nullopt;
		return fromRecord<T>(*record);
	}

	std::vector<T> list(const Query& query = {}, const Relations& relations = {})
	{
		std::vector<T> objects;
		for (const Record& record : runInline(_rows.list(query, relations)))
		{
			objects.push_back(fromRecord<T>(record));
		}
		return objects;
	}

	std::int64_t count(const Query& query = {})
	{
		return runInline(_rows.count(query));
	}

	/// A page and the exact number of all rows that match.
	std::pair<std::vector<T>, std::int64_t> listAndCount(const Query& query, const Relations& relations = {})
	{
		std::vector<T> objects = list(query, relations);
		return {std::move(objects), count(query)};
	}

	/// Writes all columns of the object but its key; columns that every UPDATE touches are set to now. Relations that are
	/// named are replaced by what the object has, others are left alone: `update(shelf, with(&Shelf::books))`.
	/// Throws NotFoundException.
	T update(const T& object, const Relations& relations = {})
	{
		Record changes = toRecord(object, relations);
		std::vector<Value> key;
		for (const std::size_t index : changes.table().primaryKey())
		{
			key.push_back(changes.value(index));
			changes.unset(index);
		}
		for (std::size_t i = 0; i < changes.table().columns().size(); ++i)
		{
			if (changes.table().columns()[i].touchOnUpdate) changes.unset(i);
		}
		return fromRecord<T>(runInline(_rows.update(Key(std::move(key)), std::move(changes))));
	}

	/// Throws NotFoundException.
	void remove(const Key& key)
	{
		runInline(_rows.remove(key));
	}

private:
	TableRepository _rows;
};


} // namespace Athanor


#endif // Athanor_Repository_Repository_INCLUDED
