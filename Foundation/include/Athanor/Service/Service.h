//
// Service.h
//
// Library: Foundation
// Package: Service
//
// A service over a model, for blocking code.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Service_Service_INCLUDED
#define Athanor_Service_Service_INCLUDED


#include "Athanor/Data/Session.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Service/TableService.h"
#include <optional>
#include <utility>
#include <vector>


namespace Athanor {


/// A key of a model's table, or an object that has one.
template <typename Model>
class KeyOf
{
public:
	template <typename T>
	requires std::is_constructible_v<Key, T> KeyOf(T&& key):
		_key(std::forward<T>(key))
	{
	}
	KeyOf(const Model& object):
		_key(keyOf(toRecord(object)))
	{
	}

	operator const Key&() const noexcept
	{
		return _key;
	}

private:
	static Key keyOf(const Record& record)
	{
		std::vector<Value> values;
		for (const std::size_t column : record.table().primaryKey())
		{
			values.push_back(record.value(column));
		}
		return Key(std::move(values));
	}

	Key _key;
};


/// A Service is the typed, blocking face of a TableService.
///
///     class BookService: public Service<Book, BookService>
///     {
///     public:
///         using Service::Service;
///         static Schema schema() { return Schema{}.field("title").required().field("id").readOnlyAfterCreate().field("published"); }
///     };
///
/// `Derived` is the class that declares `static Schema schema()`; without one all columns are the schema.
///
/// Thread safety: one thread at a time. Lifetime: dies before its Session.
template <typename Model, typename Derived = void>
class Service: public TableService
{
public:
	using ModelType = Model;

	explicit Service(Session& session):
		Service(session.unit())
	{
	}
	explicit Service(UnitOfWork& unit):
		TableService(unit, binding())
	{
	}

	/// The schema of this service, bound to the model's table; as long-lived as the process.
	static const SchemaBinding& binding()
	{
		static const SchemaBinding bound(declaredSchema(), tableOf<Model>());
		return bound;
	}

	/// Throws ValidationException with all wrong fields, IntegrityException.
	Model create(const Json::Value& body)
	{
		return fromRecord<Model>(runInline(createRecord(body)));
	}
	Model create(const Model& object)
	{
		return fromRecord<Model>(runInline(addRecord(toRecord(object))));
	}

	/// All or none, from an array of bodies or from objects.
	/// Throws ValidationException or IntegrityException with one entry per wrong row.
	std::vector<Model> createMany(const Json::Value& bodies)
	{
		return objectsOf(runInline(createRecords(bodies)));
	}
	std::vector<Model> createMany(const std::vector<Model>& objects)
	{
		return objectsOf(runInline(addRecords(recordsOf(objects, {}))));
	}

	/// Throws NotFoundException.
	Model get(const Key& key)
	{
		return fromRecord<Model>(runInline(getRecord(key)));
	}
	/// With relations: `get(id, load(&Shelf::books))`.
	Model get(const Key& key, const Relations& relations)
	{
		return fromRecord<Model>(runInline(repository().get(key, relations)));
	}
	std::optional<Model> getOneOrNone(const Key& key)
	{
		const std::optional<Record> record = runInline(repository().getOneOrNone(key));
		if (!record) return std::nullopt;
		return fromRecord<Model>(*record);
	}

	/// Sets what the body says and returns the object after it.
	/// Throws ValidationException, NotFoundException, IntegrityException.
	Model update(const Json::Value& body, const Key& key, UpdateOptions options = {})
	{
		return fromRecord<Model>(runInline(updateRecord(body, key, options)));
	}

	/// All or none, from an array of bodies with their keys.
	/// Throws ValidationException or IntegrityException with one entry per wrong row.
	std::vector<Model> updateMany(const Json::Value& bodies)
	{
		return objectsOf(runInline(updateRecords(bodies)));
	}

	/// Changes the object that agrees with the body in the schema's match fields, or has its key, or inserts it.
	/// Throws ValidationException, IntegrityException, MultipleResultsFoundException.
	Model upsert(const Json::Value& body)
	{
		return fromRecord<Model>(runInline(upsertRecord(body)));
	}
	std::vector<Model> upsertMany(const Json::Value& bodies)
	{
		return objectsOf(runInline(upsertRecords(bodies)));
	}

	/// The object that the body means, as upsert() finds it, or a new one; and whether it is new. Without `update` an object that
	/// is there stays as it is. Throws what upsert() throws.
	std::pair<Model, bool> getOrUpsert(const Json::Value& body, bool update = true)
	{
		const auto [record, created] = runInline(getOrUpsertRecord(body, update));
		return {fromRecord<Model>(record), created};
	}

	/// Throws NotFoundException.
	void remove(const Key& key)
	{
		runInline(removeRecord(key));
	}

	/// All or none, by keys, objects and both mixed; the objects as they were.
	/// Throws ValidationException for rows that are not there, ForeignKeyException.
	std::vector<Model> removeMany(std::vector<KeyOf<Model>> keys)
	{
		return objectsOf(runInline(removeRecords(std::vector<Key>(keys.begin(), keys.end()))));
	}

	/// All that match; the objects as they were.
	std::vector<Model> removeWhere(const Condition& condition)
	{
		return objectsOf(runInline(removeRecordsWhere(condition)));
	}

	std::vector<Model> list(const Query& query = {})
	{
		return objectsOf(runInline(repository().list(ordered(query), schema().relations())));
	}

	/// A page and the exact number of all rows.
	std::pair<std::vector<Model>, std::int64_t> listAndCount(const LimitOffset& page)
	{
		Query query;
		query.page = page;
		return listAndCount(query);
	}
	/// The same of the rows that match, exactly.
	std::pair<std::vector<Model>, std::int64_t> listAndCount(const Query& query)
	{
		std::vector<Model> objects = list(query);
		return {std::move(objects), runInline(repository().count(query))};
	}

	/// The object as its schema shows it, with those of its related objects that the schema shows.
	JsonText toSchema(const Model& object) const
	{
		return {toJson(toRecord(object, schema().relations()))};
	}

	/// An array of objects as their schema shows them.
	JsonText toSchema(const std::vector<Model>& objects) const
	{
		return {toJson(recordsOf(objects, schema().relations()))};
	}

	/// A page as its schema shows it: `{"items":[…],"limit":…,"offset":…,"total":…}`. The page of a query without one is
	/// all that there is.
	JsonText toSchema(const std::vector<Model>& objects, std::int64_t total, const Query& query) const
	{
		const auto count = static_cast<std::int64_t>(objects.size());
		return toSchema(objects, total, query.page.value_or(LimitOffset{count, 0}));
	}
	JsonText toSchema(const std::vector<Model>& objects, std::int64_t total, const LimitOffset& page) const
	{
		Json::Writer writer;
		beginPage(writer);
		for (const Model& object : objects)
		{
			schema().write(toRecord(object, schema().relations()), writer);
		}
		endPage(writer, total, page);
		return {writer.take()};
	}

private:
	static std::vector<Model> objectsOf(const std::vector<Record>& records)
	{
		std::vector<Model> objects;
		objects.reserve(records.size());
		for (const Record& record : records)
		{
			objects.push_back(fromRecord<Model>(record));
		}
		return objects;
	}

	static std::vector<Record> recordsOf(const std::vector<Model>& objects, const Relations& relations)
	{
		std::vector<Record> records;
		records.reserve(objects.size());
		for (const Model& object : objects)
		{
			records.push_back(toRecord(object, relations));
		}
		return records;
	}

	static Schema declaredSchema()
	{
		if constexpr (std::is_void_v<Derived>)
			return Schema::of(tableOf<Model>());
		else
			return Derived::schema();
	}
};


} // namespace Athanor


#endif // Athanor_Service_Service_INCLUDED
