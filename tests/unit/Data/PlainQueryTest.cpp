//
// PlainQueryTest.cpp
//
// Library: Tests
// Package: Data
//
// What is put around plain SQL to count and page it.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Data/PlainQuery.h"
#include "DataTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace DataSamples;


class PlainQueryTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PlainQueryTest);
	CPPUNIT_TEST(testWithoutPageItIsAsWritten);
	CPPUNIT_TEST(testPageFollowsOnItsOwnLine);
	CPPUNIT_TEST(testCountIsOfTheRows);
	CPPUNIT_TEST(testParameterThatIsMissingThrows);
	CPPUNIT_TEST_SUITE_END();

public:
	void testWithoutPageItIsAsWritten()
	{
		const CompiledStatement compiled = plain("select 1 ; \n").compile(dialect);
		CPPUNIT_ASSERT_EQUAL(std::string("select 1"), compiled.statement.text);
		CPPUNIT_ASSERT(Access::Read == compiled.statement.access);
	}

	void testPageFollowsOnItsOwnLine()
	{
		const PlainQuery query = plain("select x from t where y = :y -- all of them", {{"y", 7}});
		const CompiledStatement compiled = query.page({2, 4}).compile(dialect);
		CPPUNIT_ASSERT_EQUAL(std::string("select x from t where y = $1 -- all of them\nLIMIT $2 OFFSET $3"),
							 compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{Value(7), Value(2), Value(4)}));
	}

	void testCountIsOfTheRows()
	{
		const PlainQuery query = plain("select x from t where y = :y -- all", {{"y", 7}}).page({2, 4});
		const CompiledStatement compiled = query.compileCount(dialect);
		CPPUNIT_ASSERT_EQUAL(
			std::string("SELECT count(*) FROM (select x from t where y = $1 -- all\n) AS counted"),
			compiled.statement.text);
		CPPUNIT_ASSERT(compiled.parameters == (Parameters{Value(7)}));
		CPPUNIT_ASSERT(Access::Read == compiled.statement.access);
	}

	void testParameterThatIsMissingThrows()
	{
		CPPUNIT_ASSERT_THROW(plain("select :y").compile(dialect), InvalidRequestException);
	}

private:
	const FakeBackend backend{Concurrency::Pooled};
	const Dialect& dialect = backend.dialect();
};


CPPUNIT_TEST_SUITE_REGISTRATION(PlainQueryTest);
