//
// MemberColumnTest.cpp
//
// Library: Tests
// Package: Query
//
// Conditions over members, and what does not compile.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/Select.h"
#include "QueryModels.h"
#include "QueryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace QuerySamples;


namespace {


const SampleDialect dialect;


/// The condition as SQL, and its values after a bar.
template <typename Model, typename... Classes>
std::string sqlOf(const ConditionOn<Classes...>& condition)
{
	const CompiledStatement counted = select<Model>().where(condition).compileCount(dialect);
	const std::string& sql = counted.statement.text;
	std::string text = sql.substr(sql.find(" WHERE ") + 7);
	for (const Value& value : counted.parameters)
	{
		const bool isText = value.type() == ValueType::Text;
		text += " | " + (isText ? value.get<std::string>() : std::to_string(value.variant().index()));
	}
	return text;
}


template <typename Column, typename V>
concept Comparable = requires(const Column& column, const V& value)
{
	column == value;
};


template <typename Member, typename V>
constexpr bool comparable = Comparable<MemberColumn<Book, Member>, V>;


} // namespace


class MemberColumnTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(MemberColumnTest);
	CPPUNIT_TEST(testComparisonsAreWrittenByColumnName);
	CPPUNIT_TEST(testMembersOfBasesAreFound);
	CPPUNIT_TEST(testComparisonWithNothingIsTheTestForNull);
	CPPUNIT_TEST(testConditionsAreJoined);
	CPPUNIT_TEST(testListsAndRanges);
	CPPUNIT_TEST(testPatterns);
	CPPUNIT_TEST(testEnumsAreTheirWords);
	CPPUNIT_TEST(testMemberThatIsNoColumnThrows);
	CPPUNIT_TEST(testExistsComparesWithTheTableAround);
	CPPUNIT_TEST(testOnlyWhatFitsTheMemberCompiles);
	CPPUNIT_TEST(testIntegerBeyond64BitsThrows);
	CPPUNIT_TEST_SUITE_END();

public:
	void testComparisonsAreWrittenByColumnName()
	{
		const auto author = column(&Book::authorId);
		CPPUNIT_ASSERT_EQUAL(std::string("\"author_id\" = $1/integer | 2"), sqlOf<Book>(author == 7));
		CPPUNIT_ASSERT_EQUAL(std::string("\"author_id\" <> $1/integer | 2"), sqlOf<Book>(author != 7));
		CPPUNIT_ASSERT_EQUAL(std::string("\"author_id\" < $1/integer | 2"), sqlOf<Book>(author < 7));
		CPPUNIT_ASSERT_EQUAL(std::string("\"author_id\" <= $1/integer | 2"), sqlOf<Book>(author <= 7));
		CPPUNIT_ASSERT_EQUAL(std::string("\"author_id\" > $1/integer | 2"), sqlOf<Book>(author > 7));
		CPPUNIT_ASSERT_EQUAL(std::string("\"author_id\" >= $1/integer | 2"), sqlOf<Book>(author >= 7));
		CPPUNIT_ASSERT_EQUAL(std::string("\"author_id\" = \"id\""), sqlOf<Book>(author == column(&Book::id)));
	}

	void testMembersOfBasesAreFound()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"id\" = $1/integer | 2"), sqlOf<Author>(column(&Author::id) == 1));
		CPPUNIT_ASSERT_EQUAL(std::string("\"id\" = $1/integer | 2"),
							 sqlOf<Author>(column<Author>(&Author::id) == 1));
		CPPUNIT_ASSERT_EQUAL(std::string("\"updated_at\" IS NULL"),
							 sqlOf<Book>(column(&Book::updatedAt).isNull()));
	}

	void testComparisonWithNothingIsTheTestForNull()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"year\" IS NULL"),
							 sqlOf<Book>(column(&Book::year) == std::nullopt));
		CPPUNIT_ASSERT_EQUAL(std::string("NOT (\"year\" IS NULL)"),
							 sqlOf<Book>(column(&Book::year) != std::nullopt));
		CPPUNIT_ASSERT_EQUAL(std::string("\"year\" IS NULL"),
							 sqlOf<Book>(column(&Book::year) == std::optional<std::int32_t>()));
		CPPUNIT_ASSERT_THROW(static_cast<void>(column(&Book::year) < std::nullopt), InvalidRequestException);
	}

	void testConditionsAreJoined()
	{
		const auto cheap = column(&Book::price) < Decimal::parse("5");
		CPPUNIT_ASSERT_EQUAL(
			std::string("((numeric(\"price\") < $1/decimal AND \"sold\" = $2/boolean) OR NOT (\"title\" = "
						"$3/text)) | 4 | 1 | x"),
			sqlOf<Book>((cheap && column(&Book::sold) == true) || !(column(&Book::title) == "x")));
	}

	void testListsAndRanges()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"title\" IN ($1/text, $2/text) | a | b"),
							 sqlOf<Book>(column(&Book::title).in({"a", "b"})));
		CPPUNIT_ASSERT_EQUAL(std::string("1 = 0"), sqlOf<Book>(column(&Book::title).in({})));
		CPPUNIT_ASSERT_EQUAL(std::string("NOT (\"year\" IN ($1/integer)) | 2"),
							 sqlOf<Book>(column(&Book::year).notIn({1950})));
		CPPUNIT_ASSERT_EQUAL(std::string("(\"year\" >= $1/integer AND \"year\" <= $2/integer) | 2 | 2"),
							 sqlOf<Book>(column(&Book::year).between(1950, 1960)));
	}

	void testPatterns()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"title\" LIKE $1/text ESCAPE '\\' | %5\\%%"),
							 sqlOf<Book>(column(&Book::title).contains("5%")));
		CPPUNIT_ASSERT_EQUAL(std::string("lower(\"title\") LIKE lower($1/text) ESCAPE '\\' | a%"),
							 sqlOf<Book>(column(&Book::title).startsWith("a", Case::Ignored)));
		CPPUNIT_ASSERT_EQUAL(std::string("\"title\" LIKE $1/text ESCAPE '\\' | %a"),
							 sqlOf<Book>(column(&Book::title).endsWith("a")));
		CPPUNIT_ASSERT_EQUAL(std::string("\"title\" LIKE $1/text ESCAPE '\\' | a_c%"),
							 sqlOf<Book>(column(&Book::title).like("a_c%")));
	}

	void testEnumsAreTheirWords()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("\"genre\" = $1/text | poems"),
							 sqlOf<Book>(column(&Book::genre) == Genre::Poems));
		CPPUNIT_ASSERT_EQUAL(std::string("\"genre\" IN ($1/text) | novel"),
							 sqlOf<Book>(column(&Book::genre).in({Genre::Novel})));
	}

	void testMemberThatIsNoColumnThrows()
	{
		CPPUNIT_ASSERT_THROW(column(&Book::unmapped), ImproperConfigurationException);
	}

	void testExistsComparesWithTheTableAround()
	{
		const auto sold =
			exists<Book>(column(&Book::authorId) == outer(&Author::id) && column(&Book::sold) == true);
		CPPUNIT_ASSERT_EQUAL(
			std::string("EXISTS (SELECT 1 FROM \"book\" AS \"exists_1\" WHERE (\"exists_1\".\"author_id\" = "
						"\"author\".\"id\" AND \"exists_1\".\"sold\" = $1/boolean)) | 1"),
			sqlOf<Author>(sold));
	}

	/// Each line is a mistake, or what looks like one and is none.
	void testOnlyWhatFitsTheMemberCompiles()
	{
		static_assert(comparable<std::string, const char*> && comparable<std::optional<std::int32_t>, long>);
		static_assert(comparable<double, int> && comparable<std::int64_t, unsigned>);
		static_assert(!comparable<std::string, int>, "a text with a number");
		static_assert(!comparable<std::int64_t, double>, "an integer with what may have a fraction");
		static_assert(!comparable<std::int64_t, bool> && !comparable<bool, int>, "a truth with a number");
		static_assert(!comparable<bool, const char*>, "a truth with a text");
		static_assert(!comparable<JsonText, JsonText>, "documents");
		static_assert(!comparable<std::string, std::optional<Date>>, "a text with a date");
		CPPUNIT_ASSERT((comparable<std::string, std::string>));
	}

	void testIntegerBeyond64BitsThrows()
	{
		const auto tooLarge = std::numeric_limits<std::uint64_t>::max();
		CPPUNIT_ASSERT_THROW(static_cast<void>(column(&Book::authorId) == tooLarge), InvalidRequestException);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(MemberColumnTest);
