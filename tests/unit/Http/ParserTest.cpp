//
// ParserTest.cpp
//
// Library: Foundation
// Package: Http
//
// Tests of Parser: the rules of HTTP/1.1, each broken once.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Parser.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstdio>
#include <string>
#include <vector>


using namespace Athanor::Http;


namespace {


struct Case
{
	std::string text;
	int status; ///< 0: accepted
};


/// What became of a text.
struct Verdict
{
	int status = 0;
	bool complete = false;
	std::size_t used = 0;
};


/// Feeds the pieces one after the other.
Verdict feed(Parser& parser, const std::vector<std::string>& pieces)
{
	Verdict verdict;
	for (const std::string& piece : pieces)
	{
		std::string_view rest = piece;
		while (!rest.empty() && !verdict.complete)
		{
			std::size_t consumed = 0;
			const Parser::Status status = parser.parse(rest, consumed);
			rest.remove_prefix(consumed);
			verdict.used += consumed;
			if (status == Parser::Status::Refused)
			{
				verdict.status = parser.refusal().status;
				return verdict;
			}
			verdict.complete = status == Parser::Status::Complete;
		}
	}
	return verdict;
}


std::string printable(const std::string& text)
{
	std::string result;
	for (const char c : text)
	{
		char escaped[8];
		std::snprintf(escaped, sizeof escaped, c >= 0x20 && c < 0x7F ? "%c" : "\\x%02x",
					  static_cast<unsigned char>(c));
		result += escaped;
	}
	return result;
}


/// Whole, split at each byte, and byte by byte: the verdict must not depend on it.
void check(const std::vector<Case>& cases, const Limits& limits = {})
{
	for (const Case& c : cases)
	{
		std::vector<std::vector<std::string>> ways = {{c.text}};
		for (std::size_t at = 1; at < c.text.size(); ++at)
			ways.push_back({c.text.substr(0, at), c.text.substr(at)});
		std::vector<std::string> bytes;
		for (const char byte : c.text)
			bytes.emplace_back(1, byte);
		ways.push_back(bytes);
		Request request;
		Parser parser(limits);
		for (const auto& way : ways)
		{
			parser.start(request);
			const Verdict verdict = feed(parser, way);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(printable(c.text), c.status, verdict.status);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(printable(c.text), c.status == 0, verdict.complete);
		}
	}
}


std::string get(const std::string& fields)
{
	return "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}


std::string post(const std::string& fields, const std::string& body)
{
	return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}


std::string chunked(const std::string& body)
{
	return post("Transfer-Encoding: chunked\r\n", body);
}


} // namespace


class ParserTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ParserTest);
	CPPUNIT_TEST(testRequestLineRulesBrokenOnce);
	CPPUNIT_TEST(testTargetRulesBrokenOnce);
	CPPUNIT_TEST(testHostRulesBrokenOnce);
	CPPUNIT_TEST(testFieldRulesBrokenOnce);
	CPPUNIT_TEST(testFramingRulesBrokenOnce);
	CPPUNIT_TEST(testChunkRulesBrokenOnce);
	CPPUNIT_TEST(testExpectRules);
	CPPUNIT_TEST(testLimitsEachExceededByOne);
	CPPUNIT_TEST(testEveryControlCharacterRefusedEverywhereInHead);
	CPPUNIT_TEST(testPartsOfCompleteRequestAreAsSent);
	CPPUNIT_TEST(testAbsoluteFormGivesPathAndQuery);
	CPPUNIT_TEST(testChunkedBodyIsDecodedAndTrailerIgnored);
	CPPUNIT_TEST(testBytesOfNextRequestAreNotConsumed);
	CPPUNIT_TEST(testUpgradeIsIgnoredAndNextRequestIsParsed);
	CPPUNIT_TEST(testKeepAliveFollowsVersionAndConnection);
	CPPUNIT_TEST(testRequestIdIsTakenOrGenerated);
	CPPUNIT_TEST(testParserRefusedOnceStaysRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void testRequestLineRulesBrokenOnce()
	{
		const std::string rest = "\r\nHost: a\r\n\r\n";
		check({
			{"GET / HTTP/1.1" + rest, 0},
			{"GET / HTTP/1.0" + rest, 0},
			{"\r\nGET / HTTP/1.1" + rest, 0},
			{"\r\n\r\nGET / HTTP/1.1" + rest, 400},
			{"\nGET / HTTP/1.1" + rest, 400},
			{" GET / HTTP/1.1" + rest, 400},
			{"GET  / HTTP/1.1" + rest, 400},
			{"GET /  HTTP/1.1" + rest, 400},
			{"GET / HTTP/1.1 " + rest, 400},
			{"GET\t/ HTTP/1.1" + rest, 400},
			{"GET /\r\n\r\n", 400},
			{"GET\r\n\r\n", 400},
			{"GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
			{"GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400},
			{"GET / HTTP/1.1\rHost: a\r\n\r\n", 400},
			{"GET / HTTP/2.0" + rest, 505},
			{"GET / HTTP/1.2" + rest, 505},
			{"GET / HTTP/0.9" + rest, 505},
			{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
			{"GET / http/1.1" + rest, 400},
			{"GET / HTTP/1.10" + rest, 400},
			{"GET / HTTP/1" + rest, 400},
			{"GET / HTTP/+1.1" + rest, 400},
			{"GET / FTP/1.1" + rest, 400},
			{"DESCRIBE rtsp://a/b RTSP/1.0" + rest, 400},
			{"SOURCE /a ICE/1.0" + rest, 400},
			{"SOURCE /a HTTP/1.1" + rest, 501},
			{"DESCRIBE /a HTTP/1.1" + rest, 501},
			{"BREW / HTTP/1.1" + rest, 501},
			{"get / HTTP/1.1" + rest, 501},
			{"CONNECT a:443 HTTP/1.1" + rest, 501},
			{"PROPFIND / HTTP/1.1" + rest, 0},
			{"TRACE / HTTP/1.1" + rest, 0},
			{"G@T / HTTP/1.1" + rest, 400},
			{"G\xC3\xA4T / HTTP/1.1" + rest, 400},
			{"GET: / HTTP/1.1" + rest, 400},
		});
	}

	void testTargetRulesBrokenOnce()
	{
		const std::string rest = " HTTP/1.1\r\nHost: a\r\n\r\n";
		check({
			{"GET /a/b?c=d" + rest, 0},
			{"GET /%41?%20" + rest, 0},
			{"GET /a#b" + rest, 400},
			{"GET /%" + rest, 400},
			{"GET /%4" + rest, 400},
			{"GET /%4g" + rest, 400},
			{"GET /?%zz" + rest, 400},
			{"GET a" + rest, 400},
			{"GET ?a" + rest, 400},
			{"GET *" + rest, 400},
			{"OPTIONS *" + rest, 0},
			{"OPTIONS **" + rest, 400},
			{"GET /\xC3\xA4" + rest, 400},
			{"GET /\x7F" + rest, 400},
			{"GET http://a" + rest, 0},
			{"GET http://a/b" + rest, 0},
			{"GET HTTP://a:80/b" + rest, 0},
			{"GET https://[::1]:80/b" + rest, 0},
			{"GET http:///b" + rest, 400},
			{"GET http://" + rest, 400},
			{"GET http:/a/b" + rest, 400},
			{"GET http://u@a/b" + rest, 400},
			{"GET http://a:b/" + rest, 400},
			{"GET http://a:99999/" + rest, 400},
			{"GET http://a:1:2/" + rest, 400},
			{"GET http://[::1/" + rest, 400},
			{"GET http://a\\b/" + rest, 400},
			{"GET ftp://a/b" + rest, 400},
			{"GET a:80" + rest, 400},
		});
	}

	void testHostRulesBrokenOnce()
	{
		const auto with = [](const std::string& fields) { return "GET / HTTP/1.1\r\n" + fields + "\r\n"; };
		check({
			{with("Host: a\r\n"), 0},
			{with("hOST:a:80\r\n"), 0},
			{with("Host: [::1]\r\n"), 0},
			{with("Host: a:\r\n"), 0},
			{with("Host: a.b-c_d~e\r\n"), 0},
			{with(""), 400},
			{with("Host: a\r\nHost: a\r\n"), 400},
			{with("Host: a\r\nhost: b\r\n"), 400},
			{with("Host: \r\n"), 400},
			{with("Host: a b\r\n"), 400},
			{with("Host: a/b\r\n"), 400},
			{with("Host: a@b\r\n"), 400},
			{with("Host: a:x\r\n"), 400},
			{with("Host: a:65536\r\n"), 400},
			{with("Host: [::1\r\n"), 400},
			{with("Host: [::1]x\r\n"), 400},
			{with("Host: [g]\r\n"), 400},
			{with("Host: :80\r\n"), 400},
			{with("Host: a%zz\r\n"), 400},
			{with("Host: a?b\r\n"), 400},
			{"GET / HTTP/1.0\r\n\r\n", 0},
			{"GET / HTTP/1.0\r\nHost: a\r\n\r\n", 0},
			{"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400},
			{"GET / HTTP/1.0\r\nHost: a b\r\n\r\n", 400},
		});
	}

	void testFieldRulesBrokenOnce()
	{
		check({
			{get("A: b\r\n"), 0},
			{get("A:b\r\n"), 0},
			{get("A:\r\n"), 0},
			{get("A: \t b c \t\r\n"), 0},
			{get("A: \xC3\xA4\r\n"), 0},
			{get("A: b\tc\r\n"), 0},
			{get("A : b\r\n"), 400},
			{get("A\t: b\r\n"), 400},
			{get(" A: b\r\n"), 400},
			{get("A: b\r\n c\r\n"), 400},
			{get("A: b\r\n\tc\r\n"), 400},
			{get("A: b\r\n \r\n"), 400},
			{"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
			{get("A\r\n"), 400},
			{get(": b\r\n"), 400},
			{get("A b: c\r\n"), 400},
			{get("A(: c\r\n"), 400},
			{get("A\xC3\xA4: c\r\n"), 400},
			{get("A: b\n"), 400},
			{get("A: b\rB: c\r\n"), 400},
			{get("A: b\r\r\n"), 400},
			{"GET / HTTP/1.1\r\nHost: a\r\n\n", 400},
			{"GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
			{"GET / HTTP/1.1\r\nHost: a\r\n\rX\r\n", 400},
		});
	}

	void testFramingRulesBrokenOnce()
	{
		check({
			{post("", ""), 0},
			{post("Content-Length: 0\r\n", ""), 0},
			{post("Content-Length: 3\r\n", "abc"), 0},
			{post("Content-Length: 003\r\n", "abc"), 0},
			{get("Content-Length: 3\r\n") + "abc", 0},
			{post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400},
			{post("Content-Length: 3\r\ncontent-length: 4\r\n", "abc"), 400},
			{post("Content-Length: 3, 3\r\n", "abc"), 400},
			{post("Content-Length: -3\r\n", "abc"), 400},
			{post("Content-Length: +3\r\n", "abc"), 400},
			{post("Content-Length: 3x\r\n", "abc"), 400},
			{post("Content-Length: 0x3\r\n", "abc"), 400},
			{post("Content-Length: 3 3\r\n", "abc"), 400},
			{post("Content-Length: 1_0\r\n", "abc"), 400},
			{post("Content-Length: 3.0\r\n", "abc"), 400},
			{post("Content-Length:\r\n", "abc"), 400},
			{post("Content-Length : 3\r\n", "abc"), 400},
			{post("Content-Length: 1048577\r\n", ""), 413},
			{post("Content-Length: 9223372036854775808\r\n", ""), 413},
			{post("Content-Length: 99999999999999999999999\r\n", ""), 413},
			{post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 0},
			{post("transfer-encoding: Chunked\r\n", "0\r\n\r\n"), 0},
			{post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 400},
			{post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
			{post("Content-Length: 3\r\nTransfer-Encoding: identity\r\n", "abc"), 400},
			{post("Transfer-Encoding: gzip\r\n", ""), 501},
			{post("Transfer-Encoding: identity\r\n", ""), 501},
			{post("Transfer-Encoding: xchunked\r\n", ""), 501},
			{post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501},
			{post("Transfer-Encoding: chunked, gzip\r\n", ""), 400},
			{post("Transfer-Encoding: chunked, chunked\r\n", ""), 400},
			{post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""), 400},
			{post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", ""), 400},
			{post("Transfer-Encoding: chunked,\r\n", ""), 400},
			{post("Transfer-Encoding: chunked;a=b\r\n", ""), 400},
			{post("Transfer-Encoding: \"chunked\"\r\n", ""), 400},
			{post("Transfer-Encoding: chu nked\r\n", ""), 400},
			{post("Transfer-Encoding:\r\n", ""), 400},
			{post("Transfer-Encoding : chunked\r\n", ""), 400},
			{post("Transfer-Encoding: \x0B"
				  "chunked\r\n",
				  ""),
			 400},
			{post("Transfer-Encoding:\r\n chunked\r\n", ""), 400},
			{"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
			{"POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc", 0},
		});
	}

	void testChunkRulesBrokenOnce()
	{
		check({
			{chunked("3\r\nabc\r\n0\r\n\r\n"), 0},
			{chunked("0003\r\nabc\r\n000\r\n\r\n"), 0},
			{chunked("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"), 0},
			{chunked("3;a=b;c=\"d\"\r\nabc\r\n0;e\r\n\r\n"), 0},
			{chunked("0\r\nA: b\r\nC: d\r\n\r\n"), 0},
			{chunked("\r\n"), 400},
			{chunked("x\r\n"), 400},
			{chunked("-1\r\n"), 400},
			{chunked("+3\r\nabc\r\n"), 400},
			{chunked("0x3\r\nabc\r\n"), 400},
			{chunked(" 3\r\nabc\r\n"), 400},
			{chunked("3 \r\nabc\r\n"), 400},
			{chunked("3\nabc\r\n"), 400},
			{chunked("3\rabc\r\n"), 400},
			{chunked("3;a\nabc\r\n"), 400},
			{chunked("3;a\x01\r\nabc\r\n"), 400},
			{chunked("3\r\nabcd\r\n"), 400},
			{chunked("3\r\nabc\n0\r\n\r\n"), 400},
			{chunked("3\r\nabc0\r\n\r\n"), 400},
			{chunked("3\r\nabc\r\r\n"), 400},
			{chunked("0\r\n\n"), 400},
			{chunked("0\r\nA\r\n\r\n"), 400},
			{chunked("0\r\n A: b\r\n\r\n"), 400},
			{chunked("0\r\nA : b\r\n\r\n"), 400},
			{chunked("0\r\nA: b\n\r\n"), 400},
			{chunked("0\r\nA: b\rB: c\r\n\r\n"), 400},
			{chunked("10000000000000000\r\n"), 400},
			{chunked("ffffffffffffffff\r\n"), 413},
			{chunked("100001\r\n"), 413},
		});
	}

	void testExpectRules()
	{
		check({
			{post("Expect: 100-continue\r\nContent-Length: 1\r\n", "a"), 0},
			{post("Expect: 100-Continue\r\nContent-Length: 1\r\n", "a"), 0},
			{post("Expect: 200-ok\r\nContent-Length: 1\r\n", "a"), 417},
			{post("Expect:\r\nContent-Length: 1\r\n", "a"), 417},
			{post("Expect: 100-continue\r\nContent-Length: 1048577\r\n", ""), 413},
			{"POST / HTTP/1.0\r\nExpect: anything\r\n\r\n", 0},
		});
	}

	void testLimitsEachExceededByOne()
	{
		Limits limits;
		limits.maxRequestLine = 20;
		limits.maxHeaderBytes = 12;
		limits.maxHeadersBytes = 36;
		limits.maxHeaders = 3;
		limits.maxBodyBytes = 5;
		check(
			{
				{"GET /23456 HTTP/1.1\r\nHost: a\r\n\r\n", 0},
				{"GET /234567 HTTP/1.1\r\nHost: a\r\n\r\n", 0},
				{"GET /2345678 HTTP/1.1\r\nHost: a\r\n\r\n", 414},
				{get("A: 456789012\r\n"), 0},
				{get("A: 4567890123\r\n"), 431},
				{get("A: 1\r\nB: 2\r\n"), 0},
				{get("A: 1\r\nB: 2\r\nC: 3\r\n"), 431},
				{get("A: 45678901\r\nB: 45678901\r\n"), 0},
				{get("A: 456789012\r\nB: 456789012\r\n"), 431},
				{post("X:12345678\r\nY:1234567\r\n", ""), 0},
				{chunked("5\r\nabcde\r\n0\r\n\r\n"), 431},
			},
			limits);
		limits.maxHeaderBytes = 30;
		limits.maxHeadersBytes = 60;
		check(
			{
				{post("Content-Length: 5\r\n", "abcde"), 0},
				{post("Content-Length: 6\r\n", "abcdef"), 413},
				{chunked("5\r\nabcde\r\n0\r\n\r\n"), 0},
				{chunked("5\r\nabcde\r\n1\r\n"), 413},
				{chunked("0\r\nA: b\r\nA: b\r\nA: b\r\n\r\n"), 0},
				{chunked("0\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\n\r\n"), 431},
				{chunked("0\r\nA: 45678901234567890123456789012345\r\n\r\n"), 431},
			},
			limits);
		check({{chunked("0;" + std::string(1500, 'a') + "\r\n"), 400}});
	}

	void testEveryControlCharacterRefusedEverywhereInHead()
	{
		std::vector<Case> cases;
		for (int c = 0; c < 0x20; ++c)
		{
			if (c == '\t') continue;
			const std::string byte(1, static_cast<char>(c));
			cases.push_back({"GET /a" + byte + " HTTP/1.1\r\nHost: a\r\n\r\n", 400});
			cases.push_back({get("A" + byte + "B: c\r\n"), 400});
			cases.push_back({get("A: b" + byte + "c\r\n"), 400});
		}
		cases.push_back({get("A: b\x7F\r\n"), 400});
		check(cases);
	}

	void testPartsOfCompleteRequestAreAsSent()
	{
		Request request;
		parse(request,
			  "PUT /a%20b?c=d HTTP/1.1\r\nHost: x\r\nA:  b c \r\na: e\r\nContent-Length: 2\r\n\r\nhi");
		CPPUNIT_ASSERT(request.method() == Method::Put);
		CPPUNIT_ASSERT_EQUAL(std::string("PUT"), std::string(request.methodName()));
		CPPUNIT_ASSERT_EQUAL(std::string("/a%20b?c=d"), std::string(request.target()));
		CPPUNIT_ASSERT_EQUAL(std::string("/a%20b"), std::string(request.path()));
		CPPUNIT_ASSERT_EQUAL(std::string("c=d"), std::string(request.query()));
		CPPUNIT_ASSERT_EQUAL(1, request.minorVersion());
		CPPUNIT_ASSERT_EQUAL(std::size_t(4), request.headerCount());
		CPPUNIT_ASSERT_EQUAL(std::string("b c"), std::string(*request.header("A")));
		CPPUNIT_ASSERT_EQUAL(std::size_t(2), request.headerCount("A"));
		CPPUNIT_ASSERT_EQUAL(std::string("a"), std::string(request.headerAt(2).name));
		CPPUNIT_ASSERT(!request.header("B"));
		CPPUNIT_ASSERT_EQUAL(std::string("hi"), request.body());
	}

	void testAbsoluteFormGivesPathAndQuery()
	{
		Request request;
		parse(request, "GET http://h:8/a?b HTTP/1.1\r\nHost: h\r\n\r\n");
		CPPUNIT_ASSERT_EQUAL(std::string("/a"), std::string(request.path()));
		CPPUNIT_ASSERT_EQUAL(std::string("b"), std::string(request.query()));
		parse(request, "GET http://h?b HTTP/1.1\r\nHost: h\r\n\r\n");
		CPPUNIT_ASSERT_EQUAL(std::string("/"), std::string(request.path()));
		CPPUNIT_ASSERT_EQUAL(std::string("b"), std::string(request.query()));
	}

	void testChunkedBodyIsDecodedAndTrailerIgnored()
	{
		Request request;
		parse(request, chunked("3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nHost: evil\r\n\r\n"));
		CPPUNIT_ASSERT_EQUAL(std::string("abc0123456789"), request.body());
		CPPUNIT_ASSERT_EQUAL(std::string("a"), std::string(*request.header("Host")));
	}

	void testBytesOfNextRequestAreNotConsumed()
	{
		for (const std::string& first : {get(""), post("Content-Length: 3\r\n", "abc"), chunked("0\r\n\r\n")})
		{
			Request request;
			const Verdict verdict = parse(request, first + "GET /next HTTP/1.1\r\n");
			CPPUNIT_ASSERT_EQUAL(first.size(), verdict.used);
		}
	}

	void testUpgradeIsIgnoredAndNextRequestIsParsed()
	{
		const std::string first = get("Connection: upgrade\r\nUpgrade: websocket\r\n");
		Request request;
		Parser parser(_limits);
		parser.start(request);
		const Verdict verdict = feed(parser, {first + get("")});
		CPPUNIT_ASSERT(verdict.complete);
		CPPUNIT_ASSERT_EQUAL(first.size(), verdict.used);
		CPPUNIT_ASSERT(request.keepAlive());
		parser.start(request);
		CPPUNIT_ASSERT(feed(parser, {get("")}).complete);
	}

	void testKeepAliveFollowsVersionAndConnection()
	{
		const auto keeps = [this](const std::string& text) {
			Request request;
			parse(request, text);
			return request.keepAlive();
		};
		CPPUNIT_ASSERT(keeps(get("")));
		CPPUNIT_ASSERT(!keeps(get("Connection: close\r\n")));
		CPPUNIT_ASSERT(!keeps(get("Connection: keep-alive, Close\r\n")));
		CPPUNIT_ASSERT(!keeps("GET / HTTP/1.0\r\n\r\n"));
		CPPUNIT_ASSERT(keeps("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
	}

	void testRequestIdIsTakenOrGenerated()
	{
		const auto idFor = [this](const std::string& id) {
			Request request;
			parse(request, get("X-Request-Id: " + id + "\r\n"));
			return request.requestId();
		};
		CPPUNIT_ASSERT_EQUAL(std::string("aZ0._-"), idFor("aZ0._-"));
		CPPUNIT_ASSERT_EQUAL(std::string(128, 'x'), idFor(std::string(128, 'x')));
		CPPUNIT_ASSERT_EQUAL(std::size_t(36), idFor(std::string(129, 'x')).size());
		CPPUNIT_ASSERT_EQUAL(std::size_t(36), idFor("a b").size());
		CPPUNIT_ASSERT_EQUAL(std::size_t(36), idFor("").size());
		CPPUNIT_ASSERT(idFor("a b") != idFor("a b"));
	}

	void testParserRefusedOnceStaysRefused()
	{
		Request request;
		Parser parser(_limits);
		parser.start(request);
		CPPUNIT_ASSERT_EQUAL(400, feed(parser, {"GET\r\n"}).status);
		CPPUNIT_ASSERT_EQUAL(400, feed(parser, {get("")}).status);
	}

private:
	Verdict parse(Request& request, const std::string& text)
	{
		Parser parser(_limits);
		parser.start(request);
		const Verdict verdict = feed(parser, {text});
		CPPUNIT_ASSERT(verdict.complete);
		return verdict;
	}

	Limits _limits;
};


CPPUNIT_TEST_SUITE_REGISTRATION(ParserTest);
