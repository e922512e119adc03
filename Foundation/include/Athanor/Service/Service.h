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
		return fromRecord<Model>(runInline(repository().add(toRecord(object))));
	}

	/// Throws NotFoundException.
	Model get(const Key& key)
	{
		return fromRecord<Model>(runInline(getRecord(key)));
	}
	std::optional<Model> getOneOrNone(const Key& key)
	{
		const std::optional<Record> record = runInline(repository().getOneOrNone(key));
		if (!record) return std::nullopt;
		return fromRecord<Model>(*record);
	}

	/// Sets what the body says and returns the object after it.
	/// Throws ValidationException, NotFoundException, IntegrityException.
	Model update(const Json::Value& body, const Key& key)
	{
		return fromRecord<Model>(runInline(updateRecord(body, key)));
	}

	/// Throws NotFoundException.
	void remove(const Key& key)
	{
		runInline(removeRecord(key));
	}

	std::vector<Model> list(const Query& query = {})
	{
		std::vector<Model> objects;
		for (const Record& record : runInline(repository().list(ordered(query))))
		{
			objects.push_back(fromRecord<Model>(record));
		}
		return objects;
	}

	/// A page and the exact number of all rows.
	std::pair<std::vector<Model>, std::int64_t> listAndCount(const LimitOffset& page)
	{
		Query query;
		query.page = page;
		std::vector<Model> objects = list(query);
		return {std::move(objects), runInline(repository().count(query))};
	}

	/// The object as its schema shows it.
	JsonText toSchema(const Model& object) const
	{
		return {toJson(toRecord(object))};
	}

	/// A page as its schema shows it: `{"items":[…],"limit":…,"offset":…,"total":…}`.
	JsonText toSchema(const std::vector<Model>& objects, std::int64_t total, const LimitOffset& page) const
	{
		Json::Writer writer;
		beginPage(writer);
		for (const Model& object : objects)
		{
			schema().write(toRecord(object), writer);
		}
		endPage(writer, total, page);
		return {writer.take()};
	}

private:
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
