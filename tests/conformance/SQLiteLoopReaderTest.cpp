//
// SQLiteLoopReaderTest.cpp
//
// Library: Tests
// Package: Conformance
//
// What a reader on a loop sees, and when.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Core/Exceptions.h"
#include "LoopRunner.h"
#include "Poco/Data/SQLite/Utility.h"
#include "TemporaryDirectory.h"
#include "sqlite/Backend.h"
#include <cppunit/extensions/HelperMacros.h>
#include <cstdio>
#include <sqlite3.h>


namespace Athanor::Conformance {


namespace {


/// The file as another program has it open.
class ForeignProgram
{
public:
	explicit ForeignProgram(const std::string& path)
	{
		CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open(path.c_str(), &_database));
	}
	ForeignProgram(const ForeignProgram&) = delete;
	ForeignProgram& operator=(const ForeignProgram&) = delete;
	~ForeignProgram()
	{
		sqlite3_close(_database);
	}

	void run(const std::string& sql) const
	{
		CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_exec(_database, sql.c_str(), nullptr, nullptr, nullptr));
	}

private:
	sqlite3* _database = nullptr;
};


} // namespace


class SQLiteLoopReaderTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SQLiteLoopReaderTest);
	CPPUNIT_TEST(testReadsOfOnePassSeeOneSnapshot);
	CPPUNIT_TEST(testCommitOfThisProcessIsSeenAtOnce);
	CPPUNIT_TEST(testSnapshotIsNobodysTransaction);
	CPPUNIT_TEST(testPlainSqlRunsOutsideOfTheSnapshot);
	CPPUNIT_TEST(testFailedReadDoesNotFailTheNextOne);
	CPPUNIT_TEST(testCountIsExactAfterEveryChange);
	CPPUNIT_TEST(testCountIsRememberedWhileNothingChanges);
	CPPUNIT_TEST(testReplacedFileIsNoticed);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		directory = std::make_unique<TemporaryDirectory>();
		runner = std::make_unique<Test::LoopRunner>();
		writer = backend.connect(config(), Access::Write);
		write("CREATE TABLE item (id INTEGER PRIMARY KEY)");
		write("INSERT INTO item VALUES (1)");
		runner->run([this] { return connect(); });
	}

	void tearDown() override
	{
		runner->call([this] { reader.reset(); });
		runner.reset();
		writer.reset();
		directory.reset();
	}

	void testReadsOfOnePassSeeOneSnapshot()
	{
		const ForeignProgram other(path());
		runner->call([&] {
			CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, rows());
			other.run("INSERT INTO item VALUES (2)");
			CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, rows());
		});
		runner->call([&] { CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, rows()); });
	}

	void testCommitOfThisProcessIsSeenAtOnce()
	{
		runner->call([&] {
			CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, rows());
			write("INSERT INTO item VALUES (2)");
			CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, rows());
			runInline(writer->begin(Access::Write));
			write("INSERT INTO item VALUES (3)");
			CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, rows());
			runInline(writer->commit());
			CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, rows());
		});
	}

	void testSnapshotIsNobodysTransaction()
	{
		runner->call([&] {
			rows();
			CPPUNIT_ASSERT(reader->transactionState() == TransactionState::None);
			runInline(reader->begin(Access::Read));
			CPPUNIT_ASSERT(reader->transactionState() == TransactionState::Active);
			rows();
			write("INSERT INTO item VALUES (2)");
			// One's own transaction keeps what it sees.
			CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, rows());
			runInline(reader->commit());
			CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, rows());
			CPPUNIT_ASSERT(reader->transactionState() == TransactionState::None);
			runInline(reader->reset());
			CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, rows());
		});
	}

	void testPlainSqlRunsOutsideOfTheSnapshot()
	{
		runner->call([&] {
			rows();
			// Refused inside of a transaction.
			runInline(reader->execute({"ATTACH ':memory:' AS other", Access::Read, false}, none));
			CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, rows());
		});
	}

	void testFailedReadDoesNotFailTheNextOne()
	{
		runner->call([&] {
			const Statement overflow{"SELECT abs(id - 9223372036854775807 - 2) FROM item", Access::Read};
			CPPUNIT_ASSERT_THROW(runInline(reader->execute(overflow, none)), RepositoryException);
			CPPUNIT_ASSERT(reader->transactionState() == TransactionState::None);
			CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, rows());
		});
	}

	void testCountIsExactAfterEveryChange()
	{
		const ForeignProgram other(path());
		for (int i = 2; i < 20; ++i)
		{
			const std::string insert = "INSERT INTO item VALUES (" + std::to_string(i) + ")";
			runner->call([&] { CPPUNIT_ASSERT_EQUAL(std::int64_t{i - 1}, countOf(0)); });
			if (i % 2 == 0)
				other.run(insert);
			else
				write(insert);
			runner->call([&] {
				rows();
				CPPUNIT_ASSERT_EQUAL(std::int64_t{i}, countOf(0));
				CPPUNIT_ASSERT_EQUAL(std::int64_t{i - 1}, countOf(1));
			});
		}
	}

	void testCountIsRememberedWhileNothingChanges()
	{
		for (int i = 0; i < 5; ++i)
		{
			runner->call([&] {
				rows();
				CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countOf(0));
			});
		}
		CPPUNIT_ASSERT_EQUAL(1, countsExecuted());
		write("INSERT INTO item VALUES (2)");
		runner->call([&] {
			rows();
			CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, countOf(0));
		});
		CPPUNIT_ASSERT_EQUAL(2, countsExecuted());
	}

	void testReplacedFileIsNoticed()
	{
		runner->call([&] { rows(); });
		CPPUNIT_ASSERT_EQUAL(0, std::rename(path().c_str(), (path() + ".old").c_str()));
		runner->call([&] { CPPUNIT_ASSERT_THROW(rows(), ConnectionException); });
	}

private:
	std::string path() const
	{
		return directory->path() + "/reader.db";
	}

	DatabaseConfig config() const
	{
		DatabaseConfig config;
		config.bindKey = "default";
		config.connectionString = "sqlite:///reader.db";
		config.workingDirectory = directory->path();
		config.async = true;
		return config;
	}

	Task<void> connect()
	{
		EventLoop& loop = runner->loop();
		const DatabaseConfig database = config();
		const Access access = Access::Read;
		std::unique_ptr<Connection> connection = co_await backend.connectAsync(database, access, loop);
		reader = std::move(connection);
	}

	void write(const std::string& sql) const
	{
		runInline(writer->execute({sql, Access::Write, false}, none));
	}

	/// How many rows there are, by reading them.
	std::int64_t rows() const
	{
		const ResultSetPtr result = runInline(reader->execute({"SELECT id FROM item", Access::Read}, none));
		std::int64_t count = 0;
		while (result->next())
			++count;
		return count;
	}

	std::int64_t countOf(std::int64_t above) const
	{
		return runInline(reader->count({counting, Access::Read}, {above}));
	}

	/// How often the database was asked for the count.
	int countsExecuted() const
	{
		int executed = 0;
		runner->call([&] {
			sqlite3* const database = Poco::Data::SQLite::Utility::dbHandle(reader->poco());
			sqlite3_stmt* statement = nullptr;
			while ((statement = sqlite3_next_stmt(database, statement)))
			{
				if (sqlite3_sql(statement) == counting)
					executed += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_RUN, 0);
			}
		});
		return executed;
	}

	const Parameters none{};
	const std::string counting = "SELECT count(*) FROM item WHERE id > ?";
	std::unique_ptr<TemporaryDirectory> directory;
	SQLiteBackend backend;
	std::unique_ptr<Connection> writer;
	std::unique_ptr<Connection> reader; ///< used on the loop
	std::unique_ptr<Test::LoopRunner> runner;
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteLoopReaderTest);


} // namespace Athanor::Conformance
