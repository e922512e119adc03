//
// ArrayColumnTest.cpp
//
// Library: Tests
// Package: Model
//
// Lists of values as JSON arrays.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Model/Model.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


struct Box: BigIntBase
{
	std::vector<std::string> tags;
	std::vector<std::int16_t> numbers;
	std::optional<std::vector<UUID>> keys;

	static constexpr auto model()
	{
		return table(column("tags", &Box::tags), column("numbers", &Box::numbers),
					 column("keys", &Box::keys));
	}
};


template <typename T>
std::string jsonOf(const std::vector<T>& list)
{
	return ValueTraits<std::vector<T>>::toValue(list).template get<JsonText>().text;
}


template <typename T>
std::vector<T> listOf(const std::string& json)
{
	return ValueTraits<std::vector<T>>::fromValue(JsonText{json});
}


} // namespace


class ArrayColumnTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ArrayColumnTest);
	CPPUNIT_TEST(testListsAreJsonArrays);
	CPPUNIT_TEST(testTextsComeBackWhateverIsInThem);
	CPPUNIT_TEST(testOtherSpellingsAreRead);
	CPPUNIT_TEST(testWhatIsNoSuchListThrows);
	CPPUNIT_TEST(testColumnSaysWhatIsInIt);
	CPPUNIT_TEST(testObjectSurvivesItsRecord);
	CPPUNIT_TEST_SUITE_END();

public:
	void testListsAreJsonArrays()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("[]"), jsonOf<std::string>({}));
		CPPUNIT_ASSERT_EQUAL(std::string(R"(["a","b"])"), jsonOf<std::string>({"a", "b"}));
		CPPUNIT_ASSERT_EQUAL(std::string("[1,-2]"), jsonOf<std::int64_t>({1, -2}));
		CPPUNIT_ASSERT_EQUAL(std::string("[true,false]"), jsonOf<bool>({true, false}));
		CPPUNIT_ASSERT_EQUAL(std::string(R"(["00000000-0000-0000-0000-000000000000"])"),
							 jsonOf<UUID>({UUID()}));
	}

	void testTextsComeBackWhateverIsInThem()
	{
		std::vector<std::string> texts{"", "\"\\/,[]{}", "\b\f\n\r\t", "ünï 日本 𝒜", "\x7f"};
		for (char c = 1; c < 0x20; ++c)
			texts.emplace_back(1, c);
		CPPUNIT_ASSERT(texts == listOf<std::string>(jsonOf(texts)));
		CPPUNIT_ASSERT_EQUAL(std::string(R"(["\n\u0001"])"), jsonOf<std::string>({"\n\x01"}));
	}

	void testOtherSpellingsAreRead()
	{
		CPPUNIT_ASSERT((listOf<std::string>(R"( [ "a" , "\u00fc\/\ud835\udc9c" ] )") ==
						std::vector<std::string>{"a", "ü/𝒜"}));
		CPPUNIT_ASSERT((listOf<std::int64_t>("[ 1 , 2\n]") == std::vector<std::int64_t>{1, 2}));
	}

	void testWhatIsNoSuchListThrows()
	{
		for (const char* const wrong : {"", "1", "{}", "[", "[1", "[1,", "[1,]", "[,]", "[1]x", "[null]",
										R"(["1"])", "[1.5]", "[true]", "[9223372036854775808]"})
			CPPUNIT_ASSERT_THROW_MESSAGE(wrong, listOf<std::int64_t>(wrong), SerializationException);
		for (const char* const wrong :
			 {"[1]", R"(["a)", R"(["\x"])", R"(["\u12"])", R"(["\ud800"])", R"(["\udc00"])"})
			CPPUNIT_ASSERT_THROW_MESSAGE(wrong, listOf<std::string>(wrong), SerializationException);
		CPPUNIT_ASSERT_THROW(listOf<UUID>(R"(["x"])"), SerializationException);
		CPPUNIT_ASSERT_THROW(listOf<std::int8_t>("[128]"), SerializationException);
	}

	void testColumnSaysWhatIsInIt()
	{
		const Table& table = tableOf<Box>();
		const Column& numbers = table.columns()[table.indexOf("numbers")];
		CPPUNIT_ASSERT(numbers.type == ValueType::JSON && numbers.element == ValueType::Integer);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{32767}, numbers.maximum);
		const Column& keys = table.columns()[table.indexOf("keys")];
		CPPUNIT_ASSERT(keys.nullable && keys.element == ValueType::UUID);
		CPPUNIT_ASSERT(!table.columns()[table.indexOf("id")].element);
	}

	void testObjectSurvivesItsRecord()
	{
		Box box;
		box.tags = {"a", "b"};
		box.numbers = {7};
		const Box back = fromRecord<Box>(toRecord(box));
		CPPUNIT_ASSERT(back.tags == box.tags && back.numbers == box.numbers && !back.keys);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ArrayColumnTest);
