//
// PostgreSQLBackendTest.cpp
//
// Library: Tests
// Package: Conformance
//
// What only the backend for PostgreSQL does: connection strings, settings, Poco's session, lost servers.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Query/Ddl.h"
#include "Columns.h"
#include "Poco/Channel.h"
#include "Poco/Data/Session.h"
#include "Poco/Data/Statement.h"
#include "Poco/Logger.h"
#include "PostgreSQLCluster.h"
#include "postgresql/Backend.h"
#include "postgresql/Connection.h"
#include <chrono>
#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>


using Poco::Data::Keywords::into;
using Poco::Data::Keywords::now;


namespace Athanor::Conformance {


namespace {


std::size_t openDescriptors()
{
	const std::filesystem::directory_iterator begin("/proc/self/fd");
	return static_cast<std::size_t>(std::distance(begin, std::filesystem::directory_iterator()));
}


/// Keeps the last message.
class LastMessage: public Poco::Channel
{
public:
	void log(const Poco::Message& message) override
	{
		text = message.getText();
	}

	std::string text;
};


/// A socket of the loopback that accepts and never says anything.
class SilentServer
{
public:
	SilentServer():
		_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
	{
		sockaddr_in address{};
		address.sin_family = AF_INET;
		address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		socklen_t size = sizeof address;
		CPPUNIT_ASSERT_EQUAL(0, ::bind(_socket, reinterpret_cast<sockaddr*>(&address), size));
		CPPUNIT_ASSERT_EQUAL(0, ::listen(_socket, 8));
		CPPUNIT_ASSERT_EQUAL(0, ::getsockname(_socket, reinterpret_cast<sockaddr*>(&address), &size));
		place = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
	}
	SilentServer(const SilentServer&) = delete;
	SilentServer& operator=(const SilentServer&) = delete;
	~SilentServer()
	{
		::close(_socket);
	}

	std::string place;

private:
	int _socket;
};


} // namespace


class PostgreSQLBackendTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(PostgreSQLBackendTest);
	CPPUNIT_TEST(testKeywordFormOfTheConnectionString);
	CPPUNIT_TEST(testOddCharactersInNameAndPassword);
	CPPUNIT_TEST(testBadConnectionStringsAreRefusedAndNotShown);
	CPPUNIT_TEST(testFailedConnectsSayWhyAndLeakNothing);
	CPPUNIT_TEST(testConnectHasADeadline);
	CPPUNIT_TEST(testSettingsAreAsDocumentedAndComeBack);
	CPPUNIT_TEST(testResetLeaksNothing);
	CPPUNIT_TEST(testResetKeepsPreparedStatements);
	CPPUNIT_TEST(testPocoWorksOnTheSameTransaction);
	CPPUNIT_TEST(testTransactionThatPocoEndedIsSeen);
	CPPUNIT_TEST(testPocoStatementsThatFailedAreGoneAfterReset);
	CPPUNIT_TEST(testPocoSessionThatWasKeptIsClosed);
	CPPUNIT_TEST(testPocoSessionsLeakNothing);
	CPPUNIT_TEST(testCommitOfFailedTransactionThrows);
	CPPUNIT_TEST(testValuesThatDoNotFitAreErrors);
	CPPUNIT_TEST(testJsonTextIsOnlyWhatJsonHas);
	CPPUNIT_TEST(testTimestampsAreInstantsInAnyZone);
	CPPUNIT_TEST(testPlainResultsKnowTheirTypes);
	CPPUNIT_TEST(testIntegersSuitFunctions);
	CPPUNIT_TEST(testChangedTableIsPreparedAgain);
	CPPUNIT_TEST(testDeallocatedStatementsArePreparedAgain);
	CPPUNIT_TEST(testStatementsAreKeptPreparedUpToALimit);
	CPPUNIT_TEST(testSeveralStatementsInOneTextAreRefused);
	CPPUNIT_TEST(testCopyIsRefused);
	CPPUNIT_TEST(testKilledConnectionIsSafeToRetry);
	CPPUNIT_TEST(testConnectionKilledInCommitIsUnknown);
	CPPUNIT_TEST(testSilentServerIsGivenUp);
	CPPUNIT_TEST(testNoticesGoToTheLog);
	CPPUNIT_TEST(testMessagesShowNoBoundValues);
	CPPUNIT_TEST(testSeveralCreateTheSameTableAtOnce);
	CPPUNIT_TEST(testIntervalsOfOthersAreRead);
	CPPUNIT_TEST(testCommentsReachTheCatalog);
	CPPUNIT_TEST(testSequenceOfACountedKeyIsNamedAfterItsTable);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override;
	void tearDown() override;
	void testKeywordFormOfTheConnectionString();
	void testOddCharactersInNameAndPassword();
	void testBadConnectionStringsAreRefusedAndNotShown();
	void testFailedConnectsSayWhyAndLeakNothing();
	void testConnectHasADeadline();
	void testSettingsAreAsDocumentedAndComeBack();
	void testResetLeaksNothing();
	void testResetKeepsPreparedStatements();
	void testPocoWorksOnTheSameTransaction();
	void testTransactionThatPocoEndedIsSeen();
	void testPocoStatementsThatFailedAreGoneAfterReset();
	void testPocoSessionThatWasKeptIsClosed();
	void testPocoSessionsLeakNothing();
	void testCommitOfFailedTransactionThrows();
	void testValuesThatDoNotFitAreErrors();
	void testJsonTextIsOnlyWhatJsonHas();
	void testTimestampsAreInstantsInAnyZone();
	void testPlainResultsKnowTheirTypes();
	void testIntegersSuitFunctions();
	void testChangedTableIsPreparedAgain();
	void testDeallocatedStatementsArePreparedAgain();
	void testStatementsAreKeptPreparedUpToALimit();
	void testSeveralStatementsInOneTextAreRefused();
	void testCopyIsRefused();
	void testKilledConnectionIsSafeToRetry();
	void testConnectionKilledInCommitIsUnknown();
	void testSilentServerIsGivenUp();
	void testNoticesGoToTheLog();
	void testMessagesShowNoBoundValues();
	void testSeveralCreateTheSameTableAtOnce();
	void testIntervalsOfOthersAreRead();
	void testCommentsReachTheCatalog();
	void testSequenceOfACountedKeyIsNamedAfterItsTable();

private:
	std::unique_ptr<Connection> open() const;
	/// SQLSTATE and message of the exception that opening throws.
	std::string failureOf(const std::string& connectionString, int timeoutMs = 5000) const;
	static ResultSetPtr run(Connection& connection, const std::string& sql,
							const Parameters& parameters = {});
	/// The first cell as text; the exception's class and SQLSTATE if it fails.
	static std::string ask(Connection& connection, const std::string& sql, const Parameters& parameters = {});
	/// The server without the scheme: host, port, user, password.
	static std::string keywords(const std::string& user, const std::string& password);

	std::unique_ptr<Test::PostgreSQLSchema> _schema;
	PostgreSQLBackend _backend;
};


CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLBackendTest);


void PostgreSQLBackendTest::setUp()
{
	_schema = std::make_unique<Test::PostgreSQLSchema>();
}


void PostgreSQLBackendTest::tearDown()
{
	_schema.reset();
}


std::unique_ptr<Connection> PostgreSQLBackendTest::open() const
{
	return _backend.connect(_schema->config(), Access::Write);
}


std::string PostgreSQLBackendTest::failureOf(const std::string& connectionString, int timeoutMs) const
{
	DatabaseConfig config = _schema->config();
	config.connectionString = connectionString;
	config.engine.connectTimeoutMs = timeoutMs;
	try
	{
		_backend.connect(config, Access::Write);
	}
	catch (const DatabaseException& exception)
	{
		CPPUNIT_ASSERT_EQUAL(std::string("default"), exception.detail().bindKey);
		return Test::classOf(exception) + " " + exception.detail().sqlState + " " + exception.message();
	}
	return "no exception";
}


ResultSetPtr PostgreSQLBackendTest::run(Connection& connection, const std::string& sql,
										const Parameters& parameters)
{
	const Statement statement{sql, Access::Write};
	return runInline(connection.execute(statement, parameters));
}


std::string PostgreSQLBackendTest::ask(Connection& connection, const std::string& sql,
									   const Parameters& parameters)
{
	try
	{
		const ResultSetPtr rows = run(connection, sql, parameters);
		return rows->next() && !rows->isNull(0) ? std::string(rows->text(0)) : "";
	}
	catch (const DatabaseException& exception)
	{
		return Test::classOf(exception) + " " + exception.detail().sqlState;
	}
}


std::string PostgreSQLBackendTest::keywords(const std::string& user, const std::string& password)
{
	const std::string string = Test::postgreSQL();
	const std::size_t at = string.find('@') + 1;
	const std::size_t colon = string.find(':', at);
	const std::size_t slash = string.find('/', colon);
	return "postgresql://host=" + string.substr(at, colon - at) +
		   " port=" + string.substr(colon + 1, slash - colon - 1) + " dbname=" + string.substr(slash + 1) +
		   " user='" + user + "' password='" + password + "'";
}


void PostgreSQLBackendTest::testKeywordFormOfTheConnectionString()
{
	DatabaseConfig config = _schema->config();
	config.connectionString = keywords("athanor", "athanor");
	const auto connection = _backend.connect(config, Access::Write);
	CPPUNIT_ASSERT_EQUAL(std::string("athanor"), ask(*connection, "SELECT current_user"));
	CPPUNIT_ASSERT_EQUAL(_schema->name(), ask(*connection, "SELECT current_schema()"));
	config.connectionString = "postgresql+psycopg2" + Test::postgreSQL().substr(10);
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*_backend.connect(config, Access::Write), "SELECT 1"));
}


void PostgreSQLBackendTest::testOddCharactersInNameAndPassword()
{
	Test::askPostgreSQL("DROP ROLE IF EXISTS \"odd user\"");
	Test::askPostgreSQL("CREATE ROLE \"odd user\" LOGIN PASSWORD 'a b''c\\d%@/'");
	DatabaseConfig config = _schema->config();
	config.connectionString = keywords("odd user", "a b\\'c\\\\d%@/");
	{
		const auto connection = _backend.connect(config, Access::Write);
		CPPUNIT_ASSERT_EQUAL(std::string("odd user"), ask(*connection, "SELECT current_user"));
		int one = 0;
		connection->poco() << "SELECT 1", into(one), now;
		CPPUNIT_ASSERT_EQUAL(1, one);
	}
	config.connectionString = Test::postgreSQL();
	config.connectionString.replace(0, config.connectionString.find('@'),
									"postgresql://odd%20user:a%20b%27c%5Cd%25%40%2F");
	CPPUNIT_ASSERT_EQUAL(std::string("odd user"),
						 ask(*_backend.connect(config, Access::Write), "SELECT current_user"));
	Test::askPostgreSQL("DROP ROLE \"odd user\"");
}


void PostgreSQLBackendTest::testBadConnectionStringsAreRefusedAndNotShown()
{
	for (const char* string :
		 {"postgresql://u:sec%ret@h/d", "postgresql://u:secret@h:port:port/d", "postgresql://u:secret@[h/d",
		  "postgresql://u:secret/x@h/d", "postgresql://u:1234/secret@h/d",
		  "postgresql://host=h password='secret", "postgresql://u:secret@h/d?nonsense=1",
		  "postgresql+nonsense://u:secret@h/d", "postgres://u:secret@h/d", "mysql://u:secret@h/d"})
	{
		const std::string failure = failureOf(string);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(failure, std::string("ImproperConfigurationException"),
									 failure.substr(0, 30));
		CPPUNIT_ASSERT_MESSAGE(failure, failure.find("sec") == std::string::npos);
	}
	CPPUNIT_ASSERT(failureOf("postgresql://u@h/d?nonsense=1").find("nonsense") != std::string::npos);
	DatabaseConfig config = _schema->config();
	config.engine.options["pool"] = "1";
	CPPUNIT_ASSERT_THROW(_backend.concurrency(config), ImproperConfigurationException);
}


void PostgreSQLBackendTest::testFailedConnectsSayWhyAndLeakNothing()
{
	std::string wrong = keywords("athanor", "secret");
	const std::size_t before = openDescriptors();
	for (int i = 0; i < 20; ++i)
	{
		const std::string refused = failureOf("postgresql://u:secret@127.0.0.1:1/d");
		CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 08001"), refused.substr(0, 25));
		CPPUNIT_ASSERT(refused.find("127.0.0.1:1/d") != std::string::npos);
		const std::string denied = failureOf(wrong);
		CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 28P01"), denied.substr(0, 25));
		CPPUNIT_ASSERT((refused + denied).find("secret") == std::string::npos);
	}
	CPPUNIT_ASSERT_EQUAL(before, openDescriptors());
	const std::string missing = failureOf(keywords("athanor", "athanor") + " dbname=nowhere");
	CPPUNIT_ASSERT_EQUAL(std::string("ConnectionException 3D000"), missing.substr(0, 25));
}


void PostgreSQLBackendTest::testConnectHasADeadline()
{
	const SilentServer server;
	const auto begin = std::chrono::steady_clock::now();
	const std::string failure = failureOf("postgresql://u:secret@" + server.place + "/d", 200);
	CPPUNIT_ASSERT(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
	CPPUNIT_ASSERT_EQUAL("ConnectionException 08001 cannot connect to " + server.place +
							 "/d: no connection within 200 ms",
						 failure);
}


void PostgreSQLBackendTest::testSettingsAreAsDocumentedAndComeBack()
{
	DatabaseConfig config = _schema->config();
	config.engine.statementTimeoutMs = 7000;
	config.engine.synchronous = Synchronous::Normal;
	const auto connection = _backend.connect(config, Access::Write);
	const auto check = [&] {
		CPPUNIT_ASSERT_EQUAL(std::string("UTC"), ask(*connection, "SHOW timezone"));
		CPPUNIT_ASSERT_EQUAL(std::string("ISO, MDY"), ask(*connection, "SHOW datestyle"));
		CPPUNIT_ASSERT_EQUAL(std::string("7s"), ask(*connection, "SHOW statement_timeout"));
		CPPUNIT_ASSERT_EQUAL(std::string("hex"), ask(*connection, "SHOW bytea_output"));
		CPPUNIT_ASSERT_EQUAL(std::string("UTF8"), ask(*connection, "SHOW client_encoding"));
		CPPUNIT_ASSERT_EQUAL(std::string("off"), ask(*connection, "SHOW synchronous_commit"));
		CPPUNIT_ASSERT_EQUAL(std::string("athanor"), ask(*connection, "SHOW application_name"));
		CPPUNIT_ASSERT_EQUAL(_schema->name(), ask(*connection, "SHOW search_path"));
	};
	check();
	for (const char* sql :
		 {"SET timezone = 'Asia/Tokyo'", "SET datestyle = 'German'", "SET statement_timeout = 0",
		  "SET bytea_output = 'escape'", "SET client_encoding = 'LATIN1'", "SET synchronous_commit = on",
		  "SET application_name = 'other'", "SET search_path = public"})
		run(*connection, sql);
	runInline(connection->reset());
	check();
}


void PostgreSQLBackendTest::testResetLeaksNothing()
{
	const auto connection = open();
	runInline(connection->begin(Access::Write));
	for (const char* sql :
		 {"SET statement_timeout = 12345", "CREATE TEMP TABLE leak (id int)", "CREATE SEQUENCE counter",
		  "SELECT nextval('counter')", "SELECT pg_advisory_lock(4711)", "LISTEN leak",
		  "DECLARE leak CURSOR WITH HOLD FOR SELECT 1", "PREPARE leak AS SELECT 1"})
		run(*connection, sql);
	runInline(connection->commit());
	runInline(connection->begin(Access::Write));
	runInline(connection->reset());
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
	CPPUNIT_ASSERT_EQUAL(std::string("30s"), ask(*connection, "SHOW statement_timeout"));
	CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 42P01"), ask(*connection, "SELECT * FROM leak"));
	CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 55000"), ask(*connection, "SELECT lastval()"));
	CPPUNIT_ASSERT_EQUAL(std::string("0"),
						 ask(*connection, "SELECT count(*) FROM pg_cursors WHERE name <> ''"));
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*connection, "SELECT count(*) FROM pg_listening_channels()"));
	CPPUNIT_ASSERT_EQUAL(std::string("0"),
						 ask(*connection,
							 "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = "
							 "pg_backend_pid()"));
	CPPUNIT_ASSERT_EQUAL(std::string("0"),
						 ask(*connection, "SELECT count(*) FROM pg_prepared_statements WHERE name = 'leak'"));
}


void PostgreSQLBackendTest::testResetKeepsPreparedStatements()
{
	const auto connection = open();
	run(*connection, "SELECT 1");
	run(*connection, "SELECT $1::int", {5});
	connection->poco() << "SELECT 1", now;
	runInline(connection->reset());
	CPPUNIT_ASSERT_EQUAL(std::size_t{2},
						 dynamic_cast<PostgreSQL::Connection&>(*connection).preparedStatements());
	CPPUNIT_ASSERT_EQUAL(std::string("7"), ask(*connection, "SELECT $1::int", {7}));
	CPPUNIT_ASSERT_EQUAL(std::string("3"), ask(*connection, "SELECT count(*) FROM pg_prepared_statements"));
}


void PostgreSQLBackendTest::testPocoWorksOnTheSameTransaction()
{
	const auto connection = open();
	run(*connection, "CREATE TABLE item (id int, name text)");
	runInline(connection->begin(Access::Write));
	run(*connection, "INSERT INTO item VALUES (1, 'ours')");
	std::string name;
	connection->poco() << "SELECT name FROM item", into(name), now;
	CPPUNIT_ASSERT_EQUAL(std::string("ours"), name);
	connection->poco() << "INSERT INTO item VALUES (2, 'theirs')", now;
	CPPUNIT_ASSERT_EQUAL(std::string("2"), ask(*connection, "SELECT count(*) FROM item"));
	runInline(connection->rollback());
	CPPUNIT_ASSERT_EQUAL(std::string("0"), ask(*connection, "SELECT count(*) FROM item"));
}


void PostgreSQLBackendTest::testTransactionThatPocoEndedIsSeen()
{
	const auto connection = open();
	runInline(connection->begin(Access::Write));
	connection->poco().commit();
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::None);
	connection->poco().begin();
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Active);
	runInline(connection->rollback());
	runInline(connection->reset());
	CPPUNIT_ASSERT(!connection->poco().isTransaction());
	connection->poco().begin();
	connection->poco().rollback();
}


void PostgreSQLBackendTest::testPocoStatementsThatFailedAreGoneAfterReset()
{
	const auto connection = open();
	run(*connection, "SELECT 1");
	runInline(connection->begin(Access::Write));
	CPPUNIT_ASSERT_THROW((connection->poco() << "SELECT 1 / 0", now), Poco::Exception);
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Failed);
	runInline(connection->rollback());
	CPPUNIT_ASSERT_EQUAL(std::string("1"),
						 ask(*connection, "SELECT count(*) FROM pg_prepared_statements WHERE name "
										  "NOT LIKE 'athanor%'"));
	runInline(connection->reset());
	CPPUNIT_ASSERT_EQUAL(std::string("0"),
						 ask(*connection, "SELECT count(*) FROM pg_prepared_statements WHERE name "
										  "NOT LIKE 'athanor%'"));
	// What Poco would deallocate after its next commit is gone, and does not make that fail.
	connection->poco().begin();
	connection->poco().commit();
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "SELECT 1"));
}


void PostgreSQLBackendTest::testPocoSessionThatWasKeptIsClosed()
{
	auto connection = open();
	Poco::Data::Session kept = connection->poco();
	CPPUNIT_ASSERT(kept.isConnected());
	runInline(connection->reset());
	CPPUNIT_ASSERT(!kept.isConnected());
	CPPUNIT_ASSERT_THROW((kept << "SELECT 1", now), Poco::Exception);
	Poco::Data::Session second = connection->poco();
	Poco::Data::Statement statement(second);
	connection.reset();
	CPPUNIT_ASSERT(!second.isConnected());
}


void PostgreSQLBackendTest::testPocoSessionsLeakNothing()
{
	const auto connection = open();
	connection->poco();
	const std::size_t before = openDescriptors();
	for (int i = 0; i < 20; ++i)
	{
		int one = 0;
		connection->poco() << "SELECT 1", into(one), now;
		runInline(connection->reset());
	}
	CPPUNIT_ASSERT_EQUAL(before, openDescriptors());
}


void PostgreSQLBackendTest::testCommitOfFailedTransactionThrows()
{
	const auto connection = open();
	runInline(connection->begin(Access::Write));
	CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 22012"), ask(*connection, "SELECT 1 / 0"));
	CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException 25P02"), ask(*connection, "SELECT 1"));
	CPPUNIT_ASSERT_THROW(runInline(connection->commit()), InvalidRequestException);
	runInline(connection->rollback());
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "SELECT 1"));
}


void PostgreSQLBackendTest::testJsonTextIsOnlyWhatJsonHas()
{
	const auto connection = open();
	const auto text = [&](const std::string& sql, ValueType type) {
		const ResultSetPtr rows = run(*connection, "SELECT " + sql);
		CPPUNIT_ASSERT(rows->next());
		return std::string(rows->jsonText(0, type));
	};
	const std::string uuid = "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'";
	CPPUNIT_ASSERT_EQUAL(std::string("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
						 text(uuid + "::uuid", ValueType::UUID));
	CPPUNIT_ASSERT_EQUAL(std::string(), text(uuid + "::text", ValueType::UUID));
	CPPUNIT_ASSERT_EQUAL(std::string("-9223372036854775808"),
						 text("'-9223372036854775808'::int8", ValueType::Integer));
	CPPUNIT_ASSERT_EQUAL(std::string("7"), text("7::int2", ValueType::Integer));
	CPPUNIT_ASSERT_EQUAL(std::string(), text("007::text", ValueType::Integer));
	CPPUNIT_ASSERT_EQUAL(std::string(), text("true", ValueType::Integer));
	CPPUNIT_ASSERT_EQUAL(std::string("1802-07-24"), text("'1802-07-24'::date", ValueType::Date));
	CPPUNIT_ASSERT_EQUAL(std::string("0001-01-01"), text("'0001-01-01'::date", ValueType::Date));
	for (const char* date : {"'infinity'", "'-infinity'", "'0044-03-15 BC'", "'12024-01-01'"})
		CPPUNIT_ASSERT_EQUAL_MESSAGE(date, std::string(),
									 text(std::string(date) + "::date", ValueType::Date));
	CPPUNIT_ASSERT_EQUAL(std::string(), text("'1802-07-24'::text", ValueType::Date));
	CPPUNIT_ASSERT_EQUAL(std::string(), text("'plain'::text", ValueType::Text));
	run(*connection, "SET datestyle TO german");
	CPPUNIT_ASSERT_EQUAL(std::string(), text("'1802-07-24'::date", ValueType::Date));
}


void PostgreSQLBackendTest::testValuesThatDoNotFitAreErrors()
{
	const auto connection = open();
	const auto refused = [&](const std::string& sql, ValueType type) {
		const ResultSetPtr rows = run(*connection, "SELECT " + sql);
		CPPUNIT_ASSERT(rows->next());
		CPPUNIT_ASSERT_THROW_MESSAGE(sql, rows->value(0, type), SerializationException);
	};
	refused("'infinity'::timestamptz", ValueType::Timestamp);
	refused("'-infinity'::timestamp", ValueType::Timestamp);
	refused("'infinity'::date", ValueType::Date);
	refused("'0044-03-15 BC'::date", ValueType::Date);
	refused("'0044-03-15 12:00 BC'::timestamptz", ValueType::Timestamp);
	refused("'12024-01-01'::date", ValueType::Date);
	refused("'12024-01-01 00:00'::timestamptz", ValueType::Timestamp);
	refused("'24:00:00'::time", ValueType::Time);
	refused("'NaN'::numeric", ValueType::Decimal);
	refused("'Infinity'::numeric", ValueType::Decimal);
	refused("'NaN'::float8", ValueType::Double);
	refused("'Infinity'::float8", ValueType::Double);
	refused("9223372036854775808::numeric", ValueType::Integer);
	refused("'1 month'::interval", ValueType::Interval);
	refused("'2 years 3 days'::interval", ValueType::Interval);
	refused("'5'::text", ValueType::Integer);
	refused("2", ValueType::Boolean);
}


void PostgreSQLBackendTest::testTimestampsAreInstantsInAnyZone()
{
	const auto connection = open();
	const DateTime instant = DateTime::parse("2024-07-01T12:34:56.789012Z");
	for (const char* zone : {"UTC", "Europe/Paris", "America/St_Johns", "Asia/Kolkata", "Pacific/Kiritimati"})
	{
		run(*connection, std::string("SET timezone = '") + zone + "'");
		const ResultSetPtr rows = run(*connection, "SELECT $1", {instant});
		CPPUNIT_ASSERT(rows->next());
		CPPUNIT_ASSERT_EQUAL_MESSAGE(zone, instant.toString(), rows->timestamp(0).toString());
	}
}


void PostgreSQLBackendTest::testPlainResultsKnowTheirTypes()
{
	const auto connection = open();
	const ResultSetPtr rows = run(
		*connection, "SELECT true, 1::int2, 1, 1::int8, 1.5::float4, 1.5::float8, 1.50::numeric, 'a'::text, "
					 "'a'::varchar, '\\x00ff'::bytea, '00112233-4455-6677-8899-aabbccddeeff'::uuid, "
					 "'2024-01-02'::date, '12:34'::time, now()::timestamp, now(), '[1]'::json, '[1]'::jsonb, "
					 "'1 day'::interval, null::int");
	CPPUNIT_ASSERT(rows->next());
	const std::vector<ValueType> wanted{
		ValueType::Boolean, ValueType::Integer,   ValueType::Integer,   ValueType::Integer,
		ValueType::Double,  ValueType::Double,    ValueType::Decimal,   ValueType::Text,
		ValueType::Text,    ValueType::Bytes,     ValueType::UUID,      ValueType::Date,
		ValueType::Time,    ValueType::Timestamp, ValueType::Timestamp, ValueType::JSON,
		ValueType::JSON,    ValueType::Interval,  ValueType::Text};
	for (std::size_t i = 0; i < wanted.size(); ++i)
	{
		CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(i), std::string(toString(wanted[i])),
									 std::string(toString(rows->type(i))));
		rows->value(i, wanted[i]);
	}
	CPPUNIT_ASSERT_EQUAL(std::string("1.50"), rows->value(6, ValueType::Decimal).get<Decimal>().toString());
	CPPUNIT_ASSERT(rows->bytes(9) == std::string_view("\0\xff", 2));
}


void PostgreSQLBackendTest::testIntegersSuitFunctions()
{
	const auto connection = open();
	CPPUNIT_ASSERT_EQUAL(std::string("ab"), ask(*connection, "SELECT left('abc', $1)", {2}));
	CPPUNIT_ASSERT_EQUAL(std::string("2024-01-03"), ask(*connection, "SELECT DATE '2024-01-01' + $1", {2}));
	CPPUNIT_ASSERT_EQUAL(std::string("5000000001"),
						 ask(*connection, "SELECT $1 + 1", {std::int64_t{5000000000}}));
	CPPUNIT_ASSERT_EQUAL(std::string("t"),
						 ask(*connection, "SELECT '00112233-4455-6677-8899-aabbccddeeff'::uuid = $1",
							 {"00112233-4455-6677-8899-aabbccddeeff"}));
}


void PostgreSQLBackendTest::testChangedTableIsPreparedAgain()
{
	const auto connection = open();
	run(*connection, "CREATE TABLE item (id int)");
	run(*connection, "INSERT INTO item VALUES (1)");
	const std::string sql = "SELECT * FROM item";
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, sql));
	run(*connection, "ALTER TABLE item ADD name text");
	CPPUNIT_ASSERT_EQUAL(std::size_t{2}, run(*connection, sql)->columns().size());
	// In a transaction it fails once, as it must, and works afterwards.
	run(*connection, "ALTER TABLE item ADD more text");
	runInline(connection->begin(Access::Write));
	CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 0A000"), ask(*connection, sql));
	runInline(connection->rollback());
	CPPUNIT_ASSERT_EQUAL(std::size_t{3}, run(*connection, sql)->columns().size());
	run(*connection, "ALTER TABLE item DROP id");
	CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 42703"), ask(*connection, "SELECT id FROM item"));
}


void PostgreSQLBackendTest::testDeallocatedStatementsArePreparedAgain()
{
	const auto connection = open();
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "SELECT 1"));
	run(*connection, "DEALLOCATE ALL");
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "SELECT 1"));
	const Statement discard{"DISCARD ALL", Access::Write, false};
	const Parameters none;
	runInline(connection->execute(discard, none));
	runInline(connection->reset());
	CPPUNIT_ASSERT_EQUAL(std::size_t{0},
						 dynamic_cast<PostgreSQL::Connection&>(*connection).preparedStatements());
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "SELECT 1"));
}


void PostgreSQLBackendTest::testStatementsAreKeptPreparedUpToALimit()
{
	const auto connection = open();
	for (int i = 0; i < 300; ++i)
		CPPUNIT_ASSERT_EQUAL(std::to_string(i), ask(*connection, "SELECT " + std::to_string(i)));
	CPPUNIT_ASSERT_EQUAL(std::to_string(PostgreSQL::StatementCache::capacity),
						 ask(*connection, "SELECT count(*) FROM pg_prepared_statements"));
}


void PostgreSQLBackendTest::testSeveralStatementsInOneTextAreRefused()
{
	const auto connection = open();
	CPPUNIT_ASSERT_EQUAL(std::string("RepositoryException 42601"), ask(*connection, "SELECT 1; SELECT 2"));
	CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException 42601"),
						 ask(*connection, std::string("SELECT 1\0, 2", 12)));
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "SELECT 1"));
}


void PostgreSQLBackendTest::testCopyIsRefused()
{
	const auto connection = open();
	const Statement copy{"COPY (SELECT 1) TO STDOUT", Access::Write, false};
	const Parameters none;
	bool lost = false;
	try
	{
		runInline(connection->execute(copy, none));
	}
	catch (const DatabaseException& exception)
	{
		lost = exception.detail().connectionLost;
	}
	CPPUNIT_ASSERT(lost);
	CPPUNIT_ASSERT_THROW(run(*connection, "SELECT 1"), ConnectionException);
}


void PostgreSQLBackendTest::testKilledConnectionIsSafeToRetry()
{
	const auto connection = open();
	const std::string pid = ask(*connection, "SELECT pg_backend_pid()");
	Test::askPostgreSQL("SELECT pg_terminate_backend(" + pid + ", 5000)");
	try
	{
		runInline(connection->begin(Access::Write));
		CPPUNIT_FAIL("no exception");
	}
	catch (const ConnectionException& exception)
	{
		CPPUNIT_ASSERT(exception.detail().connectionLost);
		CPPUNIT_ASSERT(exception.detail().safeToRetry);
	}
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Failed);
	CPPUNIT_ASSERT_THROW(runInline(connection->ping()), ConnectionException);
	CPPUNIT_ASSERT_THROW(runInline(connection->rollback()), ConnectionException);
	CPPUNIT_ASSERT_THROW(runInline(connection->reset()), ConnectionException);
}


void PostgreSQLBackendTest::testConnectionKilledInCommitIsUnknown()
{
	const auto connection = open();
	run(*connection, "CREATE TABLE slow (id int)");
	run(*connection,
		"CREATE FUNCTION end_it() RETURNS trigger LANGUAGE plpgsql AS "
		"'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END'");
	run(*connection,
		"CREATE CONSTRAINT TRIGGER end_at_commit AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED "
		"FOR EACH ROW EXECUTE FUNCTION end_it()");
	runInline(connection->begin(Access::Write));
	run(*connection, "INSERT INTO slow VALUES (1)");
	CPPUNIT_ASSERT_THROW(runInline(connection->commit()), CommitUnknownException);
}


void PostgreSQLBackendTest::testSilentServerIsGivenUp()
{
	DatabaseConfig config = _schema->config();
	config.engine.statementTimeoutMs = 300;
	const auto connection = _backend.connect(config, Access::Write);
	// The server's own limit is lifted, so that only the deadline of this side can end the statement.
	run(*connection, "SET statement_timeout = 0");
	const Statement sleep{"SELECT pg_sleep(20)", Access::Read, false};
	const auto begin = std::chrono::steady_clock::now();
	try
	{
		runInline(connection->execute(sleep, {}));
		CPPUNIT_FAIL("no exception");
	}
	catch (const TimeoutException& exception)
	{
		CPPUNIT_ASSERT(exception.detail().connectionLost);
	}
	CPPUNIT_ASSERT(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
	CPPUNIT_ASSERT(connection->transactionState() == TransactionState::Failed);
	CPPUNIT_ASSERT_THROW(run(*connection, "SELECT 1"), ConnectionException);
}


void PostgreSQLBackendTest::testNoticesGoToTheLog()
{
	Poco::Logger& logger = Poco::Logger::get("athanor.postgresql");
	const Poco::AutoPtr<LastMessage> channel(new LastMessage);
	logger.setChannel(channel);
	logger.setLevel(Poco::Message::PRIO_INFORMATION);
	const auto connection = open();
	run(*connection, "DO $$ BEGIN RAISE NOTICE 'noticed'; END $$");
	logger.setChannel(nullptr);
	CPPUNIT_ASSERT(channel->text.find("noticed") != std::string::npos);
}


void PostgreSQLBackendTest::testMessagesShowNoBoundValues()
{
	const auto connection = open();
	run(*connection, "CREATE TABLE item (id uuid UNIQUE, name varchar(3), number int CHECK (number > 0))");
	run(*connection, "INSERT INTO item (id) VALUES ('00112233-4455-6677-8899-aabbccddeeff')");
	const auto message = [&](const std::string& sql, const Value& value) {
		try
		{
			run(*connection, sql, {value});
		}
		catch (const DatabaseException& exception)
		{
			return exception.displayText();
		}
		return std::string("no exception");
	};
	const std::string all =
		message("SELECT id FROM item WHERE id = $1", "se-cret") +
		message("INSERT INTO item (name) VALUES ($1)", "se-cret") +
		message("INSERT INTO item (number) VALUES ($1)", -98765) +
		message("INSERT INTO item (number) VALUES ($1)", std::int64_t{98765432109876}) +
		message("INSERT INTO item (id) VALUES ($1)", "00112233-4455-6677-8899-aabbccddeeff");
	CPPUNIT_ASSERT_EQUAL(std::string::npos, all.find("no exception"));
	CPPUNIT_ASSERT_EQUAL(std::string::npos, all.find("cret"));
	CPPUNIT_ASSERT_EQUAL(std::string::npos, all.find("98765"));
	CPPUNIT_ASSERT_EQUAL(std::string::npos, all.find("00112233"));
}


void PostgreSQLBackendTest::testSeveralCreateTheSameTableAtOnce()
{
	Column key = makeKey();
	key.generator = Generator::Database;
	const Table table("shared", {key});
	const std::vector<Statement> statements = createTable(table, _backend.dialect(), true);
	const Statement lock{_backend.dialect().schemaLockStatement(), Access::Write, false};
	std::vector<std::string> errors(8);
	std::vector<std::thread> threads;
	for (std::string& error : errors)
	{
		threads.emplace_back([&, this] {
			try
			{
				const auto connection = open();
				const Parameters none;
				runInline(connection->begin(Access::Write));
				runInline(connection->execute(lock, none));
				for (const Statement& statement : statements)
					runInline(connection->execute(statement, none));
				runInline(connection->commit());
			}
			catch (const Poco::Exception& exception)
			{
				error = exception.displayText();
			}
		});
	}
	for (std::thread& thread : threads)
		thread.join();
	for (const std::string& error : errors)
		CPPUNIT_ASSERT_EQUAL(std::string(), error);
}


void PostgreSQLBackendTest::testIntervalsOfOthersAreRead()
{
	const auto connection = open();
	const auto read = [&](const std::string& sql) {
		const ResultSetPtr rows = run(*connection, "SELECT '" + sql + "'::interval");
		CPPUNIT_ASSERT(rows->next());
		return rows->value(0, ValueType::Interval).get<Interval>().toString();
	};
	CPPUNIT_ASSERT_EQUAL(std::string("P1D"), read("1 day"));
	CPPUNIT_ASSERT_EQUAL(std::string("P3DT14706.7S"), read("3 days 04:05:06.7"));
	CPPUNIT_ASSERT_EQUAL(std::string("-PT71694S"), read("-1 days +04:05:06"));
	CPPUNIT_ASSERT_EQUAL(std::string("P2DT82799S"), read("3 days -01:00:01"));
	CPPUNIT_ASSERT_EQUAL(std::string("P0D"), read("0"));
}


void PostgreSQLBackendTest::testCommentsReachTheCatalog()
{
	Column key = makeKey();
	key.comment = "it's the key";
	TableOptions options;
	options.comment = "rows \\ of 'it'";
	const Table table("commented", {key}, options);
	const auto connection = open();
	for (const Statement& statement : createTable(table, _backend.dialect(), false))
		run(*connection, statement.text);
	CPPUNIT_ASSERT_EQUAL(options.comment, ask(*connection, "SELECT obj_description('commented'::regclass)"));
	CPPUNIT_ASSERT_EQUAL(key.comment, ask(*connection, "SELECT col_description('commented'::regclass, 1)"));
}


void PostgreSQLBackendTest::testSequenceOfACountedKeyIsNamedAfterItsTable()
{
	Column key = makeKey();
	key.generator = Generator::Database;
	const auto connection = open();
	for (const Statement& statement : createTable(Table("counted", {key}), _backend.dialect(), false))
		run(*connection, statement.text);
	CPPUNIT_ASSERT_EQUAL(std::string("1"), ask(*connection, "SELECT nextval('counted_id_seq')::text"));
}


} // namespace Athanor::Conformance
