//
// CommitModeTest.cpp
//
// Library: Tests
// Package: Handler
//
// What is kept of a request: the truth table of commit modes and statuses, and failures on the way.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/CommitPolicy.h"
#include "HandlerTestSupport.h"
#include <cppunit/extensions/HelperMacros.h>


using namespace Athanor;
using namespace HandlerSamples;


namespace {


const std::vector<int> statuses{200, 201, 204, 299, 300, 302, 304, 399, 400, 404, 500};


/// As http-api.md says it, written again.
bool persists(CommitMode mode, int status)
{
	if (mode == CommitMode::Manual) return false;
	const int last = mode == CommitMode::Autocommit ? 299 : 399;
	return status >= 200 && status <= last;
}


std::string named(CommitMode mode, int status)
{
	return std::string(toString(mode)) + " " + std::to_string(status);
}


} // namespace


template <typename Database>
class CommitModeTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(CommitModeTest);
	CPPUNIT_TEST(testTruthTable);
	CPPUNIT_TEST(testExceptionKeepsNothing);
	CPPUNIT_TEST(testSessionNeverAskedForTakesNoConnection);
	CPPUNIT_TEST(testSwallowedDatabaseErrorBecomes500AndKeepsNothing);
	CPPUNIT_TEST(testSwallowedDatabaseErrorKeepsStatusThatWouldNotCommit);
	CPPUNIT_TEST(testErrorRecoveredBySavepointKeepsTheRest);
	CPPUNIT_TEST(testErrorRecoveredByRollbackKeepsWhatFollows);
	CPPUNIT_TEST(testReadWriteReadSeesItsWrite);
	CPPUNIT_TEST(testFailingCommitBecomesItsAnswer);
	CPPUNIT_TEST(testUnreachableCommitBecomes503);
	CPPUNIT_TEST(testUnknownCommitSaysSo);
	CPPUNIT_TEST(testRequestAfterFailedCommitIsFine);
	CPPUNIT_TEST(testForeignEndBecomes500);
	CPPUNIT_TEST(testManualModeKeepsWhatTheHandlerCommits);
	CPPUNIT_TEST(testWorkAfterHandlersCommitIsDecidedByMode);
	CPPUNIT_TEST(testTwoDatabasesAreDecidedByTheirOwnModes);
	CPPUNIT_TEST(testFailingCommitRollsBackNotYetCommitted);
	CPPUNIT_TEST(testFailedSessionStopsCommitOfEveryDatabase);
	CPPUNIT_TEST(testManyRequestsLeakNoConnections);
	CPPUNIT_TEST_SUITE_END();

public:
	void testTruthTable()
	{
		for (const CommitMode mode :
			 {CommitMode::Manual, CommitMode::Autocommit, CommitMode::AutocommitIncludeRedirect})
		{
			for (const int status : statuses)
			{
				Application application(mode, Database::concurrency);
				const Response response = application.answer([status](RequestContext& context) {
					insert(context.session(), 1);
					return Response(status);
				});
				const std::string name = named(mode, status);
				CPPUNIT_ASSERT_EQUAL_MESSAGE(name, status, response.status());
				CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::int64_t{persists(mode, status)}, application.count());
				CPPUNIT_ASSERT_EQUAL_MESSAGE(name, 0, application.used());
				CPPUNIT_ASSERT_EQUAL_MESSAGE(name, persists(mode, status), commitsOn(mode, status));
			}
		}
	}

	void testExceptionKeepsNothing()
	{
		for (const CommitMode mode :
			 {CommitMode::Manual, CommitMode::Autocommit, CommitMode::AutocommitIncludeRedirect})
		{
			Application application(mode, Database::concurrency);
			const Response failed = application.answer([](RequestContext& context) -> Response {
				insert(context.session(), 1);
				throw std::runtime_error("secret");
			});
			const Response aborted = application.answer([](RequestContext& context) -> Response {
				insert(context.session(), 2);
				throw HttpException(404, "no such item");
			});
			CPPUNIT_ASSERT_EQUAL(500, failed.status());
			CPPUNIT_ASSERT_EQUAL(404, aborted.status());
			CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count());
			CPPUNIT_ASSERT_EQUAL(0, application.used());
		}
	}

	void testSessionNeverAskedForTakesNoConnection()
	{
		const int connects = application.backend.faults().counters().executes;
		application.answer([](RequestContext& context) {
			context.session();
			return Response(200);
		});
		CPPUNIT_ASSERT_EQUAL(connects, application.backend.faults().counters().executes);
	}

	void testSwallowedDatabaseErrorBecomes500AndKeepsNothing()
	{
		const Response response = application.answer([](RequestContext& context) {
			insert(context.session(), 1);
			CPPUNIT_ASSERT_THROW(insert(context.session(), 1), DuplicateKeyException);
			return Response(200);
		});
		CPPUNIT_ASSERT_EQUAL(500, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), response.contentType());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count());
		CPPUNIT_ASSERT_EQUAL(0, application.used());
	}

	void testSwallowedDatabaseErrorKeepsStatusThatWouldNotCommit()
	{
		const Response response = application.answer([](RequestContext& context) {
			insert(context.session(), 1);
			CPPUNIT_ASSERT_THROW(insert(context.session(), 1), DuplicateKeyException);
			return Response(409);
		});
		CPPUNIT_ASSERT_EQUAL(409, response.status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count());
	}

	void testErrorRecoveredBySavepointKeepsTheRest()
	{
		const Response response = application.answer([](RequestContext& context) {
			Session& session = context.session();
			insert(session, 1);
			CPPUNIT_ASSERT_THROW(session.savepoint([&] { insert(session, 1); }), DuplicateKeyException);
			insert(session, 2);
			return Response(200);
		});
		CPPUNIT_ASSERT_EQUAL(200, response.status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, application.count());
	}

	void testErrorRecoveredByRollbackKeepsWhatFollows()
	{
		const Response response = application.answer([](RequestContext& context) {
			Session& session = context.session();
			insert(session, 1);
			CPPUNIT_ASSERT_THROW(insert(session, 1), DuplicateKeyException);
			session.rollback();
			insert(session, 2);
			return Response(200);
		});
		CPPUNIT_ASSERT_EQUAL(200, response.status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, application.count());
	}

	void testReadWriteReadSeesItsWrite()
	{
		std::int64_t before = -1;
		std::int64_t after = -1;
		application.answer([&](RequestContext& context) {
			before = count(context.session());
			insert(context.session(), 1);
			after = count(context.session());
			return Response(200);
		});
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, before);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, after);
	}

	void testFailingCommitBecomesItsAnswer()
	{
		application.backend.faults().failAt(Point::Commit, throwIntegrity);
		const Response response = insertOne(1);
		CPPUNIT_ASSERT_EQUAL(409, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string::npos, response.body().find("done"));
		CPPUNIT_ASSERT_EQUAL(0, application.used());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count());
	}

	void testUnreachableCommitBecomes503()
	{
		application.backend.faults().failAt(Point::Commit, throwRefused);
		const Response response = insertOne(1);
		CPPUNIT_ASSERT_EQUAL(503, response.status());
		CPPUNIT_ASSERT(response.header("Retry-After").has_value());
		CPPUNIT_ASSERT_EQUAL(0, application.used());
	}

	void testUnknownCommitSaysSo()
	{
		application.backend.faults().failAt(Point::AfterCommit, [] {
			ErrorDetail detail;
			detail.connectionLost = true;
			throw CommitUnknownException("lost", detail);
		});
		const Response response = insertOne(1);
		CPPUNIT_ASSERT_EQUAL(500, response.status());
		CPPUNIT_ASSERT(response.body().find("\"outcome\":\"unknown\"") != std::string::npos);
		CPPUNIT_ASSERT(!response.header("Retry-After"));
		CPPUNIT_ASSERT_EQUAL(0, application.used());
	}

	void testRequestAfterFailedCommitIsFine()
	{
		application.backend.faults().failAt(Point::Commit, throwIntegrity);
		insertOne(1);
		CPPUNIT_ASSERT_EQUAL(200, insertOne(1).status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, application.count());
	}

	void testForeignEndBecomes500()
	{
		const Response response = application.answer([this](RequestContext& context) {
			insert(context.session(), 1);
			application.backend.faults().claimState(TransactionState::None);
			return Response(200);
		});
		application.backend.faults().claimState(std::nullopt);
		CPPUNIT_ASSERT_EQUAL(500, response.status());
		CPPUNIT_ASSERT_EQUAL(0, application.used());
	}

	void testManualModeKeepsWhatTheHandlerCommits()
	{
		Application manual(CommitMode::Manual, Database::concurrency);
		const Response response = manual.answer([](RequestContext& context) {
			insert(context.session(), 1);
			context.session().commit();
			insert(context.session(), 2);
			return Response(500);
		});
		CPPUNIT_ASSERT_EQUAL(500, response.status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, manual.count());
		CPPUNIT_ASSERT_EQUAL(0, manual.used());
	}

	void testWorkAfterHandlersCommitIsDecidedByMode()
	{
		application.answer([](RequestContext& context) {
			insert(context.session(), 1);
			context.session().commit();
			insert(context.session(), 2);
			return Response(200);
		});
		CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, application.count());
	}

	void testTwoDatabasesAreDecidedByTheirOwnModes()
	{
		application.add("manual", CommitMode::Manual);
		application.add("redirect", CommitMode::AutocommitIncludeRedirect);
		application.answer([](RequestContext& context) {
			insert(context.session(), 1);
			insert(context.session("manual"), 1);
			insert(context.session("redirect"), 1);
			return Response(302);
		});
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count("default"));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count("manual"));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, application.count("redirect"));
	}

	void testFailingCommitRollsBackNotYetCommitted()
	{
		application.add("second", CommitMode::Autocommit, true);
		application.add("third", CommitMode::Autocommit);
		application.other.faults().failAt(Point::Commit, throwIntegrity);
		const Response response = application.answer([](RequestContext& context) {
			insert(context.session("default"), 1);
			insert(context.session("second"), 1);
			insert(context.session("third"), 1);
			return Response(200);
		});
		CPPUNIT_ASSERT(response.status() >= 400);
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, application.count("default"));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count("second"));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count("third"));
		CPPUNIT_ASSERT_EQUAL(0, application.used());
	}

	void testFailedSessionStopsCommitOfEveryDatabase()
	{
		application.add("second", CommitMode::Autocommit);
		const Response response = application.answer([](RequestContext& context) {
			insert(context.session("default"), 1);
			insert(context.session("second"), 1);
			CPPUNIT_ASSERT_THROW(insert(context.session("second"), 1), DuplicateKeyException);
			return Response(200);
		});
		CPPUNIT_ASSERT_EQUAL(500, response.status());
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count("default"));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, application.count("second"));
	}

	void testManyRequestsLeakNoConnections()
	{
		for (int i = 0; i < 100; ++i)
		{
			application.answer([i](RequestContext& context) {
				insert(context.session(), i);
				if (i % 3 == 0) throw HttpException(400, "no");
				return Response(i % 2 ? 200 : 500);
			});
		}
		CPPUNIT_ASSERT_EQUAL(0, application.used());
		CPPUNIT_ASSERT(application.backend.faults().counters().open <= 2);
	}

private:
	Response insertOne(int id)
	{
		return application.answer([id](RequestContext& context) {
			insert(context.session(), id);
			return Response::text("done");
		});
	}

	Application application{CommitMode::Autocommit, Database::concurrency};
};


CPPUNIT_TEST_SUITE_REGISTRATION(CommitModeTest<Pooled>);
CPPUNIT_TEST_SUITE_REGISTRATION(CommitModeTest<SingleWriter>);
