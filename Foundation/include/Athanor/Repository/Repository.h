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
#include "Athanor/Repository/Records.h"
#include "Athanor/Repository/TableRepository.h"
#include <optional>
#include <utility>
#include <vector>


namespace Athanor {


/// A Repository is the typed, blocking face of a TableRepository: objects of a model instead of Records.
///
///     Repository<Book> books(session);
///     Book book = books.add({.title = "Curtain"});
///     auto [page, total] = books.getManyAndCount(queryOf({SearchFilter{{"title"}, "cur", true}, LimitOffset{10, 0}}));
///
/// What each method does and throws is said at TableRepository; SerializationException comes on top if a row does not
/// fit the model. An object has all its columns set, but for generated ones that are nil (zero, nil UUID); to change only
/// some columns, give a Record to rows().
///
/// Thread safety: one thread at a time. Lifetime: dies before its Session.
template <typename T>
class Repository
{
public:
	using Objects = std::vector<T>;
	using MatchFields = TableRepository::MatchFields;
	using Everything = TableRepository::Everything;

	explicit Repository(Session& session):
		_rows(session.unit(), tableOf<T>())
	{
	}

	Repository withMessages(const ErrorMessages& messages) const
	{
		return Repository(_rows.withMessages(messages));
	}
	Repository withAutoCommit() const
	{
		return Repository(_rows.withAutoCommit());
	}

	/// Inserts an object, and of its related objects those that are named: `add(book, with(&Book::tags))`. Related objects
	/// without a key are inserted as well, others are linked and changed if they differ.
	T add(const T& object, const Relations& relations = {})
	{
		return fromRecord<T>(runInline(_rows.add(toRecord(object, relations))));
	}
	Objects addMany(const Objects& objects)
	{
		return fromRecords<T>(runInline(_rows.addMany(toRecords(objects))));
	}

	/// With the relations that are named: `get(id, load(&Book::tags))`.
	T get(const Key& key, const Relations& relations = {})
	{
		return fromRecord<T>(runInline(_rows.get(key, relations)));
	}
	T get(const Key& key, const RowLock& lock)
	{
		return fromRecord<T>(runInline(_rows.get(key, lock)));
	}
	T getBy(const std::string& column, const Value& value)
	{
		return fromRecord<T>(runInline(_rows.getBy(column, value)));
	}
	T getOne(const Query& query)
	{
		return fromRecord<T>(runInline(_rows.getOne(query)));
	}
	std::optional<T> getOneOrNone(const Key& key, const Relations& relations = {})
	{
		return fromRecord<T>(runInline(_rows.getOneOrNone(key, relations)));
	}
	std::optional<T> getOneOrNone(const Query& query)
	{
		return fromRecord<T>(runInline(_rows.getOneOrNone(query)));
	}

	Objects getMany(const Query& query = {})
	{
		return fromRecords<T>(runInline(_rows.getMany(query)));
	}
	/// A page and the exact number of all rows that match.
	std::pair<Objects, std::int64_t> getManyAndCount(const Query& query)
	{
		const auto [records, total] = runInline(_rows.getManyAndCount(query));
		return {fromRecords<T>(records), total};
	}
	Objects list(const Query& query = {}, const Relations& relations = {})
	{
		return fromRecords<T>(runInline(_rows.list(query, relations)));
	}
	std::pair<Objects, std::int64_t> listAndCount(const Query& query, const Relations& relations = {})
	{
		Objects objects = list(query, relations);
		return {std::move(objects), count(query)};
	}
	std::int64_t count(const Query& query = {})
	{
		return runInline(_rows.count(query));
	}
	bool exists(const Query& query)
	{
		return runInline(_rows.exists(query));
	}

	/// Writes all columns of the object but its key; columns that every change touches are set to now. Relations that are
	/// named are replaced by what the object has, others are left alone: `update(shelf, with(&Shelf::books))`.
	T update(const T& object, const Relations& relations = {})
	{
		Record changes = changesOf(object, relations);
		const Key key = Key::of(changes);
		unsetKey(changes);
		return fromRecord<T>(runInline(_rows.update(key, std::move(changes))));
	}
	Objects updateMany(const Objects& objects)
	{
		return fromRecords<T>(runInline(_rows.updateMany(changesOf(objects))));
	}
	T upsert(const T& object, const MatchFields& match = {})
	{
		return fromRecord<T>(runInline(_rows.upsert(changesOf(object), match)));
	}
	Objects upsertMany(const Objects& objects, const MatchFields& match = {})
	{
		return fromRecords<T>(runInline(_rows.upsertMany(changesOf(objects), match)));
	}
	/// The object, and whether it is new.
	std::pair<T, bool> getOrUpsert(const T& object, const MatchFields& match, bool update = true)
	{
		const auto [record, created] = runInline(_rows.getOrUpsert(changesOf(object), match, update));
		return {fromRecord<T>(record), created};
	}
	/// The object, and whether anything changed.
	std::pair<T, bool> getAndUpdate(const T& object, const MatchFields& match)
	{
		const auto [record, changed] = runInline(_rows.getAndUpdate(changesOf(object), match));
		return {fromRecord<T>(record), changed};
	}

	/// The object that is there already, by a unique key of its table, or this one as a new one; and whether it is new. Only where
	/// the table has several unique keys the columns of one are named.
	std::pair<T, bool> getOrCreate(const T& object, const MatchFields& unique = {})
	{
		const auto [record, created] = runInline(_rows.getOrCreate(toRecord(object), unique));
		return {fromRecord<T>(record), created};
	}

	void remove(const Key& key)
	{
		runInline(_rows.remove(key));
	}
	Objects removeMany(const std::vector<Key>& keys)
	{
		return fromRecords<T>(runInline(_rows.removeMany(keys)));
	}
	std::int64_t removeWhere(const Query& query, Everything everything = Everything::Refused)
	{
		return runInline(_rows.removeWhere(query, everything));
	}

	/// The same rows as Records, for changes of some columns only.
	TableRepository& rows() noexcept
	{
		return _rows;
	}

private:
	explicit Repository(TableRepository rows):
		_rows(std::move(rows))
	{
	}

	TableRepository _rows;
};


} // namespace Athanor


#endif // Athanor_Repository_Repository_INCLUDED
