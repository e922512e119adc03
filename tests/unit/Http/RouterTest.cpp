//
// RouterTest.cpp
//
// Library: Foundation
// Package: Http
//
// Tests of Router and PathParameters.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Http/Router.h"
#include "Athanor/Core/Exceptions.h"
#include <cppunit/extensions/HelperMacros.h>
#include <string>


using namespace Athanor;
using namespace Athanor::Http;


namespace {


std::shared_ptr<Endpoint> endpoint()
{
	return makeBlocking([](Request&, const PathParameters&) { return Response(); });
}


const std::string uuid = "01234567-89ab-4cde-8f01-23456789abcd";


} // namespace


class RouterTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(RouterTest);
	CPPUNIT_TEST(testMatchFindsTheMostSpecificPattern);
	CPPUNIT_TEST(testMatchGivesTypedParameters);
	CPPUNIT_TEST(testMatchTriesOtherBranchesWhenOneLeadsNowhere);
	CPPUNIT_TEST(testMatchMalformedTypedValueIsNotFound);
	CPPUNIT_TEST(testMatchDecodesOnceAndKeepsSlashInSegment);
	CPPUNIT_TEST(testMatchBadPathIsRefused);
	CPPUNIT_TEST(testMatchMethodNotAllowedListsMethods);
	CPPUNIT_TEST(testMatchHeadFallsBackToGet);
	CPPUNIT_TEST(testMatchOptions);
	CPPUNIT_TEST(testAddRefusesMalformedPatterns);
	CPPUNIT_TEST(testAddRefusesDuplicateNamingPattern);
	CPPUNIT_TEST(testRoutesAreListedInOrder);
	CPPUNIT_TEST(testParametersRefuseOtherTypeAndName);
	CPPUNIT_TEST_SUITE_END();

public:
	void setUp() override
	{
		for (const char* pattern :
			 {"/", "/authors", "/authors/new", "/authors/{id:uuid}", "/authors/{id:uuid}/books",
			  "/authors/{n:int}", "/authors/{name}", "/files/{path:*}", "/a/b/c", "/a/{x}/d"})
		{
			_router.add("GET", pattern, endpoint());
		}
		_router.add("POST", "/authors", endpoint());
	}

	void testMatchFindsTheMostSpecificPattern()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("/"), found("/"));
		CPPUNIT_ASSERT_EQUAL(std::string("/authors"), found("/authors"));
		CPPUNIT_ASSERT_EQUAL(std::string("/authors"), found("/authors/"));
		CPPUNIT_ASSERT_EQUAL(std::string("/authors"), found("/%61uthors"));
		CPPUNIT_ASSERT_EQUAL(std::string("/authors/new"), found("/authors/new"));
		CPPUNIT_ASSERT_EQUAL(std::string("/authors/{id:uuid}"), found("/authors/" + uuid));
		CPPUNIT_ASSERT_EQUAL(std::string("/authors/{id:uuid}/books"), found("/authors/" + uuid + "/books/"));
		CPPUNIT_ASSERT_EQUAL(std::string("/authors/{n:int}"), found("/authors/-17"));
		CPPUNIT_ASSERT_EQUAL(std::string("/authors/{name}"), found("/authors/17x"));
		CPPUNIT_ASSERT_EQUAL(std::string("/files/{path:*}"), found("/files/a/b/c"));
	}

	void testMatchGivesTypedParameters()
	{
		CPPUNIT_ASSERT_EQUAL(uuid, _router.match("GET", "/authors/" + uuid).parameters.uuid("id").toString());
		CPPUNIT_ASSERT_EQUAL(std::int64_t(-17), _router.match("GET", "/authors/-17").parameters.integer("n"));
		CPPUNIT_ASSERT_EQUAL(std::string("a/b"), _router.match("GET", "/files/a/b").parameters.text("path"));
	}

	void testMatchTriesOtherBranchesWhenOneLeadsNowhere()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("/a/b/c"), found("/a/b/c"));
		const Router::Match match = _router.match("GET", "/a/b/d");
		CPPUNIT_ASSERT_EQUAL(std::string("/a/{x}/d"), std::string(match.pattern));
		CPPUNIT_ASSERT_EQUAL(std::string("b"), match.parameters.text("x"));
		CPPUNIT_ASSERT_EQUAL(std::size_t(1), match.parameters.size());
	}

	void testMatchMalformedTypedValueIsNotFound()
	{
		Router router;
		router.add("GET", "/u/{id:uuid}", endpoint());
		router.add("GET", "/i/{n:int}", endpoint());
		for (const char* path :
			 {"/u/x", "/u/", "/i/1.0", "/i/+1", "/i/9223372036854775808", "/i", "/nothing", "/u//"})
		{
			CPPUNIT_ASSERT_MESSAGE(path, router.match("GET", path).outcome == Router::Outcome::NotFound);
		}
	}

	void testMatchDecodesOnceAndKeepsSlashInSegment()
	{
		CPPUNIT_ASSERT_EQUAL(std::string("x/y"),
							 _router.match("GET", "/authors/x%2Fy").parameters.text("name"));
		CPPUNIT_ASSERT_EQUAL(std::string("%41"),
							 _router.match("GET", "/authors/%2541").parameters.text("name"));
		CPPUNIT_ASSERT_EQUAL(std::string("a+b"),
							 _router.match("GET", "/authors/a+b").parameters.text("name"));
		CPPUNIT_ASSERT_EQUAL(std::string("\xC3\xA4"),
							 _router.match("GET", "/authors/%c3%A4").parameters.text("name"));
	}

	void testMatchBadPathIsRefused()
	{
		for (const char* path :
			 {"/authors/%00", "/authors/%ff", "/authors/%c0%af", "/authors/..", "/authors/%2e%2E",
			  "/files/a/../b", "/files/a%2F..%2Fb", "/./authors", "/authors/%4", "/%ed%a0%80"})
		{
			CPPUNIT_ASSERT_MESSAGE(path, _router.match("GET", path).outcome == Router::Outcome::BadPath);
		}
	}

	void testMatchMethodNotAllowedListsMethods()
	{
		const Router::Match match = _router.match("DELETE", "/authors");
		CPPUNIT_ASSERT(match.outcome == Router::Outcome::MethodNotAllowed);
		CPPUNIT_ASSERT_EQUAL(std::string("GET, HEAD, OPTIONS, POST"), match.allow);
	}

	void testMatchHeadFallsBackToGet()
	{
		CPPUNIT_ASSERT(_router.match("HEAD", "/authors").outcome == Router::Outcome::Found);
		Router router;
		router.add("POST", "/p", endpoint());
		CPPUNIT_ASSERT(router.match("HEAD", "/p").outcome == Router::Outcome::MethodNotAllowed);
	}

	void testMatchOptions()
	{
		CPPUNIT_ASSERT(_router.match("OPTIONS", "/authors").outcome == Router::Outcome::Options);
		CPPUNIT_ASSERT(_router.match("OPTIONS", "*").outcome == Router::Outcome::Options);
		CPPUNIT_ASSERT(_router.match("OPTIONS", "/nothing").outcome == Router::Outcome::NotFound);
		_router.add("OPTIONS", "/authors", endpoint());
		CPPUNIT_ASSERT(_router.match("OPTIONS", "/authors").outcome == Router::Outcome::Found);
	}

	void testAddRefusesMalformedPatterns()
	{
		for (const char* pattern : {"", "a", "/{", "/{}", "/{a", "/{a:b}", "/{1a}", "/{a}/{a}", "/{p:*}/a",
									"/a//b", "/a{b}", "/a?b", "/..", "/{a-b}"})
		{
			CPPUNIT_ASSERT_THROW_MESSAGE(pattern, _router.add("GET", pattern, endpoint()),
										 ImproperConfigurationException);
		}
		CPPUNIT_ASSERT_THROW(_router.add("G T", "/ok", endpoint()), ImproperConfigurationException);
		CPPUNIT_ASSERT_THROW(_router.add("GET", "/ok", nullptr), ImproperConfigurationException);
	}

	void testAddRefusesDuplicateNamingPattern()
	{
		for (const char* pattern : {"/authors", "/authors/", "/authors/{other}", "/files/{rest:*}"})
		{
			std::string message;
			try
			{
				_router.add("GET", pattern, endpoint());
			}
			catch (const ImproperConfigurationException& e)
			{
				message = e.message();
			}
			CPPUNIT_ASSERT_MESSAGE(pattern, message.find(pattern) != std::string::npos);
		}
	}

	void testRoutesAreListedInOrder()
	{
		CPPUNIT_ASSERT_EQUAL(std::size_t(11), _router.routes().size());
		CPPUNIT_ASSERT_EQUAL(std::string("POST"), _router.routes().back().method);
		CPPUNIT_ASSERT_EQUAL(std::string("/authors"), _router.routes().back().pattern);
	}

	void testParametersRefuseOtherTypeAndName()
	{
		PathParameters parameters;
		parameters.add("n", std::int64_t(5));
		CPPUNIT_ASSERT_THROW(parameters.text("n"), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(parameters.uuid("n"), InvalidRequestException);
		CPPUNIT_ASSERT_THROW(parameters.integer("m"), InvalidRequestException);
		CPPUNIT_ASSERT(!parameters.find("m"));
	}

private:
	std::string found(const std::string& path)
	{
		const Router::Match match = _router.match("GET", path);
		return match.outcome == Router::Outcome::Found ? std::string(match.pattern) : std::string();
	}

	Router _router;
};


CPPUNIT_TEST_SUITE_REGISTRATION(RouterTest);
