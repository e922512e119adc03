//
// SessionConformance.cpp
//
// Library: Tests
// Package: Conformance
//
// SPDX-License-Identifier: MIT
//
#include "SessionConformance.h"
#include "Athanor/Data/Session.h"
#include <thread>
#include <vector>


namespace Athanor::Conformance {


namespace {


/// Adds one to the number of item 1, reading it first, in one transaction.
void increment(Engine& engine, const std::string& lockClause)
{
	Session session(engine);
	session.begin(Access::Write);
	const Rows rows = session.execute("SELECT number FROM item WHERE id = 1" + lockClause);
	const std::int64_t number = rows[0][0].get<std::int64_t>();
	session.execute("UPDATE item SET number = :number WHERE id = 1", {{"number", number + 1}});
	session.commit();
}


std::int64_t countIn(Session& session)
{
	return session.execute("SELECT count(*) FROM item")[0][0].get<std::int64_t>();
}


void insertIn(Session& session, int id, const std::string& name)
{
	session.execute("INSERT INTO item (id, name, number) VALUES (:id, :name, 0)",
					{{"id", id}, {"name", name}});
}


} // namespace


void SessionConformance::testCommitKeepsAndCloseRollsBack()
{
	Engine engine(target().config(), target().backend());
	createItems(*connect(Access::Write));
	{
		Session session(engine);
		insertIn(session, 1, "kept");
		session.commit();
		insertIn(session, 2, "undone");
	}
	Session session(engine);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countIn(session));
}


void SessionConformance::testNamedParametersMayRepeat()
{
	Engine engine(target().config(), target().backend());
	createItems(*connect(Access::Write));
	Session session(engine);
	insertIn(session, 5, "it's :not a parameter");
	const Rows rows =
		session.execute("SELECT name FROM item WHERE id = :id AND (id < :id OR id = :id)", {{"id", 5}});
	CPPUNIT_ASSERT_EQUAL(std::size_t{1}, rows.size());
	CPPUNIT_ASSERT_EQUAL(std::string("it's :not a parameter"), rows.at(0, "name").get<std::string>());
	CPPUNIT_ASSERT_THROW(session.execute("SELECT name FROM item WHERE id = :id"), InvalidRequestException);
}


void SessionConformance::testFailedSessionRefusesUntilRollback()
{
	Engine engine(target().config(), target().backend());
	createItems(*connect(Access::Write));
	Session session(engine);
	insertIn(session, 1, "one");
	CPPUNIT_ASSERT_THROW(insertIn(session, 1, "again"), DuplicateKeyException);
	CPPUNIT_ASSERT(session.failed());
	CPPUNIT_ASSERT_THROW(countIn(session), InvalidRequestException);
	CPPUNIT_ASSERT_THROW(session.commit(), InvalidRequestException);
	session.rollback();
	CPPUNIT_ASSERT(!session.failed());
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countIn(session));
}


void SessionConformance::testSavepointScopeRecoversFromItsFailure()
{
	Engine engine(target().config(), target().backend());
	createItems(*connect(Access::Write));
	Session session(engine);
	insertIn(session, 1, "one");
	const auto fails = [&] {
		session.savepoint([&] {
			insertIn(session, 2, "two");
			insertIn(session, 1, "again");
		});
	};
	CPPUNIT_ASSERT_THROW(fails(), DuplicateKeyException);
	CPPUNIT_ASSERT(!session.failed());
	session.savepoint([&] { insertIn(session, 3, "three"); });
	session.commit();
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, countIn(session));
	CPPUNIT_ASSERT_EQUAL(std::size_t{0}, session.execute("SELECT id FROM item WHERE id = 2").size());
}


void SessionConformance::testTwoSessionsDoNotSeeEachOthersWork()
{
	Engine engine(target().config(), target().backend());
	createItems(*connect(Access::Write));
	Session writer(engine);
	Session reader(engine);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countIn(reader));
	insertIn(writer, 1, "one");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countIn(reader));
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countIn(writer));
	writer.commit();
	CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, countIn(reader));
}


void SessionConformance::testSessionThatReadFirstMayWriteAndSeesItsWork()
{
	Engine engine(target().config(), target().backend());
	createItems(*connect(Access::Write));
	Session session(engine);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, countIn(session));
	// Somebody else commits between the read and the write.
	{
		Session other(engine);
		insertIn(other, 1, "one");
		other.commit();
	}
	insertIn(session, 2, "two");
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, countIn(session));
	session.commit();
	CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, countIn(session));
}


void SessionConformance::testConnectionsComeBack()
{
	Engine engine(target().config(), target().backend());
	createItems(*connect(Access::Write));
	for (int i = 0; i < 50; ++i)
	{
		Session session(engine);
		insertIn(session, i, std::to_string(i));
		session.commit();
	}
	CPPUNIT_ASSERT_EQUAL(0, engine.used());
}


void SessionConformance::testReadModifyWriteOfManyThreadsLosesNothing()
{
	constexpr int threads = 8;
	constexpr int rounds = 100;
	DatabaseConfig config = target().config();
	config.engine.busyTimeoutMs = 20000;
	config.engine.statementTimeoutMs = 20000;
	Engine engine(config, target().backend());
	const auto connection = connect(Access::Write);
	createItems(*connection);
	insertItem(*connection, 1, "counter");
	std::vector<std::string> errors(threads);
	const std::string lockClause = target().lockClause();
	std::vector<std::thread> workers;
	for (std::string& error : errors)
	{
		workers.emplace_back([&engine, &lockClause, &error] {
			try
			{
				for (int i = 0; i < rounds; ++i)
					increment(engine, lockClause);
			}
			catch (const Poco::Exception& exception)
			{
				error = exception.displayText();
			}
		});
	}
	for (std::thread& worker : workers)
		worker.join();
	for (const std::string& error : errors)
		CPPUNIT_ASSERT_EQUAL(std::string(), error);
	CPPUNIT_ASSERT_EQUAL(std::int64_t{threads * rounds},
						 askInteger(*connection, "SELECT number FROM item WHERE id = 1"));
	CPPUNIT_ASSERT_EQUAL(0, engine.used());
}


} // namespace Athanor::Conformance
