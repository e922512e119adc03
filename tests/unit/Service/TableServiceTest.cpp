//
// TableServiceTest.cpp
//
// Library: Tests
// Package: Service
//
// JSON in, rows, JSON out.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Service/TableService.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include "ServiceTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace ServiceSamples;


namespace {


/// Names of the wrong fields.
std::vector<std::string> wrongFields(const std::function<void()>& f)
{
	std::vector<std::string> fields;
	try
	{
		f();
	}
	catch (const ValidationException& failure)
	{
		for (const FieldError& error : failure.errors())
		{
			fields.push_back(error.field);
		}
	}
	return fields;
}


} // namespace


class TableServiceTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(TableServiceTest);
	CPPUNIT_TEST(testCreatedRecordAsJson);
	CPPUNIT_TEST(testCreateWithWrongFieldsNamesThemAll);
	CPPUNIT_TEST(testCreateOfWrongBodyTouchesNoDatabase);
	CPPUNIT_TEST(testUpdateKeepsWhatTheBodyDoesNotSay);
	CPPUNIT_TEST(testUpdateWithNullClears);
	CPPUNIT_TEST(testUpdateWithOtherKeyIsRefused);
	CPPUNIT_TEST(testEmptyUpdateReturnsTheRow);
	CPPUNIT_TEST(testOneRowIsWrittenAsItsRecord);
	CPPUNIT_TEST(testMissingRowsThrowNotFound);
	CPPUNIT_TEST(testPageOfNothing);
	CPPUNIT_TEST(testPageIsExactJson);
	CPPUNIT_TEST(testPagePastTheEndKeepsTotal);
	CPPUNIT_TEST(testPageWithConditionCountsMatches);
	CPPUNIT_TEST(testOrderOfQueryGoesBeforeThatOfSchema);
	CPPUNIT_TEST_SUITE_END();

public:
	void testCreatedRecordAsJson()
	{
		const Record record = create(R"({"name":"Christie","dob":"1890-09-15","id":")" + idText + "\"}");
		CPPUNIT_ASSERT_EQUAL(R"({"name":"Christie","id":")" + idText + R"(","dob":"1890-09-15"})",
							 service.toJson(record));
		CPPUNIT_ASSERT_EQUAL(service.toJson(record),
							 service.toJson(runInline(service.getRecord(record.key()))));
	}

	void testCreateWithWrongFieldsNamesThemAll()
	{
		const auto fields = wrongFields([this] { create(R"({"dob":"soon","age":3})"); });
		CPPUNIT_ASSERT(fields == (std::vector<std::string>{"name", "dob", "age"}));
	}

	void testCreateOfWrongBodyTouchesNoDatabase()
	{
		CPPUNIT_ASSERT_THROW(create("{}"), ValidationException);
		CPPUNIT_ASSERT_EQUAL(0, database.engine.used());
		CPPUNIT_ASSERT(!database.session.failed());
	}

	void testUpdateKeepsWhatTheBodyDoesNotSay()
	{
		create(R"({"name":"Christie","dob":"1890-09-15","id":")" + idText + "\"}");
		const Record record = update(R"({"name":"Mallowan"})");
		CPPUNIT_ASSERT_EQUAL(R"({"name":"Mallowan","id":")" + idText + R"(","dob":"1890-09-15"})",
							 service.toJson(record));
	}

	void testUpdateWithNullClears()
	{
		create(R"({"name":"Christie","dob":"1890-09-15","id":")" + idText + "\"}");
		const Record record = update(R"({"dob":null})");
		CPPUNIT_ASSERT_EQUAL(R"({"name":"Christie","id":")" + idText + R"(","dob":null})",
							 service.toJson(record));
		const auto fields = wrongFields([this] { update(R"({"name":null})"); });
		CPPUNIT_ASSERT(fields == std::vector<std::string>{"name"});
	}

	void testUpdateWithOtherKeyIsRefused()
	{
		create(R"({"name":"Christie","id":")" + idText + "\"}");
		CPPUNIT_ASSERT_NO_THROW(update(R"({"id":")" + idText + "\"}"));
		const auto fields = wrongFields([this] { update(R"({"id":")" + UUID::v4().toString() + "\"}"); });
		CPPUNIT_ASSERT(fields == std::vector<std::string>{"id"});
	}

	void testEmptyUpdateReturnsTheRow()
	{
		create(R"({"name":"Christie","id":")" + idText + "\"}");
		CPPUNIT_ASSERT_EQUAL(R"({"name":"Christie","id":")" + idText + R"(","dob":null})",
							 service.toJson(update("{}")));
	}

	void testOneRowIsWrittenAsItsRecord()
	{
		const Record record = create(R"({"name":"Christie","dob":"1890-09-15","id":")" + idText + "\"}");
		Json::Writer writer;
		runInline(service.writeOne(record.key(), writer));
		CPPUNIT_ASSERT_EQUAL(service.toJson(record), writer.take());
	}

	void testMissingRowsThrowNotFound()
	{
		CPPUNIT_ASSERT_THROW(runInline(service.getRecord(UUID::parse(idText))), NotFoundException);
		Json::Writer writer;
		CPPUNIT_ASSERT_THROW(runInline(service.writeOne(UUID::parse(idText), writer)), NotFoundException);
		CPPUNIT_ASSERT_THROW(update(R"({"name":"x"})"), NotFoundException);
		CPPUNIT_ASSERT_THROW(update("{}"), NotFoundException);
		CPPUNIT_ASSERT_THROW(runInline(service.removeRecord(UUID::parse(idText))), NotFoundException);
	}

	void testPageOfNothing()
	{
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[],"limit":10,"offset":0,"total":0})"), page(10, 0));
	}

	void testPageIsExactJson()
	{
		createThree();
		CPPUNIT_ASSERT_EQUAL(R"({"items":[)" + item("c", 3) + "," + item("b", 2) +
								 R"(],"limit":2,"offset":0,"total":3})",
							 page(2, 0));
		CPPUNIT_ASSERT_EQUAL(R"({"items":[)" + item("a", 1) + R"(],"limit":2,"offset":2,"total":3})",
							 page(2, 2));
	}

	void testPagePastTheEndKeepsTotal()
	{
		createThree();
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"items":[],"limit":2,"offset":100,"total":3})"), page(2, 100));
	}

	void testPageWithConditionCountsMatches()
	{
		createThree();
		Query query;
		query.where = Condition::compare("name", Comparison::NotEqual, "b");
		CPPUNIT_ASSERT_EQUAL(R"({"items":[)" + item("c", 3) + R"(],"limit":1,"offset":0,"total":2})",
							 page(1, 0, query));
	}

	void testOrderOfQueryGoesBeforeThatOfSchema()
	{
		createThree();
		Query query;
		query.orderBy = {{"name"}};
		CPPUNIT_ASSERT_EQUAL(R"({"items":[)" + item("a", 1) + R"(],"limit":1,"offset":0,"total":3})",
							 page(1, 0, query));
	}

private:
	Record create(const std::string& body)
	{
		const Json::Value json = Json::parse(body);
		return runInline(service.createRecord(json));
	}

	Record update(const std::string& body)
	{
		const Json::Value json = Json::parse(body);
		const Key key(UUID::parse(idText));
		return runInline(service.updateRecord(json, key));
	}

	std::string page(std::int64_t limit, std::int64_t offset, Query query = {})
	{
		query.page = LimitOffset{limit, offset};
		Json::Writer writer;
		runInline(service.writePage(query, writer));
		return writer.take();
	}

	void createThree()
	{
		for (const auto& [name, number] : {std::pair("a", 1), std::pair("c", 3), std::pair("b", 2)})
		{
			create(item(name, number));
		}
	}

	static std::string item(const std::string& name, int number)
	{
		return R"({"name":")" + name + R"(","id":"00000000-0000-4000-8000-00000000000)" +
			   std::to_string(number) + R"(","dob":null})";
	}

	SampleDatabase database;
	TableService service{database.session.unit(), AuthorService::binding()};
};

CPPUNIT_TEST_SUITE_REGISTRATION(TableServiceTest);
