//
// WriterTest.cpp
//
// Library: Tests
// Package: Json
//
// The writer: commas, escapes, numbers, refusals.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Json/Writer.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>


using namespace Athanor;
using Json::Writer;


namespace {


std::string quoted(std::string_view text)
{
	std::string result;
	Json::appendQuoted(result, text);
	return result;
}


std::string number(double value)
{
	std::string result;
	Json::appendDouble(result, value);
	return result;
}


} // namespace


class WriterTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(WriterTest);
	CPPUNIT_TEST(testCommasAreSet);
	CPPUNIT_TEST(testGivenBufferIsAppendedTo);
	CPPUNIT_TEST(testEscapesTable);
	CPPUNIT_TEST(testTextIsEscapedAtEveryPosition);
	CPPUNIT_TEST(testInvalidUtf8ThrowsAndLeavesText);
	CPPUNIT_TEST(testDoublesAreShortAndRoundTrip);
	CPPUNIT_TEST(testNotFiniteDoublesThrow);
	CPPUNIT_TEST(testIntegersAreExact);
	CPPUNIT_TEST(testDatabaseValuesAreStrings);
	CPPUNIT_TEST(testOptionalIsValueOrNull);
	CPPUNIT_TEST_SUITE_END();

public:
	void testCommasAreSet()
	{
		Writer json;
		json.beginObject().key("a").value(1).key("b").beginArray().endArray().key("c").beginArray();
		json.value(true).value(nullptr).beginObject().endObject().raw("[1]").value("x").endArray();
		json.key("d").beginObject().key("e").value(false).endObject().endObject();
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"a":1,"b":[],"c":[true,null,{},[1],"x"],"d":{"e":false}})"),
							 json.text());
		CPPUNIT_ASSERT_EQUAL(json.text(), std::string(json.text()));
		json.take();
		json.value(2);
		CPPUNIT_ASSERT_EQUAL(std::string("2"), json.take());
	}

	void testGivenBufferIsAppendedTo()
	{
		std::string buffer = "data: ";
		Writer json(buffer);
		json.beginArray().value(1).value(2).endArray();
		CPPUNIT_ASSERT_EQUAL(std::string("data: [1,2]"), buffer);
	}

	void testEscapesTable()
	{
		CPPUNIT_ASSERT_EQUAL(std::string(R"("")"), quoted(""));
		CPPUNIT_ASSERT_EQUAL(std::string(R"("a\"b\\c/d")"), quoted("a\"b\\c/d"));
		CPPUNIT_ASSERT_EQUAL(std::string(R"("\n\r\t\b\f\u0001\u001f)") + "\x7F\"",
							 quoted("\n\r\t\b\f\x01\x1F\x7F"));
		CPPUNIT_ASSERT_EQUAL(std::string(R"("\u0000")"), quoted(std::string_view("\0", 1)));
		CPPUNIT_ASSERT_EQUAL(std::string("\"é€😀\""), quoted("é€😀"));
	}

	void testTextIsEscapedAtEveryPosition()
	{
		const std::pair<const char*, const char*> table[] = {
			{"\"", "\\\""}, {"\\", "\\\\"}, {"\n", "\\n"},   {"\x1F", "\\u001f"},
			{"é", "é"},     {"😀", "😀"},     {"\x7F", "\x7F"}};
		for (const auto& [byte, escaped] : table)
		{
			// Long texts are written in pieces.
			for (std::size_t at = 0; at < 520; at += at == 20 ? 480 : 1)
			{
				const std::string before(at, '!');
				const std::string after = "behind it, up to the end";
				CPPUNIT_ASSERT_EQUAL("\"" + before + escaped + after + "\"", quoted(before + byte + after));
			}
		}
	}

	void testInvalidUtf8ThrowsAndLeavesText()
	{
		for (const char* bad : {"\xFF", "a\xC3", "\xED\xA0\x80", "\xC0\x80", "ok\n\xE2\x82"})
		{
			std::string to = "x";
			CPPUNIT_ASSERT_THROW(Json::appendQuoted(to, bad), SerializationException);
			CPPUNIT_ASSERT_EQUAL(std::string("x"), to);
		}
	}

	void testDoublesAreShortAndRoundTrip()
	{
		const std::pair<double, const char*> table[] = {
			{1.0, "1.0"}, {-0.0, "-0.0"}, {0.1, "0.1"}, {1e300, "1e+300"}, {1234.5, "1234.5"}};
		for (const auto& [value, text] : table)
			CPPUNIT_ASSERT_EQUAL(std::string(text), number(value));
		for (const double value :
			 {1.0 / 3, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 123456789.123456789})
		{
			CPPUNIT_ASSERT_EQUAL(value, std::strtod(number(value).c_str(), nullptr));
		}
	}

	void testNotFiniteDoublesThrow()
	{
		Writer json;
		CPPUNIT_ASSERT_THROW(json.value(std::nan("")), SerializationException);
		CPPUNIT_ASSERT_THROW(json.value(std::numeric_limits<double>::infinity()), SerializationException);
		CPPUNIT_ASSERT_THROW(json.value(-std::numeric_limits<double>::infinity()), SerializationException);
	}

	void testIntegersAreExact()
	{
		Writer json;
		json.beginArray()
			.value(std::numeric_limits<std::int64_t>::min())
			.value(std::numeric_limits<std::uint64_t>::max());
		json.value(std::int8_t(-5)).endArray();
		CPPUNIT_ASSERT_EQUAL(std::string("[-9223372036854775808,18446744073709551615,-5]"), json.text());
	}

	void testDatabaseValuesAreStrings()
	{
		Writer json;
		json.beginArray().value(UUID()).value(Date(2024, 2, 29)).value(Time(1, 2, 3)).value(DateTime());
		json.value(Decimal::parse("12.50")).bytes("foo").endArray();
		CPPUNIT_ASSERT_EQUAL(std::string(R"(["00000000-0000-0000-0000-000000000000","2024-02-29","01:02:03",)"
										 R"("1970-01-01T00:00:00Z","12.50","Zm9v"])"),
							 json.text());
	}

	void testOptionalIsValueOrNull()
	{
		Writer json;
		json.beginArray().value(std::optional<int>()).value(std::optional<Date>(Date())).endArray();
		CPPUNIT_ASSERT_EQUAL(std::string(R"([null,"0001-01-01"])"), json.text());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(WriterTest);
