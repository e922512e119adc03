//
// ErrorMappingTest.cpp
//
// Library: Tests
// Package: Handler
//
// Exceptions as answers: the table of the HTTP contract.
//
// SPDX-License-Identifier: MIT
//
#include "Athanor/Handler/ErrorMapping.h"
#include "Athanor/Core/Exceptions.h"
#include "Athanor/Json/Reader.h"
#include "Poco/Net/NetException.h"
#include <cppunit/extensions/HelperMacros.h>
#include <stdexcept>
#include <vector>


using namespace Athanor;


namespace {


const std::string secret = "tiger in table secrets";


template <typename Exception>
Http::Response answerTo(const Exception& exception)
{
	Http::Request request("GET", "/authors/7?x=1");
	request.setRequestId("abc-1");
	return toResponse(std::make_exception_ptr(exception), request);
}


ErrorDetail withState(const std::string& state)
{
	ErrorDetail detail;
	detail.sqlState = state;
	detail.statement = "select " + secret;
	detail.table = secret;
	detail.column = secret;
	detail.constraint = secret;
	return detail;
}


struct Row
{
	const char* name;
	int status;
	Http::Response response;
};


/// One row for each class, and for each state that says more than its class.
std::vector<Row> rows()
{
	return {
		{"NotFound", 404, answerTo(NotFoundException(secret, withState("")))},
		{"DuplicateKey", 409, answerTo(DuplicateKeyException(secret, withState("23505")))},
		{"ForeignKey", 409, answerTo(ForeignKeyException(secret, withState("23503")))},
		{"Integrity", 409, answerTo(IntegrityException(secret, withState("23514")))},
		{"not null", 409, answerTo(IntegrityException(secret, withState("23502")))},
		{"serialization failure", 409, answerTo(RepositoryException(secret, withState("40001")))},
		{"deadlock", 409, answerTo(RepositoryException(secret, withState("40P01")))},
		{"Connection", 503, answerTo(ConnectionException(secret, withState("08006")))},
		{"locked", 503, answerTo(ConnectionException(secret, withState("55P03")))},
		{"pool exhausted", 503, answerTo(ConnectionException(secret, withState("53300")))},
		{"read-only database", 503, answerTo(ConnectionException(secret, withState("25006")))},
		{"Timeout", 504, answerTo(TimeoutException(secret, withState("57014")))},
		{"Timeout without a state", 504, answerTo(TimeoutException(secret, withState("")))},
		{"disk full", 507, answerTo(RepositoryException(secret, withState("53100")))},
		{"CommitUnknown", 500, answerTo(CommitUnknownException(secret, withState("08006")))},
		{"Database", 500, answerTo(DatabaseException(secret, withState("XX000")))},
		{"Repository", 500, answerTo(RepositoryException(secret, withState("42P01")))},
		{"InvalidRequest", 500, answerTo(InvalidRequestException(secret, withState("")))},
		{"MultipleResults", 500, answerTo(MultipleResultsFoundException(secret, withState("")))},
		{"Serialization", 500, answerTo(SerializationException(secret, withState("")))},
		{"ImproperConfiguration", 500, answerTo(ImproperConfigurationException(secret, withState("")))},
		{"Plugin", 500, answerTo(PluginException(secret, withState("")))},
		{"Poco", 500, answerTo(Poco::Net::NetException(secret))},
		{"standard", 500, answerTo(std::runtime_error(secret))},
		{"unknown", 500, answerTo(42)},
	};
}


} // namespace


class ErrorMappingTest: public CppUnit::TestFixture
{
	CPPUNIT_TEST_SUITE(ErrorMappingTest);
	CPPUNIT_TEST(testEveryExceptionHasItsStatus);
	CPPUNIT_TEST(testNothingInternalIsShown);
	CPPUNIT_TEST(testOnlyUnavailableAsksToRetryLater);
	CPPUNIT_TEST(testAnswersAreProblems);
	CPPUNIT_TEST(testHttpExceptionShowsItsDetail);
	CPPUNIT_TEST(testHttpException503AsksToRetryLater);
	CPPUNIT_TEST(testValidationListsItsFields);
	CPPUNIT_TEST(testCollisionMayBeRetried);
	CPPUNIT_TEST(testWriteThatIsKeptSaysSo);
	CPPUNIT_TEST(testUnknownCommitSaysSo);
	CPPUNIT_TEST_SUITE_END();

public:
	void testEveryExceptionHasItsStatus()
	{
		for (const Row& row : rows())
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(row.name, row.status, row.response.status());
		}
	}

	void testNothingInternalIsShown()
	{
		for (const Row& row : rows())
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(row.name, std::string::npos, row.response.body().find("tiger"));
			CPPUNIT_ASSERT_EQUAL_MESSAGE(row.name, std::string::npos, row.response.body().find("secrets"));
			CPPUNIT_ASSERT_EQUAL_MESSAGE(row.name, std::string::npos, row.response.body().find("Exception"));
		}
	}

	void testOnlyUnavailableAsksToRetryLater()
	{
		for (const Row& row : rows())
		{
			CPPUNIT_ASSERT_EQUAL_MESSAGE(row.name, row.status == 503,
										 row.response.header("Retry-After").has_value());
		}
	}

	void testAnswersAreProblems()
	{
		for (const Row& row : rows())
		{
			CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), row.response.contentType());
			const Json::Value problem = Json::parse(row.response.body());
			CPPUNIT_ASSERT_EQUAL(std::int64_t{row.status}, problem.find("status")->asInt64().value());
			CPPUNIT_ASSERT_EQUAL(std::string("/authors/7"), problem.find("instance")->asString());
			CPPUNIT_ASSERT_EQUAL(std::string("abc-1"), problem.find("request_id")->asString());
		}
		CPPUNIT_ASSERT_EQUAL(
			std::string(
				R"({"type":"about:blank","title":"Not Found","status":404,)"
				R"("detail":"The requested resource was not found","instance":"/authors/7","request_id":"abc-1"})"),
			answerTo(NotFoundException("x")).body());
	}

	void testHttpExceptionShowsItsDetail()
	{
		const Http::Response response = answerTo(HttpException(403, "only editors may do this"));
		CPPUNIT_ASSERT_EQUAL(403, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string("only editors may do this"),
							 Json::parse(response.body()).find("detail")->asString());
	}

	void testHttpException503AsksToRetryLater()
	{
		CPPUNIT_ASSERT(answerTo(HttpException(503, "later")).header("Retry-After").has_value());
	}

	void testValidationListsItsFields()
	{
		const Http::Response response =
			answerTo(ValidationException({{"dob", "not a date (YYYY-MM-DD)"}, {"na\"me", "missing"}}));
		CPPUNIT_ASSERT_EQUAL(422, response.status());
		const Json::Value problem = Json::parse(response.body());
		const std::string expected = "[{\"field\":\"dob\",\"reason\":\"not a date (YYYY-MM-DD)\"},"
									 "{\"field\":\"na\\\"me\",\"reason\":\"missing\"}]";
		CPPUNIT_ASSERT_EQUAL(expected, problem.find("errors")->toString());
	}

	void testCollisionMayBeRetried()
	{
		for (const char* state : {"40001", "40P01"})
		{
			const Http::Response response = answerTo(RepositoryException("x", withState(state)));
			CPPUNIT_ASSERT(Json::parse(response.body()).find("retry")->asBoolean());
		}
		CPPUNIT_ASSERT(!Json::parse(answerTo(DuplicateKeyException("x")).body()).find("retry"));
	}

	void testWriteThatIsKeptSaysSo()
	{
		ErrorDetail detail = withState("22000");
		detail.committed = true;
		const Http::Response response = answerTo(SerializationException("x", detail));
		CPPUNIT_ASSERT_EQUAL(500, response.status());
		CPPUNIT_ASSERT_EQUAL(std::string("committed"),
							 Json::parse(response.body()).find("outcome")->asString());
	}

	void testUnknownCommitSaysSo()
	{
		const Json::Value problem =
			Json::parse(answerTo(CommitUnknownException("x", withState("40001"))).body());
		CPPUNIT_ASSERT_EQUAL(std::string("unknown"), problem.find("outcome")->asString());
		CPPUNIT_ASSERT(!problem.find("retry"));
	}
};

CPPUNIT_TEST_SUITE_REGISTRATION(ErrorMappingTest);
