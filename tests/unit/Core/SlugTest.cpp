//
// SlugTest.cpp
//
// Library: Tests
// Package: Core
//
// Names for URLs.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Slug.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


class SlugTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SlugTest);
	CPPUNIT_TEST(testTextsBecomeWhatTheReferenceMakesOfThem);
	CPPUNIT_TEST(testEveryLatinLetterLosesItsMarks);
	CPPUNIT_TEST(testUnicodeKeepsLettersOfAllScripts);
	CPPUNIT_TEST(testSeparatorStandsBetweenWordsOnly);
	CPPUNIT_TEST(testBytesThatAreNoTextAreDropped);
	CPPUNIT_TEST_SUITE_END();

public:
	/// The right sides are upstream's own answers.
	void testTextsBecomeWhatTheReferenceMakesOfThem()
	{
		const char* const table[][2] = {{"Hello  World--x", "hello-world-x"},
										{"Ünï çødé", "uni-cde"},
										{"C++ & C#", "c-c"},
										{"日本", ""},
										{"a_b-c", "a_b-c"},
										{" - x - ", "x"},
										{"_x_", "x"},
										{"-_-", ""},
										{"a\tb\nc", "a-b-c"},
										{"a\u00A0b\u3000c", "a-b-c"},
										{"ﾊ ＡＢＣ１", "abc1"},
										{"Ĳssel ½", "ijssel-12"},
										{"Straße", "strae"},
										{"Việt Nam", "viet-nam"},
										{"100%", "100"}};
		for (const auto& [text, slug] : table)
			CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(slug), slugify(text));
	}

	void testEveryLatinLetterLosesItsMarks()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("aaaaaa"), slugify("ÀÁÂÃÄÅ"));
		CPPUNIT_ASSERT_EQUAL(std::string("aaaaaaccccccccdd"), slugify("ĀāĂăĄąĆćĈĉĊċČčĎď"));
		CPPUNIT_ASSERT_EQUAL(std::string("hh"), slugify("Ȟȟ"));
		CPPUNIT_ASSERT_EQUAL(std::string("aabbyy"), slugify("ḀḁḂḃỸỹ"));
	}

	void testUnicodeKeepsLettersOfAllScripts()
	{
		const SlugForm unicode{true, "-"};
		CPPUNIT_ASSERT_EQUAL(std::string("日本-ünï"), slugify("日本 ÜNÏ!", unicode));
		CPPUNIT_ASSERT_EQUAL(std::string("привет-мир"), slugify("Привет, Мир", unicode));
		CPPUNIT_ASSERT_EQUAL(std::string("𝒜b"), slugify("𝒜b", unicode));
	}

	void testSeparatorStandsBetweenWordsOnly()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("hello_big_world"), slugify("-Hello big World ", {false, "_"}));
		CPPUNIT_ASSERT_EQUAL(std::string("helloworld"), slugify("Hello World", {false, ""}));
	}

	void testBytesThatAreNoTextAreDropped()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("ab"), slugify("a\xFF\xC0\x80"
														"b"));
		CPPUNIT_ASSERT_EQUAL(std::string("ab"), slugify(std::string_view("a\0b", 3)));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SlugTest);
