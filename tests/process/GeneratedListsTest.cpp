// Generated requests for lists: filters, search, order and page from one seed, answered byte for byte alike by the library
// on SQLite and PostgreSQL, blocking and asynchronous.
// SPDX-License-Identifier: MIT
#include "../conformance/Dice.h"
#include "LibraryFixture.h"
#include "Athanor/Json/Reader.h"
#include "Athanor/Json/Writer.h"
#include <cppunit/extensions/HelperMacros.h>
#include <regex>
#include <set>

using namespace Athanor;
using namespace Athanor::Test;
using Athanor::Conformance::Dice;


namespace {


constexpr std::uint64_t seed = 20240229;
constexpr std::size_t requests = 400;
constexpr int books = 60;

const std::vector<std::string> titles{"Curtain",
									  "curtain",
									  "CURTAIN",
									  "100% of The_Odyssey",
									  "100 of The Odyssey",
									  "O'Brien's \"Book\" \\ 1",
									  "\u00C4rger",
									  "\u00E4rger",
									  "Stra\u00DFe",
									  "\u65E5\u672C",
									  "\U0001F600 smile",
									  "[a-z]*?",
									  " padded ",
									  "z"};
const std::vector<std::string> searched{"curtain", "CURT",   "%",      "_",       "\\",    "'", "\"",
										"\u00C4",  "\u00E4", "\u00DF", "*",       "[a",    " ", "978",
										"00",      "z",      "smile",  "nowhere", "\u672C"};
const std::vector<std::string> genres{"novel", "essay", "poetry"};
const std::vector<std::string> prices{"0", "0.01", "7.99", "10", "10.00", "9.5", "99999999.99"};
const std::vector<std::string> pages{"0", "1", "99", "100", "336", "2147483647"};
const std::vector<std::string> days{"0001-01-01", "1899-12-31", "1900-01-01",
									"1975-09-01", "2024-02-29", "9999-12-31"};


std::string quoted(const std::string& text)
{
	std::string json;
	Json::appendQuoted(json, text);
	return json;
}


std::string idOf(int number)
{
	const std::string digits = std::to_string(1000 + number);
	return "00000000-0000-7000-8000-00000000" + digits;
}


std::string isbnOf(int number)
{
	return "978" + std::to_string(1000000000 + number * 7);
}


std::string makeBooks()
{
	Dice dice(seed);
	std::string json = "[";
	for (int number = 0; number < books; ++number)
	{
		json += (number == 0 ? R"({"id":")" : R"(,{"id":")") + idOf(number) + R"(","title":)" +
				quoted(dice.pick(titles)) + R"(,"isbn":")" + isbnOf(number) + R"(","authorId":")" +
				idOf(500 + static_cast<int>(dice.below(3))) + R"(","genre":")" + dice.pick(genres) +
				R"(","price":")" + dice.pick(prices) + R"(","pages":)" + dice.pick(pages) + R"(,"inStock":)" +
				(dice.oneIn(2) ? "true" : "false") + R"(,"published":)" +
				(dice.oneIn(4) ? "null" : quoted(dice.pick(days))) + "}";
	}
	return json + "]";
}


/// One parameter with its values, as it stands in a query.
std::string makeFilter(Dice& dice)
{
	static const std::vector<std::string> ids{idOf(0), idOf(1), idOf(17), idOf(59), idOf(99)};
	static const std::vector<std::string> authors{idOf(500), idOf(501), idOf(502), idOf(503)};
	static const std::vector<std::string> isbns{isbnOf(0), isbnOf(1), isbnOf(30), isbnOf(99)};
	static const std::vector<std::pair<std::string, const std::vector<std::string>*>> lists{
		{"ids", &ids},
		{"authorIdIn", &authors},
		{"authorIdNotIn", &authors},
		{"isbnIn", &isbns},
		{"isbnNotIn", &isbns},
		{"genre", &genres},
		{"genreNotIn", &genres},
		{"priceIn", &prices},
		{"priceNotIn", &prices},
		{"pagesIn", &pages},
		{"pagesNotIn", &pages},
		{"publishedIn", &days},
		{"publishedNotIn", &days}};
	switch (dice.below(5))
	{
	case 0:
		return "searchString=" + percentEncoded(dice.pick(searched)) +
			   (dice.oneIn(2)   ? ""
				: dice.oneIn(2) ? "&searchIgnoreCase=true"
								: "&searchIgnoreCase=false");
	case 1:
		return dice.oneIn(2) ? "inStock=true" : "inStock=false";
	case 2:
		return (dice.oneIn(2) ? "publishedBefore=" : "publishedAfter=") + dice.pick(days);
	default:
		break;
	}
	const auto& [name, values] = dice.pick(lists);
	std::string text = name + "=" + dice.pick(*values);
	for (std::size_t more = dice.below(3); more > 0; --more)
		text += "&" + name + "=" + dice.pick(*values);
	return text;
}


/// Up to two filters that do not share a parameter, an order or none, a page or none. Orders by `createdAt` and the filters
/// of its kind are left out: each daemon has written its rows at another moment.
std::string makeTarget(Dice& dice)
{
	static const std::vector<std::string> orders{"title", "genre", "price", "pages", "published"};
	static const std::vector<std::string> sizes{"1", "2", "7", "60", "1000"};
	static const std::vector<std::string> numbers{"1", "1", "2", "3", "30", "99"};
	std::string query;
	std::set<std::string> names;
	for (std::size_t count = dice.below(3); count > 0; --count)
	{
		const std::string filter = makeFilter(dice);
		if (names.insert(filter.substr(0, filter.find('='))).second) query += "&" + filter;
	}
	if (!dice.oneIn(3)) query += "&orderBy=" + dice.pick(orders);
	if (dice.oneIn(2)) query += dice.oneIn(2) ? "&sortOrder=desc" : "&sortOrder=asc";
	if (!dice.oneIn(3)) query += "&pageSize=" + dice.pick(sizes) + "&currentPage=" + dice.pick(numbers);
	return "/library/books" + (query.empty() ? query : "?" + query.substr(1));
}


/// Without what differs from daemon to daemon.
std::string comparable(const std::string& body)
{
	static const std::regex moments(R"re("(createdAt|updatedAt)":"[^"]*")re");
	return std::regex_replace(body, moments, "\"$1\":\"\"");
}


} // namespace


class GeneratedListsTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(GeneratedListsTest);
	CPPUNIT_TEST(testEveryDatabaseAnswersAlike);
	CPPUNIT_TEST_SUITE_END();

public:
	void testEveryDatabaseAnswersAlike()
	{
		const std::vector<std::unique_ptr<LibraryServer>> servers = serve();
		Dice dice(seed);
		std::size_t found = 0;
		std::size_t some = 0;
		for (std::size_t number = 0; number < requests; ++number)
		{
			const std::string target = makeTarget(dice);
			const Reply first = servers.front()->send("GET", target);
			CPPUNIT_ASSERT_EQUAL_MESSAGE(target + first.body, 200, first.status);
			for (const auto& server : servers)
				CPPUNIT_ASSERT_EQUAL_MESSAGE(target, comparable(first.body),
											 comparable(server->send("GET", target).body));
			const Json::Value page = Json::parse(first.body);
			const std::int64_t total = page.find("total")->asInt64().value();
			if (!page.find("items")->asArray().empty()) ++found;
			if (total > 0 && total < books) ++some;
		}
		CPPUNIT_ASSERT_MESSAGE(std::to_string(found), found >= 150);
		CPPUNIT_ASSERT_MESSAGE(std::to_string(some), some >= 150);
	}

private:
	/// The same books on each kind of database.
	static std::vector<std::unique_ptr<LibraryServer>> serve()
	{
		const std::string authors = R"([{"id":")" + idOf(500) + R"(","name":"a"},{"id":")" + idOf(501) +
									R"(","name":"b"},{"id":")" + idOf(502) + R"(","name":"c"}])";
		std::vector<std::unique_ptr<LibraryServer>> servers;
		for (const LibraryDatabase database : {LibraryDatabase::PostgreSQL, LibraryDatabase::PostgreSQLAsync,
											   LibraryDatabase::SQLite, LibraryDatabase::SQLiteAsync})
		{
			servers.push_back(std::make_unique<LibraryServer>(database));
			CPPUNIT_ASSERT_EQUAL(201, servers.back()->send("POST", "/library/authors", authors).status);
			const Reply reply = servers.back()->send("POST", "/library/books", makeBooks());
			CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 201, reply.status);
		}
		return servers;
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(GeneratedListsTest);
