//
// SchemaTest.cpp
//
// Library: Tests
// Package: Service
//
// The builder of schemas.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Service/Schema.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


struct Book: UUIDBase, AuditColumns
{
	std::string title;

	static constexpr auto model()
	{
		return table(column("title", &Book::title));
	}
};


struct Counted: BigIntBase
{
	std::string title;

	static constexpr auto model()
	{
		return table(column("title", &Counted::title));
	}
};


/// As a service declares it.
struct AuthorService
{
	static Schema schema()
	{
		return Schema{}.field("name").required().field("id").readOnlyAfterCreate().field("dob");
	}
};


const SchemaField& fieldOf(const Schema& schema, const std::string& column)
{
	for (const SchemaField& field : schema.fields())
	{
		if (field.column == column) return field;
	}
	throw InvalidRequestException("no such field: " + column);
}


} // namespace


class SchemaTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SchemaTest);
	CPPUNIT_TEST(testSchemaReturnedFromChainKeepsFieldsInOrder);
	CPPUNIT_TEST(testPropertiesApplyToTheLastFieldOnly);
	CPPUNIT_TEST(testChainOnVariableChangesTheVariable);
	CPPUNIT_TEST(testReferenceToChainDoesNotDangle);
	CPPUNIT_TEST(testNamedChangesTheJsonNameOnly);
	CPPUNIT_TEST(testListDefaultsAreKept);
	CPPUNIT_TEST(testPropertyBeforeFirstFieldThrows);
	CPPUNIT_TEST(testPageSizeZeroThrows);
	CPPUNIT_TEST(testOfTableProtectsKeyAndAuditColumns);
	CPPUNIT_TEST(testOfTableWithCountedKeyMakesItReadOnly);
	CPPUNIT_TEST_SUITE_END();

public:
	void testSchemaReturnedFromChainKeepsFieldsInOrder()
	{
		const Schema schema = AuthorService::schema();
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, schema.fields().size());
		CPPUNIT_ASSERT_EQUAL(std::string("name"), schema.fields()[0].name);
		CPPUNIT_ASSERT_EQUAL(std::string("id"), schema.fields()[1].name);
		CPPUNIT_ASSERT_EQUAL(std::string("dob"), schema.fields()[2].name);
	}

	void testPropertiesApplyToTheLastFieldOnly()
	{
		const Schema schema = AuthorService::schema();
		CPPUNIT_ASSERT(schema.fields()[0].required);
		CPPUNIT_ASSERT(!schema.fields()[0].readOnlyAfterCreate);
		CPPUNIT_ASSERT(!schema.fields()[1].required);
		CPPUNIT_ASSERT(schema.fields()[1].readOnlyAfterCreate);
		CPPUNIT_ASSERT(!schema.fields()[2].required);
		CPPUNIT_ASSERT(!schema.fields()[2].readOnlyAfterCreate);
	}

	void testChainOnVariableChangesTheVariable()
	{
		Schema schema;
		schema.field("name").required();
		schema.field("secret").writeOnly().field("state").readOnly();
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, schema.fields().size());
		CPPUNIT_ASSERT(schema.fields()[0].required);
		CPPUNIT_ASSERT(schema.fields()[1].writeOnly);
		CPPUNIT_ASSERT(schema.fields()[2].readOnly);
	}

	void testReferenceToChainDoesNotDangle()
	{
		const Schema& schema = Schema{}.field("a name too long for a string to keep in itself").required();
		CPPUNIT_ASSERT_EQUAL(std::string("a name too long for a string to keep in itself"),
							 schema.fields().front().column);
	}

	void testNamedChangesTheJsonNameOnly()
	{
		const Schema schema = Schema{}.field("created_at").named("createdAt").readOnly();
		CPPUNIT_ASSERT_EQUAL(std::string("created_at"), schema.fields()[0].column);
		CPPUNIT_ASSERT_EQUAL(std::string("createdAt"), schema.fields()[0].name);
		CPPUNIT_ASSERT(schema.fields()[0].readOnly);
	}

	void testListDefaultsAreKept()
	{
		const Schema schema =
			Schema{}.field("name").defaultPageSize(10).orderBy("name").orderBy("created_at", true);
		CPPUNIT_ASSERT(schema.defaultPageSize() == 10);
		CPPUNIT_ASSERT_EQUAL(std::size_t{2}, schema.order().size());
		CPPUNIT_ASSERT_EQUAL(std::string("name"), schema.order()[0].column);
		CPPUNIT_ASSERT(!schema.order()[0].descending);
		CPPUNIT_ASSERT_EQUAL(std::string("created_at"), schema.order()[1].column);
		CPPUNIT_ASSERT(schema.order()[1].descending);
		CPPUNIT_ASSERT(!Schema{}.defaultPageSize().has_value());
	}

	void testPropertyBeforeFirstFieldThrows()
	{
		Schema schema;
		CPPUNIT_ASSERT_THROW(schema.required(), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(schema.readOnly(), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(schema.readOnlyAfterCreate(), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(schema.writeOnly(), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(schema.named("x"), ImproperConfigurationException);
	}

	void testPageSizeZeroThrows()
	{
		Schema schema;
		CPPUNIT_ASSERT_THROW(schema.defaultPageSize(0), ImproperConfigurationException);
	}

	void testOfTableProtectsKeyAndAuditColumns()
	{
		const Schema schema = Schema::of(tableOf<Book>());
		CPPUNIT_ASSERT_EQUAL(std::size_t{4}, schema.fields().size());
		CPPUNIT_ASSERT_EQUAL(std::string("id"), schema.fields()[0].name);
		CPPUNIT_ASSERT(fieldOf(schema, "id").readOnlyAfterCreate);
		CPPUNIT_ASSERT(!fieldOf(schema, "id").readOnly);
		CPPUNIT_ASSERT(!fieldOf(schema, "title").readOnly);
		CPPUNIT_ASSERT(!fieldOf(schema, "title").readOnlyAfterCreate);
		CPPUNIT_ASSERT(fieldOf(schema, "created_at").readOnly);
		CPPUNIT_ASSERT(fieldOf(schema, "updated_at").readOnly);
	}

	void testOfTableWithCountedKeyMakesItReadOnly()
	{
		const Schema schema = Schema::of(tableOf<Counted>());
		CPPUNIT_ASSERT(fieldOf(schema, "id").readOnly);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SchemaTest);
