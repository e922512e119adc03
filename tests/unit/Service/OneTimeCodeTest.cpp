//
// OneTimeCodeTest.cpp
//
// Library: Tests
// Package: Service
//
// Codes that count once.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/OneTimeCode.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <set>


using namespace Athanor;


namespace {


OneTimeCode again(const OneTimeCode& code)
{
	return OneTimeCode::fromJson(code.toJson());
}


} // namespace


class OneTimeCodeTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(OneTimeCodeTest);
	CPPUNIT_TEST(testGeneratedCodesHaveLengthAndAlphabet);
	CPPUNIT_TEST(testCodeIsAcceptedOnce);
	CPPUNIT_TEST(testWrongCodesLockIt);
	CPPUNIT_TEST(testCodeExpires);
	CPPUNIT_TEST(testCodeWithoutTimeToLiveDoesNot);
	CPPUNIT_TEST(testVerifyChangesNothing);
	CPPUNIT_TEST(testNoCodeIsNeverAccepted);
	CPPUNIT_TEST(testJsonHasTheReferencesMembers);
	CPPUNIT_TEST(testOtherJsonIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void testGeneratedCodesHaveLengthAndAlphabet()
	{
		std::set<char> seen;
		for (int i = 0; i < 200; ++i)
		{
			for (const char c : OneTimeCode::generate())
				seen.insert(c);
		}
		CPPUNIT_ASSERT_EQUAL(std::size_t{10}, seen.size());
		CPPUNIT_ASSERT_EQUAL(std::size_t{6}, OneTimeCode::generate().size());
		const std::string letters = OneTimeCode::generate(64, false);
		CPPUNIT_ASSERT_EQUAL(std::size_t{64}, letters.size());
		CPPUNIT_ASSERT_EQUAL(std::string::npos,
							 letters.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
		CPPUNIT_ASSERT(letters.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos);
		CPPUNIT_ASSERT_THROW(OneTimeCode::generate(0), SerializationException);
	}

	void testCodeIsAcceptedOnce()
	{
		OneTimeCode code = OneTimeCode::of("123456");
		CPPUNIT_ASSERT(code.redeem("123456"));
		CPPUNIT_ASSERT(again(code).isUsed());
		CPPUNIT_ASSERT(!again(code).redeem("123456"));
		CPPUNIT_ASSERT_EQUAL(0, code.attempts());
	}

	void testWrongCodesLockIt()
	{
		OneTimeCode code = OneTimeCode::of("123456");
		for (int i = 1; i <= OneTimeCode::maxAttempts; ++i)
		{
			CPPUNIT_ASSERT(!code.redeem("654321"));
			code = again(code);
			CPPUNIT_ASSERT_EQUAL(i, code.attempts());
		}
		CPPUNIT_ASSERT(code.isLocked());
		CPPUNIT_ASSERT(!code.redeem("123456"));
		CPPUNIT_ASSERT_EQUAL(OneTimeCode::maxAttempts, code.attempts());
	}

	void testCodeExpires()
	{
		OneTimeCode code = again(OneTimeCode::of("123456", std::chrono::minutes(10)));
		const std::int64_t now = DateTime::now().microseconds();
		const DateTime before = DateTime::fromMicroseconds(now + std::int64_t{590} * 1000000);
		const DateTime after = DateTime::fromMicroseconds(now + std::int64_t{600} * 1000000);
		CPPUNIT_ASSERT(code.isRedeemable(before));
		CPPUNIT_ASSERT(code.isExpired(after));
		CPPUNIT_ASSERT(!code.redeem("123456", after));
		CPPUNIT_ASSERT(code.redeem("123456", before));
	}

	void testCodeWithoutTimeToLiveDoesNot()
	{
		CPPUNIT_ASSERT(!OneTimeCode::of("1").isExpired(DateTime(Date(9999, 12, 31), Time())));
	}

	void testVerifyChangesNothing()
	{
		const OneTimeCode code = OneTimeCode::of("123456");
		CPPUNIT_ASSERT(code.verify("123456"));
		CPPUNIT_ASSERT(!code.verify("12345"));
		CPPUNIT_ASSERT(code.isRedeemable());
		CPPUNIT_ASSERT_EQUAL(0, code.attempts());
	}

	void testNoCodeIsNeverAccepted()
	{
		OneTimeCode none;
		CPPUNIT_ASSERT(!none.isRedeemable());
		CPPUNIT_ASSERT(!none.redeem(""));
		CPPUNIT_ASSERT(!again(none).redeem(""));
	}

	void testJsonHasTheReferencesMembers()
	{
		const std::string json = OneTimeCode::of("1").toJson();
		CPPUNIT_ASSERT_EQUAL(std::size_t{0}, json.find("{\"hash\":\"$argon2id$"));
		CPPUNIT_ASSERT(json.find("\",\"expires_at\":null,\"used_at\":null,\"attempts\":0}") !=
					   std::string::npos);
	}

	void testOtherJsonIsRefused()
	{
		for (const char* json :
			 {"", "null", "[]", "{}", "{\"hash\":1,\"expires_at\":null,\"used_at\":null,\"attempts\":0}",
			  "{\"hash\":\"\",\"expires_at\":\"x\",\"used_at\":null,\"attempts\":0}",
			  "{\"hash\":\"\",\"expires_at\":null,\"used_at\":null,\"attempts\":null}",
			  "{\"hash\":\"\",\"expires_at\":null,\"used_at\":null,\"attempts\":-1}"})
		{
			CPPUNIT_ASSERT_THROW_MESSAGE(json, OneTimeCode::fromJson(json), SerializationException);
		}
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(OneTimeCodeTest);
