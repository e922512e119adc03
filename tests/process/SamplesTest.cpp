// A model with a column of every value type, declared in a test plugin only, behind the generated routes.
// SPDX-License-Identifier: MIT
#include "Daemon.h"
#include "HttpClient.h"
#include "PostgreSQLCluster.h"
#include <cppunit/extensions/HelperMacros.h>
#include <memory>
#include <vector>

using namespace Athanor::Test;


namespace {


/// Without the key and the columns that may be null.
const std::string required =
	R"("flag":true,"small":-2147483648,"real":0.1,"price":"9999999999.99","text":"Zoë 🜍 \"q\"","data":"AAH/",)"
	R"("token":"a0b1c2d3-0000-4000-8000-ffffffffffff","day":"0001-01-01","clock":"23:59:59.999999",)"
	R"("moment":"2024-01-02T03:04:05.000001Z","document":{"b":[1,2.50,null],"a":"x"})";

const std::string optional =
	R"("maybe_flag":false,"maybe_large":9223372036854775807,"maybe_real":-1.7976931348623157e+308,)"
	R"("maybe_price":"0.00","maybe_text":"","maybe_data":"","maybe_token":"00000000-0000-0000-0000-000000000000",)"
	R"("maybe_day":"9999-12-31","maybe_clock":"00:00:00","maybe_moment":"1969-12-31T23:59:59Z","maybe_document":[])";


/// As it was sent; a database that takes documents apart gives back an equal one.
const std::string asSent = R"({"b":[1,2.50,null],"a":"x"})";
const std::string takenApart = R"({"a": "x", "b": [1, 2.50, null]})";


/// The answer in the order of the columns.
std::string answer(int id, bool nulls, const std::string& document)
{
	const auto maybe = [nulls](const std::string& value) { return nulls ? std::string("null") : value; };
	return R"({"id":)" + std::to_string(id) + R"(,"flag":true,"maybe_flag":)" + maybe("false") +
		   R"(,"small":-2147483648,"maybe_large":)" + maybe("9223372036854775807") +
		   R"(,"real":0.1,"maybe_real":)" + maybe("-1.7976931348623157e+308") +
		   R"(,"price":"9999999999.99","maybe_price":)" + maybe("\"0.00\"") +
		   R"(,"text":"Zoë 🜍 \"q\"","maybe_text":)" + maybe("\"\"") + R"(,"data":"AAH/","maybe_data":)" +
		   maybe("\"\"") + R"(,"token":"a0b1c2d3-0000-4000-8000-ffffffffffff","maybe_token":)" +
		   maybe("\"00000000-0000-0000-0000-000000000000\"") + R"(,"day":"0001-01-01","maybe_day":)" +
		   maybe("\"9999-12-31\"") + R"(,"clock":"23:59:59.999999","maybe_clock":)" + maybe("\"00:00:00\"") +
		   R"(,"moment":"2024-01-02T03:04:05.000001Z","maybe_moment":)" + maybe("\"1969-12-31T23:59:59Z\"") +
		   R"(,"document":)" + document + R"(,"maybe_document":)" + maybe("[]") + "}";
}


} // namespace


class SamplesTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(SamplesTest);
	CPPUNIT_TEST(testEveryValueTypeRoundTrips);
	CPPUNIT_TEST(testNullsRoundTrip);
	CPPUNIT_TEST(testManualDatabaseIsCommittedByTheRoutesThemselves);
	CPPUNIT_TEST(testWrongValueOfEveryTypeIsNamedInOrder);
	CPPUNIT_TEST(testIntegerKeyOfPathIsStrict);
	CPPUNIT_TEST(testUniqueColumnIsConflict);
	CPPUNIT_TEST(testDefaultPageSizeIsTwenty);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override
	{
		_folder = std::make_unique<Folder>();
		_folder->file("athanor.ini", ini());
		start();
	}

	void tearDown() override
	{
		_daemon.reset();
		_folder.reset();
	}

	void testEveryValueTypeRoundTrips()
	{
		const Reply created = post("{" + required + "," + optional + "}");
		// What is answered at once is what was sent, or what the database made of it.
		CPPUNIT_ASSERT_MESSAGE(created.body, created.body == answer(1, false) ||
												 created.body == ::answer(1, false, asSent));
		CPPUNIT_ASSERT_EQUAL(201, created.status);
		CPPUNIT_ASSERT_EQUAL(std::string("/samples/1"), created.header("Location"));
		CPPUNIT_ASSERT_EQUAL(answer(1, false), get("/samples/1").body);
		CPPUNIT_ASSERT_EQUAL(R"({"items":[)" + answer(1, false) + R"(],"limit":20,"offset":0,"total":1})",
							 get("/samples").body);
	}

	void testNullsRoundTrip()
	{
		CPPUNIT_ASSERT_EQUAL(201, post("{" + required + "}").status);
		CPPUNIT_ASSERT_EQUAL(answer(1, true), get("/samples/1").body);
		const Reply filled = send("PATCH", "/samples/1", "{" + optional + "}");
		CPPUNIT_ASSERT_EQUAL(answer(1, false), filled.body);
	}

	void testManualDatabaseIsCommittedByTheRoutesThemselves()
	{
		post("{" + required + "}");
		_daemon->signal(9);
		start();
		CPPUNIT_ASSERT_EQUAL(answer(1, true), get("/samples/1").body);
		CPPUNIT_ASSERT_EQUAL(204, send("DELETE", "/samples/1", "").status);
		_daemon->signal(9);
		start();
		CPPUNIT_ASSERT_EQUAL(404, get("/samples/1").status);
	}

	void testWrongValueOfEveryTypeIsNamedInOrder()
	{
		const Reply reply =
			post(R"({"flag":1,"small":2147483648,"real":"x","price":"1.234","text":null,"data":"?",)"
				 R"("token":"x","day":"2023-02-29","clock":"24:00:00","moment":"2024-01-01","extra":1})");
		CPPUNIT_ASSERT_EQUAL(422, reply.status);
		std::size_t at = 0;
		for (const char* field : {"flag", "small", "real", "price", "text", "data", "token", "day", "clock",
								  "moment", "document", "extra"})
		{
			const std::size_t found = reply.body.find("{\"field\":\"" + std::string(field) + "\"", at);
			CPPUNIT_ASSERT_MESSAGE(std::string(field) + " in " + reply.body, found != std::string::npos);
			at = found;
		}
	}

	void testIntegerKeyOfPathIsStrict()
	{
		for (const char* path :
			 {"/samples/01x", "/samples/1.0", "/samples/9223372036854775808", "/samples/+1"})
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 404, get(path).status);
		}
	}

	void testUniqueColumnIsConflict()
	{
		CPPUNIT_ASSERT_EQUAL(201, post("{" + required + R"(,"maybe_text":"one"})").status);
		CPPUNIT_ASSERT_EQUAL(409, post("{" + required + R"(,"maybe_text":"one"})").status);
		CPPUNIT_ASSERT_EQUAL(201, post("{" + required + R"(,"maybe_text":"two"})").status);
	}

	void testDefaultPageSizeIsTwenty()
	{
		for (int i = 0; i < 21; ++i)
		{
			post("{" + required + "}");
		}
		const std::string page = get("/samples?currentPage=2").body;
		CPPUNIT_ASSERT(contains(page, R"("limit":20,"offset":20,"total":21})"));
	}

protected:
	/// `async`: as the ini says it; the document as the database gives it back.
	SamplesTest(bool async, std::string document):
		_async(async),
		_document(std::move(document))
	{
	}

	/// Backend, connection string, and sections behind those of the database.
	virtual std::string backend() const = 0;
	virtual std::string connectionString() const = 0;
	virtual std::string more() const
	{
		return {};
	}

private:
	std::string ini() const
	{
		return "[server]\nlisten = 127.0.0.1:0\n"
			   "[plugins]\ndirectory = ${application.dir}../lib/athanor/plugins\n"
			   "load = " +
			   backend() +
			   ", " ATHANOR_TEST_SERVICES "/samples.so\n"
			   "[database]\nbinds = default\n"
			   "[database.default]\nconnection_string = " +
			   connectionString() + "\nasync = " + (_async ? "true" : "false") + "\ncreate_all = true\n" +
			   more();
	}

	std::string answer(int id, bool nulls) const
	{
		return ::answer(id, nulls, _document);
	}

	void start()
	{
		_daemon.reset();
		_daemon = std::make_unique<Daemon>(*_folder, std::vector<std::string>{"--config", "athanor.ini"});
		_daemon->port();
	}

	Reply post(const std::string& body) const
	{
		return send("POST", "/samples", body);
	}

	Reply get(const std::string& target) const
	{
		return send("GET", target, "");
	}

	Reply send(const std::string& method, const std::string& target, const std::string& body) const
	{
		return request(_daemon->port(), method, target, body);
	}

	const bool _async;
	const std::string _document;
	std::unique_ptr<Folder> _folder;
	std::unique_ptr<Daemon> _daemon;
};


template <bool Async>
class SQLiteSamples: public SamplesTest
{
protected:
	SQLiteSamples():
		SamplesTest(Async, asSent)
	{
	}

	std::string backend() const override
	{
		return "sqlite";
	}
	std::string connectionString() const override
	{
		return "sqlite:///samples.db";
	}
};


/// In a schema of its own, as long as the test.
template <bool Async>
class PostgreSQLSamples: public SamplesTest
{
public:
	void setUp() override
	{
		_schema = std::make_unique<PostgreSQLSchema>();
		SamplesTest::setUp();
	}

	void tearDown() override
	{
		SamplesTest::tearDown();
		_schema.reset();
	}

protected:
	PostgreSQLSamples():
		SamplesTest(Async, takenApart)
	{
	}

	std::string backend() const override
	{
		return "postgresql";
	}
	std::string connectionString() const override
	{
		return _schema->config().connectionString;
	}
	std::string more() const override
	{
		return "[database.default.engine]\noptions.options = -c search_path=" + _schema->name() + "\n";
	}

private:
	std::unique_ptr<PostgreSQLSchema> _schema;
};


class SQLiteSamplesTest: public SQLiteSamples<false>
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteSamplesTest, SamplesTest);
	CPPUNIT_TEST_SUITE_END();
};


class SQLiteAsyncSamplesTest: public SQLiteSamples<true>
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteAsyncSamplesTest, SamplesTest);
	CPPUNIT_TEST_SUITE_END();
};


class PostgreSQLSamplesTest: public PostgreSQLSamples<false>
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLSamplesTest, SamplesTest);
	CPPUNIT_TEST_SUITE_END();
};


class PostgreSQLAsyncSamplesTest: public PostgreSQLSamples<true>
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLAsyncSamplesTest, SamplesTest);
	CPPUNIT_TEST_SUITE_END();
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteSamplesTest);
CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteAsyncSamplesTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLSamplesTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLAsyncSamplesTest);
