//
// MultiFilterTest.cpp
//
// Library: Tests
// Package: Service
//
// Trees of filters from JSON, and what is wrong with them.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Data/CreateAll.h"
#include "Athanor/Data/Session.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Model/Model.h"
#include "Athanor/Repository/TableRepository.h"
#include "Athanor/Service/MultiFilter.h"
#include "FakeBackend.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


struct Title: BigIntBase
{
	std::string name;
	std::optional<std::string> blurb;
	std::optional<std::int32_t> year;
	bool sold = false;
	DateTime added;

	static constexpr auto model()
	{
		return table(column("name", &Title::name).length(3), column("blurb", &Title::blurb),
					 column("year", &Title::year), column("sold", &Title::sold),
					 column("added", &Title::added));
	}
};


} // namespace


class MultiFilterTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(MultiFilterTest);
	CPPUNIT_TEST(testNestedGroupsSelectTheRightRows);
	CPPUNIT_TEST(testEveryTypeIsRead);
	CPPUNIT_TEST(testEveryOperatorIsRead);
	CPPUNIT_TEST(testGroupsSideBySideHaveToHoldBoth);
	CPPUNIT_TEST(testNothingIsNoFilter);
	CPPUNIT_TEST(testUnknownTypeIsAnErrorWithItsPath);
	CPPUNIT_TEST(testUnknownFieldIsAnErrorWithItsPath);
	CPPUNIT_TEST(testUnknownOperatorIsAnErrorListingThem);
	CPPUNIT_TEST(testUnknownAndMissingMembersAreErrors);
	CPPUNIT_TEST(testWrongValuesAreErrorsWithTheirPath);
	CPPUNIT_TEST(testWrongShapesAreErrors);
	CPPUNIT_TEST(testEverythingWrongIsFoundAtOnce);
	CPPUNIT_TEST(testTypesOfCodeCannotComeFromJson);
	CPPUNIT_TEST(testOnlyAllowedFieldsCanBeNamed);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		engine.metadata().add(tableOf<Title>());
		runInline(createAll(engine));
		add("Ann", "first", 1950, true, "2024-01-01T00:00:00Z");
		add("Bob", nullptr, 1960, false, "2024-01-01T23:00:00Z");
		add("cy", "100%", nullptr, true, "2024-01-02T00:00:00Z");
	}

	void testNestedGroupsSelectTheRightRows()
	{
		const std::string text =
			R"({"and_":[{"type":"comparison","field_name":"sold","operator":"eq","value":true},
			{"or_":[{"type":"null","field_name":"year"},
			{"type":"search","field_name":"name","value":"AN","ignore_case":true}]}]})";
		CPPUNIT_ASSERT_EQUAL(std::string("1 3"), ids(text));
	}

	void testEveryTypeIsRead()
	{
		const std::vector<std::pair<std::string, std::string>> cases{
			{R"("type":"before_after","field_name":"added","before":"2024-01-01T23:00:00Z","after":null)",
			 "1"},
			{R"("type":"on_before_after","field_name":"added","on_or_after":"2024-01-01T23:00:00Z")", "2 3"},
			{R"("type":"collection","field_name":"year","values":[1950,1960])", "1 2"},
			{R"("type":"collection","field_name":"year","values":[])", ""},
			{R"("type":"collection","field_name":"year","values":null)", "1 2 3"},
			{R"("type":"choices","field_name":"name","values":["Ann"])", "1"},
			{R"("type":"not_in_collection","field_name":"year","values":[1950])", "2"},
			{R"("type":"boolean","field_name":"sold","value":false)", "2"},
			{R"("type":"boolean","field_name":"sold","value":null)", "1 2 3"},
			{R"("type":"null","field_name":"blurb")", "2"},
			{R"("type":"not_null","field_name":"blurb")", "1 3"},
			{R"("type":"search","field_name":["name","blurb"],"value":"0%")", "3"},
			{R"("type":"not_in_search","field_name":"name","value":"b","ignore_case":true)", "1 3"},
		};
		for (const auto& [members, expected] : cases)
			CPPUNIT_ASSERT_EQUAL_MESSAGE(members, expected, ids("{\"and\":[{" + members + "}]}"));
	}

	void testEveryOperatorIsRead()
	{
		const std::vector<std::pair<std::string, std::string>> cases{
			{R"("year","operator":"eq","value":1950)", "1"},
			{R"("year","operator":"eq","value":null)", "3"},
			{R"("year","operator":"ne","value":1950)", "2"},
			{R"("year","operator":"gt","value":1950)", "2"},
			{R"("year","operator":"ge","value":1950)", "1 2"},
			{R"("year","operator":"lt","value":1960)", "1"},
			{R"("year","operator":"le","value":1960)", "1 2"},
			{R"("year","operator":"in","value":[1950,1])", "1"},
			{R"("year","operator":"notin","value":[1950])", "2"},
			{R"("year","operator":"between","value":[1955,1960])", "2"},
			{R"("name","operator":"like","value":"_nn")", "1"},
			{R"("name","operator":"ilike","value":"B%")", "2"},
			{R"("name","operator":"startswith","value":"A")", "1"},
			{R"("name","operator":"istartswith","value":"C")", "3"},
			{R"("name","operator":"endswith","value":"b")", "2"},
			{R"("name","operator":"iendswith","value":"NN")", "1"},
			{R"("added","operator":"dateeq","value":"2024-01-01")", "1 2"},
		};
		for (const auto& [members, expected] : cases)
		{
			const std::string text = R"({"and":[{"type":"comparison","field_name":)" + members + "}]}";
			CPPUNIT_ASSERT_EQUAL_MESSAGE(members, expected, ids(text));
		}
	}

	void testGroupsSideBySideHaveToHoldBoth()
	{
		const std::string text =
			R"({"or":[{"type":"null","field_name":"year"},{"type":"null","field_name":"blurb"}],
			"and":[{"type":"boolean","field_name":"sold","value":true}]})";
		CPPUNIT_ASSERT_EQUAL(std::string("3"), ids(text));
	}

	void testNothingIsNoFilter()
	{
		CPPUNIT_ASSERT(!read("{}"));
		CPPUNIT_ASSERT(!read(R"({"and":[]})"));
		CPPUNIT_ASSERT(!read(R"({"or_":[{"and_":[]}]})"));
	}

	void testUnknownTypeIsAnErrorWithItsPath()
	{
		const std::string error = errorOf(R"({"and":[{"or_":[{"type":"x","field_name":"name"}]}]})");
		CPPUNIT_ASSERT_EQUAL(std::string("and[0].or_[0].type: unknown filter type"), error.substr(0, 39));
		CPPUNIT_ASSERT(error.find("comparison") != std::string::npos);
		CPPUNIT_ASSERT(errorOf(R"({"and":[{"type":7}]})").find("and[0].type: unknown") == 0);
	}

	void testUnknownFieldIsAnErrorWithItsPath()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("and[0].field_name: unknown field \"nothing\"\n"),
							 errorOf(R"({"and":[{"type":"null","field_name":"nothing"}]})"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("and[0].field_name[1]: unknown field \"id\\\" --\"\n"),
			errorOf(R"({"and":[{"type":"search","field_name":["name","id\\\" --"],"value":"x"}]})"));
	}

	void testUnknownOperatorIsAnErrorListingThem()
	{
		const std::string error =
			errorOf(R"({"and":[{"type":"comparison","field_name":"year","operator":"=","value":1}]})");
		CPPUNIT_ASSERT(error.find("and[0].operator: unknown operator") == 0);
		CPPUNIT_ASSERT(error.find("between, dateeq, endswith, eq") != std::string::npos);
	}

	void testUnknownAndMissingMembersAreErrors()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("and[0].extra: unknown member\n"),
							 errorOf(R"({"and":[{"type":"null","field_name":"year","extra":1}]})"));
		CPPUNIT_ASSERT_EQUAL(std::string("and[0].field_name: missing\n"),
							 errorOf(R"({"and":[{"type":"null"}]})"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("and[0].value: missing\n"),
			errorOf(R"({"and":[{"type":"comparison","field_name":"year","operator":"eq"}]})"));
		CPPUNIT_ASSERT_EQUAL(std::string("not: unknown member (expected and, or)\n"),
							 errorOf(R"({"not":[]})"));
	}

	void testWrongValuesAreErrorsWithTheirPath()
	{
		const auto pathOf = [&](const std::string& members) {
			const std::string error = errorOf("{\"and\":[{" + members + "}]}");
			return error.substr(0, error.find(':'));
		};
		CPPUNIT_ASSERT_EQUAL(std::string("and[0].values[1]"),
							 pathOf(R"("type":"collection","field_name":"year","values":[1,"x"])"));
		CPPUNIT_ASSERT_EQUAL(std::string("and[0].before"),
							 pathOf(R"("type":"before_after","field_name":"added","before":"yesterday")"));
		CPPUNIT_ASSERT_EQUAL(std::string("and[0].value"),
							 pathOf(R"("type":"boolean","field_name":"sold","value":1)"));
		CPPUNIT_ASSERT_EQUAL(std::string("and[0].field_name"),
							 pathOf(R"("type":"boolean","field_name":"year","value":true)"));
		CPPUNIT_ASSERT_EQUAL(std::string("and[0].field_name"),
							 pathOf(R"("type":"search","field_name":"year","value":"1")"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("and[0].value"),
			pathOf(R"("type":"comparison","field_name":"year","operator":"gt","value":null)"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("and[0].value"),
			pathOf(R"("type":"comparison","field_name":"year","operator":"between","value":[1])"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("and[0].value"),
			pathOf(R"("type":"comparison","field_name":"name","operator":"like","value":"\\")"));
	}

	void testWrongShapesAreErrors()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("filter: not an object\n"), errorOf("[]"));
		CPPUNIT_ASSERT_EQUAL(std::string("and: not an array\n"), errorOf(R"({"and":{}})"));
		CPPUNIT_ASSERT_EQUAL(std::string("and[0]: not an object\n"), errorOf(R"({"and":[1]})"));
	}

	void testEverythingWrongIsFoundAtOnce()
	{
		const std::string error =
			errorOf(R"({"and":[{"type":"null","field_name":"x"},{"type":"y"},{"or":[{"type":"null"}]}]})");
		CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{3}, std::count(error.begin(), error.end(), '\n'));
	}

	void testTypesOfCodeCannotComeFromJson()
	{
		for (const char* type : {"filter_group", "exists", "not_exists", "limit_offset", "order_by"})
		{
			const std::string error = errorOf(std::string(R"({"and":[{"type":")") + type + "\"}]}");
			CPPUNIT_ASSERT_MESSAGE(type, error.find("unknown filter type") != std::string::npos);
		}
	}

	void testOnlyAllowedFieldsCanBeNamed()
	{
		const FilterFields renamed = [](std::string_view field) -> const Column* {
			const Table& table = tableOf<Title>();
			return field == "jahr" ? &table.columns()[table.indexOf("year")] : nullptr;
		};
		const Json::Value known = Json::parse(R"({"and":[{"type":"null","field_name":"jahr"}]})");
		const Json::Value hidden = Json::parse(R"({"and":[{"type":"null","field_name":"year"}]})");
		CPPUNIT_ASSERT_EQUAL(std::string("year"), readMultiFilter(known, renamed)->column());
		CPPUNIT_ASSERT_THROW(readMultiFilter(hidden, renamed), ValidationException);
	}

private:
	static DatabaseConfig config()
	{
		DatabaseConfig config;
		config.bindKey = "default";
		config.connectionString = "fake://multifilter";
		return config;
	}

	void add(const char* name, const Value& blurb, const Value& year, bool sold, const char* added)
	{
		Record record(tableOf<Title>());
		record.set("name", name);
		record.set("blurb", blurb);
		record.set("year", year);
		record.set("sold", sold);
		record.set("added", DateTime::parse(added));
		runInline(titles.add(record));
	}

	static std::optional<Condition> read(const std::string& text)
	{
		return readMultiFilter(Json::parse(text), filterFieldsOf(tableOf<Title>()));
	}

	std::string ids(const std::string& text)
	{
		Query query;
		query.where = read(text);
		std::string found;
		for (const Record& record : runInline(titles.list(query)))
			found += (found.empty() ? "" : " ") + std::to_string(record.key().get<std::int64_t>());
		return found;
	}

	/// One line for each error.
	static std::string errorOf(const std::string& text)
	{
		try
		{
			read(text);
		}
		catch (const ValidationException& failure)
		{
			std::string lines;
			for (const FieldError& error : failure.errors())
				lines += error.field + ": " + error.reason + "\n";
			return lines;
		}
		return "no error";
	}

	FakeBackend backend;
	Engine engine{config(), backend};
	Session session{engine};
	TableRepository titles{session.unit(), tableOf<Title>()};
};

CPPUNIT_TEST_SUITE_REGISTRATION(MultiFilterTest);
