//
// ReaderTest.cpp
//
// Library: Tests
// Package: Json
//
// The reader: what it takes, what it refuses and where, limits.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>


using namespace Athanor;
using namespace std::string_view_literals;
using Json::parse;
using Json::ReaderLimits;
using Json::Value;


namespace {


/// What parse() says about text; empty if it takes it.
std::string refusal(std::string_view text, const ReaderLimits& limits = {})
{
	try
	{
		parse(text, limits);
	}
	catch (const InvalidRequestException& e)
	{
		return e.message();
	}
	return "";
}


std::string nested(int depth)
{
	return std::string(static_cast<std::size_t>(depth), '[') +
		   std::string(static_cast<std::size_t>(depth), ']');
}


constexpr std::string_view accepted[] = {"null",
										 "true",
										 "false",
										 "0",
										 "-0",
										 "-1",
										 "123",
										 "1.5",
										 "-0.5",
										 "1e3",
										 "1E3",
										 "1e+3",
										 "1e-3",
										 "0.1e1",
										 "1.0",
										 "9223372036854775808",
										 "123456789012345678901234567890",
										 "\"\"",
										 "\"a\"",
										 "[]",
										 "{}",
										 " [ ] ",
										 "\t\n\r{}\n",
										 "[1,2,3]",
										 "[[[]]]",
										 "{\"a\":{\"b\":[null]}}",
										 "{\"\":0}",
										 "\"\\u00e9\"",
										 "\"\\ud83d\\ude00\"",
										 "\"é€😀\"",
										 "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
										 "\"/\"",
										 "\"\x7F\"",
										 "[\"a\",{\"b\":1},null]",
										 "{\"a\":1,\"A\":2}",
										 "\"\\u2028\"",
										 "\"\xE2\x80\xA8\"",
										 "\"\\uFFFF\"",
										 "[1e-400]",
										 "\"\\u0001\"",
										 "{ \"a\" : 1 , \"b\" : 2 }"};


constexpr std::string_view refused[] = {"",
										" ",
										"\n",
										"nul",
										"nulll",
										"True",
										"NULL",
										"tru",
										"fals",
										"NaN",
										"Infinity",
										"-Infinity",
										"inf",
										"undefined",
										"-",
										"+1",
										"01",
										"-01",
										"00",
										"1.",
										".5",
										"-.5",
										"1.e1",
										"1e",
										"1e+",
										"1e-",
										"1E",
										"0x10",
										"1_000",
										"--1",
										"1 2",
										"0.",
										"1.5.5",
										"1e1.5",
										"1,",
										"٣",
										"2.e3",
										"-a",
										"1a",
										"0e",
										"0e+",
										"- 1",
										"1e400",
										"'a'",
										"\"",
										"\"a",
										"a",
										"\"a\"x",
										"\"\t\"",
										"\"\n\"",
										"\"\x01\"",
										"\"\\x41\"",
										"\"\\a\"",
										"\"\\\"",
										"\"\\u\"",
										"\"\\u12\"",
										"\"\\u12g4\"",
										"\"\\U0041\"",
										"\"\\ud800\"",
										"\"\\udc00\"",
										"\"\\ud800\\ud800\"",
										"\"\\ud800x\"",
										"\"\\ud83d\\u0041\"",
										"\"\xFF\"",
										"\"\xC0\x80\"",
										"\"\xED\xA0\x80\"",
										"\"\xF4\x90\x80\x80\"",
										"\"\xC3\"",
										"\"\xE2\x82\"",
										"\"\\u0000\"",
										"\"a\0b\""sv,
										"[",
										"]",
										"[1",
										"[1,",
										"[,",
										"[,1]",
										"[1,]",
										"[1,,2]",
										"[1 2]",
										"[1;2]",
										"[}",
										"[1]]",
										"[a]",
										"{",
										"}",
										"{]",
										"{\"a\"",
										"{\"a\":",
										"{\"a\":1",
										"{\"a\":1,",
										"{\"a\":1,}",
										"{,}",
										"{\"a\"}",
										"{\"a\":}",
										"{\"a\" 1}",
										"{\"a\"::1}",
										"{a:1}",
										"{'a':1}",
										"{1:1}",
										"{null:1}",
										"{\"a\":1 \"b\":2}",
										"{\"a\":1}}",
										"{}{}",
										"{\"a\":1,\"a\":1}",
										"{\"a\":1,\"\\u0061\":2}",
										"{\"\\u0000\":1}",
										"{\"\\udc00\":1}",
										"[] x",
										"// c\n1",
										"/* c */1",
										"1 // c",
										"# c\n1",
										"\xEF\xBB\xBF{}",
										"\xEF\xBB\xBF",
										"\xFE\xFF",
										"{}\0"sv,
										"{}\0x"sv,
										"\0"sv,
										"\0{}"sv,
										"[1\0]"sv,
										"1\0"sv,
										"\f1",
										"\v1",
										"\xC2\xA0"
										"1",
										"\xE2\x80\x8B"
										"1",
										"[\"a\"\n\"b\"]",
										"*",
										"<null>",
										"\\u0031",
										"{\"a\":\"b\"]"};


} // namespace


class ReaderTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ReaderTest);
	CPPUNIT_TEST(testAcceptedTable);
	CPPUNIT_TEST(testRefusedTable);
	CPPUNIT_TEST(testTreeAndTextRoundTrip);
	CPPUNIT_TEST(testNumbersKeepTheirText);
	CPPUNIT_TEST(testSyntaxErrorTellsLineAndColumn);
	CPPUNIT_TEST(testDuplicateKeyTellsThePath);
	CPPUNIT_TEST(testDuplicateKeyInLargeObjectIsFound);
	CPPUNIT_TEST(testNulCharacterTellsThePath);
	CPPUNIT_TEST(testWrongValuesTellThePath);
	CPPUNIT_TEST(testDepthLimit);
	CPPUNIT_TEST(testNodeLimit);
	CPPUNIT_TEST(testHostileDepthIsRefusedWithoutStack);
	CPPUNIT_TEST_SUITE_END();

public:
	void testAcceptedTable()
	{
		for (const std::string_view text : accepted)
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(std::string(text), std::string(), refusal(text));
		}
	}

	void testRefusedTable()
	{
		for (const std::string_view text : refused)
		{
			CPPUNIT_ASSERT_MESSAGE("accepted: " + std::string(text),
								   refusal(text).find("malformed JSON") == 0);
		}
	}

	void testTreeAndTextRoundTrip()
	{
		const std::string text =
			R"({"z":[1,2.50,-0,1e3],"a":{"b":null,"c":true,"":false},"s":"é\n\"😀","e":[],"o":{}})";
		const Value value = parse(text);
		CPPUNIT_ASSERT_EQUAL(text, value.toString());
		CPPUNIT_ASSERT(parse(value.toString()) == value);
		CPPUNIT_ASSERT_EQUAL(std::string("é\n\"😀"), value.find("s")->asString());
	}

	void testNumbersKeepTheirText()
	{
		const Value value =
			parse("[123456789012345678901234567890.10, 9223372036854775807, 9223372036854775808, 1.0]");
		CPPUNIT_ASSERT_EQUAL(std::string("123456789012345678901234567890.10"), value.asArray()[0].text());
		CPPUNIT_ASSERT(value.asArray()[1].asInt64() == INT64_MAX);
		CPPUNIT_ASSERT(!value.asArray()[2].asInt64());
		CPPUNIT_ASSERT(!value.asArray()[3].isInteger());
	}

	void testSyntaxErrorTellsLineAndColumn()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON at line 2, column 8: invalid value"),
							 refusal("{\n \"é\": [x]}"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON at line 1, column 1: byte order mark"),
							 refusal("\xEF\xBB\xBF{}"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("malformed JSON at line 1, column 3: NUL character after the document"),
			refusal("{}\0x"sv));
	}

	void testDuplicateKeyTellsThePath()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: duplicate key \"name\" at /items/3"),
							 refusal(R"({"items":[0,1,2,{"name":1,"x":2,"name":3}]})"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: duplicate key \"a\" at /"),
							 refusal(R"({"a":1,"a":1})"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: duplicate key \"a\" at /x~1y~0"),
							 refusal(R"({"x/y~":{"a":1,"a":1}})"));
	}

	void testDuplicateKeyInLargeObjectIsFound()
	{
		std::string text = "{";
		for (int i = 0; i < 1000; ++i)
			text += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
		CPPUNIT_ASSERT_EQUAL(std::string(), refusal(text + "\"last\":0}"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: duplicate key \"k3\" at /"),
							 refusal(text + "\"k3\":0}"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: duplicate key \"k900\" at /"),
							 refusal(text + "\"k900\":0}"));
	}

	void testNulCharacterTellsThePath()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: NUL character at /items/1/name"),
							 refusal(R"({"items":[0,{"name":"a\u0000b"}]})"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: NUL character at /"), refusal(R"("\u0000")"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: NUL character in a key at /a"),
							 refusal(R"({"a":{"\u0000":1}})"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: half a surrogate pair at /0"),
							 refusal(R"(["\udc00"])"));
	}

	void testWrongValuesTellThePath()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: number too big to be stored in double at /items/1"),
							 refusal(R"({"items":[0,1e400]})"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: invalid encoding in string at /name"),
							 refusal("{\"name\":\"a\xFF\"}"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: invalid escape character in string at /a/b"),
							 refusal(R"({"a":{"b":"\x41"}})"));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: invalid encoding in string at /a"),
							 refusal("{\"a\":{\"b\":1,\"\xFF\":2}}"));
	}

	void testDepthLimit()
	{
		CPPUNIT_ASSERT_EQUAL(std::string(), refusal(nested(64)));
		CPPUNIT_ASSERT_EQUAL(std::string("malformed JSON: nested deeper than 1 levels at /0"),
							 refusal("[{}]", ReaderLimits{1, 10}));
		CPPUNIT_ASSERT(refusal(nested(65)).find("nested deeper than 64 levels") != std::string::npos);
		ReaderLimits limits;
		limits.maxDepth = 0;
		CPPUNIT_ASSERT_EQUAL(std::string(), refusal("1", limits));
		CPPUNIT_ASSERT(!refusal("[]", limits).empty());
	}

	void testNodeLimit()
	{
		ReaderLimits limits;
		limits.maxNodes = 4;
		CPPUNIT_ASSERT_EQUAL(std::string(), refusal("[1,2,3]", limits));
		CPPUNIT_ASSERT(refusal("[1,2,3,4]", limits).find("more than 4 values") != std::string::npos);
		CPPUNIT_ASSERT(!refusal("[[],[],[],[]]", limits).empty());
	}

	void testHostileDepthIsRefusedWithoutStack()
	{
		CPPUNIT_ASSERT(!refusal(std::string(1000000, '[')).empty());
		std::string objects;
		for (int i = 0; i < 100000; ++i)
			objects += "{\"a\":";
		CPPUNIT_ASSERT(!refusal(objects).empty());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ReaderTest);
