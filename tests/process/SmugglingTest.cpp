// Requests that two servers could read differently, against the real daemon: each is answered once, with 400, and
// the connection is closed; what follows it is never a request.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include <cppunit/extensions/HelperMacros.h>
#include <memory>

using namespace Athanor::Test;


class SmugglingTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SmugglingTest);
	CPPUNIT_TEST(testAmbiguousLengthsAreRefused);
	CPPUNIT_TEST(testAmbiguousChunksAreRefused);
	CPPUNIT_TEST(testAmbiguousLinesAreRefused);
	CPPUNIT_TEST(testAmbiguousHostsAreRefused);
	CPPUNIT_TEST(testTruncatedBodyNeverReachesHandler);
	CPPUNIT_TEST(testBytesAfterClosingRequestAreDropped);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_folder = std::make_unique<Folder>();
		_folder->file("athanor.ini", authorsIni());
		_daemon = std::make_unique<Daemon>(*_folder, std::vector<std::string>{"--config", "athanor.ini"});
		_port = _daemon->port();
	}

	void tearDown() override
	{
		_daemon.reset();
		_folder.reset();
	}

	void testAmbiguousLengthsAreRefused()
	{
		refused("CL.TE", post("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nG"));
		refused("TE.CL", post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "5c\r\nGPOST"));
		refused("CL.CL", post("Content-Length: 8\r\nContent-Length: 7\r\n", "12345\r\na"));
		refused("CL.CL same", post("Content-Length: 5\r\nContent-Length: 5\r\n", "12345"));
		refused("CL list", post("Content-Length: 5, 5\r\n", "12345"));
		refused("CL sign", post("Content-Length: +5\r\n", "12345"));
		refused("CL minus", post("Content-Length: -5\r\n", "12345"));
		refused("CL hex", post("Content-Length: 0x5\r\n", "12345"));
		refused("CL empty", post("Content-Length: \r\n", ""));
		refused("CL huge", post("Content-Length: 18446744073709551621\r\n", "12345"), 413);
	}

	void testAmbiguousChunksAreRefused()
	{
		const std::string chunked = "Transfer-Encoding: chunked\r\n";
		refused("TE.TE", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"));
		refused("TE unknown", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501);
		refused("TE space", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"));
		refused("TE in 1.0", replaced(post(chunked, "0\r\n\r\n"), "HTTP/1.1", "HTTP/1.0"));
		refused("size sign", post(chunked, "+1\r\na\r\n0\r\n\r\n"));
		refused("size hex", post(chunked, "0x1\r\na\r\n0\r\n\r\n"));
		refused("size huge", post(chunked, "10000000000000001\r\na\r\n0\r\n\r\n"));
		refused("size LF", post(chunked, "1\na\r\n0\r\n\r\n"));
		refused("data without CRLF", post(chunked, "1\r\nab\r\n0\r\n\r\n"));
		refused("extension LF", post(chunked, "1;a\nb\r\na\r\n0\r\n\r\n"));
	}

	void testAmbiguousLinesAreRefused()
	{
		refused("bare LF", "GET /authors HTTP/1.1\nHost: a\n\n");
		refused("bare CR", "GET /authors HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n");
		refused("LF in headers", "GET /authors HTTP/1.1\r\nHost: a\nX: b\r\n\r\n");
		refused("obs-fold", "GET /authors HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n");
		refused("fold first", "GET /authors HTTP/1.1\r\n Host: a\r\n\r\n");
		refused("NUL", std::string("GET /authors HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n", 46));
		refused("space before colon", "GET /authors HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n");
		refused("empty name", "GET /authors HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n");
		refused("no colon", "GET /authors HTTP/1.1\r\nHost: a\r\nnothing\r\n\r\n");
		refused("two spaces", "GET  /authors HTTP/1.1\r\nHost: a\r\n\r\n");
		refused("space in target", "GET /aut hors HTTP/1.1\r\nHost: a\r\n\r\n");
	}

	void testAmbiguousHostsAreRefused()
	{
		refused("no Host", "GET /authors HTTP/1.1\r\n\r\n");
		refused("two Hosts", "GET /authors HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n");
		refused("malformed Host", "GET /authors HTTP/1.1\r\nHost: a b\r\n\r\n");
		refused("malformed authority", "GET http://a:b:c/authors HTTP/1.1\r\nHost: a\r\n\r\n");
		refused("userinfo", "GET http://user@a/authors HTTP/1.1\r\nHost: a\r\n\r\n");
	}

	void testTruncatedBodyNeverReachesHandler()
	{
		const std::string whole = post("Content-Length: 21\r\n", R"({"name":"x","dob":nul)");
		for (std::size_t length = 1; length < whole.size(); length += 7)
		{
			HttpClient client(_port);
			client.send(whole.substr(0, length));
		}
		CPPUNIT_ASSERT(contains(request(_port, "GET", "/authors").body, "\"total\":0"));
	}

	void testBytesAfterClosingRequestAreDropped()
	{
		HttpClient client(_port);
		client.send("GET /authors HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + victim);
		const Reply reply = client.receive();
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		CPPUNIT_ASSERT_EQUAL(std::string("close"), reply.header("Connection"));
		CPPUNIT_ASSERT_EQUAL(std::string(), client.rest());
	}

private:
	inline static const std::string victim = "GET /authors?pageSize=7 HTTP/1.1\r\nHost: victim\r\n\r\n";

	static std::string post(const std::string& headers, const std::string& body)
	{
		return "POST /authors HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + headers + "\r\n" +
			   body;
	}

	static std::string replaced(std::string text, const std::string& what, const std::string& with)
	{
		return text.replace(text.find(what), what.size(), with);
	}

	void refused(const std::string& name, const std::string& bytes, int status = 400) const
	{
		HttpClient client(_port);
		client.send(bytes + victim);
		const Reply reply = client.receive();
		CPPUNIT_ASSERT_EQUAL_MESSAGE(name + reply.body, status, reply.status);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string("close"), reply.header("Connection"));
		CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string(), client.rest());
	}

	std::unique_ptr<Folder> _folder;
	std::unique_ptr<Daemon> _daemon;
	std::uint16_t _port = 0;
};


CPPUNIT_TEST_SUITE_REGISTRATION(SmugglingTest);
