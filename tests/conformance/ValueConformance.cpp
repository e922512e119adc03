//
// ValueConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "ValueConformance.h"
#include "Columns.h"
#include "SameValue.h"
#include <limits>


namespace Athanor::Conformance {


namespace {


const std::size_t keyIndex = 0;
const std::size_t valueIndex = 1;


/// A table with an integer key `id` and a nullable column `v`.
Table tableOfType(ValueType type)
{
	const Column key = makeKey();
	Column value;
	value.name = "v";
	value.type = type;
	value.nullable = true;
	return Table("sample", {key, value});
}


Record recordOf(const Table& table, int key, const Value& value)
{
	Record record(table);
	record.set(keyIndex, key);
	record.set(valueIndex, value);
	return record;
}


std::string show(const Value& value)
{
	if (value.isNull()) return "null";
	if (value.type() == ValueType::Decimal) return value.get<Decimal>().toString();
	if (value.type() == ValueType::Double) return std::to_string(value.get<double>());
	return toString(value.type());
}


} // namespace


void ValueConformance::checkRoundTrips(ValueType type, const std::vector<Value>& values)
{
	const auto connection = connect(Access::Write);
	const Table table = tableOfType(type);
	create(*connection, table);
	const Compiler compiler(dialect());
	const bool asJson = type == ValueType::JSON && !target().keepsJsonText();
	const auto same = asJson ? equalAsJson : identical;
	std::vector<Value> all = values;
	all.emplace_back();
	for (std::size_t i = 0; i < all.size(); ++i)
	{
		const int key = static_cast<int>(i);
		const ResultSetPtr returned =
			run(*connection, compiler.insert(recordOf(table, key, all[i]), {valueIndex}));
		CPPUNIT_ASSERT(returned->next());
		const Value inserted = returned->value(0, type);
		CPPUNIT_ASSERT_MESSAGE("RETURNING " + show(all[i]) + " gave " + show(inserted),
							   same(all[i], inserted));
		CPPUNIT_ASSERT(!returned->next());

		Query query;
		query.where = Condition::compare("id", Comparison::Equal, key);
		const ResultSetPtr rows = run(*connection, compiler.select(table, {valueIndex}, query));
		CPPUNIT_ASSERT(rows->next());
		CPPUNIT_ASSERT_EQUAL(all[i].isNull(), rows->isNull(0));
		const Value selected = rows->value(0, type);
		CPPUNIT_ASSERT_MESSAGE("SELECT of " + show(all[i]) + " gave " + show(selected),
							   same(all[i], selected));
	}
}


void ValueConformance::checkRefused(ValueType type, const Value& value)
{
	const auto connection = connect(Access::Write);
	const Table table = tableOfType(type);
	create(*connection, table);
	const CompiledStatement insert = Compiler(dialect()).insert(recordOf(table, 1, value), {});
	CPPUNIT_ASSERT_THROW(run(*connection, insert), SerializationException);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, askInteger(*connection, "SELECT count(*) FROM sample"));
}


void ValueConformance::testBooleansRoundTrip()
{
	checkRoundTrips(ValueType::Boolean, {true, false});
}


void ValueConformance::testIntegersRoundTrip()
{
	using Limits = std::numeric_limits<std::int64_t>;
	checkRoundTrips(ValueType::Integer, {0, 1, -1, Limits::min(), Limits::max(), std::int64_t{1} << 31,
										 std::int64_t{1} << 32, (std::int64_t{1} << 53) + 1});
}


void ValueConformance::testDoublesRoundTripBitwise()
{
	using Limits = std::numeric_limits<double>;
	checkRoundTrips(ValueType::Double, {0.0, 1.0, -1.0, 0.1, 1.0 / 3.0, 5e-324, 2.2250738585072011e-308,
										Limits::min(), Limits::max(), Limits::lowest(), Limits::epsilon(),
										9007199254740993.0, 1e15, 123456789012345680.0});
}


void ValueConformance::testNegativeZeroComesBackAsZero()
{
	// A database may keep whole numbers of a column of doubles as integers, which have one zero.
	const auto connection = connect(Access::Write);
	const Table table = tableOfType(ValueType::Double);
	create(*connection, table);
	const ResultSetPtr rows =
		run(*connection, Compiler(dialect()).insert(recordOf(table, 1, -0.0), {valueIndex}));
	CPPUNIT_ASSERT(rows->next());
	CPPUNIT_ASSERT(rows->value(0, ValueType::Double) == Value(0.0));
}


void ValueConformance::testDecimalsRoundTripWithScale()
{
	std::vector<Value> values;
	for (const char* text :
		 {"0", "0.00", "1", "-1", "12.50", "0.1", "-0.000000000000000001",
		  "99999999999999999999999999999999999999", "-1234567890123456789012345678.9012345678", "100", "1.0",
		  "1.00", "9007199254740993", "9223372036854775808"})
	{
		values.emplace_back(Decimal::parse(text));
	}
	checkRoundTrips(ValueType::Decimal, values);
}


void ValueConformance::testTextsRoundTrip()
{
	checkRoundTrips(ValueType::Text,
					{"", " ", "plain", "quotes ' and \" and ` and ''", "back\\slash", "line\nbreak\ttab\r",
					 "\x01\x7f", "\xF0\x9F\xA6\x8A \xC3\xBC \xE2\x82\xAC e\xCC\x81", "12.50", "007", "1e5",
					 "NULL", "null", "2024-01-02", "$1 ?1 :name %_", std::string(1 << 20, 'x')});
}


void ValueConformance::testBytesRoundTrip()
{
	std::string every;
	for (int i = 0; i < 256; ++i)
		every += static_cast<char>(i);
	checkRoundTrips(ValueType::Bytes, {Bytes{}, Bytes{std::string(1, '\0')}, Bytes{std::string("a\0b", 3)},
									   Bytes{every}, Bytes{"\xFF\xFE"}, Bytes{std::string(1 << 20, '\xAB')}});
}


void ValueConformance::testUUIDsRoundTrip()
{
	checkRoundTrips(ValueType::UUID,
					{UUID(), UUID::v4(), UUID::v7(), UUID::parse("ffffffff-ffff-ffff-ffff-ffffffffffff"),
					 UUID::parse("00112233-4455-6677-8899-aabbccddeeff")});
}


void ValueConformance::testDatesRoundTrip()
{
	checkRoundTrips(ValueType::Date, {Date(1, 1, 1), Date(9999, 12, 31), Date(1969, 12, 31), Date(1970, 1, 1),
									  Date(2000, 2, 29), Date(1582, 10, 10)});
}


void ValueConformance::testTimesRoundTrip()
{
	checkRoundTrips(ValueType::Time,
					{Time(), Time(23, 59, 59, 999999), Time(12, 0), Time(0, 0, 0, 1), Time(7, 8, 9, 100000)});
}


void ValueConformance::testTimestampsRoundTrip()
{
	checkRoundTrips(ValueType::Timestamp,
					{DateTime(), DateTime(Date(1, 1, 1), Time()),
					 DateTime(Date(9999, 12, 31), Time(23, 59, 59, 999999)), DateTime::fromMicroseconds(-1),
					 DateTime::fromMicroseconds(1), DateTime::fromMicroseconds(-86400000001),
					 DateTime(Date(2024, 2, 29), Time(12, 34, 56, 789000)), DateTime::now()});
}


void ValueConformance::testJSONRoundTrips()
{
	checkRoundTrips(ValueType::JSON,
					{JsonText{"{}"}, JsonText{"[]"}, JsonText{"5"}, JsonText{"1.50"}, JsonText{"null"},
					 JsonText{"\"\""}, JsonText{"{\"b\": 1, \"a\": [true, null, \"\xF0\x9F\xA6\x8A\"]}"}});
}


void ValueConformance::testIntervalsRoundTrip()
{
	using Limits = std::numeric_limits<std::int64_t>;
	std::vector<Value> values;
	for (const std::int64_t micros :
		 {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{3602000000},
		  std::int64_t{-86400000001}, std::int64_t{86400000000} * 400, Limits::min(), Limits::max()})
	{
		values.emplace_back(Interval::fromMicroseconds(micros));
	}
	checkRoundTrips(ValueType::Interval, values);
}


void ValueConformance::testIntervalsSortByLength()
{
	const auto connection = connect(Access::Write);
	const Table table = tableOfType(ValueType::Interval);
	create(*connection, table);
	int key = 0;
	for (const char* text : {"PT10S", "PT9.5S", "-PT3S", "P1D", "PT23H"})
		run(*connection, Compiler(dialect()).insert(recordOf(table, ++key, Interval::parse(text)), {}));
	Query query;
	query.orderBy = {{"v", false}};
	std::string order;
	for (const Value& value : sorted(table, query))
		order += value.get<Interval>().toString() + " ";
	CPPUNIT_ASSERT_EQUAL(std::string("-PT3S PT9.5S PT10S PT82800S P1D "), order);
	query.where = Condition::compare("v", Comparison::GreaterOrEqual, Interval::parse("PT23H"));
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, sorted(table, query).size());
}


void ValueConformance::testTextWithNulIsRefused()
{
	checkRefused(ValueType::Text, std::string("a\0b", 3));
}


void ValueConformance::testTextThatIsNotUtf8IsRefused()
{
	checkRefused(ValueType::Text, std::string("\xC3\x28"));
}


void ValueConformance::testNumbersThatAreNotFiniteAreRefused()
{
	const auto connection = connect(Access::Write);
	const Table table = tableOfType(ValueType::Double);
	create(*connection, table);
	using Limits = std::numeric_limits<double>;
	for (const double number : {Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity()})
	{
		const CompiledStatement insert = Compiler(dialect()).insert(recordOf(table, 1, number), {});
		CPPUNIT_ASSERT_THROW(run(*connection, insert), SerializationException);
	}
}


void ValueConformance::testLengthsAndDigitsBeyondTheColumn()
{
	const Column key = makeKey();
	Column text;
	text.name = "v";
	text.length = 3;
	Column decimal = text;
	decimal.type = ValueType::Decimal;
	decimal.precision = 4;
	decimal.scale = 2;
	const Table words("word", {key, text});
	const Table amounts("amount", {key, decimal});
	const auto connection = connect(Access::Write);
	create(*connection, words);
	create(*connection, amounts);
	const auto stored = [&](const Table& table, const Value& value) {
		try
		{
			const ResultSetPtr rows =
				run(*connection, Compiler(dialect()).insert(recordOf(table, 1, value), {valueIndex}));
			return rows->next() ? std::string(rows->text(0)) : std::string("no row");
		}
		catch (const RepositoryException&)
		{
			return std::string("refused");
		}
	};
	const bool enforced = target().enforcesLengths();
	CPPUNIT_ASSERT_EQUAL(std::string(enforced ? "1.01" : "1.005"), stored(amounts, Decimal::parse("1.005")));
	CPPUNIT_ASSERT_EQUAL(std::string(enforced ? "refused" : "four"), stored(words, "four"));
}


std::vector<Value> ValueConformance::sorted(const Table& table, const Query& query)
{
	const auto connection = connect(Access::Read);
	const ResultSetPtr rows = run(*connection, Compiler(dialect()).select(table, {valueIndex}, query));
	std::vector<Value> values;
	while (rows->next())
		values.push_back(rows->value(0, table.columns()[valueIndex].type));
	return values;
}


void ValueConformance::testDecimalsSortAndCompareByValue()
{
	const auto connection = connect(Access::Write);
	const Table table = tableOfType(ValueType::Decimal);
	create(*connection, table);
	int key = 0;
	for (const char* text : {"10", "9.5", "-3", "-20.1", "0.00", "100", "9.45", "-3.01"})
	{
		run(*connection, Compiler(dialect()).insert(recordOf(table, ++key, Decimal::parse(text)), {}));
	}
	Query query;
	query.orderBy = {{"v", false}};
	std::string order;
	for (const Value& value : sorted(table, query))
		order += value.get<Decimal>().toString() + " ";
	CPPUNIT_ASSERT_EQUAL(std::string("-20.1 -3.01 -3 0.00 9.45 9.5 10 100 "), order);

	query.where = Condition::compare("v", Comparison::Greater, Decimal::parse("9.50"));
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, sorted(table, query).size());
	query.where = Condition::compare("v", Comparison::Equal, Decimal::parse("9.500"));
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, sorted(table, query).size());
}


void ValueConformance::testTimestampsSortAsInstants()
{
	const auto connection = connect(Access::Write);
	const Table table = tableOfType(ValueType::Timestamp);
	create(*connection, table);
	int key = 0;
	for (const std::int64_t micros : {1000000L, -1L, 0L, 500000L, -62135596800000000L, 1L})
	{
		const Value value = DateTime::fromMicroseconds(micros);
		run(*connection, Compiler(dialect()).insert(recordOf(table, ++key, value), {}));
	}
	Query query;
	query.orderBy = {{"v", false}};
	const std::vector<Value> values = sorted(table, query);
	CPPUNIT_ASSERT_EQUAL(std::size_t{6}, values.size());
	for (std::size_t i = 1; i < values.size(); ++i)
	{
		CPPUNIT_ASSERT(values[i - 1].get<DateTime>() < values[i].get<DateTime>());
	}
	query.where = Condition::compare("v", Comparison::LessOrEqual, DateTime::fromMicroseconds(0));
	CPPUNIT_ASSERT_EQUAL(std::size_t{3}, sorted(table, query).size());
}


void ValueConformance::testNullsSortAsTheCompilerSays()
{
	const auto connection = connect(Access::Write);
	const Table table = tableOfType(ValueType::Integer);
	create(*connection, table);
	run(*connection, Compiler(dialect()).insert(recordOf(table, 1, {}), {}));
	run(*connection, Compiler(dialect()).insert(recordOf(table, 2, 5), {}));
	Query query;
	query.orderBy = {{"v", false}};
	CPPUNIT_ASSERT(sorted(table, query).back().isNull());
	query.orderBy = {{"v", true}};
	CPPUNIT_ASSERT(sorted(table, query).front().isNull());
}


void ValueConformance::testCountedKeyCountsUp()
{
	Column key = makeKey();
	key.generator = Generator::Database;
	Column name;
	name.name = "name";
	const Table table("counted", {key, name});
	const auto connection = connect(Access::Write);
	create(*connection, table);
	std::int64_t before = 0;
	for (const char* text : {"first", "second", "third"})
	{
		Record record(table);
		record.set("name", text);
		const ResultSetPtr rows = run(*connection, Compiler(dialect()).insert(record, {0}));
		CPPUNIT_ASSERT(rows->next());
		CPPUNIT_ASSERT(rows->integer(0) > before);
		before = rows->integer(0);
	}
}


void ValueConformance::testCellOfAnotherTypeThrows()
{
	const auto connection = connect(Access::Write);
	const Table table = tableOfType(ValueType::Text);
	create(*connection, table);
	run(*connection, Compiler(dialect()).insert(recordOf(table, 1, "text"), {}));
	const ResultSetPtr rows = run(*connection, "SELECT v FROM sample");
	CPPUNIT_ASSERT(rows->next());
	CPPUNIT_ASSERT_THROW(rows->value(0, ValueType::Integer), SerializationException);
	CPPUNIT_ASSERT_THROW(rows->value(0, ValueType::Timestamp), SerializationException);
	CPPUNIT_ASSERT_THROW(rows->value(0, ValueType::UUID), SerializationException);
	CPPUNIT_ASSERT_EQUAL(std::string("text"), std::string(rows->text(0)));
}


} // namespace Athanor::Conformance
