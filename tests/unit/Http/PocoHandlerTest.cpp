//
// PocoHandlerTest.cpp
//
// Library: Foundation
// Package: Http
//
// Tests of PocoHandler: handlers of Poco run unchanged.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/PocoHandler.h"
#include "Poco/Net/HTTPRequestHandler.h"
#include "Poco/Net/HTTPServerRequest.h"
#include "Poco/Net/HTTPServerResponse.h"
#include "Poco/StreamCopier.h"
#include "TestServer.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>


using namespace Athanor::Http;


namespace {


class EchoHandler: public Poco::Net::HTTPRequestHandler
{
public:
	void handleRequest(Poco::Net::HTTPServerRequest& request,
					   Poco::Net::HTTPServerResponse& response) override
	{
		std::string body;
		Poco::StreamCopier::copyToString(request.stream(), body);
		if (request.getURI() == "/poco/throw") throw Poco::NotFoundException("secret");
		if (request.getURI() == "/poco/nothing") return;
		if (request.getURI() == "/poco/redirect") return response.redirect("/else");
		if (request.getURI() == "/poco/split")
		{
			response.set("X-Bad", "a\r\nX-Forged: b");
			response.send() << "x";
			return;
		}
		if (request.getURI() == "/poco/late")
		{
			response.send() << "half";
			throw Poco::RuntimeException("late");
		}
		response.setChunkedTransferEncoding(true);
		response.setContentType("text/x");
		response.set("X-Seen", request.get("X-In", "none"));
		response.send() << request.getMethod() << " " << request.getURI() << " " << body << " "
						<< request.clientAddress().host().toString() << " " << request.response().sent();
	}
};


class EchoFactory: public Poco::Net::HTTPRequestHandlerFactory
{
public:
	Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
	{
		return std::make_unique<EchoHandler>().release();
	}
};


} // namespace


class PocoHandlerTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PocoHandlerTest);
	CPPUNIT_TEST(testHandlerSeesRequestAndAnswers);
	CPPUNIT_TEST(testRedirectIsSent);
	CPPUNIT_TEST(testFailuresAreInternalErrors);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_server = std::make_unique<TestServer>();
		const auto handler = std::make_shared<PocoHandler>(std::make_unique<EchoFactory>());
		_server->server().router().add("POST", "/poco/{path:*}", handler);
		_server->start();
	}

	void tearDown() override
	{
		_server.reset();
	}

	void testHandlerSeesRequestAndAnswers()
	{
		const RawResponse response = post("/poco/a?b");
		CPPUNIT_ASSERT_EQUAL(200, response.status);
		CPPUNIT_ASSERT_EQUAL(std::string("POST /poco/a?b hi 127.0.0.1 1"), response.body);
		CPPUNIT_ASSERT_EQUAL(std::string("text/x"), response.header("Content-Type"));
		CPPUNIT_ASSERT_EQUAL(std::string("yes"), response.header("X-Seen"));
		CPPUNIT_ASSERT(response.head.find("chunked") == std::string::npos);
	}

	void testRedirectIsSent()
	{
		const RawResponse response = post("/poco/redirect");
		CPPUNIT_ASSERT_EQUAL(302, response.status);
		CPPUNIT_ASSERT_EQUAL(std::string("/else"), response.header("Location"));
	}

	void testFailuresAreInternalErrors()
	{
		for (const char* path : {"/poco/throw", "/poco/nothing", "/poco/late", "/poco/split"})
		{
			const RawResponse response = post(path);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 500, response.status);
			CPPUNIT_ASSERT_MESSAGE(path, response.body.find("secret") == std::string::npos);
			CPPUNIT_ASSERT_MESSAGE(path, response.head.find("X-Forged") == std::string::npos);
		}
	}

private:
	RawResponse post(const std::string& target)
	{
		RawClient client(_server->address());
		client.send("POST " + target + " HTTP/1.1\r\nHost: a\r\nX-In: yes\r\nContent-Length: 2\r\n\r\nhi");
		return client.response();
	}

	std::unique_ptr<TestServer> _server;
};


CPPUNIT_TEST_SUITE_REGISTRATION(PocoHandlerTest);
