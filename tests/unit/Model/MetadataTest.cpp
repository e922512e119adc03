//
// MetadataTest.cpp
//
// Library: Tests
// Package: Model
//
// The tables of a database, referred ones first.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Metadata.h"
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


Table referring(const std::string& name, const std::string& to)
{
	Column reference = column("other");
	reference.references = Reference{to, "id", {}, {}};
	return Table(name, {column("id", true), reference});
}


} // namespace


class MetadataTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(MetadataTest);
	CPPUNIT_TEST(testReferredTablesComeFirst);
	CPPUNIT_TEST(testCirclesAndSelfReferencesEnd);
	CPPUNIT_TEST(testSameTableTwiceIsFineAnotherIsNot);
	CPPUNIT_TEST_SUITE_END();

public:
	void testReferredTablesComeFirst();
	void testCirclesAndSelfReferencesEnd();
	void testSameTableTwiceIsFineAnotherIsNot();
};


CPPUNIT_TEST_SUITE_REGISTRATION(MetadataTest);


void MetadataTest::testReferredTablesComeFirst()
{
	const Table child = referring("child", "parent");
	const Table parent = referring("parent", "grandparent");
	const Table grandparent("grandparent", {column("id", true)});
	const Table lone("lone", {column("id", true)});
	Metadata metadata;
	for (const Table* table : {&lone, &child, &parent, &grandparent})
		metadata.add(*table);
	CPPUNIT_ASSERT(metadata.tables() == std::vector<const Table*>({&lone, &grandparent, &parent, &child}));
}


void MetadataTest::testCirclesAndSelfReferencesEnd()
{
	const Table a = referring("a", "b");
	const Table b = referring("b", "a");
	const Table self = referring("self", "self");
	Metadata metadata;
	for (const Table* table : {&a, &b, &self})
		metadata.add(*table);
	CPPUNIT_ASSERT_EQUAL(std::size_t{3}, metadata.tables().size());
}


void MetadataTest::testSameTableTwiceIsFineAnotherIsNot()
{
	const Table table("t", {column("id", true)});
	const Table other("t", {column("id", true)});
	Metadata metadata;
	CPPUNIT_ASSERT(metadata.empty());
	metadata.add(table);
	metadata.add(table);
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, metadata.tables().size());
	CPPUNIT_ASSERT_THROW(metadata.add(other), ImproperConfigurationException);
	CPPUNIT_ASSERT(metadata.find("t") == &table);
	CPPUNIT_ASSERT(metadata.find("u") == nullptr);
}
