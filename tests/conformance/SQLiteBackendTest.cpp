//
// SQLiteBackendTest.cpp
//
// Library: Tests
// Package: Conformance
//
// What only the backend for SQLite does: files, settings, Poco's session.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Query/Compiler.h"
#include "Athanor/Query/Ddl.h"
#include "Poco/Data/Date.h"
#include "Poco/Data/LOB.h"
#include "Poco/Data/RecordSet.h"
#include "Poco/Data/Session.h"
#include "TemporaryDirectory.h"
#include "sqlite/Backend.h"
#include "sqlite/Connection.h"
#include <chrono>
#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>
#include <fstream>
#include <sqlite3.h>


using Poco::Data::Keywords::into;
using Poco::Data::Keywords::now;


namespace Athanor::Conformance {


class SQLiteBackendTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SQLiteBackendTest);
	CPPUNIT_TEST(testRelativeNameIsInTheWorkingDirectory);
	CPPUNIT_TEST(testAbsoluteNameAndOddCharacters);
	CPPUNIT_TEST(testMemoryIsOneConnection);
	CPPUNIT_TEST(testBadConnectionStringsAreRefused);
	CPPUNIT_TEST(testMissingDirectoryIsNamedAtOnce);
	CPPUNIT_TEST(testFileThatIsNoDatabaseIsRefusedAndNotTouched);
	CPPUNIT_TEST(testReaderDoesNotCreate);
	CPPUNIT_TEST(testDeletedFileIsNoticedAndNotCreatedAgain);
	CPPUNIT_TEST(testSettingsAreAsDocumented);
	CPPUNIT_TEST(testResetLeaksNothing);
	CPPUNIT_TEST(testPocoWorksOnTheSameTransaction);
	CPPUNIT_TEST(testTransactionThatPocoEndedIsSeen);
	CPPUNIT_TEST(testPocoReadsEveryTypeOfColumn);
	CPPUNIT_TEST(testPocoStatementsHaveTheTimeLimit);
	CPPUNIT_TEST(testStreamThatFailsInTransactionMakesItFailed);
	CPPUNIT_TEST(testSeveralStatementsInOneTextAreRefused);
	CPPUNIT_TEST(testStatementsAreKeptPreparedUpToALimit);
	CPPUNIT_TEST(testLockOfAnotherProgramEndsInABoundedWait);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override;
	void tearDown() override;
	void testRelativeNameIsInTheWorkingDirectory();
	void testAbsoluteNameAndOddCharacters();
	void testMemoryIsOneConnection();
	void testBadConnectionStringsAreRefused();
	void testMissingDirectoryIsNamedAtOnce();
	void testFileThatIsNoDatabaseIsRefusedAndNotTouched();
	void testReaderDoesNotCreate();
	void testDeletedFileIsNoticedAndNotCreatedAgain();
	void testSettingsAreAsDocumented();
	void testResetLeaksNothing();
	void testPocoWorksOnTheSameTransaction();
	void testTransactionThatPocoEndedIsSeen();
	void testPocoReadsEveryTypeOfColumn();
	void testPocoStatementsHaveTheTimeLimit();
	void testStreamThatFailsInTransactionMakesItFailed();
	void testSeveralStatementsInOneTextAreRefused();
	void testStatementsAreKeptPreparedUpToALimit();
	void testLockOfAnotherProgramEndsInABoundedWait();

private:
	DatabaseConfig configOf(const std::string& connectionString) const;
	std::unique_ptr<Connection> open(const std::string& connectionString, Access access) const;
	/// SQLSTATE and message of the exception that opening throws.
	std::string failureOf(const std::string& connectionString, Access access) const;
	/// The first cell as text.
	static std::string ask(Connection& connection, const std::string& sql);

	std::unique_ptr<TemporaryDirectory> _directory;
	std::unique_ptr<SQLiteBackend> _backend;
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteBackendTest);


void SQLiteBackendTest::setUp()
{
	_directory = std::make_unique<TemporaryDirectory>();
	_backend = std::make_unique<SQLiteBackend>();
}


void SQLiteBackendTest::tearDown()
{
	_backend.reset();
	_directory.reset();
}


DatabaseConfig SQLiteBackendTest::configOf(const std::string& connectionString) const
{
	DatabaseConfig config;
	config.bindKey = "default";
	config.connectionString = connectionString;
	config.workingDirectory = _directory->path();
	config.engine.busyTimeoutMs = 100;
	return config;
}


std::unique_ptr<Connection> SQLiteBackendTest::open(const std::string& connectionString, Access access) const
{
	return _backend->connect(configOf(connectionString), access);
}


std::string SQLiteBackendTest::failureOf(const std::string& connectionString, Access access) const
{
	try
	{
		open(connectionString, access);
	}
	catch (const DatabaseException& exception)
	{
		return exception.detail().sqlState + " " + exception.message();
	}
	return "no exception";
}


std::string SQLiteBackendTest::ask(Connection& connection, const std::string& sql)
{
	const Statement statement{sql, Access::Read, false};
	const Parameters none;
	const ResultSetPtr rows = runInline(connection.execute(statement, none));
	if (!rows->next()) return {};
	return rows->type(0) == ValueType::Integer ? std::to_string(rows->integer(0))
											   : std::string(rows->text(0));
}


void SQLiteBackendTest::testRelativeNameIsInTheWorkingDirectory()
{
	open("sqlite:///local.db", Access::Write);
	CPPUNIT_ASSERT(std::filesystem::exists(_directory->path() + "/local.db"));
}


void SQLiteBackendTest::testAbsoluteNameAndOddCharacters()
{
	open("sqlite:///" + _directory->path() + "/odd %20#name.db", Access::Write);
	CPPUNIT_ASSERT(std::filesystem::exists(_directory->path() + "/odd %20#name.db"));
}


void SQLiteBackendTest::testMemoryIsOneConnection()
{
	for (const char* string : {"sqlite://", "sqlite:///:memory:"})
	{
		CPPUNIT_ASSERT(_backend->concurrency(configOf(string)) == Concurrency::SingleConnection);
		const auto connection = open(string, Access::Read);
		ask(*connection, "CREATE TABLE t (a)");
		CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*connection, "SELECT count(*) FROM t"));
	}
	CPPUNIT_ASSERT(_backend->concurrency(configOf("sqlite:///a.db")) == Concurrency::SingleWriter);
}


void SQLiteBackendTest::testBadConnectionStringsAreRefused()
{
	for (const char* string :
		 {"sqlite://local.db", "sqlite:///a.db?mode=ro", "sqlite:///a.db?x", "sqlite+native:///a.db",
		  "postgresql://host/a", "sqlite:///", "sqlite:///directory/"})
	{
		CPPUNIT_ASSERT_THROW_MESSAGE(string, _backend->concurrency(configOf(string)),
									 ImproperConfigurationException);
	}
	DatabaseConfig config = configOf("sqlite:///a.db");
	config.engine.options["unknown"] = "1";
	CPPUNIT_ASSERT_THROW(_backend->connect(config, Access::Write), ImproperConfigurationException);
}


void SQLiteBackendTest::testMissingDirectoryIsNamedAtOnce()
{
	const auto start = std::chrono::steady_clock::now();
	const std::string failure = failureOf("sqlite:///missing/a.db", Access::Write);
	CPPUNIT_ASSERT(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
	CPPUNIT_ASSERT_EQUAL(std::string("08001"), failure.substr(0, 5));
	CPPUNIT_ASSERT(failure.find(_directory->path() + "/missing/a.db") != std::string::npos);
	CPPUNIT_ASSERT(failure.find("No such file or directory") != std::string::npos);
}


void SQLiteBackendTest::testFileThatIsNoDatabaseIsRefusedAndNotTouched()
{
	const std::string path = _directory->path() + "/text.db";
	std::ofstream(path) << std::string(5000, 'x');
	const std::string failure = failureOf("sqlite:///text.db", Access::Write);
	CPPUNIT_ASSERT_EQUAL(std::string("XX001"), failure.substr(0, 5));
	CPPUNIT_ASSERT(failure.find("text.db") != std::string::npos);
	CPPUNIT_ASSERT_EQUAL(std::uintmax_t{5000}, std::filesystem::file_size(path));
}


void SQLiteBackendTest::testReaderDoesNotCreate()
{
	CPPUNIT_ASSERT_EQUAL(std::string("08001"), failureOf("sqlite:///new.db", Access::Read).substr(0, 5));
	CPPUNIT_ASSERT(!std::filesystem::exists(_directory->path() + "/new.db"));
}


void SQLiteBackendTest::testDeletedFileIsNoticedAndNotCreatedAgain()
{
	const auto writer = open("sqlite:///gone.db", Access::Write);
	const auto reader = open("sqlite:///gone.db", Access::Read);
	ask(*writer, "CREATE TABLE t (a)");
	for (const char* suffix : {"", "-wal", "-shm"})
	{
		std::filesystem::remove(_directory->path() + "/gone.db" + suffix);
	}
	for (Connection* connection : {writer.get(), reader.get()})
	{
		try
		{
			runInline(connection->begin(Access::Read));
			CPPUNIT_FAIL("no exception");
		}
		catch (const ConnectionException& exception)
		{
			CPPUNIT_ASSERT(exception.detail().connectionLost);
		}
		CPPUNIT_ASSERT_THROW(runInline(connection->ping()), ConnectionException);
	}
	CPPUNIT_ASSERT_THROW(ask(*writer, "INSERT INTO t VALUES (1)"), ConnectionException);
	CPPUNIT_ASSERT_EQUAL(std::string("08001"), failureOf("sqlite:///gone.db", Access::Write).substr(0, 5));
	CPPUNIT_ASSERT(!std::filesystem::exists(_directory->path() + "/gone.db"));
}


void SQLiteBackendTest::testSettingsAreAsDocumented()
{
	const auto writer = open("sqlite:///a.db", Access::Write);
	CPPUNIT_ASSERT_EQUAL(std::string("wal"), ask(*writer, "PRAGMA journal_mode"));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*writer, "PRAGMA foreign_keys"));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ask(*writer, "PRAGMA synchronous"));
	CPPUNIT_ASSERT_EQUAL(std::string("100"), ask(*writer, "PRAGMA busy_timeout"));
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*writer, "PRAGMA trusted_schema"));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ask(*writer, "PRAGMA temp_store"));
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*writer, "PRAGMA query_only"));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*open("sqlite:///a.db", Access::Read), "PRAGMA query_only"));
}


void SQLiteBackendTest::testResetLeaksNothing()
{
	open("sqlite:///a.db", Access::Write);
	const auto connection = open("sqlite:///a.db", Access::Read);
	Poco::Data::Session& poco = connection->poco();
	for (const char* sql : {"PRAGMA query_only=OFF", "PRAGMA foreign_keys=OFF", "PRAGMA busy_timeout=7",
							"CREATE TEMP TABLE left_over (a)", "ATTACH ':memory:' AS \"other one\"",
							"PRAGMA synchronous=OFF", "PRAGMA case_sensitive_like=ON"})
	{
		poco << sql, now;
	}
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*connection, "SELECT count(*) FROM temp.left_over"));
	runInline(connection->reset());
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "PRAGMA query_only"));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "PRAGMA foreign_keys"));
	CPPUNIT_ASSERT_EQUAL(std::string("100"), ask(*connection, "PRAGMA busy_timeout"));
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ask(*connection, "PRAGMA synchronous"));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "SELECT 'A' LIKE 'a'"));
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*connection, "SELECT count(*) FROM sqlite_temp_schema"));
	const std::string attached = "SELECT count(*) FROM pragma_database_list WHERE name LIKE 'other%'";
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*connection, attached));
}


void SQLiteBackendTest::testPocoWorksOnTheSameTransaction()
{
	const auto connection = open("sqlite:///a.db", Access::Write);
	ask(*connection, "CREATE TABLE t (a BIGINT)");
	runInline(connection->begin(Access::Write));
	ask(*connection, "INSERT INTO t VALUES (1)");
	Poco::Int64 count = 0;
	connection->poco() << "SELECT count(*) FROM t", into(count), now;
	CPPUNIT_ASSERT_EQUAL(Poco::Int64{1}, count);
	connection->poco() << "INSERT INTO t VALUES (2)", now;
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ask(*connection, "SELECT count(*) FROM t"));
	runInline(connection->rollback());
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*connection, "SELECT count(*) FROM t"));
}


void SQLiteBackendTest::testTransactionThatPocoEndedIsSeen()
{
	const auto connection = open("sqlite:///a.db", Access::Write);
	runInline(connection->begin(Access::Write));
	connection->poco() << "COMMIT", now;
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
	CPPUNIT_ASSERT_THROW(runInline(connection->commit()), InvalidRequestException);
	connection->poco().begin();
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Active);
	runInline(connection->rollback());
	CPPUNIT_ASSERT(connection->poco().isTransaction());
	runInline(connection->reset());
	CPPUNIT_ASSERT(!connection->poco().isTransaction());
}


void SQLiteBackendTest::testPocoReadsEveryTypeOfColumn()
{
	const auto connection = open("sqlite:///a.db", Access::Write);
	std::vector<Column> columns(11);
	for (std::size_t i = 0; i < columns.size(); ++i)
	{
		columns[i].name = "c" + std::to_string(i);
		columns[i].type = static_cast<ValueType>(i);
	}
	columns[1].primaryKey = true;
	const Table table("every", columns);
	for (const Statement& statement : createTable(table, _backend->dialect(), false))
		ask(*connection, statement.text);
	Record record(table);
	const std::vector<Value> values{true,          7,
									1.5,           Decimal::parse("12.50"),
									"text",        Bytes{"bytes"},
									UUID::v4(),    Date(2024, 2, 29),
									Time(1, 2, 3), DateTime(Date(2024, 2, 29), Time(1, 2, 3, 4)),
									JsonText{"{}"}};
	for (std::size_t i = 0; i < values.size(); ++i)
		record.set(i, values[i]);
	const CompiledStatement insert = Compiler(_backend->dialect()).insert(record, {});
	runInline(connection->execute(insert.statement, insert.parameters));

	const Poco::Data::RecordSet all(connection->poco(), "SELECT * FROM every");
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, all.rowCount());
	CPPUNIT_ASSERT_EQUAL(std::string("true"), all.value(0, 0).toString());
	CPPUNIT_ASSERT_EQUAL(std::string("12.50"), all.value(3, 0).toString());
	CPPUNIT_ASSERT_EQUAL(std::size_t{16}, all.value<Poco::Data::BLOB>(6, 0).size());
	Poco::DateTime moment;
	Poco::Data::Date date;
	connection->poco() << "SELECT c9, c7 FROM every", into(moment), into(date), now;
	CPPUNIT_ASSERT_EQUAL(2024, moment.year());
	CPPUNIT_ASSERT_EQUAL(29, date.day());
}


void SQLiteBackendTest::testPocoStatementsHaveTheTimeLimit()
{
	DatabaseConfig config = configOf("sqlite:///a.db");
	config.engine.statementTimeoutMs = 200;
	const auto connection = _backend->connect(config, Access::Write);
	const auto start = std::chrono::steady_clock::now();
	const auto slow = [&] {
		connection->poco()
			<< "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
			now;
	};
	CPPUNIT_ASSERT_THROW(slow(), Poco::Exception);
	CPPUNIT_ASSERT(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "SELECT 1"));
}


void SQLiteBackendTest::testStreamThatFailsInTransactionMakesItFailed()
{
	const auto connection = open("sqlite:///a.db", Access::Write);
	runInline(connection->begin(Access::Read));
	const Statement statement{
		"SELECT abs(-9223372036854775808 + (i < 3)) FROM (SELECT 1 AS i UNION ALL SELECT 2 "
		"UNION ALL SELECT 3)",
		Access::Read};
	const Parameters none;
	const ResultSetPtr rows = runInline(connection->execute(statement, none));
	CPPUNIT_ASSERT(rows->next());
	CPPUNIT_ASSERT(rows->next());
	CPPUNIT_ASSERT_THROW(rows->next(), RepositoryException);
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Failed);
	CPPUNIT_ASSERT_THROW(runInline(connection->commit()), InvalidRequestException);
	runInline(connection->rollback());
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
}


void SQLiteBackendTest::testSeveralStatementsInOneTextAreRefused()
{
	const auto connection = open("sqlite:///a.db", Access::Write);
	CPPUNIT_ASSERT_THROW(ask(*connection, "CREATE TABLE t (a); CREATE TABLE u (a)"), InvalidRequestException);
	CPPUNIT_ASSERT_THROW(ask(*connection, ""), InvalidRequestException);
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*connection, "SELECT count(*) FROM sqlite_schema;"));
}


void SQLiteBackendTest::testStatementsAreKeptPreparedUpToALimit()
{
	const auto connection = open("sqlite:///a.db", Access::Write);
	const auto& native = dynamic_cast<const SQLite::Connection&>(*connection);
	const Parameters none;
	const Statement kept{"SELECT 1", Access::Read};
	const std::size_t before = native.preparedStatements();
	for (int i = 0; i < 3; ++i)
		runInline(connection->execute(kept, none));
	CPPUNIT_ASSERT_EQUAL(before + 1, native.preparedStatements());
	for (int i = 0; i < 600; ++i)
	{
		const Statement other{"SELECT " + std::to_string(i), Access::Read};
		runInline(connection->execute(other, none));
	}
	CPPUNIT_ASSERT_EQUAL(SQLite::StatementCache::capacity, native.preparedStatements());
}


void SQLiteBackendTest::testLockOfAnotherProgramEndsInABoundedWait()
{
	const auto connection = open("sqlite:///a.db", Access::Write);
	sqlite3* other = nullptr;
	sqlite3_open((_directory->path() + "/a.db").c_str(), &other);
	const int code = sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
	std::string state;
	try
	{
		runInline(connection->begin(Access::Write));
	}
	catch (const ConnectionException& exception)
	{
		state = exception.detail().sqlState;
	}
	sqlite3_close(other);
	CPPUNIT_ASSERT_EQUAL(SQLITE_OK, code);
	CPPUNIT_ASSERT_EQUAL(std::string("55P03"), state);
}


} // namespace Athanor::Conformance
