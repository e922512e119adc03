//
// Hold.cpp
//
// Test service: hold
//
// Handlers that keep a connection of a PostgreSQL database for a while, blocking and on the loop.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"


using namespace Athanor;


namespace {


NamedParameters forSeconds(std::int64_t milliseconds)
{
	return {{"seconds", static_cast<double>(milliseconds) / 1000}};
}


Response hold(RequestContext& request, std::int64_t milliseconds)
{
	request.session().execute("select 1 from pg_sleep(:seconds)", forSeconds(milliseconds));
	return Response::text("held");
}


Task<Response> holdOnTheLoop(RequestContext& request, std::int64_t milliseconds)
{
	AsyncSession& session = request.asyncSession();
	std::string sql = "select 1 from pg_sleep(:seconds)";
	NamedParameters parameters = forSeconds(milliseconds);
	Rows rows = co_await session.execute(sql, parameters);
	Response response = Response::text("held");
	co_return response;
}


} // namespace


class HoldPlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		Routes& routes = context.routes("/hold");
		routes.get("/blocking/{milliseconds:int}", &hold);
		routes.get("/looping/{milliseconds:int}", &holdOnTheLoop);
	}
};


ATHANOR_PLUGIN(HoldPlugin, "hold", "1.0.0")
