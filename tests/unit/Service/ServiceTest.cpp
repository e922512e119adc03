//
// ServiceTest.cpp
//
// Library: Tests
// Package: Service
//
// The typed face of services.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/ScopedService.h"
#include "Athanor/Service/Service.h"
#include "Athanor/Json/Reader.h"
#include "ServiceTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace ServiceSamples;


class ServiceTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ServiceTest);
	CPPUNIT_TEST(testCreateFromBodyGivesObject);
	CPPUNIT_TEST(testCreateFromObjectGivesStoredObject);
	CPPUNIT_TEST(testGetUpdateAndRemove);
	CPPUNIT_TEST(testListUsesOrderOfSchema);
	CPPUNIT_TEST(testListAndCountGivesPageAndTotal);
	CPPUNIT_TEST(testObjectToSchema);
	CPPUNIT_TEST(testPageToSchema);
	CPPUNIT_TEST(testServiceWithoutSchemaShowsAllColumns);
	CPPUNIT_TEST(testScopedServiceKeepsWhatItCommits);
	CPPUNIT_TEST_SUITE_END();

public:
	void testCreateFromBodyGivesObject()
	{
		const Json::Value body = Json::parse(R"({"name":"Christie","dob":"1890-09-15"})");
		const Author author = service.create(body);
		CPPUNIT_ASSERT_EQUAL(std::string("Christie"), author.name);
		CPPUNIT_ASSERT(author.dob == Date::parse("1890-09-15"));
		CPPUNIT_ASSERT(author.id != UUID());
	}

	void testCreateFromObjectGivesStoredObject()
	{
		const Author author = service.create(named("Christie"));
		CPPUNIT_ASSERT(author.id != UUID());
		CPPUNIT_ASSERT_EQUAL(std::string("Christie"), service.get(author.id).name);
	}

	void testGetUpdateAndRemove()
	{
		const Author author = service.create(named("Christie"));
		const Author updated = service.update(Json::parse(R"({"name":"Mallowan"})"), author.id);
		CPPUNIT_ASSERT(updated.id == author.id);
		CPPUNIT_ASSERT_EQUAL(std::string("Mallowan"), service.get(author.id).name);
		service.remove(author.id);
		CPPUNIT_ASSERT(!service.getOneOrNone(author.id));
		CPPUNIT_ASSERT_THROW(service.get(author.id), NotFoundException);
	}

	void testListUsesOrderOfSchema()
	{
		for (const char* name : {"a", "c", "b"})
		{
			service.create(named(name));
		}
		const std::vector<Author> authors = service.list();
		CPPUNIT_ASSERT_EQUAL(std::size_t{3}, authors.size());
		CPPUNIT_ASSERT_EQUAL(std::string("c"), authors[0].name);
		CPPUNIT_ASSERT_EQUAL(std::string("a"), authors[2].name);
	}

	void testListAndCountGivesPageAndTotal()
	{
		for (const char* name : {"a", "c", "b"})
		{
			service.create(named(name));
		}
		const auto [page, total] = service.listAndCount(LimitOffset{1, 1});
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, page.size());
		CPPUNIT_ASSERT_EQUAL(std::string("b"), page[0].name);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, total);
	}

	void testObjectToSchema()
	{
		Author author = named("Christie \"Agatha\"");
		author.id = UUID::parse(idText);
		CPPUNIT_ASSERT_EQUAL(R"({"name":"Christie \"Agatha\"","id":")" + idText + R"(","dob":null})",
							 service.toSchema(author).text);
	}

	void testPageToSchema()
	{
		Author author = named("Christie");
		author.id = UUID::parse(idText);
		author.dob = Date::parse("1890-09-15");
		const std::string item = R"({"name":"Christie","id":")" + idText + R"(","dob":"1890-09-15"})";
		const std::vector<Author> page{author, author};
		CPPUNIT_ASSERT_EQUAL(R"({"items":[)" + item + "," + item + R"(],"limit":2,"offset":4,"total":9})",
							 service.toSchema(page, 9, LimitOffset{2, 4}).text);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[],"limit":2,"offset":0,"total":0})"),
							 service.toSchema(std::vector<Author>(), 0, LimitOffset{2, 0}).text);
	}

	void testServiceWithoutSchemaShowsAllColumns()
	{
		Service<Author> plain(database.session);
		Author author = named("Christie");
		author.id = UUID::parse(idText);
		CPPUNIT_ASSERT_EQUAL(R"({"id":")" + idText + R"(","name":"Christie","dob":null})",
							 plain.toSchema(author).text);
	}

	void testScopedServiceKeepsWhatItCommits()
	{
		{
			ScopedService<AuthorService> authors(database.engine);
			authors->create(named("kept"));
			authors.session().commit();
			(*authors).create(named("lost"));
		}
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		const std::vector<Author> found = service.list();
		CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found.size());
		CPPUNIT_ASSERT_EQUAL(std::string("kept"), found[0].name);
	}

private:
	static Author named(const char* name)
	{
		Author author;
		author.name = name;
		return author;
	}

	SampleDatabase database;
	AuthorService service{database.session};
};

CPPUNIT_TEST_SUITE_REGISTRATION(ServiceTest);
