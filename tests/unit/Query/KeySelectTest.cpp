//
// KeySelectTest.cpp
//
// Library: Tests
// Package: Query
//
// Reads of one row by its key whose text is written once.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Query/KeySelect.h"
#include "Athanor/Core/Exceptions.h"
#include "QueryTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>
#include <thread>
#include <vector>


using namespace Athanor;


class KeySelectTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(KeySelectTest);
	CPPUNIT_TEST(testStatementIsThatOfTheCompiler);
	CPPUNIT_TEST(testTextIsWrittenOncePerDialect);
	CPPUNIT_TEST(testParametersAreFitted);
	CPPUNIT_TEST(testThreadsFindOneText);
	CPPUNIT_TEST_SUITE_END();

public:
	void testStatementIsThatOfTheCompiler()
	{
		const SampleDialect dialect;
		const KeySelect select(books(), {1, 0});
		const CompiledStatement compiled = Compiler(dialect).selectByKey(books(), {1, 0}, {7});
		const Statement& statement = select.statement(dialect);
		CPPUNIT_ASSERT_EQUAL(std::string("SELECT \"title\", \"id\" FROM \"book\" WHERE \"id\" = $1/integer"),
							 statement.text);
		CPPUNIT_ASSERT_EQUAL(compiled.statement.text, statement.text);
		CPPUNIT_ASSERT(statement.brief && statement.keep && statement.access == Access::Read);
		CPPUNIT_ASSERT(select.parameters({7}) == compiled.parameters);
	}

	void testTextIsWrittenOncePerDialect()
	{
		const KeySelect select(books(), {0});
		const SampleDialect one;
		const SampleDialect other;
		const Statement* const first = &select.statement(one);
		CPPUNIT_ASSERT(first != &select.statement(other));
		CPPUNIT_ASSERT(first == &select.statement(one));
		CPPUNIT_ASSERT(&select.statement(other) == &select.statement(other));
	}

	void testParametersAreFitted()
	{
		const KeySelect select(books(), {0});
		CPPUNIT_ASSERT_THROW(select.parameters({}), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(select.parameters({1, 2}), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(select.parameters({"one"}), InvalidRequestException);
	}

	void testThreadsFindOneText()
	{
		const SampleDialect dialect;
		const KeySelect select(books(), {0});
		std::vector<const Statement*> found(4);
		std::vector<std::thread> threads;
		for (const Statement*& statement : found)
			threads.emplace_back([&] { statement = &select.statement(dialect); });
		for (std::thread& thread : threads)
			thread.join();
		for (const Statement* statement : found)
			CPPUNIT_ASSERT(statement == found.front());
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(KeySelectTest);
