//
// BackendTest.cpp
//
// Library: Tests
// Package: Backend
//
// What the port does where a backend does nothing itself.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Backend/Backend.h"
#include "Athanor/Core/EventLoop.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;


namespace {


class PlainDialect: public Dialect
{
public:
	const Capabilities& capabilities() const noexcept override
	{
		return _capabilities;
	}
	void appendPlaceholder(std::string& sql, int, ValueType) const override
	{
		sql += '?';
	}
	std::string typeName(const Column&) const override
	{
		return "TEXT";
	}
	std::string identityClause(const Column&) const override
	{
		return {};
	}

private:
	Capabilities _capabilities;
};


class PlainBackend: public Backend
{
public:
	const std::string& name() const noexcept override
	{
		return _name;
	}
	const Dialect& dialect() const noexcept override
	{
		return _dialect;
	}
	Concurrency concurrency(const DatabaseConfig&) const override
	{
		return Concurrency::Pooled;
	}
	std::unique_ptr<Connection> connect(const DatabaseConfig&, Access) const override
	{
		throw ConnectionException("nobody there");
	}
	std::unique_ptr<Inspector> inspector(Connection&) const override
	{
		throw InvalidRequestException("nothing to inspect");
	}

private:
	std::string _name = "plain";
	PlainDialect _dialect;
};


} // namespace


class BackendTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(BackendTest);
	CPPUNIT_TEST(testIdentifiersAreQuotedAndDoubled);
	CPPUNIT_TEST(testBackendWithoutAsyncSaysSo);
	CPPUNIT_TEST_SUITE_END();

public:
	void testIdentifiersAreQuotedAndDoubled();
	void testBackendWithoutAsyncSaysSo();
};


CPPUNIT_TEST_SUITE_REGISTRATION(BackendTest);


void BackendTest::testIdentifiersAreQuotedAndDoubled()
{
	const PlainDialect dialect;
	CPPUNIT_ASSERT_EQUAL(std::string("\"name\""), dialect.quoted("name"));
	CPPUNIT_ASSERT_EQUAL(std::string("\"a\"\"b\""), dialect.quoted("a\"b"));
	CPPUNIT_ASSERT_EQUAL(std::string("\"\""), dialect.quoted(""));
	std::string sql = "x ";
	Column column;
	column.name = "n";
	dialect.appendSortKey(sql, dialect.quoted(column.name), column);
	CPPUNIT_ASSERT_EQUAL(std::string("x \"n\""), sql);
}


void BackendTest::testBackendWithoutAsyncSaysSo()
{
	const PlainBackend backend;
	DatabaseConfig config;
	config.bindKey = "reports";
	EventLoop loop;
	CPPUNIT_ASSERT(!backend.hasAsync());
	try
	{
		runInline(backend.connectAsync(config, Access::Write, loop));
		CPPUNIT_FAIL("no exception");
	}
	catch (const ImproperConfigurationException& exception)
	{
		CPPUNIT_ASSERT(exception.message().find("reports") != std::string::npos);
		CPPUNIT_ASSERT(exception.message().find("plain") != std::string::npos);
	}
}
