//
// PasswordHashTest.cpp
//
// Library: Tests
// Package: Core
//
// Hashes of passwords: salted, verified, outdated.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/PasswordHash.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


/// As cheap as it gets, for tests.
const PasswordCost cheap{1, 8, 1};


} // namespace


class PasswordHashTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PasswordHashTest);
	CPPUNIT_TEST(testHashVerifiesItsPasswordOnly);
	CPPUNIT_TEST(testHashesOfOnePasswordDiffer);
	CPPUNIT_TEST(testHashOfTheReferenceImplementationIsVerified);
	CPPUNIT_TEST(testWhatIsNoHashVerifiesNothing);
	CPPUNIT_TEST(testHashOfAnotherCostIsOutdated);
	CPPUNIT_TEST(testHashFitsItsColumn);
	CPPUNIT_TEST(testNoCostIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void testHashVerifiesItsPasswordOnly()
	{
		const PasswordHash hash = PasswordHash::of("open sesame", cheap);
		CPPUNIT_ASSERT(hash.verify("open sesame"));
		CPPUNIT_ASSERT(!hash.verify("open sesami"));
		CPPUNIT_ASSERT(!hash.verify(""));
		CPPUNIT_ASSERT(PasswordHash::of("", cheap).verify(""));
		const std::string withNul("a\0b", 3);
		CPPUNIT_ASSERT(!PasswordHash::of(withNul, cheap).verify("a"));
	}

	void testHashesOfOnePasswordDiffer()
	{
		CPPUNIT_ASSERT(PasswordHash::of("x", cheap) != PasswordHash::of("x", cheap));
	}

	void testHashOfTheReferenceImplementationIsVerified()
	{
		// From test.c of github.com/P-H-C/phc-winner-argon2.
		const PasswordHash hash = PasswordHash::fromStored(
			"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
		CPPUNIT_ASSERT(hash.verify("password"));
		CPPUNIT_ASSERT(!hash.verify("Password"));
	}

	void testWhatIsNoHashVerifiesNothing()
	{
		for (const char* text : {"", "x", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$$", "open sesame"})
		{
			const PasswordHash hash = PasswordHash::fromStored(text);
			CPPUNIT_ASSERT(!hash.verify(text));
			CPPUNIT_ASSERT(hash.isOutdated());
		}
		CPPUNIT_ASSERT(!PasswordHash().verify(""));
	}

	void testHashOfAnotherCostIsOutdated()
	{
		const PasswordHash hash = PasswordHash::of("x", cheap);
		CPPUNIT_ASSERT(!hash.isOutdated(cheap));
		CPPUNIT_ASSERT(hash.isOutdated());
		CPPUNIT_ASSERT(hash.isOutdated(PasswordCost{2, 8, 1}));
	}

	void testHashFitsItsColumn()
	{
		CPPUNIT_ASSERT(PasswordHash::of("x", PasswordCost{1, 64, 4}).toString().size() <= 255);
		CPPUNIT_ASSERT_EQUAL(std::size_t{0},
							 PasswordHash::of("x", cheap).toString().find("$argon2id$v=19$m=8,t=1,p=1$"));
	}

	void testNoCostIsRefused()
	{
		CPPUNIT_ASSERT_THROW(PasswordHash::of("x", PasswordCost{0, 8, 1}), SerializationException);
		CPPUNIT_ASSERT_THROW(PasswordHash::of("x", PasswordCost{1, 1, 1}), SerializationException);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(PasswordHashTest);
