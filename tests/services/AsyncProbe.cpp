//
// AsyncProbe.cpp
//
// Test service: async-probe
//
// What probe does, by handlers that run on the loop with an asynchronous session, and through the portal.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"
#include <stdexcept>


using namespace Athanor;


struct Mark: BigIntBase
{
	std::string name;

	static constexpr auto model()
	{
		return table("mark", column("name", &Mark::name).unique());
	}
};


namespace {


std::string nameOf(RequestContext& request)
{
	return request.query().text("name").value_or("unnamed");
}


Task<void> insertMark(AsyncSession& session, std::string name)
{
	std::string sql = "insert into mark (name) values (:name)";
	NamedParameters parameters{{"name", name}};
	Rows rows = co_await session.execute(sql, parameters);
}


Task<Response> answerStatus(RequestContext& request, std::int64_t status)
{
	AsyncSession& session = request.asyncSession();
	const std::string name = nameOf(request);
	co_await insertMark(session, name);
	if (status == 0) throw std::runtime_error("secret reason");
	Response response = Response::empty(static_cast<int>(status));
	co_return response;
}


Task<Response> swallowError(RequestContext& request)
{
	AsyncSession& session = request.asyncSession();
	const std::string name = nameOf(request);
	co_await insertMark(session, name);
	try
	{
		co_await insertMark(session, name);
	}
	catch (const IntegrityException&)
	{
		Response response = Response::empty(200);
		co_return response;
	}
	throw std::logic_error("the second insert went through");
}


Task<Response> recoverBySavepoint(RequestContext& request)
{
	AsyncSession& session = request.asyncSession();
	const std::string name = nameOf(request);
	const std::string inner = name + "-inner";
	const std::string after = name + "-after";
	bool refused = false;
	co_await insertMark(session, name);
	co_await session.savepoint();
	try
	{
		co_await insertMark(session, inner);
		co_await insertMark(session, name);
	}
	catch (const IntegrityException&)
	{
		refused = true;
	}
	if (refused)
	{
		co_await session.rollbackToSavepoint();
		co_await insertMark(session, after);
	}
	Response response = Response::empty(200);
	co_return response;
}


Task<Response> readWriteRead(RequestContext& request)
{
	AsyncSession& session = request.asyncSession();
	Mark mark;
	mark.name = nameOf(request);
	Query query;
	query.where = Condition::compare("name", Comparison::Equal, mark.name);
	AsyncRepository<Mark> marks(session);
	const std::int64_t before = co_await marks.count(query);
	Mark stored = co_await marks.add(mark);
	const std::int64_t after = co_await marks.count(query);
	Response response = Response::text(std::to_string(before) + " " + std::to_string(after));
	co_return response;
}


Task<Response> listMarks(RequestContext& request)
{
	AsyncSession& session = request.asyncSession();
	std::string sql = "select name from mark order by name";
	Rows rows = co_await session.execute(sql);
	co_return json(rows);
}


/// A blocking handler that lets its loop do the work.
Response throughPortal(RequestContext& request, std::int64_t status)
{
	request.portal().call(&insertMark, request.asyncSession(), nameOf(request));
	return Response::empty(static_cast<int>(status));
}


/// The exception of the awaited function arrives with its type.
Response portalException(RequestContext& request)
{
	const std::string name = nameOf(request);
	try
	{
		request.portal().call(&insertMark, request.asyncSession(), name);
		request.portal().call(&insertMark, request.asyncSession(), name);
	}
	catch (const DuplicateKeyException&)
	{
		request.portal().call([&] { return request.asyncSession().rollback(); });
		return Response::text("DuplicateKeyException");
	}
	return Response::text("none");
}


/// A portal on a loop would wait for itself.
Task<Response> portalOnTheLoop(RequestContext& request)
{
	Response response = Response::text("none");
	try
	{
		request.portal().call(&insertMark, request.asyncSession(), nameOf(request));
	}
	catch (const InvalidRequestException&)
	{
		response = Response::text("InvalidRequestException");
	}
	co_return response;
}


} // namespace


class AsyncProbePlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<Mark>();
		Routes& routes = context.routes("/probe");
		routes.post("/status/{status:int}", &answerStatus);
		routes.post("/swallow", &swallowError);
		routes.post("/savepoint", &recoverBySavepoint);
		routes.post("/read-write-read", &readWriteRead);
		routes.get("/marks", &listMarks);
		routes.post("/portal/{status:int}", &throughPortal);
		routes.post("/portal-exception", &portalException);
		routes.post("/portal-on-the-loop", &portalOnTheLoop);
		routes.get("/blocking-session", [](RequestContext& request) {
			return Response::text(request.session().engine().bindKey());
		});
	}
};


ATHANOR_PLUGIN(AsyncProbePlugin, "async-probe", "1.0.0")
