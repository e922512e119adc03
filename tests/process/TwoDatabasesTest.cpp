// One daemon, two databases: users in SQLite, products in asynchronous PostgreSQL, and handlers that use both.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include "PostgreSQLCluster.h"
#include <cppunit/extensions/HelperMacros.h>
#include <memory>
#include <sqlite3.h>

using namespace Athanor::Test;


class TwoDatabasesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(TwoDatabasesTest);
	CPPUNIT_TEST(testBothCommitTogether);
	CPPUNIT_TEST(testBothRollBackTogether);
	CPPUNIT_TEST(testSecondCommitFailingIsNamedInTheAnswer);
	CPPUNIT_TEST(testCommitFailingBesideADatabaseThatWasOnlyReadIsItsOwnAnswer);
	CPPUNIT_TEST(testTwoFilesKeepTheirOwnRows);
	CPPUNIT_TEST(testRefusedCrossBindKeepsNothing);
	CPPUNIT_TEST(testUnknownBindKeyListsTheKnownOnes);
	CPPUNIT_TEST(testReadyHasALinePerBind);
	CPPUNIT_TEST(testHealthCanBeTurnedOff);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		_schema = std::make_unique<PostgreSQLSchema>();
	}

	void tearDown() override
	{
		_daemon.reset();
		_folder.reset();
		_schema.reset();
	}

	void testBothCommitTogether()
	{
		serve();
		CPPUNIT_ASSERT_EQUAL(201, post("/shop/201?name=a").status);
		CPPUNIT_ASSERT_EQUAL(std::string("1 1"), get("/shop").body);
	}

	void testBothRollBackTogether()
	{
		serve();
		CPPUNIT_ASSERT_EQUAL(404, post("/shop/404?name=a").status);
		CPPUNIT_ASSERT_EQUAL(std::string("0 0"), get("/shop").body);
	}

	void testSecondCommitFailingIsNamedInTheAnswer()
	{
		serve();
		askPostgreSQL("ALTER TABLE " + _schema->name() +
					  ".products ADD CONSTRAINT once UNIQUE (name) DEFERRABLE INITIALLY DEFERRED");
		CPPUNIT_ASSERT_EQUAL(201, post("/shop/201?name=a").status);
		const Reply reply = post("/shop/201?name=a");
		CPPUNIT_ASSERT_EQUAL(500, reply.status);
		CPPUNIT_ASSERT_MESSAGE(reply.body, contains(reply.body, R"("not_committed":["products"])"));
		CPPUNIT_ASSERT_EQUAL(std::string("2 1"), get("/shop").body);
	}

	void testCommitFailingBesideADatabaseThatWasOnlyReadIsItsOwnAnswer()
	{
		serve();
		askPostgreSQL("ALTER TABLE " + _schema->name() +
					  ".products ADD CONSTRAINT once UNIQUE (name) DEFERRABLE INITIALLY DEFERRED");
		CPPUNIT_ASSERT_EQUAL(201, post("/shop/products/201?name=a").status);
		const Reply reply = post("/shop/products/201?name=a");
		CPPUNIT_ASSERT_EQUAL(409, reply.status);
		CPPUNIT_ASSERT_MESSAGE(reply.body, !contains(reply.body, "not_committed"));
		CPPUNIT_ASSERT_EQUAL(std::string("0 1"), get("/shop").body);
	}

	void testTwoFilesKeepTheirOwnRows()
	{
		serve({}, "sqlite:///products.db\nasync = true\n");
		CPPUNIT_ASSERT_EQUAL(201, post("/shop/201?name=a").status);
		CPPUNIT_ASSERT_EQUAL(201, post("/shop/products/201?name=b").status);
		CPPUNIT_ASSERT_EQUAL(std::string("1 2"), get("/shop").body);
		CPPUNIT_ASSERT_EQUAL(std::string("users"), tablesOf("users.db"));
		CPPUNIT_ASSERT_EQUAL(std::string("products"), tablesOf("products.db"));
	}

	void testRefusedCrossBindKeepsNothing()
	{
		serve("cross_bind = refuse\n");
		CPPUNIT_ASSERT_EQUAL(500, post("/shop/201?name=a").status);
		CPPUNIT_ASSERT_EQUAL(std::string("0 0"), get("/shop").body);
	}

	void testUnknownBindKeyListsTheKnownOnes()
	{
		serve();
		CPPUNIT_ASSERT_EQUAL(500, get("/shop/unknown").status);
		CPPUNIT_ASSERT(contains(_daemon->errors(),
								"no database has the bind key \"orders\"; known bind keys: users, products"));
	}

	void testReadyHasALinePerBind()
	{
		serve();
		CPPUNIT_ASSERT_EQUAL(std::string("users: ready\nproducts: ready\n"), get("/ready").body);
		CPPUNIT_ASSERT_EQUAL(200, get("/live").status);
	}

	void testHealthCanBeTurnedOff()
	{
		serve("health = false\n");
		CPPUNIT_ASSERT_EQUAL(404, get("/ready").status);
		CPPUNIT_ASSERT_EQUAL(404, get("/live").status);
	}

private:
	void serve(const std::string& server = {})
	{
		serve(server, _schema->config().connectionString +
						  "\nasync = true\n[database.products.engine]\noptions.options = -c search_path=" +
						  _schema->name() + "\n");
	}

	/// `products`: the connection string and what follows it.
	void serve(const std::string& server, const std::string& products)
	{
		_folder = std::make_unique<Folder>();
		_folder->file("athanor.ini", "[server]\nlisten = 127.0.0.1:0\n" + server +
										 "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\n"
										 "load = sqlite, postgresql, " ATHANOR_TEST_SERVICES "/shop.so\n"
										 "[database]\nbinds = users, products\n"
										 "[database.users]\nconnection_string = sqlite:///users.db\n"
										 "create_all = true\ncommit_mode = autocommit\n"
										 "[database.products]\ncreate_all = true\ncommit_mode = autocommit\n"
										 "connection_string = " +
										 products + "[service.shop]\nbind_key = users\n");
		_daemon = std::make_unique<Daemon>(*_folder, std::vector<std::string>{"--config", "athanor.ini"});
		_daemon->port();
	}

	/// The names of the tables in an SQLite file.
	std::string tablesOf(const std::string& file) const
	{
		sqlite3* database = nullptr;
		CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open((_folder->path() + "/" + file).c_str(), &database));
		std::string names;
		const auto add = [](void* all, int, char** cells, char**) {
			std::string& text = *static_cast<std::string*>(all);
			text += (text.empty() ? "" : ",") + std::string(cells[0]);
			return 0;
		};
		sqlite3_exec(database, "SELECT name FROM sqlite_schema WHERE type = 'table'", add, &names, nullptr);
		sqlite3_close(database);
		return names;
	}

	Reply post(const std::string& target) const
	{
		return request(_daemon->port(), "POST", target);
	}

	Reply get(const std::string& target) const
	{
		return request(_daemon->port(), "GET", target);
	}

	std::unique_ptr<PostgreSQLSchema> _schema;
	std::unique_ptr<Folder> _folder;
	std::unique_ptr<Daemon> _daemon;
};


CPPUNIT_TEST_SUITE_REGISTRATION(TwoDatabasesTest);
