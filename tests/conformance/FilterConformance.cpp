//
// FilterConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "FilterConformance.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Model/Record.h"
#include "Athanor/Query/Ddl.h"
#include "Athanor/Service/MultiFilter.h"
#include "Columns.h"


namespace Athanor::Conformance {


namespace {


using Operator = ComparisonFilter::Operator;


const Table& persons()
{
	static const Table table(
		"person", {makeKey(), makeColumn("name", ValueType::Text), makeColumn("nick", ValueType::Text),
				   makeColumn("born", ValueType::Date), makeColumn("seen", ValueType::Timestamp)});
	return table;
}


const Table& pets()
{
	static const Table table("pet",
							 {makeKey(), makeColumn("owner", ValueType::Integer),
							  makeColumn("name", ValueType::Text), makeColumn("legs", ValueType::Integer)});
	return table;
}


/// One column of each type that can be compared.
const Table& samples()
{
	static const Table table(
		"sample", {makeKey(), makeColumn("boolean", ValueType::Boolean),
				   makeColumn("double", ValueType::Double), makeColumn("decimal", ValueType::Decimal),
				   makeColumn("text", ValueType::Text), makeColumn("bytes", ValueType::Bytes),
				   makeColumn("uuid", ValueType::UUID), makeColumn("date", ValueType::Date),
				   makeColumn("time", ValueType::Time), makeColumn("timestamp", ValueType::Timestamp)});
	return table;
}


/// Value number n (from 0) of a type; no two are equal, but booleans.
Value sampleValue(ValueType type, int n)
{
	const std::int64_t second = 1000000;
	switch (type)
	{
	case ValueType::Boolean:
		return n % 2 == 0;
	case ValueType::Integer:
		return n;
	case ValueType::Double:
		return n + 0.1;
	case ValueType::Decimal:
		return Decimal::parse(std::to_string(n) + ".50");
	case ValueType::Bytes:
		return Bytes{std::string("\0\\\"{,", 5) + std::to_string(n)};
	case ValueType::UUID:
		return UUID::parse("00000000-0000-4000-8000-" + std::to_string(100000000000 + n));
	case ValueType::Date:
		return Date::fromDays(n);
	case ValueType::Time:
		return Time::fromMicroseconds(n * second + 1);
	case ValueType::Timestamp:
		return DateTime::fromMicroseconds(n * second + 1);
	case ValueType::Interval:
		return Interval::fromMicroseconds((n - 5) * second - 1);
	case ValueType::JSON:
	case ValueType::Text:
		break;
	}
	return "a\"b\\c,{ü}\n" + std::to_string(n);
}


DateTime moment(const char* text)
{
	return DateTime::parse(text);
}


Filter compared(const char* field, Operator op, std::vector<Value> values)
{
	return ComparisonFilter{field, op, std::move(values)};
}


} // namespace


void FilterConformance::setUp()
{
	Fixture::setUp();
	_face = std::make_unique<RepositoryFace>(target(), isAsync());
	makeTable(persons());
	makeTable(pets());
	addPerson(1, "Ann", "100%", Date(1990, 1, 1), moment("2024-01-01T00:00:00Z"));
	addPerson(2, "bob", "a_b", Date(1991, 2, 2), moment("2024-01-01T23:59:59.999999Z"));
	addPerson(3, "Ärger", "c\\d", Date(1992, 3, 3), moment("2024-01-02T00:00:00Z"));
	addPerson(4, "anna*[x]?", "", nullptr, nullptr);
	addPerson(5, nullptr, "BOB", Date(1990, 1, 1), moment("2023-12-31T12:00:00Z"));
	addPet(1, 1, "Rex", 4);
	addPet(2, 1, "Tweety", 2);
	addPet(3, 2, "Rex", 3);
	addPet(4, 4, "Nemo", 0);
}


void FilterConformance::tearDown()
{
	_face.reset();
	Fixture::tearDown();
}


ResultSetPtr FilterConformance::ask(const CompiledStatement& compiled)
{
	return _face->wait(_face->unit().execute(compiled.statement, compiled.parameters));
}


void FilterConformance::makeTable(const Table& table)
{
	const Parameters none;
	for (const Statement& statement : createTable(table, dialect(), false))
		_face->wait(_face->unit().execute(statement, none));
}


void FilterConformance::addPerson(int id, const Value& name, const Value& nick, const Value& born,
								  const Value& seen)
{
	Record record(persons());
	record.set("id", id);
	record.set("name", name);
	record.set("nick", nick);
	record.set("born", born);
	record.set("seen", seen);
	ask(Compiler(dialect()).insert(record, {}));
}


void FilterConformance::addPet(int id, int owner, const std::string& name, int legs)
{
	Record record(pets());
	record.set("id", id);
	record.set("owner", owner);
	record.set("name", name);
	record.set("legs", legs);
	ask(Compiler(dialect()).insert(record, {}));
}


std::string FilterConformance::ids(const std::vector<Filter>& filters)
{
	return idsOf(queryOf(filters));
}


std::string FilterConformance::idsOf(const Query& query)
{
	const ResultSetPtr rows = ask(Compiler(dialect()).select(persons(), {0}, query));
	std::string ids;
	while (rows->next())
		ids += (ids.empty() ? "" : " ") + std::to_string(rows->integer(0));
	return ids;
}


void FilterConformance::testBeforeAfterFilterIsStrict()
{
	const DateTime edge = moment("2024-01-01T00:00:00Z");
	CPPUNIT_ASSERT_EQUAL(std::string("5"), ids({BeforeAfter{"seen", edge, {}}}));
	CPPUNIT_ASSERT_EQUAL(std::string("2 3"), ids({BeforeAfter{"seen", {}, edge}}));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ids({BeforeAfter{"seen", moment("2024-01-02T00:00:00Z"), edge}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({BeforeAfter{"seen", {}, {}}}));
	// A day stands for its midnight.
	CPPUNIT_ASSERT_EQUAL(std::string("2 3"), ids({BeforeAfter{"seen", {}, Date(2024, 1, 1)}}));
}


void FilterConformance::testOnBeforeAfterFilterIsInclusive()
{
	const DateTime edge = moment("2024-01-01T00:00:00Z");
	CPPUNIT_ASSERT_EQUAL(std::string("1 5"), ids({OnBeforeAfter{"seen", edge, {}}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3"), ids({OnBeforeAfter{"seen", {}, edge}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({OnBeforeAfter{"seen", edge, edge}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 5"), ids({OnBeforeAfter{"born", Date(1990, 1, 1), {}}}));
}


void FilterConformance::testCollectionFilterSelectsListEmptyOrAll()
{
	CPPUNIT_ASSERT_EQUAL(std::string("1 3"), ids({CollectionFilter{"id", {{3, 1, 99}}}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({CollectionFilter{"name", {{"Ann"}}}}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({CollectionFilter{"id", std::vector<Value>()}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({CollectionFilter{"id", std::nullopt}}));
}


void FilterConformance::testNotInCollectionFilterWithEmptyListSelectsAll()
{
	CPPUNIT_ASSERT_EQUAL(std::string("2 4 5"), ids({NotInCollectionFilter{"id", {{3, 1}}}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({NotInCollectionFilter{"id", std::vector<Value>()}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({NotInCollectionFilter{"id", std::nullopt}}));
	// The one without a name is not known to have another.
	CPPUNIT_ASSERT_EQUAL(std::string("2 3 4"), ids({NotInCollectionFilter{"name", {{"Ann"}}}}));
}


void FilterConformance::testNullInListMeansIsNull()
{
	CPPUNIT_ASSERT_EQUAL(std::string("1 5"), ids({CollectionFilter{"name", {{"Ann", nullptr}}}}));
	CPPUNIT_ASSERT_EQUAL(std::string("2 3 4"), ids({NotInCollectionFilter{"name", {{"Ann", nullptr}}}}));
}


void FilterConformance::testChoicesAndBooleanFilter()
{
	makeTable(samples());
	for (int id = 0; id < 3; ++id)
	{
		Record record(samples());
		record.set("id", id);
		record.set("boolean", id == 1 ? Value() : Value(id == 0));
		ask(Compiler(dialect()).insert(record, {}));
	}
	const auto count = [&](const std::vector<Filter>& filters) {
		const ResultSetPtr rows = ask(Compiler(dialect()).count(samples(), queryOf(filters)));
		CPPUNIT_ASSERT(rows->next());
		return rows->integer(0);
	};
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, count({BooleanFilter{"boolean", true}}));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, count({BooleanFilter{"boolean", false}}));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, count({BooleanFilter{"boolean", std::nullopt}}));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, count({ChoicesFilter{{"id", {{0, 2}}}}}));
}


void FilterConformance::testNullAndNotNullFilter()
{
	CPPUNIT_ASSERT_EQUAL(std::string("5"), ids({NullFilter{"name"}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4"), ids({NotNullFilter{"name"}}));
}


void FilterConformance::testSearchFilterTellsCasesApart()
{
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({SearchFilter{{"name"}, "Ann"}}));
	CPPUNIT_ASSERT_EQUAL(std::string("4"), ids({SearchFilter{{"name"}, "ann"}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({SearchFilter{{}, "ann"}}));
}


void FilterConformance::testSearchFilterIgnoringCaseFoldsLettersOfAsciiOnly()
{
	CPPUNIT_ASSERT_EQUAL(std::string("1 4"), ids({SearchFilter{{"name"}, "aNN", true}}));
	CPPUNIT_ASSERT_EQUAL(std::string("3"), ids({SearchFilter{{"name"}, "ÄRGER", true}}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({SearchFilter{{"name"}, "ärger", true}}));
}


void FilterConformance::testSearchFilterOverSeveralFieldsOrs()
{
	CPPUNIT_ASSERT_EQUAL(std::string("2 5"), ids({SearchFilter{{"name", "nick"}, "bob", true}}));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ids({SearchFilter{{"name", "nick"}, "bob"}}));
}


void FilterConformance::testNotInSearchFilterAndsOverFields()
{
	CPPUNIT_ASSERT_EQUAL(std::string("1 3 4"), ids({NotInSearchFilter{{"name", "nick"}, "bob", true}}));
	CPPUNIT_ASSERT_EQUAL(std::string("2 3 4"), ids({NotInSearchFilter{{"name"}, "Ann"}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({NotInSearchFilter{{}, "Ann"}}));
}


void FilterConformance::testSearchedWildcardsMeanThemselves()
{
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({SearchFilter{{"nick"}, "%"}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({SearchFilter{{"nick"}, "%", true}}));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ids({SearchFilter{{"nick"}, "_"}}));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ids({SearchFilter{{"nick"}, "_", true}}));
	CPPUNIT_ASSERT_EQUAL(std::string("3"), ids({SearchFilter{{"nick"}, "\\"}}));
	CPPUNIT_ASSERT_EQUAL(std::string("3"), ids({SearchFilter{{"nick"}, "\\", true}}));
	for (const char* sign : {"*", "[", "]", "?", "[x]", "*[x]?"})
		CPPUNIT_ASSERT_EQUAL_MESSAGE(sign, std::string("4"), ids({SearchFilter{{"name"}, sign}}));
}


void FilterConformance::testComparisonFilterOrders()
{
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ids({compared("id", Operator::Eq, {2})}));
	CPPUNIT_ASSERT_EQUAL(std::string("5"), ids({compared("name", Operator::Eq, {nullptr})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 3 4 5"), ids({compared("id", Operator::Ne, {2})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4"), ids({compared("name", Operator::Ne, {nullptr})}));
	CPPUNIT_ASSERT_EQUAL(std::string("4 5"), ids({compared("id", Operator::Gt, {3})}));
	CPPUNIT_ASSERT_EQUAL(std::string("3 4 5"), ids({compared("id", Operator::Ge, {3})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2"), ids({compared("id", Operator::Lt, {3})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3"), ids({compared("id", Operator::Le, {3})}));
	CPPUNIT_ASSERT_EQUAL(std::string("2 3 4"), ids({compared("id", Operator::Between, {2, 4})}));
}


void FilterConformance::testComparisonFilterLists()
{
	CPPUNIT_ASSERT_EQUAL(std::string("2 4"), ids({compared("id", Operator::In, {4, 2})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 3 5"), ids({compared("id", Operator::NotIn, {4, 2})}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({compared("id", Operator::In, {})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({compared("id", Operator::NotIn, {})}));
}


void FilterConformance::testComparisonFilterPatterns()
{
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({compared("name", Operator::Like, {"A%"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 4"), ids({compared("name", Operator::ILike, {"A%"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ids({compared("name", Operator::Like, {"b_b"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({compared("nick", Operator::Like, {"%\\%"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("3"), ids({compared("nick", Operator::Like, {"c\\\\_"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("4"), ids({compared("nick", Operator::Like, {""})}));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ids({compared("name", Operator::Like, {"\\b\\ob"})}));
}


void FilterConformance::testPatternCharacterIsNotAByte()
{
	CPPUNIT_ASSERT_EQUAL(std::string("3"), ids({compared("name", Operator::Like, {"_rger"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("3"), ids({compared("name", Operator::ILike, {"_RGER"})}));
}


void FilterConformance::testComparisonFilterEndsWithLooksAtTheEnd()
{
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({compared("name", Operator::StartsWith, {"An"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 4"), ids({compared("name", Operator::IStartsWith, {"AN"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({compared("name", Operator::EndsWith, {"nn"})}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({compared("name", Operator::EndsWith, {"NN"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({compared("name", Operator::IEndsWith, {"NN"})}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({compared("name", Operator::IEndsWith, {"AN"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({compared("nick", Operator::EndsWith, {"%"})}));
}


void FilterConformance::testComparisonFilterDateEqCoversTheDay()
{
	CPPUNIT_ASSERT_EQUAL(std::string("1 2"), ids({compared("seen", Operator::DateEq, {Date(2024, 1, 1)})}));
	CPPUNIT_ASSERT_EQUAL(std::string("3"),
						 ids({compared("seen", Operator::DateEq, {moment("2024-01-02T15:00:00Z")})}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 5"), ids({compared("born", Operator::DateEq, {Date(1990, 1, 1)})}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({compared("seen", Operator::DateEq, {Date(9999, 12, 31)})}));
}


void FilterConformance::testDecimalsCompareByValue()
{
	makeTable(samples());
	int id = 0;
	for (const char* text : {"10.5", "9", "-1.50", "100"})
	{
		Record record(samples());
		record.set("id", ++id);
		record.set("decimal", Decimal::parse(text));
		ask(Compiler(dialect()).insert(record, {}));
	}
	const auto list = [&](const Condition& condition) {
		Query query;
		query.where = condition;
		query.orderBy = {{"decimal"}};
		std::string ids;
		const ResultSetPtr rows = ask(Compiler(dialect()).select(samples(), {0}, query));
		while (rows->next())
			ids += std::to_string(rows->integer(0));
		return ids;
	};
	const auto decimal = [](const char* text) { return Decimal::parse(text); };
	CPPUNIT_ASSERT_EQUAL(std::string("3214"), list(Condition::isNotNull("decimal")));
	CPPUNIT_ASSERT_EQUAL(std::string("14"), list(Condition::compare("decimal", Comparison::Greater, 9)));
	CPPUNIT_ASSERT_EQUAL(std::string("3"), list(Condition::compare("decimal", Comparison::Less, 0)));
	CPPUNIT_ASSERT_EQUAL(std::string("1"),
						 list(Condition::compare("decimal", Comparison::Equal, decimal("10.500"))));
	CPPUNIT_ASSERT_EQUAL(std::string("32"),
						 list(Condition::in("decimal", {decimal("9.0"), decimal("-1.5")})));
}


void FilterConformance::testTextOrdersByCodePoints()
{
	// Upper case before lower case, accents after both: the same on every database and in every locale.
	CPPUNIT_ASSERT_EQUAL(std::string("1 4 2 3 5"), ids({OrderBy{"name"}}));
	CPPUNIT_ASSERT_EQUAL(std::string("5 3 2 4 1"), ids({OrderBy{"name", true}}));
	CPPUNIT_ASSERT_EQUAL(std::string("2 3 4"), ids({compared("name", Operator::Gt, {"B"})}));
	CPPUNIT_ASSERT_EQUAL(std::string("3"), ids({compared("name", Operator::Gt, {"z"})}));
}


void FilterConformance::testComparedColumns()
{
	addPerson(6, "same", "same", nullptr, nullptr);
	CPPUNIT_ASSERT_EQUAL(std::string("6"),
						 ids({Condition::compareColumns("name", Comparison::Equal, "nick")}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4"),
						 ids({Condition::compareColumns("name", Comparison::NotEqual, "nick")}));
}


void FilterConformance::testExistsFilterOperators()
{
	const Condition rex = Condition::compare("name", Comparison::Equal, "Rex");
	const Condition twoLegs = Condition::compare("legs", Comparison::Equal, 2);
	const Condition link = linked("owner", "id");
	CPPUNIT_ASSERT_EQUAL(std::string("1 2"), ids({ExistsFilter{&pets(), link, {rex}}}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({ExistsFilter{&pets(), link, {rex, twoLegs}}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2"),
						 ids({ExistsFilter{&pets(), link, {rex, twoLegs}, LogicalOperator::Or}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 4"), ids({ExistsFilter{&pets(), link, {}}}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({ExistsFilter{&pets(), std::nullopt, {}}}));
}


void FilterConformance::testNotExistsFilterOperators()
{
	const Condition rex = Condition::compare("name", Comparison::Equal, "Rex");
	const Condition fish = Condition::compare("legs", Comparison::Equal, 0);
	const Condition link = linked("owner", "id");
	CPPUNIT_ASSERT_EQUAL(std::string("3 4 5"), ids({NotExistsFilter{{&pets(), link, {rex}}}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({NotExistsFilter{{&pets(), link, {rex, fish}}}}));
	CPPUNIT_ASSERT_EQUAL(std::string("3 5"),
						 ids({NotExistsFilter{{&pets(), link, {rex, fish}, LogicalOperator::Or}}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({NotExistsFilter{{&pets(), std::nullopt, {}}}}));
}


void FilterConformance::testExistsOverTheSameTable()
{
	// Who shares a birthday with somebody else?
	const Condition twin =
		Condition::all({Condition::compareColumns("born", Comparison::Equal, ColumnName("born", 1)),
						Condition::compareColumns("id", Comparison::NotEqual, ColumnName("id", 1))});
	CPPUNIT_ASSERT_EQUAL(std::string("1 5"), ids({Condition::exists(persons(), twin)}));
}


void FilterConformance::testExistsInExists()
{
	// Who has a pet whose name another person's pet has as well, and is called Ann or bob?
	const Condition namesake =
		Condition::all({Condition::compareColumns("name", Comparison::Equal, ColumnName("name", 1)),
						Condition::compareColumns("owner", Comparison::NotEqual, ColumnName("id", 2)),
						Condition::in(ColumnName("name", 2), {"Ann", "bob"})});
	const Condition pet = Condition::all({linked("owner", "id"), Condition::exists(pets(), namesake)});
	CPPUNIT_ASSERT_EQUAL(std::string("1 2"), ids({Condition::exists(pets(), pet)}));
}


void FilterConformance::testFilterGroupOrs()
{
	const FilterGroup group{
		LogicalOperator::Or,
		{NullFilter{"name"}, SearchFilter{{"name"}, "Ann"}, LimitOffset{1, 0}, OrderBy{"id", true}}};
	CPPUNIT_ASSERT_EQUAL(std::string("1 5"), ids({group}));
	const FilterGroup both{LogicalOperator::And, {group, compared("id", Operator::Gt, {1})}};
	CPPUNIT_ASSERT_EQUAL(std::string("5"), ids({both}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({FilterGroup{LogicalOperator::Or, {}}}));
}


void FilterConformance::testMultiFilterOfNestedGroups()
{
	const auto select = [&](const std::string& json) {
		const std::optional<Condition> read = readMultiFilter(Json::parse(json), filterFieldsOf(persons()));
		return read ? ids({*read}) : ids({});
	};
	const std::string unnamed = R"({"type":"null","field_name":"name"})";
	const std::string withAnn = R"({"type":"search","field_name":"name","value":"ANN","ignore_case":true})";
	const std::string later = R"({"type":"comparison","field_name":"id","operator":"gt","value":1})";
	CPPUNIT_ASSERT_EQUAL(std::string("1 4 5"), select("{\"or\":[" + unnamed + "," + withAnn + "]}"));
	CPPUNIT_ASSERT_EQUAL(std::string("4 5"),
						 select("{\"and_\":[" + later + ",{\"or_\":[" + unnamed + "," + withAnn + "]}]}"));
	CPPUNIT_ASSERT_EQUAL(std::string("4"), select("{\"and\":[" + later + "],\"or\":[" + withAnn + "]}"));
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), select(R"({"and":[]})"));
}


void FilterConformance::testMultiFilterThatIsWrongIsRefusedWithItsPath()
{
	const auto wrong = [](const std::string& json) {
		try
		{
			readMultiFilter(Json::parse(json), filterFieldsOf(persons()));
		}
		catch (const ValidationException& failure)
		{
			return failure.errors().front().field;
		}
		return std::string("no exception");
	};
	CPPUNIT_ASSERT_EQUAL(std::string("and[0].type"), wrong(R"({"and":[{"type":"x"}]})"));
	CPPUNIT_ASSERT_EQUAL(
		std::string("and[0].operator"),
		wrong(R"({"and":[{"type":"comparison","field_name":"id","operator":"x","value":1}]})"));
	CPPUNIT_ASSERT_EQUAL(
		std::string("or[0].value"),
		wrong(R"({"or":[{"type":"comparison","field_name":"id","operator":"eq","value":"x"}]})"));
	CPPUNIT_ASSERT_EQUAL(std::string("xor"), wrong(R"({"xor":[]})"));
}


void FilterConformance::testLimitOffsetAndOrderByFilter()
{
	CPPUNIT_ASSERT_EQUAL(std::string("4 3"), ids({LimitOffset{2, 1}, OrderBy{"id", true}}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({LimitOffset{0, 0}}));
	CPPUNIT_ASSERT_EQUAL(std::string(""), ids({LimitOffset{10, 5}}));
	CPPUNIT_ASSERT_EQUAL(std::string("1 5 2 3 4"), ids({OrderBy{"born"}}));
}


void FilterConformance::testNullsComeLastAscendingAndFirstDescending()
{
	CPPUNIT_ASSERT_EQUAL(std::string("5 1 2 3 4"), ids({OrderBy{"seen"}}));
	CPPUNIT_ASSERT_EQUAL(std::string("4 3 2 1 5"), ids({OrderBy{"seen", true}}));
}


void FilterConformance::testListsOfEveryTypeAndLength()
{
	makeTable(samples());
	constexpr int rows = 12;
	for (int n = 0; n < rows; ++n)
	{
		Record record(samples());
		for (std::size_t i = 0; i < samples().columns().size(); ++i)
			record.set(i, sampleValue(samples().columns()[i].type, n));
		ask(Compiler(dialect()).insert(record, {}));
	}
	for (const Column& column : samples().columns())
	{
		for (const int length : {1, 2, 10, 300})
		{
			std::vector<Value> values;
			for (int n = 0; n < length; ++n)
				values.push_back(sampleValue(column.type, n));
			Query query;
			query.where = Condition::in(column.name, values);
			const ResultSetPtr counted = ask(Compiler(dialect()).count(samples(), query));
			CPPUNIT_ASSERT(counted->next());
			const bool allBooleans = column.type == ValueType::Boolean && length > 1;
			const std::int64_t halfOrOne = column.type == ValueType::Boolean ? rows / 2 : 1;
			const std::int64_t expected =
				length == 1 ? halfOrOne : (allBooleans ? rows : std::min(length, rows));
			CPPUNIT_ASSERT_EQUAL_MESSAGE(column.name + " " + std::to_string(length), expected,
										 counted->integer(0));
		}
	}
}


void FilterConformance::testLongChainsOfConditions()
{
	std::vector<Condition> either;
	for (int i = 0; i < 900; ++i)
		either.push_back(Condition::compare("id", Comparison::Equal, i + 2));
	CPPUNIT_ASSERT_EQUAL(std::string("2 3 4 5"), ids({Condition::any(either)}));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ids({Condition::negation(Condition::any(either))}));
}


void FilterConformance::testTooManyValuesAreRefusedBeforeTheDatabase()
{
	std::vector<Condition> either;
	const int most = dialect().capabilities().maxParameters;
	for (int i = 0; i <= most; ++i)
		either.push_back(Condition::compare("id", Comparison::Equal, i));
	CPPUNIT_ASSERT_THROW(ids({Condition::any(either)}), InvalidRequestException);
	CPPUNIT_ASSERT_EQUAL(std::string("1 2 3 4 5"), ids({}));
}


} // namespace Athanor::Conformance
