// The commit-mode truth table through the real daemon, on every database, blocking and asynchronous.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include "PostgreSQLCluster.h"
#include <cppunit/extensions/HelperMacros.h>
#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

using namespace Athanor::Test;


namespace {


/// A database to run the table on.
class Target
{
public:
	Target(std::string plugin, std::string connectionString, bool async, std::string more = {}):
		_plugin(std::move(plugin)),
		_connectionString(std::move(connectionString)),
		_async(async),
		_more(std::move(more))
	{
	}
	virtual ~Target() = default;

	std::string ini(const std::string& commitMode) const
	{
		return "[server]\nlisten = 127.0.0.1:0\n"
			   "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\nload = " +
			   _plugin + ", " ATHANOR_TEST_SERVICES "/" + (_async ? "async-probe" : "probe") +
			   ".so\n[database]\nbinds = default\n[database.default]\nconnection_string = " +
			   _connectionString + "\nasync = " + (_async ? "true" : "false") +
			   "\ncreate_all = true\ncommit_mode = " + commitMode + "\n" + _more;
	}

private:
	std::string _plugin;
	std::string _connectionString;
	bool _async;
	std::string _more;
};


class SQLiteTarget: public Target
{
public:
	explicit SQLiteTarget(bool async):
		Target("sqlite", "sqlite:///probe.db", async)
	{
	}
};


/// A schema of its own, as long as the test.
class PostgreSQLTarget: private PostgreSQLSchema, public Target
{
public:
	explicit PostgreSQLTarget(bool async):
		Target("postgresql", config().connectionString, async,
			   "[database.default.engine]\noptions.options = -c search_path=" + name() + "\n")
	{
	}
};


const std::vector<int> statuses{200, 201, 204, 299, 300, 302, 304, 399, 400, 404, 500, 0};


/// What the contract says; 0 is a thrown exception.
bool keeps(const std::string& commitMode, int status)
{
	const bool success = status >= 200 && status < 300;
	const bool redirect = status >= 300 && status < 400;
	if (commitMode == "autocommit") return success;
	if (commitMode == "autocommit_include_redirect") return success || redirect;
	return false;
}


} // namespace


/// What holds for blocking and asynchronous databases alike.
class CommitModeTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(CommitModeTest);
	CPPUNIT_TEST(testManualKeepsNothingByItself);
	CPPUNIT_TEST(testAutocommitKeepsOnSuccessOnly);
	CPPUNIT_TEST(testAutocommitIncludeRedirectKeepsOnRedirectsToo);
	CPPUNIT_TEST(testSwallowedDatabaseErrorIsServerErrorAndKeepsNothing);
	CPPUNIT_TEST(testRecoveryBySavepointKeepsTheRest);
	CPPUNIT_TEST(testReadAfterWriteSeesTheWrite);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override
	{
		_target = makeTarget();
	}

	void tearDown() override
	{
		_daemon.reset();
		_folder.reset();
		_target.reset();
	}

	void testManualKeepsNothingByItself()
	{
		checkTruthTable("manual", "status");
	}

	void testAutocommitKeepsOnSuccessOnly()
	{
		checkTruthTable("autocommit", "status");
	}

	void testAutocommitIncludeRedirectKeepsOnRedirectsToo()
	{
		checkTruthTable("autocommit_include_redirect", "status");
	}

	void testSwallowedDatabaseErrorIsServerErrorAndKeepsNothing()
	{
		serve("autocommit");
		CPPUNIT_ASSERT_EQUAL(500, post("/probe/swallow?name=x").status);
		CPPUNIT_ASSERT_EQUAL(std::string("[]"), marks());
	}

	void testRecoveryBySavepointKeepsTheRest()
	{
		serve("autocommit");
		CPPUNIT_ASSERT_EQUAL(200, post("/probe/savepoint?name=x").status);
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"name":"x"},{"name":"x-after"}])"), marks());
	}

	void testReadAfterWriteSeesTheWrite()
	{
		serve("autocommit");
		CPPUNIT_ASSERT_EQUAL(std::string("0 1"), post("/probe/read-write-read?name=x").body);
	}

protected:
	virtual std::unique_ptr<Target> makeTarget() const = 0;

	void serve(const std::string& commitMode)
	{
		_daemon.reset();
		_folder = std::make_unique<Folder>();
		_folder->file("athanor.ini", _target->ini(commitMode));
		_daemon = std::make_unique<Daemon>(*_folder, std::vector<std::string>{"--config", "athanor.ini"});
	}

	Reply post(const std::string& target) const
	{
		return request(_daemon->port(), "POST", target);
	}

	std::string marks() const
	{
		return request(_daemon->port(), "GET", "/probe/marks").body;
	}

	std::unique_ptr<Daemon> _daemon;

private:
	void checkTruthTable(const std::string& commitMode, const std::string& route)
	{
		serve(commitMode);
		for (const int status : statuses)
		{
			const std::string name = std::to_string(1000 + status);
			const Reply reply = post("/probe/" + route + "/" + std::to_string(status) + "?name=" + name);
			CPPUNIT_ASSERT_EQUAL(status == 0 ? 500 : status, reply.status);
			CPPUNIT_ASSERT(!contains(reply.body, "secret reason"));
			const bool kept = contains(marks(), "\"" + name + "\"");
			CPPUNIT_ASSERT_EQUAL_MESSAGE(commitMode + " " + std::to_string(status), keeps(commitMode, status),
										 kept);
		}
	}

	std::unique_ptr<Target> _target;
	std::unique_ptr<Folder> _folder;
};


/// What an asynchronous database adds: blocking handlers reach it through the portal.
class AsyncCommitModeTest: public CommitModeTest
{
	CPPUNIT_TEST_SUB_SUITE(AsyncCommitModeTest, CommitModeTest);
	CPPUNIT_TEST(testPortalObeysTheCommitMode);
	CPPUNIT_TEST(testPortalGivesExceptionsBackWithTheirType);
	CPPUNIT_TEST(testBlockingSessionOfAsynchronousDatabaseIsRefused);
	CPPUNIT_TEST(testManyPortalCallsAtOnceLoseNothing);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void testPortalObeysTheCommitMode()
	{
		for (const char* mode : {"manual", "autocommit", "autocommit_include_redirect"})
		{
			tearDown();
			setUp();
			serve(mode);
			CPPUNIT_ASSERT_EQUAL(200, post("/probe/portal/200?name=a").status);
			CPPUNIT_ASSERT_EQUAL(404, post("/probe/portal/404?name=b").status);
			CPPUNIT_ASSERT_EQUAL(keeps(mode, 200), contains(marks(), "\"a\""));
			CPPUNIT_ASSERT(!contains(marks(), "\"b\""));
		}
	}

	void testPortalGivesExceptionsBackWithTheirType()
	{
		serve("autocommit");
		CPPUNIT_ASSERT_EQUAL(std::string("DuplicateKeyException"),
							 post("/probe/portal-exception?name=x").body);
		CPPUNIT_ASSERT_EQUAL(std::string("InvalidRequestException"),
							 post("/probe/portal-on-the-loop?name=y").body);
	}

	void testBlockingSessionOfAsynchronousDatabaseIsRefused()
	{
		serve("autocommit");
		CPPUNIT_ASSERT_EQUAL(500, request(_daemon->port(), "GET", "/probe/blocking-session").status);
		CPPUNIT_ASSERT(contains(_daemon->errors(), "Expected sync session for bind key \"default\""));
	}

	void testManyPortalCallsAtOnceLoseNothing()
	{
		serve("autocommit");
		std::vector<std::thread> clients;
		std::vector<int> kept(64);
		for (std::size_t i = 0; i < kept.size(); ++i)
		{
			clients.emplace_back(
				[this, &kept, i] { kept[i] = post("/probe/portal/200?name=" + std::to_string(i)).status; });
		}
		for (std::thread& client : clients)
		{
			client.join();
		}
		for (const int status : kept)
		{
			CPPUNIT_ASSERT_EQUAL(200, status);
		}
		const std::string names = marks();
		CPPUNIT_ASSERT_EQUAL(64, static_cast<int>(std::count(names.begin(), names.end(), '{')));
	}
};


class SQLiteCommitModeTest: public CommitModeTest
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteCommitModeTest, CommitModeTest);
	CPPUNIT_TEST_SUITE_END();

	std::unique_ptr<Target> makeTarget() const override
	{
		return std::make_unique<SQLiteTarget>(false);
	}
};


class SQLiteAsyncCommitModeTest: public AsyncCommitModeTest
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteAsyncCommitModeTest, AsyncCommitModeTest);
	CPPUNIT_TEST_SUITE_END();

	std::unique_ptr<Target> makeTarget() const override
	{
		return std::make_unique<SQLiteTarget>(true);
	}
};


class PostgreSQLCommitModeTest: public CommitModeTest
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLCommitModeTest, CommitModeTest);
	CPPUNIT_TEST_SUITE_END();

	std::unique_ptr<Target> makeTarget() const override
	{
		return std::make_unique<PostgreSQLTarget>(false);
	}
};


class PostgreSQLAsyncCommitModeTest: public AsyncCommitModeTest
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLAsyncCommitModeTest, AsyncCommitModeTest);
	CPPUNIT_TEST_SUITE_END();

	std::unique_ptr<Target> makeTarget() const override
	{
		return std::make_unique<PostgreSQLTarget>(true);
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteCommitModeTest);
CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteAsyncCommitModeTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLCommitModeTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLAsyncCommitModeTest);
