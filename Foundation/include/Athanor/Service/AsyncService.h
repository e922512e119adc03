//
// AsyncService.h
//
// Library: Foundation
// Package: Service
//
// A service over a model, for code on an event loop.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_AsyncService_INCLUDED
#define Athanor_Service_AsyncService_INCLUDED


#include "Athanor/Data/AsyncSession.h"
#include "Athanor/Service/Service.h"
#include <optional>
#include <utility>
#include <vector>


namespace Athanor {


/// An AsyncService is the face of a service for coroutines: the same bodies, to be awaited.
///
///     AsyncService<BookService> books(request.asyncSession());
///     Book book = co_await books.get(key);                    // key: a Key, named (the coroutine rule)
///
/// `ServiceType` is a Service<Model, Derived> or a class derived from one; its schema holds here as well. Arguments taken
/// by reference must live until the task is done.
///
/// Thread safety: one task at a time, on the session's loop. Lifetime: dies before its AsyncSession.
template <typename ServiceType>
class AsyncService
{
public:
	using Model = typename ServiceType::ModelType;

	explicit AsyncService(AsyncSession& session):
		_service(session.unit())
	{
	}

	/// Throws ValidationException with all wrong fields, IntegrityException.
	Task<Model> create(const Json::Value& body)
	{
		Record record = co_await _service.createRecord(body);
		co_return fromRecord<Model>(record);
	}

	Task<Model> create(const Model& object)
	{
		Record wanted = toRecord(object);
		Record record = co_await _service.addRecord(wanted);
		co_return fromRecord<Model>(record);
	}

	/// All or none. Throws ValidationException or IntegrityException with one entry per wrong row.
	Task<std::vector<Model>> createMany(const Json::Value& bodies)
	{
		std::vector<Record> records = co_await _service.createRecords(bodies);
		co_return objectsOf(records);
	}

	/// Throws NotFoundException.
	Task<Model> get(const Key& key)
	{
		Record record = co_await _service.getRecord(key);
		co_return fromRecord<Model>(record);
	}

	/// Sets what the body says and returns the object after it.
	/// Throws ValidationException, NotFoundException, IntegrityException.
	Task<Model> update(const Json::Value& body, const Key& key)
	{
		Record record = co_await _service.updateRecord(body, key);
		co_return fromRecord<Model>(record);
	}

	/// All or none. Throws ValidationException or IntegrityException with one entry per wrong row.
	Task<std::vector<Model>> updateMany(const Json::Value& bodies)
	{
		std::vector<Record> records = co_await _service.updateRecords(bodies);
		co_return objectsOf(records);
	}

	/// Changes the object that agrees with the body in the schema's match fields, or has its key, or inserts it.
	/// Throws ValidationException, IntegrityException, MultipleResultsFoundException.
	Task<Model> upsert(const Json::Value& body)
	{
		Record record = co_await _service.upsertRecord(body);
		co_return fromRecord<Model>(record);
	}
	Task<std::vector<Model>> upsertMany(const Json::Value& bodies)
	{
		std::vector<Record> records = co_await _service.upsertRecords(bodies);
		co_return objectsOf(records);
	}

	/// The object that the body means, or a new one; and whether it is new. Without `update` one that is there stays as it is.
	Task<std::pair<Model, bool>> getOrUpsert(const Json::Value& body, bool update)
	{
		std::pair<Record, bool> stored = co_await _service.getOrUpsertRecord(body, update);
		co_return std::pair<Model, bool>(fromRecord<Model>(stored.first), stored.second);
	}

	/// Throws NotFoundException.
	Task<void> remove(const Key& key)
	{
		return _service.removeRecord(key);
	}

	/// All or none; the objects as they were. Throws ValidationException for rows that are not there.
	Task<std::vector<Model>> removeMany(std::vector<KeyOf<Model>> wanted)
	{
		std::vector<Key> keys(wanted.begin(), wanted.end());
		std::vector<Record> records = co_await _service.removeRecords(keys);
		co_return objectsOf(records);
	}

	/// All that match; the objects as they were.
	Task<std::vector<Model>> removeWhere(const Condition& condition)
	{
		std::vector<Record> records = co_await _service.removeRecordsWhere(condition);
		co_return objectsOf(records);
	}

	Task<std::vector<Model>> list(const Query& wanted)
	{
		Query query = wanted;
		if (query.orderBy.empty()) query.orderBy = ServiceType::binding().order();
		TableRepository& rows = _service.repository();
		const Relations& relations = ServiceType::binding().relations();
		std::vector<Record> records = co_await rows.list(query, relations);
		co_return objectsOf(records);
	}

	/// A page and the exact number of all rows that match.
	Task<std::pair<std::vector<Model>, std::int64_t>> listAndCount(const Query& query)
	{
		std::vector<Model> objects = co_await list(query);
		TableRepository& rows = _service.repository();
		const std::int64_t total = co_await rows.count(query);
		co_return std::pair<std::vector<Model>, std::int64_t>(std::move(objects), total);
	}
	Task<std::pair<std::vector<Model>, std::int64_t>> listAndCount(const LimitOffset& page)
	{
		Query query;
		query.page = page;
		std::pair<std::vector<Model>, std::int64_t> found = co_await listAndCount(query);
		co_return found;
	}

	/// The object as its schema shows it, and a page of them.
	JsonText toSchema(const Model& object) const
	{
		return _service.toSchema(object);
	}
	JsonText toSchema(const std::vector<Model>& objects, std::int64_t total, const LimitOffset& page) const
	{
		return _service.toSchema(objects, total, page);
	}

	JsonText toSchema(const std::vector<Model>& objects) const
	{
		return _service.toSchema(objects);
	}
	JsonText toSchema(const std::vector<Model>& objects, std::int64_t total, const Query& query) const
	{
		return _service.toSchema(objects, total, query);
	}

private:
	static std::vector<Model> objectsOf(const std::vector<Record>& records)
	{
		std::vector<Model> objects;
		for (const Record& record : records)
		{
			objects.push_back(fromRecord<Model>(record));
		}
		return objects;
	}

	ServiceType _service;
};


} // namespace Athanor


#endif // Athanor_Service_AsyncService_INCLUDED
