//
// ValueTest.cpp
//
// Library: Tests
// Package: Json
//
// The tree: kinds, numbers, building.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Json/Value.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <limits>


using Athanor::InvalidRequestException;
using Athanor::Json::Value;


class ValueTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ValueTest);
	CPPUNIT_TEST(testBuiltDocumentIsWritten);
	CPPUNIT_TEST(testWrongKindThrowsAndNamesBoth);
	CPPUNIT_TEST(testSetReplaces);
	CPPUNIT_TEST(testIntegersAreExactOrNothing);
	CPPUNIT_TEST(testDoubleOutOfRange);
	CPPUNIT_TEST_SUITE_END();

public:
	void testBuiltDocumentIsWritten()
	{
		Value list = Value::array();
		list.append(nullptr).append(true).append(1.0).append("x").append(std::int64_t(-3));
		Value value = Value::object();
		value.set("list", list).set("n", Value::number("1.50")).set("s", std::string("é"));
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"list":[null,true,1.0,"x",-3],"n":1.50,"s":"é"})"),
							 value.toString());
	}

	void testWrongKindThrowsAndNamesBoth()
	{
		std::string message;
		try
		{
			Value(1).asString();
		}
		catch (const InvalidRequestException& e)
		{
			message = e.message();
		}
		CPPUNIT_ASSERT_EQUAL(std::string("expected a string, found a number"), message);
		CPPUNIT_ASSERT_THROW(Value("1").asInt64(), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(Value().asArray(), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(Value(true).find("a"), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(Value::array().set("a", 1), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(Value::object().append(1), InvalidRequestException);
	}

	void testSetReplaces()
	{
		Value value = Value::object();
		value.set("a", 1).set("b", 2).set("a", 3);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"a":3,"b":2})"), value.toString());
		CPPUNIT_ASSERT(!value.find("c"));
	}

	void testIntegersAreExactOrNothing()
	{
		CPPUNIT_ASSERT(Value(std::numeric_limits<std::int64_t>::min()).asInt64() ==
					   std::numeric_limits<std::int64_t>::min());
		CPPUNIT_ASSERT(!Value(std::numeric_limits<std::uint64_t>::max()).asInt64());
		CPPUNIT_ASSERT(!Value::number("1.0").asInt64());
		CPPUNIT_ASSERT(!Value::number("1e3").asInt64());
		CPPUNIT_ASSERT(Value::number("-0").asInt64() == 0);
		CPPUNIT_ASSERT(!Value("1").isInteger());
	}

	void testDoubleOutOfRange()
	{
		CPPUNIT_ASSERT_EQUAL(1000.0, Value::number("1e3").asDouble());
		CPPUNIT_ASSERT_EQUAL(0.0, Value::number("1e-400").asDouble());
		CPPUNIT_ASSERT_EQUAL(0.0, Value::number("0.001e-99999999999999999999").asDouble());
		CPPUNIT_ASSERT_EQUAL(5e-324, Value::number("5e-324").asDouble());
		CPPUNIT_ASSERT_THROW(Value::number("1e400").asDouble(), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(Value::number("-1" + std::string(400, '0')).asDouble(), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(Value::number("1e99999999999999999999").asDouble(), InvalidRequestException);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ValueTest);
