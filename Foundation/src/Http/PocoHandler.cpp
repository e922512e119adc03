//
// PocoHandler.cpp
//
// Library: Foundation
// Package: Http
//
// Mounts request handlers of Poco.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/PocoHandler.h"
#include "Athanor/Core/Exceptions.h"
#include "Characters.h"
#include "Poco/Exception.h"
#include "Poco/Net/HTTPRequestHandler.h"
#include "Poco/Net/HTTPServerRequest.h"
#include "Poco/Net/HTTPServerResponse.h"
#include <fstream>
#include <sstream>
#include <string>
#include <utility>


namespace Athanor::Http {


namespace {


/// The response a Poco handler writes: everything stays here until the handler is done.
class BufferedPocoResponse: public Poco::Net::HTTPServerResponse
{
public:
	void sendContinue() override
	{
	}

	std::ostream& send() override
	{
		_sent = true;
		return _body;
	}

	void sendFile(const std::string& path, const std::string& mediaType) override
	{
		std::ifstream file(path, std::ios::binary);
		if (!file) throw Poco::OpenFileException(path);
		setContentType(mediaType);
		_sent = true;
		_body << file.rdbuf();
		// An empty file makes the operator fail; that is no error of the body.
		_body.clear();
	}

	void sendBuffer(const void* buffer, std::size_t length) override
	{
		_sent = true;
		_body.write(static_cast<const char*>(buffer), static_cast<std::streamsize>(length));
	}

	void redirect(const std::string& uri, HTTPStatus status) override
	{
		setStatusAndReason(status);
		set("Location", uri);
		_sent = true;
	}

	void requireAuthentication(const std::string& realm) override
	{
		setStatusAndReason(HTTP_UNAUTHORIZED);
		set("WWW-Authenticate", "Basic realm=\"" + realm + "\"");
	}

	bool sent() const override
	{
		return _sent;
	}

	Response toResponse() const
	{
		Response response(static_cast<int>(getStatus()));
		for (const auto& [name, value] : *this)
			response.add(name, value);
		response.setBody(_body.str());
		response.closeConnection(equalIgnoringCase(get("Connection", ""), "close"));
		return response;
	}

private:
	std::ostringstream _body;
	bool _sent = false;
};


/// The request as a Poco handler sees it.
class FedPocoRequest: public Poco::Net::HTTPServerRequest
{
public:
	FedPocoRequest(Request& request, BufferedPocoResponse& response,
				   const Poco::Net::HTTPServerParams& params):
		_request(request),
		_response(response),
		_params(params),
		_body(request.takeBody())
	{
		setMethod(std::string(request.methodName()));
		setURI(std::string(request.target()));
		setVersion(request.minorVersion() == 1 ? HTTP_1_1 : HTTP_1_0);
		for (std::size_t i = 0; i < request.headerCount(); ++i)
		{
			const HeaderField field = request.headerAt(i);
			add(std::string(field.name), std::string(field.value));
		}
	}

	std::istream& stream() override
	{
		return _body;
	}
	const Poco::Net::SocketAddress& clientAddress() const override
	{
		return _request.clientAddress();
	}
	const Poco::Net::SocketAddress& serverAddress() const override
	{
		return _request.serverAddress();
	}
	const Poco::Net::HTTPServerParams& serverParams() const override
	{
		return _params;
	}
	Poco::Net::HTTPServerResponse& response() const override
	{
		return _response;
	}
	bool secure() const override
	{
		return false;
	}

private:
	Request& _request;
	BufferedPocoResponse& _response;
	const Poco::Net::HTTPServerParams& _params;
	std::istringstream _body;
};


} // namespace


PocoHandler::PocoHandler(std::unique_ptr<Poco::Net::HTTPRequestHandlerFactory> factory):
	_factory(std::move(factory)),
	_params(new Poco::Net::HTTPServerParams)
{
}


PocoHandler::~PocoHandler() = default;


Response PocoHandler::handle(Request& request, const PathParameters&)
{
	BufferedPocoResponse pocoResponse;
	FedPocoRequest pocoRequest(request, pocoResponse, *_params);
	pocoResponse.setVersion(pocoRequest.getVersion());
	const std::unique_ptr<Poco::Net::HTTPRequestHandler> handler(_factory->createRequestHandler(pocoRequest));
	if (!handler) throw ImproperConfigurationException("the Poco factory made no handler for this request");
	handler->handleRequest(pocoRequest, pocoResponse);
	// requireAuthentication() sends nothing by itself in Poco either; the handler calls send() after it.
	if (!pocoResponse.sent()) throw ImproperConfigurationException("the Poco handler sent no response");
	return pocoResponse.toResponse();
}


} // namespace Athanor::Http
