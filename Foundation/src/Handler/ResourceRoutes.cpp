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


/// A Resource answers the five generated routes of one service.
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

	Response list(RequestContext& context) const
	{
		context.requireJsonAccepted();
		Query query;
		query.page = context.query<LimitOffset>(_schema.defaultPageSize().value_or(20));
		refuseUnknown(context);
		Json::Writer writer;
		runInline(service(context)->writePage(query, writer));
		return json(JsonText{writer.take()});
	}

	Response create(RequestContext& context) const
	{
		begin(context);
		const auto service = this->service(context);
		const Record record = runInline(service->createRecord(context.json()));
		Response response = json(JsonText{service->toJson(record)}, 201);
		response.set("Location", _mount + "/" + keyText(record.key()));
		autoCommit(context);
		return response;
	}

	Response read(RequestContext& context) const
	{
		context.requireJsonAccepted();
		refuseUnknown(context);
		const auto service = this->service(context);
		const Record record = runInline(service->getRecord(key(context)));
		return json(JsonText{service->toJson(record)});
	}

	Response update(RequestContext& context) const
	{
		begin(context);
		const auto service = this->service(context);
		const Json::Value& body = context.json();
		context.session().begin(Access::Write);
		const Record record = runInline(service->updateRecord(body, key(context)));
		Response response = json(JsonText{service->toJson(record)});
		autoCommit(context);
		return response;
	}

	Response remove(RequestContext& context) const
	{
		refuseUnknown(context);
		context.session().begin(Access::Write);
		runInline(service(context)->removeRecord(key(context)));
		autoCommit(context);
		return noContent();
	}

private:
	static void begin(RequestContext& context)
	{
		context.requireJsonAccepted();
		refuseUnknown(context);
	}

	static void refuseUnknown(RequestContext& context)
	{
		if (context.scope().settings.strictQuery) context.query().refuseUnknown();
	}

	/// A generated route keeps its promise that 2xx means committed on a `manual` database as well.
	static void autoCommit(RequestContext& context)
	{
		Session& session = context.session();
		if (session.engine().config().commitMode == CommitMode::Manual) session.commit();
	}

	std::unique_ptr<TableService> service(RequestContext& context) const
	{
		return _factory(context.session().unit());
	}

	static Key key(const RequestContext& context)
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


/// The pattern of one row below the mount point; what does not parse as a key of that type is no resource (404).
std::string rowPattern(const Table& table)
{
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
	const auto resource = std::make_shared<const Resource>(routes.mountPoint(), schema, std::move(factory));
	routes.get("/", [resource](RequestContext& context) { return resource->list(context); });
	routes.post("/", [resource](RequestContext& context) { return resource->create(context); });
	routes.get(row, [resource](RequestContext& context) { return resource->read(context); });
	routes.patch(row, [resource](RequestContext& context) { return resource->update(context); });
	routes.del(row, [resource](RequestContext& context) { return resource->remove(context); });
}


} // namespace Athanor
