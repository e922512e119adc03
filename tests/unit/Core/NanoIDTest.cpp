//
// NanoIDTest.cpp
//
// Library: Tests
// Package: Core
//
// Nano ids: length, alphabet, no two alike.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/NanoID.h"
#include <cppunit/extensions/HelperMacros.h>
#include <set>


class NanoIDTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(NanoIDTest);
	CPPUNIT_TEST(testIdsAre21CharactersSafeInURLs);
	CPPUNIT_TEST(testEveryCharacterOfTheAlphabetOccurs);
	CPPUNIT_TEST(testNoTwoAreAlike);
	CPPUNIT_TEST_SUITE_END();

public:
	void testIdsAre21CharactersSafeInURLs()
	{
		const std::string id = Athanor::nanoId();
		CPPUNIT_ASSERT_EQUAL(std::size_t{21}, id.size());
		CPPUNIT_ASSERT_EQUAL(
			std::string::npos,
			id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"));
	}

	void testEveryCharacterOfTheAlphabetOccurs()
	{
		std::set<char> seen;
		for (int i = 0; i < 1000; ++i)
		{
			for (const char c : Athanor::nanoId())
				seen.insert(c);
		}
		CPPUNIT_ASSERT_EQUAL(std::size_t{64}, seen.size());
	}

	void testNoTwoAreAlike()
	{
		std::set<std::string> seen;
		for (int i = 0; i < 10000; ++i)
			seen.insert(Athanor::nanoId());
		CPPUNIT_ASSERT_EQUAL(std::size_t{10000}, seen.size());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(NanoIDTest);
