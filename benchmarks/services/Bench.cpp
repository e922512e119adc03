//
// Bench.cpp
//
// Service of the benchmarks: bench
//
// Handlers as a plugin's author writes them: a small answer made on the loop, and a blocking handler with one query.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"


using namespace Athanor;


/// The table of the authors plugin, on a bind of its own that blocks.
struct Author: UUIDBase
{
	std::string name;
	std::optional<Date> dob;

	static constexpr auto model()
	{
		return table(column("name", &Author::name), column("dob", &Author::dob));
	}
};


class AuthorService: public Service<Author, AuthorService>
{
public:
	using Service::Service;

	static Schema schema()
	{
		return Schema{}.field("name").field("id").field("dob");
	}
};


namespace {


Task<Response> smallJson(RequestContext&)
{
	Json::Writer writer;
	writer.beginObject();
	writer.key("message");
	writer.value(std::string_view("Hello, World!"));
	writer.endObject();
	JsonText body{writer.take()};
	co_return json(std::move(body));
}


Response oneQuery(RequestContext& request, UUID id)
{
	AuthorService service(request.session());
	return json(service.toSchema(service.get(id)));
}


} // namespace


class BenchPlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<Author>();
		Routes& routes = context.routes("/bench");
		routes.get("/json", &smallJson);
		routes.get("/blocking/{id:uuid}", &oneQuery);
	}
};


ATHANOR_PLUGIN(BenchPlugin, "bench", "1.0.0")
