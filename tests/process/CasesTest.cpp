// The reference's list of behaviours (docs/parity.md, "Cases"), where a daemon is needed to show them: sessions by bind key
// and what repository errors become, on every database, blocking and asynchronous.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include "PostgreSQLCluster.h"
#include <cppunit/extensions/HelperMacros.h>
#include <memory>
#include <string>
#include <vector>

using namespace Athanor::Test;


namespace {


/// A bind and the database behind it.
class Bind
{
public:
	Bind(std::string key, bool postgresql, bool async):
		_key(std::move(key)),
		_async(async)
	{
		if (postgresql) _schema = std::make_unique<PostgreSQLSchema>();
	}

	std::string ini() const
	{
		const std::string url = _schema ? _schema->config().connectionString : "sqlite:///" + _key + ".db";
		const std::string text =
			"[database." + _key + "]\nconnection_string = " + url +
			"\ncreate_all = true\ncommit_mode = autocommit\nasync = " + (_async ? "true" : "false") + "\n";
		if (!_schema) return text;
		return text + "[database." + _key + ".engine]\noptions.options = -c search_path=" + _schema->name() +
			   "\n";
	}

	const std::string& key() const noexcept
	{
		return _key;
	}

private:
	std::string _key;
	bool _async;
	std::unique_ptr<PostgreSQLSchema> _schema;
};


} // namespace


class CasesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(CasesTest);
	CPPUNIT_TEST(testTwoBindsHaveSessionsOfTheirOwnDatabases);
	CPPUNIT_TEST(testMixedBindsHaveSessionsOfTheirKinds);
	CPPUNIT_TEST(testOnlyBindAnswersWhateverItsKey);
	CPPUNIT_TEST(testRepositoryErrorsHaveTheirStatusAndKeepNothing);
	CPPUNIT_TEST(testHandlerThatCatchesAnErrorAnswersItself);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void tearDown() override
	{
		_daemon.reset();
		_folder.reset();
		_binds.clear();
	}

	// 2
	void testTwoBindsHaveSessionsOfTheirOwnDatabases()
	{
		serve({isAsync(), isAsync()});
		CPPUNIT_ASSERT_EQUAL(204, post("/cases/notes/first?name=a").status);
		CPPUNIT_ASSERT_EQUAL(204, post("/cases/notes/first?name=b").status);
		CPPUNIT_ASSERT_EQUAL(204, post("/cases/notes/second?name=a").status);
		CPPUNIT_ASSERT_EQUAL(std::string("2"), get("/cases/notes/first"));
		CPPUNIT_ASSERT_EQUAL(std::string("1"), get("/cases/notes/second"));
	}

	// 3
	void testMixedBindsHaveSessionsOfTheirKinds()
	{
		serve({isAsync(), !isAsync()});
		CPPUNIT_ASSERT_EQUAL(kind(isAsync()), get("/cases/kind/first"));
		CPPUNIT_ASSERT_EQUAL(kind(!isAsync()), get("/cases/kind/second"));
		CPPUNIT_ASSERT_EQUAL(204, post("/cases/notes/first?name=a").status);
		CPPUNIT_ASSERT_EQUAL(std::string("1"), get("/cases/notes/first"));
		CPPUNIT_ASSERT_EQUAL(std::string("0"), get("/cases/notes/second"));
	}

	// 4: `default` is the only bind, `first`.
	void testOnlyBindAnswersWhateverItsKey()
	{
		serve({isAsync()});
		CPPUNIT_ASSERT_EQUAL(204, post("/cases/notes/default?name=a").status);
		CPPUNIT_ASSERT_EQUAL(std::string("1"), get("/cases/notes/first"));
		CPPUNIT_ASSERT_EQUAL(kind(isAsync()), get("/cases/kind/default"));
	}

	// 36
	void testRepositoryErrorsHaveTheirStatusAndKeepNothing()
	{
		serve({isAsync()});
		for (const auto& [error, status] : std::vector<std::pair<std::string, int>>{{"not-found", 404},
																					{"integrity", 409},
																					{"duplicate", 409},
																					{"foreign-key", 409},
																					{"several", 500},
																					{"repository", 500}})
		{
			const Reply reply = post("/cases/fail/" + error);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(error + reply.body, status, reply.status);
			CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), reply.header("Content-Type"));
			CPPUNIT_ASSERT_MESSAGE(reply.body, status != 500 || !contains(reply.body, "secret"));
			CPPUNIT_ASSERT_EQUAL_MESSAGE(error, std::string("0"), get("/cases/notes/first"));
		}
	}

	// 36
	void testHandlerThatCatchesAnErrorAnswersItself()
	{
		serve({isAsync()});
		CPPUNIT_ASSERT_EQUAL(410, post("/cases/fail/caught").status);
		CPPUNIT_ASSERT_EQUAL(std::string("0"), get("/cases/notes/first"));
	}

protected:
	virtual bool isPostgreSQL() const = 0;
	virtual bool isAsync() const = 0;

private:
	static std::string kind(bool async)
	{
		return async ? "session refused, asyncSession yes" : "session yes, asyncSession refused";
	}

	/// A bind for each element, `first` and `second`; whether it is asynchronous.
	void serve(const std::vector<bool>& async)
	{
		std::string binds;
		std::string databases;
		for (const bool each : async)
		{
			_binds.push_back(
				std::make_unique<Bind>(_binds.empty() ? "first" : "second", isPostgreSQL(), each));
			binds += (binds.empty() ? "" : ", ") + _binds.back()->key();
			databases += _binds.back()->ini();
		}
		_folder = std::make_unique<Folder>();
		_folder->file("athanor.ini",
					  "[server]\nlisten = 127.0.0.1:0\n"
					  "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\nload = " +
						  std::string(isPostgreSQL() ? "postgresql" : "sqlite") +
						  ", " ATHANOR_TEST_SERVICES "/cases.so\n[database]\nbinds = " + binds + "\n" +
						  databases + "[service.cases]\nbind_key = first\n" +
						  (async.size() > 1 ? "other = second\n" : ""));
		_daemon = std::make_unique<Daemon>(*_folder, std::vector<std::string>{"--config", "athanor.ini"});
	}

	Reply post(const std::string& target) const
	{
		return request(_daemon->port(), "POST", target);
	}

	std::string get(const std::string& target) const
	{
		return request(_daemon->port(), "GET", target).body;
	}

	std::vector<std::unique_ptr<Bind>> _binds;
	std::unique_ptr<Folder> _folder;
	std::unique_ptr<Daemon> _daemon;
};


template <bool PostgreSQL, bool Async>
class CasesOn: public CasesTest
{
	bool isPostgreSQL() const override
	{
		return PostgreSQL;
	}
	bool isAsync() const override
	{
		return Async;
	}
};


class SQLiteCasesTest: public CasesOn<false, false>
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteCasesTest, CasesTest);
	CPPUNIT_TEST_SUITE_END();
};


class SQLiteAsyncCasesTest: public CasesOn<false, true>
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteAsyncCasesTest, CasesTest);
	CPPUNIT_TEST_SUITE_END();
};


class PostgreSQLCasesTest: public CasesOn<true, false>
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLCasesTest, CasesTest);
	CPPUNIT_TEST_SUITE_END();
};


class PostgreSQLAsyncCasesTest: public CasesOn<true, true>
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLAsyncCasesTest, CasesTest);
	CPPUNIT_TEST_SUITE_END();
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteCasesTest);
CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteAsyncCasesTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLCasesTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLAsyncCasesTest);
