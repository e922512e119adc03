//
// ServerTest.cpp
//
// Library: Foundation
// Package: Http
//
// Tests of Server: the protocol, over real connections.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Server.h"
#include "Athanor/Core/Exceptions.h"
#include "Poco/Channel.h"
#include "Poco/Message.h"
#include "Poco/Net/NetException.h"
#include "TestServer.h"
#include <cppunit/extensions/HelperMacros.h>
#include <mutex>
#include <string>
#include <vector>


using namespace Athanor;
using namespace Athanor::Http;


namespace {


std::string get(const std::string& path, const std::string& fields = "")
{
	return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}


/// Keeps what is logged; read it only when the server has stopped.
class LineChannel: public Poco::Channel
{
public:
	void log(const Poco::Message& message) override
	{
		const std::lock_guard lock(_mutex);
		texts.push_back(message.getText());
	}

	std::vector<std::string> texts;

private:
	std::mutex _mutex;
};


Task<Response> failLater(Request& request)
{
	EventLoop& loop = *request.loop();
	const EventLoop::Clock::duration time = std::chrono::milliseconds(1);
	co_await loop.sleep(time);
	throw std::runtime_error("secret");
}


Task<Response> answerLater(Request& request)
{
	EventLoop& loop = *request.loop();
	std::string text(request.target());
	const EventLoop::Clock::duration time = std::chrono::milliseconds(2);
	co_await loop.sleep(time);
	co_return Response::text(std::move(text));
}


} // namespace


class ServerTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ServerTest);
	CPPUNIT_TEST(testThousandPipelinedRequestsAnsweredInOrder);
	CPPUNIT_TEST(testPipelinedBlockingAndAsyncAnsweredInOrder);
	CPPUNIT_TEST(testBadRequestInThePipelineEndsItInOrder);
	CPPUNIT_TEST(testBytesAfterConnectionCloseAreDropped);
	CPPUNIT_TEST(testHttp10ClosesUnlessAskedToKeep);
	CPPUNIT_TEST(testHeadHasLengthAndNoBody);
	CPPUNIT_TEST(testOptionsAndMethodNotAllowedCarryAllow);
	CPPUNIT_TEST(testUnknownPathIsProblemAndConnectionStays);
	CPPUNIT_TEST(testNoContentHasNoLength);
	CPPUNIT_TEST(testExpectContinueIsAnsweredOnlyIfBodyIsWanted);
	CPPUNIT_TEST(testHalfCloseAfterCompleteRequestIsAnswered);
	CPPUNIT_TEST(testRequestIdIsEchoedOrMade);
	CPPUNIT_TEST(testFramingFieldsOfEndpointAreLeftOut);
	CPPUNIT_TEST(testExceptionIsInternalErrorWithoutDetail);
	CPPUNIT_TEST(testExceptionMapperAnswers);
	CPPUNIT_TEST(testClientGoneBeforeAnswerDoesNoHarm);
	CPPUNIT_TEST(testLargeAnswerArrivesWhole);
	CPPUNIT_TEST(testBodyOverLimitIsRefusedBeforeItIsRead);
	CPPUNIT_TEST(testSecondServerOnSamePortFailsNamingAddress);
	CPPUNIT_TEST(testStartedServerRefusesRoutesAndSecondStart);
	CPPUNIT_TEST(testStatisticsCountWhatHappened);
	CPPUNIT_TEST(testAccessLogHasOneLinePerRequest);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_server = std::make_unique<TestServer>();
	}

	void tearDown() override
	{
		_server.reset();
	}

	void testThousandPipelinedRequestsAnsweredInOrder()
	{
		RawClient client(start());
		std::string all;
		for (int i = 0; i < 1000; ++i)
			all += get("/echo/" + std::to_string(i));
		client.send(all);
		for (int i = 0; i < 1000; ++i)
			CPPUNIT_ASSERT_EQUAL("/echo/" + std::to_string(i), client.response().body);
	}

	void testPipelinedBlockingAndAsyncAnsweredInOrder()
	{
		_server->server().router().add(
			"GET", "/later",
			makeAsync([](Request& request, const PathParameters&) { return answerLater(request); }));
		RawClient client(start());
		std::string all;
		const std::vector<std::string> paths = {"/blocking", "/echo", "/later", "/none"};
		for (int i = 0; i < 100; ++i)
			all += get(paths[static_cast<std::size_t>(i) % 4] + "?" + std::to_string(i));
		client.send(all);
		for (int i = 0; i < 100; ++i)
		{
			const RawResponse response = client.response();
			CPPUNIT_ASSERT_EQUAL(i % 4 == 3 ? 404 : 200, response.status);
			const std::string expected = paths[static_cast<std::size_t>(i) % 4] + "?" + std::to_string(i);
			CPPUNIT_ASSERT(i % 4 == 3 || response.body == expected);
		}
	}

	void testBadRequestInThePipelineEndsItInOrder()
	{
		RawClient client(start());
		client.send(get("/echo/1") + get("/blocking") + "BAD\r\n\r\n" + get("/echo/2"));
		const std::vector<RawResponse> responses = client.responsesUntilClose();
		CPPUNIT_ASSERT_EQUAL(std::size_t(3), responses.size());
		CPPUNIT_ASSERT_EQUAL(std::string("/echo/1"), responses[0].body);
		CPPUNIT_ASSERT_EQUAL(std::string("/blocking"), responses[1].body);
		CPPUNIT_ASSERT_EQUAL(400, responses[2].status);
		CPPUNIT_ASSERT_EQUAL(2, _server->dispatched.load());
	}

	void testBytesAfterConnectionCloseAreDropped()
	{
		RawClient client(start());
		client.send(get("/blocking", "Connection: close\r\n") + get("/echo") + "\x01garbage");
		const std::vector<RawResponse> responses = client.responsesUntilClose();
		CPPUNIT_ASSERT_EQUAL(std::size_t(1), responses.size());
		CPPUNIT_ASSERT_EQUAL(std::string("close"), responses[0].header("Connection"));
		CPPUNIT_ASSERT_EQUAL(1, _server->dispatched.load());
	}

	void testHttp10ClosesUnlessAskedToKeep()
	{
		RawClient client(start());
		client.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
		CPPUNIT_ASSERT_EQUAL(std::string("keep-alive"), client.response().header("Connection"));
		client.send("GET /echo HTTP/1.0\r\n\r\n");
		const std::vector<RawResponse> responses = client.responsesUntilClose();
		CPPUNIT_ASSERT_EQUAL(std::size_t(1), responses.size());
		CPPUNIT_ASSERT_EQUAL(std::string("close"), responses[0].header("Connection"));
	}

	void testHeadHasLengthAndNoBody()
	{
		RawClient client(start());
		client.send("HEAD /echo HTTP/1.1\r\nHost: a\r\n\r\n" + get("/echo/2"));
		CPPUNIT_ASSERT_EQUAL(std::string("5"), client.response(true).header("Content-Length"));
		CPPUNIT_ASSERT_EQUAL(std::string("/echo/2"), client.response().body);
	}

	void testOptionsAndMethodNotAllowedCarryAllow()
	{
		RawClient client(start());
		client.send("OPTIONS /echo HTTP/1.1\r\nHost: a\r\n\r\n");
		RawResponse response = client.response();
		CPPUNIT_ASSERT_EQUAL(204, response.status);
		CPPUNIT_ASSERT_EQUAL(std::string("GET, HEAD, OPTIONS, POST, PUT"), response.header("Allow"));
		client.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
		CPPUNIT_ASSERT_EQUAL(204, client.response().status);
		client.send("DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n");
		response = client.response();
		CPPUNIT_ASSERT_EQUAL(405, response.status);
		CPPUNIT_ASSERT_EQUAL(std::string("GET, HEAD, OPTIONS, POST, PUT"), response.header("Allow"));
		client.send("TRACE /echo HTTP/1.1\r\nHost: a\r\n\r\n");
		CPPUNIT_ASSERT_EQUAL(405, client.response().status);
	}

	void testUnknownPathIsProblemAndConnectionStays()
	{
		RawClient client(start());
		client.send(get("/none", "X-Request-Id: r1\r\n") + get("/%00") + get("/echo"));
		const RawResponse response = client.response();
		CPPUNIT_ASSERT_EQUAL(404, response.status);
		CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), response.header("Content-Type"));
		CPPUNIT_ASSERT_EQUAL(std::string("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
										 "\"detail\":\"The requested resource was not found\","
										 "\"instance\":\"/none\",\"request_id\":\"r1\"}"),
							 response.body);
		CPPUNIT_ASSERT_EQUAL(400, client.response().status);
		CPPUNIT_ASSERT_EQUAL(200, client.response().status);
	}

	void testNoContentHasNoLength()
	{
		route("/empty",
			  [](Request&, const PathParameters&) { return Response::empty().setBody("not sent"); });
		RawClient client(start());
		client.send(get("/empty") + get("/echo"));
		const RawResponse response = client.response();
		CPPUNIT_ASSERT_EQUAL(204, response.status);
		CPPUNIT_ASSERT(response.head.find("Content-Length") == std::string::npos);
		CPPUNIT_ASSERT_EQUAL(std::string("/echo"), client.response().body);
	}

	void testExpectContinueIsAnsweredOnlyIfBodyIsWanted()
	{
		const std::string head = " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
		RawClient wanted(start());
		wanted.send("POST /echo" + head + "2\r\n\r\n");
		CPPUNIT_ASSERT_EQUAL(100, wanted.response().status);
		wanted.send("hi");
		CPPUNIT_ASSERT_EQUAL(std::string("/echo|hi"), wanted.response().body);
		wanted.send("POST /echo" + head + "2\r\n\r\nhi");
		CPPUNIT_ASSERT_EQUAL(200, wanted.response().status);
		RawClient tooLarge(_server->address());
		tooLarge.send("POST /echo" + head + "2000000\r\n\r\n");
		CPPUNIT_ASSERT_EQUAL(413, tooLarge.responsesUntilClose().at(0).status);
		RawClient nowhere(_server->address());
		nowhere.send("POST /none" + head + "2\r\n\r\n");
		CPPUNIT_ASSERT_EQUAL(404, nowhere.responsesUntilClose().at(0).status);
	}

	void testHalfCloseAfterCompleteRequestIsAnswered()
	{
		RawClient client(start());
		client.send(get("/blocking") + get("/echo"));
		client.shutdownWrite();
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), client.responsesUntilClose().size());
	}

	void testRequestIdIsEchoedOrMade()
	{
		RawClient client(start());
		client.send(get("/echo", "X-Request-Id: my-id.1\r\n") + get("/echo", "X-Request-Id: <bad>\r\n"));
		CPPUNIT_ASSERT_EQUAL(std::string("my-id.1"), client.response().header("X-Request-Id"));
		const std::string made = client.response().header("X-Request-Id");
		CPPUNIT_ASSERT_EQUAL(std::size_t(36), made.size());
		CPPUNIT_ASSERT_EQUAL('4', made[14]);
	}

	void testFramingFieldsOfEndpointAreLeftOut()
	{
		route("/own", [](Request&, const PathParameters&) {
			Response response = Response::text("abc");
			response.add("Content-Length", "99").add("Transfer-Encoding", "chunked").add("X-Own", "yes");
			return response;
		});
		RawClient client(start());
		client.send(get("/own"));
		const RawResponse response = client.response();
		CPPUNIT_ASSERT_EQUAL(std::string("3"), response.header("Content-Length"));
		CPPUNIT_ASSERT(response.head.find("chunked") == std::string::npos);
		CPPUNIT_ASSERT_EQUAL(std::string("yes"), response.header("X-Own"));
		CPPUNIT_ASSERT_EQUAL(std::size_t(29), response.header("Date").size());
	}

	void testExceptionIsInternalErrorWithoutDetail()
	{
		route("/throw",
			  [](Request&, const PathParameters&) -> Response { throw Poco::RuntimeException("secret"); });
		route("/int", [](Request&, const PathParameters&) -> Response { throw 5; });
		_server->server().router().add(
			"GET", "/later",
			makeAsync([](Request& request, const PathParameters&) { return failLater(request); }));
		RawClient client(start());
		for (const char* path : {"/throw", "/int", "/later"})
		{
			client.send(get(path));
			const RawResponse response = client.response();
			CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 500, response.status);
			CPPUNIT_ASSERT_MESSAGE(path, response.body.find("secret") == std::string::npos);
			CPPUNIT_ASSERT_MESSAGE(path, response.header("Connection").empty());
		}
	}

	void testExceptionMapperAnswers()
	{
		ServerOptions options;
		options.onException = [](const Request& request, std::exception_ptr) {
			if (request.path() == "/twice") throw std::runtime_error("again");
			return Response::text("mapped", 418);
		};
		_server = std::make_unique<TestServer>(TestServer::shortLimits(), options);
		for (const char* path : {"/once", "/twice"})
		{
			route(path, [](Request&, const PathParameters&) -> Response { throw std::runtime_error("x"); });
		}
		RawClient client(start());
		client.send(get("/once") + get("/twice"));
		CPPUNIT_ASSERT_EQUAL(418, client.response().status);
		CPPUNIT_ASSERT_EQUAL(500, client.response().status);
	}

	void testClientGoneBeforeAnswerDoesNoHarm()
	{
		start();
		{
			RawClient client(_server->address());
			client.send(get("/gate"));
			_server->gate.awaitWaiting(1);
		}
		_server->gate.open();
		waitUntil([this] { return _server->server().statistics().openConnections == 0; });
		waitUntil([this] { return _server->server().statistics().active == 0; });
		RawClient client(_server->address());
		client.send(get("/echo"));
		CPPUNIT_ASSERT_EQUAL(200, client.response().status);
	}

	void testLargeAnswerArrivesWhole()
	{
		const std::string large(8 * 1024 * 1024, 'x');
		route("/large", [large](Request&, const PathParameters&) { return Response::text(large); });
		RawClient client(start(), 4096);
		client.send(get("/large") + get("/echo"));
		CPPUNIT_ASSERT(client.response().body == large);
		CPPUNIT_ASSERT_EQUAL(std::string("/echo"), client.response().body);
	}

	void testBodyOverLimitIsRefusedBeforeItIsRead()
	{
		RawClient client(start());
		client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n");
		const std::vector<RawResponse> responses = client.responsesUntilClose();
		CPPUNIT_ASSERT_EQUAL(std::size_t(1), responses.size());
		CPPUNIT_ASSERT_EQUAL(413, responses[0].status);
		CPPUNIT_ASSERT_EQUAL(0, _server->dispatched.load());
	}

	void testSecondServerOnSamePortFailsNamingAddress()
	{
		start();
		ServerOptions options;
		options.addresses = {_server->address().toString()};
		Server other(Limits(), options);
		std::string message;
		try
		{
			other.start();
		}
		catch (const Poco::Net::NetException& e)
		{
			message = e.displayText();
		}
		CPPUNIT_ASSERT(message.find(_server->address().toString()) != std::string::npos);
	}

	void testStartedServerRefusesRoutesAndSecondStart()
	{
		start();
		CPPUNIT_ASSERT_THROW(_server->server().router(), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(_server->server().start(), ImproperConfigurationException);
		_server->server().stop();
		_server->server().stop();
	}

	void testStatisticsCountWhatHappened()
	{
		RawClient client(start());
		client.send(get("/echo") + get("/none") + get("/blocking") + "BAD\r\n\r\n");
		client.responsesUntilClose();
		const ServerStatistics statistics = _server->server().statistics();
		CPPUNIT_ASSERT_EQUAL(std::uint64_t(1), statistics.acceptedConnections);
		CPPUNIT_ASSERT_EQUAL(std::uint64_t(3), statistics.requests);
		CPPUNIT_ASSERT_EQUAL(std::uint64_t(2), statistics.responses[2]);
		CPPUNIT_ASSERT_EQUAL(std::uint64_t(2), statistics.responses[4]);
	}

	void testAccessLogHasOneLinePerRequest()
	{
		Poco::AutoPtr<LineChannel> lines(new LineChannel);
		Poco::Logger& logger = Poco::Logger::get("athanor.access");
		logger.setChannel(lines);
		ServerOptions options;
		options.accessLog = true;
		_server = std::make_unique<TestServer>(TestServer::shortLimits(), options);
		RawClient client(start());
		client.send(get("/echo?q", "X-Request-Id: i\r\n") + "B\x1B\r\n\r\n");
		client.responsesUntilClose();
		_server->server().stop();
		logger.setChannel(Poco::AutoPtr<Poco::Channel>(new Poco::NullChannel));
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), lines->texts.size());
		CPPUNIT_ASSERT(lines->texts[0].find(" \"GET /echo?q\" 200 7 ") != std::string::npos);
		CPPUNIT_ASSERT(lines->texts[1].find(" \"- -\" 400 ") != std::string::npos);
	}

private:
	Poco::Net::SocketAddress start()
	{
		return _server->start().address();
	}

	void route(const char* path, BlockingFunction f)
	{
		_server->server().router().add("GET", path, makeBlocking(std::move(f)));
	}

	std::unique_ptr<TestServer> _server;
};


CPPUNIT_TEST_SUITE_REGISTRATION(ServerTest);
