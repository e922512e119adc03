//
// SQLiteErrorsTest.cpp
//
// Library: Tests
// Package: Conformance
//
// The table from SQLite's codes to exceptions.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "sqlite/Dialect.h"
#include "sqlite/Errors.h"
#include <cppunit/extensions/HelperMacros.h>
#include <sqlite3.h>
#include <string>
#include <typeindex>
#include <typeinfo>
#include <vector>


namespace Athanor::Conformance {


namespace {


struct Expected
{
	int code;
	std::type_index type;
	const char* sqlState;
	bool connectionLost = false;
	bool safeToRetry = false;
	SQLite::Phase phase = SQLite::Phase::Statement;
	bool reader = false;
};


struct Caught
{
	std::type_index type = typeid(void);
	ErrorDetail detail;
};


const std::vector<Expected> table{
	{SQLITE_CONSTRAINT_UNIQUE, typeid(DuplicateKeyException), "23505"},
	{SQLITE_CONSTRAINT_PRIMARYKEY, typeid(DuplicateKeyException), "23505"},
	{SQLITE_CONSTRAINT_ROWID, typeid(DuplicateKeyException), "23505"},
	{SQLITE_CONSTRAINT_FOREIGNKEY, typeid(ForeignKeyException), "23503"},
	{SQLITE_CONSTRAINT_NOTNULL, typeid(IntegrityException), "23502"},
	{SQLITE_CONSTRAINT_CHECK, typeid(IntegrityException), "23514"},
	{SQLITE_CONSTRAINT_TRIGGER, typeid(IntegrityException), "23000"},
	{SQLITE_CONSTRAINT, typeid(IntegrityException), "23000"},
	{SQLITE_BUSY, typeid(ConnectionException), "55P03", false, true},
	{SQLITE_BUSY_RECOVERY, typeid(ConnectionException), "55P03", false, true},
	{SQLITE_LOCKED, typeid(ConnectionException), "55P03", false, true},
	{SQLITE_PROTOCOL, typeid(ConnectionException), "55P03", false, true},
	{SQLITE_BUSY_SNAPSHOT, typeid(RepositoryException), "40001", false, true},
	{SQLITE_FULL, typeid(RepositoryException), "53100"},
	{SQLITE_FULL, typeid(RepositoryException), "53100", false, false, SQLite::Phase::Commit},
	{SQLITE_NOMEM, typeid(RepositoryException), "53200"},
	{SQLITE_READONLY, typeid(ConnectionException), "25006"},
	{SQLITE_READONLY, typeid(InvalidRequestException), "25006", false, false, SQLite::Phase::Statement, true},
	{SQLITE_READONLY_DBMOVED, typeid(ConnectionException), "25006", true},
	{SQLITE_CORRUPT, typeid(ConnectionException), "XX001", true},
	{SQLITE_CORRUPT_INDEX, typeid(ConnectionException), "XX001", true},
	{SQLITE_NOTADB, typeid(ConnectionException), "XX001", true},
	{SQLITE_IOERR, typeid(ConnectionException), "58030", true},
	{SQLITE_IOERR_WRITE, typeid(ConnectionException), "58030", true},
	{SQLITE_IOERR_FSYNC, typeid(CommitUnknownException), "58030", true, false, SQLite::Phase::Commit},
	{SQLITE_INTERRUPT, typeid(TimeoutException), "57014"},
	{SQLITE_TOOBIG, typeid(RepositoryException), "54000"},
	{SQLITE_MISMATCH, typeid(RepositoryException), "22000"},
	{SQLITE_RANGE, typeid(RepositoryException), "22023"},
	{SQLITE_AUTH, typeid(RepositoryException), "42501"},
	{SQLITE_ABORT_ROLLBACK, typeid(RepositoryException), "40000"},
	{SQLITE_CANTOPEN, typeid(ConnectionException), "08001"},
	{SQLITE_ERROR, typeid(RepositoryException), "42000"},
	{SQLITE_SCHEMA, typeid(RepositoryException), "42000"},
	{SQLITE_MISUSE, typeid(RepositoryException), "XX000"},
};


Caught raised(const SQLite::Failure& failure)
{
	try
	{
		SQLite::raise(failure);
	}
	catch (const DatabaseException& exception)
	{
		return {typeid(exception), exception.detail()};
	}
}


} // namespace


class SQLiteErrorsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SQLiteErrorsTest);
	CPPUNIT_TEST(testEachCodeHasItsExceptionAndState);
	CPPUNIT_TEST(testConstraintMessageGivesTableAndColumn);
	CPPUNIT_TEST(testMessageDoesNotDecide);
	CPPUNIT_TEST(testDecimalsCompareByValue);
	CPPUNIT_TEST_SUITE_END();

public:
	void testEachCodeHasItsExceptionAndState();
	void testConstraintMessageGivesTableAndColumn();
	void testMessageDoesNotDecide();
	void testDecimalsCompareByValue();
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteErrorsTest);


void SQLiteErrorsTest::testEachCodeHasItsExceptionAndState()
{
	for (const Expected& expected : table)
	{
		const Caught caught = raised({expected.code, "message", "SELECT 1", expected.phase, expected.reader});
		const std::string label = "code " + std::to_string(expected.code);
		CPPUNIT_ASSERT_MESSAGE(label, expected.type == caught.type);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, std::string(expected.sqlState), caught.detail.sqlState);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, expected.connectionLost, caught.detail.connectionLost);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, expected.safeToRetry, caught.detail.safeToRetry);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, expected.code, caught.detail.nativeCode);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, std::string("SELECT 1"), caught.detail.statement);
	}
}


void SQLiteErrorsTest::testConstraintMessageGivesTableAndColumn()
{
	const Caught caught =
		raised({SQLITE_CONSTRAINT_UNIQUE, "UNIQUE constraint failed: author.name, author.dob", "", {}});
	CPPUNIT_ASSERT_EQUAL(std::string("author"), caught.detail.table);
	CPPUNIT_ASSERT_EQUAL(std::string("name"), caught.detail.column);
	const Caught check = raised({SQLITE_CONSTRAINT_CHECK, "CHECK constraint failed: positive", "", {}});
	CPPUNIT_ASSERT_EQUAL(std::string("positive"), check.detail.constraint);
}


void SQLiteErrorsTest::testMessageDoesNotDecide()
{
	const Caught caught = raised({SQLITE_CONSTRAINT_CHECK, "UNIQUE constraint failed: author.name", "", {}});
	CPPUNIT_ASSERT_EQUAL(std::string("23514"), caught.detail.sqlState);
}


void SQLiteErrorsTest::testDecimalsCompareByValue()
{
	const std::vector<std::string> ordered{"-100",     "-20.5", "-20.49", "-0.1",
										   "0",        "0.001", "0.01",   "9.99",
										   "10",       "10.5",  "100",    "100000000000000000000",
										   "no number"};
	for (std::size_t i = 1; i < ordered.size(); ++i)
	{
		CPPUNIT_ASSERT(SQLite::compareDecimals(ordered[i - 1], ordered[i]) < 0);
		CPPUNIT_ASSERT(SQLite::compareDecimals(ordered[i], ordered[i - 1]) > 0);
	}
	CPPUNIT_ASSERT_EQUAL(0, SQLite::compareDecimals("1.0", "1.000"));
	CPPUNIT_ASSERT_EQUAL(0, SQLite::compareDecimals("-0", "0.00"));
}


} // namespace Athanor::Conformance
