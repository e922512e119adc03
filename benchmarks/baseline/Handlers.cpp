// The routes of the baseline server.
// SPDX-License-Identifier: MIT
#include "Handlers.h"
#include "AuthorStore.h"
#include "Poco/DateTimeFormatter.h"
#include "Poco/DateTimeParser.h"
#include "Poco/Exception.h"
#include "Poco/JSON/Array.h"
#include "Poco/JSON/Object.h"
#include "Poco/JSON/Parser.h"
#include "Poco/Net/HTTPRequestHandler.h"
#include "Poco/Net/HTTPServerRequest.h"
#include "Poco/Net/HTTPServerResponse.h"
#include "Poco/NumberParser.h"
#include "Poco/URI.h"
#include "Poco/UUIDGenerator.h"
#include <iostream>
#include <memory>
#include <sstream>


using Poco::JSON::Object;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPRequestHandler;
using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;


namespace Baseline {


namespace {


Object toJson(const Author& author)
{
	Object json(Poco::JSON_PRESERVE_KEY_ORDER);
	json.set("name", author.name);
	json.set("id", author.id.toString());
	Poco::Dynamic::Var dob;
	if (!author.dob.isNull())
	{
		const Poco::Data::Date& date = author.dob.value();
		dob = Poco::DateTimeFormatter::format(Poco::DateTime(date.year(), date.month(), date.day()),
											  "%Y-%m-%d");
	}
	json.set("dob", dob);
	return json;
}


Object::Ptr readBody(HTTPServerRequest& request)
{
	Poco::JSON::Parser parser;
	return parser.parse(request.stream()).extract<Object::Ptr>();
}


/// A handler that answers in JSON. What it throws is answered 400, 404 or 500.
class JsonHandler: public HTTPRequestHandler
{
public:
	void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override
	{
		try
		{
			handle(request, response);
		}
		catch (const Poco::NotFoundException&)
		{
			fail(response, HTTPResponse::HTTP_NOT_FOUND);
		}
		catch (const Poco::SyntaxException&)
		{
			fail(response, HTTPResponse::HTTP_BAD_REQUEST);
		}
		catch (const Poco::Exception& exception)
		{
			std::cerr << request.getMethod() << " " << request.getURI() << ": " << exception.displayText()
					  << std::endl;
			fail(response, HTTPResponse::HTTP_INTERNAL_SERVER_ERROR);
		}
	}

protected:
	virtual void handle(HTTPServerRequest& request, HTTPServerResponse& response) = 0;

	static void send(HTTPServerResponse& response, const Object& body)
	{
		std::ostringstream text;
		body.stringify(text);
		const std::string buffer = text.str();
		response.setContentType("application/json");
		response.sendBuffer(buffer.data(), buffer.size());
	}

private:
	static void fail(HTTPServerResponse& response, HTTPResponse::HTTPStatus status)
	{
		if (response.sent()) return;
		response.setStatusAndReason(status);
		response.setContentLength(0);
		response.send();
	}
};


class SmallJsonHandler: public JsonHandler
{
	void handle(HTTPServerRequest&, HTTPServerResponse& response) override
	{
		Object body;
		body.set("message", "Hello, World!");
		send(response, body);
	}
};


template <typename Key>
class ListHandler: public JsonHandler
{
public:
	explicit ListHandler(Poco::Data::SessionPool& sessions):
		_sessions(sessions)
	{
	}

private:
	void handle(HTTPServerRequest& request, HTTPServerResponse& response) override
	{
		int page = 1;
		int size = 10;
		for (const auto& [name, value] : Poco::URI(request.getURI()).getQueryParameters())
		{
			if (name == "currentPage") page = Poco::NumberParser::parse(value);
			if (name == "pageSize") size = Poco::NumberParser::parse(value);
		}
		const int offset = (page - 1) * size;
		AuthorStore<Key> authors(_sessions.get());
		Poco::JSON::Array items;
		for (const Author& author : authors.list(size, offset))
			items.add(toJson(author));
		Object body(Poco::JSON_PRESERVE_KEY_ORDER);
		body.set("items", items);
		body.set("limit", size);
		body.set("offset", offset);
		body.set("total", authors.count());
		send(response, body);
	}

	Poco::Data::SessionPool& _sessions;
};


template <typename Key>
class GetHandler: public JsonHandler
{
public:
	GetHandler(Poco::Data::SessionPool& sessions, const std::string& id):
		_sessions(sessions),
		_id(id)
	{
	}

private:
	void handle(HTTPServerRequest&, HTTPServerResponse& response) override
	{
		const std::optional<Author> author = AuthorStore<Key>(_sessions.get()).get(_id);
		if (!author) throw Poco::NotFoundException();
		send(response, toJson(*author));
	}

	Poco::Data::SessionPool& _sessions;
	Poco::UUID _id;
};


template <typename Key>
class PostHandler: public JsonHandler
{
public:
	explicit PostHandler(Poco::Data::SessionPool& sessions):
		_sessions(sessions)
	{
	}

private:
	void handle(HTTPServerRequest& request, HTTPServerResponse& response) override
	{
		const Object::Ptr body = readBody(request);
		Author author;
		author.name = body->getValue<std::string>("name");
		author.id = body->has("id") ? Poco::UUID(body->getValue<std::string>("id"))
									: Poco::UUIDGenerator::defaultGenerator().createRandom();
		if (body->has("dob") && !body->isNull("dob"))
		{
			int zone = 0;
			const auto date =
				Poco::DateTimeParser::parse("%Y-%m-%d", body->getValue<std::string>("dob"), zone);
			author.dob = Poco::Data::Date(date.year(), date.month(), date.day());
		}
		AuthorStore<Key>(_sessions.get()).add(author);
		response.setStatusAndReason(HTTPResponse::HTTP_CREATED);
		response.set("Location", "/authors/" + author.id.toString());
		send(response, toJson(author));
	}

	Poco::Data::SessionPool& _sessions;
};


/// Changes the name.
template <typename Key>
class PatchHandler: public JsonHandler
{
public:
	PatchHandler(Poco::Data::SessionPool& sessions, const std::string& id):
		_sessions(sessions),
		_id(id)
	{
	}

private:
	void handle(HTTPServerRequest& request, HTTPServerResponse& response) override
	{
		const Object::Ptr body = readBody(request);
		AuthorStore<Key> authors(_sessions.get());
		authors.rename(_id, body->getValue<std::string>("name"));
		const std::optional<Author> author = authors.get(_id);
		if (!author) throw Poco::NotFoundException();
		send(response, toJson(*author));
	}

	Poco::Data::SessionPool& _sessions;
	Poco::UUID _id;
};


bool takePrefix(std::string& path, const std::string& prefix)
{
	if (path.compare(0, prefix.size(), prefix) != 0) return false;
	path.erase(0, prefix.size());
	return true;
}


} // namespace


/// Raw pointers, because that is what Poco's factory returns.
template <typename Key>
HTTPRequestHandler* HandlerFactory<Key>::createRequestHandler(const HTTPServerRequest& request)
{
	const std::string& method = request.getMethod();
	std::string path = request.getURI().substr(0, request.getURI().find('?'));
	std::unique_ptr<HTTPRequestHandler> handler;
	if (method == HTTPRequest::HTTP_GET && path == "/bench/json")
		handler = std::make_unique<SmallJsonHandler>();
	else if (method == HTTPRequest::HTTP_GET && path == "/authors")
		handler = std::make_unique<ListHandler<Key>>(_sessions);
	else if (method == HTTPRequest::HTTP_POST && path == "/authors")
		handler = std::make_unique<PostHandler<Key>>(_sessions);
	else if (method == HTTPRequest::HTTP_GET &&
			 (takePrefix(path, "/authors/") || takePrefix(path, "/bench/blocking/")))
		handler = std::make_unique<GetHandler<Key>>(_sessions, path);
	else if (method == HTTPRequest::HTTP_PATCH && takePrefix(path, "/authors/"))
		handler = std::make_unique<PatchHandler<Key>>(_sessions, path);
	return handler.release();
}


template class HandlerFactory<std::string>;
template class HandlerFactory<Poco::Data::BLOB>;


} // namespace Baseline
