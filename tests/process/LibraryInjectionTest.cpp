// 500 naughty and 125 injected texts at every place of the library where a client's text goes: never a 500, never a row
// more or less than the text asks for.
// SPDX-License-Identifier: MIT
#include "LibraryFixture.h"
#include "NaughtyStrings.h"
#include "Athanor/Core/Text.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include <cppunit/extensions/HelperMacros.h>
#include <algorithm>
#include <array>
#include <deque>
#include <sstream>

using namespace Athanor;
using namespace Athanor::Test;


namespace {


const std::string author = "00000000-0000-7000-8000-000000000001";

/// Titles and numbers, some of which the texts are parts of.
const std::vector<std::pair<std::string, std::string>> shelf{{"Curtain", "9780007136838"},
															 {"100% of The_Odyssey", "9780140268867"},
															 {"O'Brien's \"Book\" \\ 1", "9780000000001"},
															 {"null and true; 0.00", "9780000000002"}};


std::string quoted(const std::string& text)
{
	std::string json;
	Json::appendQuoted(json, text);
	return json;
}


const std::vector<std::string>& texts()
{
	static const std::vector<std::string> all = [] {
		std::vector<std::string> joined = naughtyStrings();
		joined.insert(joined.end(), injectionStrings().begin(), injectionStrings().end());
		return joined;
	}();
	return all;
}


std::int64_t found(const std::string& text)
{
	return std::count_if(shelf.begin(), shelf.end(), [&](const auto& book) {
		return contains(toLower(book.first), toLower(text)) || contains(book.second, text);
	});
}


std::int64_t sameIsbn(const std::string& text)
{
	return std::count_if(shelf.begin(), shelf.end(), [&](const auto& book) { return book.second == text; });
}


} // namespace


class LibraryInjectionTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(LibraryInjectionTest);
	CPPUNIT_TEST(testThereAre625DifferentTexts);
	CPPUNIT_TEST(testSearchFindsTheTextItself);
	CPPUNIT_TEST(testMembershipComparesTheTextItself);
	CPPUNIT_TEST(testEveryParameterOfEveryListRefusesOrFindsNoMore);
	CPPUNIT_TEST(testOrderRefusesEveryText);
	CPPUNIT_TEST(testParameterNamesAreRefused);
	CPPUNIT_TEST(testPathsLeadToNoResource);
	CPPUNIT_TEST(testValuesOfBodiesAreKeptAsTheyAre);
	CPPUNIT_TEST(testFieldNamesOfBodiesAreRefused);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override
	{
		_server = std::make_unique<LibraryServer>(database());
		const std::string author_ = R"([{"id":")" + author + R"(","name":"Anon"}])";
		CPPUNIT_ASSERT_EQUAL(201, _server->send("POST", "/library/authors", author_).status);
		CPPUNIT_ASSERT_EQUAL(201, _server->send("POST", "/library/books", books()).status);
	}

	void tearDown() override
	{
		checkNothingChanged();
		_server.reset();
	}

	void testThereAre625DifferentTexts()
	{
		CPPUNIT_ASSERT_EQUAL(std::size_t{500}, naughtyStrings().size());
		CPPUNIT_ASSERT_EQUAL(std::size_t{125}, injectionStrings().size());
		std::vector<std::string> sorted = texts();
		std::sort(sorted.begin(), sorted.end());
		CPPUNIT_ASSERT(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
	}

	void testSearchFindsTheTextItself()
	{
		ask("/library/books?searchString=",
			[](const std::string& text, const Reply& reply) { expectTotal(text, reply, found(text)); });
	}

	void testMembershipComparesTheTextItself()
	{
		ask("/library/books?isbnIn=", [](const std::string& text, const Reply& reply) {
			if (reply.status != 400) expectTotal(text, reply, sameIsbn(text));
		});
		ask("/library/books?isbnNotIn=", [](const std::string& text, const Reply& reply) {
			const auto all = static_cast<std::int64_t>(shelf.size());
			if (reply.status != 400) expectTotal(text, reply, all - sameIsbn(text));
		});
	}

	/// The parameters are those that the lists name themselves, so none is forgotten.
	void testEveryParameterOfEveryListRefusesOrFindsNoMore()
	{
		std::size_t asked = 0;
		for (const auto& one : lists())
		{
			const std::string& list = one.first;
			for (const std::string& name : parametersOf(list))
			{
				ask(list + "?" + name + "=",
					[&, all = one.second](const std::string& text, const Reply& reply) {
						++asked;
						const std::string what = list + " " + name + "=" + text + ": " + reply.body;
						CPPUNIT_ASSERT_MESSAGE(what, reply.status == 200 || reply.status == 400);
						if (reply.status == 400)
							CPPUNIT_ASSERT_MESSAGE(what, contains(reply.body, name));
						else
							CPPUNIT_ASSERT_MESSAGE(what, totalOf(reply) <= all);
					});
			}
		}
		// A list that named no parameter would be a hole in this test.
		CPPUNIT_ASSERT_MESSAGE(std::to_string(asked), asked >= 75 * texts().size());
	}

	void testOrderRefusesEveryText()
	{
		for (const std::string name : {"orderBy", "sortOrder"})
		{
			ask("/library/authors?" + name + "=", [&](const std::string& text, const Reply& reply) {
				const bool isDirection = name == "sortOrder" && (text == "asc" || text == "desc");
				CPPUNIT_ASSERT_EQUAL_MESSAGE(text + reply.body, isDirection ? 200 : 400, reply.status);
			});
		}
	}

	void testParameterNamesAreRefused()
	{
		run([](const std::string& text) { return get("/library/books?" + percentEncoded(text) + "=1"); },
			[](const std::string& text, const Reply& reply) {
				const bool known = text == "ids";
				CPPUNIT_ASSERT_EQUAL_MESSAGE(text + reply.body, 400, reply.status);
				CPPUNIT_ASSERT_MESSAGE(reply.body, known || contains(reply.body, "is not known here"));
			});
	}

	void testPathsLeadToNoResource()
	{
		for (const std::string method : {"GET", "PATCH", "DELETE"})
		{
			for (const std::string path : {"/library/tags/", "/library/books/", "/library/authors/"})
				checkPaths(method, path, "");
		}
		for (const std::string method : {"GET", "POST"})
			checkPaths(method, "/library/authors/", "/books");
	}

	void testValuesOfBodiesAreKeptAsTheyAre()
	{
		int number = 0;
		run(
			[&](const std::string& text) {
				const std::string name = "tag" + std::to_string(number++);
				return message("POST", "/library/tags",
							   R"({"name":")" + name + R"(","description":)" + quoted(text) + "}");
			},
			[](const std::string& text, const Reply& reply) {
				CPPUNIT_ASSERT_EQUAL_MESSAGE(text + reply.body, 201, reply.status);
				CPPUNIT_ASSERT_EQUAL(text, Json::parse(reply.body).find("description")->asString());
			});
		checkDescriptions();
	}

	void testFieldNamesOfBodiesAreRefused()
	{
		const std::string mine = "/library/authors/" + author;
		for (const auto& [method, path, before, after] : std::vector<std::array<std::string, 4>>{
				 {"POST", "/library/tags", "{", ":1}"},
				 {"POST", "/library/tags", "[{", ":1}]"},
				 {"PATCH", mine, "{", ":1}"},
				 {"POST", "/library/authors", R"({"name":"x","books":[{)", ":1}]}"},
				 {"POST", mine + "/books", "{", ":1}"}})
		{
			run([&, verb = method, target = path, open = before, close = after](
					const std::string& text) { return message(verb, target, open + quoted(text) + close); },
				[](const std::string& text, const Reply& reply) {
					CPPUNIT_ASSERT_EQUAL_MESSAGE(text + reply.body, 422, reply.status);
				});
		}
	}

protected:
	virtual LibraryDatabase database() const = 0;

private:
	using Request = std::function<std::string(const std::string& text)>;
	using Check = std::function<void(const std::string& text, const Reply& reply)>;

	static std::string books()
	{
		std::string json = "[";
		for (const auto& [title, isbn] : shelf)
		{
			json += (json.size() > 1 ? "," : "") + std::string(R"({"title":)") + quoted(title) +
					R"(,"isbn":")" + isbn + R"(","authorId":")" + author +
					R"(","genre":"novel","price":1,"pages":1,"inStock":true})";
		}
		return json + "]";
	}

	static std::string message(const std::string& method, const std::string& target, const std::string& body)
	{
		std::string text = method + " " + target + " HTTP/1.1\r\nHost: library\r\n";
		if (!body.empty())
			text +=
				"Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
		return text + "\r\n" + body;
	}

	static std::string get(const std::string& target)
	{
		return message("GET", target, "");
	}

	static std::int64_t totalOf(const Reply& reply)
	{
		return Json::parse(reply.body).find("total")->asInt64().value();
	}

	static void expectTotal(const std::string& text, const Reply& reply, std::int64_t total)
	{
		CPPUNIT_ASSERT_EQUAL_MESSAGE(text + reply.body, 200, reply.status);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(text + reply.body, total, totalOf(reply));
	}

	void checkPaths(const std::string& method, const std::string& before, const std::string& after)
	{
		run(
			[&](const std::string& text) {
				const bool hasBody = method == "PATCH" || method == "POST";
				return message(method, before + percentEncoded(text) + after, hasBody ? "{}" : "");
			},
			[&](const std::string& text, const Reply& reply) {
				// `.` and `..` are resolved before anything else: they lead to the lists.
				if (text == "." || text == "..") return;
				CPPUNIT_ASSERT_MESSAGE(method + before + text + after + reply.body,
									   reply.status == 404 || reply.status == 400);
			});
	}

	/// The collections and how many rows they have.
	static std::vector<std::pair<std::string, std::int64_t>> lists()
	{
		const auto books = static_cast<std::int64_t>(shelf.size());
		return {{"/library/authors", 1},
				{"/library/books", books},
				{"/library/tags", 0},
				{"/library/authors/" + author + "/books", books}};
	}

	/// What the answer to a parameter that is not there lists.
	std::vector<std::string> parametersOf(const std::string& list)
	{
		const Reply reply = _server->send("GET", list + "?nothing=1");
		const std::string detail = Json::parse(reply.body).find("detail")->asString();
		const std::string before = "known: ";
		CPPUNIT_ASSERT_MESSAGE(detail, contains(detail, before));
		std::istringstream names(detail.substr(detail.find(before) + before.size()));
		std::vector<std::string> all;
		for (std::string name; std::getline(names >> std::ws, name, ',');)
			all.push_back(name);
		return all;
	}

	void ask(const std::string& target, const Check& check)
	{
		run([&](const std::string& text) { return get(target + percentEncoded(text)); }, check);
	}

	/// One request per text, several under way at a time.
	void run(const Request& request, const Check& check)
	{
		constexpr std::size_t underWay = 16;
		std::deque<std::string> waiting;
		const auto receive = [&] {
			const std::string text = waiting.front();
			waiting.pop_front();
			const Reply reply = _server->client().receive();
			CPPUNIT_ASSERT_MESSAGE(text + reply.body, reply.status < 500);
			check(text, reply);
		};
		for (const std::string& text : texts())
		{
			if (waiting.size() == underWay) receive();
			_server->client().send(request(text));
			waiting.push_back(text);
		}
		while (!waiting.empty())
			receive();
	}

	/// All tags, read back from the database, and removed in one request.
	void checkDescriptions()
	{
		const Reply page = _server->send("GET", "/library/tags?pageSize=1000");
		std::size_t number = 0;
		std::string keys;
		for (const std::string& text : texts())
		{
			const std::string name = "tag" + std::to_string(number++);
			const std::string row = R"({"name":")" + name + R"(","description":)" + quoted(text) + "}";
			CPPUNIT_ASSERT_MESSAGE(row, contains(page.body, row));
			keys += (keys.empty() ? "\"" : ",\"") + name + "\"";
		}
		CPPUNIT_ASSERT_EQUAL(200, _server->send("DELETE", "/library/tags", "[" + keys + "]").status);
	}

	void checkNothingChanged()
	{
		for (const auto& [target, rows] : lists())
		{
			HttpClient client(_server->daemon().port());
			expectTotal(target, client.request("GET", target), rows);
		}
	}

	std::unique_ptr<LibraryServer> _server;
};


class SQLiteLibraryInjectionTest: public LibraryInjectionTest
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteLibraryInjectionTest, LibraryInjectionTest);
	CPPUNIT_TEST_SUITE_END();

	LibraryDatabase database() const override
	{
		return LibraryDatabase::SQLite;
	}
};


class SQLiteAsyncLibraryInjectionTest: public LibraryInjectionTest
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteAsyncLibraryInjectionTest, LibraryInjectionTest);
	CPPUNIT_TEST_SUITE_END();

	LibraryDatabase database() const override
	{
		return LibraryDatabase::SQLiteAsync;
	}
};


class PostgreSQLLibraryInjectionTest: public LibraryInjectionTest
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLLibraryInjectionTest, LibraryInjectionTest);
	CPPUNIT_TEST_SUITE_END();

	LibraryDatabase database() const override
	{
		return LibraryDatabase::PostgreSQL;
	}
};


class PostgreSQLAsyncLibraryInjectionTest: public LibraryInjectionTest
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLAsyncLibraryInjectionTest, LibraryInjectionTest);
	CPPUNIT_TEST_SUITE_END();

	LibraryDatabase database() const override
	{
		return LibraryDatabase::PostgreSQLAsync;
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteLibraryInjectionTest);
CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteAsyncLibraryInjectionTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLLibraryInjectionTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLAsyncLibraryInjectionTest);
