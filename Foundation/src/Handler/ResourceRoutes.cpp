//
// ResourceRoutes.cpp
//
// Library: Foundation
// Package: Handler
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/ResourceRoutes.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Handler/Responses.h"
#include <utility>
#include <variant>


namespace Athanor {


namespace {


/// A Resource answers the generated routes of one service, for blocking and asynchronous databases alike.
///
/// Thread safety: immutable. Lifetime: shared by its handlers.
class Resource
{
public:
	Resource(std::string mount, const SchemaBinding& schema, ServiceFactory factory):
		_mount(std::move(mount)),
		_schema(schema),
		_factory(std::move(factory))
	{
	}

	Task<Response> list(RequestContext& context) const
	{
		context.requireJsonAccepted();
		const Query query = context.listQuery(_schema);
		const auto service = makeService(context);
		Json::Writer writer;
		co_await service->writePage(query, writer);
		JsonText page{writer.take()};
		co_return json(std::move(page));
	}

	Task<Response> create(RequestContext& context) const
	{
		begin(context);
		const Json::Value& body = context.json();
		const auto service = _factory(context.committingUnit());
		if (body.isArray() && _schema.bulkRows() > 0)
		{
			Response created = co_await createMany(context, *service, body);
			co_return created;
		}
		Record record = co_await service->createRecord(body);
		Response response = shown(*service, record, 201);
		response.set("Location", _mount + "/" + keyText(record.key()));
		co_await autoCommit(context);
		co_return response;
	}

	Task<Response> read(RequestContext& context) const
	{
		begin(context);
		const auto service = makeService(context);
		const Key key = keyOf(context);
		Json::Writer writer;
		co_await service->writeOne(key, writer);
		JsonText row{writer.take()};
		co_return json(std::move(row));
	}

	Task<Response> update(RequestContext& context) const
	{
		begin(context);
		const Json::Value& body = context.json();
		const auto service = _factory(context.committingUnit());
		const Key key = keyOf(context);
		Record record = co_await service->updateRecord(body, key);
		Response response = shown(*service, record, 200);
		co_await autoCommit(context);
		co_return response;
	}

	Task<Response> remove(RequestContext& context) const
	{
		context.refuseUnknownParameters();
		const auto service = _factory(context.committingUnit());
		const Key key = keyOf(context);
		co_await service->removeRecord(key);
		co_await autoCommit(context);
		co_return noContent();
	}

	Task<Response> updateMany(RequestContext& context) const
	{
		begin(context);
		const Json::Value& bodies = context.json();
		const auto service = makeService(context);
		UnitOfWork& unit = context.unit();
		co_await unit.begin(Access::Write);
		std::vector<Record> records = co_await service->updateRecords(bodies);
		Response response = json(JsonText{service->toJson(records)});
		co_await autoCommit(context);
		co_return response;
	}

	Task<Response> removeMany(RequestContext& context) const
	{
		begin(context);
		const Json::Value& keys = context.json();
		const auto service = makeService(context);
		UnitOfWork& unit = context.unit();
		co_await unit.begin(Access::Write);
		std::vector<Record> records = co_await service->removeRecords(keys);
		Response response = json(JsonText{service->toJson(records)});
		co_await autoCommit(context);
		co_return response;
	}

private:
	static Task<Response> createMany(RequestContext& context, TableService& service,
									 const Json::Value& bodies)
	{
		UnitOfWork& unit = context.unit();
		co_await unit.begin(Access::Write);
		std::vector<Record> records = co_await service.createRecords(bodies);
		Response response = json(JsonText{service.toJson(records)}, 201);
		co_await autoCommit(context);
		co_return response;
	}

	static void begin(RequestContext& context)
	{
		context.requireJsonAccepted();
		context.refuseUnknownParameters();
	}

	static Response shown(const TableService& service, const Record& record, int status)
	{
		return json(JsonText{service.toJson(record)}, status);
	}

	/// A generated route keeps its promise that 2xx means committed on a `manual` database as well.
	static Task<void> autoCommit(RequestContext& context)
	{
		UnitOfWork& unit = context.unit();
		const bool manual = unit.engine().config().commitMode == CommitMode::Manual;
		if (manual) co_await unit.commit();
	}

	std::unique_ptr<TableService> makeService(RequestContext& context) const
	{
		return _factory(context.unit());
	}

	static Key keyOf(const RequestContext& context)
	{
		return std::visit([](const auto& value) { return Key(value); },
						  context.parameters().values().front().second);
	}

	static std::string keyText(const Value& key)
	{
		switch (key.type())
		{
		case ValueType::UUID:
			return key.get<UUID>().toString();
		case ValueType::Integer:
			return std::to_string(key.get<std::int64_t>());
		default:
			return percentEncoded(key.get<std::string>());
		}
	}

	static std::string percentEncoded(const std::string& text)
	{
		static constexpr std::string_view hex = "0123456789ABCDEF";
		static constexpr std::string_view unreserved =
			"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
		std::string encoded;
		for (const char c : text)
		{
			const auto byte = static_cast<unsigned char>(c);
			if (unreserved.find(c) != std::string_view::npos)
				encoded += c;
			else
				(encoded += '%').append({hex[byte >> 4], hex[byte & 15]});
		}
		return encoded;
	}

	const std::string _mount;
	const SchemaBinding& _schema;
	const ServiceFactory _factory;
};


using Answer = Task<Response> (Resource::*)(RequestContext&) const;


/// The pattern of one row below the mount point; what does not parse as a key of that type is no resource (404).
std::string rowPattern(const Table& table)
{
	if (table.primaryKey().size() != 1)
	{
		throw ImproperConfigurationException("generated routes need a key of one column; that of \"" +
											 table.name() + "\" has more");
	}
	switch (table.keyColumn().type)
	{
	case ValueType::UUID:
		return "/{id:uuid}";
	case ValueType::Integer:
		return "/{id:int}";
	case ValueType::Text:
		return "/{id}";
	default:
		break;
	}
	throw ImproperConfigurationException(
		"generated routes need a key that is a UUID, an integer or text; that of \"" + table.name() +
		"\" is " + toString(table.keyColumn().type));
}


} // namespace


void addResource(Routes& routes, const SchemaBinding& schema, ServiceFactory factory)
{
	const std::string row = rowPattern(schema.table());
	const HandlerScope& scope = routes.scope();
	const bool async = scope.engines.get(scope.bindKey).isAsync();
	const auto resource = std::make_shared<const Resource>(routes.mountPoint(), schema, std::move(factory));
	const auto add = [&](const char* method, const std::string& pattern, Answer answer) {
		if (async)
		{
			routes.add(method, pattern, [resource, answer](RequestContext& context) -> Task<Response> {
				return (*resource.*answer)(context);
			});
			return;
		}
		routes.add(method, pattern, [resource, answer](RequestContext& context) -> Response {
			return runInline((*resource.*answer)(context));
		});
	};
	add("GET", "/", &Resource::list);
	add("POST", "/", &Resource::create);
	add("GET", row, &Resource::read);
	add("PATCH", row, &Resource::update);
	add("DELETE", row, &Resource::remove);
	if (schema.bulkRows() == 0) return;
	add("PATCH", "/", &Resource::updateMany);
	add("DELETE", "/", &Resource::removeMany);
}


} // namespace Athanor
