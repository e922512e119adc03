//
// TotpTest.cpp
//
// Library: Tests
// Package: Core
//
// One-time passwords of authenticator apps.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Totp.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


DateTime at(std::int64_t seconds)
{
	return DateTime::fromMicroseconds(seconds * 1000000);
}


} // namespace


class TotpTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(TotpTest);
	CPPUNIT_TEST(testCodesAreThoseOfTheStandard);
	CPPUNIT_TEST(testCodeIsGoodInItsWindowOnly);
	CPPUNIT_TEST(testOtherCodesAreRefused);
	CPPUNIT_TEST(testSecretsAreReadInAnySpelling);
	CPPUNIT_TEST(testWhatIsNoSecretIsRefused);
	CPPUNIT_TEST(testGeneratedSecretsAreLongAndDiffer);
	CPPUNIT_TEST(testWithoutSecretNothingIsGood);
	CPPUNIT_TEST(testProvisioningUriIsEncoded);
	CPPUNIT_TEST_SUITE_END();

public:
	void testCodesAreThoseOfTheStandard()
	{
		// RFC 6238 appendix B, the last six of its eight digits.
		CPPUNIT_ASSERT_EQUAL(std::string("287082"), totp.at(at(59)));
		CPPUNIT_ASSERT_EQUAL(std::string("081804"), totp.at(at(1111111109)));
		CPPUNIT_ASSERT_EQUAL(std::string("050471"), totp.at(at(1111111111)));
		CPPUNIT_ASSERT_EQUAL(std::string("005924"), totp.at(at(1234567890)));
		CPPUNIT_ASSERT_EQUAL(std::string("279037"), totp.at(at(2000000000)));
		CPPUNIT_ASSERT_EQUAL(std::string("353130"), totp.at(at(20000000000)));
	}

	void testCodeIsGoodInItsWindowOnly()
	{
		const std::string code = totp.at(at(3000));
		CPPUNIT_ASSERT(totp.verify(code, at(3000)));
		CPPUNIT_ASSERT(totp.verify(code, at(3059)));
		CPPUNIT_ASSERT(totp.verify(code, at(2970)));
		CPPUNIT_ASSERT(!totp.verify(code, at(3060)));
		CPPUNIT_ASSERT(!totp.verify(code, at(2969)));
		CPPUNIT_ASSERT(!totp.verify(code, at(3030), 0));
		CPPUNIT_ASSERT(totp.verify(totp.at(at(10)), at(10)));
	}

	void testOtherCodesAreRefused()
	{
		for (const char* code : {"", "28708", "2870820", "28708a", "      "})
			CPPUNIT_ASSERT(!totp.verify(code, at(59)));
	}

	void testSecretsAreReadInAnySpelling()
	{
		const Totp same("gezd gnbv gy3t qojq gezd gnbv gy3t qojq====");
		CPPUNIT_ASSERT(same == totp);
		CPPUNIT_ASSERT_EQUAL(std::string("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), same.secret());
	}

	void testWhatIsNoSecretIsRefused()
	{
		for (const char* text : {"", "=", "A", "GEZDGNB1", "GEZD\xC3\xBC"})
			CPPUNIT_ASSERT_THROW(Totp(std::string_view(text)), SerializationException);
		CPPUNIT_ASSERT_THROW(Totp::generate(0), SerializationException);
		CPPUNIT_ASSERT_THROW(Totp::generate(31), SerializationException);
	}

	void testGeneratedSecretsAreLongAndDiffer()
	{
		const Totp first = Totp::generate();
		CPPUNIT_ASSERT_EQUAL(std::size_t{32}, first.secret().size());
		CPPUNIT_ASSERT(Totp::generate() != first);
		CPPUNIT_ASSERT(first.verify(first.now()));
	}

	void testWithoutSecretNothingIsGood()
	{
		CPPUNIT_ASSERT(!Totp().verify("000000", at(59)));
		CPPUNIT_ASSERT_THROW(Totp().now(), SerializationException);
	}

	void testProvisioningUriIsEncoded()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("otpauth://totp/My%20Shop:ann%40example.org?secret="
										 "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=My%20Shop"),
							 totp.provisioningUri("ann@example.org", "My Shop"));
	}

private:
	const Totp totp{"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"};
};


CPPUNIT_TEST_SUITE_REGISTRATION(TotpTest);
