// The library through HTTP: three tables, search, filters, order, bulk writes and errors, on every kind of database.
// SPDX-License-Identifier: MIT
#include "LibraryFixture.h"
#include "Athanor/Core/DateTime.h"
#include "Athanor/Json/Reader.h"
#include <cppunit/extensions/HelperMacros.h>

using namespace Athanor;
using namespace Athanor::Test;


namespace {


const std::string christie = "00000000-0000-7000-8000-000000000001";
const std::string lem = "00000000-0000-7000-8000-000000000002";

const std::string authors = R"([{"id":")" + christie + R"(","name":"Agatha Christie","born":"1890-09-15"},)" +
							R"({"id":")" + lem + R"(","name":"Stanisław Lem","born":"1921-09-12"},)" +
							R"({"name":"Homer"}])";


/// The fields that a book must have, and more of them.
std::string book(const std::string& isbn, const std::string& title, const std::string& author,
				 const std::string& more)
{
	return R"({"isbn":")" + isbn + R"(","title":")" + title + R"(","authorId":")" + author + "\"," + more +
		   "}";
}


const std::string books =
	"[" +
	book("978-0-00-713683-8", "Curtain", christie,
		 R"("genre":"novel","price":"7.99","pages":336,"inStock":true,"published":"1975-09-01",)"
		 R"("details":{"number":38,"series":"Poirot"})") +
	"," +
	book("9780007136834", "The ABC Murders", christie,
		 R"("genre":"novel","price":"10.00","pages":256,"inStock":false,"published":"1936-01-06")") +
	"," +
	book("9780156027601", "Solaris", lem,
		 R"("genre":"novel","price":"9.5","pages":204,"inStock":true,"published":"1961-01-01")") +
	"," +
	book("9780262538480", "Summa Technologiae", lem,
		 R"("genre":"essay","price":"100.00","pages":440,"inStock":true)") +
	"," +
	book("9780140268867", "100% of The_Odyssey", christie,
		 R"("genre":"poetry","price":"12.25","pages":541,"inStock":false,"published":"1996-01-01")") +
	"]";


/// The values of one field of a list's rows, joined by commas.
std::string listed(const std::string& json, const std::string& field)
{
	const Json::Value parsed = Json::parse(json);
	const Json::Value& rows = parsed.isArray() ? parsed : *parsed.find("items");
	std::string values;
	for (const Json::Value& row : rows.asArray())
	{
		values += (values.empty() ? "" : ", ") + row.find(field)->asString();
	}
	return values;
}


std::int64_t totalOf(const std::string& page)
{
	return Json::parse(page).find("total")->asInt64().value();
}


} // namespace


class LibraryTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(LibraryTest);
	CPPUNIT_TEST(testBookIsShownAsItsSchemaSays);
	CPPUNIT_TEST(testSearchLooksAtAllItsFields);
	CPPUNIT_TEST(testSearchTakesWildcardsLiterally);
	CPPUNIT_TEST(testFiltersRestrictRowsAndTotal);
	CPPUNIT_TEST(testOrderIsByValueInBothDirections);
	CPPUNIT_TEST(testWrongParameterIs400NamingWhatIsAllowed);
	CPPUNIT_TEST(testRouteByHandHasTheSameFilters);
	CPPUNIT_TEST(testRouteByHandAnswersExactlyTheSchemaAndCommits);
	CPPUNIT_TEST(testNestedRowsAreCreatedWithTheirOwner);
	CPPUNIT_TEST(testNestedRowsAreLinkedByTheirKeys);
	CPPUNIT_TEST(testNestedRowsAreReplacedOnlyWhenSent);
	CPPUNIT_TEST(testWrongNestedRowsAreNamedByTheirPath);
	CPPUNIT_TEST(testUniqueAndForeignKeyErrorsAreConflicts);
	CPPUNIT_TEST(testRuleOfTheServiceIsValidation);
	CPPUNIT_TEST(testBulkCreateNamesAllInvalidRows);
	CPPUNIT_TEST(testBulkCreateNamesAllConflictingRows);
	CPPUNIT_TEST(testBulkUpdateAnswersRowsInOrder);
	CPPUNIT_TEST(testBulkUpdateOfMissingRowsChangesNothing);
	CPPUNIT_TEST(testBulkRemoveAnswersWhatWasRemoved);
	CPPUNIT_TEST(testBulkRemoveOfReferredRowsRemovesNothing);
	CPPUNIT_TEST(testUpdateMovesUpdatedAtOnly);
	CPPUNIT_TEST_SUITE_END_ABSTRACT();

public:
	void setUp() override
	{
		_server = std::make_unique<LibraryServer>(database());
		accept("POST", "/library/authors", authors, 201);
		accept("POST", "/library/books", books, 201);
	}

	void tearDown() override
	{
		_server.reset();
	}

	void testBookIsShownAsItsSchemaSays()
	{
		const std::string page = get("/library/books?isbnIn=9780007136838").body;
		const Json::Value row = Json::parse(page).find("items")->asArray().at(0);
		const std::string created = row.find("createdAt")->asString();
		CPPUNIT_ASSERT_EQUAL(
			R"({"id":")" + row.find("id")->asString() +
				R"(","title":"Curtain","isbn":"9780007136838","authorId":")" + christie +
				R"(","genre":"novel","price":"7.99","pages":336,"inStock":true,"published":"1975-09-01",)"
				R"("details":{"number":38,"series":"Poirot"},"tags":[],"createdAt":")" +
				created + R"(","updatedAt":")" + row.find("updatedAt")->asString() + "\"}",
			row.toString());
	}

	void testSearchLooksAtAllItsFields()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("Curtain, The ABC Murders"), titles("searchString=97800071368"));
		CPPUNIT_ASSERT_EQUAL(std::string("Solaris"), titles("searchString=sOLAR"));
		CPPUNIT_ASSERT_EQUAL(std::string(), titles("searchString=sOLAR&searchIgnoreCase=false"));
		CPPUNIT_ASSERT_EQUAL(std::string("Solaris"), titles("searchString=Solar&searchIgnoreCase=false"));
		CPPUNIT_ASSERT_EQUAL(std::string("Agatha Christie"),
							 listed(get("/library/authors?searchString=Agatha").body, "name"));
		CPPUNIT_ASSERT_EQUAL(std::string(), listed(get("/library/authors?searchString=agatha").body, "name"));
	}

	void testSearchTakesWildcardsLiterally()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("100% of The_Odyssey"), titles("searchString=%25"));
		CPPUNIT_ASSERT_EQUAL(std::string("100% of The_Odyssey"), titles("searchString=_"));
		CPPUNIT_ASSERT_EQUAL(std::string(), titles("searchString=%5C"));
		CPPUNIT_ASSERT_EQUAL(std::string(), titles("searchString=S%25s"));
	}

	void testFiltersRestrictRowsAndTotal()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("Solaris, Summa Technologiae"), titles("authorIdIn=" + lem));
		CPPUNIT_ASSERT_EQUAL(std::string("100% of The_Odyssey, The ABC Murders"), titles("inStock=false"));
		CPPUNIT_ASSERT_EQUAL(std::string("100% of The_Odyssey, Summa Technologiae"),
							 titles("genre=essay&genre=poetry"));
		CPPUNIT_ASSERT_EQUAL(std::string("100% of The_Odyssey"), titles("genreNotIn=essay&genreNotIn=novel"));
		CPPUNIT_ASSERT_EQUAL(std::string("Solaris, The ABC Murders"), titles("priceIn=9.50&priceIn=10"));
		CPPUNIT_ASSERT_EQUAL(std::string("The ABC Murders"), titles("publishedBefore=1961-01-01"));
		CPPUNIT_ASSERT_EQUAL(std::string("100% of The_Odyssey"), titles("publishedAfter=1975-09-01"));
		CPPUNIT_ASSERT_EQUAL(std::string(), titles("createdAfter=9999-01-01"));
		CPPUNIT_ASSERT_EQUAL(std::string("Curtain"),
							 titles("genre=novel&inStock=true&publishedAfter=1970-01-01"));
		const std::string second = get("/library/books?genre=novel&pageSize=2&currentPage=2").body;
		CPPUNIT_ASSERT_EQUAL(std::string("The ABC Murders"), listed(second, "title"));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, totalOf(second));
	}

	void testOrderIsByValueInBothDirections()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("7.99, 9.50, 10.00, 12.25, 100.00"),
							 listed(get("/library/books?orderBy=price").body, "price"));
		CPPUNIT_ASSERT_EQUAL(std::string("100.00, 12.25, 10.00, 9.50, 7.99"),
							 listed(get("/library/books?orderBy=price&sortOrder=desc").body, "price"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("The ABC Murders, Solaris, Curtain, 100% of The_Odyssey, Summa Technologiae"),
			titles("orderBy=published"));
		CPPUNIT_ASSERT_EQUAL(
			std::string("Summa Technologiae, 100% of The_Odyssey, Curtain, Solaris, The ABC Murders"),
			titles("orderBy=published&sortOrder=desc"));
	}

	void testWrongParameterIs400NamingWhatIsAllowed()
	{
		refuse(
			"GET", "/library/books?orderBy=author_id", "", 400,
			"The parameter \\\"orderBy\\\" must be one of title, genre, price, pages, published, createdAt");
		refuse("GET", "/library/books?genre=play", "", 400,
			   "The parameter \\\"genre\\\" is not one of essay, novel, poetry");
		refuse("GET", "/library/books?inStock=yes", "", 400,
			   "The parameter \\\"inStock\\\" is not true or false");
		refuse("GET", "/library/books?ids=7", "", 400, "The parameter \\\"ids\\\" is not a UUID");
		refuse("GET", "/library/books?titleIn=x", "", 400, "is not known here; known: currentPage, ");
	}

	void testRouteByHandHasTheSameFilters()
	{
		const std::string path = "/library/authors/" + christie + "/books";
		CPPUNIT_ASSERT_EQUAL(std::string("Curtain, The ABC Murders"),
							 listed(get(path + "?genre=novel").body, "title"));
		const std::string one = get(path + "?pageSize=1&orderBy=price&sortOrder=desc").body;
		CPPUNIT_ASSERT_EQUAL(std::string("100% of The_Odyssey"), listed(one, "title"));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, totalOf(one));
		refuse("GET", path + "?genre=play", "", 400, "is not one of essay, novel, poetry");
		CPPUNIT_ASSERT_EQUAL(404, get("/library/authors/00000000-0000-7000-8000-00000000000f/books").status);
	}

	void testRouteByHandAnswersExactlyTheSchemaAndCommits()
	{
		const std::string path = "/library/authors/" + lem + "/books";
		const std::string created = accept("POST", path,
										   R"({"title":"Fiasco","isbn":"9780156306300","genre":"novel",)"
										   R"("price":11,"pages":322,"inStock":true,"tags":[{"name":"sf"}]})",
										   201);
		const std::string id = Json::parse(created).find("id")->asString();
		CPPUNIT_ASSERT_EQUAL(created, get("/library/books/" + id).body);
		CPPUNIT_ASSERT_MESSAGE(created, contains(created, R"("tags":[{"name":"sf","description":null}])"));
		CPPUNIT_ASSERT(contains(created, R"("authorId":")" + lem + "\""));
		CPPUNIT_ASSERT(!contains(created, "\"author\""));
	}

	void testNestedRowsAreCreatedWithTheirOwner()
	{
		accept("POST", "/library/authors",
			   R"({"name":"Borges","books":[{"title":"Ficciones","isbn":"9780802130303","genre":"novel",)"
			   R"("price":"14.00","pages":174,"inStock":true,"tags":[{"name":"maze","description":"M"}]},)"
			   R"({"title":"El Aleph","isbn":"9780142437889","genre":"novel","price":"9","pages":210,)"
			   R"("inStock":false,"tags":[{"name":"maze"}]}]})",
			   201);
		CPPUNIT_ASSERT_EQUAL(std::string("El Aleph"), titles("isbnIn=9780142437889"));
		const std::string fiction = get("/library/books?isbnIn=9780802130303").body;
		CPPUNIT_ASSERT_MESSAGE(fiction, contains(fiction, R"("tags":[{"name":"maze","description":"M"}])"));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, totalOf(get("/library/tags").body));
	}

	void testNestedRowsAreLinkedByTheirKeys()
	{
		accept("POST", "/library/tags", R"([{"name":"crime","description":"C"}])", 201);
		const std::string created = accept(
			"POST", "/library/books",
			R"({"title":"New","isbn":"9780000000000","genre":"essay","price":1,"pages":1,"inStock":true,)"
			R"("author":{"name":"Nobody"},"tags":[{"name":"crime"},{"name":"new"}]})",
			201);
		CPPUNIT_ASSERT_MESSAGE(created, contains(created, R"("tags":[{"name":"crime","description":"C"},)"
														  R"({"name":"new","description":null}])"));
		const std::string author = Json::parse(created).find("authorId")->asString();
		CPPUNIT_ASSERT(contains(get("/library/authors/" + author).body, R"("name":"Nobody")"));
	}

	void testNestedRowsAreReplacedOnlyWhenSent()
	{
		const std::string path =
			"/library/books/" + listed(get("/library/books?isbnIn=9780156027601").body, "id");
		accept("PATCH", path, R"({"tags":[{"name":"a"},{"name":"b"}]})", 200);
		const std::string kept = accept("PATCH", path, R"({"pages":205})", 200);
		CPPUNIT_ASSERT_EQUAL(std::string("a, b"), tagsOf(kept));
		CPPUNIT_ASSERT_EQUAL(std::string("b, c"),
							 tagsOf(accept("PATCH", path, R"({"tags":[{"name":"c"},{"name":"b"}]})", 200)));
		CPPUNIT_ASSERT_EQUAL(std::string(), tagsOf(accept("PATCH", path, R"({"tags":[]})", 200)));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, totalOf(get("/library/tags").body));
	}

	void testWrongNestedRowsAreNamedByTheirPath()
	{
		refuse(
			"POST", "/library/authors",
			R"({"name":"Borges","books":[{"title":"x","isbn":"9780802130303","genre":"play","price":1,"pages":1,)"
			R"("inStock":true,"tags":[{"name":"ok"},{"nam":7}]},7]})",
			422,
			R"("errors":[{"field":"books[0].genre","reason":"not one of essay, novel, poetry"},)"
			R"({"field":"books[0].tags[1].name","reason":"required"},)"
			R"({"field":"books[0].tags[1].nam","reason":"unknown field"},)"
			R"({"field":"books[1]","reason":"must be a JSON object"}])");
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, totalOf(get("/library/authors").body));
	}

	void testUniqueAndForeignKeyErrorsAreConflicts()
	{
		refuse("POST", "/library/authors", R"({"name":"Homer"})", 409, "exists already");
		refuse("POST", "/library/books",
			   book("9780000000000", "x", "00000000-0000-7000-8000-00000000000f",
					R"("genre":"novel","price":1,"pages":1,"inStock":true)"),
			   409, "does not exist");
		refuse("DELETE", "/library/authors/" + christie, "", 409, "referred to by another");
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, totalOf(get("/library/authors").body));
		CPPUNIT_ASSERT_EQUAL(std::int64_t{5}, totalOf(get("/library/books").body));
	}

	void testRuleOfTheServiceIsValidation()
	{
		refuse("POST", "/library/books",
			   book("12-34", "x", lem, R"("genre":"novel","price":1,"pages":1,"inStock":true)"), 422,
			   R"({"field":"isbn","reason":"not an ISBN of 13 digits"})");
		refuse(
			"POST", "/library/books",
			book("9780000000000", "x", lem, R"("genre":"play","price":"0.001","pages":1.5,"inStock":1)"), 422,
			R"("errors":[{"field":"genre","reason":"not one of essay, novel, poetry"},)"
			R"({"field":"price","reason":"more than 2 digits after the dot"},)"
			R"({"field":"pages","reason":"not an integer"},{"field":"inStock","reason":"not a boolean"}])");
	}

	void testBulkCreateNamesAllInvalidRows()
	{
		refuse("POST", "/library/tags", R"([{"name":"a"},{"nam":"b"},{"name":"c"},{"name":7}])", 422,
			   R"("errors":[{"index":1,"field":"name","reason":"required"},)"
			   R"({"index":1,"field":"nam","reason":"unknown field"},)"
			   R"({"index":3,"field":"name","reason":"not a string"}])");
		CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, totalOf(get("/library/tags").body));
	}

	void testBulkCreateNamesAllConflictingRows()
	{
		accept("POST", "/library/tags", R"([{"name":"crime"}])", 201);
		refuse("POST", "/library/tags", R"([{"name":"a"},{"name":"crime"},{"name":"b"},{"name":"a"}])", 409,
			   R"("errors":[{"index":1,"field":"name","reason":"exists already"},)"
			   R"({"index":3,"field":"name","reason":"exists already"}])");
		CPPUNIT_ASSERT_EQUAL(std::string("crime"), listed(get("/library/tags").body, "name"));
	}

	void testBulkUpdateAnswersRowsInOrder()
	{
		accept("POST", "/library/tags", R"([{"name":"a"},{"name":"b"},{"name":"c","description":"C"}])", 201);
		const std::string changed =
			accept("PATCH", "/library/tags",
				   R"([{"name":"c","description":null},{"name":"a","description":"A"}])", 200);
		CPPUNIT_ASSERT_EQUAL(
			std::string(R"([{"name":"c","description":null},{"name":"a","description":"A"}])"), changed);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"name":"a","description":"A"})"), get("/library/tags/a").body);
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"name":"c","description":null})"), get("/library/tags/c").body);
	}

	void testBulkUpdateOfMissingRowsChangesNothing()
	{
		accept("POST", "/library/tags", R"([{"name":"a"}])", 201);
		refuse("PATCH", "/library/tags", R"([{"name":"a","description":"A"},{"name":"x","description":"X"}])",
			   422, R"("errors":[{"index":1,"field":"name","reason":"there is no such row"}])");
		CPPUNIT_ASSERT_EQUAL(std::string(R"({"name":"a","description":null})"), get("/library/tags/a").body);
	}

	void testBulkRemoveAnswersWhatWasRemoved()
	{
		accept("POST", "/library/tags", R"([{"name":"a"},{"name":"b"},{"name":"c"}])", 201);
		CPPUNIT_ASSERT_EQUAL(std::string("c, a"),
							 listed(accept("DELETE", "/library/tags", R"(["c","a"])", 200), "name"));
		CPPUNIT_ASSERT_EQUAL(std::string("b"), listed(get("/library/tags").body, "name"));
	}

	void testBulkRemoveOfReferredRowsRemovesNothing()
	{
		const std::string homer = listed(get("/library/authors?searchString=Homer").body, "id");
		refuse("DELETE", "/library/authors", "[\"" + homer + "\",\"" + lem + "\",\"" + christie + "\"]", 409,
			   R"("errors":[{"index":1,)");
		CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, totalOf(get("/library/authors").body));
	}

	void testUpdateMovesUpdatedAtOnly()
	{
		const Json::Value before = Json::parse(get("/library/authors/" + lem).body);
		const Json::Value after =
			Json::parse(accept("PATCH", "/library/authors/" + lem, R"({"born":"1921-09-13"})", 200));
		CPPUNIT_ASSERT(*before.find("createdAt") == *after.find("createdAt"));
		CPPUNIT_ASSERT(DateTime::parse(before.find("updatedAt")->asString()) <
					   DateTime::parse(after.find("updatedAt")->asString()));
		refuse("PATCH", "/library/authors/" + lem, R"({"updatedAt":"2024-01-01T00:00:00Z"})", 422,
			   "read-only");
	}

protected:
	virtual LibraryDatabase database() const = 0;

private:
	/// The names of a book's tags, as they come: in the order of their keys.
	static std::string tagsOf(const std::string& book)
	{
		return listed(Json::parse(book).find("tags")->toString(), "name");
	}

	Reply get(const std::string& target)
	{
		return _server->send("GET", target);
	}

	/// The titles of the books that match.
	std::string titles(const std::string& query)
	{
		const Reply reply = get("/library/books?" + query);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(query + ": " + reply.body, 200, reply.status);
		return listed(reply.body, "title");
	}

	std::string accept(const std::string& method, const std::string& target, const std::string& body,
					   int status)
	{
		const Reply reply = _server->send(method, target, body);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, status, reply.status);
		return reply.body;
	}

	void refuse(const std::string& method, const std::string& target, const std::string& body, int status,
				const std::string& part)
	{
		const Reply reply = _server->send(method, target, body);
		CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, status, reply.status);
		CPPUNIT_ASSERT_MESSAGE(reply.body, contains(reply.body, part));
	}

	std::unique_ptr<LibraryServer> _server;
};


class SQLiteLibraryTest: public LibraryTest
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteLibraryTest, LibraryTest);
	CPPUNIT_TEST_SUITE_END();

	LibraryDatabase database() const override
	{
		return LibraryDatabase::SQLite;
	}
};


class SQLiteAsyncLibraryTest: public LibraryTest
{
	CPPUNIT_TEST_SUB_SUITE(SQLiteAsyncLibraryTest, LibraryTest);
	CPPUNIT_TEST_SUITE_END();

	LibraryDatabase database() const override
	{
		return LibraryDatabase::SQLiteAsync;
	}
};


class PostgreSQLLibraryTest: public LibraryTest
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLLibraryTest, LibraryTest);
	CPPUNIT_TEST_SUITE_END();

	LibraryDatabase database() const override
	{
		return LibraryDatabase::PostgreSQL;
	}
};


class PostgreSQLAsyncLibraryTest: public LibraryTest
{
	CPPUNIT_TEST_SUB_SUITE(PostgreSQLAsyncLibraryTest, LibraryTest);
	CPPUNIT_TEST_SUITE_END();

	LibraryDatabase database() const override
	{
		return LibraryDatabase::PostgreSQLAsync;
	}
};


CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteLibraryTest);
CPPUNIT_TEST_SUITE_REGISTRATION(SQLiteAsyncLibraryTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLLibraryTest);
CPPUNIT_TEST_SUITE_REGISTRATION(PostgreSQLAsyncLibraryTest);
