//
// HostileStringsConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "HostileStringsConformance.h"
#include "GeneratedRows.h"
#include "NaughtyStrings.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include "Athanor/Service/MultiFilter.h"
#include <algorithm>
#include <functional>


namespace Athanor::Conformance {


namespace {


const Table& notes()
{
	static const Table table = [] {
		Column key;
		key.name = "key";
		key.primaryKey = true;
		Column body;
		body.name = "body";
		body.nullable = true;
		return Table("note", {key, body});
	}();
	return table;
}


const std::vector<std::string>& texts()
{
	static const std::vector<std::string> all = [] {
		std::vector<std::string> joined = Test::naughtyStrings();
		joined.insert(joined.end(), Test::injectionStrings().begin(), Test::injectionStrings().end());
		return joined;
	}();
	return all;
}


/// Every 25th text and some that others are parts of; the body is the key as well.
const std::vector<std::string>& storedTexts()
{
	static const std::vector<std::string> stored = [] {
		std::vector<std::string> some{"Curtain", "100% of The_Odyssey", "O'Brien's \"Book\" \\ 1",
									  "null and true; 0.00", "x' OR 1=1 --"};
		for (std::size_t i = 0; i < texts().size(); i += 25)
			some.push_back(texts()[i]);
		return some;
	}();
	return stored;
}


Record note(const std::string& text)
{
	Record record(notes());
	record.set("key", text);
	record.set("body", text);
	return record;
}


using Fits = std::function<bool(const std::string& stored)>;

std::int64_t storedThat(const Fits& fits)
{
	return std::count_if(storedTexts().begin(), storedTexts().end(), fits);
}


std::string quoted(const std::string& text)
{
	std::string json;
	Json::appendQuoted(json, text);
	return json;
}


std::optional<Condition> readFilter(const std::string& json)
{
	return readMultiFilter(Json::parse(json), filterFieldsOf(notes()));
}


} // namespace


void HostileStringsConformance::setUp()
{
	Fixture::setUp();
	_face = std::make_unique<RepositoryFace>(target(), isAsync());
	_face->engine().metadata().add(notes());
	_face->wait(createAll(_face->engine()));
	_notes = std::make_unique<TableRepository>(_face->unit(), notes());
	std::vector<Record> rows;
	for (const std::string& text : storedTexts())
		rows.push_back(note(text));
	_face->wait(_notes->addMany(rows));
	_face->wait(_face->unit().commit());
}


void HostileStringsConformance::tearDown()
{
	_notes.reset();
	_face.reset();
	Fixture::tearDown();
}


std::int64_t HostileStringsConformance::count(const std::optional<Condition>& condition)
{
	Query query;
	query.where = condition;
	return _face->wait(_notes->count(query));
}


void HostileStringsConformance::expectCount(const std::string& text, std::int64_t expected,
											const Condition& condition)
{
	CPPUNIT_ASSERT_EQUAL_MESSAGE(text, expected, count(condition));
}


template <typename T>
void HostileStringsConformance::refuses(const std::string& text, Task<T> task)
{
	CPPUNIT_ASSERT_THROW_MESSAGE(text, _face->wait(std::move(task)), InvalidRequestException);
	CPPUNIT_ASSERT_MESSAGE(text, !_face->unit().failed());
}


void HostileStringsConformance::testValuesAreStoredAndFoundAsTheyAre()
{
	const Query everything;
	const std::string key = "key";
	_face->wait(_notes->removeWhere(everything, TableRepository::Everything::Allowed));
	std::vector<Record> rows;
	for (const std::string& text : texts())
		rows.push_back(note(text));
	CPPUNIT_ASSERT_EQUAL(std::size_t{625}, rows.size());
	_face->wait(_notes->addMany(rows));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{625}, count(std::nullopt));
	for (const std::string& text : texts())
	{
		const Key mine(text);
		CPPUNIT_ASSERT_EQUAL(text, _face->wait(_notes->get(mine)).value("body").get<std::string>());
		CPPUNIT_ASSERT_EQUAL(text, _face->wait(_notes->getBy(key, text)).value("body").get<std::string>());
		Record changed = note(text);
		changed.set("body", text + text);
		const Record upserted = _face->wait(_notes->upsert(changed, {}));
		CPPUNIT_ASSERT_EQUAL(text + text, upserted.value("body").get<std::string>());
		_face->wait(_notes->remove(mine));
	}
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, count(std::nullopt));
}


void HostileStringsConformance::testValuesOfEveryTextConditionMeanThemselves()
{
	for (const std::string& text : texts())
	{
		for (const Comparison comparison :
			 {Comparison::Equal, Comparison::NotEqual, Comparison::Less, Comparison::LessOrEqual,
			  Comparison::Greater, Comparison::GreaterOrEqual})
		{
			const std::int64_t fitting = storedThat(
				[&](const std::string& stored) { return compared(stored, comparison, text) == Truth::True; });
			expectCount(text, fitting, Condition::compare("body", comparison, text));
		}
		const std::string escaped = Condition::escaped(text);
		for (const Case letters : {Case::Matters, Case::Ignored})
		{
			const auto like = [&](const std::string& pattern) {
				return storedThat(
					[&](const std::string& stored) { return isLike(stored, pattern, letters); });
			};
			expectCount(text, like("%" + escaped + "%"), Condition::contains("body", text, letters));
			expectCount(text, like(escaped + "%"), Condition::startsWith("body", text, letters));
			expectCount(text, like("%" + escaped), Condition::endsWith("body", text, letters));
			expectCount(text, like(escaped), Condition::like("body", escaped, letters));
		}
	}
}


void HostileStringsConformance::testListsOfValuesMeanThemselves()
{
	for (const std::size_t length : {1, 2, 3, 40, 625})
	{
		for (std::size_t first = 0; first < texts().size(); first += length)
		{
			const auto begin = texts().begin() + static_cast<std::ptrdiff_t>(first);
			const auto end =
				texts().begin() + static_cast<std::ptrdiff_t>(std::min(first + length, texts().size()));
			const std::int64_t listed =
				storedThat([&](const std::string& stored) { return std::find(begin, end, stored) != end; });
			const std::vector<Value> values(begin, end);
			expectCount(*begin, listed, Condition::in("body", values));
			const auto all = static_cast<std::int64_t>(storedTexts().size());
			expectCount(*begin, all - listed, Condition::notIn("body", values));
		}
	}
}


void HostileStringsConformance::testValuesOfMultiFiltersMeanThemselves()
{
	for (const std::string& text : texts())
	{
		const std::string value = ",\"value\":" + quoted(text) + "}";
		const std::string search = R"({"type":"search","field_name":["key","body"])" + value;
		const std::string comparison = R"({"type":"comparison","field_name":"body","operator":"eq")" + value;
		const std::string list =
			R"({"type":"collection","field_name":"body","values":[)" + quoted(text) + "]}";
		const std::int64_t same = storedThat([&](const std::string& stored) { return stored == text; });
		const std::int64_t found =
			storedThat([&](const std::string& stored) { return stored.find(text) != std::string::npos; });
		CPPUNIT_ASSERT_EQUAL_MESSAGE(text, found, count(readFilter("{\"and\":[" + search + "]}")));
		CPPUNIT_ASSERT_EQUAL_MESSAGE(text, same,
									 count(readFilter("{\"or\":[" + comparison + "," + list + "]}")));
	}
}


void HostileStringsConformance::testValuesOfPlainSqlMeanThemselves()
{
	const std::string sql = "SELECT body FROM note WHERE body = :text";
	for (const std::string& text : texts())
	{
		const CompiledStatement compiled = compilePlain(sql, {{"text", text}}, dialect());
		const ResultSetPtr rows = _face->wait(_face->unit().execute(compiled.statement, compiled.parameters));
		const bool stored =
			std::find(storedTexts().begin(), storedTexts().end(), text) != storedTexts().end();
		CPPUNIT_ASSERT_EQUAL_MESSAGE(text, stored, rows->next());
		if (stored) CPPUNIT_ASSERT_EQUAL(text, std::string(rows->text(0)));
		CPPUNIT_ASSERT(!rows->next());
		CPPUNIT_ASSERT_THROW_MESSAGE(text, compilePlain(sql, {{"text", 1}, {text, 1}}, dialect()),
									 InvalidRequestException);
	}
}


void HostileStringsConformance::testColumnsOfConditionsAreRefused()
{
	const auto refusesCondition = [&](const std::string& text, const Condition& condition) {
		Query query;
		query.where = condition;
		refuses(text, _notes->count(query));
		refuses(text, _notes->list(query));
		refuses(text, _notes->removeWhere(query));
	};
	for (const std::string& text : texts())
	{
		refusesCondition(text, Condition::compare(text, Comparison::Equal, "x"));
		refusesCondition(text, Condition::isNull(text));
		refusesCondition(text, Condition::in(text, {"x"}));
		refusesCondition(text, Condition::contains(text, "x"));
		refusesCondition(text, Condition::onDate(text, Date(2024, 1, 1)));
		refusesCondition(text, Condition::compareColumns("body", Comparison::Equal, text));
		refusesCondition(text, Condition::compareColumns(text, Comparison::Equal, "body"));
		refusesCondition(text, Condition::exists(notes(), Condition::isNull(text)));
		refusesCondition(text, Condition::exists(notes(), Condition::isNull(ColumnName(text, 1))));
	}
	CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(storedTexts().size()), count(std::nullopt));
}


void HostileStringsConformance::testColumnsOfOrdersAndMatchesAreRefused()
{
	for (const std::string& text : texts())
	{
		Query query;
		query.orderBy = {{text, false}};
		refuses(text, _notes->list(query));
		refuses(text, _notes->listAndCount(query));
		refuses(text, _notes->getBy(text, "x"));
		refuses(text, _notes->upsert(note("x"), {text}));
		refuses(text, _notes->getOrUpsert(note("x"), {text}, true));
		refuses(text, _notes->getAndUpdate(note("x"), {text}));
		const Key named = Key::of({{text, "x"}});
		refuses(text, _notes->get(named));
		Record record(notes());
		CPPUNIT_ASSERT_THROW_MESSAGE(text, record.set(text, "x"), InvalidRequestException);
		CPPUNIT_ASSERT_THROW_MESSAGE(text, record.setRelated(text, {}), InvalidRequestException);
	}
	CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(storedTexts().size()), count(std::nullopt));
}


void HostileStringsConformance::testFieldsOfMultiFiltersAreRefused()
{
	for (const std::string& text : texts())
	{
		const std::string name = quoted(text);
		// A type without its field is wrong even if the text is the name of one (`null`).
		for (const std::string& json :
			 {"{" + name + ":[]}", R"({"and":[{"type":)" + name + "}]}",
			  R"({"and":[{"type":"null","field_name":)" + name + "}]}",
			  R"({"and":[{"type":"null","field_name":"body",)" + name + ":1}]}",
			  R"({"and":[{"type":"search","field_name":["body",)" + name + R"(],"value":"x"}]})",
			  R"({"and":[{"type":"comparison","field_name":"body","value":"x","operator":)" + name + "}]}"})
			CPPUNIT_ASSERT_THROW_MESSAGE(json, readFilter(json), ValidationException);
	}
}


} // namespace Athanor::Conformance
