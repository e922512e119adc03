// What handlers do to their transaction, through the real daemon on SQLite.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include <cppunit/extensions/HelperMacros.h>
#include <memory>
#include <thread>
#include <vector>

using namespace Athanor::Test;


namespace {


/// Serves the probe service on a database of that commit mode.
std::string probeIni(const std::string& commitMode, const std::string& more = {})
{
	return "[server]\nlisten = 127.0.0.1:0\n"
		   "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\n"
		   "load = sqlite, " ATHANOR_TEST_SERVICES "/probe.so\n"
		   "[database]\nbinds = main\n"
		   "[database.main]\nconnection_string = sqlite:///probe.db\ncreate_all = true\ncommit_mode = " +
		   commitMode + "\n" + more;
}


} // namespace


class TransactionTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(TransactionTest);
	CPPUNIT_TEST(testFailingCommitIsConflictAndTheNextRequestIsFine);
	CPPUNIT_TEST(testPocoSessionSharesTheTransaction);
	CPPUNIT_TEST(testPocoCommitIsServerErrorWithThePluginNamed);
	CPPUNIT_TEST(testConcurrentReadModifyWriteLosesNothing);
	CPPUNIT_TEST(testOnlyDatabaseAnswersForDefaultKey);
	CPPUNIT_TEST(testTwoDatabasesWithoutDefaultNameTheKnownKeys);
	CPPUNIT_TEST(testPocoHandlerIsMountedUnchanged);
	CPPUNIT_TEST(testAsyncHandlerAnswersOnTheLoop);
	CPPUNIT_TEST(testBeforeFilterAnswersInTheHandlersPlace);
	CPPUNIT_TEST(testSettingsOfThePluginAreCheckedWithPosition);
	CPPUNIT_TEST_SUITE_END();

public:
	void testFailingCommitIsConflictAndTheNextRequestIsFine()
	{
		serve(probeIni("autocommit", "[database.main.engine]\npool_timeout_ms = 2000\n"));
		for (int i = 0; i < 3; ++i)
		{
			CPPUNIT_ASSERT_EQUAL(409, post("/probe/fail-at-commit?name=x").status);
		}
		CPPUNIT_ASSERT_EQUAL(201, post("/probe/status/201?name=y").status);
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"name":"y"}])"), marks());
	}

	void testPocoSessionSharesTheTransaction()
	{
		serve(probeIni("autocommit"));
		const Reply reply = post("/probe/poco?name=x");
		CPPUNIT_ASSERT_EQUAL(std::string("2"), reply.body);
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"name":"x"},{"name":"x-poco"}])"), marks());
	}

	void testPocoCommitIsServerErrorWithThePluginNamed()
	{
		serve(probeIni("autocommit"));
		CPPUNIT_ASSERT_EQUAL(500, post("/probe/poco-commit?name=x").status);
		CPPUNIT_ASSERT(contains(_daemon->errors(), "plugin probe, section [service.probe]"));
		CPPUNIT_ASSERT_EQUAL(201, post("/probe/status/201?name=y").status);
	}

	void testConcurrentReadModifyWriteLosesNothing()
	{
		serve(probeIni("autocommit"));
		std::vector<std::thread> clients;
		std::vector<int> failures(8);
		for (std::size_t i = 0; i < failures.size(); ++i)
		{
			clients.emplace_back([this, &failures, i] {
				HttpClient client(_daemon->port());
				for (int n = 0; n < 100; ++n)
				{
					if (client.request("POST", "/probe/increment").status != 200) ++failures[i];
				}
			});
		}
		for (std::thread& client : clients)
		{
			client.join();
		}
		for (const int failed : failures)
		{
			CPPUNIT_ASSERT_EQUAL(0, failed);
		}
		CPPUNIT_ASSERT_EQUAL(std::string(R"([{"value":800}])"), get("/probe/counter").body);
	}

	void testOnlyDatabaseAnswersForDefaultKey()
	{
		serve(probeIni("autocommit"));
		CPPUNIT_ASSERT_EQUAL(std::string("main"), get("/probe/default-session").body);
	}

	void testTwoDatabasesWithoutDefaultNameTheKnownKeys()
	{
		std::string ini = probeIni("autocommit");
		ini.replace(ini.find("binds = main"), 12, "binds = main, other");
		serve(ini +
			  "[database.other]\nconnection_string = sqlite:///other.db\n[service.probe]\nbind_key = main\n");
		CPPUNIT_ASSERT_EQUAL(500, get("/probe/default-session").status);
		CPPUNIT_ASSERT(contains(_daemon->errors(), "known bind keys: main, other"));
		CPPUNIT_ASSERT_EQUAL(200, get("/probe/marks").status);
	}

	void testPocoHandlerIsMountedUnchanged()
	{
		serve(probeIni("manual"));
		const Reply reply = get("/probe/legacy/a/b?c=d");
		CPPUNIT_ASSERT_EQUAL(200, reply.status);
		CPPUNIT_ASSERT_EQUAL(std::string("text/plain"), reply.header("Content-Type"));
		CPPUNIT_ASSERT_EQUAL(std::string("legacy GET /probe/legacy/a/b?c=d"), reply.body);
	}

	void testAsyncHandlerAnswersOnTheLoop()
	{
		serve(probeIni("manual"));
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"hello":"world"})"), get("/probe/json").body);
	}

	void testBeforeFilterAnswersInTheHandlersPlace()
	{
		serve(probeIni("manual"));
		CPPUNIT_ASSERT_EQUAL(401, get("/probe/guarded").status);
		CPPUNIT_ASSERT_EQUAL(401, get("/probe/%67uarded").status);
		const Reply reply =
			request(_daemon->port(), "GET", "/probe/guarded", {}, {{"Authorization", "Basic eA=="}});
		CPPUNIT_ASSERT_EQUAL(std::string("in"), reply.body);
	}

	void testSettingsOfThePluginAreCheckedWithPosition()
	{
		const Folder folder;
		folder.file("athanor.ini", probeIni("manual", "[service.probe]\nlimit = 1000\ngreting = hi\n"));
		const Outcome outcome = runDaemon(folder, {"--config", "athanor.ini", "--check"});
		CPPUNIT_ASSERT_EQUAL(78, outcome.status);
		CPPUNIT_ASSERT(contains(outcome.errors, "athanor.ini:13:"));
		CPPUNIT_ASSERT(contains(outcome.errors, "[service.probe] limit:"));
		CPPUNIT_ASSERT(contains(outcome.errors, "[service.probe] greting:"));
		CPPUNIT_ASSERT(contains(outcome.errors, "did you mean \"greeting\"?"));
	}

private:
	void serve(const std::string& ini)
	{
		_daemon.reset();
		_folder = std::make_unique<Folder>();
		_folder->file("athanor.ini", ini);
		_daemon = std::make_unique<Daemon>(*_folder, std::vector<std::string>{"--config", "athanor.ini"});
	}

	Reply post(const std::string& target) const
	{
		return request(_daemon->port(), "POST", target);
	}

	Reply get(const std::string& target) const
	{
		return request(_daemon->port(), "GET", target);
	}

	std::string marks() const
	{
		return get("/probe/marks").body;
	}

	std::unique_ptr<Folder> _folder;
	std::unique_ptr<Daemon> _daemon;
};


CPPUNIT_TEST_SUITE_REGISTRATION(TransactionTest);
