//
// Cases.cpp
//
// Test service: cases
//
// Sessions of two databases, each of its kind, and handlers that fail in every way a repository can.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Athanor.h"
#include <functional>


using namespace Athanor;


struct Note: BigIntBase
{
	std::string name;
	std::optional<std::int64_t> parent;

	static constexpr auto model()
	{
		return table("note", column("name", &Note::name).unique(),
					 column("parent", &Note::parent).references("note", "id"));
	}
};


namespace {


Note makeNote(const std::string& name, std::optional<std::int64_t> parent = {})
{
	Note note;
	note.name = name;
	note.parent = parent;
	return note;
}


Task<void> addNote(AsyncSession& session, std::string name)
{
	AsyncRepository<Note> notes(session);
	Note note = makeNote(name);
	Note stored = co_await notes.add(note);
}


Task<std::int64_t> countNotes(AsyncSession& session)
{
	AsyncRepository<Note> notes(session);
	const Query all{};
	const std::int64_t count = co_await notes.count(all);
	co_return count;
}


/// `yes`, or `refused` where the database is of the other kind.
std::string answerOf(const std::function<void()>& take)
{
	try
	{
		take();
	}
	catch (const DatabaseException&)
	{
		return "refused";
	}
	return "yes";
}


Response kindOf(RequestContext& request, const std::string& key)
{
	const std::string blocking = answerOf([&] { request.session(key); });
	const std::string async = answerOf([&] { request.asyncSession(key); });
	return Response::text("session " + blocking + ", asyncSession " + async);
}


/// Throws what the word says and no database.
void raise(const std::string& kind)
{
	if (kind == "not-found") throw NotFoundException("secret");
	if (kind == "several") throw MultipleResultsFoundException("secret");
	if (kind == "integrity") throw IntegrityException("secret");
	if (kind == "repository") throw RepositoryException("secret");
}


/// A row that must not stay, and then the failure.
Response fail(RequestContext& request, const std::string& kind)
{
	Repository<Note> notes(request.session());
	notes.add(makeNote("before"));
	raise(kind);
	if (kind == "duplicate") notes.add(makeNote("before"));
	if (kind == "foreign-key") notes.add(makeNote("orphan", 4711));
	try
	{
		notes.get(4711);
	}
	catch (const NotFoundException&)
	{
		return Response::empty(410);
	}
	return Response::empty(200);
}


Task<Response> failAsync(RequestContext& request, std::string kind)
{
	AsyncRepository<Note> notes(request.asyncSession());
	Note before = makeNote("before");
	Note orphan = makeNote("orphan", 4711);
	const Key missing(4711);
	Response response = Response::empty(200);
	Note stored = co_await notes.add(before);
	raise(kind);
	if (kind == "duplicate") stored = co_await notes.add(before);
	if (kind == "foreign-key") stored = co_await notes.add(orphan);
	try
	{
		stored = co_await notes.get(missing);
	}
	catch (const NotFoundException&)
	{
		response = Response::empty(410);
	}
	co_return response;
}


} // namespace


class CasesPlugin: public Plugin
{
	void start(PluginContext& context) override
	{
		context.model<Note>();
		const auto other = context.setting<std::string>("other", "");
		if (!other.empty()) context.model<Note>(other);
		Routes& routes = context.routes("/cases");
		const Engines& engines = context.engines();
		routes.get("/kind/{key}", &kindOf);
		routes.post("/notes/{key}", [&engines](RequestContext& request, const std::string& key) {
			const std::string name = request.query().text("name").value_or("unnamed");
			if (engines.get(key).isAsync())
				request.portal().call(&addNote, request.asyncSession(key), name);
			else
				Repository<Note>(request.session(key)).add(makeNote(name));
			return Response::empty(204);
		});
		routes.get("/notes/{key}", [&engines](RequestContext& request, const std::string& key) {
			if (engines.get(key).isAsync())
				return Response::text(
					std::to_string(request.portal().call(&countNotes, request.asyncSession(key))));
			return Response::text(std::to_string(Repository<Note>(request.session(key)).count()));
		});
		if (engines.get(context.bindKey()).isAsync())
			routes.post("/fail/{kind}", &failAsync);
		else
			routes.post("/fail/{kind}", &fail);
	}
};


ATHANOR_PLUGIN(CasesPlugin, "cases", "1.0.0")
