//
// ResultSetTest.cpp
//
// Library: Tests
// Package: Backend
//
// A cell becomes a Value of the wanted type.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Backend/ResultSet.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


/// A result of one cell whose content the test sets.
class OneCell: public ResultSet
{
public:
	bool null = false;
	std::int64_t number = 0;
	std::string content;

	const std::vector<std::string>& columns() const noexcept override
	{
		return _columns;
	}
	bool next() override
	{
		return true;
	}
	std::int64_t affectedRows() const noexcept override
	{
		return 0;
	}
	bool isNull(std::size_t) const override
	{
		return null;
	}
	std::int64_t integer(std::size_t) const override
	{
		return number;
	}
	double real(std::size_t) const override
	{
		return 1.5;
	}
	std::string_view text(std::size_t) const override
	{
		return content;
	}
	std::string_view bytes(std::size_t) const override
	{
		return content;
	}
	UUID uuid(std::size_t) const override
	{
		return {};
	}
	DateTime timestamp(std::size_t) const override
	{
		return {};
	}
	ValueType type(std::size_t) const override
	{
		return ValueType::Text;
	}

private:
	std::vector<std::string> _columns{"c"};
};


} // namespace


class ResultSetTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ResultSetTest);
	CPPUNIT_TEST(testNullIsNullOfEveryType);
	CPPUNIT_TEST(testBooleanIsZeroOrOne);
	CPPUNIT_TEST(testIntervalIsMicroseconds);
	CPPUNIT_TEST(testTextFormsAreParsed);
	CPPUNIT_TEST(testContentOfAnotherFormIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void testNullIsNullOfEveryType();
	void testBooleanIsZeroOrOne();
	void testIntervalIsMicroseconds();
	void testTextFormsAreParsed();
	void testContentOfAnotherFormIsRefused();
};


CPPUNIT_TEST_SUITE_REGISTRATION(ResultSetTest);


void ResultSetTest::testNullIsNullOfEveryType()
{
	OneCell cell;
	cell.null = true;
	for (int i = 0; i < 12; ++i)
		CPPUNIT_ASSERT(cell.value(0, static_cast<ValueType>(i)).isNull());
}


void ResultSetTest::testBooleanIsZeroOrOne()
{
	OneCell cell;
	cell.number = 1;
	CPPUNIT_ASSERT(cell.value(0, ValueType::Boolean) == Value(true));
	cell.number = 0;
	CPPUNIT_ASSERT(cell.value(0, ValueType::Boolean) == Value(false));
	cell.number = 2;
	CPPUNIT_ASSERT_THROW(cell.value(0, ValueType::Boolean), SerializationException);
	CPPUNIT_ASSERT(cell.value(0, ValueType::Integer) == Value(2));
}


void ResultSetTest::testIntervalIsMicroseconds()
{
	OneCell cell;
	cell.number = -1500000;
	CPPUNIT_ASSERT(cell.value(0, ValueType::Interval) == Value(Interval::parse("-PT1.5S")));
}


void ResultSetTest::testTextFormsAreParsed()
{
	OneCell cell;
	cell.content = "12.50";
	CPPUNIT_ASSERT_EQUAL(std::string("12.50"), cell.value(0, ValueType::Decimal).get<Decimal>().toString());
	CPPUNIT_ASSERT(cell.value(0, ValueType::Text) == Value("12.50"));
	CPPUNIT_ASSERT(cell.value(0, ValueType::JSON) == Value(JsonText{"12.50"}));
	CPPUNIT_ASSERT(cell.value(0, ValueType::Bytes) == Value(Bytes{"12.50"}));
	cell.content = "2024-02-29";
	CPPUNIT_ASSERT(cell.value(0, ValueType::Date) == Value(Date(2024, 2, 29)));
	cell.content = "01:02:03.000004";
	CPPUNIT_ASSERT(cell.value(0, ValueType::Time) == Value(Time(1, 2, 3, 4)));
}


void ResultSetTest::testContentOfAnotherFormIsRefused()
{
	OneCell cell;
	cell.content = "no such thing";
	CPPUNIT_ASSERT_THROW(cell.value(0, ValueType::Decimal), SerializationException);
	CPPUNIT_ASSERT_THROW(cell.value(0, ValueType::Date), SerializationException);
	CPPUNIT_ASSERT_THROW(cell.value(0, ValueType::Time), SerializationException);
}
