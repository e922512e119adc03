//
// RecordTest.cpp
//
// Library: Tests
// Package: Model
//
// Records tell null from unset.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Record.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


Column column(const std::string& name, bool key = false)
{
	Column column;
	column.name = name;
	column.primaryKey = key;
	return column;
}


} // namespace


class RecordTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RecordTest);
	CPPUNIT_TEST(testNewRecordIsEmpty);
	CPPUNIT_TEST(testNullThatWasSetIsSet);
	CPPUNIT_TEST(testValuesAreSetByNameAndIndex);
	CPPUNIT_TEST(testKeyOfCompositeKeyIsRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void testNewRecordIsEmpty();
	void testNullThatWasSetIsSet();
	void testValuesAreSetByNameAndIndex();
	void testKeyOfCompositeKeyIsRefused();
};


CPPUNIT_TEST_SUITE_REGISTRATION(RecordTest);


void RecordTest::testNewRecordIsEmpty()
{
	const Table table("t", {column("id", true), column("name")});
	const Record record(table);
	CPPUNIT_ASSERT(record.empty());
	CPPUNIT_ASSERT(!record.isSet(1));
	CPPUNIT_ASSERT(record.value("name").isNull());
}


void RecordTest::testNullThatWasSetIsSet()
{
	const Table table("t", {column("id", true), column("name")});
	Record record(table);
	record.set("name", nullptr);
	CPPUNIT_ASSERT(record.isSet(1));
	CPPUNIT_ASSERT(!record.empty());
	record.unset(1);
	CPPUNIT_ASSERT(record.empty());
}


void RecordTest::testValuesAreSetByNameAndIndex()
{
	const Table table("t", {column("id", true), column("name")});
	Record record(table);
	record.set("id", 7);
	record.set(1, "x");
	CPPUNIT_ASSERT(record.key() == Value(7));
	CPPUNIT_ASSERT(record.value("name") == Value("x"));
	CPPUNIT_ASSERT_THROW(record.set("nmae", 1), InvalidRequestException);
	CPPUNIT_ASSERT_THROW(record.value("nmae"), InvalidRequestException);
}


void RecordTest::testKeyOfCompositeKeyIsRefused()
{
	const Table table("t", {column("a", true), column("b", true)});
	CPPUNIT_ASSERT_THROW(Record(table).key(), InvalidRequestException);
}
