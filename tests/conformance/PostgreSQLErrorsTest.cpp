//
// PostgreSQLErrorsTest.cpp
//
// Library: Tests
// Package: Conformance
//
// The table from SQLSTATEs to exceptions.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "PostgreSQLCluster.h"
#include "postgresql/Errors.h"
#include "postgresql/ResultSet.h"
#include <cppunit/extensions/HelperMacros.h>
#include <vector>


namespace Athanor::Conformance {


namespace {


using PostgreSQL::Failure;
using PostgreSQL::Phase;


struct Expected
{
	const char* sqlState;
	const char* className;
	bool safeToRetry = false;
	Phase phase = Phase::Statement;
	bool lost = false;              ///< said so, and must stay so
	const char* reported = nullptr; ///< another SQLSTATE
};


struct Caught
{
	std::string className;
	std::string message;
	ErrorDetail detail;
};


const std::vector<Expected> table{
	{"23505", "DuplicateKeyException"},
	{"23503", "ForeignKeyException"},
	{"23502", "IntegrityException"},
	{"23514", "IntegrityException"},
	{"23P01", "IntegrityException"},
	{"23000", "IntegrityException"},
	{"23503", "ForeignKeyException", false, Phase::Commit},
	{"40001", "RepositoryException", true},
	{"40P01", "RepositoryException", true},
	{"40001", "RepositoryException", true, Phase::Commit},
	{"40002", "RepositoryException"},
	{"57014", "TimeoutException"},
	{"57014", "TimeoutException", false, Phase::Statement, true},
	{"55P03", "ConnectionException", true},
	{"53300", "ConnectionException", true},
	{"53100", "RepositoryException"},
	{"53200", "RepositoryException"},
	{"25006", "ConnectionException", true},
	{"57P01", "ConnectionException", true, Phase::Statement, true},
	{"57P02", "ConnectionException", true, Phase::Statement, true},
	{"57P03", "ConnectionException", true, Phase::Statement, true},
	{"57P05", "ConnectionException", true, Phase::Statement, true},
	{"25P03", "ConnectionException", true, Phase::Statement, true},
	{"57P01", "CommitUnknownException", false, Phase::Commit, true},
	{"", "CommitUnknownException", false, Phase::Commit, true, "08006"},
	{"", "ConnectionException", false, Phase::Statement, true, "08006"},
	{"", "CommitUnknownException", false, Phase::Alone, true, "08006"},
	{"57014", "CommitUnknownException", false, Phase::Alone, true},
	{"23505", "DuplicateKeyException", false, Phase::Alone},
	{"XX000", "ConnectionException", false, Phase::Statement, true},
	{"", "ConnectionException", true, Phase::Open, false, "08001"},
	{"28P01", "ConnectionException", true, Phase::Open},
	{"28000", "ConnectionException", true, Phase::Open},
	{"3D000", "ConnectionException", true, Phase::Open},
	{"53300", "ConnectionException", true, Phase::Open},
	{"57P03", "ConnectionException", true, Phase::Open},
	{"08000", "ConnectionException", true},
	{"08P01", "InvalidRequestException", false, Phase::Statement, false, "07001"},
	{"25P02", "InvalidRequestException"},
	{"25001", "InvalidRequestException"},
	{"22021", "SerializationException"},
	{"22P05", "SerializationException"},
	{"22P02", "RepositoryException"},
	{"22003", "RepositoryException"},
	{"22012", "RepositoryException"},
	{"22001", "RepositoryException"},
	{"42P01", "RepositoryException"},
	{"42703", "RepositoryException"},
	{"42601", "RepositoryException"},
	{"42501", "RepositoryException"},
	{"0A000", "RepositoryException"},
	{"26000", "RepositoryException"},
	{"54001", "RepositoryException"},
	{"P0001", "RepositoryException"},
	{"XX001", "RepositoryException"},
};


Failure failureOf(const std::string& sqlState, const std::string& message = "message")
{
	Failure failure;
	failure.sqlState = sqlState;
	failure.message = message;
	failure.statement = "SELECT 1";
	return failure;
}


Caught raised(const Failure& failure)
{
	try
	{
		PostgreSQL::raise(failure);
	}
	catch (const DatabaseException& exception)
	{
		return {Test::classOf(exception), exception.message(), exception.detail()};
	}
}


} // namespace


class PostgreSQLErrorsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PostgreSQLErrorsTest);
	CPPUNIT_TEST(testEachStateHasItsException);
	CPPUNIT_TEST(testReaderThatWritesIsAnInvalidRequest);
	CPPUNIT_TEST(testStatementThatWasNotSentIsSafeToRetry);
	CPPUNIT_TEST(testStatementOfItsOwnThatWasNotFinishedIsNotInDoubt);
	CPPUNIT_TEST(testFieldsArePassedOn);
	CPPUNIT_TEST(testMessagesAboutDataShowNoData);
	CPPUNIT_TEST(testTimestampsAreReadExactly);
	CPPUNIT_TEST(testTimestampsThatAreNoneAreRefused);
	CPPUNIT_TEST_SUITE_END();

public:
	void testEachStateHasItsException();
	void testReaderThatWritesIsAnInvalidRequest();
	void testStatementThatWasNotSentIsSafeToRetry();
	void testStatementOfItsOwnThatWasNotFinishedIsNotInDoubt();
	void testFieldsArePassedOn();
	void testMessagesAboutDataShowNoData();
	void testTimestampsAreReadExactly();
	void testTimestampsThatAreNoneAreRefused();
};


CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLErrorsTest);


void PostgreSQLErrorsTest::testEachStateHasItsException()
{
	for (const Expected& expected : table)
	{
		Failure failure = failureOf(expected.sqlState);
		failure.phase = expected.phase;
		failure.connectionLost = expected.lost;
		const Caught caught = raised(failure);
		const std::string label = std::string("state ") + expected.sqlState;
		const char* reported = expected.reported ? expected.reported : expected.sqlState;
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, std::string(expected.className), caught.className);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, std::string(reported), caught.detail.sqlState);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, expected.safeToRetry, caught.detail.safeToRetry);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, expected.lost, caught.detail.connectionLost);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(label, std::string("SELECT 1"), caught.detail.statement);
	}
}


void PostgreSQLErrorsTest::testReaderThatWritesIsAnInvalidRequest()
{
	Failure failure = failureOf("25006");
	failure.reader = true;
	CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException"), raised(failure).className);
}


void PostgreSQLErrorsTest::testStatementThatWasNotSentIsSafeToRetry()
{
	Failure failure = failureOf("");
	failure.connectionLost = true;
	failure.notSent = true;
	CPPUNIT_ASSERT(raised(failure).detail.safeToRetry);
	failure.phase = Phase::Alone;
	CPPUNIT_ASSERT(raised(failure).detail.safeToRetry);
	failure.phase = Phase::Commit;
	CPPUNIT_ASSERT(!raised(failure).detail.safeToRetry);
}


void PostgreSQLErrorsTest::testStatementOfItsOwnThatWasNotFinishedIsNotInDoubt()
{
	Failure failure = failureOf("57P01");
	failure.phase = Phase::Alone;
	failure.connectionLost = true;
	CPPUNIT_ASSERT_EQUAL(std::string("CommitUnknownException"), raised(failure).className);
	failure.undone = true;
	CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException"), raised(failure).className);
	CPPUNIT_ASSERT(raised(failure).detail.safeToRetry);
}


void PostgreSQLErrorsTest::testFieldsArePassedOn()
{
	Failure failure = failureOf("23505");
	failure.table = "author";
	failure.column = "name";
	failure.constraint = "uq_author_name";
	const Caught caught = raised(failure);
	CPPUNIT_ASSERT_EQUAL(std::string("author"), caught.detail.table);
	CPPUNIT_ASSERT_EQUAL(std::string("name"), caught.detail.column);
	CPPUNIT_ASSERT_EQUAL(std::string("uq_author_name"), caught.detail.constraint);
}


void PostgreSQLErrorsTest::testMessagesAboutDataShowNoData()
{
	CPPUNIT_ASSERT_EQUAL(
		std::string("invalid input syntax for type uuid: \"...\""),
		raised(failureOf("22P02", "invalid input syntax for type uuid: \"se\"cret\"")).message);
	CPPUNIT_ASSERT_EQUAL(std::string("value \"...\" is out of range for type integer"),
						 raised(failureOf("22003", "value \"99\" is out of range for type integer")).message);
	CPPUNIT_ASSERT_EQUAL(std::string("division by zero"),
						 raised(failureOf("22012", "division by zero")).message);
	CPPUNIT_ASSERT_EQUAL(std::string("relation \"nowhere\" does not exist"),
						 raised(failureOf("42P01", "relation \"nowhere\" does not exist")).message);
}


void PostgreSQLErrorsTest::testTimestampsAreReadExactly()
{
	const std::int64_t second = 1000000;
	const auto read = [](const char* text) { return PostgreSQL::parseTimestamp(text).microseconds(); };
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, read("1970-01-01 00:00:00+00"));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, read("1970-01-01 00:00:00.000001+00"));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{100000}, read("1970-01-01 00:00:00.1"));
	CPPUNIT_ASSERT_EQUAL(-3600 * second, read("1970-01-01 00:00:00+01"));
	CPPUNIT_ASSERT_EQUAL((3 * 3600 + 30 * 60) * second, read("1970-01-01 00:00:00-03:30"));
	CPPUNIT_ASSERT_EQUAL(-(9 * 60 + 21) * second, read("1970-01-01 00:00:00+00:09:21"));
}


void PostgreSQLErrorsTest::testTimestampsThatAreNoneAreRefused()
{
	for (const char* text :
		 {"infinity", "-infinity", "", "0044-03-15 12:00:00+00 BC", "12024-01-01 00:00:00+00", "2024-01-01",
		  "2024-01-01 00:00:00+0", "2024-01-01 00:00:00+00x", "2024-01-01 00:00:00+00-30",
		  "9999-12-31 23:59:59.999999-01", "0001-01-01 00:00:00+01"})
	{
		CPPUNIT_ASSERT_THROW_MESSAGE(text, PostgreSQL::parseTimestamp(text), SerializationException);
	}
}


} // namespace Athanor::Conformance
