//
// FernetTest.cpp
//
// Library: Tests
// Package: Core
//
// Tokens: those of others are read, changed ones are refused.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Fernet.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


/// Made by Python's cryptography 38 with the key base64url(SHA-256("open sesame")).
const std::string tokenOfPython =
	"gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0OD2jcWZUMndFsp9Hp0CXm6NZ6OuwwJ1m0SYVXux36AzjAormFYBBJgEpZpWKQZw1YvA==";
const std::string emptyTokenOfPython =
	"gAAAAABrCMb4KXsucJT_F_8agUMrLMZWiok96xsjOSWTJcg-DOGHnChhZz9H8Pv8WNHLvCfOHu3I5PtZ1OTiRvZB_xx1V6Am4w==";
const std::string text = "gr\xC3\xBC\xC3\x9F"
						 "e";


} // namespace


class FernetTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(FernetTest);
	CPPUNIT_TEST(testTokensOfOthersAreRead);
	CPPUNIT_TEST(testTokenIsWhatOthersMakeOfTheSameParts);
	CPPUNIT_TEST(testTextsOfEveryLengthComeBack);
	CPPUNIT_TEST(testEqualTextsGiveDifferentTokens);
	CPPUNIT_TEST(testAnotherSecretIsRefused);
	CPPUNIT_TEST(testEveryChangedByteIsRefused);
	CPPUNIT_TEST(testWhatIsNoTokenIsRefused);
	CPPUNIT_TEST(testEmptySecretIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTokensOfOthersAreRead()
	{
		CPPUNIT_ASSERT_EQUAL(text, fernet.decrypt(tokenOfPython));
		CPPUNIT_ASSERT_EQUAL(std::string(), fernet.decrypt(emptyTokenOfPython));
	}

	void testTokenIsWhatOthersMakeOfTheSameParts()
	{
		const Fernet::IV iv{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
		CPPUNIT_ASSERT_EQUAL(tokenOfPython, fernet.encrypt(text, 499162800, iv));
	}

	void testTextsOfEveryLengthComeBack()
	{
		for (std::size_t length = 0; length < 100; ++length)
		{
			const std::string plain(length, static_cast<char>(length));
			CPPUNIT_ASSERT_EQUAL(plain, fernet.decrypt(fernet.encrypt(plain)));
		}
	}

	void testEqualTextsGiveDifferentTokens()
	{
		CPPUNIT_ASSERT(fernet.encrypt(text) != fernet.encrypt(text));
	}

	void testAnotherSecretIsRefused()
	{
		CPPUNIT_ASSERT_THROW(Fernet("open sesami").decrypt(tokenOfPython), SerializationException);
	}

	void testEveryChangedByteIsRefused()
	{
		for (std::size_t i = 0; i < tokenOfPython.size(); ++i)
		{
			std::string changed = tokenOfPython;
			changed[i] = changed[i] == 'A' ? 'B' : 'A';
			CPPUNIT_ASSERT_THROW(fernet.decrypt(changed), SerializationException);
		}
	}

	void testWhatIsNoTokenIsRefused()
	{
		for (const std::string& token : {std::string(), std::string("A"), std::string("gAAA"),
										 std::string(200, 'A'), std::string(200, '='), tokenOfPython + "A",
										 tokenOfPython.substr(4), std::string("gr\xC3\xBC\xC3\x9F")})
		{
			CPPUNIT_ASSERT_THROW(fernet.decrypt(token), SerializationException);
		}
	}

	void testEmptySecretIsRefused()
	{
		CPPUNIT_ASSERT_THROW(Fernet(""), ImproperConfigurationException);
	}

private:
	const Fernet fernet{"open sesame"};
};


CPPUNIT_TEST_SUITE_REGISTRATION(FernetTest);
