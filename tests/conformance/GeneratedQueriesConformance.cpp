//
// GeneratedQueriesConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "GeneratedQueriesConformance.h"
#include <algorithm>
#include <set>


namespace Athanor::Conformance {


namespace {


std::string describe(std::size_t number)
{
	return "seed " + std::to_string(generatedSeed) + ", query " + std::to_string(number) + ": " +
		   generatedQueries()[number].text;
}


} // namespace


GeneratedDatabase::GeneratedDatabase(const Target& target, bool async):
	_face(target, async),
	_people(_face.unit(), peopleTable())
{
	_face.engine().metadata().add(peopleTable());
	_face.engine().metadata().add(petsTable());
	_face.wait(createAll(_face.engine()));
	TableRepository pets(_face.unit(), petsTable());
	_face.wait(_people.addMany(peopleRows()));
	_face.wait(pets.addMany(petsRows()));
	_face.wait(_face.unit().commit());
}


ListAnswer GeneratedDatabase::list(const Query& query)
{
	auto [rows, total] = _face.wait(_people.listAndCount(query));
	return {std::move(rows), total};
}


std::int64_t GeneratedDatabase::count(const Query& query)
{
	return _face.wait(_people.count(query));
}


void GeneratedQueriesConformance::testRowsAndTotalsAreThoseOfAProgramInMemory()
{
	GeneratedDatabase database(target(), isAsync());
	for (std::size_t number = 0; number < generatedCount; ++number)
	{
		const GeneratedQuery& generated = generatedQueries()[number];
		const ListAnswer expected = answerOf(generated);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(describe(number), std::string(),
									 differenceOf(expected, database.list(generated.query)));
		CPPUNIT_ASSERT_EQUAL_MESSAGE(describe(number), expected.total, database.count(generated.query));
	}
}


/// What is asked, and that two databases answer it alike.
class GeneratedQueriesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(GeneratedQueriesTest);
	CPPUNIT_TEST(testQueriesAreManyDifferentOnes);
	CPPUNIT_TEST(testQueriesUseEveryFilterOperatorOrderAndPage);
	CPPUNIT_TEST(testQueriesSelectSomeRowsAndNotAll);
	CPPUNIT_TEST(testSQLiteAndPostgreSQLAnswerAlike);
	CPPUNIT_TEST_SUITE_END();

public:
	void testQueriesAreManyDifferentOnes()
	{
		std::set<std::string> texts;
		for (const GeneratedQuery& generated : generatedQueries())
			texts.insert(generated.text);
		CPPUNIT_ASSERT(texts.size() > 900);
	}

	void testQueriesUseEveryFilterOperatorOrderAndPage()
	{
		for (const std::string kind : {"\"before_after\"",
									   "\"on_before_after\"",
									   "\"collection\"",
									   "\"choices\"",
									   "\"not_in_collection\"",
									   "\"boolean\"",
									   "\"null\"",
									   "\"not_null\"",
									   "\"search\"",
									   "\"not_in_search\"",
									   "\"comparison\"",
									   "exists(",
									   "notExists(",
									   "allOf(",
									   "anyOf(",
									   "{\"and\"",
									   "{\"or\"",
									   "not(",
									   "compareColumns",
									   "narrowerValue",
									   "\"values\":null",
									   "\"values\":[]",
									   "ignore_case\":true",
									   "ignore_case\":false",
									   " limit 0 ",
									   " offset 5000",
									   " offset 0"})
		{
			CPPUNIT_ASSERT_MESSAGE(kind + " is rare", queriesWith(kind) >= 8);
		}
		for (const std::string& name : ComparisonFilter::operatorNames())
			CPPUNIT_ASSERT_MESSAGE(name + " is rare", queriesWith("\"operator\":\"" + name + '"') >= 8);
		for (const Column& column : peopleTable().columns())
		{
			const bool sorted = column.type != ValueType::JSON;
			CPPUNIT_ASSERT_EQUAL_MESSAGE(column.name, sorted, queriesWith(" " + column.name + " asc") >= 8);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(column.name, sorted, queriesWith(" " + column.name + " desc") >= 8);
		}
	}

	void testQueriesSelectSomeRowsAndNotAll()
	{
		std::size_t someMatch = 0;
		std::size_t somePage = 0;
		for (const GeneratedQuery& generated : generatedQueries())
		{
			const ListAnswer answer = answerOf(generated);
			if (answer.total > 0 && answer.total < static_cast<std::int64_t>(peopleRows().size()))
				++someMatch;
			if (!answer.rows.empty()) ++somePage;
		}
		CPPUNIT_ASSERT_MESSAGE(std::to_string(someMatch), someMatch >= 450);
		CPPUNIT_ASSERT_MESSAGE(std::to_string(somePage), somePage >= 450);
	}

	void testSQLiteAndPostgreSQLAnswerAlike()
	{
		const std::unique_ptr<Target> postgresqlTarget = makePostgreSQLTarget();
		const std::unique_ptr<Target> sqliteTarget = makeSQLiteTarget();
		GeneratedDatabase postgresql(*postgresqlTarget, false);
		GeneratedDatabase sqlite(*sqliteTarget, false);
		for (std::size_t number = 0; number < generatedCount; ++number)
		{
			const Query& query = generatedQueries()[number].query;
			CPPUNIT_ASSERT_EQUAL_MESSAGE(describe(number), std::string(),
										 differenceOf(sqlite.list(query), postgresql.list(query)));
		}
	}

private:
	static std::ptrdiff_t queriesWith(const std::string& part)
	{
		return std::count_if(
			generatedQueries().begin(), generatedQueries().end(),
			[&](const auto& generated) { return generated.text.find(part) != std::string::npos; });
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(GeneratedQueriesTest);


} // namespace Athanor::Conformance
