//
// PocoHandler.h
//
// Library: Foundation
// Package: Http
//
// Mounts request handlers of Poco.
//
// SPDX-License-Identifier: MIT
//
#ifndef Athanor_Http_PocoHandler_INCLUDED
#define Athanor_Http_PocoHandler_INCLUDED


#include "Athanor/Core/API.h"
#include "Athanor/Http/Endpoint.h"
#include "Poco/AutoPtr.h"
#include "Poco/Net/HTTPRequestHandlerFactory.h"
#include "Poco/Net/HTTPServerParams.h"
#include <memory>


namespace Athanor::Http {


/// A PocoHandler is an endpoint whose requests go to a standard Poco::Net::HTTPRequestHandlerFactory, which
/// need not know where it runs.
///
/// The handler sees the whole body in `request.stream()`; its answer is buffered and leaves when
/// handleRequest() returned, also what send(), sendBuffer() and sendFile() "sent". Differences to Poco's own
/// server: an exception after send() is still a clean 500; a handler that sent nothing is a 500 (Poco would
/// leave the client waiting); sendContinue() does nothing, for the body is already there; handlers that
/// cast to Poco's own implementation classes (web sockets, detachSocket) do not work.
///
///     router.add("GET", "/old", std::make_shared<PocoHandler>(std::make_unique<MyFactory>()));
///
/// Thread safety: handle() from several threads; the factory is called from all of them at once, as by Poco
/// it is not: it must be thread-safe.
class Athanor_API PocoHandler: public BlockingEndpoint
{
public:
	/// `factory` must not be null.
	explicit PocoHandler(std::unique_ptr<Poco::Net::HTTPRequestHandlerFactory> factory);
	~PocoHandler() override;

	/// Throws what the handler throws; ImproperConfigurationException if the factory made no handler or the
	/// handler sent nothing; InvalidRequestException if it set a header that would split the response.
	Response handle(Request& request, const PathParameters& parameters) override;

private:
	std::unique_ptr<Poco::Net::HTTPRequestHandlerFactory> _factory;
	Poco::AutoPtr<Poco::Net::HTTPServerParams> _params;
};


} // namespace Athanor::Http


#endif // Athanor_Http_PocoHandler_INCLUDED
