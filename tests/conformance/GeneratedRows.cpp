//
// GeneratedRows.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "GeneratedRows.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Service/ValueJson.h"
#include "Columns.h"
#include "Dice.h"
#include <limits>
#include <map>


namespace Athanor::Conformance {


namespace {


using Values = std::vector<Value>;

constexpr std::size_t people = 90;
constexpr std::size_t pets = 80;


Values texts()
{
	return {"Ann",        "ann",        "ANN",        "Anna",        "bob",          "Bob",
			"\u00C4rger", "\u00E4rger", "\u00C4RGER", "Stra\u00DFe", "STRASSE",      "\u0130stanbul",
			"istanbul",   "100%",       "100",        "1_0",         "c\\d",         "\\",
			"%",          "_",          "*[x]?",      "[a-z]",       "^a",           "O'Brien",
			"\"quoted\"", "",           " ",          " padded ",    "\u65E5\u672C", "\U0001F600 smile",
			"null",       "a\nb",       "Zo\u00EB",   "Zoe\u0308",   "\u212Aelvin",  "kelvin",
			"\u017Fharp", "z",          "\uFFFD",     "\U0010FFFE"};
}


Values integers()
{
	using Limits = std::numeric_limits<std::int64_t>;
	const std::int64_t beyondDouble = (std::int64_t{1} << 53) + 1;
	return {0,
			1,
			-1,
			2,
			17,
			18,
			18,
			42,
			42,
			1000,
			1000,
			7,
			-7,
			beyondDouble,
			beyondDouble,
			-beyondDouble,
			Limits::max(),
			Limits::min()};
}


Values doubles()
{
	return {0.0,    0.5,  -0.5,  0.1,    0.1 + 0.2, 0.3,  42.0, 18.0, -1e-300,
			5e-324, 1e15, 1e300, -1e300, 3.25,      3.25, 1.0,  2.0,  9007199254740992.0};
}


Values decimals()
{
	Values values;
	for (const char* text :
		 {"0", "0.00", "1", "1.5", "1.50", "-1.5", "10", "9.99", "9.9900001", "100", "-100.001", "42", "18",
		  "99999999999999999999.99", "-99999999999999999999.99", "0.000000000000000001", "9007199254740993"})
	{
		values.emplace_back(Decimal::parse(text));
	}
	return values;
}


Values dates()
{
	Values values;
	for (const char* text :
		 {"0001-01-01", "1582-10-10", "1969-12-31", "1970-01-01", "1990-01-01", "1990-01-01", "2000-02-29",
		  "2023-12-31", "2024-01-01", "2024-01-02", "9999-12-31"})
	{
		values.emplace_back(Date::parse(text));
	}
	return values;
}


Values moments()
{
	Values values;
	for (const char* text : {"0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z",
							 "2023-12-31T23:59:59.999999Z", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z",
							 "2024-01-01T00:00:00.000001Z", "2024-01-01T23:59:59.999999Z",
							 "2024-01-02T00:00:00Z", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59.999999Z"})
	{
		values.emplace_back(DateTime::parse(text));
	}
	return values;
}


Values lengths()
{
	using Limits = std::numeric_limits<std::int64_t>;
	Values values;
	for (const std::int64_t micros :
		 {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{3602000000},
		  std::int64_t{3602000000}, std::int64_t{-86400000000}, Limits::max(), Limits::min()})
	{
		values.emplace_back(Interval::fromMicroseconds(micros));
	}
	return values;
}


Values poolOf(const Column& column)
{
	if (column.name == "kind") return {"red", "green", "green", "blue"};
	switch (column.type)
	{
	case ValueType::Boolean:
		return {true, false};
	case ValueType::Integer:
		return integers();
	case ValueType::Double:
		return doubles();
	case ValueType::Decimal:
		return decimals();
	case ValueType::Bytes:
		return {Bytes{},
				Bytes{std::string(1, '\0')},
				Bytes{std::string("a\0b", 3)},
				Bytes{"a"},
				Bytes{"ab"},
				Bytes{"\xFF"},
				Bytes{"A"}};
	case ValueType::UUID:
		return {UUID(), UUID::parse("00112233-4455-6677-8899-aabbccddeeff"),
				UUID::parse("00112233-4455-6677-8899-aabbccddee00"),
				UUID::parse("ffffffff-ffff-ffff-ffff-ffffffffffff")};
	case ValueType::Date:
		return dates();
	case ValueType::Time:
		return {Time(), Time(12, 0), Time(12, 0, 0, 1), Time(23, 59, 59, 999999)};
	case ValueType::Timestamp:
		return moments();
	case ValueType::Interval:
		return lengths();
	case ValueType::JSON:
		return {JsonText{"{\"a\":1}"}, JsonText{"[]"}, JsonText{"null"}, JsonText{"\"text\""}};
	case ValueType::Text:
		break;
	}
	return texts();
}


std::vector<Record> makeRows(const Table& table, std::size_t count, std::uint64_t seed)
{
	Dice dice(seed);
	std::vector<Record> rows;
	for (std::size_t n = 1; n <= count; ++n)
	{
		Record row(table);
		row.set(0, static_cast<std::int64_t>(n));
		for (std::size_t i = 1; i < table.columns().size(); ++i)
		{
			const Column& column = table.columns()[i];
			const bool isNull = dice.oneIn(7);
			if (column.name == "owner")
				row.set(i, isNull ? Value() : Value(dice.between(1, 60)));
			else
				row.set(i, isNull ? Value() : dice.pick(valuePool(column)));
		}
		rows.push_back(std::move(row));
	}
	return rows;
}


/// `left` and `right` in the type of a cell: what an integer is to a double or a decimal, and a day to a moment.
template <typename T>
T as(const Value& value)
{
	if (const T* same = std::get_if<T>(&value.variant())) return *same;
	if constexpr (std::is_same_v<T, double>) return static_cast<double>(value.get<std::int64_t>());
	if constexpr (std::is_same_v<T, Decimal>) return Decimal::fromInteger(value.get<std::int64_t>());
	if constexpr (std::is_same_v<T, DateTime>) return DateTime(value.get<Date>(), Time());
	return value.get<T>();
}


struct Sign
{
	const Value& right;

	int operator()(std::monostate) const
	{
		return 0;
	}
	/// Bytes of UTF-8 are in the order of their code points.
	int operator()(const std::string& left) const
	{
		return left.compare(right.get<std::string>());
	}
	template <typename T>
	int operator()(const T& left) const
	{
		const T other = as<T>(right);
		return left < other ? -1 : other < left ? 1 : 0;
	}
};


std::vector<std::string> characters(const std::string& text)
{
	std::vector<std::string> all;
	for (const char c : text)
	{
		const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
		if (continues && !all.empty())
			all.back() += c;
		else
			all.emplace_back(1, c);
	}
	return all;
}


bool matches(const std::vector<std::string>& text, std::size_t at, const std::vector<std::string>& pattern,
			 std::size_t from)
{
	if (from == pattern.size()) return at == text.size();
	if (pattern[from] == "%")
	{
		for (std::size_t rest = at; rest <= text.size(); ++rest)
		{
			if (matches(text, rest, pattern, from + 1)) return true;
		}
		return false;
	}
	const bool taken = pattern[from] == "\\";
	const std::size_t next = from + (taken ? 2 : 1);
	if (at == text.size()) return false;
	const bool same = !taken && pattern[from] == "_" ? true : text[at] == pattern[next - 1];
	return same && matches(text, at + 1, pattern, next);
}


} // namespace


const Table& peopleTable()
{
	static const Table table = [] {
		Column kind = makeColumn("kind", ValueType::Text);
		kind.enumValues = {"red", "green", "blue"};
		return Table("generated_person",
					 {makeKey(), makeColumn("name", ValueType::Text), makeColumn("nick", ValueType::Text),
					  kind, makeColumn("age", ValueType::Integer), makeColumn("rank", ValueType::Integer),
					  makeColumn("score", ValueType::Double), makeColumn("price", ValueType::Decimal),
					  makeColumn("active", ValueType::Boolean), makeColumn("born", ValueType::Date),
					  makeColumn("seen", ValueType::Timestamp), makeColumn("alarm", ValueType::Time),
					  makeColumn("took", ValueType::Interval), makeColumn("token", ValueType::UUID),
					  makeColumn("blob", ValueType::Bytes), makeColumn("extra", ValueType::JSON)});
	}();
	return table;
}


const Table& petsTable()
{
	static const Table table("generated_pet",
							 {makeKey(), makeColumn("owner", ValueType::Integer),
							  makeColumn("name", ValueType::Text), makeColumn("legs", ValueType::Integer),
							  makeColumn("weight", ValueType::Decimal), makeColumn("born", ValueType::Date)});
	return table;
}


const std::vector<Record>& peopleRows()
{
	static const std::vector<Record> rows = makeRows(peopleTable(), people, 1);
	return rows;
}


const std::vector<Record>& petsRows()
{
	static const std::vector<Record> rows = makeRows(petsTable(), pets, 2);
	return rows;
}


const std::vector<Value>& valuePool(const Column& column)
{
	static std::map<std::string, Values> pools;
	const auto [found, isNew] = pools.try_emplace(std::string(toString(column.type)) + column.name);
	if (isNew) found->second = poolOf(column);
	return found->second;
}


int compareValues(const Value& left, const Value& right)
{
	return std::visit(Sign{right}, left.variant());
}


Truth compared(const Value& left, Comparison comparison, const Value& right)
{
	if (left.isNull() || right.isNull()) return Truth::Unknown;
	const int sign = compareValues(left, right);
	switch (comparison)
	{
	case Comparison::Equal:
		return truthOf(sign == 0);
	case Comparison::NotEqual:
		return truthOf(sign != 0);
	case Comparison::Less:
		return truthOf(sign < 0);
	case Comparison::LessOrEqual:
		return truthOf(sign <= 0);
	case Comparison::Greater:
		return truthOf(sign > 0);
	case Comparison::GreaterOrEqual:
		break;
	}
	return truthOf(sign >= 0);
}


bool isLike(const std::string& text, const std::string& pattern, Case letters)
{
	const bool fold = letters == Case::Ignored;
	return matches(characters(fold ? toLower(text) : text), 0, characters(fold ? toLower(pattern) : pattern),
				   0);
}


bool sameRow(const Record& left, const Record& right)
{
	for (std::size_t i = 0; i < left.table().columns().size(); ++i)
	{
		const Value& one = left.value(i);
		const Value& other = right.value(i);
		const bool json = !one.isNull() && !other.isNull() && one.type() == ValueType::JSON;
		const bool same =
			json ? Json::parse(one.get<JsonText>().text) == Json::parse(other.get<JsonText>().text)
				 : one == other;
		if (!same) return false;
	}
	return true;
}


std::string showValue(const Value& value)
{
	Json::Writer writer;
	writeValue(writer, value);
	return writer.take();
}


std::string showRow(const Record& record)
{
	std::string text = "(";
	for (std::size_t i = 0; i < record.table().columns().size(); ++i)
		text += (i == 0 ? "" : ", ") + showValue(record.value(i));
	return text + ")";
}


} // namespace Athanor::Conformance
