//
// Probe.cpp
//
// Test service: probe
//
// Handlers that do to their transaction what handlers do: answer every status, swallow errors, recover, fail at
// the commit, end it behind the framework's back.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"
#include "Poco/Data/Session.h"
#include "Poco/Data/Statement.h"
#include "Poco/Net/HTTPRequestHandler.h"
#include "Poco/Net/HTTPRequestHandlerFactory.h"
#include "Poco/Net/HTTPServerRequest.h"
#include "Poco/Net/HTTPServerResponse.h"
#include <chrono>
#include <stdexcept>
#include <thread>


using namespace Athanor;


struct Mark: BigIntBase
{
	std::string name;
	std::optional<std::int64_t> parent;

	static constexpr auto model()
	{
		return table("mark", column("name", &Mark::name).unique(),
					 column("parent", &Mark::parent).references("mark", "id"));
	}
};


struct Counter
{
	std::string name;
	std::int64_t value = 0;

	static constexpr auto model()
	{
		return table("counter", column("name", &Counter::name).primaryKey(),
					 column("value", &Counter::value));
	}
};


class LegacyHandler: public Poco::Net::HTTPRequestHandler
{
	void handleRequest(Poco::Net::HTTPServerRequest& request,
					   Poco::Net::HTTPServerResponse& response) override
	{
		response.setContentType("text/plain");
		response.send() << "legacy " << request.getMethod() << " " << request.getURI();
	}
};


class LegacyFactory: public Poco::Net::HTTPRequestHandlerFactory
{
	Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
	{
		return std::make_unique<LegacyHandler>().release();
	}
};


namespace {


/// The name of the row a request writes: `?name=…`.
std::string nameOf(RequestContext& request)
{
	return request.query().text("name").value_or("unnamed");
}


void insertMark(Session& session, const std::string& name)
{
	session.execute("insert into mark (name) values (:name)", {{"name", name}});
}


Response answerStatus(RequestContext& request, std::int64_t status)
{
	insertMark(request.session(), nameOf(request));
	if (status == 0) throw std::runtime_error("secret reason");
	return Response::empty(static_cast<int>(status));
}


Response swallowError(RequestContext& request)
{
	const std::string name = nameOf(request);
	Session& session = request.session();
	insertMark(session, name);
	try
	{
		insertMark(session, name);
	}
	catch (const IntegrityException&)
	{
		return Response::empty(200);
	}
	throw std::logic_error("the second insert went through");
}


Response recoverBySavepoint(RequestContext& request)
{
	const std::string name = nameOf(request);
	Session& session = request.session();
	insertMark(session, name);
	try
	{
		session.savepoint([&] {
			insertMark(session, name + "-inner");
			insertMark(session, name);
		});
	}
	catch (const IntegrityException&)
	{
		insertMark(session, name + "-after");
	}
	return Response::empty(200);
}


Response readWriteRead(RequestContext& request)
{
	const std::string name = nameOf(request);
	Repository<Mark> marks(request.session());
	Query query;
	query.where = Condition::compare("name", Comparison::Equal, name);
	const std::int64_t before = marks.count(query);
	Mark mark;
	mark.name = name;
	marks.add(mark);
	return Response::text(std::to_string(before) + " " + std::to_string(marks.count(query)));
}


/// The commit finds a mark whose parent does not exist.
Response failAtCommit(RequestContext& request)
{
	Session& session = request.session();
	session.begin(Access::Write);
	session.execute("pragma defer_foreign_keys = on");
	session.execute("insert into mark (name, parent) values (:name, 999999)", {{"name", nameOf(request)}});
	return Response::empty(201);
}


Response insertThroughPoco(RequestContext& request)
{
	using namespace Poco::Data::Keywords;
	std::string name = nameOf(request);
	int count = 0;
	Session& session = request.session();
	insertMark(session, name);
	session.poco() << "insert into mark (name) values (?)", bind(name + "-poco"), now;
	session.poco() << "select count(*) from mark where name like ?", bind(name + "%"), into(count), now;
	return Response::text(std::to_string(count));
}


Response commitBehindTheBack(RequestContext& request)
{
	insertMark(request.session(), nameOf(request));
	request.session().poco().commit();
	return Response::empty(200);
}


Response increment(RequestContext& request)
{
	Session& session = request.session();
	session.begin(Access::Write);
	Repository<Counter> counters(session);
	std::optional<Counter> counter = counters.getOneOrNone("hits");
	if (!counter)
	{
		counters.add({"hits", 1});
		return Response::text("1");
	}
	++counter->value;
	counters.update(*counter);
	return Response::text(std::to_string(counter->value));
}


Task<Response> answerOnTheLoop(RequestContext& request)
{
	std::string id = request.requestId();
	co_return Response::json("{\"hello\":\"world\"}");
}


} // namespace


class ProbePlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<Mark>();
		context.model<Counter>();
		Routes& routes = context.routes("/probe");
		routes.post("/status/{status:int}", &answerStatus);
		routes.post("/swallow", &swallowError);
		routes.post("/savepoint", &recoverBySavepoint);
		routes.post("/read-write-read", &readWriteRead);
		routes.post("/fail-at-commit", &failAtCommit);
		routes.post("/poco", &insertThroughPoco);
		routes.post("/poco-commit", &commitBehindTheBack);
		routes.post("/increment", &increment);
		routes.get("/json", &answerOnTheLoop);
		routes.get("/marks", [](RequestContext& request) {
			return json(request.session().execute("select name from mark order by name"));
		});
		routes.get("/counter", [](RequestContext& request) {
			return json(request.session().execute("select value from counter"));
		});
		routes.get("/default-session", [](RequestContext& request) {
			return Response::text(request.session("default").engine().bindKey());
		});
		routes.get("/slow/{milliseconds:int}", [](RequestContext&, std::int64_t milliseconds) {
			std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
			return Response::text("slept");
		});
		routes.mount("/legacy", std::make_unique<LegacyFactory>());
		context.before("/probe/guarded", [](RequestContext& request) -> std::optional<Response> {
			if (request.http().header("Authorization")) return std::nullopt;
			return Response::empty(401);
		});
		routes.get("/guarded", [](RequestContext&) { return Response::text("in"); });
		_greeting = context.setting<std::string>("greeting", "hello");
		_limit = context.setting<int>("limit", 10, 1, 100);
		routes.get("/settings", [this](RequestContext&) {
			return Response::text(_greeting + " " + std::to_string(_limit));
		});
	}

	std::string _greeting;
	int _limit = 0;
};


ATHANOR_PLUGIN(ProbePlugin, "probe", "1.0.0")
