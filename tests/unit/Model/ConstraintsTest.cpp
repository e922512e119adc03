//
// ConstraintsTest.cpp
//
// Library: Tests
// Package: Model
//
// Tables complete, name and check their constraints.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Model/Table.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


Column makeColumn(const std::string& name, bool key = false)
{
	Column column;
	column.name = name;
	column.primaryKey = key;
	return column;
}


Table tableWith(const TableOptions& options)
{
	return Table("t", {makeColumn("id", true), makeColumn("a"), makeColumn("b")}, options);
}


/// The message with which a table refuses its options; empty if it does not.
std::string refusal(const TableOptions& options)
{
	try
	{
		tableWith(options);
	}
	catch (const ImproperConfigurationException& exception)
	{
		return exception.message();
	}
	return {};
}


bool contains(const std::string& text, const std::string& part)
{
	return text.find(part) != std::string::npos;
}


} // namespace


class ConstraintsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ConstraintsTest);
	CPPUNIT_TEST(testNamesFollowTheConvention);
	CPPUNIT_TEST(testLongNamesAreCutAndToldApart);
	CPPUNIT_TEST(testLongNamesAreCutBetweenCharacters);
	CPPUNIT_TEST(testOnlyTheFirstColumnTakesPart);
	CPPUNIT_TEST(testExplicitNamesAreKeptButChecksGetThePrefix);
	CPPUNIT_TEST(testColumnsConstraintsComeFirst);
	CPPUNIT_TEST(testUniqueColumnWithIndexIsOneUniqueIndex);
	CPPUNIT_TEST(testEnumColumnHasACheckOfItsWords);
	CPPUNIT_TEST(testForeignKeyActionsAreLowerCaseAndKnown);
	CPPUNIT_TEST(testNameThatIsTakenIsRefused);
	CPPUNIT_TEST(testConstraintsThatMakeNoSenseAreRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void testNamesFollowTheConvention()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("pk_t"), NamingConvention::primaryKey("t"));
		CPPUNIT_ASSERT_EQUAL(std::string("uq_t_a"), NamingConvention::unique("t", "a"));
		CPPUNIT_ASSERT_EQUAL(std::string("ix_t_a"), NamingConvention::index("t", "a"));
		CPPUNIT_ASSERT_EQUAL(std::string("ck_t_positive"), NamingConvention::check("t", "positive"));
		CPPUNIT_ASSERT_EQUAL(std::string("fk_t_a_u"), NamingConvention::foreignKey("t", "a", "u"));
	}

	void testLongNamesAreCutAndToldApart()
	{
		const std::string table(60, 'x');
		const std::string first = NamingConvention::unique(table, "first");
		const std::string second = NamingConvention::unique(table, "second");
		CPPUNIT_ASSERT(first != second);
		CPPUNIT_ASSERT_EQUAL(std::size_t{60}, first.size());
		CPPUNIT_ASSERT_EQUAL(first.substr(0, 56), second.substr(0, 56));
	}

	void testLongNamesAreCutBetweenCharacters()
	{
		// The 55th byte of the name is the second of a character.
		const std::string name =
			NamingConvention::primaryKey(std::string(51, 'x') + "\xC3\xBC" + std::string(20, 'y'));
		CPPUNIT_ASSERT(contains(name, "\xC3\xBC_") || contains(name, "x_"));
		CPPUNIT_ASSERT(!contains(name, "\xC3_"));
	}

	void testOnlyTheFirstColumnTakesPart()
	{
		TableOptions options;
		options.uniques = {{{}, {"a", "b"}}};
		options.indexes = {{{}, {"b", "a"}, true}};
		options.foreignKeys = {{{}, {"a", "b"}, "u", {"x", "y"}, {}, {}}};
		const Table table = tableWith(options);
		CPPUNIT_ASSERT_EQUAL(std::string("uq_t_a"), table.uniques().at(0).name);
		CPPUNIT_ASSERT_EQUAL(std::string("ix_t_b"), table.indexes().at(0).name);
		CPPUNIT_ASSERT_EQUAL(std::string("fk_t_a_u"), table.foreignKeys().at(0).name);
		CPPUNIT_ASSERT_EQUAL(std::string("pk_t"), table.primaryKeyName());
	}

	void testExplicitNamesAreKeptButChecksGetThePrefix()
	{
		TableOptions options;
		options.uniques = {{"mine", {"a"}}};
		options.checks = {{"mine", "a <> b"}};
		const Table table = tableWith(options);
		CPPUNIT_ASSERT_EQUAL(std::string("mine"), table.uniques().at(0).name);
		CPPUNIT_ASSERT_EQUAL(std::string("ck_t_mine"), table.checks().at(0).name);
	}

	void testColumnsConstraintsComeFirst()
	{
		Column a = makeColumn("a");
		a.unique = true;
		a.check = "a <> ''";
		a.references = Reference{"u", "id", "CASCADE", "Set Null"};
		Column b = makeColumn("b");
		b.index = true;
		TableOptions options;
		options.uniques = {{{}, {"b"}}};
		const Table table("t", {makeColumn("id", true), a, b}, options);
		CPPUNIT_ASSERT(table.uniques() ==
					   (std::vector<UniqueConstraint>{{"uq_t_a", {"a"}}, {"uq_t_b", {"b"}}}));
		CPPUNIT_ASSERT(table.indexes() == (std::vector<Index>{{"ix_t_b", {"b"}, false}}));
		CPPUNIT_ASSERT(table.checks() == (std::vector<CheckConstraint>{{"ck_t_a", "a <> ''"}}));
		CPPUNIT_ASSERT(table.foreignKeys() ==
					   (std::vector<ForeignKey>{{"fk_t_a_u", {"a"}, "u", {"id"}, "cascade", "set null"}}));
	}

	void testUniqueColumnWithIndexIsOneUniqueIndex()
	{
		Column a = makeColumn("a");
		a.unique = a.index = true;
		const Table table("t", {makeColumn("id", true), a});
		CPPUNIT_ASSERT(table.uniques().empty());
		CPPUNIT_ASSERT(table.indexes() == (std::vector<Index>{{"ix_t_a", {"a"}, true}}));
	}

	void testEnumColumnHasACheckOfItsWords()
	{
		Column a = makeColumn("a");
		a.enumValues = {"new", "it's"};
		const Table table("t", {makeColumn("id", true), a});
		CPPUNIT_ASSERT(table.checks() ==
					   (std::vector<CheckConstraint>{{"ck_t_a", "\"a\" IN ('new', 'it''s')"}}));
	}

	void testForeignKeyActionsAreLowerCaseAndKnown()
	{
		TableOptions options;
		options.foreignKeys = {{{}, {"a"}, "u", {"x"}, "RESTRICT", "No Action"}};
		CPPUNIT_ASSERT_EQUAL(std::string("no action"), tableWith(options).foreignKeys().at(0).onUpdate);
		options.foreignKeys[0].onDelete = "cascade; drop table t";
		CPPUNIT_ASSERT(contains(refusal(options), "unknown action \"cascade; drop table t\""));
	}

	void testNameThatIsTakenIsRefused()
	{
		TableOptions options;
		options.uniques = {{{}, {"a"}}, {{}, {"a", "b"}}};
		CPPUNIT_ASSERT(contains(refusal(options), "two constraints named uq_t_a"));
		options.uniques[1].name = "uq_t_a_b";
		CPPUNIT_ASSERT_EQUAL(std::string(), refusal(options));
	}

	void testConstraintsThatMakeNoSenseAreRefused()
	{
		TableOptions unknown;
		unknown.indexes = {{{}, {"nmae"}}};
		CPPUNIT_ASSERT(contains(refusal(unknown), "column \"nmae\""));
		TableOptions none;
		none.uniques = {{{}, {}}};
		CPPUNIT_ASSERT(contains(refusal(none), "on no column"));
		TableOptions nameless;
		nameless.checks = {{"", "a > b"}};
		CPPUNIT_ASSERT(contains(refusal(nameless), "without a name"));
		TableOptions unlike;
		unlike.foreignKeys = {{{}, {"a", "b"}, "u", {"x"}, {}, {}}};
		CPPUNIT_ASSERT(contains(refusal(unlike), "unlike numbers of columns"));
		TableOptions endless;
		endless.uniques = {{std::string(64, 'x'), {"a"}}};
		CPPUNIT_ASSERT(contains(refusal(endless), "more than 63 bytes"));
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(ConstraintsTest);
