//
// TableTest.cpp
//
// Library: Tests
// Package: Model
//
// Tables check what they are made of.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Table.h"
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


class TableTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(TableTest);
	CPPUNIT_TEST(testColumnsAreFoundByName);
	CPPUNIT_TEST(testBadTablesAreRefused);
	CPPUNIT_TEST(testKeyColumnNeedsASimpleKey);
	CPPUNIT_TEST_SUITE_END();

public:
	void testColumnsAreFoundByName();
	void testBadTablesAreRefused();
	void testKeyColumnNeedsASimpleKey();
};


CPPUNIT_TEST_SUITE_REGISTRATION(TableTest);


void TableTest::testColumnsAreFoundByName()
{
	const Table table("t", {column("id", true), column("name")});
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, table.find("name").value());
	CPPUNIT_ASSERT(!table.find("Name"));
	CPPUNIT_ASSERT_EQUAL(std::size_t{0}, table.indexOf("id"));
	CPPUNIT_ASSERT_THROW(table.indexOf("nmae"), InvalidRequestException);
}


void TableTest::testBadTablesAreRefused()
{
	CPPUNIT_ASSERT_THROW(Table("", {column("id", true)}), ImproperConfigurationException);
	CPPUNIT_ASSERT_THROW(Table("t", {}), ImproperConfigurationException);
	CPPUNIT_ASSERT_THROW(Table("t", {column("name")}), ImproperConfigurationException);
	CPPUNIT_ASSERT_THROW(Table("t", {column("", true)}), ImproperConfigurationException);
	CPPUNIT_ASSERT_THROW(Table("t", {column("id", true), column("id")}), ImproperConfigurationException);
}


void TableTest::testKeyColumnNeedsASimpleKey()
{
	CPPUNIT_ASSERT_EQUAL(std::string("b"), Table("t", {column("a"), column("b", true)}).keyColumn().name);
	const Table composite("t", {column("a", true), column("b"), column("c", true)});
	CPPUNIT_ASSERT(composite.primaryKey() == std::vector<std::size_t>({0, 2}));
	CPPUNIT_ASSERT_THROW(composite.keyColumn(), InvalidRequestException);
}
