//
// TextTest.cpp
//
// Library: Tests
// Package: Core
//
// Small functions on text.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Text.h"
#include <cppunit/extensions/HelperMacros.h>
#include <limits>
#include <utility>


using namespace Athanor;


class TextTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(TextTest);
	CPPUNIT_TEST(testToLowerTouchesAsciiOnly);
	CPPUNIT_TEST(testIntegersAreStrict);
	CPPUNIT_TEST(testUnsignedIsStrict);
	CPPUNIT_TEST(testUtf8Table);
	CPPUNIT_TEST(testSnakeCaseTable);
	CPPUNIT_TEST(testClosestMatch);
	CPPUNIT_TEST(testBase64RoundTrip);
	CPPUNIT_TEST(testBase64RefusesOtherForms);
	CPPUNIT_TEST_SUITE_END();

public:
	void testToLowerTouchesAsciiOnly()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("abc-z0É"), toLower("ABC-Z0É"));
	}

	void testIntegersAreStrict()
	{
		CPPUNIT_ASSERT(parseInteger("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
		CPPUNIT_ASSERT(parseInteger("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
		CPPUNIT_ASSERT(parseInteger("007") == 7);
		for (const char* bad : {"", "-", "+1", " 1", "1 ", "1.0", "0x1", "--1", "9223372036854775808", "1e3"})
		{
			CPPUNIT_ASSERT_MESSAGE(bad, !parseInteger(bad));
		}
	}

	void testUnsignedIsStrict()
	{
		CPPUNIT_ASSERT(parseUnsigned("18446744073709551615") == std::numeric_limits<std::uint64_t>::max());
		for (const char* bad : {"", "-1", "-0", "+1", "18446744073709551616", "1 ", "a"})
		{
			CPPUNIT_ASSERT_MESSAGE(bad, !parseUnsigned(bad));
		}
		CPPUNIT_ASSERT(isDigits("0123456789"));
		CPPUNIT_ASSERT(!isDigits(""));
		CPPUNIT_ASSERT(!isDigits("1a"));
	}

	void testUtf8Table()
	{
		for (const char* good :
			 {"", "abc", "é", "€", "😀", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"})
		{
			CPPUNIT_ASSERT_MESSAGE(good, isValidUtf8(good));
		}
		for (const char* bad :
			 {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
			  "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3(", "\xFF"})
		{
			CPPUNIT_ASSERT(!isValidUtf8(bad));
		}
		CPPUNIT_ASSERT_EQUAL(std::size_t(3), utf8Length("€x"));
	}

	void testSnakeCaseTable()
	{
		const std::pair<const char*, const char*> table[] = {{"UserID", "user_id"},
															 {"HTTPServer", "http_server"},
															 {"XMLHttpRequest2", "xml_http_request2"},
															 {"A1B2", "a1_b2"},
															 {"ABC", "abc"},
															 {"UserV2Item", "user_v2_item"},
															 {"OAuth2Token", "o_auth2_token"},
															 {"Already_Snake", "already__snake"},
															 {"Author", "author"},
															 {"", ""}};
		for (const auto& [name, expected] : table)
			CPPUNIT_ASSERT_EQUAL(std::string(expected), snakeCase(name));
	}

	void testClosestMatch()
	{
		const std::vector<std::string> keys = {"listen", "commit_mode", "bind_key", "connection_string"};
		CPPUNIT_ASSERT_EQUAL(std::string("listen"), closestMatch("lisetn", keys));
		CPPUNIT_ASSERT_EQUAL(std::string("commit_mode"), closestMatch("commitmode", keys));
		CPPUNIT_ASSERT_EQUAL(std::string("bind_key"), closestMatch("BindKey", keys));
		CPPUNIT_ASSERT_EQUAL(std::string("connection_string"), closestMatch("conection_sting", keys));
		CPPUNIT_ASSERT_EQUAL(std::string(), closestMatch("workers", keys));
		CPPUNIT_ASSERT_EQUAL(std::string(), closestMatch("x", {}));
	}

	void testBase64RoundTrip()
	{
		const std::pair<const char*, const char*> table[] = {{"", ""},
															 {"f", "Zg=="},
															 {"fo", "Zm8="},
															 {"foo", "Zm9v"},
															 {"foob", "Zm9vYg=="},
															 {"fooba", "Zm9vYmE="},
															 {"foobar", "Zm9vYmFy"}};
		for (const auto& [bytes, text] : table)
		{
			CPPUNIT_ASSERT_EQUAL(std::string(text), base64Encode(bytes));
			CPPUNIT_ASSERT(base64Decode(text) == bytes);
		}
		std::string all;
		for (int i = 0; i < 256; ++i)
			all += static_cast<char>(i);
		CPPUNIT_ASSERT(base64Decode(base64Encode(all)) == all);
	}

	void testBase64RefusesOtherForms()
	{
		for (const char* bad : {"Z", "Zg", "Zg=", "Zg===", "=", "====", "Zh==", "Zm9=", "Zm 9", "Zm9v\n",
								"-_8=", "Zg==Zg==", "Z=g="})
		{
			CPPUNIT_ASSERT_MESSAGE(bad, !base64Decode(bad));
		}
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(TextTest);
