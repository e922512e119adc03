//
// ValueTest.cpp
//
// Library: Tests
// Package: Model
//
// Values know their type and refuse another.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Value.h"
#include <set>
#include <vector>
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


class ValueTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ValueTest);
	CPPUNIT_TEST(testTypeOfEachAlternative);
	CPPUNIT_TEST(testNullHasNoType);
	CPPUNIT_TEST(testGetOfAnotherTypeNamesBoth);
	CPPUNIT_TEST(testEqualityNeedsTheSameType);
	CPPUNIT_TEST(testEachTypeHasItsName);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTypeOfEachAlternative();
	void testNullHasNoType();
	void testGetOfAnotherTypeNamesBoth();
	void testEqualityNeedsTheSameType();
	void testEachTypeHasItsName();
};


CPPUNIT_TEST_SUITE_REGISTRATION(ValueTest);


void ValueTest::testTypeOfEachAlternative()
{
	const std::vector<Value> values{true,   1,      1.5,    Decimal(),  "text",         Bytes{"b"},
									UUID(), Date(), Time(), DateTime(), JsonText{"{}"}, Interval()};
	for (std::size_t i = 0; i < values.size(); ++i)
	{
		CPPUNIT_ASSERT(values[i].type() == static_cast<ValueType>(i));
		CPPUNIT_ASSERT(!values[i].isNull());
	}
}


void ValueTest::testNullHasNoType()
{
	CPPUNIT_ASSERT(Value().isNull());
	CPPUNIT_ASSERT(Value(nullptr) == Value());
	CPPUNIT_ASSERT_THROW(Value().type(), SerializationException);
}


void ValueTest::testGetOfAnotherTypeNamesBoth()
{
	try
	{
		static_cast<void>(Value("text").get<std::int64_t>());
		CPPUNIT_FAIL("no exception");
	}
	catch (const SerializationException& exception)
	{
		CPPUNIT_ASSERT_EQUAL(std::string("expected a value of type integer, not text"), exception.message());
	}
	CPPUNIT_ASSERT_THROW(Value().get<bool>(), SerializationException);
}


void ValueTest::testEqualityNeedsTheSameType()
{
	CPPUNIT_ASSERT(Value(1) != Value(1.0));
	CPPUNIT_ASSERT(Value("1") != Value(1));
	CPPUNIT_ASSERT(Value(Decimal::parse("1.0")) == Value(Decimal::parse("1.00")));
	CPPUNIT_ASSERT(Value("") != Value());
}


void ValueTest::testEachTypeHasItsName()
{
	std::set<std::string> names;
	for (int i = 0; i < 12; ++i)
		names.insert(toString(static_cast<ValueType>(i)));
	CPPUNIT_ASSERT_EQUAL(std::size_t{12}, names.size());
	CPPUNIT_ASSERT_EQUAL(std::string("timestamp"), std::string(toString(ValueType::Timestamp)));
}
