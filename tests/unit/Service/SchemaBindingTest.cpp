//
// SchemaBindingTest.cpp
//
// Library: Tests
// Package: Service
//
// Schemas meet tables; bodies become records.
//
// SPDX-License-Identifier: MIT
//
#include "SchemaTestSupport.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Service/SchemaBinding.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace SchemaSamples;


namespace {


const std::string otherIdText = "b9a2a0e0-0d4c-4c3b-9d6e-7f0a4a1c2d3e";


/// `field: reason; field: reason`, or nothing if the action does not refuse.
template <typename Action>
std::string errorsOf(Action action)
{
	std::string all;
	try
	{
		action();
	}
	catch (const ValidationException& exception)
	{
		for (const FieldError& error : exception.errors())
		{
			all += (all.empty() ? "" : "; ") + error.field + ": " + error.reason;
		}
	}
	return all;
}


std::string createErrors(const SchemaBinding& binding, const std::string& body)
{
	return errorsOf([&] { binding.readCreate(Json::parse(body)); });
}


std::string updateErrors(const SchemaBinding& binding, const std::string& body, const Value& key)
{
	return errorsOf([&] { binding.readUpdate(Json::parse(body), &key); });
}


std::string configurationError(const Schema& schema, const Table& table)
{
	try
	{
		SchemaBinding binding(schema, table);
	}
	catch (const ImproperConfigurationException& exception)
	{
		return exception.message();
	}
	return {};
}


Column keyPart(const char* name)
{
	Column column;
	column.name = name;
	column.primaryKey = true;
	return column;
}


} // namespace


class SchemaBindingTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SchemaBindingTest);
	CPPUNIT_TEST(testFieldWithoutColumnNamesColumnsAndNearest);
	CPPUNIT_TEST(testOrderWithoutColumnIsRefused);
	CPPUNIT_TEST(testContradictingFieldsAreRefused);
	CPPUNIT_TEST(testSchemaWithoutReadableFieldIsRefused);
	CPPUNIT_TEST(testFindKnowsJsonNamesOnly);
	CPPUNIT_TEST(testFieldsKnowKeyAndImplicitRequirement);
	CPPUNIT_TEST(testSelectColumnsFollowJsonOrderWithoutWriteOnly);
	CPPUNIT_TEST(testCreateSetsWhatWasSentOnly);
	CPPUNIT_TEST(testCreateWithIdAndNullSetsBoth);
	CPPUNIT_TEST(testCreateOfWhatIsNoObjectIsOneError);
	CPPUNIT_TEST(testCreateCollectsErrorsInSchemaOrderUnknownLast);
	CPPUNIT_TEST(testCreateRequiresWhatNothingElseFills);
	CPPUNIT_TEST(testCreateRefusesReadOnly);
	CPPUNIT_TEST(testCreateRefusesColumnNameOfRenamedField);
	CPPUNIT_TEST(testUpdateChangesWhatWasSentOnly);
	CPPUNIT_TEST(testUpdateWithSameIdLeavesTheKeyOut);
	CPPUNIT_TEST(testUpdateWithOtherIdIsRefused);
	CPPUNIT_TEST(testUpdateWithWrongIdSaysWhatIsWrong);
	CPPUNIT_TEST(testUpdateWithoutPathKeyTakesAnyId);
	CPPUNIT_TEST(testUpdateRefusesReadOnlyAfterCreate);
	CPPUNIT_TEST(testUpdateRefusesNullWhereTheColumnDoes);
	CPPUNIT_TEST(testUpdateRefusesPartsOfCompositeKey);
	CPPUNIT_TEST_SUITE_END();

public:
	void testFieldWithoutColumnNamesColumnsAndNearest()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("schema of table author: field \"nmae\" names no column (the table has "
						"id, name, dob); did you mean name?"),
			configurationError(Schema{}.field("id").field("nmae"), tableOf<Author>()));
		CPPUNIT_ASSERT_EQUAL(
			std::string("schema of table author: field \"publisher\" names no column (the table "
						"has id, name, dob)"),
			configurationError(Schema{}.field("publisher"), tableOf<Author>()));
	}

	void testOrderWithoutColumnIsRefused()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("schema of table author: order \"Name\" names no column (the table has "
						"id, name, dob); did you mean name?"),
			configurationError(Schema{}.field("id").orderBy("Name"), tableOf<Author>()));
	}

	void testContradictingFieldsAreRefused()
	{
		const Table& table = tableOf<Author>();
		CPPUNIT_ASSERT_EQUAL(std::string("schema of table author: two fields have the column name"),
							 configurationError(Schema{}.field("name").field("name").named("other"), table));
		CPPUNIT_ASSERT_EQUAL(std::string("schema of table author: two fields are named name in JSON"),
							 configurationError(Schema{}.field("name").field("dob").named("name"), table));
		CPPUNIT_ASSERT_EQUAL(std::string("schema of table author: field dob is both read-only and required"),
							 configurationError(Schema{}.field("dob").readOnly().required(), table));
		CPPUNIT_ASSERT_EQUAL(
			std::string("schema of table author: field dob is both read-only and write-only"),
			configurationError(Schema{}.field("id").field("dob").readOnly().writeOnly(), table));
	}

	void testSchemaWithoutReadableFieldIsRefused()
	{
		const std::string expected = "schema of table author: it has no field that can be read";
		CPPUNIT_ASSERT_EQUAL(expected, configurationError(Schema{}, tableOf<Author>()));
		CPPUNIT_ASSERT_EQUAL(expected,
							 configurationError(Schema{}.field("name").writeOnly(), tableOf<Author>()));
	}

	void testFindKnowsJsonNamesOnly()
	{
		CPPUNIT_ASSERT(accounts().find("createdAt"));
		CPPUNIT_ASSERT(!accounts().find("created_at"));
		CPPUNIT_ASSERT(!accounts().find("updated_at"));
	}

	void testFieldsKnowKeyAndImplicitRequirement()
	{
		CPPUNIT_ASSERT(accounts().find("id")->key);
		CPPUNIT_ASSERT(!accounts().find("id")->required);
		CPPUNIT_ASSERT(!accounts().find("login")->key);
		CPPUNIT_ASSERT(accounts().find("login")->required);
		CPPUNIT_ASSERT(accounts().find("password")->required);
		CPPUNIT_ASSERT(!accounts().find("state")->required);
		CPPUNIT_ASSERT(!accounts().find("age")->required);
		CPPUNIT_ASSERT(!accounts().find("createdAt")->required);
	}

	void testSelectColumnsFollowJsonOrderWithoutWriteOnly()
	{
		const Table& table = accounts().table();
		std::string names;
		for (const std::size_t column : accounts().selectColumns())
			names += table.columns()[column].name + " ";
		CPPUNIT_ASSERT_EQUAL(std::string("id login state balance age created_at "), names);
	}

	void testCreateSetsWhatWasSentOnly()
	{
		const Record record = authors().readCreate(Json::parse(R"({"dob":"1890-09-15","name":"Agatha"})"));
		CPPUNIT_ASSERT(record.value("name") == Value("Agatha"));
		CPPUNIT_ASSERT(record.value("dob") == Value(Date(1890, 9, 15)));
		CPPUNIT_ASSERT(!record.isSet(record.table().indexOf("id")));
	}

	void testCreateWithIdAndNullSetsBoth()
	{
		const Record record =
			authors().readCreate(Json::parse(R"({"name":"A","dob":null,"id":")" + idText + R"("})"));
		CPPUNIT_ASSERT(record.value("id") == Value(UUID::parse(idText)));
		CPPUNIT_ASSERT(record.isSet(record.table().indexOf("dob")));
		CPPUNIT_ASSERT(record.value("dob").isNull());
	}

	void testCreateOfWhatIsNoObjectIsOneError()
	{
		for (const char* body : {"[]", "[{}]", "null", "1", "\"text\"", "true"})
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(body, std::string(": must be a JSON object"),
										 createErrors(authors(), body));
			CPPUNIT_ASSERT_EQUAL_MESSAGE(body, std::string(": must be a JSON object"),
										 updateErrors(authors(), body, Value()));
		}
	}

	void testCreateCollectsErrorsInSchemaOrderUnknownLast()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("name: longer than 10 characters; id: not a UUID; dob: not a date (YYYY-MM-DD); "
						"zzz: unknown field; Name: unknown field"),
			createErrors(authors(),
						 R"({"zzz":1,"dob":"15.9.1890","id":7,"Name":"x","name":"Agatha Mary Clarissa"})"));
		CPPUNIT_ASSERT_EQUAL(std::string("name: required; dob: not a date (YYYY-MM-DD); nmae: unknown field"),
							 createErrors(authors(), R"({"nmae":"Agatha","dob":""})"));
		CPPUNIT_ASSERT_EQUAL(std::string("name: must not be null"),
							 createErrors(authors(), R"({"name":null})"));
	}

	void testCreateRequiresWhatNothingElseFills()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("login: required; password: required; balance: required"),
							 createErrors(accounts(), "{}"));
		CPPUNIT_ASSERT_EQUAL(std::string(),
							 createErrors(accounts(), R"({"login":"a","password":"b","balance":1.5})"));
	}

	void testCreateRefusesReadOnly()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("createdAt: read-only"),
			createErrors(accounts(),
						 R"({"login":"a","password":"b","balance":1,"createdAt":"2024-01-02T03:04:05Z"})"));
	}

	void testCreateRefusesColumnNameOfRenamedField()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("created_at: unknown field; updated_at: unknown field"),
			createErrors(accounts(),
						 R"({"login":"a","password":"b","balance":1,"created_at":null,"updated_at":null})"));
	}

	void testUpdateChangesWhatWasSentOnly()
	{
		const Value key(UUID::parse(idText));
		const Record changes = authors().readUpdate(Json::parse(R"({"dob":null})"), &key);
		CPPUNIT_ASSERT(changes.isSet(changes.table().indexOf("dob")));
		CPPUNIT_ASSERT(changes.value("dob").isNull());
		CPPUNIT_ASSERT(!changes.isSet(changes.table().indexOf("name")));
		CPPUNIT_ASSERT(authors().readUpdate(Json::parse("{}"), &key).empty());
	}

	void testUpdateWithSameIdLeavesTheKeyOut()
	{
		const Value key(UUID::parse(idText));
		const Record changes = authors().readUpdate(
			Json::parse(R"({"id":"97108AC1-FFCB-411D-8B1E-D9183399F63B","name":"B"})"), &key);
		CPPUNIT_ASSERT(!changes.isSet(changes.table().indexOf("id")));
		CPPUNIT_ASSERT(changes.value("name") == Value("B"));
	}

	void testUpdateWithOtherIdIsRefused()
	{
		CPPUNIT_ASSERT_EQUAL(
			std::string("id: differs from the path"),
			updateErrors(authors(), R"({"id":")" + otherIdText + R"("})", UUID::parse(idText)));
		CPPUNIT_ASSERT_EQUAL(std::string("id: differs from the path"),
							 updateErrors(accounts(), R"({"id":8})", std::int64_t{7}));
		CPPUNIT_ASSERT_EQUAL(std::string(), updateErrors(accounts(), R"({"id":7})", std::int64_t{7}));
	}

	void testUpdateWithWrongIdSaysWhatIsWrong()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("id: not a UUID"),
							 updateErrors(authors(), R"({"id":7})", UUID::parse(idText)));
		CPPUNIT_ASSERT_EQUAL(std::string("id: must not be null"),
							 updateErrors(authors(), R"({"id":null})", UUID::parse(idText)));
	}

	void testUpdateWithoutPathKeyTakesAnyId()
	{
		const Record changes = accounts().readUpdate(Json::parse(R"({"id":7,"age":30})"), nullptr);
		CPPUNIT_ASSERT(!changes.isSet(changes.table().indexOf("id")));
		CPPUNIT_ASSERT(changes.value("age") == Value(30));
	}

	void testUpdateRefusesReadOnlyAfterCreate()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("login: read-only; age: out of range (-2147483648 to 2147483647)"),
							 updateErrors(accounts(), R"({"age":2147483648,"login":"b"})", std::int64_t{7}));
	}

	void testUpdateRefusesNullWhereTheColumnDoes()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("state: must not be null"),
							 updateErrors(accounts(), R"({"age":null,"state":null})", std::int64_t{7}));
	}

	void testUpdateRefusesPartsOfCompositeKey()
	{
		Column note;
		note.name = "note";
		const Table table("pair", {keyPart("left"), keyPart("right"), note});
		const SchemaBinding binding(Schema::of(table), table);
		CPPUNIT_ASSERT_EQUAL(std::string("left: read-only"), errorsOf([&] {
								 binding.readUpdate(Json::parse(R"({"note":"x","left":"a"})"), nullptr);
							 }));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SchemaBindingTest);
