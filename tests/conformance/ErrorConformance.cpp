//
// ErrorConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "ErrorConformance.h"
#include <chrono>


namespace Athanor::Conformance {


void ErrorConformance::testDuplicateKeyIsDuplicateKeyException()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 1, "one");
	CPPUNIT_ASSERT_EQUAL(std::string("23505"),
						 stateOf<DuplicateKeyException>([&] { insertItem(*connection, 1, "two"); }));
	CPPUNIT_ASSERT_EQUAL(std::string("23505"),
						 stateOf<DuplicateKeyException>([&] { insertItem(*connection, 2, "one"); }));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*connection));
}


void ErrorConformance::testDuplicateKeyNamesTheTable()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 1, "one");
	try
	{
		insertItem(*connection, 2, "one");
		CPPUNIT_FAIL("no exception");
	}
	catch (const DuplicateKeyException& exception)
	{
		CPPUNIT_ASSERT_EQUAL(std::string("item"), exception.detail().table);
		CPPUNIT_ASSERT(!exception.detail().connectionLost);
		CPPUNIT_ASSERT(exception.detail().statement.find("INSERT INTO item") == 0);
		CPPUNIT_ASSERT(exception.detail().statement.find("one") == std::string::npos);
		CPPUNIT_ASSERT(exception.message().find("one") == std::string::npos);
	}
}


void ErrorConformance::testNullInNotNullColumnIsIntegrityException()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	const auto insert = [&] {
		run(*connection, "INSERT INTO item (id, name) VALUES (:id, :name)", {{"id", 1}, {"name", nullptr}});
	};
	CPPUNIT_ASSERT_EQUAL(std::string("23502"), stateOf<IntegrityException>(insert));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countItems(*connection));
}


void ErrorConformance::testViolatedCheckIsIntegrityException()
{
	const auto connection = connect(Access::Write);
	run(*connection,
		"CREATE TABLE checked (id " + typeName(ValueType::Integer) + " NOT NULL, CHECK (id > 0))");
	const auto insert = [&] { run(*connection, "INSERT INTO checked (id) VALUES (:id)", {{"id", -1}}); };
	CPPUNIT_ASSERT_EQUAL(std::string("23514"), stateOf<IntegrityException>(insert));
}


void ErrorConformance::testForeignKeyIsForeignKeyException()
{
	const auto connection = connect(Access::Write);
	createFamily(*connection, "");
	const auto orphan = [&] { run(*connection, "INSERT INTO child (id, parent) VALUES (1, 7)"); };
	CPPUNIT_ASSERT_EQUAL(std::string("23503"), stateOf<ForeignKeyException>(orphan));
	run(*connection, "INSERT INTO parent (id) VALUES (7)");
	run(*connection, "INSERT INTO child (id, parent) VALUES (1, 7)");
	const auto leave = [&] { run(*connection, "DELETE FROM parent WHERE id = 7"); };
	CPPUNIT_ASSERT_EQUAL(std::string("23503"), stateOf<ForeignKeyException>(leave));
}


void ErrorConformance::testDeferredForeignKeyFailsTheCommit()
{
	const auto connection = connect(Access::Write);
	createFamily(*connection, " DEFERRABLE INITIALLY DEFERRED");
	runInline(connection->begin(Access::Write));
	run(*connection, "INSERT INTO child (id, parent) VALUES (1, 7)");
	CPPUNIT_ASSERT_EQUAL(std::string("23503"),
						 stateOf<ForeignKeyException>([&] { runInline(connection->commit()); }));
	const bool open = target().staysOpenAfterFailedCommit();
	CPPUNIT_ASSERT(connection->transactionState() ==
				   (open ? TransactionState::Active : TransactionState::None));
	if (!open) runInline(connection->begin(Access::Write));
	run(*connection, "INSERT INTO parent (id) VALUES (7)");
	runInline(connection->commit());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{open ? 1 : 0}, askInteger(*connection, "SELECT count(*) FROM child"));
}


void ErrorConformance::testCascadeRemovesChildren()
{
	const auto connection = connect(Access::Write);
	createFamily(*connection, " ON DELETE CASCADE");
	run(*connection, "INSERT INTO parent (id) VALUES (7)");
	run(*connection, "INSERT INTO child (id, parent) VALUES (1, 7)");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1},
						 run(*connection, "DELETE FROM parent WHERE id = 7")->affectedRows());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, askInteger(*connection, "SELECT count(*) FROM child"));
}


void ErrorConformance::testSyntaxErrorIsRepositoryException()
{
	const auto connection = connect(Access::Write);
	const std::string state = stateOf<RepositoryException>([&] { run(*connection, "SELEKT 1"); });
	CPPUNIT_ASSERT_EQUAL(std::string("42"), state.substr(0, 2));
}


void ErrorConformance::testMissingTableIsRepositoryException()
{
	const auto connection = connect(Access::Write);
	const std::string state =
		stateOf<RepositoryException>([&] { run(*connection, "SELECT id FROM nowhere"); });
	CPPUNIT_ASSERT_EQUAL(std::string("42"), state.substr(0, 2));
}


void ErrorConformance::testMissingColumnIsRepositoryException()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	const std::string state =
		stateOf<RepositoryException>([&] { run(*connection, "SELECT \"nmae\" FROM item"); });
	CPPUNIT_ASSERT_EQUAL(std::string("42"), state.substr(0, 2));
}


void ErrorConformance::testWrongNumberOfParametersIsRefused()
{
	const auto connection = connect(Access::Write);
	createItems(*connection);
	CompiledStatement compiled = compilePlain("SELECT id FROM item WHERE id = :id", {{"id", 1}}, dialect());
	compiled.parameters.clear();
	CPPUNIT_ASSERT_EQUAL(std::string("07001"),
						 stateOf<InvalidRequestException>([&] { run(*connection, compiled); }));
}


void ErrorConformance::testReaderRefusesToWrite()
{
	const auto writer = connect(Access::Write);
	createItems(*writer);
	const auto reader = connect(Access::Read);
	CPPUNIT_ASSERT_EQUAL(std::string("25006"),
						 stateOf<InvalidRequestException>([&] { insertItem(*reader, 1, "one"); }));
	CPPUNIT_ASSERT_EQUAL(std::string("25006"),
						 stateOf<InvalidRequestException>([&] { runInline(reader->begin(Access::Write)); }));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countItems(*reader));
}


void ErrorConformance::testSecondWriterGetsLockedWithinItsWait()
{
	// Where rows are locked, and not the database, there is no such wait.
	if (!target().lockClause().empty()) return;
	const auto first = connect(Access::Write);
	createItems(*first);
	const auto second = connect(Access::Write);
	runInline(first->begin(Access::Write));
	const auto start = std::chrono::steady_clock::now();
	try
	{
		runInline(second->begin(Access::Write));
		CPPUNIT_FAIL("no exception");
	}
	catch (const ConnectionException& exception)
	{
		CPPUNIT_ASSERT_EQUAL(std::string("55P03"), exception.detail().sqlState);
		CPPUNIT_ASSERT(exception.detail().safeToRetry);
		CPPUNIT_ASSERT(!exception.detail().connectionLost);
	}
	CPPUNIT_ASSERT(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
	runInline(first->commit());
	runInline(second->begin(Access::Write));
	insertItem(*second, 1, "one");
	runInline(second->commit());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countItems(*first));
}


void ErrorConformance::testConnectionWithoutPocoSaysSo()
{
	const auto connection = connect(Access::Write);
	bool threw = false;
	try
	{
		connection->poco();
	}
	catch (const InvalidRequestException&)
	{
		threw = true;
	}
	CPPUNIT_ASSERT_EQUAL(target().hasPoco(), !threw);
}


void ErrorConformance::testForeignConnectionStringIsRefused()
{
	DatabaseConfig config = target().config();
	config.connectionString = "nonsense://somewhere";
	CPPUNIT_ASSERT_THROW(target().backend().concurrency(config), ImproperConfigurationException);
	CPPUNIT_ASSERT_THROW(target().backend().connect(config, Access::Write), ImproperConfigurationException);
}


void ErrorConformance::createFamily(Connection& connection, const std::string& clause) const
{
	const std::string integer = typeName(ValueType::Integer);
	run(connection, "CREATE TABLE parent (id " + integer + " NOT NULL, PRIMARY KEY (id))");
	run(connection, "CREATE TABLE child (id " + integer + " NOT NULL, parent " + integer +
						", PRIMARY KEY (id), FOREIGN KEY (parent) REFERENCES parent (id)" + clause + ")");
}


} // namespace Athanor::Conformance
